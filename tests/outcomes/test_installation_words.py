"""What a test of the installation says: every finding has words, and says where to change it on each platform."""

import re

import pytest

from lti_tool.launch.hosts import FAMILIES
from lti_tool.outcomes.findings import About, Finding, Found, Verdict, wrong
from lti_tool.outcomes.installation_places import ANYWHERE as EVERY_PLACE
from lti_tool.outcomes.installation_places import BY_FAMILY, Topic, place
from lti_tool.outcomes.installation_words import ANYWHERE, TITLES, WORDS, describe
from tests.outcomes.test_platform_checks import KEYS, TOKENS
from tests.outcomes.test_receipt_checks import COLUMNS, LISTED, LISTS

KEY_SET = "https://signpost.example.org/.well-known/jwks.json"
ALL_WORDS = [*WORDS.values(), *ANYWHERE.values()]
MOST_WORDS = 20


def test_every_finding_has_words() -> None:
    told_once = {found for _about, found in WORDS}

    assert set(About) == set(TITLES)
    assert set(Found) - set(ANYWHERE) - told_once == set()


def test_what_holds_for_one_check_alone_is_there_for_each_check_that_finds_it() -> None:
    found = [
        *((About.TOKEN, each) for _answer, each in TOKENS),
        *((About.KEYS, each) for _answer, each in KEYS),
        *((About.COLUMN, each) for _answer, _verdict, each in COLUMNS),
        *((About.PERSON, kind[1]) for _family, _roles, kind in LISTED),
        *((About.PERSON, kind[1]) for _answer, kind in LISTS),
        *((about, Found.GOOD) for about in About if about not in {About.PERSON, About.RECEIPT, About.BROWSER}),
    ]

    for about, each in found:
        assert describe(Finding(about, Verdict.OK, each), "moodle", KEY_SET).says


def test_no_sentence_is_long() -> None:
    texts = [words.says for words in ALL_WORDS] + [words.change for words in ALL_WORDS]

    long = [each for text in texts for each in re.split(r"(?<=[.!?]) ", text) if len(each.split()) > MOST_WORDS]

    assert long == []


def test_the_words_leave_it_to_the_tag_to_say_that_something_is_not_known() -> None:
    assert not any(words.says.startswith("Not known") for words in ALL_WORDS)
    assert all(words.says.endswith(".") for words in ALL_WORDS)


def test_each_kind_of_platform_is_known_by_its_name() -> None:
    assert set(BY_FAMILY) == {family.name for family in FAMILIES}
    assert set(EVERY_PLACE) == set(Topic)


@pytest.mark.parametrize(
    ("family", "topic", "words"),
    [
        ("moodle", Topic.SERVICES, "Site administration > Plugins > External tool > Manage tools"),
        ("moodle", Topic.GRADED, "Graded roles"),
        ("canvas", Topic.SERVICES, "Developer Keys"),
        ("brightspace", Topic.SERVICES, "LTI Advantage > Deployments"),
        ("brightspace", Topic.GRADED, "Can be graded in Grades"),
        ("blackboard", Topic.SERVICES, "Allow grade service access"),
        ("schoology", Topic.KEY_SET, "My Developer Apps"),
        ("sakai", Topic.SERVICES, "External Tools"),
        ("open_edx", Topic.WINDOW, "Studio"),
        ("other", Topic.WINDOW, "In the tool’s or the activity’s settings on your platform"),
        ("schoology", Topic.GRADED, "the role with which staff are enrolled"),
    ],
)
def test_where_to_change_it_is_said_as_the_platform_names_it(family: str, topic: Topic, words: str) -> None:
    assert words in place(topic, family)


def test_the_address_of_our_keys_is_told_where_the_platform_has_to_read_them() -> None:
    told = describe(wrong(About.TOKEN, Found.SIGNATURE_REFUSED), "canvas", KEY_SET)

    assert KEY_SET in told.change
    assert told.where == "Admin > Developer Keys > Signpost > JWK Method > Public JWK URL"
