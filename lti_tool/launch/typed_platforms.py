"""What a platform that does not register tools by itself gives back, for an administrator to type.

A table, a platform each: what it shows, in its order, and what is the same for every school and so is not asked for.
The addresses are those of lti.md 5 and of the families in `launch/hosts/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .fields import LONGEST_ID, LONGEST_URL
from .hosts.brightspace import BRIGHTSPACE

# Each value that can be typed: our word for it, and how long it may be.
WORDS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "issuer": ("issuer", LONGEST_URL),
        "client_id": ("client id", LONGEST_ID),
        "deployment_id": ("deployment id", LONGEST_ID),
        "auth_url": ("authorisation URL", LONGEST_URL),
        "token_url": ("token URL", LONGEST_URL),
        "jwks_url": ("key set URL", LONGEST_URL),
        "audience": ("token audience", LONGEST_URL),
        "page_url": ("address of your platform", LONGEST_URL),
    }
)
ADDRESSES = ("issuer", "auth_url", "token_url", "jwks_url")


@dataclass(frozen=True, slots=True)
class Value:
    """One value that the platform gives back.

    Attributes:
        name: one of WORDS.
        known: what it is in most schools. It stands in the field and can be changed.
        needed: whether nothing works without it.
    """

    name: str
    known: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class TypedPlatform:
    """One platform: what is typed, and what is the same for every school. `{client_id}` stands for what was typed."""

    family: str | None
    values: tuple[Value, ...]
    same: Mapping[str, str] = field(default_factory=dict)


def _typed(*names: str) -> tuple[Value, ...]:
    return tuple(map(Value, names))


CANVAS_SIGN_IN = "https://sso.canvaslms.com/api/lti"
BLACKBOARD = "https://developer.blackboard.com/api/v1"
SCHOOLOGY = "https://lti-service.svc.schoology.com/lti-service"
# Where neither issuer nor authorization URL is on the host of the pages that people work in.
PAGE = Value("page_url", needed=False)

PLATFORMS: Mapping[str, TypedPlatform] = MappingProxyType(
    {
        "moodle": TypedPlatform(
            "moodle", _typed("issuer", "client_id", "deployment_id", "jwks_url", "token_url", "auth_url")
        ),
        "canvas": TypedPlatform(
            "canvas",
            (
                *_typed("client_id", "deployment_id", "token_url"),
                Value("issuer", "https://canvas.instructure.com"),
                Value("auth_url", f"{CANVAS_SIGN_IN}/authorize_redirect"),
                Value("jwks_url", f"{CANVAS_SIGN_IN}/security/jwks"),
                PAGE,
            ),
        ),
        "brightspace": TypedPlatform(
            "brightspace",
            (
                *_typed("client_id", "jwks_url", "token_url", "auth_url"),
                Value("audience", BRIGHTSPACE.audience or ""),
                *_typed("issuer", "deployment_id"),
            ),
        ),
        "blackboard": TypedPlatform(
            "blackboard",
            _typed("client_id", "deployment_id", "page_url"),
            {
                "issuer": "https://blackboard.com",
                "auth_url": f"{BLACKBOARD}/gateway/oidcauth",
                "token_url": f"{BLACKBOARD}/gateway/oauth2/jwttoken",
                "jwks_url": f"{BLACKBOARD}/management/applications/{{client_id}}/jwks.json",
            },
        ),
        "schoology": TypedPlatform(
            "schoology",
            _typed("client_id", "deployment_id", "page_url"),
            {
                "issuer": "https://schoology.schoology.com",
                "auth_url": f"{SCHOOLOGY}/authorize-redirect",
                "token_url": f"{SCHOOLOGY}/access-token",
                "jwks_url": f"{SCHOOLOGY}/.well-known/jwks",
            },
        ),
        "sakai": TypedPlatform(
            "sakai", _typed("issuer", "client_id", "deployment_id", "jwks_url", "token_url", "auth_url")
        ),
        "openedx": TypedPlatform(
            "open_edx",
            (
                *_typed("issuer", "client_id"),
                Value("deployment_id", "1"),
                *_typed("jwks_url", "token_url", "auth_url"),
                PAGE,
            ),
        ),
        "generic": TypedPlatform(
            None,
            (
                *_typed("issuer", "client_id", "deployment_id", "auth_url", "token_url", "jwks_url"),
                Value("audience", needed=False),
                PAGE,
            ),
        ),
    }
)
