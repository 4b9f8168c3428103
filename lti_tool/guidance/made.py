"""A table of a guide file that becomes one frozen value."""

from typing import Any, ClassVar

from marshmallow import Schema, post_load


class Made(Schema):
    """A table of the file that becomes one frozen value. What the file leaves out, the value's defaults fill."""

    makes: ClassVar[type]

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> Any:
        """Build the value."""
        return self.makes(**found)
