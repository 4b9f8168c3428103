"""A new head, lead or deputy needs an existing one's agreement, once any of them has opened Signpost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from lti_tool.tenants.agreement import CannotAgree
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import READERS, Role, Tenant
from lti_tool.tenants.tenants import NotFound
from tests.clock import SettableClock
from tests.tenants.staffroom import Staffroom


@pytest.mark.parametrize("role", sorted(READERS))
def test_at_the_first_installation_a_role_is_given_at_once(first_day: Staffroom, role: Role) -> None:
    """And a role mistyped then is put right without anybody: nobody is there who could."""
    first_day.launches("somebody without a role")

    assert role in first_day.gives("new", role).roles
    assert first_day.waiting() == []


@pytest.mark.parametrize("launched", ["lead", "deputy", "head"])
@pytest.mark.parametrize("role", sorted(READERS))
def test_once_one_of_them_has_opened_it_a_role_waits(first_day: Staffroom, launched: str, role: Role) -> None:
    first_day.launches(launched)

    assert first_day.gives("new", role).roles == frozenset()
    assert first_day.waiting() == [("new", role)]


def test_an_administrator_sees_no_case_and_waits_for_nobody(staffroom: Staffroom) -> None:
    assert staffroom.gives("new", Role.ADMINISTRATOR).has(Role.ADMINISTRATOR)


def test_a_role_that_is_held_already_is_as_before(staffroom: Staffroom) -> None:
    assert staffroom.gives("head", Role.HEAD).roles == {Role.HEAD}
    assert staffroom.waiting() == []
    assert staffroom.news("head") == []


# Who may agree to what, where everybody has opened it.
MAY = {
    Role.LEAD: {"head", "lead", "deputy"},
    Role.DEPUTY: {"head", "lead", "deputy"},
    Role.HEAD: {"head"},
}


@pytest.mark.parametrize("sub", ["head", "lead", "deputy", "administrator", "colleague", "new"])
@pytest.mark.parametrize("role", sorted(MAY))
def test_who_may_agree_gives_the_role_and_nobody_else_does(staffroom: Staffroom, role: Role, sub: str) -> None:
    staffroom.gives("administrator", Role.ADMINISTRATOR)
    staffroom.gives("new", role)

    if sub in MAY[role]:
        staffroom.agrees(sub, staffroom.proposal())
        assert staffroom.roles("new") == {role}
        assert staffroom.waiting() == []
        assert ("agreed", role.value, sub) in staffroom.record()
        return
    with pytest.raises((CannotAgree, NotFound)):
        staffroom.agrees(sub, staffroom.proposal())
    with pytest.raises((CannotAgree, NotFound)):
        staffroom.refuses(sub, staffroom.proposal())
    assert staffroom.roles("new") == set()
    assert staffroom.waiting() == [("new", role)]


@pytest.mark.parametrize("sub", ["lead", "deputy"])
def test_where_no_head_has_opened_it_a_lead_or_deputy_agrees_to_one(first_day: Staffroom, sub: str) -> None:
    first_day.launches(sub)
    first_day.gives("new", Role.HEAD)

    first_day.agrees(sub, first_day.proposal())

    assert first_day.roles("new") == {Role.HEAD}


def test_nobody_agrees_to_a_role_of_their_own(staffroom: Staffroom) -> None:
    staffroom.takes("head", Role.HEAD)
    staffroom.gives("lead", Role.HEAD)

    with pytest.raises(CannotAgree, match="not yours"):
        staffroom.agrees("lead", staffroom.proposal())

    assert staffroom.roles("lead") == {Role.LEAD}


@pytest.mark.parametrize("role", sorted(READERS))
def test_who_is_an_administrator_too_agrees_to_nothing(staffroom: Staffroom, role: Role) -> None:
    """Or one person could propose a second account of theirs as head at a terminal, and agree to it."""
    staffroom.takes("head", Role.HEAD)
    staffroom.gives("lead", Role.ADMINISTRATOR)
    staffroom.gives("new", role)

    with pytest.raises(CannotAgree, match="administrator here as well"):
        staffroom.agrees("lead", staffroom.proposal())
    with pytest.raises(CannotAgree, match="takes the administrator’s role from you"):
        staffroom.refuses("lead", staffroom.proposal())
    assert staffroom.roles("new") == set()

    staffroom.takes("lead", Role.ADMINISTRATOR)
    staffroom.agrees("lead", staffroom.proposal())
    assert staffroom.roles("new") == {role}


def test_a_role_that_waits_gives_no_right_to_agree(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.HEAD)
    first = staffroom.proposal()
    staffroom.gives("newer", Role.LEAD)

    for sub, proposal in (("new", first), ("newer", first)):
        with pytest.raises(NotFound):
            staffroom.agrees(sub, proposal)


def test_another_schools_head_finds_nothing(staffroom: Staffroom, elmwood: Tenant) -> None:
    staffroom.gives("new", Role.LEAD)
    staffroom.office.install.add_host(elmwood.id, staffroom.host, "elmwood")
    elsewhere = Staffroom(staffroom.office, elmwood, staffroom.host)
    elsewhere.gives("head", Role.HEAD)

    with pytest.raises(NotFound):
        elsewhere.agrees("head", staffroom.proposal())
    assert elsewhere.waiting() == []


def test_a_second_proposal_of_the_same_changes_nothing(staffroom: Staffroom) -> None:
    for _ in range(2):
        staffroom.gives("new", Role.HEAD)

    assert staffroom.waiting() == [("new", Role.HEAD)]
    assert staffroom.news("lead") == ["proposed"]


def test_a_role_that_only_waits_is_withdrawn(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.HEAD)
    proposal = staffroom.proposal()

    staffroom.takes("new", Role.HEAD)

    assert staffroom.waiting() == []
    with pytest.raises(CannotAgree, match="withdrawn"):
        staffroom.agrees("head", proposal)
    assert staffroom.roles("new") == set()
    with pytest.raises(InstallRefused, match="Nothing was changed"):
        staffroom.takes("new", Role.HEAD)


def test_what_is_not_agreed_to_is_kept_and_can_be_proposed_again(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.HEAD)
    refused = staffroom.proposal()
    staffroom.refuses("head", refused)

    with pytest.raises(CannotAgree, match="did not agree"):
        staffroom.agrees("head", refused)
    staffroom.gives("new", Role.HEAD)

    assert staffroom.ends() == [("refused", True), (None, False)]
    assert ("refused", "head", "head") in staffroom.record()


def test_what_nobody_answers_lapses(staffroom: Staffroom, clock: SettableClock) -> None:
    staffroom.gives("new", Role.HEAD)
    proposal = staffroom.proposal()

    clock.moves_on(days=30)

    assert staffroom.waiting() == []
    with pytest.raises(CannotAgree, match="30 days"):
        staffroom.agrees("head", proposal)
    assert staffroom.roles("new") == set()
    assert staffroom.ends() == [("lapsed", True)]
    staffroom.gives("new", Role.HEAD)
    staffroom.agrees("head", staffroom.proposal())
    assert staffroom.roles("new") == {Role.HEAD}


def test_a_moment_before_that_it_can_still_be_agreed_to(staffroom: Staffroom, clock: SettableClock) -> None:
    staffroom.gives("new", Role.HEAD)
    clock.moves_on(days=30, seconds=-1)

    staffroom.agrees("head", staffroom.proposal())

    assert staffroom.roles("new") == {Role.HEAD}


def test_somebody_who_has_lost_their_role_agrees_to_nothing(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.LEAD)
    before = staffroom.person("deputy")
    staffroom.takes("deputy", Role.DEPUTY)

    with pytest.raises(NotFound):
        staffroom.office.roles.agreements.agree(before, staffroom.proposal().id)


def test_two_who_answer_at_once_are_one_answer(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.LEAD)
    proposal, barrier = staffroom.proposal(), Barrier(4)
    people = [staffroom.person(sub) for sub in ("head", "lead", "deputy", "lead")]

    def answers(number: int) -> str:
        barrier.wait()
        act = staffroom.office.roles.agreements
        try:
            (act.agree if number % 2 else act.refuse)(people[number], proposal.id)
        except CannotAgree as error:
            return str(error)
        return "done"

    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(answers, range(4)))

    assert said.count("done") == 1
    end = staffroom.ends()[0][0]
    assert staffroom.roles("new") == ({Role.LEAD} if end == "agreed" else set())
    assert [kind for kind, *_ in staffroom.record()].count(str(end)) == 1


def test_a_role_proposed_at_once_waits_once(staffroom: Staffroom) -> None:
    barrier = Barrier(4)

    def proposes(_number: int) -> None:
        barrier.wait()
        staffroom.gives("new", Role.HEAD)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(proposes, range(4)))

    assert staffroom.waiting() == [("new", Role.HEAD)]
    assert staffroom.news("head") == ["proposed"]
