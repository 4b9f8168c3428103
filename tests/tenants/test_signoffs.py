"""What a safeguarding professional has confirmed of a guide."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.signoffs import SaidBy, Signed, Signoffs
from lti_tool.tenants.tables_guides import guide_signoffs
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import Team

TODAY = date(2026, 11, 23)
GUIDE = SaidBy("england_v1", "a" * 64)
AMINA = Signed("Dr Amina Yusuf", "Designated safeguarding lead", TODAY)


@pytest.fixture
def team(database: Database) -> Team:
    team = Team(database)
    assert team.clock.now().date() >= TODAY
    return team


@pytest.fixture
def signoffs(team: Team) -> Signoffs:
    return Signoffs(team.database, team.tenants, team.clock, RandomIds())


def test_who_confirmed_what_and_when_is_kept(team: Team, signoffs: Signoffs) -> None:
    signoffs.sign(team.tenant.id, GUIDE, ["kcsie", "S-UKCIS24"], AMINA)

    assert signoffs.of(team.tenant.id, GUIDE) == {"kcsie": AMINA, "S-UKCIS24": AMINA}


def test_it_counts_for_this_school_this_guide_and_what_it_says_now(team: Team, signoffs: Signoffs) -> None:
    signoffs.sign(team.tenant.id, GUIDE, ["kcsie"], AMINA)

    assert signoffs.of(team.another().tenant.id, GUIDE) == {}
    assert signoffs.of(team.tenant.id, SaidBy("england_v2", GUIDE.guide_hash)) == {}
    assert signoffs.of(team.tenant.id, SaidBy("england_v1", "b" * 64)) == {}


def test_all_of_it_is_signed_or_nothing(team: Team, signoffs: Signoffs) -> None:
    signoffs.sign(team.tenant.id, GUIDE, ["kcsie"], AMINA)

    with pytest.raises(InstallRefused, match="kcsie is signed off already"):
        signoffs.sign(team.tenant.id, GUIDE, ["S-UKCIS24", "kcsie"], Signed("Another", "Lead", TODAY))

    assert signoffs.of(team.tenant.id, GUIDE) == {"kcsie": AMINA}


def test_names_and_roles_are_encrypted_in_their_places(team: Team, signoffs: Signoffs) -> None:
    signoffs.sign(team.tenant.id, GUIDE, ["kcsie"], AMINA)

    with team.database.reading() as db:
        [row] = db.execute(sa.select(guide_signoffs)).all()
    assert b"Amina" not in row.name
    assert b"safeguarding" not in row.role
    assert row.name != row.role


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (Signed("", "Lead", TODAY), "The name must have"),
        (Signed("A" * 201, "Lead", TODAY), "The name must have"),
        (Signed("Two\nlines", "Lead", TODAY), "The name must have"),
        (Signed("Dr Amina Yusuf", " ", TODAY), "The role must have"),
        (Signed("Dr Amina Yusuf", "Lead", TODAY + timedelta(days=400)), "today or before"),
        (Signed("Dr Amina Yusuf", "Lead", date(2001, 1, 1)), "today or before"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    team: Team, signoffs: Signoffs, by: Signed, words: str
) -> None:
    with pytest.raises(InstallRefused, match=words):
        signoffs.sign(team.tenant.id, GUIDE, ["kcsie"], by)

    assert signoffs.of(team.tenant.id, GUIDE) == {}


def test_a_school_that_is_not_there_has_none(signoffs: Signoffs) -> None:
    with pytest.raises(InstallRefused, match="There is no tenant"):
        signoffs.sign("f" * 32, GUIDE, ["kcsie"], AMINA)
    with pytest.raises(NotFound):
        signoffs.of("f" * 32, GUIDE)
