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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Samantha (Sam) Jones", "Keep away from Sam at lunch."),
        ("Anne-Marie Fox", "Not with Anne in class."),
        ("Anne-Marie Fox", "Not with annemarie in class."),
        ("Jose\u0301 Ruiz", "Not with Jos\u00e9."),
        ("Jos\u00e9 Ruiz", "Not with Jose\u0301."),
        ("Jos\u00e9 Ruiz", "Not with Jose."),
        ("Sam/Sammy Lee", "Not with Sammy."),
        ('"Bo" Lee', "Not with Bo today."),
        ("Bo Lee", "Not with _Bo_ today."),
        ("Bo Lee", "Not in BO\u2019S set."),
        ("Bo Lee", "Not with B\u200bo today."),
        ("Pat O\u2019Brien", "Not near O'Brien."),
        ("Pat O'Brien", "Not near O\u2019Brien."),
        ("Pat O\u02bcBrien", "Not near Brien."),
        ("Pat O'Brien", "Not near OBrien."),
        ("Max Strau\u00df", "Not near STRAUSS."),
        ("J.P. Xu", "Not near JP."),
    ],
)
def test_a_name_is_known_in_each_of_its_ordinary_spellings(name: str, words: str) -> None:
    given = for_family(child(**(MINE | {"safety_plan": words})), [child("B", name=name)])

    assert given.left_out == (Fact.PLAN,)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("#4471", "Ask #4471 to leave."),
        ("#4471", "Ask pupil 4471 to leave."),
        ("4471", "Ask #4471 to leave."),
        ("UPN-22", "See upn 22."),
        ("(12/B)", "See 12/B."),
    ],
)
def test_a_number_is_known_with_its_signs_and_without(number: str, words: str) -> None:
    assert tells_of(words, child("C", number=number))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("B", "The child b sent it."),
        ("B", "Not next to Pupil b."),
        ("B", "Not next to CHILD-B."),
        ("B", "Children c, d and b sit elsewhere."),
        ("A", "Children B and A sit elsewhere."),
        ("A", "Keep child a away."),
        ("B", "\uff22 leaves by the other gate."),
    ],
)
def test_a_letter_after_child_tells_in_either_case(label: str, words: str) -> None:
    assert tells_of(words, child(label))


@pytest.mark.parametrize(
    "words",
    [
        "Ring the Samaritans, or the same adult as before.",
        "Go to plan b if the gate is shut.",
        "Boys and girls leave by different gates.",
        "She joins the lunch club and the branch library.",
        "Annexe door, 44710 on the lock.",
        "The child's locker is moved; the pupils' entrance is watched.",
        "A teacher walks with them, and I ring at 4.",
    ],
)
def test_an_ordinary_sentence_is_given(words: str) -> None:
    others = [
        child("A", name="Samantha (Sam) Jones", number="#4471"),
        child("B", name="Anne-Marie O'Brien"),
        child("I", name='"Bo" Lee', number="7"),
        child("S", name="J Ranch"),
    ]

    given = for_family(child("C", **(MINE | {"safety_plan": words})), others)

    assert given.left_out == ()


def test_long_words_are_read_in_no_time() -> None:
    words = "child " * 600 + "a    and " * 2000 + "a, " * 2000 + " " * 5000

    assert not tells_of(words, child("B", name="a b" * 50, number="1 1 1 1 1 1"))
