"""What one family is given says nothing of another child."""

import pytest

from lti_tool.cases.children import Child, Fact
from lti_tool.cases.family import for_family, tells_of

MINE = {
    "age": "13_15",
    "shown": "yes",
    "support": "social_worker",
    "wants": "She does not want her mother to know.",
    "parents": "not_told",
    "parents_why": "Her father may hurt her.",
    "named_adult": "Mr Okafor",
    "safety_plan": "Sits at the front. A colleague is at the gate. I ring on Friday.",
    "name": "Quilla Zephyrine",
    "number": "UPN11",
}
OTHER = {"name": "Bo van Dyke", "number": "UPN-22", "wants": "He wants to say sorry."}


def child(label: str = "A", **facts: str) -> Child:
    return Child(label * 8, label, facts)


def test_a_family_is_given_the_plan_and_the_adult_of_its_own_child_and_no_more() -> None:
    given = for_family(child(**MINE), [child("B", **OTHER)])

    assert given.facts == {
        Fact.NAME: "Quilla Zephyrine",
        Fact.ADULT: "Mr Okafor",
        Fact.PLAN: "Sits at the front. A colleague is at the gate. I ring on Friday.",
    }
    assert given.left_out == ()


@pytest.mark.parametrize(
    "words",
    [
        "Keep apart from Child B.",
        "Keep apart from child B at lunch.",
        "Children B and C sit elsewhere.",
        "B leaves by the other gate.",
        "Bo leaves by the other gate.",
        "Not in the same set as van Dyke.",
        "See UPN-22.",
    ],
)
def test_what_tells_of_another_child_is_left_out_and_said(words: str) -> None:
    given = for_family(child(**(MINE | {"safety_plan": words})), [child("C"), child("B", **OTHER)])

    assert Fact.PLAN not in given.facts
    assert given.left_out == (Fact.PLAN,)


@pytest.mark.parametrize(
    ("label", "words", "tells"),
    [
        ("A", "A teacher walks with them.", False),
        ("A", "Not next to child A.", True),
        ("I", "I ring on Friday.", False),
        ("I", "Not next to Child I.", True),
        ("B", "Both agree to be at the gate.", False),
        ("B", "Year 10 group 10B is told.", False),
    ],
)
def test_an_ordinary_word_is_no_letter_of_a_child(label: str, words: str, tells: bool) -> None:
    assert tells_of(words, child(label)) is tells
