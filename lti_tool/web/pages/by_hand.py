"""Registration by hand: what to enter on a platform, and a form for what it gives back.

Nobody is signed in here either. These pages are opened in a browser and not by a platform, so nobody may frame them.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from ...launch.by_hand import ByHand, TypedRefused
from ...launch.registering import Invitation, RegistrationRefused
from ...launch.typed_platforms import PLATFORMS, TypedPlatform
from ...system.database import NOT_NOW
from ...tenants.manifests import Manifest
from ...tenants.tenants import NotFound
from ..downloads import download
from ..errors import not_saved
from ..incident import note_incident
from ..seals import sealed, unsealed
from ..services import services
from ..show.by_hand import Names, Typing, by_hand_page, platforms_page
from . import see_other, show
from .registering import refused

bp = Blueprint("by_hand", __name__, url_prefix="/lti/register/<token>/by-hand")
bp.register_error_handler(RegistrationRefused, refused)

# Somebody fetches the values one by one from another window, and may be called away.
GOOD_FOR_SECONDS = 24 * 3600
LONGEST_SHOWN = 4000
TOO_OLD = "This page was open for too long. What you typed is still here: press the button again."
NOTHING = "Nothing was registered in Signpost."


@bp.get("")
def platforms(token: str) -> Response:
    """Which platform it is."""
    found = _invitation(token)
    return _installed(token) if found.host else show(platforms_page(found, token))


@bp.get("/<platform>")
def platform(token: str, platform: str) -> Response:
    """What to enter there, and the form. Nothing is called before somebody agrees."""
    found = _invitation(token)
    _known(platform)
    return _installed(token) if found.host else _form(token, found, platform)


@bp.get("/<platform>/guide")
def guide(token: str, platform: str) -> Response:
    """The whole guide, as a file."""
    found = _invitation(token)
    _known(platform)
    return download(_made(found, platform).guide, "text/markdown", f"signpost-{platform}.md")


@bp.post("/<platform>")
def register(token: str, platform: str) -> Response:
    """Somebody agreed, and typed what the platform gave back."""
    found, known = _invitation(token), _known(platform)
    typed = {value.name: request.form.get(value.name, "") for value in known.values}
    if found.host and _is_same(found, known, typed):
        # The form was sent twice.
        return _installed(token)
    try:
        unsealed(token, request.form.get("csrf_token", ""), GOOD_FOR_SECONDS)
        ByHand(services().registering).register(token, known, typed)
    except TypedRefused as error:
        _note(error.word, found)
        return _form(token, found, platform, Typing(typed, error.errors), 422)
    except RegistrationRefused as error:
        words = TOO_OLD if error.word == "form_unknown" else f"{error} {NOTHING} Reference: {_note(error.word, found)}"
        return _form(token, found, platform, Typing(typed, {}, words), 422)
    except NOT_NOW as error:
        return _form(token, found, platform, Typing(typed, {}, not_saved(error)), 503)
    return _installed(token)


def _form(token: str, found: Invitation, platform: str, sent: Typing | None = None, status: int = 200) -> Response:
    made, chosen = _made(found, platform), Names.SENT if _wants_names() else Names.KEPT
    if made.values == _made(found, platform, opposite=True).values:
        chosen = Names.NOT_OURS
    if sent:
        sent = replace(sent, typed={name: text[:LONGEST_SHOWN] for name, text in sent.typed.items()})
    return show(by_hand_page(found, token, sealed(token), made, chosen, sent), status)


def _installed(token: str) -> Response:
    """The invitation says what is to be done next."""
    return see_other(url_for("registering.consent", token=token))


def _invitation(token: str) -> Invitation:
    return services().registering.invitation(token)


def _known(platform: str) -> TypedPlatform:
    if platform not in PLATFORMS:
        raise NotFound("There is no such platform.")
    return PLATFORMS[platform]


def _made(found: Invitation, platform: str, *, opposite: bool = False) -> Manifest:
    return services().manifests.render(platform, found.tenant.id, names=_wants_names() is not opposite)


def _wants_names() -> bool:
    return request.args.get("names") == "yes"


def _is_same(found: Invitation, known: TypedPlatform, typed: dict[str, str]) -> bool:
    """Whether the invitation was used up with just this."""
    given = {name: text.strip() for name, text in {**typed, **known.same}.items()}
    return found.host is not None and (found.host.issuer, found.host.client_id) == (given["issuer"], given["client_id"])


def _note(word: str, found: Invitation) -> str:
    return note_incident("registration refused", reason=word, tenant=found.tenant.id)
