"""`signpost guide sources` and `signpost guide sign-off`, as an administrator types them."""

import re
from collections.abc import Callable

import pytest

from lti_tool.guidance.confirming import items
from lti_tool.guidance.library import load
from tests.cli.conftest import Terminal, facts

WHO = ("--name", "Dr Amina Yusuf", "--role", "Designated safeguarding lead", "--date", "2026-01-05")
ALL = items(load("england_v1"))


@pytest.fixture
def terminal(terminal_for: Callable[[str], Terminal], sqlite_url: str) -> Terminal:
    made = terminal_for(sqlite_url)
    assert made.says("migrate").code == 0
    return made


@pytest.fixture
def tenant(terminal: Terminal) -> str:
    return terminal.adds("tenant", "add", "Oakfield School")


def test_what_is_to_be_confirmed_is_listed_with_what_rests_on_it() -> None:
    terminal = Terminal({})

    said, told = facts(terminal.says("guide", "sources", "--json")), terminal.says("guide", "sources", "england_v1").out

    england = [each for each in said["confirm"] if each["guide"] == "england_v1"]
    assert [each["id"] for each in england] == list(ALL)
    assert {each["label"] for each in england} == {None, "V2", "K"}
    assert {each["signed"] for each in england} == {None}
    [alert] = [each for each in england if each["id"] == "S-NCA24"]
    assert {"in": "faq", "place": "blackmail", "words": "A child is being blackmailed. What first?"} in alert[
        "relied_on"
    ]
    assert f"before it is used in a real case: {len(ALL)}" in told
    assert "  open    kcsie  Somebody has read Part five" in told
    assert re.search(r"^ +Common questions: .*\bblackmail\b", told, re.MULTILINE)
    assert {each["guide"] for each in said["confirm"]} > {"scotland_v1", "wales_v1"}


def test_a_point_is_signed_off_and_the_rest_stays_open(terminal: Terminal, tenant: str) -> None:
    words = ("guide", "sign-off", "england_v1", "--item", "kcsie", "--item", "S-NCA24", *WHO, "--tenant", tenant)

    said = facts(terminal.says(*words, "--json"))

    assert said == {
        "guide": "england_v1",
        "tenant": tenant,
        "items": ["kcsie", "S-NCA24"],
        "date": "2026-01-05",
        "open": len(ALL) - 2,
    }
    listed = facts(terminal.says("guide", "sources", "england_v1", "--tenant", tenant, "--json"))
    signed = {each["id"]: each["signed"] for each in listed["confirm"] if each["signed"]}
    by = {"name": "Dr Amina Yusuf", "role": "Designated safeguarding lead", "date": "2026-01-05"}
    assert signed == {"kcsie": by, "S-NCA24": by}
    told = terminal.says("guide", "sources", "england_v1", "--tenant", tenant).out
    assert "signed  kcsie  Dr Amina Yusuf, Designated safeguarding lead, 2026-01-05" in told


def test_all_that_is_left_is_signed_off_at_once(terminal: Terminal, tenant: str) -> None:
    assert terminal.says("guide", "sign-off", "england_v1", "--item", "kcsie", *WHO).code == 0

    said = terminal.says("guide", "sign-off", "england_v1", "--all", *WHO)

    assert said.out == f"Signed off {len(ALL) - 1} of england_v1. Still open: 0.\n"
    again = terminal.says("guide", "sign-off", "england_v1", "--all", *WHO)
    assert (again.code, again.out) == (1, "")
    assert "signed off already" in again.err


def test_the_name_is_not_repeated(terminal: Terminal, tenant: str) -> None:
    said = terminal.says("guide", "sign-off", "england_v1", "--all", *WHO)

    assert said.code == 0
    assert "Amina" not in said.out + said.err


def test_refusals_say_what_to_do_and_change_nothing(terminal: Terminal, tenant: str) -> None:
    sign = ("guide", "sign-off", "england_v1")
    refusals = {
        (*sign, "--item", "colour", *WHO): "no point 'colour' to confirm. See `signpost guide sources england_v1`",
        (*sign, "--all", *WHO[:4], "--date", "2999-01-01"): "The date must be today or before",
        (*sign, "--all", "--name", " ", *WHO[2:]): "The name must have",
        (*sign, "--all", *WHO, "--tenant", "nowhere"): "There is no tenant nowhere",
        ("guide", "sign-off", "england_v9", "--all", *WHO): "There is no guide called",
    }
    for words, reason in refusals.items():
        said = terminal.says(*words)
        assert (said.code, said.out) == (1, ""), words
        assert reason in said.err

    assert terminal.says(*sign, *WHO).code == 2
    assert terminal.says(*sign, "--all", "--item", "kcsie", *WHO).code == 2
    assert terminal.says(*sign, "--all", *WHO[:4], "--date", "soon").code == 2
    listed = facts(terminal.says("guide", "sources", "england_v1", "--tenant", tenant, "--json"))
    assert {each["signed"] is None for each in listed["confirm"]} == {True}


def test_with_several_schools_it_is_said_whose_it_is(terminal: Terminal, tenant: str) -> None:
    other = terminal.adds("tenant", "add", "Riverside School")

    unsaid = terminal.says("guide", "sign-off", "england_v1", "--all", *WHO)
    said = terminal.says("guide", "sign-off", "england_v1", "--all", *WHO, "--tenant", other)

    assert (unsaid.code, said.code) == (1, 0)
    assert "There are 2 tenants" in unsaid.err
    listed = facts(terminal.says("guide", "sources", "england_v1", "--tenant", tenant, "--json"))
    assert {each["signed"] is None for each in listed["confirm"]} == {True}
