"""The library runs each launch, and none of its own decisions is left standing."""

import inspect

import pytest
from pylti1p3.message_launch import MessageLaunch

from lti_tool.launch.examination import Examination
from lti_tool.launch.library import StrictLaunch, with_query
from lti_tool.launch.refusals import LaunchRefused
from lti_tool.launch.stand_ins import GivenValues, NoCookies, NoSession, NothingKept, OneHost
from tests.launch.arrivals import Arrivals, host_of

STEPS = ["state", "jwt_format", "nonce", "registration", "jwt_signature", "deployment", "message"]


def test_every_step_of_the_library_is_replaced() -> None:
    theirs = [name for name, _ in inspect.getmembers(MessageLaunch) if name.startswith("validate_")]

    assert sorted(theirs) == sorted(f"validate_{step}" for step in STEPS)
    for name in [*theirs, "save_launch_data", "fetch_public_key", "get_public_key", "get_client_id"]:
        assert name in vars(StrictLaunch)


def test_the_library_takes_a_launch_through_every_step_in_order(
    arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    for step in STEPS:
        real = getattr(Examination, step)

        def noted(self: Examination, step: str = step, real: object = real) -> None:
            taken.append(step)
            real(self)  # type: ignore[operator]

        monkeypatch.setattr(Examination, step, noted)

    arrivals.arrive()

    assert taken == STEPS


def test_the_librarys_own_memory_keeps_nothing_and_believes_nothing() -> None:
    session = NoSession(GivenValues({}))

    session.save_nonce("n")
    session.save_launch_data("id", {"sub": "5"})
    session.set_state_valid("s", "hash")

    assert not session.check_nonce("n")
    assert session.get_launch_data("id") is None
    assert not session.check_state_is_valid("s", "hash")
    assert NothingKept().get_session_cookie_name() is None
    assert NoCookies().get_cookie("anything") is None
    assert GivenValues({}).session == {}


def test_a_configuration_knows_no_host_but_its_own(arrivals: Arrivals) -> None:
    host = host_of(arrivals.platform)

    assert OneHost(host).find_registration_by_params(host.issuer, host.client_id).get_issuer() == host.issuer
    for configuration, issuer in ((OneHost(host), "https://other.example"), (OneHost(), host.issuer)):
        with pytest.raises(LaunchRefused):
            configuration.find_registration_by_params(issuer, host.client_id)


def test_a_query_is_added_to_what_is_there() -> None:
    assert (
        with_query("https://a.example/x?b=1&c=&state=old#f", {"state": "new"}) == "https://a.example/x?b=1&c=&state=new"
    )
