"""How Moodle answers: every rule and every wording that is Moodle's own, measured on 4.5.6.

Nothing else in the sandbox knows a wording, so another kind of host is another file like this one.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import jwt
from lti1p3platform.exceptions import LtiServiceException

from tests.host.answers import HTML, JSON, Answer
from tests.host.gradebook import Grade, LineItem
from tests.host.school import Course, Person

AUTH_PATH = "/mod/lti/auth.php"
TOKEN_PATH = "/mod/lti/token.php"
JWKS_PATH = "/mod/lti/certs.php"
LAUNCH_PATH = "/mod/lti/launch.php"
RETURN_PATH = "/mod/lti/return.php"
CONTENT_PATH = "/mod/lti/contentitem.php"
CONTENT_RETURN_PATH = "/mod/lti/contentitem_return.php"
SERVICES_PATH = "/mod/lti/services.php"

ID_TOKEN_SECONDS = 60

# What a course takes. There is no `data`.
PLACING = {
    "accept_presentation_document_targets": ["frame", "iframe", "window"],
    "accept_multiple": True,
    "auto_create": False,
}

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
MEMBERSHIPS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTITUTION_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"


# --- Signing in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NotFound:
    """The person gets the host's own error page; the tool hears nothing."""


@dataclass(frozen=True)
class SentBack:
    """The tool is told, by a form posted to its redirect URI."""

    error: str
    description: str = ""

    def fields(self, state: str) -> dict[str, str]:
        """The form that tells it."""
        fields = {"error": self.error, "error_description": self.description, "state": state}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True)
class Granted:
    """The launch goes on."""


def message_hint(course: Course, launch_id: str) -> str:
    """The hint that goes out with a login: JSON text, no spaces."""
    return json.dumps({"cmid": int(course.activity.id) + 1, "launchid": launch_id}, separators=(",", ":"))


def placing_hint(launch_id: str) -> str:
    """The hint of a login for placing activities."""
    return json.dumps({"launchid": launch_id}, separators=(",", ":"))


def launch_id_in(hint: str) -> str | None:
    """The launch a hint speaks of, where it is a hint of ours at all."""
    try:
        read = json.loads(hint)
    except ValueError:
        return None
    launch_id = read.get("launchid") if isinstance(read, dict) else None
    return launch_id if isinstance(launch_id, str) else None


def complete(asked: Mapping[str, str]) -> bool:
    """Whether the request has all that must be there before the hint is even looked at."""
    required = ("scope", "response_type", "client_id", "redirect_uri", "login_hint", "nonce", "lti_message_hint")
    return all(asked.get(name) for name in required) and (asked["scope"], asked["response_type"]) == (
        "openid",
        "id_token",
    )


def judge(
    asked: Mapping[str, str], person: Person, client_id: str, redirect_uris: tuple[str, ...]
) -> NotFound | SentBack | Granted:
    """Decide about a complete request whose hint was good."""
    if asked["redirect_uri"] not in redirect_uris:
        return NotFound()
    if asked["client_id"] != client_id:
        return SentBack("unauthorized_client")
    if asked["login_hint"] != person.sub:
        return SentBack("access_denied")
    if asked.get("response_mode") != "form_post":
        return SentBack("invalid_request", "Invalid response_mode")
    if asked.get("prompt") not in {None, "", "none"}:
        return SentBack("invalid_request", "Invalid prompt")
    return Granted()


def launch_roles(person: Person, roles: set[str]) -> list[str]:
    """The roles in the token: any kind of teacher is an Instructor and nothing else."""
    if person.site_administrator:
        return [f"{ROLE}Instructor", f"{INSTITUTION_ROLE}Administrator", f"{SYSTEM_ROLE}Administrator"]
    return [f"{ROLE}Learner"] if roles == {"student"} else [f"{ROLE}Instructor"]


def listed_roles(roles: set[str]) -> list[str]:
    """The roles in the list of members: bare words, and a teacher who may not edit is a learner there."""
    return ["Instructor" if "editingteacher" in roles else "Learner"]


# --- Access tokens --------------------------------------------------------------------------------------------------


def token_answer(status: int, body: Mapping[str, object]) -> Answer:
    """JSON that is labelled HTML, as the token address does it."""
    return Answer(status, json.dumps(body), HTML)


def token_refused(error: str) -> Answer:
    """A refusal at the token address."""
    return token_answer(400, {"error": error})


def assertion_error(error: Exception, claims: Mapping[str, object]) -> str:
    """What is wrong with a client assertion, in the host's words. There is no leeway."""
    if isinstance(error, jwt.ExpiredSignatureError):
        return "Expired token"
    if isinstance(error, jwt.ImmatureSignatureError):
        claim = "nbf" if "nbf" in str(error) else "iat"
        return f"Cannot handle token with {claim} prior to {_moment(claims.get(claim))}"
    if isinstance(error, jwt.InvalidSignatureError):
        return "Signature verification failed"
    return "Syntax error, malformed JSON"


def _moment(seconds: object) -> str:
    if isinstance(seconds, int | float):
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return str(seconds)


# --- Services -------------------------------------------------------------------------------------------------------


def service_refused(status: int, reason: str, request: Mapping[str, str]) -> Answer:
    """A refusal of any service but scores: the reason on the status line and again in the body."""
    body = {"status": status, "reason": reason, "request": dict(request)}
    return Answer(status, json.dumps(body), JSON, reason)


def no_handler(path: str, accept: str, content_type: str) -> str:
    """The reason when no service takes this media type at this address."""
    return f"No handler found for {path} {accept} {content_type}"


NO_CONTEXT = "No context or unsupported content type"


def score_accepted() -> Answer:
    """Acceptance: an empty body."""
    return Answer(200, "", SCORE_TYPE)


def score_refused(status: int, reason: str) -> Answer:
    """A refused score. The reason is the status line, so one with a line break in it is lost and 200 goes out."""
    if "\n" in reason or "\r" in reason:
        return Answer(200, "[]", SCORE_TYPE)
    return Answer(status, "[]", SCORE_TYPE, reason)


def host_died() -> Answer:
    """What the proxy in front says when the status line makes no sense."""
    return Answer(502, "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>")


class HostDied(Exception):
    """A user id that is not a number is more than the host can take."""


def check_score(score: object, body: str, gradable: set[str]) -> None:
    """Refuse what the scores service refuses before it looks at the time."""
    if not (isinstance(score, dict) and _well_formed(score)):
        raise LtiServiceException(f"Incorrect score received{body}", 400)
    if not re.fullmatch(r"\d+", str(score["userId"])):
        raise HostDied
    if str(score["userId"]) not in gradable:
        raise LtiServiceException(f"Incorrect score received{body}", 400)


def _well_formed(score: Mapping[str, object]) -> bool:
    required = ("userId", "timestamp", "gradingProgress", "activityProgress")
    numbers = [score[name] for name in ("scoreGiven", "scoreMaximum") if score.get(name) is not None]
    return (
        all(score.get(name) is not None for name in required)
        and _timestamp(score["timestamp"]) is not None
        and all(_number(value) is not None for value in numbers)
        and (score.get("scoreGiven") is None or (_number(score.get("scoreMaximum")) or 0) > 0)
    )


def new_grade(score: Mapping[str, object], item: LineItem, held: Grade | None) -> Grade:
    """The grade this score makes: scaled to the column, capped, and erased by anything that is not final."""
    timestamp = _timestamp(score["timestamp"])
    assert timestamp is not None
    if held is not None and int(timestamp.timestamp()) <= int(held.timestamp.timestamp()):
        words = f"Refusing score with an earlier timestamp for item {item.id} and user {score['userId']}"
        raise LtiServiceException(words, 409)
    comment = str(score.get("comment") or "")
    given = _number(score.get("scoreGiven"))
    if given is None or score["gradingProgress"] != "FullyGraded":
        return Grade(None, item.maximum, comment, timestamp)
    share = given / (_number(score["scoreMaximum"]) or 1)
    return Grade(min(share * item.maximum, item.maximum), item.maximum, comment, timestamp)


def _timestamp(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        return None
