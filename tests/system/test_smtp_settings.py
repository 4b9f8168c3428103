"""The mail server in the environment: what is wrong is named, and no password is shown."""

import pytest

from lti_tool.system.settings import SettingsError, read_settings
from lti_tool.system.smtp import Security, Smtp
from tests.system.test_settings import GOOD, nothing_set

__all__ = ["nothing_set"]

MAIL = {"SMTP_HOST": "mail.school.example", "MAIL_FROM": "signpost@school.example"}


def read(monkeypatch: pytest.MonkeyPatch, **names: str) -> Smtp | None:
    for name, value in (GOOD | {f"SIGNPOST_{name}": value for name, value in names.items()}).items():
        monkeypatch.setenv(name, value)
    return read_settings().smtp


def problems(monkeypatch: pytest.MonkeyPatch, **names: str) -> set[str]:
    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, **names)
    return {name.removeprefix("SIGNPOST_") for name in caught.value.problems}


def test_without_a_mail_server_no_e_mail_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch) is None
    assert read(monkeypatch, SMTP_HOST="", SMTP_USER="", MAIL_FROM="signpost@school.example") is None


def test_a_server_and_a_sender_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, **MAIL) == Smtp(
        "mail.school.example", 587, Security.STARTTLS, "signpost@school.example", "", ""
    )


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    login = {"SMTP_USER": "signpost", "SMTP_PASSWORD": "open sesame"}

    smtp = read(monkeypatch, **MAIL, SMTP_PORT="465", SMTP_SECURITY="TLS", **login)

    assert smtp is not None
    assert (smtp.port, smtp.security, smtp.user, smtp.password) == (465, Security.TLS, "signpost", "open sesame")
    assert "open sesame" not in repr(smtp)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_HOST", "smtp://mail.school.example"),
        ("SMTP_HOST", "mail.school.example:25"),
        ("SMTP_HOST", "mail school"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "65536"),
        ("SMTP_PORT", "smtp"),
        ("SMTP_SECURITY", "ssl"),
        ("SMTP_SECURITY", "none"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "signpost"),
        ("MAIL_FROM", "Signpost <signpost@school.example>"),
        ("MAIL_FROM", "signpost@school.example, other@school.example"),
        ("MAIL_FROM", "signpost@school.example\nBcc: other@school.example"),
        ("MAIL_FROM", "schön@school.example"),
        ("MAIL_FROM", f"{'x' * 250}@school.example"),
    ],
)
def test_what_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert problems(monkeypatch, **(MAIL | {name: value})) == {name}


def test_a_user_and_a_password_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(monkeypatch, **MAIL, SMTP_USER="signpost") == {"SMTP_PASSWORD"}
    monkeypatch.delenv("SIGNPOST_SMTP_USER")
    assert problems(monkeypatch, **MAIL, SMTP_PASSWORD="open sesame") == {"SMTP_USER"}
    assert problems(monkeypatch, **MAIL, SMTP_USER="signpost", SMTP_PASSWORD="geöffnet") == {"SMTP_PASSWORD"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_only_a_server_on_this_machine_is_spoken_to_in_the_open(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    smtp = read(monkeypatch, **(MAIL | {"SMTP_HOST": host}), SMTP_SECURITY="none")

    assert smtp is not None
    assert smtp.security is Security.NONE


def test_every_wrong_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"SMTP_HOST": "a b", "SMTP_PORT": "x", "SMTP_SECURITY": "x", "SMTP_USER": "ü", "MAIL_FROM": "x"}

    assert problems(monkeypatch, **wrong, PROXY_HOPS="many") == {*wrong, "PROXY_HOPS"}
