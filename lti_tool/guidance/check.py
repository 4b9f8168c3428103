"""Proves that a guide is sound: everything in it can be reached, is rated, is sourced and is plainly said."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from .check_help import HELP_CHECKS
from .guide import Guide
from .model import NOT_KNOWN, Audience, Interaction, Kind, Level, Option, Question, Strand
from .poster_check import poster_gaps
from .prose import faults, prose
from .references import references

Check = Callable[[Guide], Iterator[str]]


def problems(guide: Guide) -> tuple[str, ...]:
    """Everything that is wrong with the guide, each with its place. Nothing, for a guide that may be used."""
    return tuple(problem for check in CHECKS for problem in check(guide))


def unreachable(guide: Guide) -> Iterator[str]:
    """A question that no answer leads to, or that nobody is ever asked."""
    opened = {option.opens for question in guide.questions for option in question.options if option.opens}
    reached = {question.id for strand in opened for question in guide.in_strand(strand)}
    for question in guide.questions:
        if question.id not in reached:
            yield f"question {question.id}: unreachable, because no answer opens its strand"
        elif question.asked_of is Audience.NOBODY and question.unanswered == NOT_KNOWN:
            yield f"question {question.id}: unreachable, because nobody is asked and it says nothing by itself"
        elif question.kind is Kind.TEXT and question.asked_of is not Audience.EVERYONE:
            yield f"question {question.id}: unreachable, because only reporters write by hand"


def unrated(guide: Guide) -> Iterator[str]:
    """A choice without options, or an option that sends a case to nobody. The schema asks for every floor."""
    for question in guide.questions:
        if question.kind is Kind.CHOICE and not question.options:
            yield f"question {question.id}: no options"
        for option in question.options:
            yield from unrated_option(f"option {question.id} > {option.id}", option)


def unrated_option(place: str, option: Option) -> Iterator[str]:
    """What is missing from one option."""
    if option.floor >= Level.REFER_CSC and not option.refer:
        yield f"{place}: its floor calls for a referral, and it names nobody to tell"
    soft = option.in_messages
    if soft and soft.floor > option.floor:
        yield f"{place}: messages alone cannot be more serious than an image"
    if soft and soft.floor >= Level.REFER_CSC and not soft.refer:
        yield f"{place}: its floor in messages calls for a referral, and it names nobody to tell"


def disordered(guide: Guide) -> Iterator[str]:
    """Options that do not run from least to most concerning, or are not all displayed."""
    for question in guide.questions:
        for strand in Strand:
            yield from falling(question, strand, guide)
        ids = [option.id for option in question.options]
        if len(set(ids)) != len(ids):
            yield f"question {question.id}: an option is named twice"
        if question.display and sorted(question.display) != sorted(ids):
            yield f"question {question.id}: `display` does not name each option once"


def falling(question: Question, strand: Strand, guide: Guide) -> Iterator[str]:
    """An option whose floor is below that of a less concerning one."""
    here = next((each for each in guide.in_strand(strand) if each.id == question.id), None)
    options = [option for option in here.options if not option.leaves] if here else []
    for calmer, graver in pairwise(options):
        if graver.floor < calmer.floor:
            yield f"option {question.id} > {graver.id}: a floor below that of {calmer.id}, in {strand.value}"


def unsourced(guide: Guide) -> Iterator[str]:
    """Anything that can drive an outcome without a source and a reason."""
    for question in guide.questions:
        for option in question.options:
            place = f"option {question.id} > {option.id}"
            if option.floor and not (option.sources or question.sources):
                yield f"{place}: can drive an outcome and has no source"
            if option.floor and not (option.why or question.why):
                yield f"{place}: can drive an outcome and says no reason"
    for interaction in guide.interactions:
        if not interaction.sources:
            yield f"interaction {interaction.id}: can drive an outcome and has no source"


def lowering(guide: Guide) -> Iterator[str]:
    """A combination that asks for less than one of its answers alone, or sends a case to nobody."""
    for interaction in guide.interactions:
        for option in combined_options(guide, interaction):
            # A school may have raised one of them as high. The combination still says whom to tell.
            if interaction.floor <= option.floor and option.raised is None:
                yield f"interaction {interaction.id}: does not raise the floor of {option.id}"
        if interaction.floor >= Level.REFER_CSC and not interaction.refer:
            yield f"interaction {interaction.id}: calls for a referral, and names nobody to tell"


def combined_options(guide: Guide, interaction: Interaction) -> Iterator[Option]:
    """The options a combination names, those that exist."""
    for question_id, option_ids in interaction.when.items():
        yield from filter(None, (guide.option(question_id, option_id) for option_id in option_ids))


def incomplete(guide: Guide) -> Iterator[str]:
    """A level without an outcome or advice, or a person who is told nothing."""
    for level in Level:
        if level not in {outcome.level for outcome in guide.outcomes}:
            yield f"outcome {level.name}: missing"
        if guide.part(level.name) is None:
            yield f"part {level.name}: missing"
    for flag in guide.flags:
        if guide.part(flag.id) is None:
            yield f"part {flag.id}: missing, and a flag has this name"
    if Level.MANAGE not in {instruction.level for instruction in guide.instructions}:
        yield "instructions: none for the lowest level"


def unhurried(guide: Guide) -> Iterator[str]:
    """An outcome that may wait, or that nobody looks at again."""
    for level in Level:
        do = part.do if (part := guide.part(level.name)) else ()
        if not any(action.within.is_today for action in do):
            yield f"part {level.name}: nothing in it is due today"
        # An urgent referral is chased; what stays with the school has to be looked at again.
        if level < Level.REFER_NOW and not any(action.again for action in do):
            yield f"part {level.name}: no action in it is a review"
    for action in (action for part in guide.parts for action in part.do):
        if action.again and not action.within.is_dated:
            yield f"action {action.id}: a review without a time"


def open_addresses(guide: Guide) -> Iterator[str]:
    """A source, or something else that is linked, that is not read over https."""
    places = [(f"source {source.id}", source.url) for source in guide.sources]
    places += [(f"message {each.id}", link.url) for each in guide.messages for link in each.links]
    for place, url in places:
        if not url.startswith("https://"):
            yield f"{place}: its address is not https"


def unplain(guide: Guide) -> Iterator[str]:
    """A sentence too long, or a word that is not used here."""
    for place, text in prose(guide):
        yield from (f"{place}: {fault}" for fault in faults(text))


CHECKS: tuple[Check, ...] = (
    references,
    poster_gaps,
    unreachable,
    unrated,
    disordered,
    unsourced,
    lowering,
    incomplete,
    unhurried,
    open_addresses,
    unplain,
    *HELP_CHECKS,
)
