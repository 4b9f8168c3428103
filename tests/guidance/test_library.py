"""Opening guides, and saying where and why one cannot be opened."""

import re

import pytest

from lti_tool.guidance.library import SHELF, GuideError, for_nation, guide_ids, load, open_guide

WHOLE = (SHELF / "england_v1.toml").read_text(encoding="utf-8")


def broken(tmp_path, *, old: str, new: str):
    assert old in WHOLE
    file = tmp_path / "england_v1.toml"
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_shelf_holds_the_guide_for_england():
    assert "england_v1" in guide_ids()
    assert load("england_v1").nation == "england"


def test_a_guide_is_read_once():
    assert load("england_v1") is load("england_v1")


def test_a_nation_without_a_guide_of_its_own_borrows_englands():
    assert for_nation("atlantis") is for_nation("england")


@pytest.mark.parametrize("guide_id", ["atlantis_v1", "../england_v1", "", "england"])
def test_a_guide_that_is_not_on_the_shelf_is_refused_by_name(guide_id):
    with pytest.raises(GuideError, match="There is no guide"):
        load(guide_id)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('floor = "EMERGENCY"', 'floor = "PANIC"', "questions > danger > options > yes > floor"),
        ('  floor = "EMERGENCY"\n', "", "questions > danger > options > yes > floor: Missing data"),
        ('refer = ["999"]', 'refer = ["the army"]', "questions > danger > options > yes > refer"),
        (
            'title = "Is any child in immediate',
            'titel = "Is any child in immediate',
            "questions > danger > titel: Unknown",
        ),
        (
            'contacts = ["lead", "deputy", "head"]',
            'contacts = ["caretaker"]',
            "EMERGENCY > do > emergency_tell > contacts",
        ),
        ('label = "V"', 'label = "sure"', "sources > S-SEED > label"),
        ('id = "england_v1"', 'id = "england_v2"', "the same name"),
        ('nation = "england"', "nation = england", "line"),
        ('url = "https://safe4me', 'url = "http://safe4me', "S-SEED > url: Write an address that begins with https"),
        (
            'any = { pressure = ["yes_money"] }',
            'any = { colour = ["red"] }',
            "flag SEXTORTION: there is no question colo",
        ),
        ('content = ["act"] }\nfloor', 'content = ["red"] }\nfloor', "act_age_not_known: content has no option red"),
        ('asks_first = ["danger"', 'asks_first = ["fire"', "asks_first: there is no question fire"),
        ('unanswered = "england"', 'unanswered = "nk"', "nation: unanswered, it counts as nk"),
    ],
    ids=[
        *("level", "no floor", "agency", "unknown key", "contact", "label", "name", "not TOML"),
        *("not https", "unknown question", "unknown option", "asks first", "counts as no option"),
    ],
)
def test_a_bad_file_is_refused_with_the_file_the_place_and_the_reason(tmp_path, old, new, message):
    file = broken(tmp_path, old=old, new=new)

    with pytest.raises(GuideError, match=r"england_v1\.toml") as refusal:
        open_guide(file)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "line_with"),
    [
        ('floor = "EMERGENCY"', 'floor = "PANIC"', 'floor = "PANIC"'),
        ('url = "https://safe4me', 'url = "http://safe4me', 'url = "http://safe4me'),
        ('any = { pressure = ["yes_money"] }', 'any = { colour = ["red"] }', "[[flags]]"),
        ('id = "england_v1"', 'id = "england_v2"', 'id = "england_v2"'),
    ],
    ids=["floor", "address", "flag", "name"],
)
def test_a_refusal_names_the_line(tmp_path, old, new, line_with):
    file = broken(tmp_path, old=old, new=new)

    with pytest.raises(GuideError) as refusal:
        open_guide(file)

    line = int(re.search(r"line (\d+):", str(refusal.value))[1])
    assert line_with in file.read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(GuideError, match="nowhere"):
        open_guide(tmp_path / "nowhere_v1.toml")


def test_every_source_says_how_far_it_was_checked():
    guide = load("england_v1")

    assert {source.checked for source in guide.sources} == {"2026-11"}
    assert set(guide.labels) == {"V", "V2", "K"}
