"""What every command shares: how it says what it did, how it fails, and the collaborators."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from .administration import Administration
    from .system.settings import Settings
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


def administration() -> Administration:
    """What an administrator's commands need, or the names of every variable that is wrong."""
    from .administration import administration as made

    return made(settings())


def services() -> Services:
    """Every collaborator, or the names of every variable that is wrong."""
    from .app import build
    from .system.log import set_up_logging

    set_up_logging()
    return build(settings())


def settings() -> Settings:
    """The settings. What is missing or wrong is said by name, all at once; exit 1."""
    from .system.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        fail(str(error))


def trying(act: Callable[[Administration], T]) -> T:
    """Do what an administrator asked for. A refusal is said in words; nothing is half-done."""
    from .tenants.install import InstallRefused

    with database_trouble():
        try:
            return act(administration())
        except InstallRefused as refusal:
            fail(str(refusal))
        except UnicodeError:
            fail("An id or a text has characters that are not UTF-8. Nothing was changed.")


@contextmanager
def database_trouble(advice: str = "Has `signpost migrate` been run? See `signpost doctor`.") -> Iterator[None]:
    """Turn what the database says into what to do. It quotes statements and values, which no terminal should keep."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError):
        fail(f"The database does not answer as it should. {advice}")
