"""The poster's pages: the public one as it is, and a school's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Flask

from lti_tool.guidance.poster import poster_of
from lti_tool.outcomes.poster.sheet import sheet_of
from lti_tool.outcomes.poster.svg import svg_of
from lti_tool.tenants.model import Nation
from lti_tool.web.pages import guide, guide_help, poster, start
from lti_tool.web.poster_lines import poster_lines
from lti_tool.web.show.poster import poster_page, school_poster_page
from tests.school import CONTACTS
from tests.web.samples_guide import chosen
from tests.web.samples_lead import CHROME

TODAY, LATER = date(2026, 11, 26), date(2028, 1, 15)
NOW, OLD = poster_of(chosen().guide, TODAY), poster_of(chosen().guide, LATER)

SHEET = sheet_of(NOW, poster_lines(NOW, CONTACTS), None) if NOW else None
# What the pages show, where they look for it.
PICTURES = dict.fromkeys(("guide/poster.svg", "poster.svg"), svg_of(SHEET, "The poster") if SHEET else "")

APP = Flask(__name__)
for blueprint in (guide.bp, guide_help.bp, poster.bp, start.bp):
    APP.register_blueprint(blueprint)
with APP.test_request_context():
    assert NOW is not None
    assert OLD is not None
    PAGES = {
        "poster": poster_page(chosen(), NOW),
        "poster-none": poster_page(chosen(Nation.SCOTLAND), None),
        "poster-old": poster_page(replace(chosen(), today=LATER), OLD),
        "poster-school": school_poster_page(NOW, CONTACTS, CHROME, "England"),
        "poster-school-missing": school_poster_page(OLD, {}, CHROME, "England"),
        "poster-school-none": school_poster_page(None, {}, CHROME, "Wales"),
    }
