"""Routes of a launch: the course's frame begins it, the tool asks, the host answers with a form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tests.host import moodle
from tests.host.launches import PendingLaunch
from tests.host.platform import Platform, PostedLogin
from tests.host.school import Course, Person

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost


@dataclass(frozen=True)
class LoginPages:
    """The pages a launch passes through."""

    host: "SandboxHost"

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("login", __name__)
        pages.add_url_rule(moodle.LAUNCH_PATH, view_func=self.begin)
        pages.add_url_rule(moodle.AUTH_PATH, view_func=self.authorise, methods=["GET", "POST"])
        pages.add_url_rule(moodle.JWKS_PATH, view_func=self.keys)
        pages.add_url_rule(moodle.RETURN_PATH, view_func=self.back)
        return pages

    def begin(self) -> ResponseReturnValue:
        """The form in the course's frame that starts a login at the tool."""
        course = self.host.course_with_activity(request.args.get("id", ""))
        person = self.host.visitor()
        if person is None:
            return redirect(url_for("school.home"))
        if not self.host.school.may_open(person, course):
            abort(403)
        return form(*self._login(person, course))

    def authorise(self) -> ResponseReturnValue:
        """What the tool asks for in the person's browser, once for each launch."""
        asked = request.values.to_dict()
        person = self.host.visitor()
        if person is None and not asked.get("repost"):
            # The session cookie stays behind when a page of another site posts here from inside a frame;
            # a form of our own brings it along.
            return form(moodle.AUTH_PATH, asked | {"repost": "1"})
        if person is None or not moodle.complete(asked):
            return invalid_request()
        pending = self.host.launches.take(moodle.launch_id_in(asked["lti_message_hint"]), session["visit"])
        return self._answer(asked, person, pending) if pending else invalid_request()

    def keys(self) -> ResponseReturnValue:
        """The host's public keys."""
        return dict(Platform(registration=self.host.registration).get_jwks())

    def back(self) -> ResponseReturnValue:
        """Where the tool sends somebody who is done."""
        return render_template("back.html", course=self.host.school.courses.get(request.args.get("course", "")))

    def _login(self, person: Person, course: Course) -> tuple[str, dict[str, str]]:
        login = PostedLogin(request, Platform(registration=self.host.registration))
        login.set_launch_url(self.host.target_link_uri(course))
        launch_id = self.host.launches.begin(session["visit"], course)
        login.set_lti_message_hint(hint=moodle.message_hint(course, launch_id))
        return login.initiate_login(person.sub)

    def _answer(self, asked: dict[str, str], person: Person, pending: PendingLaunch) -> ResponseReturnValue:
        verdict = moodle.judge(asked, person, self.host.client_id, self.host.tool.redirect_uris)
        match verdict:
            case moodle.NotFound():
                return invalid_request()
            case moodle.SentBack():
                return form(asked["redirect_uri"], verdict.fields(asked.get("state", "")))
            case moodle.Granted():
                messages = self.host.messages
                compose = messages.placing if pending.placing else messages.launch
                target = self.host.tool.launch_url if pending.placing else self.host.target_link_uri(pending.course)
                return form(*compose(person, pending.course, asked, target).lti_launch())
        assert_never(verdict)


def form(action: str, fields: dict[str, str]) -> str:
    """A page that posts itself at once."""
    return render_template("form.html", action=action, fields=fields)


def invalid_request() -> ResponseReturnValue:
    """The host's own error page."""
    return render_template("error.html", title="Invalid request"), 404
