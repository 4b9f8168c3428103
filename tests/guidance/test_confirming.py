"""What a safeguarding professional must confirm before a guide is used in a real case."""

import pytest

from lti_tool.guidance.confirming import items, points
from lti_tool.guidance.library import guide_ids, load
from lti_tool.guidance.model import Label

from .answers import ENGLAND

BEFORE_RELEASE = ["national_advice", "kcsie", "duty_to_report", "police_factors", "rules_reviewed", "telephone_numbers"]


def test_the_guide_for_england_names_all_that_its_authors_could_not_settle():
    assert [each.id for each in ENGLAND.confirm] == BEFORE_RELEASE


@pytest.mark.parametrize("guide_id", guide_ids())
def test_every_source_that_was_not_read_in_full_is_to_be_confirmed(guide_id):
    guide = load(guide_id)
    found = points(guide)

    unread = [source.id for source in guide.sources if source.label is not Label.V]
    assert [point.id for point in found] == [*(each.id for each in guide.confirm), *unread]
    assert items(guide) == tuple(point.id for point in found)
    assert len(set(items(guide))) == len(items(guide))


def test_a_point_says_what_rests_on_its_source():
    [point] = [each for each in points(ENGLAND) if each.id == "S-NCA24"]

    places = {(each.table, each.place) for each in point.relied_on}
    assert ("questions", "distress") in places
    assert ("questions", "pressure > yes_money") in places
    assert ("parts", "SEXTORTION > blackmail_stop") in places
    assert ("faq", "blackmail") in places
    words = {each.place: each.words for each in point.relied_on}
    assert words["blackmail"] == "A child is being blackmailed. What first?"
    assert words["pressure > yes_money"].endswith("Yes, with a demand for money, gift cards or more images")


def test_what_was_seen_second_hand_is_told_from_what_is_only_known():
    said = {point.id: point.text for point in points(ENGLAND)}

    assert "seen quoted elsewhere only" in said["S-KCSIE26"]
    assert "relied on from knowledge only" in said["S-UKCIS24"]


@pytest.mark.parametrize("nation", ["wales", "scotland", "northern_ireland"])
def test_a_guide_that_is_not_written_yet_says_so_first(nation):
    first = points(load(f"{nation}_v1"))[0]

    assert first.id == "write_it"
    assert "has been written whole" in first.text
