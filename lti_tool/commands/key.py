"""The commands for keys: what we sign with, and what wraps every other key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..console import json_option, say, trying

if TYPE_CHECKING:
    from datetime import datetime

    from ..tenants.key_times import Life

READING = " Somebody was reading the database: stop every `signpost` once, so that SQLite empties its log."


@click.group()
def keys() -> None:
    """Keys: our signing keys, and the wrapping of every key by a master key."""


@keys.command("list")
@json_option
def keys_list(as_json: bool) -> None:
    """Say which signing key signs, which will, and until when each is published."""
    found, now = trying(lambda built: (built.key_care.rotation.lives(), built.clock.now()))
    lines = [f"{life.kid}  made {_day(life.made_at)}  {_words(life, now)}" for life in found]
    facts = [{**_facts(life), "stage": life.stage(now).value} for life in found]
    say(as_json, {"keys": facts}, "\n".join(lines) or "There is no signing key yet. `signpost tenant add` makes one.")


@keys.command("rotate")
@click.option("--leaked", is_flag=True, help="Sign with it at once, and destroy every other key.")
@json_option
def keys_rotate(leaked: bool, as_json: bool) -> None:
    """Publish a new signing key. It signs two days later, when every platform has had time to see it.

    With --leaked it signs at once. A platform that keeps our keys for a while refuses receipts until it looks again.
    """
    made = trying(
        lambda built: built.key_care.rotation.replace_leaked() if leaked else built.key_care.rotation.rotate()
    )
    words = f"Key {made.kid} is published, and signs from {_moment(made.signs_from)}."
    if leaked:
        words += " Every other key is destroyed."
    say(as_json, _facts(made), words)


@keys.command("rewrap")
@json_option
def keys_rewrap(as_json: bool) -> None:
    """Wrap every key anew with the newest of SIGNPOST_MASTER_KEYS.

    Before: put the new master key in front of the old one, and restart every `signpost serve` and `deliver`. One that
    does not know the new key cannot read anything afterwards. It can be stopped at any moment, and run again.
    """
    done = trying(lambda built: built.key_care.rewrapping.rewrap())
    words = f"{done.count} keys are wrapped anew."
    if done.stuck:
        words += (
            f" None of SIGNPOST_MASTER_KEYS opens {len(done.stuck)}: {', '.join(done.stuck)}. Put the right one back."
        )
    if not done.overwritten:
        words += READING
    say(as_json, {"rewrapped": done.count, "stuck": list(done.stuck), "overwritten": done.overwritten}, words)
    if done.stuck:
        sys.exit(1)


def _words(life: Life, now: datetime) -> str:
    """What a key does, for a person."""
    from ..tenants.key_times import Stage

    until = _moment(life.signs_until) if life.signs_until else ""
    match life.stage(now):
        case Stage.NEXT:
            return f"signs from {_moment(life.signs_from)}"
        case Stage.SIGNS:
            return f"signs until {until}" if until else "signs"
        case Stage.BEFORE:
            return f"signed until {until}, published until {_moment(life.published_until)}"
        case Stage.GONE:
            return "not published any more; `signpost deliver` destroys it"


def _facts(life: Life) -> dict[str, str | None]:
    return {
        "id": life.kid,
        "made_at": life.made_at.isoformat(),
        "signs_from": life.signs_from.isoformat(),
        "signs_until": life.signs_until.isoformat() if life.signs_until else None,
        "published_until": life.published_until.isoformat() if life.published_until else None,
    }


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "not known yet"


GROUPS = (keys,)
