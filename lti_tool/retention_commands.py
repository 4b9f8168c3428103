"""The commands about how long cases are kept, and about what was deleted."""

from __future__ import annotations

import click

from .console import json_option, say, trying
from .install_commands import tenant, tenant_option

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


GROUPS = ()
