"""Placing activities: the course asks the tool which, the tool's answer is checked, the teacher saves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jwt
from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from lti1p3platform.exceptions import LtiDeepLinkingResponseException, LtiException

from tests.host import moodle
from tests.host.gradebook import LineItem
from tests.host.platform import Platform, PostedLogin
from tests.host.school import Activity, Course, Person

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost

ERROR = "https://purl.imsglobal.org/spec/lti-dl/claim/errormsg"


class NotTaken(Exception):
    """The teacher gets an error page with these words."""


@dataclass
class Answers:
    """What tools have answered: as posted, for tests to look at, and what waits for the teacher to save it."""

    posted: list[str] = field(default_factory=list)
    waiting: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class DeepLinkingPages:
    """The pages on the way from the course to the tool and back."""

    host: SandboxHost

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("deep_linking", __name__)
        pages.get("/course/<course_id>/place")(self.place)
        pages.add_url_rule(moodle.CONTENT_PATH, view_func=self.begin)
        pages.add_url_rule(moodle.CONTENT_RETURN_PATH, view_func=self.back, methods=["POST"])
        pages.post("/course/<course_id>/save")(self.save)
        return pages

    def place(self, course_id: str) -> ResponseReturnValue:
        """The course's page with the tool in a dialog's frame."""
        course = self.host.course(course_id)
        self._teacher(course)
        return render_template(
            "course.html", course=course, frame=f"{moodle.CONTENT_PATH}?course={course.id}", allow=""
        )

    def begin(self) -> ResponseReturnValue:
        """The form in that frame that starts a login at the tool."""
        course = self.host.course(request.args.get("course", ""))
        login = PostedLogin(request, Platform(registration=self.host.registration))
        login.set_launch_url(self.host.tool.launch_url)
        launch_id = self.host.launches.begin(session["visit"], course, placing=True)
        login.set_lti_message_hint(hint=moodle.placing_hint(launch_id))
        action, fields = login.initiate_login(self._teacher(course).sub)
        return render_template("form.html", action=action, fields=fields)

    def back(self) -> ResponseReturnValue:
        """What the tool answered. A cookie may have stayed behind; a form of our own brings it along."""
        course = self.host.course(request.args.get("course", ""))
        if self.host.visitor() is None and "repost" not in request.form:
            return render_template("form.html", action=request.full_path, fields={**request.form, "repost": "1"})
        self._teacher(course)
        token = request.form.get("JWT", "")
        try:
            items, words = self._read(token)
        except NotTaken as refused:
            return render_template("error.html", title=str(refused)), 404
        self.host.answers.posted.append(token)
        self.host.answers.waiting[course.id] = items
        return render_template("placing.html", course=course, items=items, words=words)

    def save(self, course_id: str) -> ResponseReturnValue:
        """Each item becomes an activity, and one with a line item gets its column."""
        course = self.host.course(course_id)
        self._teacher(course)
        for item in self.host.answers.waiting.pop(course.id, []):
            self._add(course, item)
        return redirect(url_for("school.course", course_id=course.id), 303)

    def _teacher(self, course: Course) -> Person:
        """Who is here, if they may change the course; a teacher who may not edit never gets as far as the tool."""
        person = self.host.visitor()
        if person is None or not self.host.school.may_edit(person, course):
            abort(403)
        return person

    def _read(self, token: str) -> tuple[list[dict[str, Any]], str]:
        """The items and what the teacher is told. There is no leeway; the audience is not looked at."""
        try:
            if not jwt.get_unverified_header(token).get("kid"):
                raise NotTaken("kid must be set")
            claims = jwt.decode(token, options={"verify_signature": False})
            if claims.get("iss") != self.host.client_id:
                raise NotTaken("Consumer key is incorrect.")
            platform = Platform(registration=self.host.registration)
            items = platform.validate_deeplinking_resp({"JWT": token})
        except (jwt.PyJWTError, LtiException, LtiDeepLinkingResponseException) as error:
            raise NotTaken(f"{error}") from error
        return items, str(claims.get(ERROR, ""))

    def _add(self, course: Course, item: Mapping[str, Any]) -> None:
        activity = Activity(
            self.host.school.next_activity(), item.get("title", ""), item.get("url"), dict(item.get("custom", {}))
        )
        course.placed.append(activity)
        line = item.get("lineItem")
        if line is not None:
            # The label is not looked at: the column is named as the activity.
            maximum, tag = float(line.get("scoreMaximum", 100)), line.get("tag", "")
            column = LineItem("", course.id, activity.title, maximum, line.get("resourceId", ""), tag, activity.id)
            self.host.gradebook.add(column)
