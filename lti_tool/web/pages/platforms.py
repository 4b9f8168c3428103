"""Where Signpost is installed: accept a deployment, invite a platform, what to enter by hand."""

from __future__ import annotations

from flask import Blueprint, Response, request, session, url_for

from ...tenants.install import InstallRefused
from ...tenants.manifests import KINDS, Kind, Manifest
from ...tenants.people import check_administrator
from ...tenants.tenants import NotFound
from ..done import after
from ..downloads import download
from ..services import services
from ..show.platforms import invitation_page, manifest_page, platforms_page
from ..visitor import chrome, visitor
from . import see_other, show

bp = Blueprint("platforms", __name__, url_prefix="/installation/platforms")

LONGEST_ID = 255
NO_ID = "Type the deployment id"
FILES = {
    Kind.FIELDS: ("text/plain", "txt"),
    Kind.JSON: ("application/json", "json"),
    Kind.XML: ("application/xml", "xml"),
}


@bp.get("")
def everywhere() -> Response:
    """Each platform with its deployments."""
    who = visitor()
    return show(platforms_page(chrome(who), services().office.places(who.person), session.get("elsewhere")))


@bp.post("/accept")
def accept() -> Response:
    """Accept a deployment whose id was typed."""
    who, typed = visitor(), request.form.get("deployment", "").strip()
    here = services().office
    error = None if typed else NO_ID
    try:
        if error is None:
            here.accept(who.person, typed)
            return see_other(after("deployment", "platforms.everywhere"))
    except InstallRefused as refused:
        error = str(refused)
    places, elsewhere = here.places(who.person), session.get("elsewhere")
    return show(platforms_page(chrome(who), places, elsewhere, typed[:LONGEST_ID], error), 422)


@bp.post("/invite")
def invite() -> Response:
    """Make an invitation. It stands on this page and nowhere else."""
    who, here = visitor(), services()
    path = url_for("registering.consent", token=here.office.invite(who.person))
    return show(invitation_page(chrome(who), here.settings.base_url + path))


@bp.get("/manifests/<platform>")
def manifest(platform: str) -> Response:
    """What to enter on one platform."""
    made = _made(platform)
    return show(manifest_page(chrome(visitor()), made))


@bp.get("/manifests/<platform>/guide")
def guide(platform: str) -> Response:
    """The whole guide, as a file."""
    return download(_made(platform).guide, "text/markdown", f"signpost-{platform}.md")


@bp.get("/manifests/<platform>/values")
def values(platform: str) -> Response:
    """What is entered or pasted, as a file."""
    made = _made(platform)
    mimetype, ending = FILES[made.kind]
    return download(made.values, mimetype, f"signpost-{platform}.{ending}")


def _made(platform: str) -> Manifest:
    person = visitor().person
    check_administrator(person)
    if platform not in KINDS:
        raise NotFound("There is no manifest for this platform.")
    return services().manifests.render(platform, person.tenant_id)
