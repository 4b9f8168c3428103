"""The commands about how long cases are kept, and about what was deleted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from ..console import database_trouble, fail, json_option, say, services, trying
from .install import tenant, tenant_option

if TYPE_CHECKING:
    from ..cases.erasure_receipts import ErasureReceipt
    from ..web.services import Services

T = TypeVar("T")

LONGEST_YEARS = 100


@tenant.command("retention")
@tenant_option
@click.option("--years", type=click.IntRange(1, LONGEST_YEARS), help="Count whole years.")
@click.option("--months", type=click.IntRange(1, LONGEST_YEARS * 12), help="Count whole months.")
@click.option("--none", "no_period", is_flag=True, help="Set no period: no case is ever due. So it is at first.")
@json_option
def tenant_retention(tenant_id: str, years: int | None, months: int | None, no_period: bool, as_json: bool) -> None:
    """Set for how long a case is kept, counted from when it was closed and on file in the school's own record.

    The school's own policy decides. Commonly, child-protection files are kept until the child's 25th birthday and then
    reviewed (S-IRMS; we saw this quoted elsewhere). Signpost does not know birthdays. What is due is listed for leads;
    nothing is deleted by itself.
    """
    if [years is not None, months is not None, no_period].count(True) != 1:
        raise click.UsageError("Say one of --years, --months and --none.")
    count = None if no_period else (years or 0) * 12 + (months or 0)
    trying(lambda built: built.install.keep_for(tenant_id, count))
    words = "No period is set: no case is ever due for deletion."
    if count is not None:
        words = f"A case is due for deletion {count} months after it was on file. Nothing is deleted by itself."
    say(as_json, {"id": tenant_id, "months": count}, words)


@tenant.command("delete")
@tenant_option
@click.option("--agreed", is_flag=True, help="Carry it out, once a lead or the head has agreed on their page.")
@click.option("--withdraw", is_flag=True, help="Not after all: ask the leads no more.")
@click.option("--even-open", is_flag=True, help="Delete cases that are still worked on, or on hold, as well.")
@click.option("--without-lead", is_flag=True, help="With --agreed: where no lead, deputy or head is left to agree.")
@json_option
def tenant_delete(
    tenant_id: str, agreed: bool, withdraw: bool, even_open: bool, without_lead: bool, as_json: bool
) -> None:
    """Delete a tenant with its data key and all that it wrote, for good.

    The first run asks: leads and the head find a page in their list of cases. Once one of them has agreed there, the
    same command with --agreed carries it out. A question and its answer hold for 30 days. Backups hold the data key
    too: see RUNBOOK.md.
    """
    if withdraw and (agreed or even_open or without_lead):
        raise click.UsageError("Say --withdraw alone.")
    if without_lead and not agreed:
        raise click.UsageError("--without-lead goes with --agreed.")
    if withdraw:
        _deleting(lambda built: built.leaving.take_back(tenant_id))
        say(as_json, {"id": tenant_id, "asked": False}, "Nobody is asked any more. Nothing was deleted.")
    elif agreed:
        _carry_out(tenant_id, as_json, even_open=even_open, without_lead=without_lead)
    else:
        _ask(tenant_id, as_json, even_open=even_open)


def _ask(tenant_id: str, as_json: bool, *, even_open: bool) -> None:
    from ..cases.leaving import NOBODY_LEFT, NOT_AGREED

    asked = _deleting(lambda built: built.leaving.ask(tenant_id, even_open=even_open))
    words = f"Nothing was deleted yet. {NOT_AGREED}"
    if not _deleting(lambda built: built.leaving.has_lead(tenant_id)):
        words = f"Nothing was deleted yet. {NOBODY_LEFT}"
    elif asked.agreed_by is not None:
        words = "Nothing was deleted yet. Somebody has agreed: run this again with --agreed to carry it out."
    say(as_json, {"id": tenant_id, "asked": True, "agreed": asked.agreed_by is not None}, words)


def _carry_out(tenant_id: str, as_json: bool, *, even_open: bool, without_lead: bool) -> None:
    from ..web.forgetting import forget_tenant

    how = {"even_open": even_open, "without_lead": without_lead}
    receipt, clean = _deleting(lambda built: built.leaving.carry_out(tenant_id, **how, also=forget_tenant))
    words = f"The tenant is deleted, with its data key. Receipt: {receipt.id}. Backups still hold it: see RUNBOOK.md."
    if not clean:
        words += " Somebody was reading the database: stop every `signpost` once, so that SQLite empties its log."
    say(as_json, {"id": tenant_id, "receipt": receipt.id, "overwritten": clean}, words)


def _deleting(act: Callable[[Services], T]) -> T:
    """Do what was asked for. A refusal is said in words, and then nothing was changed."""
    from ..cases.leaving import DeletionRefused
    from ..system.crypto import CannotDecrypt
    from ..tenants.tenants import NotFound

    with database_trouble():
        try:
            return act(services())
        except (DeletionRefused, NotFound) as refusal:
            fail(str(refusal))
        except CannotDecrypt:
            fail(
                "SIGNPOST_MASTER_KEYS does not open what this school wrote, so nothing was changed. Check that setting."
            )
        except UnicodeError:
            fail("The id has characters that are not UTF-8. Nothing was changed.")


@click.group()
def erasure() -> None:
    """Erasures: the receipts of what was deleted."""


@erasure.command("list")
@tenant_option
@json_option
def erasure_list(tenant_id: str, as_json: bool) -> None:
    """The receipts of a tenant, also of one that is deleted, oldest first.

    After a backup was put back, what this listed before is what has to be deleted again: see RUNBOOK.md.
    """
    found = _receipts(tenant_id)
    facts = [_facts(each) for each in found]
    lines = [
        f"{each['at']}  {each['reference'] or 'everything':10}  {each['reason']:10} asked {each['asked_by']}, agreed "
        f"{each['agreed_by']}{'' if each['whole'] else '  DOES NOT FIT ITS HASH'}"
        for each in facts
    ]
    say(as_json, {"erasures": facts}, "\n".join(lines) or "Nothing was deleted.")
    if not all(each.is_whole for each in found):
        sys.exit(1)


def _receipts(tenant_id: str) -> list[ErasureReceipt]:
    from ..cases.erasure_receipts import receipts_of
    from ..system.database import Database
    from ..system.settings import SettingsError, read_database_url

    try:
        with database_trouble(), Database(read_database_url()).reading() as db:
            return receipts_of(db, tenant_id)
    except SettingsError as error:
        fail(str(error))
    except UnicodeError:
        fail("The id has characters that are not UTF-8.")


def _facts(receipt: ErasureReceipt) -> dict[str, str | int | bool | None]:
    return {
        "id": receipt.id,
        "reference": receipt.reference,
        "reason": receipt.reason.value,
        "at": receipt.at.isoformat(),
        "asked_by": receipt.asked_by,
        "agreed_by": receipt.agreed_by,
        "entries": receipt.entries,
        "head": receipt.head,
        "hash": receipt.kept_hash,
        "whole": receipt.is_whole,
    }


GROUPS = (erasure,)
