"""`signpost guide check`: the guide we ship is sound, and every way of breaking it is noticed."""

from dataclasses import replace

import pytest

from lti_tool.guidance.check import problems
from lti_tool.guidance.faq import Places
from lti_tool.guidance.library import guide_ids, load
from lti_tool.guidance.model import Audience, Level, Strand
from lti_tool.guidance.within import Within

from .answers import ENGLAND


def with_question(question_id, **changes):
    rows = tuple(replace(each, **changes) if each.id == question_id else each for each in ENGLAND.questions)
    return replace(ENGLAND, questions=rows)


def with_option(question_id, option_id, **changes):
    options = ENGLAND.question(question_id).options
    rows = tuple(replace(each, **changes) if each.id == option_id else each for each in options)
    return with_question(question_id, options=rows)


def with_action(action_id, **changes):
    """Only this action of its part, otherwise than it is."""

    def changed(part):
        found = [replace(action, **changes) for action in part.do if action.id == action_id]
        return replace(part, do=tuple(found)) if found else part

    return replace(ENGLAND, parts=tuple(changed(part) for part in ENGLAND.parts))


def with_first(field, **changes):
    first, *rest = getattr(ENGLAND, field)
    return replace(ENGLAND, **{field: (replace(first, **changes), *rest)})


def with_part(**changes):
    first, *rest = ENGLAND.toolkit
    part, *others = first.parts
    return replace(ENGLAND, toolkit=(replace(first, parts=(replace(part, **changes), *others)), *rest))


def opening_only(strand):
    def narrowed(question):
        options = (replace(option, opens=strand if option.opens else None) for option in question.options)
        return replace(question, options=tuple(options))

    return replace(ENGLAND, questions=tuple(narrowed(question) for question in ENGLAND.questions))


def silent(question_id):
    return tuple(replace(option, why="") for option in ENGLAND.question(question_id).options)


@pytest.mark.parametrize("guide_id", guide_ids())
def test_every_guide_on_the_shelf_is_sound(guide_id):
    assert problems(load(guide_id)) == ()


LONG = "This sentence goes on " + "and on " * 12 + "until nobody who is in a hurry would read it."

BROKEN = {
    "nobody is asked": (with_question("adult", asked_of=Audience.NOBODY), "adult: unreachable"),
    "no answer opens its strand": (opening_only(Strand.IMAGES), "meeting: unreachable"),
    "only leads write": (with_question("told", asked_of=Audience.LEAD), "told: unreachable"),
    "no options": (with_question("adult", options=(), display=()), "adult: no options"),
    "nobody to tell": (with_option("adult", "adult_other", refer=()), "names nobody to tell"),
    "floors fall": (with_option("adult", "adult_staff", floor=Level.CONSULT), "a floor below that of adult_other"),
    "display forgets one": (with_question("danger", display=("yes", "no")), "`display` does not name each option once"),
    "no source": (with_question("capacity", sources=()), "capacity > yes: can drive an outcome and has no source"),
    "no reason": (
        with_question("home", why="", options=silent("home")),
        "home > yes: can drive an outcome and says no",
    ),
    "counts as no option": (with_question("adult", unanswered="maybe"), "counts as maybe, which is not an option"),
    "combination without source": (with_first("interactions", sources=()), "act_age_not_known: can drive"),
    "combination that lowers": (with_first("interactions", floor=Level.MANAGE), "does not raise the floor of act"),
    "combination of nothing": (with_first("interactions", when={"colour": ("red",)}), "there is no question colour"),
    "combination of no option": (with_first("interactions", when={"age": ("old",)}), "age has no option old"),
    "flag of no option": (with_first("flags", any={"adult": ("maybe",)}), "flag LADO: adult has no option maybe"),
    "flag without advice": (with_first("flags", id="OTHER"), "part OTHER: missing"),
    "source that is not listed": (with_question("danger", sources=("S-NONE",)), "there is no source S-NONE"),
    "source over http": (with_first("sources", url="http://safe4me.co.uk/"), "S-SEED: its address is not https"),
    "source named twice": (replace(ENGLAND, sources=ENGLAND.sources + ENGLAND.sources[:1]), "S-SEED: named twice"),
    "asks first what is not there": (replace(ENGLAND, asks_first=("fire",)), "there is no question fire"),
    "no time": (with_action("csc_telephone", within=Within.NEXT_DAY), "part REFER_CSC: nothing in it is due today"),
    "no review": (with_action("manage_review", again=None), "part MANAGE: no action in it is a review"),
    "review without a time": (with_action("manage_review", within=Within.LATER), "manage_review: a review without"),
    "no outcome": (replace(ENGLAND, outcomes=ENGLAND.outcomes[1:]), "outcome EMERGENCY: missing"),
    "long sentence": (with_question("danger", help=(LONG,)), "more than 25"),
    "word that labels": (with_question("danger", title="Is the victim safe?"), "'victim' is not used here"),
    "word that claims": (with_first("faq", answer="This is approved by the police."), "'approved by' is not used here"),
    "search word in a question": (with_first("faq", question="Is it sexting?"), "'sexting' is not used here"),
    "comes up at no question": (with_first("faq", at=Places(questions=("colour",))), "comes up at question colour"),
    "comes up at no outcome": (with_first("misconceptions", at=Places(outcomes=("WAIT",))), "comes up at outcome WAIT"),
    "comes up at no flag": (with_first("faq", at=Places(flags=("RED",))), "comes up at flag RED"),
    "comes up at no instruction": (with_first("faq", at=Places(instructions=("run",))), "comes up at instruction run"),
    "asked twice": (replace(ENGLAND, faq=ENGLAND.faq + ENGLAND.faq[:1]), "faq shown: named twice"),
    "tells a reporter": (with_first("faq", answer="Refer now."), "tells a reporter of the outcome 'Refer now'"),
    "tells a reporter beside a question": (
        with_first("misconceptions", fact="Manage in school.", at=Places(questions=("adult",))),
        "tells a reporter of the outcome 'Manage in school'",
    ),
    "sheet without an address": (with_first("toolkit", id="a b"), "its id cannot stand in an address"),
    "sheet without a source": (with_part(sources=()), "says what to do and has no source"),
    "table without rows": (with_part(columns=("When",)), "a table needs columns and rows"),
    "sheet that asks for the image": (with_part(blanks=("What the image shows",)), "asks about an image"),
    "long sentence in the leaflet": (
        replace(ENGLAND, leaflet=replace(ENGLAND.leaflet, use="A word " * 10 + "more.")),
        "a sentence of more than 19 words",
    ),
    "exclamation": (with_question("danger", title="Danger!"), "'!' is not used here"),
    "asks for the image": (with_question("told", help=("Please describe the image.",)), "asks what an image shows"),
}


@pytest.mark.parametrize(("guide", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_guide_is_noticed(guide, problem):
    assert any(problem in each for each in problems(guide))


def test_a_title_of_a_source_keeps_its_own_words():
    titles = " ".join(source.title for source in ENGLAND.sources)

    assert "Sexting" in titles
    assert problems(ENGLAND) == ()
