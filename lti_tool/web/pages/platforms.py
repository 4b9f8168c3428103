"""Where Signpost is installed: accept a deployment, invite a platform, be told of copies, what to enter by hand."""

from __future__ import annotations

from flask import Blueprint, Response, request, session, url_for

from ...launch.hosts import family_of
from ...outcomes.subscribing import Ended, obstacle
from ...tenants.install import InstallRefused
from ...tenants.manifests import KINDS, Kind, Manifest
from ...tenants.people import check_administrator
from ...tenants.tenants import NotFound
from ..done import after
from ..downloads import download
from ..launched import recalled
from ..services import services
from ..show.platforms import invitation_page, manifest_page, platforms_page
from ..show.subscribing import Copies
from ..visitor import Visitor, chrome, visitor
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
    return _show(visitor())


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
    return _show(who, typed=typed[:LONGEST_ID], error=error, status=422)


@bp.post("/copies")
def tell_of_copies() -> Response:
    """Ask the platform that this person came from to tell us when a course is copied."""
    who, here = visitor(), services()
    check_administrator(who.person)
    with here.database.looking() as db:
        host = here.hosts.get(db, who.person.host_id)
    ended = here.subscribing.ask(host, recalled(session).notice_service)
    if ended is Ended.DONE:
        return see_other(after("copies", "platforms.everywhere"))
    return _show(who, ended=ended, status=422)


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


def _show(
    who: Visitor, typed: str = "", error: str | None = None, ended: Ended | None = None, status: int = 200
) -> Response:
    here = services()
    places = here.office.places(who.person)
    with here.database.looking() as db:
        host = here.hosts.get(db, who.person.host_id)
    service = recalled(session).notice_service
    standing = Ended.NO_SERVICE if service is None else obstacle(host, service)
    copies = Copies(host.issuer, family_of(host).name, standing, ended)
    return show(platforms_page(chrome(who), places, session.get("elsewhere"), copies, typed, error), status)


def _made(platform: str) -> Manifest:
    person = visitor().person
    check_administrator(person)
    if platform not in KINDS:
        raise NotFound("There is no manifest for this platform.")
    return services().manifests.render(platform, person.tenant_id)
