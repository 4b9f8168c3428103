"""The shape of a sheet of the toolkit in a guide file."""

from marshmallow import fields, validate

from . import columns as column
from .columns import Made, Several, several_words
from .toolkit import LONGEST_TABLE, Sheet, SheetPart


class SheetPartSchema(Made):
    """`[[toolkit.parts]]`"""

    makes = SheetPart
    title = column.words(required=True)
    words = several_words()
    say = several_words()
    steps = several_words()
    avoid = several_words()
    blanks = several_words()
    columns = several_words()
    rows = fields.Integer(strict=True, validate=validate.Range(min=1, max=LONGEST_TABLE))
    sources = several_words()


class SheetSchema(Made):
    """`[[toolkit]]` and `[leaflet]`"""

    makes = Sheet
    id = column.words(required=True)
    title = column.words(required=True)
    use = column.words(required=True)
    parts = Several(fields.Nested(SheetPartSchema), required=True)
