"""Where hosts tell by themselves what has happened on them. No person is there, so there is no page and no session."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from ...launch.refusals import LaunchRefused, Refusal
from ..incident import note_incident
from ..metrics import tally
from ..services import services

bp = Blueprint("notices", __name__, url_prefix="/lti")


@bp.post("/notices")
def notices() -> Response:
    """Signed notices, all of them or none (LTI Platform Notification Service 1.0)."""
    services().notices.receive(_tokens())
    return Response(status=204)


@bp.errorhandler(LaunchRefused)
def refused(refusal: LaunchRefused) -> Response:
    """A reference, and never why."""
    reference = note_incident("notice refusal shown", refusal=refusal.reason.value, host=refusal.host_id)
    tally().refusal(refusal.reason.value)
    answer = jsonify(error="refused", reference=reference)
    answer.status_code = 400 if refusal.reason is Refusal.ANSWER_MALFORMED else 403
    return answer


def _tokens() -> list[str]:
    """The tokens in the body: `{"notices": [{"jwt": "…"}]}`."""
    body = request.get_json(silent=True)
    told = body.get("notices") if isinstance(body, dict) else None
    tokens = [each.get("jwt") if isinstance(each, dict) else None for each in told] if isinstance(told, list) else []
    found = [each for each in tokens if isinstance(each, str)]
    if not found or len(found) != len(tokens):
        raise LaunchRefused(Refusal.ANSWER_MALFORMED)
    return found
