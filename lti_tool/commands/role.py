"""The commands for roles: who is lead, deputy, head or administrator, and where they are written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..console import json_option, say, trying
from .install import host_option, tenant_option

if TYPE_CHECKING:
    from ..tenants.install_roles import Waiting

ROLES = ("lead", "deputy", "head", "administrator")


@click.group()
def lead() -> None:
    """Leads, deputies, heads and administrators."""


@lead.command("add")
@tenant_option
@host_option
@click.option("--sub", required=True, help="The person's id on the host.")
@click.option("--role", default="lead", show_default=True, type=click.Choice(ROLES))
@json_option
def lead_add(tenant_id: str, host_id: str, sub: str, role: str, as_json: bool) -> None:
    """Give a person a role, before or after their first launch.

    Lead, deputy and head wait until somebody in one of these roles agrees, once any of them has opened Signpost.
    """
    from ..tenants.model import Role

    person = trying(lambda built: built.install.grant(tenant_id, host_id, sub, Role(role)))
    waiting = Role(role) not in person.roles
    words = f"Person {person.id} is now {role}." if not waiting else _waits(tenant_id, person.id, role)
    say(as_json, {"id": person.id, "role": role, "waiting": waiting}, words)


@lead.command("waiting")
@tenant_option
@json_option
def lead_waiting(tenant_id: str, as_json: bool) -> None:
    """Say which roles wait for agreement, and whose it is."""
    found = trying(lambda built: built.roles.install.waiting(tenant_id))
    lines = [
        f"Person {each.person.id} ({each.person.sub} on host {each.person.host_id}) waits to be "
        f"{each.proposal.role.value} until {each.proposal.lapses_at:%Y-%m-%d}. {_asked(each)}"
        for each in found
    ]
    facts = [
        {
            "id": each.person.id,
            "host": each.person.host_id,
            "sub": each.person.sub,
            "role": each.proposal.role.value,
            "proposed_at": each.proposal.proposed_at.isoformat(),
            "lapses_at": each.proposal.lapses_at.isoformat(),
            "agreed_by": sorted(role.value for role in each.agreeing),
            "can_be_agreed": each.somebody_may,
        }
        for each in found
    ]
    say(as_json, {"waiting": facts}, "\n".join(lines) if lines else "No role waits for agreement.")


@lead.command("remove")
@tenant_option
@host_option
@click.option("--sub", required=True, help="The person's id on the host.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@json_option
def lead_remove(tenant_id: str, host_id: str, sub: str, role: str, as_json: bool) -> None:
    """Take a role away from a person, or withdraw one that waits. It works at once, also while they are signed in."""
    from ..tenants.model import Role

    person = trying(lambda built: built.install.revoke(tenant_id, host_id, sub, Role(role)))
    left = sorted(each.value for each in person.roles)
    say(as_json, {"id": person.id, "roles": left}, f"Person {person.id} is not {role} any more.")


@lead.command("email")
@tenant_option
@host_option
@click.option("--sub", required=True, help="The person's id on the host.")
@click.option("--remove", is_flag=True, help="Write to this person no more.")
@click.argument("address", required=False)
@json_option
def lead_email(tenant_id: str, host_id: str, sub: str, remove: bool, address: str | None, as_json: bool) -> None:
    """Set where a lead, deputy or head is told that a case waits."""
    if remove is (address is not None):
        raise click.UsageError("Give an address, or --remove.")
    person = trying(lambda built: built.install_notices.set_email(tenant_id, host_id, sub, address))
    words = "is written to no more" if remove else "has an address"
    say(as_json, {"id": person.id, "set": not remove}, f"Person {person.id} {words}.")


def _waits(tenant_id: str, staff_id: str, role: str) -> str:
    """That a role waits, and for whom: by their roles, never by a name."""
    found = trying(lambda built: built.roles.install.waiting(tenant_id))
    this = next((each for each in found if (each.person.id, each.proposal.role.value) == (staff_id, role)), None)
    if this is None:
        return f"Somebody has answered by now. See who holds the role of {role} in Signpost."
    return f"Person {staff_id} is not {role} yet. {_asked(this)} It lapses on {this.proposal.lapses_at:%Y-%m-%d}."


def _asked(each: Waiting) -> str:
    roles = " or ".join(sorted(role.value for role in each.agreeing))
    if each.somebody_may:
        return (
            f"It waits until somebody else who is {roles} agrees in Signpost. Nobody who is administrator as well can."
        )
    return (
        f"Nobody can agree to it now: it needs somebody else who is {roles}, and not administrator as well. "
        "Add such a person first. Or use `signpost lead remove`: take away the role of whoever has left, or the "
        "role of administrator from somebody who is both."
    )


GROUPS = (lead,)
