"""The command that says what an administrator of a platform enters."""

from __future__ import annotations

import click

from ..console import json_option, say, trying
from .install import tenant_option

PLATFORMS = (
    "moodle",
    "canvas",
    "brightspace",
    "blackboard",
    "schoology",
    "sakai",
    "openedx",
    "common_cartridge",
    "generic",
)


@click.command()
@click.argument("platform", type=click.Choice(PLATFORMS))
@tenant_option
@click.option("--names", is_flag=True, help="Ask for the name of whoever reports, so that leads see it.")
@click.option("--values", is_flag=True, help="Print only what is entered or pasted, without the guide.")
@json_option
def manifest(platform: str, tenant_id: str, names: bool, values: bool, as_json: bool) -> None:
    """Say what to enter on a platform, in the order in which it asks for it.

    Nothing in it is secret. Without --names the platform keeps everybody's name to itself; it is never asked for an
    e-mail address.
    """
    made = trying(lambda built: built.manifests.render(platform, tenant_id, names=names))
    facts = {
        "platform": made.platform,
        "tenant": tenant_id,
        "kind": made.kind.value,
        "manifest": made.facts,
        "guide": made.guide,
    }
    say(as_json, facts, made.values if values else made.guide.rstrip())


GROUPS = (manifest,)
