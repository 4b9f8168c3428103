"""The demo's set-up is done once, keeps its secrets to itself, and ends when a part of it ends."""

import socket
import stat
import subprocess
import sys

import pytest

from tests.host import demo
from tests.host.children import ChildEnded, running
from tests.host.demo_setup import Folder, Said, Setup, SetupFailed


class Signpost:
    """Stands in for the commands: notes what it was asked, and makes an id for every added thing."""

    def __init__(self):
        self.asked = []
        self.answer = None

    def __call__(self, words, environment):
        self.asked.append(" ".join(words))
        return self.answer or Said(0, f'{{"id": "made-{words[0]}"}}\n', "")


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path / "demo")
    made.prepare()
    made.database.touch()
    return made


@pytest.fixture
def signpost():
    return Signpost()


@pytest.fixture
def setup(folder, host, signpost):
    return Setup(folder, host, {}, signpost)


def test_the_school_is_set_up_with_signposts_own_commands(setup, host, signpost):
    setup.run()

    asked = signpost.asked
    assert asked[:2] == ["migrate --json", "tenant add Sandbox school --json"]
    assert f"--issuer {host.issuer} --client-id {host.client_id} --auth-url {host.auth_url}" in asked[2]
    assert f"--deployment-id 1 --family moodle --frame-origin {host.url}" in asked[2]
    here = "--tenant made-tenant --host made-host"
    assert asked[3] == f"course staff-only {here} --context-id 2 --posting receipt --json"
    assert f"lead add {here} --sub 6 --role lead --json" in asked
    assert f"lead add {here} --sub 2 --role administrator --json" in asked
    assert "contact set --tenant made-tenant lead Priya Nair, 01632 960101 --json" in asked


def test_a_second_start_only_migrates(setup, signpost):
    setup.run()
    before = len(signpost.asked)

    setup.run()

    assert signpost.asked[before:] == ["migrate --json"]


def test_a_lost_database_is_set_up_again(setup, folder, signpost):
    setup.run()
    before = len(signpost.asked)
    folder.database.unlink()
    folder.prepare()

    setup.run()

    assert len(signpost.asked) == 2 * before


def test_a_command_that_fails_is_named_with_its_words(setup, signpost):
    signpost.answer = Said(1, "", "no such thing")

    with pytest.raises(SetupFailed, match=r"signpost migrate\nended with 1:\nno such thing"):
        setup.run()


def test_a_school_whose_people_would_have_to_agree_is_begun_anew(setup, signpost):
    """They opened the tool on another port, so these are new people to it."""
    signpost.answer = Said(0, '{"id":"1","role":"lead","waiting":true}', "")

    with pytest.raises(SetupFailed, match="--fresh"):
        setup.run()


def test_secrets_are_made_once_and_nobody_else_reads_them(folder):
    made = folder.secrets()

    assert folder.secrets() == made
    assert len(made["SIGNPOST_SECRET_KEY"]) >= 32
    assert stat.S_IMODE((folder.path / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_the_commands_inherit_no_other_signpost(folder, monkeypatch):
    monkeypatch.setenv("SIGNPOST_PROXY_HOPS", "3")

    environment = folder.environment("http://localhost:8000")

    assert "SIGNPOST_PROXY_HOPS" not in environment
    assert environment["SIGNPOST_BASE_URL"] == "http://localhost:8000"
    assert environment["SIGNPOST_DATABASE_URL"] == f"sqlite:///{folder.database}"


def test_ports_stay_the_same_from_run_to_run(folder):
    first = demo._port(folder, "tool port", None)

    assert demo._port(folder, "tool port", None) == first


def test_a_port_that_is_taken_is_named(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(SetupFailed, match=rf"Port {port} is taken.* --tool-port"):
            demo._port(folder, "tool port", port)


def test_a_part_that_ends_ends_the_demo_with_its_last_words(tmp_path):
    command = {"signpost serve": [sys.executable, "-c", "print('cannot listen'); raise SystemExit(3)"]}

    with running(command, {}, tmp_path) as children:
        children[0].running.wait()
        with pytest.raises(ChildEnded, match=r"`signpost serve` ended with 3[^$]*cannot listen"):
            children[0].check()


def test_parts_that_run_are_stopped_at_the_end(tmp_path):
    command = {"signpost serve": [sys.executable, "-c", "import time; time.sleep(60)"]}

    with running(command, {}, tmp_path) as children:
        children[0].check()

    assert children[0].running.poll() is not None


def test_the_invitation_says_where_to_look_and_what_to_try(host, folder):
    words = demo._invitation(host, folder)

    assert host.url in words
    assert all(name in words for name in ("Sam Okafor", "Priya Nair", "Jamie Cole", "Gradebook".lower()))


def test_the_demo_opens_the_tool_as_the_reporter():
    command = [sys.executable, "-m", "tests.host.demo", "--check"]

    ran = subprocess.run(command, cwd=demo.ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("ok")
