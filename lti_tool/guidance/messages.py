"""What the public guide says before anything else: what it is for, what the police say, where it comes from."""

from dataclasses import dataclass

from marshmallow import fields

from .columns import Made, Several, address, several_words, words


@dataclass(frozen=True)
class Elsewhere:
    """Something of others that is not copied here: its own name, and where it is found."""

    name: str
    url: str


@dataclass(frozen=True)
class Message:
    """A few sentences under one heading, and where they come from."""

    id: str
    title: str
    text: tuple[str, ...]
    sources: tuple[str, ...]
    links: tuple[Elsewhere, ...] = ()


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
