"""The kinds of message that we answer, and what each cannot do without. Every other kind is refused.

A row is all that a new kind needs here; where its launch leads is a row in `web/pages/landing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from ..tenants.model import Host
from .claims import Claims
from .deep_linking import check_return
from .refusals import LaunchRefused, Refusal

RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"
DATA_PRIVACY = "DataPrivacyLaunchRequest"


Check = Callable[[Claims, Host], None]


@dataclass(frozen=True, slots=True)
class MessageType:
    """One kind of message.

    Attributes:
        needs: members of `Claims` that must be there, each with the word that is logged if it is not.
        check: what else must be true, once they are there. Raises LaunchRefused.
    """

    needs: Mapping[str, Refusal]
    check: Check | None = None


def _returns_to_the_host(claims: Claims, host: Host) -> None:
    if claims.deep_linking is not None:
        check_return(claims.deep_linking, host)


def _names_a_column(claims: Claims, _host: Host) -> None:
    if claims.gradebook is None or claims.gradebook.line_item_url is None:
        raise LaunchRefused(Refusal.GRADEBOOK_WRONG)


ABOUT_SOMEBODY = {"for_user": Refusal.FOR_USER_WRONG}
MESSAGE_TYPES: Mapping[str, MessageType] = {
    RESOURCE_LINK: MessageType({"resource_link_id": Refusal.RESOURCE_LINK_WRONG}),
    DEEP_LINKING: MessageType({"deep_linking": Refusal.DEEP_LINKING_WRONG}, _returns_to_the_host),
    SUBMISSION_REVIEW: MessageType(ABOUT_SOMEBODY, _names_a_column),
    # It is about a person and not about a course, so it need not come from one.
    DATA_PRIVACY: MessageType(ABOUT_SOMEBODY),
}


def check_message(claims: Claims, host: Host) -> None:
    """It is a kind of message that we answer, and whole. Raises LaunchRefused."""
    kind = MESSAGE_TYPES.get(claims.message_type)
    if kind is None:
        raise LaunchRefused(Refusal.UNSUPPORTED_MESSAGE)
    for name, word in kind.needs.items():
        if attrgetter(name)(claims) is None:
            raise LaunchRefused(word)
    if kind.check is not None:
        kind.check(claims, host)
