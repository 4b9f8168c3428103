"""The launches that were begun, and the message each carries."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lti1p3platform.registration import Registration

from tests.host import moodle
from tests.host.gradebook import Gradebook
from tests.host.platform import Launch, Platform
from tests.host.school import Course, Person, School
from tests.host.settings import LINE_ITEM_READ, Settings

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


@dataclass(frozen=True)
class PendingLaunch:
    """A launch somebody began, waiting for the tool to ask for its message."""

    visit: str
    course: Course
    placing: bool = False


@dataclass
class PendingLaunches:
    """Launches by the id in their hint. Each is given out once, and only to the visit that began it."""

    _pending: dict[str, PendingLaunch] = field(default_factory=dict)

    def begin(self, visit: str, course: Course, *, placing: bool = False) -> str:
        """Remember a launch; what comes back is its id."""
        kind = "_ContentItemSelectionRequest" if placing else course.activity.id
        launch_id = f"ltilaunch{kind}_{secrets.randbelow(2**31)}"
        self._pending[launch_id] = PendingLaunch(visit, course, placing)
        return launch_id

    def take(self, launch_id: str | None, visit: str) -> PendingLaunch | None:
        """The launch, the first time it is asked for."""
        pending = self._pending.get(launch_id or "")
        return self._pending.pop(launch_id or "", None) if pending and pending.visit == visit else None


@dataclass(frozen=True)
class Messages:
    """Composes what the host says about a person in a course."""

    url: str
    registration: Registration
    school: School
    gradebook: Gradebook
    settings: Settings

    def launch(self, person: Person, course: Course, asked: Mapping[str, Any], target: str) -> Launch:
        """A launch, ready to be signed."""
        launch = Launch(Platform(registration=self.registration), asked, self._moodle_claims(person, course))
        launch.set_launch_url(target)
        launch.set_user_data(person.sub, moodle.launch_roles(person, self.school.roles(person, course)))
        launch.set_launch_context_claim(course.id, ["CourseSection"], course.title, course.label)
        launch.set_ags(self.line_items_url(course), self._own_line_item(course))
        launch.extra_claims[AGS_ENDPOINT]["scope"] = self._ags_scopes(launch.extra_claims[AGS_ENDPOINT]["scope"])
        launch.set_nrps(f"{self._services(course)}/memberships/1")
        return launch

    def placing(self, person: Person, course: Course, asked: Mapping[str, Any], target: str) -> Launch:
        """The question which activities to place, ready to be signed: without a link, a gradebook or a way back."""
        claims = self._moodle_claims(person, course)
        del claims[f"{CLAIM}resource_link"]
        claims[f"{CLAIM}launch_presentation"] = {"locale": "en"}
        launch = Launch(Platform(registration=self.registration), asked, claims)
        launch.set_launch_url(target)
        launch.set_user_data(person.sub, moodle.launch_roles(person, self.school.roles(person, course)))
        launch.set_launch_context_claim(course.id, ["CourseSection"], course.title, course.label)
        return_url = (
            f"{self.url}{moodle.CONTENT_RETURN_PATH}?course={course.id}&id={self.registration.get_deployment_id()}"
        )
        launch.asks_what_to_place(return_url, self.settings.placing)
        return launch

    def line_items_url(self, course: Course) -> str:
        """The course's line items. Service addresses carry a query."""
        return f"{self._services(course)}/lineitems?type_id={self.registration.get_deployment_id()}"

    def line_item_url(self, course: Course, item_id: str, rest: str = "") -> str:
        """One line item, or its results."""
        path = f"{self._services(course)}/lineitems/{item_id}/lineitem{rest}"
        return f"{path}?type_id={self.registration.get_deployment_id()}"

    def _services(self, course: Course) -> str:
        return f"{self.url}{moodle.SERVICES_PATH}/{course.id}"

    def _own_line_item(self, course: Course) -> str | None:
        # An activity with two columns is as good as one with none: neither is "the" line item.
        items = self.gradebook.of_link(course.id, course.activity.id)
        return self.line_item_url(course, items[0].id) if len(items) == 1 else None

    def _ags_scopes(self, offered: list[str]) -> list[str]:
        # The library leaves out the read-only scope where the wider one is there; Moodle names all four.
        return [scope for scope in (LINE_ITEM_READ, *offered) if scope in self.settings.scopes]

    def _moodle_claims(self, person: Person, course: Course) -> dict[str, Any]:
        services = self._services(course)
        return {
            f"{CLAIM}resource_link": {"id": course.activity.id, "title": course.activity.title, "description": ""},
            f"{CLAIM}lis": {"person_sourcedid": "", "course_section_sourcedid": ""},
            f"{CLAIM}launch_presentation": {
                "locale": "en",
                "document_target": "iframe",
                "return_url": f"{self.url}{moodle.RETURN_PATH}?course={course.id}&launch_container=3",
            },
            f"{CLAIM}tool_platform": {
                "product_family_code": "moodle",
                "version": "2024100706",
                "guid": "sandbox.school.example",
                "name": "Sandbox school",
                "description": "Sandbox school",
            },
            f"{CLAIM}ext": self._about_the_user(person),
            f"{CLAIM}custom": {
                **self.settings.custom,
                **course.activity.custom,
                "context_memberships_url": f"{services}/memberships/1",
                "system_setting_url": f"{self.url}{moodle.SERVICES_PATH}/tool/1/custom",
                "context_setting_url": f"{services}/bindings/tool/1/custom",
                "link_setting_url": f"{services}/links/{{link_id}}/custom",
            },
            **self._identity(person),
            **self._basic_outcome(course),
        }

    def _about_the_user(self, person: Person) -> dict[str, str]:
        ext = {"user_username": person.username} if self.settings.send_names else {}
        return ext | {"lms": "moodle-2"}

    def _identity(self, person: Person) -> dict[str, str]:
        names = {"name": person.name, "given_name": person.given, "family_name": person.family}
        return (names if self.settings.send_names else {}) | (
            {"email": person.email} if self.settings.send_emails else {}
        )

    def _basic_outcome(self, course: Course) -> dict[str, Any]:
        if not self.gradebook.of_link(course.id, course.activity.id):
            return {}
        claim = "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome"
        return {claim: {"lis_outcome_service_url": f"{self.url}/mod/lti/service.php", "lis_result_sourcedid": "{}"}}
