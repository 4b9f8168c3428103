"""What a guide's poster says that the guide does not say elsewhere, and which parts of the guide it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields

from .columns import Made, Several, several_words, words
from .columns import contacts as kinds_of_contact
from .model import Level


@dataclass(frozen=True)
class StepWords:
    """One step of the decision: the outcome it ends at, what is asked, and what then.

    Attributes:
        criteria: whether the criteria for immediate referral are listed under the question.
    """

    level: Level
    ask: str
    then: str = ""
    criteria: bool = False


@dataclass(frozen=True)
class NumberWords:
    """A national telephone number."""

    number: str
    who: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PosterWords:
    """The poster's own words.

    Attributes:
        danger: the instruction for a child in danger.
        tell: the instruction for everybody else.
        criteria: the criteria for immediate referral by their ids, each in one line.
        contacts: whose numbers a school fills in.
        contacts_if_set: those of them that have a place only where the school has set them.
        sources: where the sentence about the police comes from.
    """

    heading: str
    about: str
    danger: str
    tell: str
    steps_heading: str
    criteria: Mapping[str, str]
    steps: tuple[StepWords, ...]
    contacts_heading: str
    contacts: tuple[str, ...]
    contacts_if_set: tuple[str, ...]
    numbers: tuple[NumberWords, ...]
    police: str
    sources: tuple[str, ...]
    disclaimer: str


class StepSchema(Made):
    """`[[poster.steps]]`"""

    makes = StepWords
    level = fields.Enum(Level, required=True)
    ask = words(required=True)
    then = words()
    criteria = fields.Boolean()


class NumberSchema(Made):
    """`[[poster.numbers]]`"""

    makes = NumberWords
    number = words(required=True)
    who = words(required=True)
    sources = several_words(required=True)


class PosterSchema(Made):
    """`[poster]`"""

    makes = PosterWords
    heading = words(required=True)
    about = words(required=True)
    danger = words(required=True)
    tell = words(required=True)
    steps_heading = words(required=True)
    criteria = fields.Dict(keys=words(), values=words(), required=True)
    steps = Several(fields.Nested(StepSchema), required=True)
    contacts_heading = words(required=True)
    contacts = kinds_of_contact(required=True)
    contacts_if_set = kinds_of_contact(required=True)
    numbers = Several(fields.Nested(NumberSchema), required=True)
    police = words(required=True)
    sources = several_words(required=True)
    disclaimer = words(required=True)
