"""What a safeguarding professional has confirmed of a guide: a line for the list and the outcome, and the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...guidance.confirming import Point, items, points
from ...guidance.guide import Guide
from ...tenants.signoffs import Signed
from .. import view_parts as part
from ..views_confirming import Confirmation, ConfirmingPage, OpenPoint, Resting
from .source_notes import source_notes
from .words import day, month

NOT_ALL = "Not everything in this guide has been confirmed by a safeguarding professional"
MEANING = (
    "What is open was written from what others quote, or from what we know. Check it before you rely on it.",
    "Whoever confirms a point tells your administrator, who records it with their name, role and the date.",
)
CONFIRMED = ("Nothing is open. If the guide changes, what has changed has to be confirmed again.",)

Signoffs = Mapping[str, Signed]


def confirmation(guide: Guide, signed: Signoffs) -> Confirmation:
    """How far this guide is confirmed."""
    known = items(guide)
    left = sum(each not in signed for each in known)
    href = url_for("confirming.of_guide", guide_id=guide.id)
    if left:
        return Confirmation(f"{NOT_ALL}: {_points(left)} left.", href)
    return Confirmation(f"This guide was confirmed by {_by([signed[each] for each in known])}.", href, done=True)


def confirming_page(guide: Guide, signed: Signoffs, chrome: part.Chrome) -> ConfirmingPage:
    """All of it: what is open with what rests on it, and what was confirmed by whom."""
    found = points(guide)
    line = confirmation(guide, signed)
    return ConfirmingPage(
        chrome=chrome,
        back=part.Link("Back to the cases", url_for("review.queue")),
        guide=f"{guide.title}. Sources read in {month(guide.checked)}.",
        standing=line.words,
        meaning=CONFIRMED if line.done else MEANING,
        left=tuple(_open(guide, point) for point in found if point.id not in signed),
        done=tuple(part.Fact(_short(point), _who(signed[point.id])) for point in found if point.id in signed),
    )


def _open(guide: Guide, point: Point) -> OpenPoint:
    if point.source is None:
        return OpenPoint(point.text)
    (note,) = source_notes(guide, (point.source.id,))
    names: dict[str, list[str]] = {}
    for each in point.relied_on:
        names.setdefault(each.heading, []).append(each.words)
    resting = tuple(Resting(heading, tuple(found)) for heading, found in names.items())
    count = len(point.relied_on)
    summary = f"See what rests on it ({count} {'place' if count == 1 else 'places'})" if count else ""
    return OpenPoint(point.source.title, note, resting, summary)


def _short(point: Point) -> str:
    return point.source.title if point.source else point.text


def _who(signed: Signed) -> str:
    return f"{signed.name}, {signed.role}, {day(signed.on)}"


def _by(signed: list[Signed]) -> str:
    """Everybody who confirmed something, each once, with the day of their last point."""
    last = {(each.name, each.role): each for each in sorted(signed, key=lambda each: each.on)}
    return "; ".join(_who(each) for each in last.values())


def _points(count: int) -> str:
    return "1 point is" if count == 1 else f"{count} points are"
