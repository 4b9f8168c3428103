"""The whole guide as a chart, in words for people."""

from __future__ import annotations

from ...guidance.flow import Flow, Stop, Together, Way, flow
from ...guidance.guide import Guide
from ...guidance.messages import on_page
from ...guidance.model import Level, Option, Strand
from ..views_flow import FlowEnd, FlowPage, FlowStop, FlowStretch, FlowWay
from ..views_lead import Tab
from .guide import Chosen, guide_bar, told

ENDPOINT = "guide.flowchart"
STRANDS = {Strand.BOTH: "Everything", Strand.IMAGES: "Images", Strand.CONTACT: "Messages and contact only"}
TONES = {
    Level.EMERGENCY: "emergency",
    Level.REFER_NOW: "now",
    Level.REFER_CSC: "today",
    Level.CONSULT: "consult",
    Level.MANAGE: "on",
}
GO_ON = "Go on"
NOT_HERE = "Not in this guide"
FOR_BOTH = "From here on the questions about images and those about contact apply."


def flow_page(chosen: Chosen, strand: Strand) -> FlowPage:
    """The chart of one strand, with what its ways lead to."""
    guide = chosen.guide
    drawn = flow(guide, strand)
    how = [told(guide, each) for each in on_page(guide.messages, "flowchart")]
    return FlowPage(
        bar=guide_bar(chosen, ENDPOINT),
        reminder=guide.reminder,
        how=tuple(how),
        strands=tuple(Tab(words, _url(chosen, each), each is strand) for each, words in STRANDS.items()),
        strand=STRANDS[strand],
        stretches=tuple(
            FlowStretch(number, stretch.title, tuple(stop_words(guide, drawn, each) for each in stretch.stops))
            for number, stretch in enumerate(drawn.stretches, 1)
        ),
        end=end_words(guide, Level.MANAGE, guide.timing_note),
        ends=tuple(end_words(guide, level) for level in sorted(Level, reverse=True)),
    )


def stop_words(guide: Guide, drawn: Flow, stop: Stop) -> FlowStop:
    """One question of the chart."""
    ways = [(way, way_words(guide, drawn, way)) for way in stop.ways]
    return FlowStop(
        id=stop.question.id,
        question=stop.question.title,
        off=tuple(words for way, words in ways if not way.goes_on),
        on=tuple(words for way, words in ways if way.goes_on),
    )


def way_words(guide: Guide, drawn: Flow, way: Way) -> FlowWay:
    """One way, with everything that has to be known of it."""
    opens = FOR_BOTH if way.opens and way.opens is not drawn.strand else None
    return FlowWay(
        answers=tuple(option.label for option in way.options),
        together=" ".join(together_words(each) for each in way.together) or None,
        leads=leads_words(guide, way),
        tone="out" if way.leaves else TONES[way.level],
        tell=tell_words(guide, way.refer),
        note=way.options[0].why if way.leaves else opens,
    )


def leads_words(guide: Guide, way: Way) -> str:
    """Where a way leads."""
    if way.leaves:
        return NOT_HERE
    return GO_ON if way.goes_on else guide.name_of(way.level)


def tell_words(guide: Guide, refer: tuple[str, ...]) -> str | None:
    """Who must be told, in the order in which they are told."""
    if refer == ("999",):
        return "Call 999"
    return f"Tell: {', '.join(guide.agencies[each] for each in refer)}" if refer else None


def together_words(each: Together) -> str:
    """What else must have been answered."""
    return f"Together with: {each.question.title} {or_words(each.options)}."


def or_words(options: tuple[Option, ...]) -> str:
    """Answers as they are read on their page, any of them."""
    return " or ".join(f"“{option.label}”" for option in options)


def end_words(guide: Guide, level: Level, *more: str, current: bool = False) -> FlowEnd:
    """Where a way ends: what it is called, and how soon that is. A chart's own end says whose times these are."""
    outcome = guide.outcome(level)
    return FlowEnd(level.name.lower(), outcome.title, TONES[level], (outcome.timing, *more), current)


def _url(chosen: Chosen, strand: Strand) -> str:
    """The chart of a strand. All of it is the page without one."""
    return chosen.url(ENDPOINT, strand=None if strand is Strand.BOTH else strand.value)
