"""Answers for tests: cases in which nothing is of concern, cases of every kind, and the guide they belong to."""

from hypothesis import settings
from hypothesis import strategies as st

from lti_tool.guidance.library import load
from lti_tool.guidance.model import Kind, Strand
from lti_tool.guidance.reading import strand_of

ENGLAND = load("england_v1")

# Nothing here is about time, and a busy machine must not make a rule look broken.
PROPERTY = settings(max_examples=80, deadline=None, database=None)

CHOICES = [question for question in ENGLAND.questions if question.kind is Kind.CHOICE]
SCORED = [question for question in CHOICES if question.scored and question.id not in ("nation", "strand")]
STAYING = ["images", "contact", "both", "nk"]

NOTHING_OF_CONCERN = {question.id: question.options[0].id for question in SCORED} | {"age": "13_15"}


def nothing_of_concern(strand: str = "images", **changes: str) -> dict[str, str]:
    """Every question that applies answered with its least concerning option, but for the changes."""
    said = NOTHING_OF_CONCERN | {"strand": strand} | changes
    applying = {question.id for question in ENGLAND.in_strand(strand_of(ENGLAND, said))}
    return {
        question_id: option for question_id, option in said.items() if question_id in applying or question_id in changes
    }


def offered(said: dict[str, str]) -> dict[str, str]:
    """The answers without an image option in a case that has only messages."""
    if strand_of(ENGLAND, said) is Strand.CONTACT and said.get("agreement") == "covert_or_made":
        return {question_id: option for question_id, option in said.items() if question_id != "agreement"}
    return said


PAIRS = [(question.id, option.id) for question in CHOICES for option in question.options if not option.leaves]


def any_answers() -> st.SearchStrategy[dict[str, str]]:
    """Any answers that the guide accepts: anything at all, or a calm case with a few answers changed."""
    anything = st.lists(st.sampled_from(PAIRS), max_size=25).map(dict)
    mostly_calm = st.lists(st.sampled_from(PAIRS), max_size=4).map(
        lambda changes: NOTHING_OF_CONCERN | {"strand": "both"} | dict(changes)
    )
    return st.one_of(anything, mostly_calm).map(offered)
