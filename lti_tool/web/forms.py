"""Forms: text from a browser turned into values, or into words that say how to put it right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

LONGEST_TEXT = 4000
LONGEST_REASON = 2000
# Space around the words, and letters that become one when they are put together, are not counted against a person.
ROOM = 1000

# guidance-spec (b): no field may take a link to an image, so none takes a link.
# A site's name alone is wanted; a page on it is not. The endings are the common ones: "3.5/10" is no link.
# Nothing in it repeats without an end: while it looks, nobody else is served.
ENDINGS = "com|net|org|uk|co|io|me|gg|ly|tv|app|link|to|be|gl|im|xyz|site|online|cc|eu|ru|pics|photos"
LINK = re.compile(
    rf"(?i)\b(?:https?:/|ftps?:/|www\.\S|(?:data|blob|file):\S{{0,200}}/)|(?<=[a-z0-9-])\.(?:{ENDINGS})/\S",
)

NO_REASON = "Enter your reason"
NOBODY_NAMED = "Select the member of staff whom it is about"
NO_LINKS = "Take out the link. Write the name of the app or site instead"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was read: its values, or what is wrong with it."""

    values: Mapping[str, Any]
    error: str | None = None


class Words(fields.String):
    """What a person wrote: line ends made equal, invisible control characters taken out.

    What is far too long is refused before it is looked at: putting letters together can take seconds of it.
    """

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(**options)
        self._longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs) or ""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > self._longest + ROOM:
            raise self.make_error("too_long")
        text = unicodedata.normalize("NFC", text)
        text = "".join(
            sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
        ).strip()
        if len(text) > self._longest:
            raise self.make_error("too_long")
        return text


def no_link(text: str) -> None:
    """Raise ValidationError for text that holds a link."""
    if LINK.search(text):
        raise ValidationError(NO_LINKS)


class ChoiceForm(Schema):
    """One answer out of those that are offered."""

    class Meta:
        unknown = EXCLUDE

    choice = fields.String(load_default="", validate=validate.Length(max=40))


class TextForm(Schema):
    """An answer in the person's own words; it may be left empty."""

    class Meta:
        unknown = EXCLUDE

    # A form without the field is no form of ours: it must not empty what was written before.
    text = Words(
        LONGEST_TEXT,
        required=True,
        error_messages={
            "required": "Write what you know, or leave the box empty and continue",
            "too_long": f"Shorten this to {LONGEST_TEXT} characters or fewer",
        },
        validate=no_link,
    )


class ReasonForm(Schema):
    """A reason, which must be given."""

    class Meta:
        unknown = EXCLUDE

    # Required, because a default would not be checked.
    reason = Words(
        LONGEST_REASON,
        required=True,
        error_messages={
            "required": NO_REASON,
            "too_long": f"Shorten your reason to {LONGEST_REASON} characters or fewer",
        },
        validate=[validate.Length(min=1, error=NO_REASON), no_link],
    )


class NameForm(Schema):
    """The member of staff whom a restricted case is about."""

    class Meta:
        unknown = EXCLUDE

    staff = fields.String(
        required=True,
        error_messages={"required": NOBODY_NAMED},
        validate=validate.Regexp(r"[0-9a-f]{32}\Z", error=NOBODY_NAMED),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of several fields that was read.

    Attributes:
        values: what was read of the fields that are right.
        errors: what is wrong, by the name of the field.
        typed: everything as it was typed, for showing it again.
    """

    values: Mapping[str, Any]
    errors: Mapping[str, str]
    typed: Mapping[str, str]


def read_sheet(schema: Schema, form: Mapping[str, str]) -> Sheet:
    """Read a submitted form with all that is wrong with it. A field that is left out is read as empty."""
    typed = {name: form.get(name, "") for name in schema.fields}
    try:
        return Sheet(schema.load(typed), {}, typed)
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {}
        valid = error.valid_data if isinstance(error.valid_data, dict) else {}
        return Sheet(valid, {name: str(texts[0]) for name, texts in messages.items()}, typed)


def read_form(schema: Schema, form: Mapping[str, str]) -> Filled:
    """Read a submitted form. The first thing that is wrong is what the page says."""
    try:
        return Filled(schema.load({name: form[name] for name in form}))
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {}
        first = next((message for texts in messages.values() for message in texts), "Check what you entered")
        return Filled(error.valid_data if isinstance(error.valid_data, dict) else {}, str(first))
