"""A login belongs to one browser, one host and one launch."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.browser import Browser
from lti_tool.launch.message import Launch
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.system.database import Database
from tests.clock import SettableClock
from tests.launch.arrivals import Arrivals, build
from tests.launch.platform import ABSENT, Network, Platform, asked_in


@pytest.fixture
def college(arrivals: Arrivals, other_key: rsa.RSAPrivateKey) -> Platform:
    """A second host, honest or not."""
    platform = Platform(arrivals.network, arrivals.clock, {"key-2": other_key}, issuer="https://college.example")
    arrivals.other_host(platform)
    return platform


def refused(run: object) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        run()  # type: ignore[operator]
    return refusal.value.reason


def test_the_same_launch_again_is_refused(stored: Arrivals) -> None:
    login = stored.login()
    token = stored.platform.token(login)
    stored.post(login, token)

    assert refused(lambda: stored.post(login, token)) is Refusal.STATE_SPENT


def test_a_refused_launch_cannot_be_tried_again(arrivals: Arrivals) -> None:
    login = arrivals.login()
    assert refused(lambda: arrivals.launch(login, {"sub": ABSENT})) is Refusal.SUBJECT_WRONG

    assert refused(lambda: arrivals.launch(login)) is Refusal.STATE_SPENT


def test_the_same_launch_posted_at_once_is_accepted_exactly_once(stored: Arrivals) -> None:
    for _ in range(5):
        login = stored.login()
        token, together = stored.platform.token(login), Barrier(2)

        def post() -> Launch | Refusal:
            together.wait()  # noqa: B023 - used within this turn
            try:
                return stored.post(login, token)  # noqa: B023
            except LaunchRefused as refusal:
                return refusal.reason

        with ThreadPoolExecutor(2) as pool:
            outcomes = [turn.result() for turn in [pool.submit(post), pool.submit(post)]]

        assert sum(isinstance(outcome, Launch) for outcome in outcomes) == 1
        assert Refusal.STATE_SPENT in outcomes


def test_a_login_is_over_after_ten_minutes(stored: Arrivals) -> None:
    login = stored.login()
    stored.clock.moves_on(minutes=10)

    assert refused(lambda: stored.launch(login)) is Refusal.STATE_SPENT


def test_a_login_lasts_for_ten_minutes(stored: Arrivals) -> None:
    login = stored.login()
    stored.clock.moves_on(minutes=9, seconds=59)

    assert stored.launch(login).sub == "5"


def test_two_logins_at_once_in_one_browser_both_arrive(arrivals: Arrivals) -> None:
    first = arrivals.login()
    second = arrivals.login(first.binding)

    assert first.binding == second.binding
    assert arrivals.launch(second).sub == "5"
    assert arrivals.launch(first).sub == "5"


def test_the_nonce_of_one_login_does_not_answer_another(arrivals: Arrivals) -> None:
    first = arrivals.login()
    second = arrivals.login(first.binding)

    foreign = {"nonce": asked_in(first)["nonce"]}

    assert refused(lambda: arrivals.launch(second, foreign)) is Refusal.NONCE_WRONG


def test_a_launch_without_the_binding_is_refused_and_the_login_stays_usable(arrivals: Arrivals) -> None:
    login = arrivals.login()
    token = arrivals.platform.token(login)
    answer = {"state": login.state, "id_token": token}

    assert refused(lambda: arrivals.launches.verify(answer, Browser())) is Refusal.BINDING_NOT_SHOWN
    assert refused(lambda: arrivals.post(login, token, "another browser")) is Refusal.BINDING_NOT_SHOWN
    assert refused(lambda: arrivals.post(login, token, "\ud800")) is Refusal.BINDING_NOT_SHOWN
    assert arrivals.post(login, token).sub == "5"


def test_a_victims_browser_does_not_take_an_attackers_launch(arrivals: Arrivals) -> None:
    attacker, victim = arrivals.login(), arrivals.login()
    token = arrivals.platform.token(attacker)

    assert refused(lambda: arrivals.post(attacker, token, victim.binding)) is Refusal.BINDING_NOT_SHOWN


def test_a_login_at_one_host_does_not_take_the_token_of_another(arrivals: Arrivals, college: Platform) -> None:
    """The mix-up: the other host is known to us too, and signs for itself."""
    login = arrivals.login()

    assert refused(lambda: arrivals.post(login, college.token(login))) is Refusal.ISSUER_WRONG


def test_another_host_cannot_sign_in_the_name_of_the_first(arrivals: Arrivals, college: Platform) -> None:
    login = arrivals.login()
    token = college.token(login, {"iss": arrivals.platform.issuer})

    assert refused(lambda: arrivals.post(login, token)) is Refusal.KEY_UNKNOWN


def test_the_same_key_id_at_two_hosts_means_two_keys(arrivals: Arrivals, other_key: rsa.RSAPrivateKey) -> None:
    twin = Platform(arrivals.network, arrivals.clock, {"key-1": other_key}, issuer="https://twin.example")
    arrivals.other_host(twin)
    own = arrivals.login(iss=twin.issuer)
    assert arrivals.post(own, twin.token(own)).host.issuer == twin.issuer

    login = arrivals.login()
    token = twin.token(login, {"iss": arrivals.platform.issuer})

    assert refused(lambda: arrivals.post(login, token)) is Refusal.SIGNATURE_WRONG


def test_a_refused_browser_reveals_no_host_before_the_state_is_known(arrivals: Arrivals) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.launches.verify({"state": "unheard", "id_token": "a.b.c"}, Browser())

    assert refusal.value.host_id is None


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("login_required", Refusal.HOST_LOGIN_REQUIRED),
        ("interaction_required", Refusal.HOST_INTERACTION_REQUIRED),
        ("access_denied", Refusal.HOST_ACCESS_DENIED),
        ("unauthorized_client", Refusal.HOST_UNAUTHORIZED_CLIENT),
        ("invalid_request", Refusal.HOST_INVALID_REQUEST),
        ("<script>", Refusal.HOST_REFUSED),
        ("unknown", Refusal.HOST_REFUSED),
    ],
)
def test_what_a_host_answers_instead_of_a_token_uses_the_login_up(
    arrivals: Arrivals, error: str, expected: Refusal
) -> None:
    login = arrivals.login()
    answer = {"state": login.state, "error": error, "error_description": "<b>Please sign in, Sam</b>"}

    assert refused(lambda: arrivals.launches.verify(answer, Browser((login.binding,)))) is expected
    assert refused(lambda: arrivals.launch(login)) is Refusal.STATE_SPENT


def test_an_error_from_elsewhere_does_not_end_a_login(arrivals: Arrivals) -> None:
    login = arrivals.login()
    answer = {"state": login.state, "error": "access_denied"}

    assert refused(lambda: arrivals.launches.verify(answer, Browser())) is Refusal.BINDING_NOT_SHOWN
    assert arrivals.launch(login).sub == "5"


def test_no_transaction_is_open_while_the_keys_are_fetched(stored: Arrivals, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another launch can write while a slow host keeps the first one waiting."""
    answer = stored.network.get
    seen: list[int] = []

    def slow(*asked: object, **more: object) -> object:
        stored.login()
        seen.append(stored.consumed())
        return answer(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(stored.network, "get", slow)
    login = stored.login()

    stored.launch(login)

    assert seen == [1]


def test_launches_go_on_while_an_unknown_deployment_of_their_host_is_noted(
    postgres_database: Database, clock: SettableClock, network: Network, platform: Platform
) -> None:
    arrivals = build(postgres_database, clock, network, platform)

    with postgres_database.transaction() as db:
        arrivals.deployments.note_pending(db, arrivals.host.id, "unheard of")
        assert arrivals.arrive().sub == "5"
