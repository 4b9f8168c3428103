"""Invented page models: an administrator registers Signpost on a platform."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.launch.typed_platforms import PLATFORMS
from lti_tool.web import view_parts as part
from lti_tool.web.show import by_hand
from lti_tool.web.show.platforms import NAMES as PLATFORM_NAMES
from lti_tool.web.show.registering import (
    COME_BACK,
    GIVEN,
    NAMES,
    NAMES_HINT,
    NEVER,
    PASTE,
    RECEIPTS,
    RECEIPTS_HINT,
    TURN_ON,
    WHERE_ELSE,
)
from lti_tool.web.view_forms import Line, Tick
from lti_tool.web.views_by_hand import ByHandPage, ByHandPlatformsPage
from lti_tool.web.views_registering import AcceptPage, ConsentPage, InvitationPage, RegisteredPage
from tests.web.samples_reporter import STRANGER

BY_HAND = "/lti/register/an-invitation/by-hand"
LAUNCH = "https://signpost.example/lti/launch"

CONSENT = ConsentPage(
    chrome=STRANGER,
    school="Oakfield School",
    platform="moodle.oakfield.example",
    given=GIVEN,
    never=NEVER,
    afterwards=(TURN_ON,),
    fields=(
        Tick(name="names", label=NAMES, hint=NAMES_HINT),
        Tick(name="receipts", label=RECEIPTS, hint=RECEIPTS_HINT, ticked=True),
    ),
    action="/lti/register/an-invitation",
    seal="a-seal",
)
PROBLEM = "“jwks_uri” is on another host than the issuer. Nothing was registered in Signpost. Reference: K4D288"
ACCEPT = AcceptPage(
    chrome=STRANGER,
    school="Oakfield School",
    platform="canvas.oakfield.example",
    steps=("Open Signpost once from your platform. It says that it is not accepted yet.", WHERE_ELSE),
    field=Line(name="deployment", label="Deployment id"),
    action="/lti/register/an-invitation/deployment",
    seal="a-seal",
)
UNKNOWN = replace(ACCEPT.field, typed="7:a", error="Type the deployment id")
INVITATION = InvitationPage(chrome=STRANGER, school="Oakfield School", pasted=PASTE, by_hand=BY_HAND)
CHOOSE = ByHandPlatformsPage(
    chrome=STRANGER,
    back=part.Link("Back to the invitation", "/lti/register/an-invitation"),
    school="Oakfield School",
    platforms=tuple(part.Link(PLATFORM_NAMES[name], f"{BY_HAND}/{name}") for name in PLATFORMS),
)
TYPED = ByHandPage(
    chrome=STRANGER,
    back=part.Link("Back to the platforms", BY_HAND),
    platform="Open edX",
    school="Oakfield School",
    given=GIVEN,
    never=NEVER,
    where=(by_hand.WHERE["openedx"],),
    names=None,
    facts=(
        part.Fact("LTI Version", "LTI 1.3"),
        part.Fact("Tool Launch URL", LAUNCH),
        part.Fact("Registered Redirect URIs", f'["{LAUNCH}"]'),
        part.Fact("Custom Parameters", "Leave empty"),
    ),
    pasted=None,
    receipts=by_hand.RECEIPTS,
    guide=part.Link(by_hand.GUIDE, f"{BY_HAND}/openedx/guide"),
    then=by_hand.THEN["openedx"],
    fields=tuple(by_hand.line("openedx", value, None) for value in PLATFORMS["openedx"].values),
    action=f"{BY_HAND}/openedx",
    seal="a-seal",
)
WRONG = by_hand.Typing(
    {
        "client_id": "4hGh2",
        "deployment_id": "7:abc",
        "issuer": "https://canvas.instructure.com",
        "jwks_url": "https://keys.other.example/jwks",
    },
    {
        "token_url": "Type the token URL",
        "jwks_url": "The key set URL is on another host than the issuer, canvas.instructure.com. Copy both again.",
    },
)
MISTYPED = replace(
    TYPED,
    platform="Canvas",
    where=(by_hand.WHERE["canvas"],),
    names=(by_hand.KEPT, part.Link(by_hand.SEND, f"{BY_HAND}/canvas?names=yes")),
    facts=(part.Fact("Key Name", "Signpost"), part.Fact("Redirect URIs", LAUNCH), part.Fact("Method", "Paste JSON")),
    pasted=f'{{\n  "title": "Signpost",\n  "target_link_uri": "{LAUNCH}"\n}}',
    then=by_hand.THEN["canvas"],
    fields=tuple(by_hand.line("canvas", value, WRONG) for value in PLATFORMS["canvas"].values),
)
PAGES = {
    "invitation": INVITATION,
    "by-hand-platforms": CHOOSE,
    "by-hand": TYPED,
    "by-hand-mistyped": MISTYPED,
    "by-hand-too-old": replace(TYPED, general_error="This page was open for too long. Press the button again."),
    "register": CONSENT,
    "register-problem": replace(CONSENT, problem=PROBLEM),
    "registered": RegisteredPage(chrome=STRANGER, steps=(TURN_ON,)),
    "registered-without-deployment": RegisteredPage(chrome=STRANGER, steps=(TURN_ON, *COME_BACK)),
    "register-accept": ACCEPT,
    "register-accept-unknown": replace(
        ACCEPT, field=replace(ACCEPT.field, typed="7:a", error="Type the deployment id")
    ),
}
