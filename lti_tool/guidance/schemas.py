"""The shape of a guide file, checked by marshmallow on the way in."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, post_load, validate

from . import model
from .columns import CONTACTS, Several, address, agencies, answers, contacts, several_words, words
from .confirm import Confirm
from .faq import Faq, Misconception
from .guide import Guide
from .within import Within


class Made(Schema):
    """A table of the file that becomes one frozen value. What the file leaves out, the value's defaults fill."""

    makes: ClassVar[type]

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> Any:
        """Build the value."""
        return self.makes(**found)


class SourceSchema(Made):
    """`[[sources]]`"""

    makes = model.Source
    id = words(required=True)
    title = words(required=True)
    publisher = words(required=True)
    date = words(required=True)
    url = address(required=True)
    label = fields.Enum(model.Label, required=True)
    checked = words(required=True)


class SofteningSchema(Made):
    """`in_messages` of an option"""

    makes = model.Softening
    floor = fields.Enum(model.Level, required=True)
    refer = agencies()


class OptionSchema(Made):
    """`[[questions.options]]`"""

    makes = model.Option
    id = words(required=True)
    label = words(required=True)
    floor = fields.Enum(model.Level, required=True)
    refer = agencies()
    sources = several_words()
    why = words()
    opens = fields.Enum(model.Strand, by_value=True)
    in_messages = fields.Nested(SofteningSchema)
    images_only = fields.Boolean()
    leaves = fields.Boolean()


class QuestionSchema(Made):
    """`[[questions]]`"""

    makes = model.Question
    id = words(required=True)
    section = words(required=True)
    title = words(required=True)
    asked_of = fields.Enum(model.Audience, by_value=True, required=True)
    error = words(required=True)
    options = Several(fields.Nested(OptionSchema))
    kind = fields.Enum(model.Kind, by_value=True)
    strand = fields.Enum(model.Strand, by_value=True)
    help = several_words()
    hint = words()
    display = several_words()
    sources = several_words()
    why = words()
    scored = fields.Boolean()
    unanswered = words()


class InteractionSchema(Made):
    """`[[interactions]]`"""

    makes = model.Interaction
    id = words(required=True)
    when = answers(required=True)
    floor = fields.Enum(model.Level, required=True)
    refer = agencies(required=True)
    sources = several_words(required=True)
    why = words(required=True)


class FlagSchema(Made):
    """`[[flags]]`"""

    makes = model.Flag
    id = words(required=True)
    title = words(required=True)
    any = answers(required=True)
    only_if = answers(load_default={})


class CriterionSchema(Made):
    """`[[criteria]]`"""

    makes = model.Criterion
    id = words(required=True)
    title = words(required=True)
    any = answers(required=True)
    only_if = answers(load_default={})
    sources = several_words(required=True)


class OutcomeSchema(Made):
    """`[[outcomes]]`"""

    makes = model.Outcome
    level = fields.Enum(model.Level, required=True)
    title = words(required=True)
    timing = words(required=True)
    care = words(required=True)
    summary = words(required=True)


class PoliceSchema(Made):
    """`[[police]]`"""

    makes = model.PoliceLine
    id = words(required=True)
    text = words(required=True)
    note = words()
    sources = several_words()


class ActionSchema(Made):
    """`[[parts.do]]`"""

    makes = model.Action
    id = words(required=True)
    who = words(required=True)
    when = words(required=True)
    within = fields.Enum(Within, by_value=True, required=True)
    again = fields.Enum(Within, by_value=True)
    text = words(required=True)
    sources = several_words(required=True)
    contacts = contacts()
    if_telling = agencies()
    unless_telling = agencies()


class DoNotSchema(Made):
    """`[[parts.do_not]]`"""

    makes = model.DoNot
    id = words(required=True)
    text = words(required=True)
    sources = several_words(required=True)


class PartSchema(Made):
    """`[[parts]]`"""

    makes = model.Part
    id = words(required=True)
    title = words(required=True)
    do = Several(fields.Nested(ActionSchema))
    do_not = Several(fields.Nested(DoNotSchema))


class InstructionSchema(Made):
    """`[[instructions]]`"""

    makes = model.Instruction
    id = words(required=True)
    level = fields.Enum(model.Level, required=True)
    heading = words(required=True)
    do = several_words(required=True)
    say = several_words(required=True)
    do_not = several_words(required=True)
    if_nobody_answers = several_words(required=True)
    if_about_staff = several_words(required=True)
    contacts = contacts(required=True)


class FaqSchema(Made):
    """`[[faq]]`"""

    makes = Faq
    id = words(required=True)
    question = words(required=True)
    answer = words(required=True)
    sources = several_words()


class MisconceptionSchema(Made):
    """`[[misconceptions]]`"""

    makes = Misconception
    id = words(required=True)
    belief = words(required=True)
    fact = words(required=True)
    sources = several_words()


class ConfirmSchema(Made):
    """`[[confirm]]`"""

    makes = Confirm
    id = words(required=True)
    text = words(required=True)


class GuideSchema(Made):
    """The whole file"""

    makes = Guide
    id = words(required=True)
    nation = words(required=True)
    extends = words()
    confirm = Several(fields.Nested(ConfirmSchema))
    contacts = fields.Dict(keys=fields.String(validate=validate.OneOf(CONTACTS)), values=words())
    title = words(required=True)
    checked = words(required=True)
    about = several_words(required=True)
    reminder = words(required=True)
    timing_note = words(required=True)
    unknown_why = words(required=True)
    asks_first = several_words(required=True)
    labels = fields.Dict(keys=words(), values=words(), required=True)
    agencies = fields.Dict(keys=words(), values=words(), required=True)
    sources = Several(fields.Nested(SourceSchema), required=True)
    questions = Several(fields.Nested(QuestionSchema), required=True)
    interactions = Several(fields.Nested(InteractionSchema), required=True)
    flags = Several(fields.Nested(FlagSchema), required=True)
    outcomes = Several(fields.Nested(OutcomeSchema), required=True)
    police = Several(fields.Nested(PoliceSchema), required=True)
    parts = Several(fields.Nested(PartSchema), required=True)
    instructions = Several(fields.Nested(InstructionSchema), required=True)
    faq = Several(fields.Nested(FaqSchema))
    misconceptions = Several(fields.Nested(MisconceptionSchema))
    criteria = Several(fields.Nested(CriterionSchema))
