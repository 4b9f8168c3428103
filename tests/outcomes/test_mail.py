"""Sending e-mail to a real server: what it takes, what it refuses, and what breaks."""

import time
from pathlib import Path

import pytest

from lti_tool.outcomes import mail
from lti_tool.outcomes.mail import Answer, Mail, MailTrouble, Trouble
from lti_tool.system.ids import RandomIds
from lti_tool.system.smtp import Security, Smtp
from tests.clock import SettableClock
from tests.outcomes.mail_server import (
    BUSY,
    FULL,
    HANGS_UP,
    NO,
    NOBODY,
    PASSWORD,
    SENDER,
    SHORT,
    USER,
    Fault,
    MailServer,
    Slow,
    Step,
    mail_server,
    smtp_at,
    talker,
)
from tests.system.far_end import certificate_for

TO, OTHER = "lead@school.example", "deputy@school.example"


def mail_to(smtp: Smtp) -> Mail:
    return Mail(smtp, SettableClock(), RandomIds(), SHORT)


def sends(smtp: Smtp, *addresses: str) -> list[Answer]:
    with mail_to(smtp).connected() as postman:
        return [postman.send(address) for address in addresses]


def trouble(smtp: Smtp) -> Trouble:
    with pytest.raises(MailTrouble) as caught:
        sends(smtp, TO)
    return caught.value.why


def trusts(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    """What an operator with a certificate authority of their own sets."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def test_a_message_says_the_same_to_everybody_and_names_nobody(mailserver: MailServer) -> None:
    assert sends(smtp_at(mailserver.port), TO, OTHER) == [Answer.ACCEPTED, Answer.ACCEPTED]

    (first, message), (second, another) = mailserver.arrived
    assert (first, second) == (TO, OTHER)
    assert (message["To"], another["To"], message["From"]) == (TO, OTHER, SENDER)
    assert message["Subject"] == "A new assessment is waiting"
    assert message.get_content().splitlines() == another.get_content().splitlines() == mail.CASE_WAITS.text.splitlines()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Mon, 23 Nov 2026 09:00:00 +0000"
    assert message["Message-ID"] != another["Message-ID"]
    assert "http" not in str(message)


def test_several_messages_go_over_one_connection(mailserver: MailServer) -> None:
    sends(smtp_at(mailserver.port), TO, OTHER)

    assert mailserver.greeted == 1


@pytest.mark.parametrize("step", [Step.RCPT, Step.DATA])
@pytest.mark.parametrize(
    ("said", "means"), [(BUSY, Answer.LATER), (FULL, Answer.LATER), (NOBODY, Answer.REFUSED), (NO, Answer.REFUSED)]
)
def test_what_is_said_to_one_address_does_not_touch_the_next(
    mailserver: MailServer, step: Step, said: str, means: Answer
) -> None:
    mailserver.plan(step, said, to=TO)

    assert sends(smtp_at(mailserver.port), TO, OTHER) == [means, Answer.ACCEPTED]
    assert mailserver.new() == [OTHER]


@pytest.mark.parametrize(
    ("step", "fault", "why"),
    [
        (Step.MAIL, NO, Trouble.SENDER_REFUSED),
        (Step.MAIL, FULL, Trouble.BUSY),
        (Step.MAIL, HANGS_UP, Trouble.CUT_OFF),
        (Step.RCPT, HANGS_UP, Trouble.CUT_OFF),
        (Step.DATA, HANGS_UP, Trouble.CUT_OFF),
        (Step.AFTER, HANGS_UP, Trouble.CUT_OFF),
        (Step.RCPT, Slow(2), Trouble.CUT_OFF),
        (Step.AFTER, Slow(2), Trouble.CUT_OFF),
    ],
    ids=str,
)
def test_a_connection_that_breaks_is_trouble(mailserver: MailServer, step: Step, fault: Fault, why: Trouble) -> None:
    mailserver.plan(step, fault)

    assert trouble(smtp_at(mailserver.port)) is why


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with talker() as port:
        pass

    assert trouble(smtp_at(port)) is Trouble.UNREACHABLE


@pytest.mark.parametrize(
    "words",
    [(b"554 no service\r\n",), (b"421 busy\r\n",), (b"HTTP/1.1 400 Bad Request\r\n",), (b"\xff\xfe\r\n",), ()],
    ids=["refuses", "is busy", "is no mail server", "speaks nonsense", "says nothing"],
)
def test_a_server_that_does_not_greet_is_unreachable(words: tuple[bytes, ...]) -> None:
    with talker(*words) as port:
        assert trouble(smtp_at(port)) is Trouble.UNREACHABLE


def test_a_server_that_says_one_sign_after_the_other_is_cut_off() -> None:
    """No read waits long, and none brings much."""
    with talker(*[b"2"] * 200, every=0.05) as port:
        began = time.monotonic()
        assert trouble(smtp_at(port)) is Trouble.UNREACHABLE

    assert time.monotonic() - began < 5


def test_a_private_connection_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    context, certificate = certificate_for("localhost", tmp_path)
    trusts(monkeypatch, certificate)

    with mail_server(starttls=context) as server:
        assert sends(smtp_at(server.port, Security.STARTTLS, "localhost"), TO) == [Answer.ACCEPTED]
    with mail_server(tls=context) as server:
        assert sends(smtp_at(server.port, Security.TLS, "localhost"), TO) == [Answer.ACCEPTED]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("name", ["localhost", "elsewhere.example"], ids=["unknown", "of another server"])
def test_a_certificate_that_proves_nothing_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, security: Security, name: str
) -> None:
    context, certificate = certificate_for(name, tmp_path)
    if name != "localhost":
        trusts(monkeypatch, certificate)
    way = {"starttls": context} if security is Security.STARTTLS else {"tls": context}

    with mail_server(**way) as server:
        assert trouble(smtp_at(server.port, security, "localhost")) is Trouble.NO_TLS
        assert server.arrived == []


def test_nothing_is_sent_in_the_open_where_a_private_connection_is_wanted(mailserver: MailServer) -> None:
    assert trouble(smtp_at(mailserver.port, Security.STARTTLS)) is Trouble.NO_TLS
    assert trouble(smtp_at(mailserver.port, Security.TLS)) in {Trouble.NO_TLS, Trouble.UNREACHABLE}
    assert mailserver.arrived == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_asks_who_we_are_is_told() -> None:
    with mail_server(login=True) as server:
        assert sends(smtp_at(server.port, user=USER, password=PASSWORD), TO) == [Answer.ACCEPTED]
        assert trouble(smtp_at(server.port, user=USER, password="wrong")) is Trouble.NOT_AUTHORISED
        # Who says nothing is turned away at the first message.
        assert trouble(smtp_at(server.port)) is Trouble.SENDER_REFUSED


def test_a_server_that_asks_nobody_is_not_given_a_password(mailserver: MailServer) -> None:
    assert trouble(smtp_at(mailserver.port, user=USER, password=PASSWORD)) is Trouble.NOT_AUTHORISED


def test_the_doctor_says_what_is_wrong_with_the_way_and_sends_nothing(mailserver: MailServer) -> None:
    right = mail.examine(mail_to(smtp_at(mailserver.port)))
    wrong = mail.examine(mail_to(smtp_at(mailserver.port, Security.STARTTLS)))

    assert right.ok
    assert not wrong.ok
    assert "SIGNPOST_SMTP_SECURITY" in wrong.advice
    assert "SIGNPOST_SMTP_HOST" in mail.examine(None).what
    assert mailserver.arrived == []
