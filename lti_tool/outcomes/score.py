"""A score on the wire: the bytes that carry the tick, and what a host's answer to them means. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum, auto

from ..system.http import Reply
from . import wire

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"

# What an accepting host may send back instead of nothing: the score itself (Open edX), or where its result is (Canvas).
ACCEPTING = ("scoreGiven", "resultUrl")

SUCCESS = frozenset({200, 201, 202, 204})


class Answer(Enum):
    """What a host said about a score. FAILED is what any other call would fail with, too."""

    ACCEPTED = auto()
    NOT_GRADABLE = auto()
    EARLIER_TIMESTAMP = auto()
    LINE_ITEM_GONE = auto()
    COURSE_ENDED = auto()
    REFUSED = auto()
    UNCLEAR = auto()
    FAILED = auto()


MEANINGS = {
    404: Answer.LINE_ITEM_GONE,
    409: Answer.EARLIER_TIMESTAMP,
    410: Answer.LINE_ITEM_GONE,
}


def tick(sub: str, timestamp: datetime, extension: Mapping[str, object]) -> bytes:
    """One out of one for `sub`, and not a word more.

    Compact, because a line break makes Moodle report its refusal as 200 (hosts-measured.md, AGS scores); final,
    because anything else erases a grade that is there.

    Args:
        extension: what the host's family wants in it beyond the standard.
    """
    score: dict[str, object] = {
        "userId": sub,
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": timestamp.isoformat(timespec="milliseconds"),
        **extension,
    }
    return json.dumps(score, separators=(",", ":")).encode()


def understand(reply: Reply, not_gradable: Iterable[tuple[int, str]] = ()) -> Answer:
    """What `reply` says about the score. Its body is looked at and never kept.

    Args:
        not_gradable: a status and words by which the host's family says that it takes no score for this person.
    """
    if any(reply.status == status and words.encode() in reply.body for status, words in not_gradable):
        return Answer.NOT_GRADABLE
    body = wire.read_json(reply.body)
    if reply.status in SUCCESS:
        return _success(reply.body, body)
    if reply.status == 400:
        return _bad_request(body)
    if reply.status == 422:
        return _unprocessable(body)
    # Other successes and redirects are no answer to a score.
    return MEANINGS.get(reply.status, Answer.UNCLEAR if reply.status < 400 else Answer.FAILED)


def _success(raw: bytes, body: object) -> Answer:
    if not raw.strip():
        return Answer.ACCEPTED
    if isinstance(body, dict) and any(name in body for name in ACCEPTING):
        return Answer.ACCEPTED
    # `[]` is how a refusal of Moodle's looks when its status line got lost.
    return Answer.REFUSED if body == [] else Answer.UNCLEAR


def _bad_request(body: object) -> Answer:
    if body == []:
        # Moodle's "Incorrect score received": our scores are well formed, so it is about the person.
        return Answer.NOT_GRADABLE
    if isinstance(body, dict) and "timestamp" in body:
        # Open edX, for what other hosts call a conflict.
        return Answer.EARLIER_TIMESTAMP
    return Answer.REFUSED


def _unprocessable(body: object) -> Answer:
    """Canvas, for everybody who is not a student of the course, and for a course that has ended."""
    errors = body.get("errors") if isinstance(body, dict) else None
    message = errors.get("message") if isinstance(errors, dict) else None
    ended = isinstance(message, str) and "concluded" in message
    return Answer.COURSE_ENDED if ended else Answer.NOT_GRADABLE
