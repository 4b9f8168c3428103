"""A guide that borrows from another: what it says instead, and that it may never ask for less."""

import re

import pytest

from lti_tool.guidance.library import SHELF, GuideError, open_guide

BASE = (SHELF / "england_v1.toml").read_text(encoding="utf-8")
BORROWED = """
id = "elsewhere_v1"
nation = "elsewhere"
extends = "england_v1"
borrows = ["asks_first", "reminder", "timing_note", "unknown_why", "labels", "agencies", "sources", "questions",
  "interactions", "flags", "outcomes", "police", "parts", "instructions"]
title = "Elsewhere"
checked = "2026-11"
about = ["Not written yet."]
[words]
"safeguarding lead" = "safeguarding keeper"
"safeguarding" = "wrong, because the longer words come first"
[agencies]
lado = "The office"

[[questions]]
id = "nation"
unanswered = "wales"
"""
CAUTIOUS = "".join(
    f'\n  [[questions.options]]\n  id = "{each}"\n  floor = "CONSULT"\n'
    for each in ("england", "wales", "scotland", "northern_ireland")
)


def guide_of(tmp_path, *more: str, begins: str = BORROWED, base: str = BASE):
    (tmp_path / "england_v1.toml").write_text(base, encoding="utf-8")
    file = tmp_path / "elsewhere_v1.toml"
    text = (begins + CAUTIOUS + "".join(more)).replace('nation = "elsewhere"', 'nation = "wales"')
    file.write_text(text, encoding="utf-8")
    return open_guide(file)


def refusal_of(tmp_path, *more: str, **changes: str) -> str:
    with pytest.raises(GuideError) as refusal:
        guide_of(tmp_path, *more, **changes)
    return str(refusal.value)


def test_what_is_borrowed_is_said_in_other_words_and_laid_over_row_by_row(tmp_path):
    danger = '\n[[questions]]\nid = "danger"\ntitle = "Is anybody in danger?"\n'
    guide = guide_of(tmp_path, danger, '\n[[sources]]\nid = "S-RR"\npublisher = "Somebody"\n')

    assert guide.extends == "england_v1"
    assert guide.question("danger").title == "Is anybody in danger?"
    assert guide.question("danger").option("yes").label == "Yes"
    assert (guide.source("S-RR").publisher, guide.source("S-RR").title) == ("Somebody", "Report Remove")
    assert guide.agencies["lado"] == "The office"
    assert guide.instructions[1].heading == "Speak to a safeguarding keeper this minute"
    assert [each.id for each in guide.questions][:3] == ["nation", "strand", "danger"]


def test_what_is_not_named_is_not_borrowed(tmp_path):
    assert guide_of(tmp_path).faq == ()


OVER = {
    "a floor": (
        '\n[[questions]]\nid = "danger"\n\n  [[questions.options]]\n  id = "yes"\n  floor = "CONSULT"\n',
        'floor = "CONSULT"',
        "questions > danger > options > yes > floor: lowers the floor from EMERGENCY to CONSULT",
    ),
    "a floor in messages": (
        '\n[[questions]]\nid = "pressure"\n\n  [[questions.options]]\n  id = "yes_other"\n'
        '  in_messages = { floor = "MANAGE" }\n',
        "[[questions.options]]",
        "questions > pressure > options > yes_other > floor: lowers the floor from REFER_NOW to MANAGE",
    ),
    "what is not known": (
        '\n[[questions]]\nid = "adult"\nunanswered = "no"\n',
        'unanswered = "no"',
        "questions > adult > unanswered: lowers the floor from CONSULT to MANAGE",
    ),
    "a question of one strand": (
        '\n[[questions]]\nid = "age"\nstrand = "contact"\n',
        "[[questions]]",
        "questions > age: is left out",
    ),
    "a combination": (
        '\n[[interactions]]\nid = "act_under_13"\nfloor = "REFER_CSC"\n',
        'floor = "REFER_CSC"',
        "interactions > act_under_13 > floor: lowers the floor from REFER_NOW to REFER_CSC",
    ),
    "when a combination holds": (
        '\n[[interactions]]\nid = "act_under_13"\nwhen = { age = ["10_12"] }\n',
        "when = {",
        "interactions > act_under_13 > when: covers less",
    ),
    "a further condition": (
        '\n[[interactions]]\nid = "act_under_13"\nwhen = { power = ["yes"] }\n',
        "when = {",
        "interactions > act_under_13 > when: asks for more",
    ),
}


@pytest.mark.parametrize(("over", "line_with", "reason"), OVER.values(), ids=OVER)
def test_a_guide_that_asks_for_less_than_the_one_it_borrows_from_is_refused_with_the_line(
    tmp_path, over, line_with, reason
):
    refusal = refusal_of(tmp_path, over)

    assert reason in refusal
    line = int(re.search(r"line (\d+): " + re.escape(reason.split(":")[0]), refusal)[1])
    written = (tmp_path / "elsewhere_v1.toml").read_text(encoding="utf-8").splitlines()
    assert line_with in written[line - 1]


def test_rules_of_another_nation_never_leave_a_case_to_the_school_alone(tmp_path):
    calm = '\n  [[questions.options]]\n  id = "england"\n  floor = "MANAGE"\n'

    assert "questions > nation > options > england > floor: must be CONSULT" in refusal_of(tmp_path, calm)


def test_the_nation_that_is_assumed_is_the_guides_own(tmp_path):
    begins = BORROWED.replace('unanswered = "wales"', 'unanswered = "scotland"')

    assert "questions > nation > unanswered: must be wales" in refusal_of(tmp_path, begins=begins)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('extends = "england_v1"', 'extends = "england_v9"', "extends: there is no guide 'england_v9'"),
        ('extends = "england_v1"', 'extends = "../england_v1"', "extends: there is no guide"),
        ('extends = "england_v1"', "extends = 7", "extends: there is no guide 7"),
        ('"interactions", ', '"colours", ', "borrows: the guide that is borrowed from has no colours"),
        ('"interactions", ', "", "interactions: Missing data"),
        ('"safeguarding lead" = "safeguarding keeper"', '"safeguarding lead" = 7', "words: write texts only"),
    ],
)
def test_a_guide_that_cannot_be_put_together_is_refused(tmp_path, old, new, reason):
    assert old in BORROWED

    assert reason in refusal_of(tmp_path, begins=BORROWED.replace(old, new))


def test_nothing_is_borrowed_from_a_guide_that_borrows(tmp_path):
    base = BASE.replace('id = "england_v1"', 'id = "england_v1"\nextends = "scotland_v1"', 1)

    assert "england_v1 borrows itself" in refusal_of(tmp_path, base=base)
