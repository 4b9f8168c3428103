"""Nobody of one school sees anything of another's: random sequences, and every address there is."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.isolation.addresses import addresses, plain
from tests.isolation.conftest import Fresh
from tests.isolation.looking import Guesser, Watch
from tests.isolation.machine import Installation
from tests.isolation.world import Browser, World

SOAK = os.environ.get("SIGNPOST_SOAK") == "1"
EXAMPLES = 1000 if SOAK else 12
STEPS = 60 if SOAK else 30
ON_POSTGRES = EXAMPLES // 5

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0 if SOAK else 300)]


def _goes_through(fresh: Fresh, examples: int) -> None:
    machine = type("OnThisDatabase", (Installation,), {"fresh": staticmethod(fresh)})
    # The same each time, so that a change that breaks it is the change that did; a soak looks further each time.
    how = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=not SOAK,
        deadline=None,
        database=None,
        # Making a sequence shorter takes longer than finding it; in `make test` the first one found is shown as it is.
        phases=tuple(Phase) if SOAK else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)


def test_whatever_happens_no_school_sees_anything_of_another(on_sqlite: Fresh) -> None:
    _goes_through(on_sqlite, EXAMPLES)


def test_whatever_happens_no_school_sees_anything_of_another_on_postgresql(on_postgres: Fresh) -> None:
    _goes_through(on_postgres, ON_POSTGRES)


@pytest.fixture
def two_schools(on_sqlite: Fresh) -> World:
    """Two schools with something of everything, on one host."""
    world = on_sqlite()
    first, second = world.adds_school(), world.adds_school()
    host = world.adds_host(first, "d1")
    world.shares_host(host, second, "d2")
    for school in (first, second):
        for what in ("works", "deletes", "works", "hides", "practises", "proposes", "asks"):
            school.does(what)
    return world


@pytest.mark.parametrize("sub", ["reporter", "lead", "head", "admin", "stranger"])
def test_behind_every_address_another_schools_id_is_as_unknown_as_nobodys(two_schools: World, sub: str) -> None:
    own, other = two_schools.schools
    browser = Browser(two_schools.app.test_client())
    assert two_schools.launches(browser, (0, "d1"), sub).status_code == 303
    before = two_schools.rows.rows_of(other)

    guesser = Guesser(two_schools, browser, other, own)
    for address in addresses(two_schools.app):
        guesser.guesses(address)

    assert two_schools.rows.rows_of(other) == before


def test_every_kind_of_id_in_an_address_is_one_that_the_schools_have(two_schools: World) -> None:
    first, second = two_schools.schools
    watch = Watch(two_schools, first)

    for address in addresses(two_schools.app):
        assert watch.own_ids(address, two_schools.rows.ids_of(second), 0), f"nothing to guess with at {address.rule}"


def test_a_page_of_ones_own_shows_ones_own(two_schools: World) -> None:
    own = two_schools.schools[0]
    browser = Browser(two_schools.app.test_client())
    two_schools.launches(browser, (0, "d1"), "head")

    shown = {page for page in plain(two_schools.app) if own.mark in browser.client.get(page).get_data(as_text=True)}

    assert {"/start", "/cases", "/roles", "/practice/who"} <= shown
