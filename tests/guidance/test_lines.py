"""`signpost assess`: one line of JSON in, one line out, whatever the line is."""

import json
import subprocess
import sys

import pytest

from lti_tool.guidance.lines import LONGEST_LINE, assess_line

from .answers import nothing_of_concern


def line(answers, line_id="a"):
    return json.dumps({"id": line_id, "answers": answers})


def test_a_line_is_answered_with_the_whole_contract():
    answer = assess_line(line(nothing_of_concern(spread="wide", content="nk", other_school="yes"), 7))

    assert answer == {
        "id": 7,
        "outcome": "REFER_NOW",
        "drivers": [{"question": "spread", "option": "wide"}],
        "flags": ["REPORT_REMOVE", "CROSS_SCHOOL"],
        "refer": ["police"],
        "missing": ["content"],
        "guide": "england_v1",
    }


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"danger": "yes"}, "EMERGENCY"),
        ({"adult": "adult_other"}, "REFER_NOW"),
        ({"plan": "social_worker"}, "REFER_CSC"),
        ({}, "CONSULT"),
        (nothing_of_concern(), "MANAGE"),
    ],
    ids=["emergency", "refer now", "refer", "consult", "manage"],
)
def test_outcomes_are_named(answers, outcome):
    assert assess_line(line(answers))["outcome"] == outcome


def test_missing_lists_everything_that_applies_in_guide_order():
    assert assess_line(line({}))["missing"] == [
        *("strand", "danger", "distress", "adult", "pressure", "capacity", "age", "content", "contact_type", "meeting"),
        *("agreement", "spread", "motive", "power", "pattern", "offline", "stopped", "plan", "home", "other_harm"),
        *("confidence", "staff_seen"),
    ]


def test_another_nation_takes_advice():
    answer = assess_line(line(nothing_of_concern(nation="scotland")))

    assert (answer["outcome"], answer["drivers"]) == ("CONSULT", [{"question": "nation", "option": "scotland"}])


@pytest.mark.parametrize("line_id", ["x", "", 0, 12, -1.5, None, "\ud800"], ids=repr)
def test_the_id_comes_back_as_it_was(line_id):
    assert assess_line(line({}, line_id))["id"] == line_id


NOT_AN_ASSESSMENT = {
    "nothing": ("", "not JSON"),
    "a word": ("hello", "not JSON"),
    "cut short": ('{"id": "a", "answers": {', "not JSON"),
    "two on a line": (line({}) + line({}), "not JSON"),
    "a list": ("[]", "JSON object"),
    "a number": ("3", "JSON object"),
    "null": ("null", "JSON object"),
    "not a number": ('{"id": NaN, "answers": {}}', "NaN"),
    "infinity": ('{"id": 1, "answers": {"danger": -Infinity}}', "-Infinity"),
    "a number too large": ('{"id": 1e400, "answers": {}}', '"id"'),
    "too many digits": ('{"id": ' + "9" * 5000 + ', "answers": {}}', "number"),
    "nested deep": ("[" * 50_000, "nesting"),
    "nested deep inside": ('{"id": "a", "answers": ' + '{"a":' * 15_000 + "}" * 15_000 + "}", "JSON"),
    "very long": (line({"danger": "x" * LONGEST_LINE}), "longer"),
    "id is a list": (line({}, []), '"id"'),
    "id is an object": (line({}, {"a": 1}), '"id"'),
    "id is true": (line({}, True), '"id"'),
    "id twice": ('{"id": "a", "id": "b", "answers": {}}', "named twice"),
}


@pytest.mark.parametrize(("text", "message"), NOT_AN_ASSESSMENT.values(), ids=NOT_AN_ASSESSMENT.keys())
def test_a_line_that_cannot_be_read_gets_an_error_without_an_id(text, message):
    answer = assess_line(text)

    assert answer.keys() == {"id", "error"}
    assert answer["id"] is None
    assert message in answer["error"]


REFUSED = {
    "no answers": ('{"id": "a"}', '"answers" is missing'),
    "answers null": ('{"id": "a", "answers": null}', '"answers" is missing or is not an object'),
    "answers a list": ('{"id": "a", "answers": []}', '"answers" is missing or is not an object'),
    "answers twice": ('{"id": "a", "answers": {}, "answers": {"danger": "yes"}}', "'answers' is named twice"),
    "a question twice": ('{"id": "a", "answers": {"danger": "yes", "danger": "no"}}', "'danger' is named twice"),
    "something else on the line": ('{"id": "a", "answers": {}, "danger": "yes"}', "'danger' does not belong here"),
    "an option null": (line({"danger": None}), "'danger': the answer is not a text"),
    "an option true": (line({"danger": True}), "not a text"),
    "an option a number": (line({"danger": 1}), "not a text"),
    "an option a list": (line({"danger": ["yes"]}), "not a text"),
    "an option an object": (line({"danger": {"yes": "yes"}}), "not a text"),
    "an unknown question": (line({"dangr": "yes"}), "no question 'dangr'"),
    "an unknown option": (line({"danger": "YES"}), "Use one of: no, nk, yes"),
    "an empty option": (line({"danger": ""}), "'danger' has no option ''"),
    "an unknown nation": (line({"nation": "france"}), "Use one of: england, wales, scotland, northern_ireland"),
    "nation not known": (line({"nation": "nk"}), "'nation' has no option 'nk'"),
    "something else was reported": (line({"strand": "other"}), "Tell your safeguarding lead"),
    "an image option in messages": (line({"strand": "contact", "agreement": "covert_or_made"}), "only messages"),
    "words": (line({"told": "words"}), "written by hand"),
    "half a character": (line({"danger": "\ud800"}), "\\ud800"),
    "half a character as a question": (line({"\udfff": "yes"}), "\\udfff"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_answers_that_cannot_be_assessed_get_an_error_with_their_id(text, message):
    answer = assess_line(text)

    assert answer.keys() == {"id", "error"}
    assert answer["id"] == "a"
    assert message in answer["error"]


def test_an_error_never_repeats_much_of_what_was_written():
    answer = assess_line(line({"danger": "secret " * 100}))

    assert len(answer["error"]) < 200


def test_a_byte_order_mark_is_passed_over():
    assert assess_line("\ufeff" + line({}))["outcome"] == "CONSULT"


def test_assessing_needs_neither_the_web_nor_the_database():
    loaded = "import sys, lti_tool.guidance.lines; print(*{name.split('.')[0] for name in sys.modules})"

    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert not {"flask", "sqlalchemy", "alembic", "pylti1p3", "requests", "cryptography"} & set(done.stdout.split())
