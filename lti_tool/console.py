"""What every command shares: how it says what it did, how it fails, and the collaborators."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from .web.services import Services

T = TypeVar("T")


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    """Every command can say what it did as one JSON object on one line."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object on one line.")(command)


def say(as_json: bool, facts: dict[str, Any], words: str) -> None:
    """Say what was done, to a program or to a person."""
    click.echo(json.dumps(facts, separators=(",", ":")) if as_json else words)


def fail(words: str) -> NoReturn:
    """Say what went wrong and what to do; exit 1."""
    click.echo(words, err=True)
    sys.exit(1)


def services() -> Services:
    """The collaborators, or the names of every variable that is wrong."""
    from .app import build
    from .system.log import set_up_logging
    from .system.settings import SettingsError, read_settings

    set_up_logging()
    try:
        return build(read_settings())
    except SettingsError as error:
        fail(str(error))


def trying(act: Callable[[Services], T]) -> T:
    """Do what an administrator asked for. A refusal is said in words; nothing is half-done."""
    from sqlalchemy.exc import SQLAlchemyError

    from .tenants.install import InstallRefused

    try:
        return act(services())
    except InstallRefused as refusal:
        fail(str(refusal))
    except SQLAlchemyError:
        fail("The database does not answer as it should. Has `signpost migrate` been run? See `signpost doctor`.")
