"""Where a host takes subscriptions to its notices (LTI Platform Notification Service 1.0), as each launch says.

Measured nowhere. Documented by Canvas and in its source (`notice_handlers_controller.rb` in
https://github.com/instructure/canvas-lms), and the same in the standard
(https://www.imsglobal.org/spec/lti-pns/v1p0/main/). Moodle and Open edX do not have it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..tenants.manifest_forms import NOTICE_HANDLERS
from .fields import LONGEST_URL, PRINTABLE_ASCII
from .origins import origin_of

NOTICE_SERVICE = "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice"
COPIED = "LtiContextCopyNotice"
VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class NoticeService:
    """What a launch offered.

    Attributes:
        url: where to subscribe. Said by the host, so not yet checked to be one of its own.
        granted: whether we may.
        copies: whether it tells of copied courses.
    """

    url: str
    granted: bool
    copies: bool


def read_notice_service(claim: object) -> NoticeService | None:
    """What is in the claim that can be used. Nobody is turned away over it: only an administrator asks for it."""
    url = claim.get("platform_notification_service_url") if isinstance(claim, dict) else None
    if not isinstance(claim, dict) or not isinstance(url, str) or not _is_usable(url):
        return None
    if not _names(claim.get("service_versions"), VERSION):
        return None
    granted = _names(claim.get("scope"), NOTICE_HANDLERS)
    return NoticeService(url, granted, _names(claim.get("notice_types_supported"), COPIED))


def _is_usable(url: str) -> bool:
    return len(url) <= LONGEST_URL and PRINTABLE_ASCII.fullmatch(url) is not None and origin_of(url) is not None


def _names(listed: object, wanted: str) -> bool:
    """Whether a list names it. A host that gives no list has not said no."""
    return not isinstance(listed, list) or wanted in listed
