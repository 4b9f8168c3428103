"""The path of an invented case, drawn from the guide as the page draws it."""

from __future__ import annotations

from collections.abc import Mapping

from lti_tool.guidance.assess import assess
from lti_tool.guidance.library import load
from lti_tool.guidance.passage import Passage
from lti_tool.web.show.flow import end_words
from lti_tool.web.show.path import CHANGE, HOW, path_stretches
from lti_tool.web.view_parts import Link
from lti_tool.web.views_flow import PathPage
from tests.cases.team import EVERYONE, LEAD
from tests.web.samples_lead import CHROME

GUIDE = load("england_v1")
CALM = EVERYONE | LEAD | {"nation": "england"}
# What the first ten minutes know of somebody who is being blackmailed.
EARLY = {name: CALM[name] for name in ("nation", "danger", "strand", "distress", "adult")}


def change(passed: Passage) -> Link | None:
    """Where an answer is changed; what was not answered is not there yet."""
    name = passed.stop.question.id
    return Link(CHANGE, f"/cases/1/questions/{name}") if passed.given and name != "nation" else None


def path(answers: Mapping[str, str]) -> PathPage:
    """The page of a case with these answers."""
    return PathPage(
        chrome=CHROME,
        reference="7F3K",
        back_url="/cases/1",
        outcome_url="/cases/1/outcome",
        how=HOW,
        stretches=path_stretches(GUIDE, answers, change),
        end=end_words(GUIDE, assess(GUIDE, answers, strict=False).outcome, GUIDE.timing_note, current=True),
        guide=f"{GUIDE.title}. Sources read in November 2026.",
        printed="Printed by Priya Nair on Monday 23 November 2026 at 10:40.",
    )


PAGES = {
    "path": path(CALM),
    "path-refer": path(EARLY | {"strand": "both", "adult": "online_unverified", "pressure": "yes_money"}),
    "path-together": path(CALM | {"age": "10_12", "content": "act", "spread": "wide"}),
}
