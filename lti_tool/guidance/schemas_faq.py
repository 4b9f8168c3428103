"""The shape of common questions and of what is often believed, in a guide file."""

from marshmallow import fields

from .columns import Made, several_words, words
from .faq import Faq, Misconception, Places
from .model import Audience


class PlacesSchema(Made):
    """`at`"""

    makes = Places
    questions = several_words()
    outcomes = several_words()
    flags = several_words()
    instructions = several_words()


class FaqSchema(Made):
    """`[[faq]]`"""

    makes = Faq
    id = words(required=True)
    question = words(required=True)
    answer = words(required=True)
    sources = several_words(required=True)
    group = words()
    at = fields.Nested(PlacesSchema)
    asked_of = fields.Enum(Audience, by_value=True)
    search = several_words()


class MisconceptionSchema(Made):
    """`[[misconceptions]]`"""

    makes = Misconception
    id = words(required=True)
    belief = words(required=True)
    fact = words(required=True)
    sources = several_words(required=True)
    at = fields.Nested(PlacesSchema)
