"""What an administrator of the sandbox school can set."""

from dataclasses import dataclass, field
from typing import Any

from tests.host.school import STUDENT

LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
LINE_ITEM_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
RESULT_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
# Granted only where a test says so.
MEMBERSHIP_READ = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


@dataclass(frozen=True)
class Tool:
    """Where the installed tool lives."""

    base_url: str
    login_url: str
    launch_url: str
    jwks_url: str

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        """The addresses a launch may be posted to, letter for letter."""
        return (self.launch_url,)

    @classmethod
    def at(cls, base_url: str) -> "Tool":
        """The tool with its usual routes below one address."""
        base = base_url.rstrip("/")
        return cls(base, f"{base}/lti/login", f"{base}/lti/launch", f"{base}/.well-known/jwks.json")


@dataclass
class Settings:
    """The tool's page in the host's administration, and the site setting for graded roles."""

    send_names: bool = False
    send_emails: bool = False
    scopes: tuple[str, ...] = (LINE_ITEM_READ, LINE_ITEM, RESULT_READ, SCORE)
    graded_roles: set[str] = field(default_factory=lambda: {STUDENT})
    activity_maximum: float = 10
    custom: dict[str, str] = field(default_factory=dict)
    # What a test changes in the question which activities to place.
    placing: dict[str, Any] = field(default_factory=dict)
