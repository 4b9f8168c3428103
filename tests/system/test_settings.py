"""The environment: what is missing or wrong is named, all at once, and no secret is repeated."""

import base64

import pytest

from lti_tool.system.settings import DEFAULT_DATABASE, Settings, SettingsError, read_database_url, read_settings

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
SECRET = "a secret that only tests have, long enough"
GOOD = {
    "SIGNPOST_BASE_URL": "https://signpost.example.org",
    "SIGNPOST_SECRET_KEY": SECRET,
    "SIGNPOST_MASTER_KEYS": KEY,
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("SIGNPOST_")]:
        monkeypatch.delenv(name)


def read(monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
    for name, value in (GOOD | {f"SIGNPOST_{name}": value for name, value in changes.items()}).items():
        monkeypatch.setenv(name, value)
    return read_settings()


def problem_with(monkeypatch: pytest.MonkeyPatch, name: str, value: str, **others: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, **{name: value}, **others)
    assert set(caught.value.problems) == {f"SIGNPOST_{name}"}
    return caught.value.problems[f"SIGNPOST_{name}"]


def test_three_variables_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)

    assert settings.base_url == "https://signpost.example.org"
    assert settings.master_keys == (b"k" * 32,)
    assert settings.database_url == DEFAULT_DATABASE
    assert (settings.proxy_hops, settings.private_hosts, settings.allow_loopback_http) == (0, frozenset(), False)


def test_every_missing_variable_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert caught.value.problems == dict.fromkeys(GOOD, "is missing")


def test_every_wrong_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "BASE_URL": "ftp://signpost.example.org",
        "SECRET_KEY": "short",
        "MASTER_KEYS": "not base64!",
        "DATABASE_URL": "mysql://somewhere",
        "PROXY_HOPS": "many",
        "PRIVATE_HOSTS": "https://moodle.internal",
        "ALLOW_LOOPBACK_HTTP": "perhaps",
    }

    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, **wrong)

    assert set(caught.value.problems) == {f"SIGNPOST_{name}" for name in wrong}
    assert len(str(caught.value).splitlines()) == len(wrong)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://Signpost.Example.ORG/", "https://signpost.example.org"),
        ("https://signpost.example.org:8443", "https://signpost.example.org:8443"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_the_base_url_is_kept_in_one_form(monkeypatch: pytest.MonkeyPatch, value: str, kept: str) -> None:
    assert read(monkeypatch, BASE_URL=value).base_url == kept


@pytest.mark.parametrize(
    "value",
    [
        "",
        "signpost.example.org",
        "http://signpost.example.org",
        "https://signpost.example.org/tool",
        "https://signpost.example.org?a=b",
        "https://signpost.example.org#top",
        "https://somebody@signpost.example.org",
        "https://@signpost.example.org",
        "https://sign post.example.org",
        "https://signpost.example.org;script-src",
        "https://signpost.example.org:99999",
        "https://signpost.example.org:0",
        "https://[::1",
        "https://",
    ],
)
def test_a_base_url_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert problem_with(monkeypatch, "BASE_URL", value)


def test_http_is_for_loopback_in_development_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "must be https" in problem_with(monkeypatch, "BASE_URL", "http://localhost:8000")
    assert read(monkeypatch, BASE_URL="http://localhost:8000", ALLOW_LOOPBACK_HTTP="1").allow_loopback_http
    assert "loopback" in problem_with(monkeypatch, "BASE_URL", "https://signpost.example.org", ALLOW_LOOPBACK_HTTP="1")


@pytest.mark.parametrize(
    "value",
    ["", ",", "abc", base64.urlsafe_b64encode(b"k" * 31).decode(), base64.urlsafe_b64encode(b"k" * 33).decode()],
)
def test_a_master_key_has_exactly_32_bytes(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert problem_with(monkeypatch, "MASTER_KEYS", value)


def test_several_master_keys_stay_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    older = base64.urlsafe_b64encode(b"o" * 32).decode()

    assert read(monkeypatch, MASTER_KEYS=f"{KEY}, {older}").master_keys == (b"k" * 32, b"o" * 32)


@pytest.mark.parametrize("value", ["-1", "6", "1.5", "one"])
def test_proxy_hops_are_a_small_number(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert problem_with(monkeypatch, "PROXY_HOPS", value)


@pytest.mark.parametrize("value", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://u:p@h:x/d", "/var/a"])
def test_a_database_address_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert problem_with(monkeypatch, "DATABASE_URL", value)


def test_private_hosts_are_names_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    names = read(monkeypatch, PRIVATE_HOSTS=" Moodle.Internal ,10.0.0.5,").private_hosts

    assert names == {"moodle.internal", "10.0.0.5"}


def test_migrating_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", "sqlite:///elsewhere.db")

    assert read_database_url() == "sqlite:///elsewhere.db"


@pytest.mark.parametrize("value", ["short", "a" * 31, "é" * 40, "with a space " * 4])
def test_a_token_for_the_numbers_is_long_and_fits_into_a_header(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    problem = problem_with(monkeypatch, "METRICS_TOKEN", value)

    assert "at least 32" in problem
    assert value not in problem


def test_a_token_for_the_numbers_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, METRICS_TOKEN="b" * 32)

    assert settings.metrics_token == "b" * 32
    assert "b" * 32 not in repr(settings)
    assert read(monkeypatch, METRICS_TOKEN="").metrics_token is None


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(read(monkeypatch, DATABASE_URL="postgresql://signpost:password@db/signpost"))
    assert SECRET not in shown
    assert "k" * 32 not in shown
    assert "password" not in shown

    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, SECRET_KEY="tooshort", MASTER_KEYS="c2VjcmV0", DATABASE_URL="postgresql://u:hidden@h:x/d")
    for secret in ("tooshort", "c2VjcmV0", "hidden"):
        assert secret not in str(caught.value)
