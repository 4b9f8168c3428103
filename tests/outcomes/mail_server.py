"""A real mail server on this machine, which refuses, waits or hangs up where a test says so."""

import asyncio
import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from lti_tool.system.http import Patience
from lti_tool.system.smtp import Security, Smtp

SENDER = "signpost@school.example"
USER, PASSWORD = "signpost", "open sesame"
SHORT = Patience(connect=1.0, read=0.5, total=1.0)
BUSY, FULL, NOBODY, NO = "450 greylisted, try later", "452 no room", "550 there is nobody", "554 not from here"


class Step(StrEnum):
    """Where something can go wrong. `AFTER`: the server has the message, and nobody hears of it."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    AFTER = "AFTER"


@dataclass(frozen=True)
class Slow:
    """It takes so long."""

    seconds: float


HANGS_UP = None
Fault = str | Slow | None


@dataclass
class Planned:
    """Something that goes wrong, with one address or with any."""

    step: Step
    fault: Fault
    to: str | None
    times: int


@dataclass
class MailServer:
    """What arrived, and what is planned to go wrong."""

    port: int = 0
    arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    greeted: int = 0
    plans: list[Planned] = field(default_factory=list)
    seen: int = 0
    at_arrival: Callable[[], object] = lambda: None

    def plan(self, step: Step, fault: Fault, to: str | None = None, times: int = 1) -> None:
        """From now on, so many times."""
        self.plans.append(Planned(step, fault, to, times))

    def new(self) -> list[str]:
        """To whom messages arrived since the last time somebody asked, in their order."""
        before, self.seen = self.seen, len(self.arrived)
        return [address for address, _message in self.arrived[before:]]

    async def handle_EHLO(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name, self.greeted = hostname, self.greeted + 1
        return answers

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, Step.MAIL, None)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self._answer(server, Step.RCPT, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        answer = await self._answer(server, Step.DATA, address)
        if answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.arrived.append((address, message))
            await asyncio.to_thread(self.at_arrival)
            answer = await self._answer(server, Step.AFTER, address)
        return answer

    async def _answer(self, server: SMTP, step: Step, address: str | None) -> str:
        for plan in self.plans:
            if plan.step is step and plan.to in {None, address} and plan.times > 0:
                plan.times -= 1
                if isinstance(plan.fault, Slow):
                    await asyncio.sleep(plan.fault.seconds)
                elif plan.fault is HANGS_UP:
                    server.transport.abort()
                    return "421 gone"
                else:
                    return plan.fault
        return "250 OK"


class _OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, login: bool = False
) -> Iterator[MailServer]:
    """A server that takes everything, until a test plans otherwise."""
    server = MailServer()
    knowing = {"authenticator": _knows, "auth_required": True, "auth_require_tls": False} if login else {}
    controller = _OnAnyPort(
        server, hostname="127.0.0.1", port=0, ssl_context=tls, tls_context=starttls, ready_timeout=20, **knowing
    )
    controller.start()
    server.port = controller.port
    server.greeted = 0
    yield server
    controller.stop()


def smtp_at(port: int, security: Security = Security.NONE, host: str = "127.0.0.1", **login: str) -> Smtp:
    """The settings for a server on this machine."""
    return Smtp(host, port, security, SENDER, **login)


@contextmanager
def talker(*words: bytes, every: float = 0.0) -> Iterator[int]:
    """A port at which somebody says these words, with a pause after each, and then nothing more. Gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[socket.socket] = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                heard.append(listener.accept()[0])
                for word in words:
                    heard[-1].sendall(word)
                    time.sleep(every)

    Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    # Closing alone would leave the thread that accepts, and with it the port.
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for connection in heard:
        connection.close()
