"""The sheets of the toolkit and the leaflet, as the guide holds them."""

import pytest

from lti_tool.guidance.toolkit import cited_in, sheet_of

from .answers import ENGLAND

SHEETS = ("child", "with_parents", "with_staff", "received", "device", "reporting", "review", "call")


def words_of(sheet):
    return " ".join(
        text
        for part in sheet.parts
        for text in (part.title, *part.words, *part.say, *part.steps, *part.avoid, *part.blanks, *part.columns)
    )


def test_every_sheet_is_there():
    assert tuple(sheet.id for sheet in ENGLAND.toolkit) == SHEETS


@pytest.mark.parametrize("sheet_id", SHEETS)
def test_each_says_who_it_is_for_and_what_it_rests_on(sheet_id):
    sheet = sheet_of(ENGLAND.toolkit, sheet_id)

    assert sheet.use
    assert ENGLAND.cited(cited_in(sheet))


def test_there_is_no_other_sheet():
    assert sheet_of(ENGLAND.toolkit, "poster") is None


def test_a_source_is_cited_once():
    cited = cited_in(sheet_of(ENGLAND.toolkit, "child"))

    assert len(cited) == len(set(cited)) > 3


def test_the_log_asks_who_when_where_and_what_was_done():
    log = sheet_of(ENGLAND.toolkit, "device").parts[-1]

    assert len(log.columns) == 5
    assert log.rows == 8
    assert "image" not in " ".join((*log.columns, *log.blanks))


def test_the_leaflet_says_where_to_get_help():
    words = words_of(ENGLAND.leaflet)

    for place in ("0800 1111", "Report Remove", "CEOP", "0808 800 5000", "999"):
        assert place in words
