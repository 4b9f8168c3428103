"""The pages people see: the courses, the tool in its frame, the gradebook, and who to click as."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tests.host import moodle
from tests.host.school import Course

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost

FEATURES = ("microphone", "camera", "geolocation", "midi", "encrypted-media", "autoplay")


@dataclass(frozen=True)
class SchoolPages:
    """The school's own pages."""

    host: "SandboxHost"

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("school", __name__)
        pages.app_context_processor(self.bar)
        pages.app_errorhandler(404)(self.not_found)
        pages.get("/")(self.home)
        pages.post("/as/<key>")(self.click_as)
        pages.get("/course/<course_id>")(self.course)
        pages.get("/course/<course_id>/grades")(self.grades)
        return pages

    def bar(self) -> dict[str, Any]:
        """What the top of every page shows."""
        visitor = self.host.visitor()
        courses = self.host.school.courses.values()
        mine = [course for course in courses if visitor and self.host.school.may_open(visitor, course)]
        return {"people": self.host.people.values(), "visitor": visitor, "my_courses": mine}

    def not_found(self, _: object) -> ResponseReturnValue:
        """Any address that leads nowhere."""
        return render_template("error.html", title="Page not found"), 404

    def home(self) -> ResponseReturnValue:
        """The front page."""
        return render_template("home.html")

    def click_as(self, key: str) -> ResponseReturnValue:
        """Become somebody: a new visit, as after signing in."""
        if key not in self.host.people:
            abort(404)
        session.clear()
        session.update(person=key, visit=secrets.token_hex(8))
        return redirect(_local(request.form.get("next", "/")), 303)

    def course(self, course_id: str) -> ResponseReturnValue:
        """A course, with the tool in a frame exactly as Moodle makes it."""
        shown = self.host.course(course_id)
        shown = shown.around(request.args.get("activity", shown.activity.id)) or abort(404)
        frame = f"{moodle.LAUNCH_PATH}?id={shown.activity.id}&triggerview=0"
        tool = urlsplit(self.host.tool.base_url)
        allow = "; ".join(f"{feature} {tool.scheme}://{tool.netloc}" for feature in FEATURES)
        return self._for_members(shown, "course.html", frame=frame, allow=allow, may_edit=self._may_edit(shown))

    def _may_edit(self, course: Course) -> bool:
        visitor = self.host.visitor()
        return visitor is not None and self.host.school.may_edit(visitor, course)

    def grades(self, course_id: str) -> ResponseReturnValue:
        """A course's gradebook: a row for everybody who can be graded."""
        shown = self.host.course(course_id)
        gradable = self.host.school.gradable(shown, self.host.settings.graded_roles)
        items = self.host.gradebook.of_course(shown.id)
        return self._for_members(shown, "grades.html", items=items, gradable=gradable, grade=self.host.gradebook.grade)

    def _for_members(self, course: Course, template: str, **shown: Any) -> ResponseReturnValue:
        visitor = self.host.visitor()
        if visitor is None:
            return redirect(url_for("school.home"))
        if not self.host.school.may_open(visitor, course):
            return render_template("error.html", title="You are not enrolled in this course"), 403
        return render_template(template, course=course, **shown)


def _local(path: str) -> str:
    return path if path.startswith("/") and not path.startswith("//") else "/"
