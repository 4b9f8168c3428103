"""Whose numbers stand on a poster: a school's own, or lines to write on."""

from __future__ import annotations

from collections.abc import Mapping

from ..guidance.poster import Poster
from ..outcomes.poster.telephones import Line
from ..tenants.model import ContactKind
from .phones import LABELS


def poster_lines(poster: Poster, contacts: Mapping[ContactKind, str]) -> tuple[Line, ...]:
    """A line for each kind that the poster has a place for. Some have one only where the school has set them."""
    kinds = [ContactKind(kind) for kind in poster.contacts if kind not in poster.contacts_if_set or kind in contacts]
    return tuple(Line(LABELS[kind], contacts.get(kind)) for kind in kinds)
