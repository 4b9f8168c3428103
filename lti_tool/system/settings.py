"""The settings, read from the environment once. Every missing or wrong name is reported at once, by name."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from environs import Env, EnvError, EnvValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from . import smtp
from .crypto import KEY_BYTES
from .smtp import Security, Smtp

DEFAULT_DATABASE = "sqlite:///var/signpost.db"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_BYTES = 32
MOST_PROXY_HOPS = 5
PREFIX = "SIGNPOST_"
# A host and perhaps a port. Every URL and cookie that we make holds it.
AUTHORITY = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?")

# What goes into a header as it is.
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{32,}")

T = TypeVar("T")


class SettingsError(Exception):
    """One or more SIGNPOST_ variables are missing or wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("\n".join(f"{name}: {problem}" for name, problem in self.problems.items()))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. `SIGNPOST_` names are in README's configuration table."""

    base_url: str
    secret_key: str = field(repr=False)
    master_keys: tuple[bytes, ...] = field(repr=False)
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    proxy_hops: int = 0
    private_hosts: frozenset[str] = frozenset()
    allow_loopback_http: bool = False
    smtp: Smtp | None = None
    """Without a mail server, no e-mail is sent."""
    metrics_token: str | None = field(default=None, repr=False)
    """Without one, /metrics does not exist."""


def read_settings() -> Settings:
    """Read and check all settings.

    Raises:
        SettingsError: naming every variable that is missing or wrong.
    """
    reader = _Reader()
    loopback_http = bool(reader.take("ALLOW_LOOPBACK_HTTP", lambda env, name: env.bool(name, False)))
    settings = Settings(
        base_url=reader.take("BASE_URL", lambda env, name: _base_url(env.str(name), loopback_http)) or "",
        secret_key=reader.take("SECRET_KEY", lambda env, name: _secret(env.str(name))) or "",
        master_keys=reader.take("MASTER_KEYS", lambda env, name: _master_keys(env.list(name))) or (),
        database_url=reader.take("DATABASE_URL", _read_database_url) or "",
        proxy_hops=reader.take("PROXY_HOPS", lambda env, name: _proxy_hops(env.int(name, 0))) or 0,
        private_hosts=reader.take("PRIVATE_HOSTS", lambda env, name: _hosts(env.list(name, []))) or frozenset(),
        allow_loopback_http=loopback_http,
        smtp=_read_smtp(reader),
        metrics_token=reader.take("METRICS_TOKEN", lambda env, name: _metrics_token(env.str(name, ""))) or None,
    )
    reader.report()
    return settings


def read_database_url() -> str:
    """Only the database's address, for `signpost migrate`, which needs no secret."""
    reader = _Reader()
    url = reader.take("DATABASE_URL", _read_database_url) or ""
    reader.report()
    return url


class _Reader:
    """Takes one variable after the other and collects what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self._env = Env(prefix=PREFIX)
        self._problems: dict[str, str] = {}

    def take(self, name: str, read: Callable[[Env, str], T]) -> T | None:
        try:
            return read(self._env, name)
        except EnvValidationError as error:
            self._problems[PREFIX + name] = "; ".join(map(str, error.error_messages)) or "is not valid"
        except EnvError:
            self._problems[PREFIX + name] = "is missing"
        except ValueError as error:
            self._problems[PREFIX + name] = str(error)
        return None

    def refuse(self, name: str, problem: str) -> None:
        """Note what is wrong with a variable because of another one, unless it is wrong by itself."""
        self._problems.setdefault(PREFIX + name, problem)

    def report(self) -> None:
        if self._problems:
            raise SettingsError(self._problems)


def _read_smtp(reader: _Reader) -> Smtp | None:
    """The mail server. What is set is checked in any case, so that a slip shows before the day it matters."""
    host = reader.take("SMTP_HOST", lambda env, name: smtp.host(env.str(name, ""))) or ""
    port = reader.take("SMTP_PORT", lambda env, name: smtp.port(env.int(name, smtp.DEFAULT_PORT)))
    security = reader.take("SMTP_SECURITY", lambda env, name: smtp.security(env.str(name, Security.STARTTLS.value)))
    user = reader.take("SMTP_USER", lambda env, name: smtp.login(env.str(name, ""))) or ""
    password = reader.take("SMTP_PASSWORD", lambda env, name: smtp.login(env.str(name, ""))) or ""
    sender = reader.take("MAIL_FROM", lambda env, name: smtp.sender(env.str(name, ""))) or ""
    if not host or port is None or security is None:
        return None
    if security is Security.NONE and host.lower() not in LOOPBACK:
        reader.refuse("SMTP_SECURITY", "may be none only for a server on this machine")
    if not sender:
        reader.refuse("MAIL_FROM", "is missing; with SIGNPOST_SMTP_HOST it is needed")
    if bool(user) is not bool(password):
        reader.refuse("SMTP_PASSWORD" if user else "SMTP_USER", "is missing; the two go together")
    return Smtp(host, port, security, sender, user, password)


def _read_database_url(env: Env, name: str) -> str:
    url = env.str(name, DEFAULT_DATABASE)
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("must start with sqlite:/// or postgresql://")
    # Each connection to a database without a file would see an empty one of its own.
    if url.startswith("sqlite:") and url.removeprefix("sqlite:///").partition("?")[0] in {"", ":memory:"}:
        raise ValueError("must name a file after sqlite:///")
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ValueError("is not a database address; in a password, write @ : / as %40 %3A %2F") from error
    return url


def _base_url(value: str, loopback_http: bool) -> str:
    """Scheme, host and port only: paths are ours to add."""
    parts = urlsplit(value.strip())
    if parts.scheme not in {"https", "http"} or not AUTHORITY.fullmatch(parts.netloc):
        raise ValueError("must be an address such as https://signpost.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must be scheme, host and port only, without a path")
    if parts.port == 0:
        raise ValueError("has a port that cannot be used")
    loopback = parts.hostname in LOOPBACK
    if parts.scheme == "http" and not (loopback and loopback_http):
        raise ValueError("must be https (http only on loopback, with SIGNPOST_ALLOW_LOOPBACK_HTTP=1)")
    if loopback_http and not loopback:
        raise ValueError("is not a loopback address, so SIGNPOST_ALLOW_LOOPBACK_HTTP=1 is refused")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _secret(value: str) -> str:
    if len(value) < SECRET_BYTES:
        raise ValueError("must be at least 32 characters; `signpost keygen` prints one")
    return value


def _metrics_token(value: str) -> str:
    if value and not TOKEN.fullmatch(value):
        raise ValueError("must be at least 32 letters or digits, or not be set; `openssl rand -hex 32` prints one")
    return value


def _master_keys(values: list[str]) -> tuple[bytes, ...]:
    if not any(values):
        raise ValueError("is empty; `signpost keygen` prints one")
    try:
        keys = tuple(base64.b64decode(value.strip(), altchars=b"-_", validate=True) for value in values)
    except binascii.Error as error:
        raise ValueError("must be url-safe base64, keys separated by commas") from error
    if any(len(key) != KEY_BYTES for key in keys):
        raise ValueError("must hold keys of exactly 32 bytes each")
    return keys


def _proxy_hops(value: int) -> int:
    if not 0 <= value <= MOST_PROXY_HOPS:
        raise ValueError(f"must be a number from 0 to {MOST_PROXY_HOPS}")
    return value


def _hosts(values: list[str]) -> frozenset[str]:
    names = frozenset(value.strip().lower() for value in values if value.strip())
    if any("/" in name for name in names):
        raise ValueError("must be host names separated by commas, without a scheme or a path")
    return names
