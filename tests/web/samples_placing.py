"""Invented page models: placing a page of ours in a course."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.launch.placed import Placed
from lti_tool.web.show.placing import (
    CHOOSE,
    CHOOSE_SOME,
    FIELD,
    HINTS,
    NAMES,
    RECEIPTS,
    SEEN_BY_ALL,
    WHICH,
    WHICH_ONES,
)
from lti_tool.web.view_forms import Pick, Several
from lti_tool.web.view_parts import Choice
from lti_tool.web.views_placing import NothingToPlacePage, PlacingPage, SendingPage
from tests.web.samples_lead import CHROME

CHOICES = tuple(Choice(page, NAMES[page], HINTS[page]) for page in Placed)
SEVERAL = Several(name=FIELD, label=WHICH_ONES, choices=CHOICES)
ONE = Pick(name=FIELD, label=WHICH, choices=CHOICES)
PLACING = PlacingPage(
    chrome=replace(CHROME, first_view=True),
    choice=SEVERAL,
    words=(SEEN_BY_ALL, RECEIPTS),
    action="/placing/a-link",
    cancel_url="/placing/a-link/cancel",
)
SENDING = SendingPage(
    chrome=CHROME, heading="Placing it in your course", action="https://moodle.test/return", token="a-token"
)
PAGES = {
    "placing": PLACING,
    "placing-error": replace(PLACING, chrome=CHROME, choice=replace(SEVERAL, error=CHOOSE_SOME)),
    "placing-one": replace(PLACING, choice=ONE, words=(SEEN_BY_ALL,)),
    "placing-one-error": replace(PLACING, chrome=CHROME, choice=replace(ONE, error=CHOOSE), words=(SEEN_BY_ALL,)),
    "placing-nothing": NothingToPlacePage(chrome=PLACING.chrome, cancel_url="/placing/a-link/cancel"),
}
