"""The command for what a school adds to its guide: its own links, and the floors that it has raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from ..console import database_trouble, fail, json_option, say, services
from .install import tenant_option

if TYPE_CHECKING:
    from ..web.services import Services

T = TypeVar("T")

MOST_BYTES = 200_000
KEPT = "Nothing was changed: what was in force stays."


@click.command("overlay")
@tenant_option
@click.argument("file", required=False, type=click.File("rb"))
@click.option("--show", is_flag=True, help="Print the file that is in force.")
@click.option("--remove", is_flag=True, help="Take away everything that the school adds.")
@json_option
def overlay(tenant_id: str, file: BinaryIO | None, show: bool, remove: bool, as_json: bool) -> None:
    """Load what a school adds to its guide: a TOML FILE with its own links, and floors that it has raised.

    The file is taken whole, in the place of the one before. One that lowers a floor, or has anything wrong in it, is
    refused with each line and the reason. Cases that are not decided follow at once; each says so in its history.
    """
    if [file is not None, show, remove].count(True) != 1:
        raise click.UsageError("Say one of FILE, --show and --remove.")
    if show:
        _show(tenant_id, as_json)
    else:
        _load(tenant_id, "" if file is None else _words(file), as_json)


def _show(tenant_id: str, as_json: bool) -> None:
    found = _trying(lambda built: built.overlays.in_force(tenant_id))
    if found is None or not found.text.strip():
        say(as_json, {"id": tenant_id, "number": found.number if found else 0, "text": ""}, "Nothing is added.")
        return
    facts = {"id": tenant_id, "number": found.number, "loaded_at": found.loaded_at.isoformat(), "text": found.text}
    say(as_json, facts, found.text.rstrip("\n"))


def _load(tenant_id: str, text: str, as_json: bool) -> None:
    loaded = _trying(lambda built: built.overlays.load(tenant_id, text))
    links = len(loaded.local.overlay.links)
    floors = [
        {"question": each.question.id, "option": each.option.id, "floor": each.floor.name} for each in loaded.raised
    ]
    facts = {"id": tenant_id, "number": loaded.local.number, "links": links, "raised": floors}
    lines = [f"Version {loaded.local.number} is in force. Links: {links}. Answers raised: {len(floors)}."]
    lines += [f"  {each['question']} > {each['option']} asks for at least {each['floor']}" for each in floors]
    # Not how many: that would count cases which only the head may know of.
    lines.append("Cases that are not decided follow it from now on. Each whose floors changed says so in its history.")
    say(as_json, facts, "\n".join(lines))


def _words(file: BinaryIO) -> str:
    """What the file says. Raises nothing that is not said in words."""
    try:
        return file.read(MOST_BYTES).decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        fail(f"The file is not UTF-8. Save it as UTF-8. {KEPT}")
    except OSError:
        fail(f"The file cannot be read. {KEPT}")


def _trying(act: Callable[[Services], T]) -> T:
    """Do what was asked for. A refusal is said in words, and then nothing was changed."""
    from ..cases.overlays import OverlayRefused
    from ..system.crypto import CannotDecrypt
    from ..tenants.tenants import NotFound

    with database_trouble():
        try:
            return act(services())
        except OverlayRefused as refusal:
            fail(f"{refusal}\n{KEPT}")
        except NotFound as error:
            fail(str(error))
        except CannotDecrypt:
            fail(f"SIGNPOST_MASTER_KEYS does not open what this school wrote. {KEPT}")
        except UnicodeError:
            fail(f"The id has characters that are not UTF-8. {KEPT}")
