"""The page models about how long cases are kept, and about deleting."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_lists import Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionsPage(part.Page):
    """Lists of what can be deleted and what was. For leads and for administrators, each with their own."""

    template = "pages/deletions.html"
    subject = "Deletions"
    heading: str
    words: tuple[str, ...]
    lists: tuple[Entries, ...]
    back: part.Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SentByPage(DeletionsPage):
    """What one person has sent, as the same kind of lists."""

    subject = "Cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReceiptPage(part.Page):
    """What was deleted, for paper too. It holds no answer and no name of a child."""

    template = "pages/erasure_receipt.html"
    subject = "Receipt of a deletion"
    facts: tuple[part.Fact, ...]
    back: part.Link
    printed: str
