"""The children of a case: by letter, sealed, corrected in the open, and named only where a school allows it."""

import pytest

from lti_tool.cases.children import Child, ChildLacks, Fact, child_of
from lti_tool.cases.model import Case, CaseChanged, CaseNotFound, NotNow, Status
from lti_tool.cases.tables_children import children
from lti_tool.system.crypto import CannotDecrypt
from lti_tool.tenants.tenants import NotFound
from tests.cases.at_rest import moves, stored
from tests.cases.team import EVERYONE, Team
from tests.cases.test_at_once import at_once

FACTS = {
    "age": "13_15",
    "shown": "yes",
    "harmed": "yes",
    "support": "early_help",
    "wants": "She wants it taken down.",
    "wants_police": "She does not want them.",
    "parents": "told",
    "parents_why": "Her mother, at 14:00.",
    "named_adult": "Mr Okafor",
    "safety_plan": "Sits at the front. Leaves five minutes early.",
}
NAMED = FACTS | {"name": "Quilla Zephyrine", "number": "UPN9988776"}


def adds(team: Team, case: Case, facts: dict[str, str] = FACTS) -> Child:
    version = team.file(case.id, team.head).desk.case.version
    return team.children.add(case.id, team.head, version, facts)


def found(team: Team, case: Case) -> list[Child]:
    return team.children.of(team.file(case.id, team.head).desk)


def test_children_get_letters_in_the_order_in_which_they_are_written_down(team: Team) -> None:
    case = team.sends(**EVERYONE)

    labels = [adds(team, case).label for _ in range(3)]

    assert labels == ["A", "B", "C"]
    assert [child.facts for child in found(team, case)] == [FACTS] * 3
    assert team.kinds(case.id).count("child") == 3


def test_whoever_writes_down_a_child_has_the_case_in_review(team: Team) -> None:
    case = team.sends(**EVERYONE)

    team.children.add(case.id, team.lead, case.version, FACTS)

    assert team.file(case.id).desk.case.status is Status.IN_REVIEW


def test_a_form_that_is_sent_twice_makes_one_child(team: Team) -> None:
    case = team.sends(**EVERYONE)
    version = team.file(case.id).desk.case.version
    team.children.add(case.id, team.lead, version, FACTS)

    with pytest.raises(CaseChanged):
        team.children.add(case.id, team.lead, version, FACTS)

    assert len(found(team, case)) == 1


def test_two_who_add_a_child_at_once_never_get_one_letter(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    version = team.file(case.id).desk.case.version

    ends = at_once(
        lambda: team.children.add(case.id, team.lead, version, FACTS),
        lambda: team.children.add(case.id, team.deputy, version, FACTS),
    )

    assert sorted(type(end).__name__ for end in ends) == ["CaseChanged", "Child"]
    assert [child.label for child in found(team, case)] == ["A"]


def test_a_correction_stands_in_the_history_with_what_was_there_before(team: Team) -> None:
    case = team.sends(**EVERYONE)
    adds(team, case)
    corrected = {name: words for name, words in FACTS.items() if name != "shown"} | {"parents_why": "Her father."}

    team.children.correct(case.id, team.lead, "A", 0, corrected)

    assert found(team, case)[0].facts == corrected
    assert team.file(case.id).history[-1].detail == {
        "label": "A",
        "shown": "",
        "shown was": "yes",
        "parents_why": "Her father.",
        "parents_why was": "Her mother, at 14:00.",
    }


def test_the_second_of_two_corrections_is_told(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    adds(team, case)

    ends = at_once(
        lambda: team.children.correct(case.id, team.lead, "A", 0, FACTS | {"wants": "One."}),
        lambda: team.children.correct(case.id, team.deputy, "A", 0, FACTS | {"wants": "Two."}),
    )

    assert sorted(type(end).__name__ for end in ends) == ["CaseChanged", "NoneType"]
    assert team.kinds(case.id).count("child") == 2


def test_a_correction_that_changes_nothing_leaves_no_entry(team: Team) -> None:
    case = team.sends(**EVERYONE)
    adds(team, case)
    before = team.file(case.id, team.head)

    team.children.correct(case.id, team.lead, "A", 0, FACTS)

    assert team.file(case.id, team.head).history == before.history


@pytest.mark.parametrize(
    ("changes", "needs"),
    [
        ({"age": ""}, (Fact.AGE,)),
        ({"age": "seventy"}, (Fact.AGE,)),
        ({"support": "seventy"}, (Fact.SUPPORT,)),
        ({"parents": "perhaps"}, (Fact.PARENTS,)),
        ({"parents": "not_told", "parents_why": ""}, (Fact.PARENTS_WHY,)),
    ],
)
def test_what_is_missing_or_is_no_answer_is_said(team: Team, changes: dict[str, str], needs: tuple[Fact, ...]) -> None:
    case = team.sends(**EVERYONE)

    with pytest.raises(ChildLacks) as lacking:
        adds(team, case, FACTS | changes)

    assert lacking.value.needs == needs
    assert found(team, case) == []


def test_without_the_schools_leave_a_name_is_ignored(team: Team) -> None:
    case = team.sends(**EVERYONE)

    adds(team, case, NAMED)
    team.children.correct(case.id, team.lead, "A", 0, NAMED | {"wants": "Nothing."})

    assert found(team, case)[0].facts == FACTS | {"wants": "Nothing."}
    assert team.children.with_names(team.file(case.id).desk)[0].facts == FACTS | {"wants": "Nothing."}
    assert "Zephyrine" not in str([event.detail for event in team.file(case.id).history])


def test_with_it_a_name_is_kept_and_the_history_says_only_that_it_changed(team: Team) -> None:
    team.names_children()
    case = team.sends(**EVERYONE)

    adds(team, case, NAMED)

    assert found(team, case)[0].facts == NAMED
    told = team.file(case.id).history[-1].detail
    assert (told["name"], told["number"]) == ("changed", "changed")


def test_once_names_are_turned_off_they_are_not_shown_and_go_with_the_next_correction(team: Team) -> None:
    team.names_children()
    case = team.sends(**EVERYONE)
    adds(team, case, NAMED)

    team.names_children(on=False)
    assert found(team, case)[0].facts == FACTS
    team.children.correct(case.id, team.lead, "A", 0, FACTS | {"wants": "Nothing."})
    team.names_children()

    assert found(team, case)[0].facts == FACTS | {"wants": "Nothing."}


def test_a_school_that_allows_names_allows_them_for_itself_only(team: Team) -> None:
    elsewhere = team.another()
    elsewhere.names_children()
    case = team.sends(**EVERYONE)

    adds(team, case, NAMED)

    assert found(team, case)[0].facts == FACTS


def test_no_column_holds_a_word_of_a_child(team_on_each: Team) -> None:
    team = team_on_each
    team.names_children()
    case = team.sends(**EVERYONE)
    adds(team, case, NAMED)
    team.children.correct(case.id, team.lead, "A", 0, NAMED | {"named_adult": "Ms Wombat"})

    raw = stored(team.database)

    secret = [
        "Zephyrine",
        "UPN9988776",
        "Okafor",
        "Wombat",
        "taken down",
        "Her mother",
        "early_help",
        "13_15",
        "harmed",
    ]
    assert [words for words in secret if words.encode() in raw] == []


def test_the_words_of_one_child_do_not_open_as_anothers(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    adds(team, case)
    adds(team, case)

    moves(team, children, "facts")

    with pytest.raises(CannotDecrypt):
        found(team, case)


def test_the_twenty_seventh_child_is_sent_to_another_case(team: Team) -> None:
    case = team.sends(**EVERYONE)
    for _ in range(26):
        adds(team, case)

    with pytest.raises(NotNow, match="26 children"):
        adds(team, case)


def test_who_may_not_see_a_case_writes_down_no_child_of_it(team: Team) -> None:
    case = team.restricted()
    version = team.file(case.id, team.head).desk.case.version
    adds(team, case)

    for nobody in (team.lead, team.reporter, team.colleague, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            team.children.add(case.id, nobody, version, FACTS)
        with pytest.raises(CaseNotFound):
            team.children.correct(case.id, nobody, "A", 0, FACTS)


def test_a_child_that_is_not_in_the_case_is_not_there(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.sends(**EVERYONE)
    adds(team, other)

    with pytest.raises(NotFound):
        team.children.correct(case.id, team.lead, "A", 0, FACTS)
    with pytest.raises(NotFound):
        child_of(found(team, other), "B")
