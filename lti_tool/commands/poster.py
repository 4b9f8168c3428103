"""The command that makes the staff-room poster."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..console import administration, database_trouble, fail, json_option, say
from .install import NATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..administration import Administration
    from ..outcomes.poster.paper import Form
    from ..tenants.model import ContactKind, Tenant

WORDS_OF = {nation: nation.replace("_", " ").title() for nation in NATIONS}


@click.command("poster")
@click.argument("nation", type=click.Choice(NATIONS))
@click.option("--pdf", "form", flag_value="pdf", help="To print: one page of A4, which A3 enlarges.")
@click.option("--svg", "form", flag_value="svg", help="As a picture.")
@click.option("--html", "form", flag_value="html", help="As a page that a screen reader reads.")
@click.option("--tenant", "tenant_id", metavar="ID", help="With this school's telephone numbers.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A new file; else standard output.")
@json_option
def guide_poster(nation: str, form: str | None, tenant_id: str | None, output: Path | None, *, as_json: bool) -> None:
    """Make the one-page poster for the staff-room wall. Without --tenant it has lines to write the numbers on."""
    from ..outcomes.poster.paper import Form

    if form is None:
        raise click.UsageError("Say what you want: --pdf, --svg or --html.")
    if as_json and output is None:
        raise click.UsageError("--json needs --output: without it the poster itself is printed.")
    made = _made(nation, Form(form), tenant_id)
    if output is None:
        sys.stdout.buffer.write(made)
        return
    _write(output, made)
    say(as_json, {"file": str(output), "bytes": len(made)}, f"Wrote {output}.")


def _made(nation: str, form: Form, tenant_id: str | None) -> bytes:
    """The poster's file, or what stands in its way and what to do."""
    from ..guidance.library import for_nation
    from ..guidance.poster import poster_of
    from ..outcomes.poster.paper import poster_file
    from ..system.clock import SystemClock
    from ..system.pdf import PdfBusy, PdfFailed, PdfPrinter
    from ..web.poster_lines import poster_lines

    guide = for_nation(nation)
    poster = poster_of(guide, SystemClock().now().date()) if guide.nation == nation else None
    if poster is None:
        fail(f"There is no poster for {WORDS_OF[nation]} yet. Use the guidance of that nation.")
    contacts: Mapping[ContactKind, str]
    school, contacts = (None, {}) if tenant_id is None else _school(tenant_id, nation)
    try:
        return poster_file(poster, poster_lines(poster, contacts), school, form, PdfPrinter().print)
    except PdfBusy:
        fail("Another PDF is being made on this machine. Try again in a minute.")
    except PdfFailed as failure:
        fail(f"The PDF could not be made. {failure} --svg and --html need nothing of it.")


def _school(tenant_id: str, nation: str) -> tuple[str, Mapping[ContactKind, str]]:
    """The school's name and numbers, or why there are none."""
    from ..tenants.tenants import NotFound

    with database_trouble():
        try:
            tenant, contacts = _read(administration(), tenant_id)
        except NotFound as refusal:
            fail(str(refusal))
        except UnicodeError:
            fail("The tenant's id has characters that are not UTF-8. `signpost tenant add` prints ids.")
    if tenant.nation.value != nation:
        theirs = tenant.nation.value
        fail(f"That tenant is in {WORDS_OF[theirs]}. Ask for its poster with: signpost guide poster {theirs}")
    return tenant.name, contacts


def _read(built: Administration, tenant_id: str) -> tuple[Tenant, Mapping[ContactKind, str]]:
    with built.database.reading() as db:
        return built.tenants.get(db, tenant_id), built.contacts.of(db, tenant_id)


def _write(file: Path, made: bytes) -> None:
    from ..system.private_files import written_whole

    try:
        with written_whole(file) as out:
            out.write(made)
    except FileExistsError:
        fail(f"{file} is there already, and is not replaced. Name another file, or move that one away.")
    except OSError as error:
        fail(f"{file} could not be written: {error.strerror or 'the folder does not take it'}. Choose another folder.")
