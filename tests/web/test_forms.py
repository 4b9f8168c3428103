"""What a browser sends, turned into values or into words that say how to put it right."""

import time

import pytest
from werkzeug.datastructures import MultiDict

from lti_tool.app import MOST_BYTES
from lti_tool.web.forms import (
    LINK,
    LONGEST_REASON,
    LONGEST_TEXT,
    ChoiceForm,
    NameForm,
    ReasonForm,
    TextForm,
    read_form,
)

A_MOMENT = 0.5

LINKS = [
    "https://example.org/a.jpg",
    "HTTPS://EXAMPLE.ORG/x",
    "look at http://example.org",
    "it is on www.example.org",
    "snapchat.com/add/somebody",
    "see instagram.com/p/abc123 for it",
    "m.example.co.uk/photos/1",
    "data:image/png;base64,AAAA",
    "blob:https://example.org/1234",
    "file:///C:/Users/sam/picture.png",
    "ftp://example.org/x",
    "a.b.c.d.example.photos/x",
    "my-site.xyz/?p=1",
    "data:" + "x" * 150 + "/png",
]

NO_LINKS = [
    "She said he has the picture. [image]",
    "It was on Snapchat and instagram.com",
    "He/she said 3.5/10 and laughed, and/or cried",
    "The data: all of it is in her file: see the office",
    "At 10.45/11.00 in room B.12",
    "She told me.He left",
    "Mr. A. Smith/Ms. B. Jones",
    "She wrote: “http is what he said”",
    "",
]


@pytest.mark.parametrize("words", LINKS)
def test_no_field_takes_a_link(words: str) -> None:
    for form, name in ((TextForm(), "text"), (ReasonForm(), "reason")):
        assert read_form(form, {name: words}).error == "Take out the link. Write the name of the app or site instead"


# Texts over which a search that goes back, or the putting together of letters, takes seconds.
SLOW = ["a.", "a-", "a.com", "data:", "www", "http", "\u0315\u0300", "\u1100\u1161", "\r\n", " "]


@pytest.mark.parametrize("repeated", SLOW)
def test_words_that_are_made_to_be_slow_are_answered_in_a_moment(repeated: str) -> None:
    sent, allowed = (repeated * (size // len(repeated)) for size in (MOST_BYTES, LONGEST_TEXT))
    started = time.monotonic()

    for form, name in ((TextForm(), "text"), (ReasonForm(), "reason")):
        assert read_form(form, {name: sent}).error.startswith("Shorten ")
        read_form(form, {name: allowed})

    assert time.monotonic() - started < A_MOMENT


@pytest.mark.parametrize("repeated", SLOW)
def test_looking_for_a_link_takes_no_longer_than_reading(repeated: str) -> None:
    started = time.monotonic()

    LINK.search(repeated * (MOST_BYTES // len(repeated)))

    assert time.monotonic() - started < A_MOMENT


@pytest.mark.parametrize("words", NO_LINKS)
def test_ordinary_words_are_no_link(words: str) -> None:
    filled = read_form(TextForm(), {"text": words})

    assert filled.error is None
    assert filled.values["text"] == words


def test_what_was_written_is_kept_as_it_was_but_for_what_cannot_be_seen() -> None:
    written = "  one\r\ntwo\rthree\n\n\tfour\x00\x07\x1b[31m e\u0301 \ud83d \U0001f600 \u202e five  "

    kept = read_form(TextForm(), {"text": written}).values["text"]

    assert kept == "one\ntwo\nthree\n\n\tfour[31m \u00e9  \U0001f600 \u202e five"


@pytest.mark.parametrize("length", [1, LONGEST_TEXT])
def test_words_up_to_the_limit_are_kept_however_the_lines_end(length: int) -> None:
    words = "\r\n".join("x" * (length // 2) for _ in range(2))[: length + 1]

    assert read_form(TextForm(), {"text": words}).error is None


def test_words_over_the_limit_are_told_the_limit() -> None:
    assert read_form(TextForm(), {"text": "x" * (LONGEST_TEXT + 1)}).error == "Shorten this to 4000 characters or fewer"
    too_long = read_form(ReasonForm(), {"reason": "x" * (LONGEST_REASON + 1)})
    assert too_long.error == "Shorten your reason to 2000 characters or fewer"


def test_space_around_words_and_letters_in_two_parts_do_not_count_against_them() -> None:
    words = "  " + "e\u0301" * 400 + "x" * (LONGEST_TEXT - 400) + " \n" * 100

    assert read_form(TextForm(), {"text": words}).values["text"] == "\u00e9" * 400 + "x" * (LONGEST_TEXT - 400)


def test_an_answer_in_words_may_be_empty_but_not_missing() -> None:
    assert read_form(TextForm(), {"text": " \r\n "}).values == {"text": ""}
    assert read_form(TextForm(), {}).error is not None


@pytest.mark.parametrize("given", [{}, {"reason": ""}, {"reason": " \n\t "}, {"reason": "\x00"}])
def test_a_reason_is_needed(given: dict[str, str]) -> None:
    assert read_form(ReasonForm(), given).error == "Enter your reason"


@pytest.mark.parametrize("staff", ["", "abc", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "\x00", "0" * 32 + "\n"])
def test_a_person_is_named_by_an_id_and_nothing_else(staff: str) -> None:
    assert read_form(NameForm(), {"staff": staff}).error == "Select the member of staff whom it is about"


def test_a_field_given_twice_counts_once() -> None:
    assert read_form(ChoiceForm(), MultiDict([("choice", "yes"), ("choice", "no")])).values == {"choice": "yes"}


def test_fields_nobody_asked_for_are_left_alone() -> None:
    assert read_form(ChoiceForm(), {"choice": "no", "level": "MANAGE", "csrf_token": "x"}).values == {"choice": "no"}


def test_a_choice_that_is_too_long_to_be_one_is_refused() -> None:
    assert read_form(ChoiceForm(), {"choice": "x" * 41}).error is not None
