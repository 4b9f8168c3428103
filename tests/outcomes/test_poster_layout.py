"""The poster fits on its sheet, and is large enough, whatever a school has set."""

from itertools import combinations
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lti_tool.outcomes.poster.letters import even_lines, lines_of, width_of
from lti_tool.outcomes.poster.shapes import HEIGHT, WIDTH, Box
from lti_tool.outcomes.poster.sizes import MARGIN
from lti_tool.outcomes.poster.widths import BOLD, EM, REGULAR
from tests.outcomes.posters import LONG, SHEETS, every_passage, poster, sheet
from tests.school import CONTACTS

FONTS = Path("/usr/share/fonts/truetype/liberation")
POINT = 25.4 / 72


@pytest.mark.parametrize(("groups", "file"), [(REGULAR, "LiberationSans-Regular"), (BOLD, "LiberationSans-Bold")])
def test_the_widths_are_those_of_the_font(groups: dict[int, str], file: str) -> None:
    font = TTFont(FONTS / f"{file}.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]

    assert font["head"].unitsPerEm == EM
    assert sum(len(letters) for letters in groups.values()) > 300
    for width, letters in groups.items():
        assert {widths[glyphs[ord(letter)]][0] for letter in letters} == {width}


def test_a_line_is_as_wide_as_it_may_be_and_loses_no_word() -> None:
    words = "Tell them what you were told, and where the child is."

    lines = lines_of(words, 5, 60)

    assert " ".join(lines) == words
    assert len(lines) == 3
    assert all(width_of(line, 5) <= 60 for line in lines)
    assert width_of(f"{lines[0]} {lines[1].split()[0]}", 5) > 60


def test_a_word_that_is_too_wide_is_broken_and_not_cut() -> None:
    lines = lines_of("W" * 50, 5, 60)

    assert "".join(lines) == "W" * 50
    assert all(width_of(line, 5) <= 60 for line in lines)


def test_a_heading_leaves_no_word_alone() -> None:
    words = "Is any child in immediate danger, or could they be in the next few hours?"
    width = width_of(words.removesuffix(" hours?"), 5, bold=True)

    assert lines_of(words, 5, width, bold=True)[-1] == "hours?"
    assert len(even_lines(words, 5, width, bold=True)) == 2
    assert len(even_lines(words, 5, width, bold=True)[-1].split()) > 3


@pytest.mark.parametrize("name", SHEETS)
def test_every_line_is_within_its_frame_and_within_the_margins(name: str) -> None:
    found = SHEETS[name]

    assert found.bottom <= HEIGHT - MARGIN + 0.01
    for line, left, top, width, height in every_passage(found):
        assert left >= MARGIN
        assert left + width <= WIDTH - MARGIN + 0.01, line
        assert top >= MARGIN
        assert top + height <= HEIGHT - MARGIN + 0.01, line
    for block in found.blocks:
        for item in block.items:
            for words in item:
                assert all(words.length(number) <= words.width + 0.01 for number in range(len(words.lines)))


@pytest.mark.parametrize("name", SHEETS)
def test_no_line_stands_on_another(name: str) -> None:
    for one, other in combinations(every_passage(SHEETS[name]), 2):
        across = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
        down = min(one[2] + one[4], other[2] + other[4]) - max(one[2], other[2])
        assert across <= 0.01 or down <= 0.01, (one[0], other[0])


@pytest.mark.parametrize("name", SHEETS)
def test_every_frame_is_on_the_sheet(name: str) -> None:
    for shape in SHEETS[name].shapes:
        if isinstance(shape, Box):
            assert shape.width > 0
            assert shape.height > 0
            assert shape.x + shape.width <= WIDTH - MARGIN + 0.5
            assert shape.y + shape.height <= HEIGHT - MARGIN + 0.5


def test_what_a_school_usually_has_is_large_enough_for_a_wall() -> None:
    for name in ("a school's own", "to be filled in"):
        blocks = SHEETS[name].blocks
        sizes = {block.tag: {words.size / POINT for item in block.items for words in item} for block in blocks}
        first_list = next(block for block in blocks if block.tag == "ol")

        assert min(sizes["h1"]) > 24
        assert min(sizes["h2"]) > 12
        # On A3 half as large again: 16 points.
        assert first_list.items[0][0].size / POINT > 11.3


def test_a_long_number_stands_there_whole() -> None:
    found = " ".join(line for line, *_ in every_passage(SHEETS["the longest names"]))

    assert found.count(" ".join(LONG.split())) == 9
    assert found.count("01632 960 001") == 9


def test_a_school_that_has_set_a_number_sees_it_and_the_others_have_a_line() -> None:
    own, empty = sheet(CONTACTS, "Kingsbridge School"), sheet({}, None)
    said = [line for line, *_ in every_passage(own)]

    assert "Who to telephone at Kingsbridge School" in said
    for value in CONTACTS.values():
        if "@" not in value:
            assert any(line in value for line in said)
    assert len(every_passage(empty)) < len(every_passage(own))
    assert "Who to telephone" in [line for line, *_ in every_passage(empty)]


def test_an_old_guide_says_so_on_the_wall() -> None:
    said = " ".join(line for line, *_ in every_passage(SHEETS["an old guide"]))

    assert "It is more than 12 months old" in said
    assert poster().warning is None
    assert "months old" not in " ".join(line for line, *_ in every_passage(SHEETS["a school's own"]))
