"""A school's overlay is read whole, or refused with the line and the reason of all that is wrong."""

import pytest

from lti_tool.guidance.model import Level
from lti_tool.guidance.overlay import NO_OVERLAY, Overlay
from lti_tool.guidance.overlay_file import OverlayRefused, open_overlay, read_overlay

from .answers import ENGLAND
from .local import UNDER_13S

FLOOR = UNDER_13S[UNDER_13S.index("[[floors]]") :]


def refused(text: str) -> str:
    with pytest.raises(OverlayRefused) as refusal:
        read_overlay(text, ENGLAND)
    return str(refusal.value)


def changed(old: str, new: str, text: str = UNDER_13S) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_links_and_floors_are_read():
    overlay = read_overlay(UNDER_13S, ENGLAND)

    assert [link.title for link in overlay.links_on("outcome")] == ["Local safeguarding procedures"]
    assert [link.url for link in overlay.links_on("agencies")][1] == "https://council.example.org/refer?form=1"
    [floor] = overlay.floors
    assert (floor.question, floor.option, floor.floor) == ("age", "10_12", Level.REFER_CSC)
    assert (floor.raised.owner, floor.raised.on.isoformat()) == (
        "Jo Ode, chair of the safeguarding partnership",
        "2026-09-01",
    )


def test_whom_to_tell_is_social_care_where_the_file_names_nobody():
    assert read_overlay(FLOOR, ENGLAND).floors[0].refer == ("social_care",)
    named = changed("owner", 'refer = ["social_care", "lado"]\nowner', FLOOR)
    assert read_overlay(named, ENGLAND).floors[0].refer == ("social_care", "lado")
    emergency = changed("REFER_CSC", "EMERGENCY", FLOOR)
    assert read_overlay(emergency, ENGLAND).floors[0].refer == ("999", "social_care")


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_an_empty_file_is_an_empty_overlay(text):
    assert read_overlay(text, ENGLAND) == NO_OVERLAY == Overlay()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("REFER_CSC", "MANAGE", "line 15: it lowers age > 10_12 from CONSULT to MANAGE"),
        ("REFER_CSC", "CONSULT", "line 15: age > 10_12 asks for CONSULT already"),
        ("REFER_CSC", "refer", "line 15: floor: Must be one of: MANAGE"),
        ('"age"', '"ages"', "line 13: there is no question 'ages'"),
        ('"10_12"', '"11"', "line 14: age has no option '11'. Use one of: 16_17"),
        ('"age"', '"nation"', "line 13: nation has no floor"),
        ('"age"', '"told"', "line 13: told has no floor"),
        ('"age"', '"other_school"', "line 13: other_school has no floor"),
        ('question = "age"\noption = "10_12"', 'question = "strand"\noption = "other"', "line 14: other leads out"),
        ('owner = "Jo Ode, chair of the safeguarding partnership"\n', "", "line 12: owner is missing"),
        ('"Jo Ode, chair of the safeguarding partnership"', '" "', "line 16: owner: has to have 1 to 300 signs"),
        ("date = 2026-09-01\n", "", "line 12: date is missing"),
        ("2026-09-01", '"in autumn"', "line 17: date: is not a date"),
        ("2026-09-01", "2026-09-01T10:00:00", "line 17: date: is not a date"),
        ("2026-09-01", "2026-13-01", "line 17: this is not TOML"),
        ('reason = "Our partnership refers every child under 13."\n', "", "line 12: reason is missing"),
        ("Our partnership refers", "Victims: refer", "line 18: the word 'Victims' is not used here"),
        ("owner", 'refer = ["police"]\nowner', "line 16: REFER_CSC is a referral to children's social care"),
        ("owner", 'refer = ["999", "social_care"]\nowner', "line 16: 999 goes with EMERGENCY only"),
        ("owner", 'refer = ["the press"]\nowner', "line 16: refer: Must be one of"),
        ("https://procedures.example.org", "http://procedures.example.org", "line 5: url: is not an https address"),
        ("https://procedures.example.org/oakfield", "javascript:alert(1)", "line 5: url: is not an https address"),
        ("https://procedures", "https://me:secret@procedures", "line 5: url: is not an https address"),
        ("example.org/oakfield", "example.org/a b", "line 5: url: is not an https address"),
        ('"agencies"', '"start"', "line 10: where: names no page. Use: outcome, agencies"),
        ('["agencies"]', "[]", "line 10: where: names no page"),
        ("title", "titel", "line 3: title is missing"),
        ("title", "titel", "line 4: titel does not belong here"),
        ("[[floors]]", "[[floor]]", "line 12: floor does not belong here"),
        ("[[floors]]", "[floors", "line 12: this is not TOML"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_the_reason(old, new, said):
    assert said in refused(changed(old, new))


def test_a_floor_that_would_lower_another_strand_is_refused():
    # In messages alone this answer asks for REFER_CSC; with an image for REFER_NOW.
    text = changed('question = "age"\noption = "10_12"', 'question = "motive"\noption = "harm"', FLOOR)
    assert "it lowers motive > harm from REFER_NOW to REFER_CSC" in refused(text)


def test_whoever_names_one_answer_twice_is_told_so():
    assert "line 11: this answer is named twice" in refused(FLOOR + "\n" + FLOOR)


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file():
    said = refused(changed("https:", "http:", changed('owner = "Jo Ode, chair', 'ownr = "Jo', UNDER_13S)))
    assert [line.split(":")[0] for line in said.splitlines()] == ["line 5", "line 12", "line 16"]


def test_lines_are_counted_past_texts_of_several_lines():
    text = '[[links]]\ntitle = "a"\nurl = """\\\n  https://a.example.org"""\nwhere = """[[floors]]\n"""\n'
    assert refused(text).startswith("line 6: where: Not a valid list")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 40_000,
        "\n" * 700,
        "a = " + "[" * 5000,
        "a = " + "9" * 5000,
        "a = \x00",
        "links = [1]",
        "[[links]]\n[[links]]",
    ],
)
def test_no_file_whatever_ends_in_anything_but_a_refusal(text):
    with pytest.raises(OverlayRefused):
        open_overlay(text)
