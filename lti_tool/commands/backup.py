"""The commands for backups: writing one, putting one back, and deleting again what came back with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..console import administration, database_trouble, fail, json_option, say, services
from .record import SEALED, passphrase_option, read_passphrase, to_option
from .retention import erasure

if TYPE_CHECKING:
    from ..cases.erasing_again import Again, Gone
    from ..system.crypto import MasterKeys

T = TypeVar("T")
MOST_BYTES_OF_A_LIST = 64 * 1024 * 1024


@click.command("backup")
@to_option
@passphrase_option
@json_option
def backup(to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write everything that the database holds into one file, sealed with a passphrase. It may go on being used.

    Whoever has the file, the passphrase and SIGNPOST_MASTER_KEYS reads everything. Keep the three apart, and destroy
    backups after 30 days: see RUNBOOK.md. Of PostgreSQL, it needs pg_dump.
    """
    from ..system.backups import back_up
    from ..system.clock import SystemClock
    from ..system.database import Database

    url = _database_url()
    passphrase = read_passphrase(passphrase_file, new=True)
    about = _trying(lambda: back_up(Database(url), to, passphrase, SystemClock().now()))
    facts = {"file": str(to), "kind": about.kind, "revision": about.revision, "made_at": about.made_at}
    say(as_json, facts, f"Wrote {to}. Without the master keys it cannot be read: keep them elsewhere.")


@click.command("restore")
@click.argument("file", type=SEALED)
@passphrase_option
@json_option
def restore(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Put a backup back, where there is no database yet: it replaces nothing.

    What was deleted since comes back with it. RUNBOOK.md says what to do before anybody may use it again.
    """
    from ..system.backups import restore as put_back

    url = _database_url()
    passphrase = read_passphrase(passphrase_file)
    about = _trying(lambda: put_back(url, file, passphrase))
    words = (
        f"Put back what was there at {about.made_at}. Before anybody uses it: `signpost migrate`, `signpost doctor`, "
        "`signpost history verify`, and `signpost erasure apply` for what was deleted since."
    )
    say(as_json, {"file": str(file), "revision": about.revision, "made_at": about.made_at}, words)


@erasure.command("save")
@to_option
@json_option
def erasure_save(to: Path, as_json: bool) -> None:
    """Write what was deleted, of all tenants, for `erasure apply`. Do this beside each backup, and each day.

    The list holds no name and no answer. It is sealed with the master keys, so nobody can add to it.
    """
    from ..cases.erasing_again import write_list
    from ..system.crypto import MasterKeys
    from ..system.private_files import written_whole

    with database_trouble():
        base = administration()
        with base.database.reading() as db:
            text = write_list(db, MasterKeys(base.settings.master_keys))
    try:
        with written_whole(to) as out:
            out.write(text.encode())
    except FileExistsError:
        fail(f"{to} is there already and is not replaced. Name another file.")
    except OSError as error:
        fail(f"{to} cannot be written: {error.strerror}.")
    say(as_json, {"file": str(to)}, f"Wrote {to}. Keep it for as long as any backup from before.")


@erasure.command("apply")
@click.argument("file", type=SEALED)
@click.option("--tenant", "tenant_id", metavar="ID", help="Only what was this tenant's.")
@json_option
def erasure_apply(file: Path, tenant_id: str | None, as_json: bool) -> None:
    """After a backup was put back: delete again what was deleted since, by the list that `erasure save` wrote.

    Run it before anybody uses Signpost again. What was worked on since it came back is left, and named.
    """
    from ..cases.erasing_again import delete_again
    from ..system.crypto import MasterKeys
    from ..web.forgetting import forget_tenant

    with database_trouble():
        # With all that the tool is made of: a table that was not loaded would be passed over.
        built = services()
        keys = MasterKeys(built.settings.master_keys)
        listed = [each for each in _listed(file, keys) if tenant_id in {None, each.receipt.tenant_id}]
        done = delete_again(built.database, listed, forget_tenant)
    facts = {"deleted": done.deleted, "noted": done.noted, "left": done.left}
    say(as_json, facts, _in_words(done) or "Nothing on the list has come back.")
    if done.left:
        sys.exit(1)


def _in_words(done: Again) -> str:
    deleted = [f"Deleted again: {name}." for name in done.deleted]
    noted = [f"Had not come back: {name}. Its receipt is there again." for name in done.noted]
    left = [f"LEFT: {name}. Something was done to it since: a lead and an administrator decide." for name in done.left]
    return "\n".join([*deleted, *noted, *left])


def _listed(file: Path, keys: MasterKeys) -> list[Gone]:
    from ..cases.erasing_again import ListRefused, read_list

    try:
        if file.stat().st_size > MOST_BYTES_OF_A_LIST:
            fail(f"{file} is too large for such a list. Nothing was deleted.")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        fail(f"{file} cannot be read as text. Name the file that `signpost erasure save` wrote.")
    try:
        return read_list(text, keys)
    except ListRefused as refusal:
        fail(str(refusal))


def _trying(act: Callable[[], T]) -> T:
    from ..system.backups import BackupFailed

    with database_trouble():
        try:
            return act()
        except BackupFailed as error:
            fail(str(error))
        except UnicodeError:
            fail("The passphrase has characters that are not UTF-8. Nothing was written.")


def _database_url() -> str:
    from ..system.settings import SettingsError, read_database_url

    try:
        return read_database_url()
    except SettingsError as error:
        fail(str(error))


GROUPS = (backup, restore)
