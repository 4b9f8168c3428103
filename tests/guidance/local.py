"""Overlays for tests: one that a school might have, and any floors at all."""

from datetime import date

from hypothesis import strategies as st

from lti_tool.guidance.model import AGENCIES, Level, Raised
from lti_tool.guidance.overlay import Floor, Overlay

from .answers import PAIRS

UNDER_13S = """\
# What Oakfield School adds to the guide.

[[links]]
title = "Local safeguarding procedures"
url = "https://procedures.example.org/oakfield"

[[links]]
title = "Referral form of children's social care"
url = "https://council.example.org/refer?form=1"
where = ["agencies"]

[[floors]]
question = "age"
option = "10_12"
floor = "REFER_CSC"
owner = "Jo Ode, chair of the safeguarding partnership"
date = 2026-09-01
reason = "Our partnership refers every child under 13."
"""

BY = Raised("Our partnership asks for it.", "Jo Ode, chair", date(2026, 9, 1))


def floor(question: str, option: str, level: Level, *refer: str) -> Floor:
    return Floor(question, option, level, refer, BY)


def any_overlay() -> st.SearchStrategy[Overlay]:
    """Floors for any answers, whether or not a file with them would be taken."""
    some = st.builds(
        lambda pair, level, refer: floor(*pair, level, *refer),
        st.sampled_from(PAIRS),
        st.sampled_from(Level),
        st.lists(st.sampled_from(AGENCIES), max_size=2),
    )
    return st.lists(some, min_size=1, max_size=4).map(lambda floors: Overlay((), tuple(floors)))
