"""E-mail by way of the operator's own mail server. There are two messages, and neither names anybody or anything.

The server's address comes from whoever runs this tool, as the database's does, so nothing guards it: it may be private.
What the server says can repeat an address, so it ends here. Callers get a fixed word.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from typing import Any

from ..system.clock import Clock
from ..system.deadline import Deadline
from ..system.http import Patience
from ..system.ids import Ids
from ..system.smtp import Security, Smtp
from ..tenants.doctor import Finding


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says: the same to everybody, of everything."""

    subject: str
    text: str


CASE_WAITS = Letter(
    "A new assessment is waiting",
    """\
A new assessment is waiting in Signpost. Open the activity in your school platform.

This message comes every 15 minutes until somebody has opened it.
""",
)
ROLE_CHANGED = Letter(
    "A role in Signpost was changed",
    """\
A role in Signpost was changed, or waits to be agreed to. Open the activity in your school platform to see it.

If you cannot open it any more and do not know why, ask your school in person.
""",
)
# A server that looks for viruses first takes its time over an answer. Each message's time is far below a lease.
PATIENCE = Patience(connect=10.0, read=30.0, total=60.0)
GOODBYE_SECONDS = 5.0


class Answer(StrEnum):
    """What the server said to one address."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"


class Trouble(StrEnum):
    """Why no more can be sent over this connection, or none was made."""

    UNREACHABLE = "unreachable"
    NO_TLS = "no_tls"
    NOT_AUTHORISED = "not_authorised"
    SENDER_REFUSED = "sender_refused"
    BUSY = "busy"
    CUT_OFF = "cut_off"


ADVICE = {
    Trouble.UNREACHABLE: "The mail server does not answer. Check SIGNPOST_SMTP_HOST and SIGNPOST_SMTP_PORT.",
    Trouble.NO_TLS: "No private connection to the mail server can be made. Check SIGNPOST_SMTP_SECURITY, and its name.",
    Trouble.NOT_AUTHORISED: "The mail server does not let us in. Check SIGNPOST_SMTP_USER and SIGNPOST_SMTP_PASSWORD.",
}


class MailTrouble(Exception):
    """The trouble is the server's or the way's, not one address's."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why = why


class Mail:
    """Connections to one mail server."""

    def __init__(self, smtp: Smtp, clock: Clock, ids: Ids, patience: Patience = PATIENCE) -> None:
        self._smtp = smtp
        self._clock = clock
        self._ids = ids
        self._patience = patience

    @contextmanager
    def connected(self) -> Iterator[Postman]:
        """Somebody to send with, over a private connection where the settings ask for one. Raises MailTrouble."""
        with Deadline(self._patience.total) as deadline:
            connection = self._connect(deadline)
        try:
            yield Postman(connection, self._new_message, self._smtp.sender, self._patience)
        finally:
            _say_goodbye(connection)

    def try_out(self) -> Trouble | None:
        """Whether the server takes us, without sending anything."""
        try:
            with self.connected():
                return None
        except MailTrouble as trouble:
            return trouble.why

    def _connect(self, deadline: Deadline) -> smtplib.SMTP:
        with contextlib.ExitStack() as undo:
            with _or_trouble(Trouble.UNREACHABLE):
                connection = undo.enter_context(contextlib.closing(self._open(deadline)))
            if self._smtp.security is Security.STARTTLS:
                # Where the server does not offer it, this fails: nothing is ever sent in the open instead.
                with _or_trouble(Trouble.NO_TLS):
                    connection.starttls(context=ssl.create_default_context())
            if self._smtp.user:
                with _or_trouble(Trouble.NOT_AUTHORISED):
                    connection.login(self._smtp.user, self._smtp.password)
            undo.pop_all()
        return connection

    def _open(self, deadline: Deadline) -> smtplib.SMTP:
        # Our own name to the server: asking the machine for one can wait for a name server.
        named: dict[str, Any] = {"local_hostname": _domain(self._smtp), "timeout": self._patience.connect}
        if self._smtp.security is Security.TLS:
            context = ssl.create_default_context()
            return _Private(deadline, self._smtp.host, self._smtp.port, context=context, **named)
        return _Plain(deadline, self._smtp.host, self._smtp.port, **named)

    def _new_message(self, address: str, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._smtp.sender
        message["To"] = address
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{self._ids.token()}@{_domain(self._smtp)}>"
        # Or a colleague's "I am on leave" would come back every quarter of an hour (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def way_out(smtp: Smtp | None, clock: Clock, ids: Ids) -> Mail | None:
    """The way to the mail server; None where no e-mail is sent."""
    return None if smtp is None else Mail(smtp, clock, ids)


def examine(mail: Mail | None) -> Finding:
    """What `signpost doctor` says of the way to the mail server. It sends nothing."""
    if mail is None:
        return Finding("e-mail: none is sent, because SIGNPOST_SMTP_HOST is not set", True)
    trouble = mail.try_out()
    return Finding("e-mail", trouble is None, "" if trouble is None else ADVICE[trouble])


class Postman:
    """Takes one message after the other to the server, each to one address: nobody sees who else was told."""

    def __init__(
        self, connection: smtplib.SMTP, write: Callable[[str, Letter], EmailMessage], sender: str, patience: Patience
    ) -> None:
        self._connection = connection
        self._write = write
        self._sender = sender
        self._patience = patience

    def send(self, address: str, letter: Letter = CASE_WAITS) -> Answer:
        """Send the message. Raises MailTrouble; then nobody can know whether the server has it."""
        with Deadline(self._patience.total) as deadline, _or_trouble(Trouble.CUT_OFF, Trouble.CUT_OFF):
            if self._connection.sock is not None:
                self._connection.sock.settimeout(self._patience.read)
                deadline.watch(self._connection.sock)
            return self._give(address, letter)

    def _give(self, address: str, letter: Letter) -> Answer:
        try:
            self._connection.send_message(self._write(address, letter), self._sender, [address])
        except smtplib.SMTPRecipientsRefused as error:
            ((status, _words),) = error.recipients.values()
            return _answer(status)
        except smtplib.SMTPSenderRefused as error:
            final = error.smtp_code >= 500
            raise MailTrouble(Trouble.SENDER_REFUSED if final else Trouble.BUSY) from error
        except smtplib.SMTPDataError as error:
            return _answer(error.smtp_code)
        return Answer.ACCEPTED


class _Plain(smtplib.SMTP):
    """A connection that is watched from its first byte on."""

    def __init__(self, deadline: Deadline, *where: Any, **how: Any) -> None:
        self._deadline = deadline
        super().__init__(*where, **how)

    def _get_socket(self, *where: Any) -> socket.socket:
        connection: socket.socket = super()._get_socket(*where)  # type: ignore[misc]
        self._deadline.watch(connection)
        return connection


class _Private(smtplib.SMTP_SSL, _Plain):
    """The same, with TLS from the first byte on: what it gets to wrap is watched already."""

    def __init__(self, deadline: Deadline, *where: Any, **how: Any) -> None:
        self._deadline = deadline
        smtplib.SMTP_SSL.__init__(self, *where, **how)


@contextmanager
def _or_trouble(refused: Trouble, broken: Trouble = Trouble.UNREACHABLE) -> Iterator[None]:
    """Turn what a step can raise into a fixed word: the server said no to it, or the way to it broke."""
    try:
        yield
    except ssl.SSLError as error:
        raise MailTrouble(Trouble.NO_TLS) from error
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        raise MailTrouble(refused) from error
    except OSError as error:
        # smtplib's own exceptions are of this kind too.
        raise MailTrouble(broken) from error


def _say_goodbye(connection: smtplib.SMTP) -> None:
    """Leave as a client should. Whatever comes of it, the messages are with the server."""
    with contextlib.closing(connection), contextlib.suppress(OSError), Deadline(GOODBYE_SECONDS) as deadline:
        if connection.sock is not None:
            deadline.watch(connection.sock)
            connection.quit()


def _answer(status: int) -> Answer:
    return Answer.REFUSED if status >= 500 else Answer.LATER


def _domain(smtp: Smtp) -> str:
    return smtp.sender.rpartition("@")[2]
