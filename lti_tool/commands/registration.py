"""The command that invites a platform to register Signpost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..console import json_option, say, trying

if TYPE_CHECKING:
    from ..administration import Administration
    from ..tenants.invites import Invite


@click.command()
@click.option("--tenant", "tenant_id", required=True, metavar="ID", help="For whom.")
@json_option
def invite(tenant_id: str, as_json: bool) -> None:
    """Print an address by which one platform registers Signpost for a tenant: once, and within 7 days.

    Whoever has the address can install a platform for this tenant. Send it as you would send a password.
    """
    address, made = trying(lambda built: _invited(built, tenant_id))
    until = made.expires_at.isoformat(timespec="seconds")
    words = (
        f"{address}\nPaste it where the platform asks for a registration URL; where it asks for none, open it in a "
        f"browser. It works once, until {until}."
    )
    say(as_json, {"id": made.id, "url": address, "expires_at": until}, words)


def _invited(built: Administration, tenant_id: str) -> tuple[str, Invite]:
    from ..tenants.install import InstallRefused
    from ..tenants.tenants import NotFound

    try:
        with built.database.transaction() as db:
            token, made = built.invites.make(db, built.tenants.get(db, tenant_id).id)
    except NotFound as error:
        raise InstallRefused(str(error)) from error
    return f"{built.settings.base_url}/lti/register/{token}", made


GROUPS = (invite,)
