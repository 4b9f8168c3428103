"""The kinds of value that a guide file is made of."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, post_load, validate

from .model import AGENCIES

CONTACTS = (
    "lead",
    "deputy",
    "head",
    "chair",
    "social_care",
    "out_of_hours",
    "lado",
    "police",
    "safer_schools",
    "on_call",
)
"""The kinds of telephone number that a tenant keeps."""

SOME = validate.Length(min=1)


class Made(Schema):
    """A table of the file that becomes one frozen value. What the file leaves out, the value's defaults fill."""

    makes: ClassVar[type]

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> Any:
        """Build the value."""
        return self.makes(**found)


class Several(fields.List[Any]):
    """A list that becomes a tuple, because a guide is frozen."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> tuple[Any, ...]:  # type: ignore[override]
        return tuple(super()._deserialize(*args, **kwargs))


def words(**rules: Any) -> fields.String:
    """A text that may not be empty."""
    return fields.String(validate=SOME, **rules)


def address(**rules: Any) -> fields.String:
    """A web address. Nobody is sent anywhere that is not https."""
    secure = validate.Regexp(r"https://[^/\s]+\.\S+$", error="Write an address that begins with https://.")
    return fields.String(validate=secure, **rules)


def several_words(**rules: Any) -> Several:
    """A list of texts."""
    return Several(words(), **rules)


def agencies(**rules: Any) -> Several:
    """A list of those a case can be referred to."""
    return Several(fields.String(validate=validate.OneOf(AGENCIES)), **rules)


def contacts(**rules: Any) -> Several:
    """A list of kinds of telephone number."""
    return Several(fields.String(validate=validate.OneOf(CONTACTS)), **rules)


def answers(**rules: Any) -> fields.Dict:
    """Questions, each with the options that count."""
    return fields.Dict(keys=words(), values=several_words(), **rules)
