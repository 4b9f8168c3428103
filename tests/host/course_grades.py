"""The library's grade service for one course, kept in the school's gradebook."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Request as FlaskRequest
from lti1p3platform.exceptions import LineItemNotFoundException, LtiServiceException
from lti1p3platform.request import Request, TRequest
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService, TPage

from tests.host import moodle
from tests.host.gradebook import Grade, LineItem
from tests.host.platform import Platform
from tests.host.school import Course

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost

FILTERS = ("resource_id", "resource_link_id", "tag", "user_id")


class ServiceRequest(Request):
    """A Flask request as the library wants to read it."""

    def build_metadata(self, request: FlaskRequest) -> TRequest:
        """Take over what the library reads; it passes the query on as named arguments, so only what it knows."""
        self.text = request.get_data(as_text=True)
        self.start = request.args.get("from", default=0, type=int)
        self.limit = request.args.get("limit", default=None, type=int)
        return {
            "method": request.method,
            "form_data": {},
            "get_data": {name: request.args[name] for name in FILTERS if name in request.args},
            "headers": request.headers,
            "content_type": request.content_type,
            "path": request.path,
            "json": request.get_json(force=True, silent=True),
        }


class CourseGrades(AssignmentsGradesService):
    """Line items, scores and results of one course; every call needs one of the given scopes."""

    def __init__(
        self,
        host: "SandboxHost",
        course: Course,
        request: ServiceRequest,
        scopes: list[str],
        alone: AbstractContextManager[object],
    ) -> None:
        self._host, self._course, self._scopes, self._alone = host, course, scopes, alone
        self._asked = request
        self.more = False
        super().__init__(request, Platform(registration=host.registration), host.messages.line_items_url(course))

    @property
    def allowed_scopes(self) -> list[str]:
        """The scopes of which a token must hold one. The library would take any grade scope for any call."""
        return self._scopes

    def next_url(self) -> str:
        """The address of the page after this one."""
        start = self._asked.start + (self._asked.limit or 0)
        place = {"type_id": self._host.deployment_id, "limit": self._asked.limit, "from": start}
        return f"{self._host.url}{self._asked.path}?{urlencode({**self._asked.get_data, **place})}"

    def find_lineitems(self, **filters: Any) -> TPage:
        """The course's line items that match."""
        items = [item for item in self._host.gradebook.of_course(self._course.id) if _matches(item, filters)]
        return self._page([self._as_json(item) for item in items])

    def find_lineitem(self, line_item_id: str) -> Any:
        """One line item."""
        return self._as_json(self._item(line_item_id))

    def create_lineitem(self, creation_data: Any) -> Any:
        """A new column."""
        item = LineItem("", self._course.id, **_columns(creation_data))
        return self._as_json(self._host.gradebook.add(item))

    def update_lineitem(self, update_data: Any) -> Any:
        """A column's new particulars."""
        item = replace(self._item(update_data["id"]), **_columns(update_data))
        return self._as_json(self._host.gradebook.change(item))

    def delete_lineitem(self, line_item_id: str) -> None:
        """Take a column away, even an activity's own."""
        self._host.gradebook.remove(self._item(line_item_id).id)

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        """Put a score in the gradebook, or refuse it as Moodle does."""
        with self._alone:
            item = self._item(line_item_id)
            moodle.check_score(score, self._asked.text, self._gradable())
            sub = str(score["userId"])
            held = self._host.gradebook.grade(item.id, sub)
            self._host.gradebook.record(item, sub, moodle.new_grade(score, item, held))
        return UpdateScoreStatus.SUCCESS

    def get_results(self, line_item_id: str, **filters: Any) -> TPage:
        """The grades in a column."""
        item = self._item(line_item_id)
        held = [(sub, self._host.gradebook.grade(item.id, sub)) for sub in sorted(self._gradable(), key=int)]
        wanted = filters.get("user_id")
        return self._page([self._result(item, sub, grade) for sub, grade in held if grade and wanted in {None, sub}])

    def _gradable(self) -> set[str]:
        return {person.sub for person in self._host.school.gradable(self._course, self._host.settings.graded_roles)}

    def _item(self, item_id: str) -> LineItem:
        item = self._host.gradebook.items.get(item_id)
        if item is None or item.course_id != self._course.id:
            raise LineItemNotFoundException
        return item

    def _page(self, rows: list[dict[str, Any]]) -> TPage:
        end = None if self._asked.limit is None else self._asked.start + self._asked.limit
        self.more = end is not None and end < len(rows)
        # `has_next` stays false: the library would build the next page's address without Moodle's query.
        return {"content": rows[self._asked.start : end], "has_next": False, "next": None}

    def _as_json(self, item: LineItem) -> dict[str, Any]:
        shown = {
            "id": self._host.messages.line_item_url(self._course, item.id),
            "label": item.label,
            "scoreMaximum": item.maximum,
            "resourceId": item.resource_id,
            "tag": item.tag,
        }
        link = item.resource_link_id
        return shown if link is None else shown | {"resourceLinkId": link, "ltiLinkId": link}

    def _result(self, item: LineItem, sub: str, grade: Grade) -> dict[str, Any]:
        about = {
            "id": self._host.messages.line_item_url(self._course, item.id, f"/results/{sub}/result"),
            "userId": sub,
            "scoreOf": self._host.messages.line_item_url(self._course, item.id),
            "timestamp": grade.timestamp.isoformat(),
        }
        if grade.score is None:
            return about
        return about | {"resultScore": grade.score, "resultMaximum": grade.maximum, "comment": grade.comment}


def _columns(sent: object) -> dict[str, Any]:
    if not isinstance(sent, Mapping) or not sent.get("label") or not _positive(sent.get("scoreMaximum")):
        raise LtiServiceException("Incorrect line item received", 400)
    return {
        "label": sent["label"],
        "maximum": sent["scoreMaximum"],
        "resource_id": sent.get("resourceId", ""),
        "tag": sent.get("tag", ""),
        "resource_link_id": sent.get("resourceLinkId"),
    }


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _matches(item: LineItem, filters: Mapping[str, str]) -> bool:
    held = {"resource_id": item.resource_id, "resource_link_id": item.resource_link_id, "tag": item.tag}
    return all(value == held.get(name) for name, value in filters.items() if name in held)
