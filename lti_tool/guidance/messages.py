"""What the public guide says before anything else: what it is for, what the police say, where it comes from."""

from dataclasses import dataclass

from marshmallow import fields, validate

from .columns import Made, Several, address, several_words, words

PAGES = ("index", "flowchart", "factors")


@dataclass(frozen=True)
class Elsewhere:
    """Something of others that is not copied here: its own name, and where it is found."""

    name: str
    url: str


@dataclass(frozen=True)
class Message:
    """A few sentences under one heading, where they come from, and on which page of the guide they stand."""

    id: str
    title: str
    text: tuple[str, ...]
    sources: tuple[str, ...]
    links: tuple[Elsewhere, ...] = ()
    page: str = "index"


def on_page(messages: tuple[Message, ...], page: str) -> tuple[Message, ...]:
    """The messages of one page."""
    return tuple(message for message in messages if message.page == page)


class ElsewhereSchema(Made):
    """`[[messages.links]]`"""

    makes = Elsewhere
    name = words(required=True)
    url = address(required=True)


class MessageSchema(Made):
    """`[[messages]]`"""

    makes = Message
    id = words(required=True)
    title = words(required=True)
    text = several_words(required=True)
    sources = several_words(required=True)
    links = Several(fields.Nested(ElsewhereSchema))
    page = fields.String(validate=validate.OneOf(PAGES))
