"""The command that looks after the histories of cases. It opens the database and needs no other setting."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..console import database_trouble, fail, json_option, say

if TYPE_CHECKING:
    from ..cases.chain import Broken, Verified


@click.group()
def history() -> None:
    """Histories: what happened to each case, chained entry by entry."""


@history.command("verify")
@click.option("--tenant", "tenant_id", metavar="ID", help="Only this tenant's cases.")
@json_option
def history_verify(tenant_id: str | None, as_json: bool) -> None:
    """Find the first entry that was changed, cut out or added in the database itself."""
    from ..cases.chain import Broken

    found = _verified(tenant_id)
    if isinstance(found, Broken):
        facts = {"ok": False, "case": found.case_id, "entry": found.number, "wrong": found.flaw.value}
        say(as_json, facts, f"Case {found.case_id}, entry {found.number}: {found.flaw.value}.")
        sys.exit(1)
    facts = {"ok": True, "entries": found.entries, "cases": found.cases}
    say(as_json, facts, f"{found.entries} entries of {found.cases} cases verified.")


def _verified(tenant_id: str | None) -> Verified | Broken:
    from ..cases.chain import verify
    from ..system.database import Database
    from ..system.settings import SettingsError, read_database_url
    from ..tenants.tenants import NotFound

    try:
        with database_trouble(), Database(read_database_url()).reading() as db:
            return verify(db, tenant_id)
    except (SettingsError, NotFound) as error:
        fail(str(error))


GROUPS = (history,)
