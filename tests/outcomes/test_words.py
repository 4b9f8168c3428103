"""Every end of a receipt has a sentence that a school understands."""

import re
from itertools import product

import pytest

from lti_tool.cases.receipts import GradebookPlace, Receipt, ReceiptState
from lti_tool.outcomes.ends import Why
from lti_tool.outcomes.words import WHY_GIVEN_UP, WHY_WAITING, can_try_again, describe
from tests.clock import START

PLACE = GradebookPlace(None, None, None, (), None)
BANNED = re.compile(r"ensure|liaise|utilise|sexting|victim|offender|perpetrator|illicit|LTI|HTTP|token|scope|!", re.I)


def when(moment):
    return f"{moment:%-d %B %Y at %H:%M}"


def receipt(state, why=None, due_at=START):
    return Receipt("r", "t", "c", "h", "5", PLACE, ReceiptState(state), why, START, due_at, START)


def test_a_tick_that_arrived():
    assert describe(receipt("delivered"), when) == "Receipt: in the gradebook since 23 November 2026 at 09:00."


def test_a_tick_that_the_platform_says_it_has():
    line = describe(receipt("delivered", "409_without_results"), when)

    assert line.endswith("The platform said it already had it, and does not let us look.")


def test_a_tick_that_will_be_tried_again():
    assert describe(receipt("retrying", "busy"), when) == (
        "Receipt: not in the gradebook yet. The platform is busy or being looked after. "
        "Trying again at 23 November 2026 at 09:00."
    )


def test_a_person_whom_the_platform_does_not_grade():
    assert "keeps no grades for this person" in describe(receipt("not_gradable"), when)


def test_what_was_given_up_says_what_an_administrator_can_do():
    line = describe(receipt("given_up", "line_item_gone"), when)

    assert line.startswith("Receipt: given up. ")
    assert "An administrator can" in line


def test_what_went_wrong_on_our_side_is_not_called_the_platforms():
    line = describe(receipt("given_up", "fault"), when)

    assert line.startswith("Receipt: given up. Something went wrong on our side each time, for three days.")
    assert "The platform" not in line


@pytest.mark.parametrize("state", ["waiting", "retrying"])
def test_a_case_that_became_restricted_promises_no_receipt(state):
    assert "Nothing is posted for a restricted case" in describe(receipt(state), when, restricted=True)


def test_no_receipt_is_explained():
    assert "only for courses marked as staff-only" in describe(None, when)
    assert "restricted case" in describe(None, when, restricted=True)
    assert "when the case is sent" in describe(None, when, sent=False)


def test_every_reason_has_its_own_sentence_except_the_ones_that_need_none():
    plain = {Why.RESTRICTED, Why.CONFLICT_WITHOUT_RESULTS, Why.FAULT}

    assert set(WHY_WAITING) | set(WHY_GIVEN_UP) | plain == set(Why)


@pytest.mark.parametrize(("state", "why"), list(product(ReceiptState, [None, "a word of tomorrow's", *Why])))
def test_every_line_is_short_plain_and_ends(state, why):
    line = describe(receipt(state, why, due_at=None), when)

    assert all(len(sentence.split()) <= 25 for sentence in re.split(r"(?<=[.])\s", line))
    assert not BANNED.search(line)
    assert line.endswith(".")
    assert "person@" not in line


def test_only_what_was_given_up_can_be_tried_again():
    assert can_try_again(receipt("given_up", "refused"))
    assert not can_try_again(receipt("given_up", "restricted"))
    assert not can_try_again(receipt("given_up", "other_tenant"))
    assert not can_try_again(receipt("given_up", "refused"), restricted=True)
    assert not can_try_again(receipt("retrying", "busy"))
    assert not can_try_again(None)
