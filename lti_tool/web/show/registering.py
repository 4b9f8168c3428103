"""The words for whoever installs Signpost on a platform. They read them once, and perhaps never again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for

from ...launch.registering import Invitation, Registered
from ...tenants.role_codes import RoleCode
from .. import view_parts as part
from ..view_forms import Line, Tick
from ..views_installing import OncePage
from ..views_registering import AcceptPage, ConsentPage, InstalledPage, InvitationPage, RegisteredPage
from .code import GIVEN_A_CODE
from .words import moment

NOBODY = part.Chrome(signed_in=False)

PASTE = (
    "Moodle: Site administration, Plugins, External tool, Manage tools.",
    "Canvas: Admin, Developer Keys, + LTI Registration.",
    "Brightspace: Admin Tools, Manage Extensibility, LTI Advantage, Register Tool.",
)
GIVEN = (
    "A number or code that stands for each person who opens Signpost. It is not their name.",
    "Their role in the course, so that pupils are kept out.",
    "Which course it was opened from.",
    "That a course was copied, and from which one, if your platform can tell and an administrator asks it to.",
)
NEVER = ("E-mail addresses.", "Lists of who is in a course.", "Anything about a pupil.")
NAMES = "Send the names of staff who open Signpost"
NAMES_HINT = "With names, leads see who has reported something. Without, they see a role."
RECEIPTS = "Let Signpost put a tick into the gradebook of a course that holds staff only"
RECEIPTS_HINT = "The tick says that a guided activity was completed, and nothing else. You choose the course later."
AFTERWARDS = {
    "moodle": ("Moodle then lists Signpost under “Manage tools” as pending. Activate it there.",),
    "canvas": ("Canvas then asks you to confirm it. Turn it on for your account or sub-account.",),
    "brightspace": (
        "Brightspace then lists Signpost as disabled. Enable it, and make a deployment for your organisation.",
    ),
}
TURN_ON = "Most platforms add a new tool turned off. Look for Signpost in their list of tools, and turn it on."
COME_BACK = (
    "Your platform did not say which deployment it made.",
    "Open Signpost once from your platform. It says that it is not accepted yet.",
    "Then open the address of this invitation again in your browser. It asks for the deployment id.",
)
AFTER_THAT = "Then open the address of this invitation again in your browser. It makes you the administrator."
WHERE = {
    "canvas": "In Canvas it stands in the settings of the app, under “Deployment ID”.",
    "brightspace": "In Brightspace it stands on the page of the deployment, under “Deployment Id”.",
}
WHERE_ELSE = "Your platform shows it in the settings of the tool."
ADMINISTRATOR = (
    "If that is to be you, make a one-time code. With it you become its administrator.",
    "An administrator names the safeguarding leads and sets telephone numbers. They see no case.",
)
NOT_ACCEPTED = (
    "Then it is opened from another deployment than was registered. Your platform shows its id.",
    "Open Signpost once from your platform, then type the id here, exactly as it stands there.",
)
NOT_OPENED = (
    "Compare these values with your platform.",
    "If one is wrong, ask whoever sent you this invitation for a new one, and register once more.",
)
MISSING = "Type the deployment id"


def invitation_page(found: Invitation, token: str) -> InvitationPage:
    """How to register with this invitation: by the platform itself, or by hand."""
    return InvitationPage(
        chrome=NOBODY,
        school=found.tenant.name,
        pasted=PASTE,
        by_hand=url_for("by_hand.platforms", token=token),
    )


def consent_page(
    found: Invitation,
    platform: str,
    seal: str,
    action: str,
    *,
    names: bool = False,
    receipts: bool = True,
    problem: str | None = None,
) -> ConsentPage:
    """What is asked for, with what is ticked. `platform` is the host that would be called."""
    return ConsentPage(
        chrome=NOBODY,
        school=found.tenant.name,
        platform=platform,
        given=GIVEN,
        never=NEVER,
        afterwards=(TURN_ON,),
        fields=(
            Tick(name="names", label=NAMES, hint=NAMES_HINT, ticked=names),
            Tick(name="receipts", label=RECEIPTS, hint=RECEIPTS_HINT, ticked=receipts),
        ),
        action=action,
        seal=seal,
        problem=problem,
    )


def registered_page(done: Registered) -> RegisteredPage:
    """What is still to do."""
    steps = AFTERWARDS.get(done.host.family or "", (TURN_ON,))
    return RegisteredPage(chrome=NOBODY, steps=(*steps, *((AFTER_THAT,) if done.deployment else COME_BACK)))


def accept_page(found: Invitation, seal: str, token: str, typed: str = "", error: str | None = None) -> AcceptPage:
    """The form for the deployment id."""
    host = found.host
    family = host.family if host else None
    return AcceptPage(
        chrome=NOBODY,
        school=found.tenant.name,
        platform=place(host.issuer) if host else "",
        steps=(
            "Open Signpost once from your platform. It says that it is not accepted yet.",
            f"Find the deployment id on your platform. {WHERE.get(family or '', WHERE_ELSE)}",
            "Type it here, exactly as it stands there.",
        ),
        field=Line(name="deployment", label="Deployment id", typed=typed, error=error),
        action=url_for("registering.accept", token=token),
        seal=seal,
    )


def installed_page(
    found: Invitation, seal: str, token: str, typed: str = "", error: str | None = None, *, done: str | None = None
) -> InstalledPage:
    """How whoever installed it becomes its administrator, and what to do where it cannot be opened."""
    host = found.host
    return InstalledPage(
        chrome=part.Chrome(signed_in=False, done=done),
        school=found.tenant.name,
        words=ADMINISTRATOR,
        action=url_for("registering.administrator", token=token),
        seal=seal,
        not_accepted=NOT_ACCEPTED,
        deployment=Line(name="deployment", label="Deployment id", typed=typed, error=error),
        accept_action=url_for("registering.accept", token=token),
        not_opened=NOT_OPENED,
        facts=(part.Fact("Issuer", host.issuer), part.Fact("Client id", host.client_id)) if host else (),
    )


def administrator_page(code: RoleCode) -> OncePage:
    """The code of the first administrator, shown once."""
    return OncePage(
        chrome=NOBODY,
        heading="Your code as administrator",
        secret=code.code,
        words=(
            "Write it down now. It is not shown again.",
            "Open Signpost from a course on your platform in which you are a teacher.",
            f"Choose “{GIVEN_A_CODE}” at the end of the first page, and type it in.",
            f"It is good once, until {moment(code.expires_at).words}.",
        ),
    )


def place(url: str) -> str:
    """The host that an address leads to, as an administrator knows it."""
    return urlsplit(url).netloc
