"""Two thousand spoilt requests (a hundred thousand with SIGNPOST_SOAK=1): no fault, no trace, no memory kept."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lti_tool.launch.refusals import Refusal
from tests.hostile import mutations
from tests.hostile.doorstep import BASE_URL, Doorstep
from tests.hostile.form_fuzz import FormFuzz
from tests.hostile.message_fuzz import MessageFuzz
from tests.hostile.watch import Watch, memory
from tests.launch.platform import CUSTOM, DEEP_LINKING, ENDPOINT, FOR_USER, PRESENTATION, deep_linking

SOAK = os.environ.get("SIGNPOST_SOAK") == "1"
# The same each time, so that a change that breaks it is the change that did; a soak looks further each time.
SEED = int(os.environ.get("SIGNPOST_SEED", random.SystemRandom().randrange(2**32) if SOAK else 20261123))
REQUESTS = 100_000 if SOAK else 2_000
# Spoilt by the seed, on each database. What hypothesis's four tests ask comes on top.
ON_POSTGRES = REQUESTS // 8
ON_SQLITE = REQUESTS - ON_POSTGRES
EXAMPLES = REQUESTS * 3 // 40
MOST_GROWTH = 1.10
# Of the launches; a fuzz that is stopped at the door says little about the house. Mostly it is six of ten, but on
# PostgreSQL there are only seventy, and each new page draws others.
REACH_THE_CLAIMS = 0.5
BEFORE_THE_CLAIMS = {
    *(Refusal.STATE_MISSING, Refusal.STATE_UNKNOWN, Refusal.STATE_SPENT, Refusal.BINDING_NOT_SHOWN),
    *(Refusal.TOKEN_MISSING, Refusal.TOKEN_TOO_LARGE, Refusal.TOKEN_MALFORMED, Refusal.ANSWER_MALFORMED),
    *(Refusal.ALGORITHM_NOT_ALLOWED, Refusal.HEADER_NOT_ALLOWED, Refusal.KEY_ID_MISSING),
    *(word for word in Refusal if word.startswith("host_")),
}

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0 if SOAK else 300)]
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
# What a token may hold that the usual one does not.
MORE: dict[str, Any] = {
    "azp": "signpost-client",
    "nbf": 0,
    ENDPOINT: {"lineitem": "https://a.example/1", "lineitems": "https://a.example/", "scope": ["a"]},
    PRESENTATION: {"return_url": "https://a.example/", "locale": "en"},
    CUSTOM: {"a": "b"},
    DEEP_LINKING: deep_linking(data="a"),
    FOR_USER: {"user_id": "a"},
}


@pytest.fixture
def watch(door: Doorstep, caplog: pytest.LogCaptureFixture) -> Watch:
    return Watch(door.tool, caplog)


def test_spoilt_messages_and_forms_do_no_harm_and_leave_no_memory_behind(door: Doorstep, watch: Watch) -> None:
    spoil = _spoiling(door, watch)
    spoil(ON_SQLITE // 10)
    early = memory()
    spoil(ON_SQLITE)

    assert memory() <= early * MOST_GROWTH, f"{early} bytes became {memory()}"
    _most_launches_reached_the_claims(watch)


def test_spoilt_messages_and_forms_do_no_harm_on_postgresql(
    postgres_door: Doorstep, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch(postgres_door.tool, caplog)

    _spoiling(postgres_door, watch)(ON_POSTGRES)

    _most_launches_reached_the_claims(watch)


@guess
@given(method=st.sampled_from(("GET", "POST")), where=st.sampled_from(ADDRESSES), body=st.binary(max_size=400))
def test_any_bytes_as_a_form_or_a_query(door: Doorstep, watch: Watch, method: str, where: str, body: bytes) -> None:
    how: dict[str, Any] = {"query_string": body.decode("latin-1")}
    if method == "POST":
        how = {"data": body, "content_type": mutations.CONTENT_TYPES[0]}

    watch.ask_spoilt(door.tool.browser(), method, where, **how)


@guess
@given(path=st.text(max_size=60), method=st.sampled_from(("GET", "POST", *mutations.METHODS)))
def test_any_address(door: Doorstep, watch: Watch, path: str, method: str) -> None:
    raw = "/" + path.encode("utf-8", "surrogatepass").decode("latin-1")

    watch.ask_spoilt(door.tool.browser(), method, "/", environ_overrides={"PATH_INFO": raw, "REQUEST_URI": raw})


@guess
@given(name=st.sampled_from(HEADERS), value=st.binary(max_size=80))
def test_any_header(door: Doorstep, watch: Watch, name: str, value: bytes) -> None:
    key = name.upper().replace("-", "_")
    sent = {key if key == "CONTENT_TYPE" else f"HTTP_{key}": value.decode("latin-1")}

    watch.ask_spoilt(door.tool.browser(), "POST", "/lti/launch", data=b"state=a&id_token=b", environ_overrides=sent)


def test_any_value_of_any_claim(door: Doorstep, watch: Watch) -> None:
    usual = {**door.platform.claims(door.begins()), **MORE}
    members = [(claim, member) for claim, value in usual.items() if isinstance(value, dict) for member in value]
    places: list[tuple[str, str | None]] = [*((claim, None) for claim in usual), *members]

    def launch(place: tuple[str, str | None], value: Any) -> None:
        claim, member = place
        begun = door.begins()
        odd = value if member is None else {**usual[claim], member: value}
        form = {"state": begun.state, "id_token": door.platform.token(begun, {**MORE, claim: odd})}

        answer = watch.ask_spoilt(begun.browser, "POST", "/lti/launch", data=form, headers={"Origin": BASE_URL})

        assert answer.status_code in {303, 403}

    each = guess(given(place=st.sampled_from(places), value=JSON)(launch))
    for place in places:
        # Chance alone would leave some out.
        each = example(place=place, value=[{"id": None}])(each)
    each()


def test_the_watch_hears_what_anybody_says_to_the_standard_log(door: Doorstep, watch: Watch) -> None:
    watch.ask(door.tool.browser(), "GET", "/health")
    logging.getLogger("a library").error("somebody's words")

    with pytest.raises(AssertionError, match="somebody's words"):
        watch.ask(door.tool.browser(), "GET", "/health")


def _spoiling(door: Doorstep, watch: Watch) -> Callable[[int], None]:
    """What goes on sending until so many spoilt requests have been sent."""
    print(f"SIGNPOST_SEED={SEED}")
    chance = random.Random(SEED)
    fuzzes = (MessageFuzz(door, watch, chance), FormFuzz(door, watch, chance))

    def spoil(count: int) -> None:
        while watch.spoilt < count:
            chance.choice(fuzzes).once()

    return spoil


def _most_launches_reached_the_claims(watch: Watch) -> None:
    reached = sum(count for word, count in watch.launches.items() if word not in BEFORE_THE_CLAIMS)
    assert reached > REACH_THE_CLAIMS * watch.launches.total(), watch.launches
