"""The commands about what a safeguarding professional must confirm of a guide, and about recording that they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from ..console import fail, json_option, say, trying
from .guide import load_or_fail

if TYPE_CHECKING:
    from ..administration import Administration
    from ..guidance.confirming import Point
    from ..guidance.guide import Guide
    from ..tenants.signoffs import Signed, Signoffs

tenant_if_several = click.option(
    "--tenant", "tenant_id", metavar="ID", help="Whose sign-off it is. Needed where there are several tenants."
)


@click.command("sources")
@click.argument("guide_id", metavar="[GUIDE]", required=False)
@click.option("--tenant", "tenant_id", metavar="ID", help="Say what was signed off for this tenant as well.")
@json_option
def guide_sources(guide_id: str | None, tenant_id: str | None, as_json: bool) -> None:
    """Every source and how far it was verified, and what a safeguarding professional must still confirm.

    Of all guides, or of one. A sign-off is recorded with `signpost guide sign-off`.
    """
    from ..guidance.library import guide_ids

    guides = [load_or_fail(each) for each in ((guide_id,) if guide_id else guide_ids())]
    signed = {guide.id: _signed(tenant_id, guide) if tenant_id else {} for guide in guides}
    facts: dict[str, Any] = {"sources": [], "confirm": []}
    lines: list[str] = []
    for guide in guides:
        facts["sources"] += _sources(guide)
        facts["confirm"] += _confirm(guide, signed[guide.id])
        lines += _lines(guide, signed[guide.id])
    say(as_json, facts, "\n".join(lines))


def _sources(guide: Guide) -> list[dict[str, Any]]:
    return [
        {"guide": guide.id, "id": each.id, "label": each.label.value, "title": each.title} for each in guide.sources
    ]


def _confirm(guide: Guide, signed: Mapping[str, Signed]) -> list[dict[str, Any]]:
    from ..guidance.confirming import points

    return [
        {
            "guide": guide.id,
            "id": point.id,
            "label": point.source.label.value if point.source else None,
            "text": point.text,
            "relied_on": [{"in": each.table, "place": each.place, "words": each.words} for each in point.relied_on],
            "signed": _by(signed.get(point.id)),
        }
        for point in points(guide)
    ]


def _by(signed: Signed | None) -> dict[str, str] | None:
    return None if signed is None else {"name": signed.name, "role": signed.role, "date": signed.on.isoformat()}


def _lines(guide: Guide, signed: Mapping[str, Signed]) -> list[str]:
    from ..guidance.confirming import points

    found = points(guide)
    left = [point for point in found if point.id not in signed]
    return [
        f"{guide.id}: {guide.title}",
        *(f"{each.label.value:3} {each.id}  {each.title}" for each in guide.sources),
        "",
        f"A safeguarding professional must still confirm of {guide.id}, before it is used in a real case: {len(left)}",
        *(line for point in left for line in _open(point)),
        *(f"  signed  {point.id}  {_who(signed[point.id])}" for point in found if point.id in signed),
        "",
    ]


def _open(point: Point) -> list[str]:
    places: dict[str, list[str]] = {}
    for each in point.relied_on:
        places.setdefault(each.heading, []).append(each.place)
    resting = [f"          {heading}: {', '.join(found)}" for heading, found in places.items()]
    return [f"  open    {point.id}  {point.text}", *resting]


def _who(signed: Signed) -> str:
    return f"{signed.name}, {signed.role}, {signed.on.isoformat()}"


@click.command("sign-off")
@click.argument("guide_id", metavar="GUIDE")
@click.option("--item", "chosen", multiple=True, metavar="ID", help="What was confirmed. May be given several times.")
@click.option("--all", "everything", is_flag=True, help="Everything that is still open.")
@click.option("--name", required=True, help="Who confirmed it.")
@click.option("--role", required=True, help="In which role: for example Designated safeguarding lead.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="On what day. Without it, today.")
@tenant_if_several
@json_option
def guide_sign_off(
    guide_id: str,
    chosen: tuple[str, ...],
    everything: bool,
    name: str,
    role: str,
    on: datetime | None,
    tenant_id: str | None,
    as_json: bool,
) -> None:
    """Record that a safeguarding professional has confirmed points of a guide, for one tenant.

    `signpost guide sources GUIDE` lists the points. Leads see who confirmed them. A sign-off counts for what the guide
    says now: where a guide that is not released changes, its points are open again.
    """
    if bool(chosen) is everything:
        raise click.UsageError("Say --all, or name each point with --item.")
    guide = load_or_fail(guide_id)
    tenant = tenant_id or trying(_only_tenant)
    signing = _chosen(guide, chosen) or _still_open(tenant, guide)
    if not signing:
        fail(f"Everything of {guide_id} is signed off already. Nothing was changed.")
    day = trying(lambda base: _sign(base, tenant, guide, signing, (name, role, on.date() if on else None)))
    facts = {"guide": guide_id, "tenant": tenant, "items": signing, "date": day.isoformat()}
    left = len(_still_open(tenant, guide))
    say(as_json, facts | {"open": left}, f"Signed off {len(signing)} of {guide_id}. Still open: {left}.")


def _chosen(guide: Guide, chosen: tuple[str, ...]) -> list[str]:
    from ..guidance.confirming import items

    known = items(guide)
    unknown = [each for each in chosen if each not in known]
    if unknown:
        fail(f"{guide.id} has no point {unknown[0]!r} to confirm. See `signpost guide sources {guide.id}`.")
    return list(dict.fromkeys(chosen))


def _still_open(tenant_id: str, guide: Guide) -> list[str]:
    from ..guidance.confirming import items

    signed = _signed(tenant_id, guide)
    return [each for each in items(guide) if each not in signed]


def _signed(tenant_id: str, guide: Guide) -> Mapping[str, Signed]:
    from ..guidance.released import fingerprint
    from ..tenants.install import InstallRefused
    from ..tenants.signoffs import SaidBy
    from ..tenants.tenants import NotFound

    def read(base: Administration) -> Mapping[str, Signed]:
        try:
            return _signoffs(base).of(tenant_id, SaidBy(guide.id, fingerprint(guide.id)))
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    return trying(read)


def _only_tenant(base: Administration) -> str:
    with base.database.reading() as db:
        found = base.tenants.all(db)
    if len(found) != 1:
        fail(f"There are {len(found)} tenants. Say whose sign-off it is with --tenant ID. Nothing was changed.")
    return found[0].id


def _sign(
    base: Administration, tenant_id: str, guide: Guide, signing: list[str], by: tuple[str, str, date | None]
) -> date:
    from ..guidance.released import fingerprint
    from ..tenants.hours import LOCAL
    from ..tenants.signoffs import SaidBy, Signed

    name, role, day = by
    signed = Signed(name.strip(), role.strip(), day or base.clock.now().astimezone(LOCAL).date())
    _signoffs(base).sign(tenant_id, SaidBy(guide.id, fingerprint(guide.id)), signing, signed)
    return signed.on


def _signoffs(base: Administration) -> Signoffs:
    from ..tenants.signoffs import Signoffs

    return Signoffs(base.database, base.tenants, base.clock, base.ids)


COMMANDS = (guide_sources, guide_sign_off)
