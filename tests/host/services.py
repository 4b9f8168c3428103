"""The routes of the grade services, which the tool's server calls: line items, scores and results."""

import json
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request
from lti1p3platform.response import Response as LtiResponse

from tests.host import moodle
from tests.host.answers import Answer
from tests.host.course_grades import CourseGrades, ServiceRequest
from tests.host.paging import next_page
from tests.host.settings import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost


@dataclass(frozen=True)
class GradeServices:
    """Assignment and grade services of every course."""

    host: "SandboxHost"
    one_at_a_time: Any = field(default_factory=RLock)

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("grades", __name__, url_prefix=f"{moodle.SERVICES_PATH}/<course_id>/lineitems")
        pages.get("")(self.list_items)
        pages.post("")(self.add_item)
        pages.get("/<item_id>/lineitem")(self.show_item)
        pages.put("/<item_id>/lineitem")(self.change_item)
        pages.delete("/<item_id>/lineitem")(self.remove_item)
        pages.get("/<item_id>/lineitem/results")(self.results)
        pages.post("/<item_id>/lineitem/scores")(self.scores)
        return pages

    def list_items(self, course_id: str) -> Response:
        """A course's line items; only the exact media type will do."""
        if request.headers.get("Accept", "") != moodle.LINE_ITEMS_TYPE:
            return _refusal(400, moodle.NO_CONTEXT).response()
        service = self._grades(course_id, LINE_ITEM, LINE_ITEM_READ)
        return _page(service.handle_resp(service.handle_get_lineitems), service)

    def add_item(self, course_id: str) -> Response:
        """A new line item."""
        if request.mimetype != moodle.LINE_ITEM_TYPE:
            return _unhandled().response()
        service = self._grades(course_id, LINE_ITEM)
        return _one(service.handle_resp(service.handle_create_lineitem))

    def show_item(self, course_id: str, item_id: str) -> Response:
        """One line item."""
        accept = request.headers.get("Accept", "")
        if accept and "*/*" not in accept and accept != moodle.LINE_ITEM_TYPE:
            return _unhandled().response()
        service = self._grades(course_id, LINE_ITEM, LINE_ITEM_READ)
        return _one(service.handle_resp(service.handle_get_lineitem, line_item_id=item_id))

    def change_item(self, course_id: str, item_id: str) -> Response:
        """A line item's new particulars."""
        if request.mimetype != moodle.LINE_ITEM_TYPE:
            return _unhandled().response()
        service = self._grades(course_id, LINE_ITEM)
        return _one(service.handle_resp(service.handle_update_lineitem, line_item_id=item_id))

    def remove_item(self, course_id: str, item_id: str) -> Response:
        """A line item is taken away, with its grades."""
        service = self._grades(course_id, LINE_ITEM)
        return _one(service.handle_resp(service.handle_delete_lineitem, line_item_id=item_id))

    def results(self, course_id: str, item_id: str) -> Response:
        """The grades in a line item."""
        if request.headers.get("Accept", "") != moodle.RESULTS_TYPE:
            return _refusal(400, moodle.NO_CONTEXT).response()
        service = self._grades(course_id, RESULT_READ)
        return _page(service.handle_resp(service.handle_get_results, line_item_id=item_id), service)

    def scores(self, course_id: str, item_id: str) -> Response:
        """A score for one person. Whatever comes of it, the arrival is kept for the tests."""
        answer = self._score(course_id, item_id)
        body = request.get_data(as_text=True)
        self.host.note_score(course_id, item_id, body, request.content_type or "", answer.status)
        return answer.response()

    def _score(self, course_id: str, item_id: str) -> Answer:
        if request.mimetype != moodle.SCORE_TYPE:
            return _unhandled()
        service = self._grades(course_id, SCORE)
        try:
            answer = service.handle_resp(service.handle_update_score, line_item_id=item_id)
        except moodle.HostDied:
            return moodle.host_died()
        if answer.code == 200:
            return moodle.score_accepted()
        if answer.code in {400, 409}:
            return moodle.score_refused(answer.code, answer.message)
        return _refusal(answer.code, answer.message)

    def _grades(self, course_id: str, *scopes: str) -> CourseGrades:
        course = self.host.course(course_id)
        return CourseGrades(self.host, course, ServiceRequest(request), list(scopes), self.one_at_a_time)


def _one(answer: LtiResponse) -> Response:
    if answer.code >= 400:
        return _refusal(answer.code, answer.message).response()
    body = "" if answer.result is None else json.dumps(answer.result)
    return Answer(answer.code, body, answer.media_type).response()


def _page(answer: LtiResponse, service: CourseGrades) -> Response:
    # The library's page is an object; on the wire it is a bare list, and a Link header where there is more.
    if answer.code >= 400:
        return _refusal(answer.code, answer.message).response()
    headers = (next_page(service.next_url()),) if service.more else ()
    return Answer(answer.code, json.dumps(answer.result["content"]), answer.media_type, headers=headers).response()


def _unhandled() -> Answer:
    path = request.path.removeprefix(moodle.SERVICES_PATH)
    accept = request.headers.get("Accept", "")
    return _refusal(400, moodle.no_handler(path, accept, request.content_type or ""))


def _refusal(status: int, reason: str) -> Answer:
    asked = {"method": request.method, "url": request.url, "contentType": request.content_type or ""}
    return moodle.service_refused(status, reason, asked)
