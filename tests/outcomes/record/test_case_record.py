"""The record of a case as a file for another program: all that the case holds, in the form that is published."""

import json
from typing import Any

import pytest
from marshmallow import ValidationError

from lti_tool.cases.model import Case, CaseNotFound
from lti_tool.outcomes.record.case_form import record_json_schema, record_schema
from lti_tool.outcomes.record.case_json import as_json
from lti_tool.outcomes.record.case_record import CaseRecord, TakenAs
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role, Staff
from tests.cases.full_case import BELOW, CALL, CHILD, full_case
from tests.cases.team import EVERYONE, Team
from tests.crash.trouble import impatient, locked_elsewhere
from tests.guidance.local import UNDER_13S
from tests.json_schema import flaws

Record = dict[str, Any]


@pytest.fixture
def team(sqlite_database: Database) -> Team:
    return Team(sqlite_database)


def record_of(team: Team, case: Case, person: Staff | None = None) -> CaseRecord:
    who = person or team.lead
    file = team.reviews.open_to_take(case.id, who, TakenAs.JSON)
    return CaseRecord(file, tuple(team.children.of(file.desk)), who, team.clock.now())


def taken(team: Team, case: Case, person: Staff | None = None) -> Record:
    found: Record = json.loads(as_json(record_of(team, case, person)))
    return found


def test_a_record_is_in_the_form_that_is_published(database: Database) -> None:
    team = Team(database)
    for case in (full_case(team), team.starts(), team.sends(**EVERYONE), team.decides()):
        found = taken(team, case)

        assert list(flaws(record_json_schema("https://signpost.test"), found)) == []
        assert record_schema().validate(found) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("reference", 7), ("restricted", "no"), ("status", "lost"), ("answers", None), ("version", 2), ("picture", "x")],
)
def test_what_is_not_in_that_form_is_found_in_both_ways(team: Team, name: str, value: object) -> None:
    wrong = taken(team, team.starts()) | {name: value}

    assert list(flaws(record_json_schema(), wrong)) != []
    with pytest.raises(ValidationError):
        record_schema().load(wrong)


def test_it_says_who_when_and_by_which_guide(team: Team) -> None:
    case = full_case(team)

    found = taken(team, case)

    assert found["school"] == "Oakfield School"
    assert found["reference"] == case.reference
    assert found["reported_by"] == {"name": "Reporter Person", "roles": []}
    assert found["made"]["by"] == {"name": "Lead Person", "roles": ["lead"]}
    assert (found["guide"]["id"], found["guide"]["sources_read"]) == ("england_v1", "2026-11")
    assert all(found["times"].values())
    assert found["filed_where"] == "The blue cabinet"


def test_a_persons_own_words_stand_apart_from_what_was_made_of_them(team: Team) -> None:
    found = taken(team, full_case(team))

    own = {each["words"]: each["by_reporter"] for each in found["own_words"]}
    assert own["She said: “he has the picture”."] is True
    assert [each["words"] for each in found["said_later"]] == ["Her friend knows of it too."]
    assert not set(own) & {each["answer"] for each in found["answers"]}


def test_it_holds_each_answer_with_its_section_and_what_was_not_known(team: Team) -> None:
    found = taken(team, full_case(team))

    answers = {each["question_id"]: each for each in found["answers"]}
    assert answers["home"]["known"] is False
    assert answers["age"]["answer"] == "13, 14 or 15"
    assert all(each["section"] for each in found["answers"])
    assert answers["home"]["question"] in [each["question"] for each in found["not_known"]]


def test_the_outcome_has_its_drivers_their_sources_and_how_far_each_was_checked(team: Team) -> None:
    found = taken(team, full_case(team))

    drivers = {each["question_id"]: each for each in found["outcome"]["drivers"]}
    assert found["outcome"]["level"] == "CONSULT"
    assert {"home", "agreement"} <= set(drivers)
    listed = {each["id"]: each for each in found["sources"]}
    assert {source for each in drivers.values() for source in each["sources"]} <= set(listed)
    assert all(each["label"] in {"V", "V2", "K"} and each["label_means"] for each in listed.values())


def test_the_floors_that_a_school_has_raised_stand_with_whose_decision_that_was(team: Team) -> None:
    team.overlays.load(team.tenant.id, UNDER_13S)

    floors = taken(team, full_case(team))["outcome"]["local_floors"]

    assert [(each["question_id"], each["answer_id"], each["level"]) for each in floors] == [
        ("age", "10_12", "REFER_CSC"),
        ("age", "under_10", "REFER_CSC"),
    ]
    assert {(each["owner"], each["decided_on"]) for each in floors} == {
        ("Jo Ode, chair of the safeguarding partnership", "2026-09-01")
    }


def test_every_decision_stands_with_its_reasons_also_that_for_not_referring(team: Team) -> None:
    first, last = taken(team, full_case(team))["decisions"]

    assert (first["reason"], first["in_force"]) == ("We ask before we decide.", False)
    assert (last["level"], last["answers_asked_for"], last["in_force"]) == ("MANAGE", "CONSULT", True)
    assert last["reason"] == BELOW["reason"]
    assert (last["written"]["head_name"], last["written"]["head_when"]) == ("Helen Marsh", "today at 15:00")
    assert {each["question_id"] for each in last["because_of"]} >= {"home", "agreement"}
    assert last["criteria"] == []


def test_it_holds_whom_somebody_spoke_to_the_children_and_what_was_done(team: Team) -> None:
    found = taken(team, full_case(team))

    (call,) = found["agencies"]
    assert {name: call[name] for name in CALL} == CALL
    assert call["answer"] == "They take it no further."
    assert [child["label"] for child in found["children"]] == ["A", "B"]
    assert found["children"][0]["facts"] == CHILD
    looked = next(task for task in found["tasks"] if task["action_id"] == "viewed_record")
    assert (looked["state"], looked["note"]) == ("done", "Mr Hall saw it by accident.")
    assert (looked["owner"]["name"], looked["ended_by"]["name"]) == ("Deputy Person", "Lead Person")
    assert any(task["is_review"] and task["due_at"] for task in found["tasks"])


def test_the_history_is_whole_oldest_first_and_ends_with_its_own_taking(team: Team) -> None:
    case = full_case(team)

    history = taken(team, case)["history"]

    assert [each["number"] for each in history] == list(range(1, len(history) + 1))
    assert [each["what"] for each in history] == team.kinds(case.id)[: len(history)]
    assert (history[0]["what"], history[-1]["what"]) == ("started", "taken_as_json")
    assert history[-1]["by"]["name"] == "Lead Person"
    given = next(each for each in history if each["what"] == "task_given")
    assert given["detail"]["to"] == "Deputy Person"


def test_it_does_not_say_from_whom_a_case_is_kept(team: Team) -> None:
    case = team.decides()
    related = team.person("related", Role.LEAD)
    team.keeping.keep_from(case.id, team.lead, related.id)

    found = as_json(record_of(team, case))

    assert "Related Person" not in found
    assert related.id not in found


def test_names_of_children_are_in_it_only_where_the_school_allows_them(team: Team) -> None:
    team.names_children()
    case = team.sends(**EVERYONE)
    team.children.add(case.id, team.lead, team.file(case.id).desk.case.version, CHILD | {"name": "Alex Stone"})
    assert taken(team, case)["children"][0]["facts"]["name"] == "Alex Stone"

    team.names_children(on=False)

    assert "Alex Stone" not in as_json(record_of(team, case))


def test_the_record_of_an_ordinary_case_names_no_case_that_is_for_the_head(team: Team) -> None:
    """It lies in a file that every lead reads, also where the head has made it."""
    ordinary, other, about_staff = team.sends(**EVERYONE), team.sends(**EVERYONE), team.restricted()
    team.links.link(ordinary.id, team.head, other.reference)
    team.links.link(ordinary.id, team.head, about_staff.reference)

    assert [each["reference"] for each in taken(team, ordinary, team.head)["linked"]] == [other.reference]
    assert [each["reference"] for each in taken(team, about_staff, team.head)["linked"]] == [ordinary.reference]


def test_nobody_takes_what_they_may_not_see(team: Team) -> None:
    ordinary, about_staff = team.decides(), team.restricted()
    elsewhere = team.another()
    pairs = [(ordinary, who) for who in (team.reporter, team.colleague, team.administrator, elsewhere.head)]

    for case, who in [*pairs, (about_staff, team.lead), (about_staff, team.deputy)]:
        with pytest.raises(CaseNotFound):
            record_of(team, case, who)

    assert "taken_as_json" not in team.kinds(ordinary.id) + team.kinds(about_staff.id)
    assert taken(team, about_staff, team.head)["restricted"] is True


def test_what_cannot_be_noted_does_not_leave(team: Team) -> None:
    case = team.decides()
    team.file(case.id, team.deputy)

    with impatient(team.database), locked_elsewhere(team.database), pytest.raises(Exception, match="locked"):
        record_of(team, case, team.deputy)

    assert "taken_as_json" not in team.kinds(case.id)
