"""Sources as a page shows them: what they are, and how far somebody has checked them."""

from __future__ import annotations

from dataclasses import replace

from ...guidance.guide import Guide
from ...guidance.model import Label, Source
from .. import view_parts as part
from .words import month

GRADES = {Label.V: "read", Label.V2: "second-hand", Label.K: "not checked"}


def source_notes(guide: Guide, source_ids: tuple[str, ...]) -> tuple[part.SourceNote, ...]:
    """Each source with how far it was verified, in words."""
    return tuple(_note(guide, source) for source in guide.cited(source_ids))


def _note(guide: Guide, source: Source) -> part.SourceNote:
    name, checked = f"{source.title}, {source.publisher}", guide.labels[source.label.value]
    return part.SourceNote(name, checked, source.url or None, GRADES[source.label])


def dated_notes(guide: Guide, source_ids: tuple[str, ...]) -> tuple[part.SourceNote, ...]:
    """Each source with how far it was verified, and when somebody last looked."""
    found = zip(source_notes(guide, source_ids), guide.cited(source_ids), strict=True)
    return tuple(
        replace(note, checked=f"{note.checked} Looked at in {month(source.checked)}.") for note, source in found
    )
