"""Two thousand spoilt requests (a hundred thousand with SIGNPOST_SOAK=1): no fault, no trace, no memory kept."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import mutations
from tests.hostile.doorstep import BASE_URL, Doorstep
from tests.hostile.form_fuzz import FormFuzz
from tests.hostile.message_fuzz import MessageFuzz
from tests.hostile.watch import Watch, memory

SOAK = os.environ.get("SIGNPOST_SOAK") == "1"
# The same each time, so that a change that breaks it is the change that did; a soak looks further each time.
SEED = int(os.environ.get("SIGNPOST_SEED", random.SystemRandom().randrange(2**32) if SOAK else 20261123))
REQUESTS = 100_000 if SOAK else 2_000
# The seeded mutations' share, on each database, and what each of hypothesis's four tests may ask at most.
MUTATED = REQUESTS * 6 // 10
MUTATED_ON_POSTGRES = REQUESTS // 10
EXAMPLES = REQUESTS * 3 // 40
MOST_GROWTH = 1.10

pytestmark = pytest.mark.timeout(4 * 60 * 60 if SOAK else 300)
guess = settings(
    max_examples=EXAMPLES,
    derandomize=not SOAK,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
HEADERS = ("Cookie", "Host", "Referer", "Content-Type", "Accept-Encoding")
ADDRESSES = ("/lti/login", "/lti/launch", "/lti/login/return", "/cases", "/")


@pytest.fixture
def watch(door: Doorstep) -> Watch:
    return Watch(door.tool)


def test_spoilt_messages_and_forms_do_no_harm_and_leave_no_memory_behind(door: Doorstep, watch: Watch) -> None:
    spoil = _spoiling(door, watch)
    spoil(MUTATED // 10)
    early = memory()
    spoil(MUTATED)

    assert memory() <= early * MOST_GROWTH, f"{early} bytes became {memory()}"


def test_spoilt_messages_and_forms_do_no_harm_on_postgresql(postgres_door: Doorstep) -> None:
    _spoiling(postgres_door, Watch(postgres_door.tool))(MUTATED_ON_POSTGRES)


@guess
@given(method=st.sampled_from(("GET", "POST")), where=st.sampled_from(ADDRESSES), body=st.binary(max_size=400))
def test_any_bytes_as_a_form_or_a_query(door: Doorstep, watch: Watch, method: str, where: str, body: bytes) -> None:
    how: dict[str, Any] = {"query_string": body.decode("latin-1")}
    if method == "POST":
        how = {"data": body, "content_type": mutations.CONTENT_TYPES[0]}

    watch.ask(door.tool.browser(), method, where, **how)


@guess
@given(path=st.text(max_size=60), method=st.sampled_from(("GET", "POST", *mutations.METHODS)))
def test_any_address(door: Doorstep, watch: Watch, path: str, method: str) -> None:
    raw = "/" + path.encode("utf-8", "surrogatepass").decode("latin-1")

    watch.ask(door.tool.browser(), method, "/", environ_overrides={"PATH_INFO": raw, "REQUEST_URI": raw})


@guess
@given(name=st.sampled_from(HEADERS), value=st.binary(max_size=80))
def test_any_header(door: Doorstep, watch: Watch, name: str, value: bytes) -> None:
    key = name.upper().replace("-", "_")
    sent = {key if key == "CONTENT_TYPE" else f"HTTP_{key}": value.decode("latin-1")}

    watch.ask(door.tool.browser(), "POST", "/lti/launch", data=b"state=a&id_token=b", environ_overrides=sent)


@guess
@given(where=st.integers(0, 16), value=JSON)
def test_any_value_of_any_claim(door: Doorstep, watch: Watch, where: int, value: Any) -> None:
    begun = door.begins()
    claim = list(door.platform.claims(begun))[where]
    form = {"state": begun.state, "id_token": door.platform.token(begun, {claim: value})}

    answer = watch.ask(begun.browser, "POST", "/lti/launch", data=form, headers={"Origin": BASE_URL})

    assert answer.status_code in {303, 403}


def _spoiling(door: Doorstep, watch: Watch) -> Callable[[int], None]:
    """What goes on sending until so many requests have been sent."""
    print(f"SIGNPOST_SEED={SEED}")
    chance = random.Random(SEED)
    fuzzes = (MessageFuzz(door, watch, chance), FormFuzz(door, watch, chance))

    def spoil(count: int) -> None:
        while watch.requests < count:
            chance.choice(fuzzes).once()

    return spoil
