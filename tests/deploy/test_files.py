"""The files that set a server up: they name what is there, and give nothing more rights or looks than it needs."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from lti_tool.system.settings import read_settings
from tests.rules.files import ROOT, below, text_of
from tests.rules.test_documents import SETTING

FOLDER = Path("deploy")
UNITS = sorted(path for path in below("deploy/systemd") if path.suffix == ".service")
COMPOSE: dict[str, Any] = yaml.safe_load(text_of(FOLDER / "compose.yaml"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if each["image"] == "signpost"}
# What nobody who breaks into the tool should find open.
HARDENED = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "ProtectKernelTunables=yes",
    "ProtectProc=invisible",
    "CapabilityBoundingSet=",
    "RestrictSUIDSGID=yes",
    "SystemCallFilter=@system-service",
    "UMask=0077",
    "User=signpost",
}


def test_every_setting_that_they_name_is_one() -> None:
    known = {f"SIGNPOST_{name}" for name in SETTING.findall(text_of(Path("lti_tool/system/settings.py")))}
    named = {name for path in below("deploy") for name in re.findall(r"SIGNPOST_[A-Z_]+", text_of(path))}

    assert len(named) > 10
    assert named - known == set()


def test_the_example_of_an_environment_works_once_it_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in text_of(FOLDER / "signpost.env.example").splitlines() if line.startswith("SIGNPOST_")]
    for name, value in (line.split("=", 1) for line in lines):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", "only for tests " * 3)
    monkeypatch.setenv("SIGNPOST_MASTER_KEYS", "b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMgISE=")

    settings = read_settings()

    assert (settings.proxy_hops, settings.smtp, settings.metrics_token) == (1, None, None)
    assert settings.database_url.startswith("postgresql://")


@pytest.mark.parametrize("path", below("deploy", suffixes=(".sh",)), ids=str)
def test_a_script_is_one_that_any_shell_reads_and_stops_at_the_first_fault(path: Path) -> None:
    assert subprocess.run(["/bin/sh", "-n", ROOT / path], check=False).returncode == 0
    assert text_of(path).startswith("#!/bin/sh\n")
    assert "\nset -eu\numask 077\n" in text_of(path)
    assert (ROOT / path).stat().st_mode & 0o111


def test_the_image_runs_as_nobody_in_particular_from_pinned_packages() -> None:
    text = text_of(FOLDER / "Dockerfile")
    images = [line.split()[1] for line in text.splitlines() if line.startswith("FROM ")]
    installs = [line for line in text.splitlines() if "pip install" in line]

    assert all(re.fullmatch(r"[a-z]+:\d[\w.-]+", image) for image in images)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert "://" not in text.replace("http://127.0.0.1", "").replace("sqlite:////", "")
    last = text.rsplit("\nFROM ", 1)[1]
    assert last.index("\nUSER 10001:10001") < last.index("\nCMD")
    assert "node" not in last
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation"):
        assert package in last


def test_the_builder_is_given_no_more_than_the_image_is_made_of() -> None:
    lines = text_of(FOLDER / "Dockerfile.dockerignore").splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of(FOLDER / "Dockerfile"), re.MULTILINE)
    wanted = {word.split("/")[0] for words in copied for word in words.split()}

    assert lines[1] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == wanted


def test_what_compose_names_is_there() -> None:
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", ())) <= set(SERVICES), name
        assert set(service.get("networks", ())) <= set(COMPOSE["networks"]), name
        secrets = {each if isinstance(each, str) else each["source"] for each in service.get("secrets", ())}
        assert secrets <= set(COMPOSE["secrets"]), name
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source == "./backups" or (ROOT / FOLDER / source).is_file(), volume
        assert re.fullmatch(r"signpost|[a-z]+:\d+", service["image"]), name


def test_compose_waits_for_what_has_to_be_there_first() -> None:
    assert SERVICES["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert SERVICES["database"]["healthcheck"]["test"][1] == "pg_isready"
    for name in ("first", "second", "deliver"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["deliver"]["command"] == ["signpost", "deliver", "--watch"]
    assert set(SERVICES["proxy"]["environment"]["UPSTREAMS"].split()) == {"first:8000", "second:8000"}


def test_in_compose_only_the_proxy_is_reached_from_outside_and_the_database_reaches_nobody() -> None:
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["proxy"]
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name, service in OURS.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    assert "privileged" not in text_of(FOLDER / "compose.yaml").replace("no-new-privileges", "")


def test_no_secret_stands_in_a_file_that_is_tracked() -> None:
    for path in below("deploy"):
        for line in text_of(path).splitlines():
            found = re.match(r"SIGNPOST_(SECRET_KEY|MASTER_KEYS|SMTP_PASSWORD|METRICS_TOKEN)=(.*)", line)
            assert found is None or found[2] == "", path
    assert "POSTGRES_PASSWORD" not in SERVICES["database"]["environment"]


@pytest.mark.parametrize("path", UNITS, ids=str)
def test_a_unit_is_shut_in(path: Path) -> None:
    lines = set(text_of(path).splitlines())

    assert HARDENED - lines == set()
    assert "EnvironmentFile=/etc/signpost/signpost.env" in lines
    # What requires the migration would be stopped with it whenever that runs again.
    assert not re.search(r"^(Requires|BindsTo|PartOf)=", text_of(path), re.MULTILINE)


def test_no_proxy_writes_down_an_address_that_was_asked_for() -> None:
    nginx, caddy = text_of(FOLDER / "nginx.conf"), text_of(FOLDER / "Caddyfile")

    formats = re.findall(r"^log_format .*$", nginx, re.MULTILINE)
    assert len(formats) == 1
    assert not re.search(r"\$(request\b|request_uri|uri|args|query|remote|http_|cookie)", formats[0])
    assert set(re.findall(r"access_log (.+);", nginx)) == {"off", "/var/log/nginx/signpost.log signpost"}
    assert re.search(r"error_log \S+ crit;", nginx)
    assert "request>uri delete" in caddy
    assert caddy.count("log {") == 1


def test_proxies_set_anew_what_a_visitor_could_send_and_show_no_numbers() -> None:
    nginx, caddy = text_of(FOLDER / "nginx.conf"), text_of(FOLDER / "Caddyfile")

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "$proxy_add_x_forwarded_for" not in nginx
    assert "location = /metrics {\n        return 404;" in nginx
    assert "trusted_proxies" not in caddy
    assert "@inside path /metrics\n\trespond @inside 404" in caddy
    assert "SIGNPOST_PROXY_HOPS=1" in text_of(FOLDER / "signpost.env.example")
