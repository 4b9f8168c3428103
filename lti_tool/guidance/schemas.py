"""The shape of a guide file, checked by marshmallow on the way in."""

from marshmallow import fields, validate

from . import model
from .columns import CONTACTS, Made, Several, address, agencies, answers, contacts, several_words, words
from .confirm import Confirm
from .guide import Guide
from .messages import MessageSchema
from .poster_words import PosterSchema
from .schemas_faq import FaqSchema, MisconceptionSchema
from .schemas_toolkit import SheetSchema
from .to_the_head import ToTheHead
from .within import Within


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
    name = words(required=True)
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


class ToTheHeadSchema(Made):
    """`[instructions.to_the_head]`"""

    makes = ToTheHead
    heading = words(required=True)
    do = several_words(required=True)
    say = several_words(required=True)
    do_not = several_words(required=True)
    if_nobody_answers = several_words(required=True)


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
    to_the_head = fields.Nested(ToTheHeadSchema, required=True)


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
    toolkit = Several(fields.Nested(SheetSchema))
    leaflet = fields.Nested(SheetSchema)
    criteria = Several(fields.Nested(CriterionSchema))
    messages = Several(fields.Nested(MessageSchema))
    poster = fields.Nested(PosterSchema)
