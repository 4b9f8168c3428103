"""The course's list of members (Names and Role Provisioning Services), as Moodle gives it."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from tests.host import moodle
from tests.host.answers import Answer
from tests.host.paging import next_page
from tests.host.platform import Platform
from tests.host.school import Course, Person
from tests.host.settings import MEMBERSHIP_READ

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost


@dataclass(frozen=True)
class Memberships:
    """Who is enrolled in each course."""

    host: "SandboxHost"

    def blueprint(self) -> Blueprint:
        """Its address."""
        pages = Blueprint("memberships", __name__)
        pages.get(f"{moodle.SERVICES_PATH}/<course_id>/memberships/1")(self.members)
        return pages

    def members(self, course_id: str) -> Response:
        """One page of the list; only the exact media type will do, and only a token for it."""
        if request.headers.get("Accept", "") != moodle.MEMBERSHIPS_TYPE:
            return self._refused(400, moodle.NO_CONTEXT)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not Platform(registration=self.host.registration).validate_token(token, [MEMBERSHIP_READ]):
            return self._refused(401, "Unauthorized")
        course = self.host.course(course_id)
        everybody = [self._member(each, course) for each in self.host.people.values() if self._roles(each, course)]
        start, limit = request.args.get("from", 0, int), request.args.get("limit", 0, int) or len(everybody)
        body = {"id": request.url, "context": {"id": course.id}, "members": everybody[start : start + limit]}
        more = start + limit < len(everybody)
        following = f"{request.base_url}?{urlencode({'limit': limit, 'from': start + limit})}"
        headers = (next_page(following),) if more else ()
        return Answer(200, json.dumps(body), moodle.MEMBERSHIPS_TYPE, headers=headers).response()

    def _roles(self, person: Person, course: Course) -> set[str]:
        return self.host.school.roles(person, course)

    def _member(self, person: Person, course: Course) -> dict[str, object]:
        # Names and addresses always: a tool that keeps or logs one of them has nobody else to blame.
        names = {"name": person.name, "given_name": person.given, "family_name": person.family, "email": person.email}
        return {
            "status": "Active",
            "user_id": person.sub,
            "roles": moodle.listed_roles(self._roles(person, course)),
            "lis_person_sourcedid": "",
            **names,
        }

    def _refused(self, status: int, reason: str) -> Response:
        asked = {"method": request.method, "url": request.url, "contentType": request.content_type or ""}
        return moodle.service_refused(status, reason, asked).response()
