"""The pages of the public guide, as they are: they hold nothing that would have to be invented."""

from __future__ import annotations

from flask import Flask

from lti_tool.guidance.library import for_nation
from lti_tool.guidance.model import Strand
from lti_tool.tenants.model import Nation
from lti_tool.web.pages import guide, guide_help, poster
from lti_tool.web.show.factors import factors_page
from lti_tool.web.show.flow import flow_page
from lti_tool.web.show.guide import Chosen, index_page


def chosen(nation: Nation = Nation.ENGLAND) -> Chosen:
    """Somebody who reads for this nation."""
    return Chosen(nation, for_nation(nation.value))


APP = Flask(__name__)
APP.register_blueprint(guide.bp)
APP.register_blueprint(poster.bp)
APP.register_blueprint(guide_help.bp)
with APP.test_request_context():
    PAGES = {
        "guide": index_page(chosen()),
        "guide-wales": index_page(chosen(Nation.WALES)),
        "guide-flowchart": flow_page(chosen(), Strand.BOTH),
        "guide-flowchart-contact": flow_page(chosen(), Strand.CONTACT),
        "guide-factors": factors_page(chosen()),
    }
