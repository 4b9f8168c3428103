"""Invented page models: an administrator registers Signpost on a platform."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.show.registering import (
    COME_BACK,
    GIVEN,
    NAMES,
    NAMES_HINT,
    NEVER,
    RECEIPTS,
    RECEIPTS_HINT,
    TURN_ON,
    WHERE_ELSE,
)
from lti_tool.web.view_forms import Line, Tick
from lti_tool.web.views_registering import AcceptPage, ConsentPage, RegisteredPage
from tests.web.samples_reporter import STRANGER

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
PAGES = {
    "register": CONSENT,
    "register-problem": replace(CONSENT, problem=PROBLEM),
    "registered": RegisteredPage(chrome=STRANGER, steps=(TURN_ON,)),
    "registered-without-deployment": RegisteredPage(chrome=STRANGER, steps=(TURN_ON, *COME_BACK)),
    "register-accept": ACCEPT,
    "register-accept-unknown": replace(
        ACCEPT, field=replace(ACCEPT.field, typed="7:a", error="Type the deployment id")
    ),
}
