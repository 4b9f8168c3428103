"""The circumstances that safeguarding leads asked about, and what the guide must say to each."""

from dataclasses import dataclass, field

import pytest

from lti_tool.guidance.assess import assess
from lti_tool.guidance.model import Level

from .answers import ENGLAND, nothing_of_concern

BLACKMAILED = nothing_of_concern(
    "both", adult="online_unverified", pressure="yes_money", motive="profit", spread="nk", contact_type="image_live"
)


@dataclass(frozen=True)
class Vignette:
    story: str
    answers: dict[str, str]
    outcome: Level
    has: set[str] = field(default_factory=set)
    has_not: set[str] = field(default_factory=set)


VIGNETTES = {
    "V01": Vignette("A couple of 15, willing, private, no concern", nothing_of_concern(), Level.MANAGE),
    "V03": Vignette(
        "Shown thoughtlessly to two friends, stopped, sorry",
        nothing_of_concern(agreement="passed_on", spread="few", motive="reckless"),
        Level.CONSULT,
        has={"REPORT_REMOVE"},
    ),
    "V05": Vignette(
        "A boy of 15 is blackmailed by somebody he met online",
        BLACKMAILED,
        Level.REFER_NOW,
        has={"SEXTORTION", "CEOP", "REPORT_REMOVE"},
    ),
    "V06": Vignette(
        "He has left the lesson saying he cannot go on",
        BLACKMAILED | {"danger": "yes", "distress": "selfharm"},
        Level.EMERGENCY,
    ),
    "V08": Vignette(
        "A pupil of 18 and a girlfriend of 16, willing",
        nothing_of_concern(age="16_17", adult="adult_pupil"),
        Level.REFER_NOW,
        has_not={"CEOP"},
    ),
    "V09": Vignette("Children of 8 and 9, a joke on a tablet", nothing_of_concern(age="under_10"), Level.CONSULT),
    "V11": Vignette(
        "A boy of 13 makes pictures of classmates with an app",
        nothing_of_concern(agreement="covert_or_made", spread="few", motive="reckless", stopped="nk"),
        Level.REFER_NOW,
        has={"AI", "REPORT_REMOVE"},
    ),
    "V14": Vignette(
        "A girl of 14 in care keeps sharing her own images",
        nothing_of_concern(pattern="self_repeat", plan="social_worker"),
        Level.REFER_CSC,
    ),
    "V16": Vignette(
        "A teaching assistant has been sending sexual messages",
        nothing_of_concern("contact", adult="adult_staff"),
        Level.REFER_NOW,
        has={"LADO"},
    ),
    "V18": Vignette(
        "Somebody unknown asked a boy of 14 for pictures",
        nothing_of_concern("contact", adult="nk", pressure="nk", contact_type="asked"),
        Level.CONSULT,
    ),
    "V18b": Vignette(
        "Later that day: known only through an app",
        nothing_of_concern("contact", adult="online_unverified", pressure="nk", contact_type="asked"),
        Level.REFER_NOW,
        has={"CEOP"},
    ),
    "V20": Vignette("The first ten minutes: a rumour, nothing known", {}, Level.CONSULT),
    "V21": Vignette("V01 in a Welsh school", nothing_of_concern(nation="wales"), Level.CONSULT),
    "V25": Vignette("13 and 17, said to be mutual", nothing_of_concern(power="marked"), Level.REFER_CSC),
    "V26": Vignette("12 and 16, said to be mutual", nothing_of_concern(age="10_12", power="marked"), Level.REFER_NOW),
    "V27": Vignette(
        "A girl of 11 live-streamed to a boy in her class",
        {
            question_id: option
            for question_id, option in nothing_of_concern("contact", age="10_12", contact_type="image_live").items()
            if question_id not in ("content", "spread")
        },
        Level.REFER_CSC,
    ),
    "V28": Vignette("A parent finds the private image of a couple of 15", nothing_of_concern(adult="no"), Level.MANAGE),
}


@pytest.mark.parametrize("vignette", VIGNETTES.values(), ids=VIGNETTES.keys())
def test_the_guide_says_what_the_vignette_expects(vignette):
    assessment = assess(ENGLAND, vignette.answers)

    assert assessment.outcome is vignette.outcome
    assert vignette.has <= set(assessment.flags)
    assert not vignette.has_not & set(assessment.flags)


def test_a_live_stream_with_a_child_of_11_names_the_age_and_the_unknown_content():
    assessment = assess(ENGLAND, VIGNETTES["V27"].answers)

    assert [(driver.question.id, driver.option.id) for driver in assessment.drivers] == [
        ("age", "10_12"),
        ("content", "nk"),
    ]
    assert assessment.missing == ("content", "spread")
    assert assessment.refer == ("social_care",)


def test_a_welsh_school_is_told_why_advice_comes_first():
    (driver,) = assess(ENGLAND, VIGNETTES["V21"].answers).drivers

    assert (driver.question.id, driver.option.id) == ("nation", "wales")
    assert "not for Wales" in driver.why
