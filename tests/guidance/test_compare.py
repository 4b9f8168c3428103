"""`signpost guide diff`: what changed, in plain words."""

from dataclasses import replace

import pytest

from lti_tool.commands.guide import HEADINGS
from lti_tool.guidance.compare import changes
from lti_tool.guidance.library import guide_ids, load
from lti_tool.guidance.model import Label, Level, Softening
from lti_tool.guidance.within import Within

from .answers import ENGLAND
from .test_check import with_action, with_first, with_option, with_question


def said(new, old=ENGLAND):
    return [(each.about, each.what, each.place, each.words) for each in changes(old, new)]


@pytest.mark.parametrize("guide_id", guide_ids())
def test_a_guide_does_not_differ_from_itself(guide_id):
    assert changes(load(guide_id), load(guide_id)) == ()


def test_every_kind_of_change_has_a_heading():
    assert {each.about for each in changes(ENGLAND, load("scotland_v1"))} <= set(HEADINGS)


def test_a_raised_floor_is_said_in_words():
    raised = with_option("spread", "few", floor=Level.REFER_NOW, refer=("police",))

    assert said(raised) == [
        (
            "floor",
            "raised",
            "spread > few",
            "“How far has the image gone?” – “A small number of pupils we can name, and no further” "
            "asks for more than before: from “Consult” to “Refer now”.",
        ),
        (
            "told",
            "added",
            "spread > few",
            "“How far has the image gone?” – “A small number of pupils we can name, and no further”: "
            "Police must now be told.",
        ),
    ]


def test_a_lowered_floor_is_said_in_words():
    [(about, what, place, words)] = said(with_option("danger", "yes", floor=Level.CONSULT))

    assert (about, what, place) == ("floor", "lowered", "danger > yes")
    assert "asks for less than before: from “Emergency” to “Consult”" in words


def test_a_floor_that_differs_with_messages_only_is_said_apart():
    softer = with_option("motive", "harm", in_messages=Softening(Level.CONSULT))

    [(about, what, _, words)] = said(softer)

    assert (about, what) == ("floor", "lowered")
    assert "with messages only asks for less than before: from “Refer to children's social care” to “Consult”" in words


NEW_OPTION = replace(ENGLAND.option("stopped", "no"), id="partly", label="Partly")
OPTIONS = (*ENGLAND.question("stopped").options, NEW_OPTION)
NEW_QUESTION = replace(ENGLAND.question("stopped"), id="calm", title="Is it calm?")
DANGER = ENGLAND.question("danger").title

CHANGED = {
    "question added": (
        replace(ENGLAND, questions=(*ENGLAND.questions, NEW_QUESTION)),
        ("question", "added", "calm", "The question “Is it calm?” was added."),
    ),
    "question gone": (
        replace(ENGLAND, questions=ENGLAND.questions[:-1]),
        ("question", "gone", "told", "The question “What were you told, in the child's words?” is gone."),
    ),
    "question asked of others": (
        with_question("danger", asked_of=ENGLAND.question("age").asked_of),
        ("question", "changed", "danger", f"“{DANGER}”: asked of “everyone” before, and “lead” now."),
    ),
    "counts otherwise while it is not answered": (
        with_question("danger", unanswered="yes"),
        ("question", "changed", "danger", f"“{DANGER}”: unanswered, it counted as “nk” before, and “yes” now."),
    ),
    "answer added": (
        with_question("stopped", options=OPTIONS),
        (
            "answer",
            "added",
            "stopped > partly",
            f"The answer to “{ENGLAND.question('stopped').title}” “Partly” was added.",
        ),
    ),
    "answer reworded": (
        with_option("danger", "yes", label="Yes, there is"),
        ("words", "changed", "questions > danger > options > yes > label", "“Yes” is now “Yes, there is”."),
    ),
    "combination": (
        with_first("interactions", when={"age": ("nk",), "content": ("act", "unusual")}),
        (
            "combination",
            "changed",
            "act_age_not_known",
            f"The combination “{ENGLAND.interactions[0].why}” holds for other answers than before.",
        ),
    ),
    "combination gone": (
        replace(ENGLAND, interactions=ENGLAND.interactions[1:]),
        (
            "combination",
            "gone",
            "act_age_not_known",
            f"The combination of answers “{ENGLAND.interactions[0].why}” is gone.",
        ),
    ),
    "flag": (
        with_first("flags", any={"adult": ("adult_staff",)}),
        (
            "flag",
            "changed",
            "LADO",
            "The flag “An adult who works with children” holds for other answers than before.",
        ),
    ),
    "criterion": (
        with_first("criteria", any={"adult": ("adult_other",)}),
        (
            "criterion",
            "changed",
            "adult",
            "The criterion “An adult is involved, or may be” holds for other answers than before.",
        ),
    ),
    "source read in full": (
        replace(
            ENGLAND,
            sources=tuple(replace(each, label=Label.V) if each.id == "S-UKCIS24" else each for each in ENGLAND.sources),
        ),
        (
            "source",
            "changed",
            "S-UKCIS24",
            f"The source “{ENGLAND.source('S-UKCIS24').title}”: how far it was checked was “K” and is “V”.",
        ),
    ),
}


@pytest.mark.parametrize(("new", "change"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_named_once(new, change):
    assert said(new) == [change]


def test_advice_that_is_due_sooner_is_named():
    found = said(with_action("manage_teach", within=Within.TODAY))

    assert ("advice", "changed", "manage_teach") in [each[:3] for each in found]
    assert any("how soon it is due has changed" in words for _, _, _, words in found)


def test_advice_that_is_gone_is_named():
    found = [each for each in said(with_action("csc_telephone")) if each[0] == "advice"]

    assert {what for _, what, _, _ in found} == {"gone"}
    assert "csc_ask_police" in {place for _, _, place, _ in found}


def test_a_common_question_that_was_added_is_named_by_its_words():
    more = replace(
        ENGLAND, faq=(*ENGLAND.faq, replace(ENGLAND.faq[0], id="why", question="Why?", answer="So.", group=""))
    )

    assert [(each.about, each.what, each.words) for each in changes(ENGLAND, more)] == [
        ("words", "added", "“Why?” was added."),
        ("words", "added", "“So.” was added."),
    ]
