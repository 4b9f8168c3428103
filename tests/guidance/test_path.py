"""The way through the questions, for the person who heard first and for a lead."""

from lti_tool.guidance.model import Audience
from lti_tool.guidance.path import walk

from .answers import ENGLAND, nothing_of_concern

IMAGES = {"danger": "no", "strand": "images"}


def reporter(answers):
    return walk(ENGLAND, answers, Audience.EVERYONE)


def lead(answers):
    return walk(ENGLAND, answers, Audience.LEAD)


def ids(questions):
    return [question.id for question in questions]


def test_danger_is_asked_before_anything_else():
    for path in (reporter({}), lead({})):
        assert ids(path.questions)[:2] == ["danger", "strand"]
        assert path.next_question.id == "danger"


def test_a_reporter_with_an_image_is_asked_how_far_it_went_and_then_for_words():
    assert ids(reporter(IMAGES).questions) == [
        *("danger", "strand", "distress", "adult", "pressure", "spread", "staff_seen"),
        *("child_where", "reach", "told"),
    ]


def test_a_reporter_with_messages_is_asked_about_a_meeting_instead():
    asked = ids(reporter({"danger": "no", "strand": "contact"}).questions)

    assert "meeting" in asked
    assert "spread" not in asked


def test_a_lead_is_asked_19_questions_on_either_strand_and_21_on_both():
    set_up = {"strand", "nation", "other_school"}
    counts = {
        strand: len(set(ids(lead({"strand": strand}).questions)) - set_up) for strand in ("images", "contact", "both")
    }

    assert counts == {"images": 19, "contact": 19, "both": 21}


def test_a_lead_is_never_asked_the_nation_and_does_not_write_the_reporters_words():
    assert not {"nation", "child_where", "reach", "told"} & set(ids(lead({}).questions))


def test_the_next_question_is_the_first_unanswered_one():
    path = reporter(IMAGES | {"distress": "nk"})

    assert path.next_question.id == "adult"
    assert [(step.question.id, step.label) for step in path.steps][-1] == ("distress", "Not known yet")


def test_a_lead_goes_on_where_the_reporter_left_off_without_asking_twice():
    told = IMAGES | {"distress": "coping", "adult": "no", "pressure": "no", "spread": "few", "staff_seen": "none"}

    path = lead(told)

    assert path.next_question.id == "capacity"
    assert path.step("spread").value == "few"
    assert path.after("pressure").id == "capacity"
    assert lead(told | nothing_of_concern(spread="few") | {"other_school": "no"}).complete


def test_text_counts_as_answered_even_when_it_was_skipped():
    before = IMAGES | {"distress": "nk", "adult": "nk", "pressure": "nk", "spread": "nk", "staff_seen": "nk"}

    assert reporter(before).next_question.id == "child_where"
    assert reporter(before | {"child_where": ""}).next_question.id == "reach"
    assert reporter(before | {"child_where": "", "reach": "Room 4", "told": ""}).complete


def test_changing_the_strand_drops_what_no_longer_applies_and_asks_only_what_is_new():
    answers = {"danger": "no", "strand": "images", "distress": "coping", "adult": "no", "pressure": "no"}
    answers |= {"spread": "few", "staff_seen": "none", "child_where": "", "reach": "", "told": ""}
    assert reporter(answers).complete

    changed = reporter(answers | {"strand": "contact"})

    assert changed.step("spread") is None
    assert changed.next_question.id == "meeting"


def test_a_live_stream_opens_the_image_questions():
    messages = {"danger": "no", "strand": "contact", "contact_type": "talk"}

    assert "content" not in ids(lead(messages).questions)
    assert {"content", "spread"} <= set(ids(lead(messages | {"contact_type": "image_live"}).questions))


def test_an_image_option_is_offered_only_where_there_may_be_an_image():
    def offered(strand):
        agreement = next(q for q in lead({"danger": "no", "strand": strand}).questions if q.id == "agreement")
        return ids(agreement.options)

    assert "covert_or_made" not in offered("contact")
    assert "covert_or_made" in offered("images")
    assert "covert_or_made" in offered("nk")


def test_an_answer_that_is_not_offered_counts_as_no_answer():
    assert reporter({"danger": "perhaps"}).next_question.id == "danger"


def test_something_else_leads_out_of_the_guide():
    path = reporter({"danger": "no", "strand": "other", "distress": "nk"})

    assert path.exit.id == "other"
    assert ids(path.questions) == ["danger", "strand"]
    assert path.next_question is None
    assert path.after("strand") is None
    assert not path.complete


def test_a_typed_address_opens_only_what_was_answered_and_the_next_question():
    path = reporter(IMAGES)

    assert path.question("strand").id == "strand"
    assert path.question("distress").id == "distress"
    for not_yet in ("adult", "meeting", "capacity", "nonsense"):
        assert path.question(not_yet) is None


def test_back_goes_to_the_question_asked_before():
    path = reporter(IMAGES)

    assert path.previous("distress").id == "strand"
    assert path.previous("strand").id == "danger"
    assert path.previous("danger") is None
    assert path.previous("capacity") is None


def test_after_the_last_answer_there_is_nothing_left_to_ask():
    path = reporter(IMAGES | dict.fromkeys(["distress", "adult", "pressure", "spread", "staff_seen"], "nk"))
    done = reporter(
        {step.question.id: step.value for step in path.steps} | {"child_where": "", "reach": "", "told": ""}
    )

    assert done.after("told") is None
    assert done.after("danger").id == "strand"
    assert path.after("child_where") is None


def test_after_a_late_answer_comes_whatever_was_left_out():
    path = lead(IMAGES | {"staff_seen": "none", "other_school": "no"})

    assert path.after("other_school").id == "distress"
