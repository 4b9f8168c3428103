"""The invented cases: each is whole, and what a careful reader answers gives what the guide expects."""

import re
from dataclasses import replace

import pytest

from lti_tool.guidance.library import GuideError, guide_ids, load
from lti_tool.guidance.model import Audience, Kind, Level
from lti_tool.guidance.path import walk
from lti_tool.guidance.rehearsal import applying, assessed, careful, choices_of, differences, story_problems
from lti_tool.guidance.stories import SHELF, Expected, StoryBook, open_stories, stories_for

from .answers import ENGLAND, NOTHING_OF_CONCERN
from .test_vignettes import VIGNETTES

BOOK = stories_for("england_v1")
STORIES = {story.id: story for story in BOOK.stories}
WHOLE = (SHELF / "england_v1.toml").read_text(encoding="utf-8")


@pytest.fixture(params=STORIES.values(), ids=STORIES.keys())
def story(request):
    return request.param


def with_story(story_id, **changes):
    return replace(
        BOOK, stories=tuple(replace(each, **changes) if each.id == story_id else each for each in BOOK.stories)
    )


def with_answer(story_id, question, answer, *also):
    expected = {**STORIES[story_id].expected, question: Expected(answer, "So it is.", also)}
    return with_story(story_id, expected=expected)


@pytest.mark.parametrize("guide_id", guide_ids())
def test_every_story_is_sound(guide_id):
    assert story_problems(load(guide_id), stories_for(guide_id)) == ()


def test_there_is_a_story_for_every_vignette_and_some_more():
    assert VIGNETTES.keys() <= STORIES.keys()
    assert len(STORIES) > len(VIGNETTES)


@pytest.mark.parametrize("name", VIGNETTES)
def test_a_story_of_a_vignette_requires_what_the_vignette_expects(name):
    vignette, answers = VIGNETTES[name], careful(STORIES[name], "england")

    found = assessed(ENGLAND, answers)

    assert found.outcome is vignette.outcome is STORIES[name].outcome
    assert vignette.has <= set(found.flags)
    assert not vignette.has_not & set(found.flags)


@pytest.mark.parametrize("name", VIGNETTES)
def test_a_story_of_a_vignette_holds_its_key_answers(name):
    said = VIGNETTES[name].answers
    key = {question: option for question, option in said.items() if NOTHING_OF_CONCERN.get(question) != option}

    assert key.items() <= careful(STORIES[name], "england").items()


def test_every_question_that_is_asked_has_an_answer_and_a_reason(story):
    asked = {question.id for question in applying(ENGLAND, careful(story, "england"))}

    assert asked == story.expected.keys()
    assert all(each.why for each in story.expected.values())


def test_a_careful_reader_differs_from_nobody(story):
    assert differences(ENGLAND, story, careful(story, "england"), "england") == ()


def test_a_story_settles_a_reporters_questions_before_a_lead_finds_anything_out(story):
    """Nothing that only a lead learns may be needed for what everybody is asked."""
    asked = [each.id for each in walk(ENGLAND, careful(story, "england"), Audience.EVERYONE).questions]

    assert asked[:2] == ["danger", "strand"]
    assert story.heard
    assert {"child_where", "reach", "told"} <= set(asked)


def test_a_story_names_nobody_and_shows_nothing(story):
    texts = (story.title, *story.heard, *story.learned, *(each.why for each in story.expected.values()))
    capitals = {word for text in texts for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text)}

    assert capitals <= {"Saturday", "Wales", "No", "Yes"}
    assert not any(re.search(r"\b(?:her|his|their) (?:body|breasts?|genitals?)\b", text) for text in texts)


def test_every_level_can_be_practised():
    assert {story.outcome for story in STORIES.values()} == set(Level)


def test_an_answer_that_is_as_good_is_no_difference():
    told = careful(STORIES["V09"], "england") | {"staff_seen": "none"}

    assert differences(ENGLAND, STORIES["V09"], told, "england") == ()


def test_a_difference_says_what_was_given_and_what_was_not_asked():
    story = STORIES["V05"]
    told = careful(story, "england") | {"strand": "contact", "contact_type": "talk"}

    found = {each.question.id: each.given for each in differences(ENGLAND, story, told, "england")}

    assert found == {"strand": "contact", "contact_type": "talk", "content": "", "spread": ""}


def test_a_question_left_unanswered_is_a_difference():
    found = differences(ENGLAND, STORIES["V01"], {}, "england")

    assert len(found) == len(choices_of(ENGLAND, STORIES["V01"], "england"))


def test_a_story_in_another_nation_keeps_its_own():
    assert careful(STORIES["V21"], "england")["nation"] == "wales"
    assert assessed(ENGLAND, careful(STORIES["V01"], "wales")).outcome is Level.CONSULT


def test_words_are_never_a_difference():
    story = STORIES["V01"]
    told = careful(story, "england") | {"told": "Something else"}

    assert differences(ENGLAND, story, told, "england") == ()
    assert {each.kind for each in choices_of(ENGLAND, story, "england")} == {Kind.CHOICE}


V01 = STORIES["V01"].expected
BROKEN = {
    "outcome": (with_story("V01", outcome=Level.CONSULT), "V01: the expected answers require MANAGE, not CONSULT"),
    "flag": (with_story("V01", flags=("AI",)), "V01: the expected answers do not raise AI"),
    "no answer": (
        with_story("V01", expected={name: V01[name] for name in V01 if name != "home"}),
        "V01: home: asked, and no answer is expected",
    ),
    "not asked": (with_answer("V01", "meeting", "no"), "V01: meeting: an answer is expected, and nobody is asked"),
    "no such option": (with_answer("V01", "adult", "maybe"), "V01: 'adult' has no option 'maybe'"),
    "not as good": (with_answer("V01", "adult", "no", "nk"), "V01: adult: nk is not as good"),
    "long": (with_story("V01", heard=("so " * 26,)), "V01: a sentence of 26 words"),
    "label": (with_story("V01", title="The victim"), "V01: the word 'victim' is not used here"),
    "twice": (replace(BOOK, stories=BOOK.stories + BOOK.stories[:1]), "story V01: named twice"),
}


@pytest.mark.parametrize(("book", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_story_is_noticed(book, problem):
    assert any(problem in each for each in story_problems(ENGLAND, book))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('outcome = "MANAGE"', 'outcome = "PANIC"', "stories > V01 > outcome"),
        ('"of_images", "calm"', '"of_pictures", "calm"', "V01: there is no fact of_pictures"),
        ('guide = "england_v1"', 'guide = "england_v2"', "the same name"),
        ('why = "Nobody but', 'reason = "Nobody but', "facts > private > answers > spread"),
        ("[[facts]]", "[[facts", "line"),
    ],
    ids=["level", "fact", "name", "unknown key", "not TOML"],
)
def test_a_bad_file_is_refused_with_the_file_the_place_and_the_reason(tmp_path, old, new, message):
    assert old in WHOLE
    file = tmp_path / "england_v1.toml"
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(GuideError, match=r"practice/england_v1\.toml") as refusal:
        open_stories(file)
    assert message in str(refusal.value)


def test_a_guide_without_stories_has_an_empty_book():
    assert stories_for("atlantis_v1") == StoryBook("atlantis_v1", ())
