"""`signpost host frame-origin`: a forgotten address of a platform's own pages is added to a host that is known."""

from collections.abc import Callable

import pytest

from lti_tool.launch.hosts import frame_origins
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.model import Host
from tests.cli.conftest import Terminal, facts, host_words
from tests.clock import SettableClock

MOODLE, LEARN = "https://moodle.school.example", "https://learn.school.example"


@pytest.fixture
def terminal(database: Database, terminal_for: Callable[[str], Terminal]) -> Terminal:
    return terminal_for(database.url.render_as_string(hide_password=False))


@pytest.fixture
def host_id(terminal: Terminal) -> str:
    return terminal.adds(*host_words(terminal.adds("tenant", "add", "Oakfield School")))


def kept(database: Database, host_id: str) -> Host:
    with database.reading() as db:
        return Hosts(SettableClock(), RandomIds()).get(db, host_id)


def test_the_pages_of_a_platform_are_added_to_its_own_addresses(
    database: Database, terminal: Terminal, host_id: str
) -> None:
    said = terminal.says("host", "frame-origin", "--host", host_id, f"{LEARN}/my/courses?x=1", "--json")

    assert facts(said) == {"id": host_id, "frame_origins": [MOODLE, LEARN]}
    assert frame_origins(kept(database, host_id)) == (MOODLE, LEARN)


def test_adding_it_twice_is_the_same_as_once(database: Database, terminal: Terminal, host_id: str) -> None:
    for _ in range(2):
        said = terminal.says("host", "frame-origin", "--host", host_id, LEARN)

    assert said.out == f"Signpost can be shown in pages of: {MOODLE}, {LEARN}.\n"
    assert kept(database, host_id).frame_origins == (MOODLE, LEARN)


def test_an_address_that_follows_from_the_host_changes_nothing(
    database: Database, terminal: Terminal, host_id: str
) -> None:
    assert terminal.says("host", "frame-origin", "--host", host_id, MOODLE).code == 0

    assert kept(database, host_id).frame_origins == ()


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("learn.school.example", "This is no address of a web page"),
        ("javascript:alert(1)", "This is no address of a web page"),
        ("http://learn.school.example", "The frame origin cannot be used"),
        ("https://*.school.example", "The frame origin cannot be used"),
        ("https://learn.school.example;script-src", "The frame origin cannot be used"),
    ],
)
def test_what_could_not_stand_in_a_policy_is_refused(
    database: Database, terminal: Terminal, host_id: str, page: str, says: str
) -> None:
    said = terminal.says("host", "frame-origin", "--host", host_id, page)

    assert said.code == 1
    assert says in said.err
    assert kept(database, host_id).frame_origins == ()


def test_an_unknown_host_is_named(terminal: Terminal) -> None:
    terminal.says("migrate")

    said = terminal.says("host", "frame-origin", "--host", "f" * 32, LEARN)

    assert (said.code, said.out) == (1, "")
    assert "There is no host" in said.err
