"""The twelve known bad payloads of 1EdTech's certification (LTI 1.3 certification guide, 6.1.1), through HTTP.

And payloads that are JSON, or nearly, and no object. Each is signed with the host's own key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import Doorstep
from tests.hostile.evidence import refused
from tests.launch.platform import ABSENT, DEPLOYMENT, LTI, MESSAGE_TYPE, RESOURCE_LINK, ROLES, VERSION

DAY = 24 * 60 * 60

# The row of the guide, what is changed in the header and in the claims, and the word.
ROWS: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], Refusal]] = {
    "no kid": ({"kid": ABSENT}, {}, Refusal.KEY_ID_MISSING),
    "incorrect kid": ({"kid": "imsreferencekey"}, {}, Refusal.KEY_UNKNOWN),
    "wrong LTI version": ({}, {VERSION: "11.3"}, Refusal.VERSION_WRONG),
    "no LTI version": ({}, {VERSION: ABSENT}, Refusal.VERSION_WRONG),
    "message_type missing": ({}, {MESSAGE_TYPE: ABSENT}, Refusal.MESSAGE_TYPE_WRONG),
    "role claim missing": ({}, {ROLES: ABSENT}, Refusal.ROLES_WRONG),
    "deployment_id missing": ({}, {DEPLOYMENT: ABSENT}, Refusal.DEPLOYMENT_WRONG),
    "resource_link_id missing": ({}, {RESOURCE_LINK: {"title": "Staff guide"}}, Refusal.RESOURCE_LINK_WRONG),
    "resource_link missing": ({}, {RESOURCE_LINK: ABSENT}, Refusal.RESOURCE_LINK_WRONG),
    "sub missing": ({}, {"sub": ABSENT}, Refusal.SUBJECT_WRONG),
}

# When it was issued and when it expires, in seconds from now.
TIMES = {
    "both past": (-2 * DAY, -DAY, Refusal.TOKEN_TOO_OLD),
    "both to come": (DAY, 2 * DAY, Refusal.TOKEN_FROM_THE_FUTURE),
    "expired": (0, -DAY, Refusal.TOKEN_EXPIRED),
    "issued long ago": (-2 * DAY, 60, Refusal.TOKEN_TOO_OLD),
}

NO_OBJECT = {"list": b"[]", "null": b"null", "text": b'"x"', "number": b"7", "cut off": b"{", "nothing": b""}


@pytest.mark.parametrize("row", ROWS)
def test_a_known_bad_payload_is_refused(door: Doorstep, row: str) -> None:
    header, changes, word = ROWS[row]

    refused(door.launches(changes, header), word)


def test_an_invalid_lti_message_is_refused(door: Doorstep) -> None:
    """Well signed and well formed, but no LTI 1.3 launch at all."""
    begun = door.begins()

    refused(door.posts(begun, door.platform.sign(b'{"name": "badltilaunch"}')), Refusal.NONCE_WRONG)


def test_a_token_whose_lti_claims_are_missing_is_refused(door: Doorstep) -> None:
    begun = door.begins()
    claims = {name: value for name, value in door.platform.claims(begun).items() if not name.startswith(LTI)}

    refused(door.posts(begun, door.platform.sign(json.dumps(claims).encode())), Refusal.VERSION_WRONG)


@pytest.mark.parametrize("row", TIMES)
def test_incorrect_timestamps_are_refused(door: Doorstep, row: str) -> None:
    issued, expires, word = TIMES[row]
    now = int(door.tool.clock.now().timestamp())

    refused(door.launches({"iat": now + issued, "exp": now + expires}), word)


@pytest.mark.parametrize("payload", NO_OBJECT.values(), ids=NO_OBJECT.keys())
def test_a_payload_that_is_no_object_is_refused(door: Doorstep, payload: bytes) -> None:
    begun = door.begins()

    refused(door.posts(begun, door.platform.sign(payload)), Refusal.TOKEN_MALFORMED)
