"""The poster's pages: what stands on it, in words, and where it is to be had."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...guidance.guide import Guide
from ...guidance.library import FALLBACK_NATION
from ...guidance.poster import Poster, Step
from ...outcomes.poster.paper import Form
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..poster_lines import poster_lines
from ..views_poster import Downloads, PosterPage, PosterPart, SchoolPosterPage
from .guide import NATIONS, Chosen, guide_bar
from .source_notes import source_notes

ENDPOINT = "poster.page"
HEADING = "The poster for the staff-room wall"
INSTEAD = "The poster, drawn on one page of A4. Everything on it stands below in words."
INSTEAD_OURS = "Your poster, drawn on one page of A4. The PDF and the HTML of it hold the same as text."
DO_NOT = "What not to do"
PRINT = "It is one page of A4. Enlarge it to A3 for a large room. Black and white will do."
WRITE = "Write your school’s numbers on it. Leads and administrators find one in Signpost with the numbers on it."
YOURS = "Your school’s poster"
POSTER = "Print the poster for the staff-room wall"
NONE_YET = "There is no poster for {nation} yet. Use the guidance of that nation."
NUMBERS = "It shows the numbers that are set now. When one changes, print it again and take the old one down."
UNSET = "These are not set. The poster has a line to write each of them on. Ask your administrator to set them."


def poster_page(chosen: Chosen, poster: Poster | None) -> PosterPage:
    """The public page; without a poster where the nation has none."""
    bar = guide_bar(chosen, ENDPOINT)
    if poster is None:
        return PosterPage(bar=bar, heading=HEADING, advice=(NONE_YET.format(nation=NATIONS[chosen.nation]),))
    return PosterPage(
        bar=bar,
        heading=HEADING,
        downloads=Downloads(_public(chosen, Form.PDF), _public(chosen, Form.SVG), INSTEAD),
        advice=(PRINT, WRITE),
        parts=_parts(poster),
        notes=_notes(chosen.guide),
    )


def school_poster_page(
    poster: Poster | None, contacts: Mapping[ContactKind, str], chrome: part.Chrome, nation: str
) -> SchoolPosterPage:
    """The page of a school's own; without downloads where its nation has no poster."""
    back = part.Link("Back", url_for("start.home"))
    if poster is None:
        words = (NONE_YET.format(nation=nation),)
        return SchoolPosterPage(chrome=chrome, heading=YOURS, back=back, downloads=None, advice=words)
    return SchoolPosterPage(
        chrome=chrome,
        heading=YOURS,
        back=back,
        downloads=Downloads(_ours(Form.PDF), _ours(Form.SVG), INSTEAD_OURS),
        advice=(PRINT, NUMBERS),
        warning=poster.warning,
        unset=UNSET,
        missing=tuple(line.label for line in poster_lines(poster, contacts) if line.value is None),
    )


def _public(chosen: Chosen, form: Form) -> str:
    nation = None if chosen.nation.value == FALLBACK_NATION else chosen.nation.value
    return url_for("poster.public", form=form.value, nation=nation)


def _ours(form: Form) -> str:
    return url_for("poster.school_file", form=form.value)


def _parts(poster: Poster) -> tuple[PosterPart, ...]:
    return (
        PosterPart(poster.danger, (poster.danger_do,)),
        PosterPart(poster.tells, poster.else_tell, poster.do, ordered=True),
        PosterPart(DO_NOT, (), poster.do_not),
        PosterPart(poster.steps_heading, (poster.police,), tuple(_step(each) for each in poster.steps), ordered=True),
        PosterPart(poster.contacts_heading, (), tuple(f"{each.number}: {each.who}" for each in poster.numbers)),
        PosterPart("What this is", poster.foot),
    )


def _step(step: Step) -> str:
    """Read aloud, a step is a sentence: the question, what counts, and what follows."""
    asked = f"{step.ask}: {'; '.join(step.counts)}." if step.counts else f"{step.ask}."
    return f"{asked} {step.title}. {step.then}".strip()


def _notes(guide: Guide) -> tuple[part.SourceNote, ...]:
    """Where the poster's own words come from. The rest has its sources on the other pages of the guide."""
    words = guide.poster
    cited = (*words.sources, *(source for each in words.numbers for source in each.sources)) if words else ()
    return tuple(dict.fromkeys(source_notes(guide, cited)))
