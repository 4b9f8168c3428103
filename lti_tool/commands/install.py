"""The commands of an administrator: tenants, hosts, deployments, courses and contacts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from ..console import json_option, say, trying

NATIONS = ("england", "wales", "scotland", "northern_ireland")
FAMILIES = ("moodle", "canvas", "brightspace", "blackboard", "schoology", "sakai", "open_edx")
CONTACTS = (
    "lead",
    "deputy",
    "head",
    "chair",
    "social_care",
    "out_of_hours",
    "lado",
    "police",
    "safer_schools",
    "on_call",
    "on_call_email",
)

tenant_option = click.option("--tenant", "tenant_id", required=True, metavar="ID")
host_option = click.option("--host", "host_id", required=True, metavar="ID")


@click.group()
def tenant() -> None:
    """Tenants: one safeguarding team each."""


@tenant.command("add")
@click.argument("name")
@click.option("--nation", default="england", show_default=True, type=click.Choice(NATIONS))
@json_option
def tenant_add(name: str, nation: str, as_json: bool) -> None:
    """Add a tenant with a data key of its own."""
    from ..tenants.model import Nation

    added = trying(lambda built: built.install.add_tenant(name, Nation(nation)))
    say(as_json, {"id": added.id, "name": added.name, "nation": nation}, f"Added tenant {added.id}.")


@tenant.command("hours")
@tenant_option
@click.option("--from", "begins", default="08:00", show_default=True, type=click.DateTime(["%H:%M"]))
@click.option("--to", "ends", default="17:00", show_default=True, type=click.DateTime(["%H:%M"]))
@json_option
def tenant_hours(tenant_id: str, begins: datetime, ends: datetime, as_json: bool) -> None:
    """Set school hours, Monday to Friday. Outside them, e-mail goes to whoever is on call as well."""
    from ..tenants.hours import SchoolHours

    trying(lambda built: built.install_notices.set_hours(tenant_id, SchoolHours(begins.time(), ends.time())))
    facts = {"from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"}
    say(as_json, facts, f"School hours are from {facts['from']} to {facts['to']}.")


@tenant.command("names")
@tenant_option
@click.option("--on/--off", "on", default=None, help="Off unless you turn it on.")
@json_option
def tenant_names(tenant_id: str, on: bool | None, as_json: bool) -> None:
    """Let cases hold children's names, or their numbers in the school's own records.

    When it is turned off again, names are no longer shown, and each goes with the next change of its entry.
    """
    if on is None:
        raise click.UsageError("Say --on or --off.")
    trying(lambda built: built.install.name_children(tenant_id, on=on))
    words = "Children's names can be written down." if on else "Children's names cannot be written down, nor are shown."
    say(as_json, {"id": tenant_id, "children_named": on}, words)


@click.group()
def host() -> None:
    """Hosts: the platforms that Signpost is installed on."""


@host.command("add")
@tenant_option
@click.option("--issuer", required=True)
@click.option("--client-id", required=True)
@click.option("--auth-url", required=True)
@click.option("--token-url", required=True)
@click.option("--jwks-url", required=True)
@click.option("--deployment-id", required=True)
@click.option("--audience")
@click.option("--family", type=click.Choice(FAMILIES))
@click.option("--frame-origin", "frame_origins", multiple=True)
@json_option
def host_add(tenant_id: str, deployment_id: str, frame_origins: tuple[str, ...], as_json: bool, **urls: Any) -> None:
    """Add a host, or one more deployment of a host that is known with the same addresses."""
    from ..tenants.model import Host

    wanted = Host(id="", frame_origins=frame_origins, **urls)
    added, deployment = trying(lambda built: built.install.add_host(tenant_id, wanted, deployment_id))
    facts = {"id": added.id, "deployment": deployment.id, "deployment_id": deployment.deployment_id}
    say(as_json, facts, f"Added host {added.id} with deployment {deployment.deployment_id}.")


@host.command("frame-origin")
@host_option
@click.argument("page")
@json_option
def host_frame_origin(host_id: str, page: str, as_json: bool) -> None:
    """Add the address of a platform's own pages, so that they may show Signpost in a frame.

    For every tenant on this host.
    """
    from ..launch.framing import Framing

    kept = trying(lambda built: Framing(built.database, built.hosts, built.install).add(host_id, page))
    facts = {"id": kept.id, "frame_origins": list(kept.frame_origins)}
    say(as_json, facts, f"Signpost can be shown in pages of: {', '.join(kept.frame_origins) or 'its own addresses'}.")


@click.group()
def deployment() -> None:
    """Deployments: where on a host Signpost is installed."""


@deployment.command("activate")
@tenant_option
@host_option
@click.option("--deployment-id", required=True)
@json_option
def deployment_activate(tenant_id: str, host_id: str, deployment_id: str, as_json: bool) -> None:
    """Accept a deployment that has launched and is waiting."""
    done = trying(lambda built: built.install.activate(tenant_id, host_id, deployment_id))
    say(as_json, {"id": done.id, "status": done.status.value}, f"Deployment {deployment_id} is active.")


@deployment.command("deactivate")
@tenant_option
@host_option
@click.option("--deployment-id", required=True)
@json_option
def deployment_deactivate(tenant_id: str, host_id: str, deployment_id: str, as_json: bool) -> None:
    """Refuse launches from a deployment from now on. `activate` accepts it again."""
    done = trying(lambda built: built.install.deactivate(tenant_id, host_id, deployment_id))
    say(as_json, {"id": done.id, "status": done.status.value}, f"Deployment {deployment_id} is not active any more.")


@deployment.command("move")
@click.option("--from", "from_tenant", required=True, metavar="ID", help="The tenant that it belongs to.")
@click.option("--to", "to_tenant", required=True, metavar="ID", help="The tenant that it is to belong to.")
@host_option
@click.option("--deployment-id", required=True)
@json_option
def deployment_move(from_tenant: str, to_tenant: str, host_id: str, deployment_id: str, as_json: bool) -> None:
    """Give a deployment to another tenant. No case, role or staff-only course goes along.

    Whoever is signed in from there is signed out. Receipts that the tenant before still owes on this host are not
    posted any more.
    """
    from ..outcomes.moving import Moving

    moved, ended = trying(
        lambda built: Moving(built.database, built.tenants, built.hosts, built.deployments, built.clock).move(
            from_tenant, to_tenant, host_id, deployment_id
        )
    )
    facts = {"id": moved.id, "status": moved.status.value, "receipts_ended": ended}
    words = f"Deployment {deployment_id} belongs to tenant {to_tenant}. Receipts not posted for that: {ended}."
    say(as_json, facts, words)


@click.group()
def course() -> None:
    """Courses: the ones where everybody enrolled is staff."""


@course.command("staff-only")
@tenant_option
@host_option
@click.option("--context-id", required=True)
@click.option("--posting", default="receipt", show_default=True, type=click.Choice(("off", "receipt")))
@json_option
def course_staff_only(tenant_id: str, host_id: str, context_id: str, posting: str, as_json: bool) -> None:
    """Mark a course as staff-only: there, and only there, a learner is a reporter."""
    from ..tenants.model import Posting

    marked = trying(lambda built: built.install.mark_staff_only(tenant_id, host_id, context_id, Posting(posting)))
    say(as_json, {"id": marked.id, "posting": posting}, f"Course {context_id} is staff-only; posting: {posting}.")


@click.group()
def contact() -> None:
    """Contacts: whom the pages tell people to telephone, and where whoever is on call reads e-mail."""


@contact.command("set")
@tenant_option
@click.argument("kind", type=click.Choice(CONTACTS))
@click.argument("value")
@json_option
def contact_set(tenant_id: str, kind: str, value: str, as_json: bool) -> None:
    """Set one contact: a name and a number, in one line; for on_call_email an address."""
    from ..tenants.model import ContactKind

    trying(lambda built: built.install.set_contact(tenant_id, ContactKind(kind), value))
    say(as_json, {"kind": kind, "set": True}, f"Contact {kind} is set.")


GROUPS = (tenant, host, deployment, course, contact)
