"""The sheets of the toolkit and the leaflet for parents, in the public guide."""

from __future__ import annotations

from ...guidance.guide import Guide
from ...guidance.toolkit import Sheet, SheetPart, cited_in
from .. import view_parts as part
from ..views_help import SheetLink, SheetPage, SheetSection, ToolkitPage
from .guide import Chosen, guide_bar
from .source_notes import dated_notes

TOOLKIT = "guide_help.toolkit"
SHEET = "guide_help.sheet"
PARENTS = "guide_help.parents"
WORDS = (
    "Sheets to print or to read from: one or two pages each.",
    "No sheet asks what an image shows. Never write that on one.",
)


def toolkit_page(chosen: Chosen) -> ToolkitPage:
    """Every sheet, and who it is for."""
    sheets = (
        SheetLink(part.Link(each.title, chosen.url(SHEET, sheet_id=each.id)), each.use) for each in chosen.guide.toolkit
    )
    return ToolkitPage(bar=guide_bar(chosen, TOOLKIT), heading="Toolkit", words=WORDS, sheets=tuple(sheets))


def sheet_page(chosen: Chosen, sheet: Sheet) -> SheetPage:
    """One sheet."""
    return _page(chosen, sheet, TOOLKIT, "A sheet of the toolkit")


def parents_page(chosen: Chosen, leaflet: Sheet) -> SheetPage:
    """The leaflet: one page, for families."""
    return _page(chosen, leaflet, PARENTS, "For parents and carers", compact=True)


def _page(chosen: Chosen, sheet: Sheet, current: str, name: str, *, compact: bool = False) -> SheetPage:
    return SheetPage(
        bar=guide_bar(chosen, current),
        name=name,
        heading=sheet.title,
        use=sheet.use,
        sections=tuple(_section(chosen.guide, each) for each in sheet.parts),
        notes=dated_notes(chosen.guide, cited_in(sheet)),
        compact=compact,
    )


def _section(guide: Guide, each: SheetPart) -> SheetSection:
    return SheetSection(
        title=each.title,
        words=each.words,
        say=each.say,
        steps=each.steps,
        avoid=each.avoid,
        blanks=each.blanks,
        columns=each.columns,
        rows=tuple(range(1, each.rows + 1)),
        sources=dated_notes(guide, each.sources),
    )
