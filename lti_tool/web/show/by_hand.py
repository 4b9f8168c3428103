"""The words for whoever registers Signpost by hand, on a platform that does not register tools by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask import url_for

from ...launch.registering import Invitation
from ...launch.typed_platforms import PLATFORMS, WORDS, Value
from ...tenants.manifests import NAME, Kind, Manifest
from .. import view_parts as part
from ..view_forms import Line
from ..views_by_hand import ByHandPage, ByHandPlatformsPage
from .platforms import NAMES
from .registering import GIVEN, NEVER, NOBODY

YOURS = "your platform"
GIVEN_NAMES = ("The name of each person who opens Signpost, and a number or code that stands for them.", *GIVEN[1:])
RECEIPTS = (
    "Grade services are for a tick in the gradebook of a course that holds staff only. Leave them off if you want none."
)
BEFORE = {
    "blackboard": (
        "Whoever runs Signpost enters the first eight values once, at developer.anthology.com.",
        "They tell you the Client ID. The rest you enter in your own Blackboard.",
    ),
}
# Where the platform takes them: as its guide in plugin_manifest says it.
WHERE = {
    "moodle": (
        "Site administration, Plugins, Activity modules, External tool, Manage tools, “configure a tool manually”."
    ),
    "canvas": "Admin, Developer Keys, + Developer Key, LTI Key.",
    "brightspace": "Admin Tools, Manage Extensibility, LTI Advantage, Register Tool.",
    "blackboard": "Administrator Panel, LTI Tool Providers, Register LTI 1.3 Tool.",
    "schoology": "App Center, My Developer Apps, Add App.",
    "sakai": "Administration Workspace, External Tools, Install LTI 1.x Tool.",
    "openedx": "Studio, the course, Settings, Advanced Settings. Then in the unit: Advanced, LTI Consumer, Edit.",
    "generic": "Enter these where your platform adds an LTI 1.3 tool. It may call one or the other differently.",
}
THEN = {
    "moodle": ("Save. “View configuration details” on the tool then shows these.",),
    "canvas": (
        "Save, and turn the key on. Then deploy it where it belongs: Settings, Apps, + App, By Client ID.",
        "The last fields are filled in as they are in Instructure’s cloud. Change them for a Canvas of your own.",
    ),
    "brightspace": (
        "Register. Then make a deployment: External Learning Tools, New Deployment.",
        "Choose the tool and your org units. Create a link in each.",
    ),
    "blackboard": ("Blackboard then shows the Deployment ID of your school.",),
    "schoology": ("Install the app for your organisation. Schoology then shows these.",),
    "sakai": ("Save. The page of the tool then shows these.",),
    "openedx": (
        "The component then shows these in Studio.",
        "Each component has a client id of its own, unless your site shares one configuration among several.",
    ),
    "generic": ("Your platform then shows these, under these names or similar ones.",),
}
# What each platform calls it.
SHOWN = {
    "moodle": {
        "issuer": "Platform ID",
        "client_id": "Client ID",
        "deployment_id": "Deployment ID",
        "jwks_url": "Public keyset URL",
        "token_url": "Access token URL",
        "auth_url": "Authentication request URL",
    },
    "canvas": {"deployment_id": "Deployment ID"},
    "brightspace": {
        "client_id": "Client Id",
        "jwks_url": "Brightspace Keyset URL",
        "token_url": "Brightspace OAuth2 Access Token URL",
        "auth_url": "OpenID Connect Authentication Endpoint",
        "audience": "Brightspace OAuth2 Audience",
        "issuer": "Issuer",
        "deployment_id": "Deployment Id",
    },
    "blackboard": {"deployment_id": "Deployment ID"},
    "schoology": {},
    "sakai": {
        "issuer": "Issuer",
        "client_id": "Client ID",
        "deployment_id": "Deployment ID",
        "jwks_url": "Keyset URL",
        "token_url": "Token URL",
        "auth_url": "Authentication URL",
    },
    "openedx": {
        "client_id": "Client ID",
        "deployment_id": "Deployment ID",
        "jwks_url": "Keyset URL",
        "token_url": "Access Token URL",
        "auth_url": "Login URL",
    },
    "generic": {},
}
HINTS = {
    ("canvas", "client_id"): "The number of the developer key: the global one, which is long.",
    ("canvas", "deployment_id"): "The settings of the app show it as “Deployment ID”: a number, a colon and letters.",
    ("canvas", "token_url"): "The address of your Canvas, followed by /login/oauth2/token.",
    ("canvas", "page_url"): "Only if the address in your browser does not end in .instructure.com. Copy it from there.",
    ("blackboard", "client_id"): "Whoever runs Signpost tells you. It is the Application ID.",
    ("blackboard", "page_url"): "Open your Blackboard, and copy the address in your browser.",
    ("schoology", "client_id"): "“API Info” of the app shows it as “Client ID”.",
    ("schoology", "deployment_id"): "Organization Apps, Configure shows it as “Deployment ID”.",
    ("schoology", "page_url"): "Open your Schoology, and copy the address in your browser.",
    ("openedx", "issuer"): "The address of the LMS, without anything after the name of the host.",
    ("openedx", "deployment_id"): "Open edX shows it as “Deployment ID”: it is usually 1.",
    ("generic", "issuer"): "Letter for letter as your platform shows it.",
    ("generic", "audience"): "Leave it empty unless your platform names one.",
}
PAGE = "Leave it empty unless people work at another address than the issuer’s. Copy it from your browser."
KEPT = "With these values names stay with your platform. Leads see a role and an account number."
SEND = "Show the values that send names"
GUIDE = "Download the guide: where each value goes"
PLATFORM_NAMES = {**NAMES, "generic": YOURS}


class Names(Enum):
    """Whether the values that are shown let the platform send names."""

    KEPT = "kept"
    SENT = "sent"
    # The platform has no field for it.
    NOT_OURS = "not ours"


@dataclass(frozen=True, slots=True)
class Typing:
    """A form of registration by hand, as it was sent: what was typed, and what is wrong."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    general_error: str | None = None


def platforms_page(found: Invitation, token: str) -> ByHandPlatformsPage:
    """Which platform it is."""
    return ByHandPlatformsPage(
        chrome=NOBODY,
        back=part.Link("Back to the invitation", url_for("registering.consent", token=token)),
        school=found.tenant.name,
        platforms=tuple(
            part.Link(NAMES[name], url_for("by_hand.platform", token=token, platform=name)) for name in PLATFORMS
        ),
    )


def by_hand_page(
    found: Invitation,
    token: str,
    seal: str,
    made: Manifest,
    names: Names,
    sent: Typing | None = None,
) -> ByHandPage:
    """One platform."""
    here: dict[str, Any] = {"token": token, "platform": made.platform}
    chosen: dict[str, Any] = {"names": "yes"} if names is Names.SENT else {}
    return ByHandPage(
        chrome=NOBODY,
        back=part.Link("Back to the platforms", url_for("by_hand.platforms", token=token)),
        platform=PLATFORM_NAMES[made.platform],
        school=found.tenant.name,
        given=GIVEN_NAMES if names is Names.SENT else GIVEN,
        never=NEVER,
        where=(*BEFORE.get(made.platform, ()), WHERE[made.platform]),
        names=_names(here, names),
        facts=_facts(made),
        pasted=None if made.kind is Kind.FIELDS else made.values,
        receipts=RECEIPTS,
        guide=part.Link(GUIDE, url_for("by_hand.guide", **here, **chosen)),
        then=THEN[made.platform],
        fields=tuple(line(made.platform, value, sent) for value in PLATFORMS[made.platform].values),
        action=url_for("by_hand.register", **here, **chosen),
        seal=seal,
        general_error=sent.general_error if sent else None,
    )


def _names(here: Mapping[str, Any], names: Names) -> tuple[str, part.Link] | None:
    """What the values do with names, and the page with those that do the opposite."""
    if names is Names.NOT_OURS:
        return None
    if names is Names.SENT:
        without = part.Link("Show the values that keep names there", url_for("by_hand.platform", **here))
        return "With these values your platform sends names. Leads see who has reported something.", without
    other = part.Link(SEND, url_for("by_hand.platform", **here, names="yes"))
    return KEPT, other


def _facts(made: Manifest) -> tuple[part.Fact, ...]:
    if made.kind is Kind.FIELDS and isinstance(made.facts, Mapping):
        return tuple(part.Fact(each["field"], each["value"] or "Leave empty") for each in made.facts["fields"])
    launch = made.facts["target_link_uri"] if isinstance(made.facts, Mapping) else ""
    pasted = part.Fact("LTI 1.3 Configuration", "Paste the text below")
    return part.Fact("Key Name", NAME), part.Fact("Redirect URIs", launch), part.Fact("Method", "Paste JSON"), pasted


def line(platform: str, value: Value, sent: Typing | None) -> Line:
    """The field for one value, with what the platform calls it."""
    word = WORDS[value.name][0]
    return Line(
        name=value.name,
        label=word[0].upper() + word[1:],
        hint=_hint(platform, value),
        typed=sent.typed.get(value.name, "") if sent else value.known,
        error=sent.errors.get(value.name) if sent else None,
    )


def _hint(platform: str, value: Value) -> str | None:
    shown = SHOWN[platform].get(value.name)
    usual = f"{NAMES[platform]} shows it as “{shown}”." if shown else PAGE if value.name == "page_url" else None
    return HINTS.get((platform, value.name), usual)
