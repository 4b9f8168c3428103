"""The page on which an administrator chooses the words of the school, for the gallery."""

from __future__ import annotations

from lti_tool.web import view_parts as part
from lti_tool.web.show.wording import HINTS, NAME, WORDS
from lti_tool.web.view_forms import FormPage, Group, Pick
from tests.web.samples_installing import CHROME, INSTALLATION

WORDING = FormPage(
    chrome=CHROME,
    name=NAME,
    heading=NAME,
    words=WORDS,
    groups=(
        Group(
            title="",
            fields=(
                Pick(
                    name="lead",
                    label="What do you call whoever leads on safeguarding?",
                    choices=(
                        part.Choice("lead", "Safeguarding lead"),
                        part.Choice("dsl", "DSL", HINTS["dsl"], chosen=True),
                        part.Choice("dsp", "DSP", HINTS["dsp"]),
                    ),
                ),
                Pick(
                    name="child",
                    label="What do you call those whom you teach?",
                    choices=(part.Choice("pupil", "Pupils"), part.Choice("student", "Students")),
                    error="Select one of these words",
                ),
            ),
        ),
    ),
    action="/installation/words",
    act="Save",
    back=INSTALLATION,
)
PAGES = {"wording": WORDING}
