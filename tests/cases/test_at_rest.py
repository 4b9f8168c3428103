"""What lies in the database: nothing that a person answered, wrote or is called can be read without the keys."""

import pytest
import sqlalchemy as sa

from lti_tool.cases import tables
from lti_tool.cases.desk import lay_out
from lti_tool.cases.model import Answer
from lti_tool.cases.store import keep_answer, read_answers
from lti_tool.guidance.library import load
from lti_tool.system.crypto import CannotDecrypt
from tests.cases.at_rest import moves, raw_files, stored
from tests.cases.team import EVERYONE, LEAD, Team

WORDS = "Zanzibar told me at the bus stop"
REASON = "Quetzal agreed with the head"


@pytest.fixture
def told(team_on_each: Team) -> str:
    """The id of a case in which everything was answered, decided and named. On each database."""
    team = team_on_each
    case = team.sends(**(EVERYONE | {"told": WORDS, "adult": "adult_staff", "distress": "selfharm"}))
    team.answers(case.id, team.head, **LEAD)
    team.keeping.keep_from(case.id, team.head, team.lead.id)
    team.confirms(case.id, team.head, team.file(case.id, team.head).desk.case.version, REASON)
    closed = team.starts(team.colleague, danger="no")
    team.reviews.close(closed.id, team.lead, REASON)
    return case.id


def private_words() -> list[str]:
    """The words that must be nowhere: what was written, who they are, and every option that was chosen."""
    # These say nothing by themselves, are kept plain so that lists sort, or are the name of a column.
    plain = {"no", "nk", "yes", "none", "images", "contact", "both", "private"}
    options = {option.id for question in load("england_v1").questions for option in question.options}
    chosen = {*EVERYONE.values(), *LEAD.values(), "adult_staff", "selfharm"} & options - plain
    assert len(chosen) > 5
    return [WORDS, "Zanzibar", REASON, "Quetzal", "Room 12", "school nurse", "Reporter Person", "Lead Person", *chosen]


def test_no_column_holds_an_answer_a_word_or_a_name(team_on_each: Team, told: str) -> None:
    found = stored(team_on_each.database)

    assert told.encode() in found
    assert [words for words in private_words() if words.encode() in found] == []


def test_no_byte_of_the_database_file_does(team: Team) -> None:
    case = team.sends(**(EVERYONE | {"told": WORDS, "distress": "selfharm"}))
    team.answers(case.id, team.lead, **LEAD)
    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, REASON)

    raw = raw_files(team.database)

    assert case.id.encode() in raw
    assert [words for words in private_words() if words.encode() in raw] == []


def test_the_same_answer_twice_does_not_look_the_same(team: Team) -> None:
    first, second = team.starts(danger="no"), team.starts(danger="no")

    with team.database.reading() as db:
        values = db.execute(sa.select(tables.answers.c.value)).scalars().all()

    assert first.id != second.id
    assert len(set(values)) == 2


@pytest.mark.parametrize(
    ("table", "column"), [(tables.answers, "value"), (tables.events, "detail"), (tables.decisions, "reason")]
)
def test_a_ciphertext_that_was_moved_is_refused_and_never_shown_in_the_wrong_place(
    team_on_each: Team, table: sa.Table, column: str
) -> None:
    team = team_on_each
    for person in (team.reporter, team.colleague):
        case = team.sends(person, danger="no", strand="images")
        team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, REASON)

    moves(team, table, column)

    with pytest.raises(CannotDecrypt):
        team.file(case.id)


def test_an_answer_does_not_open_with_another_schools_key(team: Team) -> None:
    case, elsewhere = team.starts(danger="no"), team.another()

    with team.database.reading() as db, pytest.raises(CannotDecrypt):
        read_answers(db, team.tenants.cipher(db, elsewhere.tenant.id), case)


def test_an_answer_kept_again_replaces_its_ciphertext_and_leaves_no_second_row(team: Team) -> None:
    case = team.starts(danger="no")

    with team.database.transaction() as db:
        desk = lay_out(db, team.tenants, case.id, team.reporter)
        for value in ("yes", "nk"):
            keep_answer(db, desk.cipher, case, "danger", value, team.reporter.id, team.clock.now())
        assert read_answers(db, desk.cipher, case) == {"danger": Answer("nk", team.reporter.id)}
        rows = db.execute(sa.select(sa.func.count()).select_from(tables.answers)).scalar_one()

    assert rows == 1
