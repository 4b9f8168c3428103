"""The commands that take a tenant's record along in a sealed file, bring one in, and open such a file."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..console import administration, database_trouble, fail, json_option, say
from .install import host_option, tenant, tenant_option

if TYPE_CHECKING:
    from ..administration import Administration

T = TypeVar("T")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
LONGEST_PASSPHRASE = 1000
SEALED = click.Path(path_type=Path, dir_okay=False)

to_option = click.option("--to", required=True, metavar="FILE", type=SEALED, help="A file that is not there yet.")
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the passphrase stands, in one line. Without it you are asked.",
)


@tenant.command("export")
@tenant_option
@to_option
@passphrase_option
@json_option
def tenant_export(tenant_id: str, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write everything of one tenant into one file, sealed with a passphrase.

    Every case's history says that it was exported. Keys and sessions stay here.
    """
    from ..outcomes.record.leaving import Leaving, check_can_be_written

    _trying(lambda: check_can_be_written(to))
    passphrase = read_passphrase(passphrase_file, new=True)
    made = _with(lambda base: Leaving(base.database, base.tenants, base.clock).export(tenant_id, to, passphrase))
    counts = {part.name.removesuffix(".jsonl"): part.records for part in made.parts}
    words = f"Wrote {counts['cases']} cases to {to}. Give the passphrase by another way than the file."
    say(as_json, {"id": tenant_id, "file": str(to), "records": counts}, words)


@tenant.command("import")
@click.argument("file", type=SEALED)
@passphrase_option
@json_option
def tenant_import(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Bring in a tenant that another installation has exported, whole or not at all."""
    from ..outcomes.record.arriving import Arriving
    from ..outcomes.record.settling import Settling
    from ..system.outbox import Outbox

    def bring(base: Administration) -> Arriving:
        return Arriving(base.database, base.install, Settling(base.tenants, base.keys, Outbox(), base.clock))

    passphrase = read_passphrase(passphrase_file)
    arrived = _with(lambda base: bring(base).bring(file, passphrase))
    words = f"Imported tenant {arrived.tenant_id} with {arrived.records['cases']} cases. Now run `signpost doctor`."
    say(as_json, {"id": arrived.tenant_id, "records": arrived.records}, words)


@tenant.command("export-schema")
def tenant_export_schema() -> None:
    """Print the form of an export's records as JSON Schema."""
    import json

    from ..outcomes.record.forms import json_schema

    click.echo(json.dumps(json_schema(), indent=1))


@tenant.command("record-schema")
def tenant_record_schema() -> None:
    """Print the form of a case's record, as leads download it, as JSON Schema."""
    import json

    from ..outcomes.record.case_form import record_json_schema

    click.echo(json.dumps(record_json_schema(), indent=1))


@click.group()
def person() -> None:
    """People: what is held about one member of staff."""


@person.command("export")
@tenant_option
@host_option
@click.option("--sub", required=True, help="The person's id on the host.")
@to_option
@passphrase_option
@json_option
def person_export(
    tenant_id: str, host_id: str, sub: str, to: Path, passphrase_file: Path | None, as_json: bool
) -> None:
    """Write what is held about one member of staff into a sealed file, for somebody who asks for their data.

    It prints what the file cannot hold and somebody has to consider by hand.
    """
    from ..outcomes.record.leaving import check_can_be_written
    from ..outcomes.record.person_file import NOTICE, PersonFile
    from ..web.session_times import session_times

    _trying(lambda: check_can_be_written(to))
    passphrase = read_passphrase(passphrase_file, new=True)
    _with(
        lambda base: PersonFile(base.database, base.tenants, base.clock, session_times).export(
            tenant_id, host_id, sub, to, passphrase
        )
    )
    say(as_json, {"file": str(to), "notice": NOTICE}, f"Wrote {to}.\n{NOTICE}")


@click.command("unseal")
@click.argument("file", type=SEALED)
@to_option
@passphrase_option
@json_option
def unseal(file: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Open a sealed file into a .zip that any program reads. Whoever reads that file reads everything in it."""
    from ..outcomes.record.opening import open_into

    _trying(lambda: open_into(file, to, lambda: read_passphrase(passphrase_file)))
    say(as_json, {"file": str(to)}, f"Opened into {to}. It is not sealed any more: delete it when it has been read.")


def _with(act: Callable[[Administration], T]) -> T:
    with database_trouble():
        return _trying(lambda: act(administration()))


def _trying(act: Callable[[], T]) -> T:
    from ..outcomes.record.refused import RecordRefused

    try:
        return act()
    except RecordRefused as refusal:
        fail(str(refusal))
    except UnicodeError:
        fail("An id or the passphrase has characters that are not UTF-8. Nothing was written.")


def read_passphrase(file: Path | None, *, new: bool = False) -> str:
    """What is typed, or stands in a file that nobody else may read. Never on the command line, which others see."""
    from ..outcomes.record.leaving import check_passphrase

    if file is None:
        typed = str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    else:
        typed = _read(file)
    if new:
        _trying(lambda: check_passphrase(typed))
    return typed


def _read(file: Path) -> str:
    try:
        if file.stat().st_mode & OTHERS:
            fail(f"Others may read {file}. Keep it for yourself: chmod 600 {file}")
        with file.open(encoding="utf-8") as opened:
            return opened.read(LONGEST_PASSPHRASE).removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeError):
        fail(f"{file} cannot be read as text. Name the file that holds the passphrase.")


GROUPS = (person, unseal)
