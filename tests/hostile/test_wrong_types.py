"""Every claim that is read, with every JSON type that it may not have."""

from __future__ import annotations

from typing import Any

import pytest

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import Doorstep
from tests.hostile.evidence import refused
from tests.launch.platform import (
    CONTEXT,
    CUSTOM,
    DEEP_LINKING,
    DEPLOYMENT,
    ENDPOINT,
    FOR_USER,
    MESSAGE_TYPE,
    PRESENTATION,
    RESOURCE_LINK,
    ROLES,
    TARGET,
    VERSION,
    deep_linking,
)

VALUES: dict[str, Any] = {
    "null": None,
    "bool": True,
    "int": 7,
    "float": 7.5,
    "string": "seven",
    "list": ["seven"],
    "object": {"seven": 7},
}
NUMBERS = {"int", "float"}
TEXT = {"string"}
# Null means the same as absent.
MAYBE_TEXT = {"string", "null"}
MAYBE_OBJECT = {"object", "null"}

# The claim, the types that are not wrong for it, and the word for the others.
CLAIMS: list[tuple[str, set[str], Refusal]] = [
    ("iss", TEXT, Refusal.ISSUER_WRONG),
    ("aud", TEXT | {"list"}, Refusal.AUDIENCE_WRONG),
    ("azp", MAYBE_TEXT, Refusal.AUDIENCE_WRONG),
    ("exp", NUMBERS, Refusal.TIMES_WRONG),
    ("iat", NUMBERS, Refusal.TIMES_WRONG),
    ("nbf", NUMBERS | {"null"}, Refusal.TIMES_WRONG),
    ("nonce", TEXT, Refusal.NONCE_WRONG),
    ("sub", TEXT, Refusal.SUBJECT_WRONG),
    ("name", MAYBE_TEXT, Refusal.CLAIM_MALFORMED),
    (VERSION, TEXT, Refusal.VERSION_WRONG),
    (MESSAGE_TYPE, TEXT, Refusal.MESSAGE_TYPE_WRONG),
    (DEPLOYMENT, TEXT, Refusal.DEPLOYMENT_WRONG),
    (TARGET, TEXT, Refusal.TARGET_WRONG),
    (ROLES, {"list"}, Refusal.ROLES_WRONG),
    # Without an id even an object will not do; null is as good as absent, which will not do either.
    (RESOURCE_LINK, set(), Refusal.RESOURCE_LINK_WRONG),
    (CONTEXT, {"null"}, Refusal.CLAIM_MALFORMED),
    (ENDPOINT, MAYBE_OBJECT, Refusal.CLAIM_MALFORMED),
    (PRESENTATION, MAYBE_OBJECT, Refusal.CLAIM_MALFORMED),
    (CUSTOM, {"null"}, Refusal.CLAIM_MALFORMED),
    (DEEP_LINKING, {"null"}, Refusal.DEEP_LINKING_WRONG),
    (FOR_USER, {"null"}, Refusal.FOR_USER_WRONG),
]

# The same for what is inside a claim.
MEMBERS: list[tuple[str, str, set[str], Refusal]] = [
    (RESOURCE_LINK, "id", TEXT, Refusal.RESOURCE_LINK_WRONG),
    (CONTEXT, "id", TEXT, Refusal.CLAIM_MALFORMED),
    (ENDPOINT, "lineitem", {"null"}, Refusal.CLAIM_MALFORMED),
    (ENDPOINT, "lineitems", {"null"}, Refusal.CLAIM_MALFORMED),
    (ENDPOINT, "scope", {"list"}, Refusal.CLAIM_MALFORMED),
    (PRESENTATION, "return_url", {"null"}, Refusal.CLAIM_MALFORMED),
    (PRESENTATION, "locale", MAYBE_TEXT, Refusal.CLAIM_MALFORMED),
    (CUSTOM, "guide", MAYBE_TEXT, Refusal.CLAIM_MALFORMED),
    (DEEP_LINKING, "deep_link_return_url", TEXT, Refusal.DEEP_LINKING_WRONG),
    (DEEP_LINKING, "accept_types", {"list"}, Refusal.DEEP_LINKING_WRONG),
    (DEEP_LINKING, "accept_presentation_document_targets", {"list"}, Refusal.DEEP_LINKING_WRONG),
    (DEEP_LINKING, "accept_multiple", {"bool", "null"}, Refusal.DEEP_LINKING_WRONG),
    (DEEP_LINKING, "accept_lineitem", {"bool", "null"}, Refusal.DEEP_LINKING_WRONG),
    (FOR_USER, "user_id", TEXT, Refusal.FOR_USER_WRONG),
]

# And for what is inside a list, in a claim or in a member of one.
ELEMENTS: list[tuple[str, str | None, Any, Refusal]] = [
    (claim, member, value, word)
    for claim, member, word in (
        ("aud", None, Refusal.AUDIENCE_WRONG),
        (ROLES, None, Refusal.ROLES_WRONG),
        (ENDPOINT, "scope", Refusal.CLAIM_MALFORMED),
        (DEEP_LINKING, "accept_types", Refusal.DEEP_LINKING_WRONG),
        (DEEP_LINKING, "accept_presentation_document_targets", Refusal.DEEP_LINKING_WRONG),
    )
    for kind, value in VALUES.items()
    if kind != "string"
]


def _wrong(rows: list[Any]) -> list[Any]:
    return [
        pytest.param(*where, VALUES[kind], word, id="-".join([*(name.rsplit("/")[-1] for name in where), kind]))
        for *where, right, word in rows
        for kind in VALUES
        if kind not in right
    ]


def _whole(claim: str) -> dict[str, Any]:
    """The rest of a claim that has members which must be there."""
    return deep_linking() if claim == DEEP_LINKING else {}


@pytest.mark.parametrize(("claim", "value", "word"), _wrong(CLAIMS))
def test_a_claim_of_the_wrong_type_is_refused(door: Doorstep, claim: str, value: Any, word: Refusal) -> None:
    refused(door.launches({claim: value}), word)


@pytest.mark.parametrize(("claim", "member", "value", "word"), _wrong(MEMBERS))
def test_a_member_of_the_wrong_type_is_refused(
    door: Doorstep, claim: str, member: str, value: Any, word: Refusal
) -> None:
    refused(door.launches({claim: _whole(claim) | {member: value}}), word)


@pytest.mark.parametrize(("claim", "member", "value", "word"), ELEMENTS)
def test_an_element_of_the_wrong_type_is_refused(
    door: Doorstep, claim: str, member: str | None, value: Any, word: Refusal
) -> None:
    refused(door.launches({claim: [value] if member is None else _whole(claim) | {member: [value]}}), word)


@pytest.mark.parametrize(
    ("claim", "word"), [(claim, word) for claim, _right, word in CLAIMS if claim not in {"name", "exp", "iat", "nbf"}]
)
@pytest.mark.parametrize("text", ["\0", "\ud800", "\U0001f600" * 3000, ""])
def test_text_that_cannot_be_kept_is_refused(door: Doorstep, claim: str, word: Refusal, text: str) -> None:
    refused(door.launches({claim: text}), word)


@pytest.mark.parametrize("claim", [row[0] for row in CLAIMS])
def test_a_claim_may_not_be_deeply_nested(door: Doorstep, claim: str) -> None:
    begun = door.begins()
    nested = b"[" * 20_000 + b"]" * 20_000
    payload = str(door.platform.claims(begun, {claim: "DEEP"})).replace("'", '"').encode()

    attempt = door.posts(begun, door.platform.sign(payload.replace(b'"DEEP"', nested)))

    refused(attempt, Refusal.TOKEN_MALFORMED)
