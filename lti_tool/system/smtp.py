"""The mail server of whoever runs this tool, as the environment names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from .email_rules import is_address

DEFAULT_PORT = 587
MOST_PORT = 65535
HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")


class Security(StrEnum):
    """How the connection is kept private. `NONE` is for a server on this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Smtp:
    """Where e-mail goes out, and from whom it comes."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def host(value: str) -> str:
    """The server's name or address; empty where there is none."""
    name = value.strip()
    if name and not HOST.fullmatch(name):
        raise ValueError("must be a host name, without a scheme, a port or a path")
    return name


def port(value: int) -> int:
    """A port that can be called."""
    if not 1 <= value <= MOST_PORT:
        raise ValueError(f"must be a number from 1 to {MOST_PORT}")
    return value


def security(value: str) -> Security:
    """One of the three ways."""
    try:
        return Security(value.strip().lower())
    except ValueError as error:
        raise ValueError("must be starttls, tls or none") from error


def sender(value: str) -> str:
    """The address that e-mail comes from; empty where there is none."""
    address = value.strip()
    if address and not is_address(address):
        raise ValueError("must be one plain address, such as signpost@school.example")
    return address


def login(value: str) -> str:
    """A user name or password: what Python's client can send."""
    if not value.isascii() or not value.isprintable():
        raise ValueError("must have printable ASCII characters only")
    return value
