"""Invented page models: where Signpost is installed, and what to enter to install it somewhere else."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.outcomes.subscribing import Ended
from lti_tool.web import view_parts as part
from lti_tool.web.show.platforms import ACCEPT, ELSEWHERE, INVITE, NAMES
from lti_tool.web.show.subscribing import Copies
from lti_tool.web.view_forms import Line
from lti_tool.web.view_lists import Entries, Entry
from lti_tool.web.views_installing import ManifestPage, PlatformsPage
from tests.web.samples_installing import CHROME, INSTALLATION

TO_PLATFORMS = part.Link("Back to platforms", "/installation/platforms")
ISSUER = "https://moodle.oakfield.example"
ASK = "/installation/platforms/copies"
REFUSED = Copies("https://canvas.instructure.com", "canvas", None, Ended.NO_TOKEN)
PLATFORMS = PlatformsPage(
    chrome=CHROME,
    back=INSTALLATION,
    places=(
        Entries(
            "moodle.oakfield.example",
            (Entry("Deployment 1", None, ("Client id 4hGh2.", "Accepted: people come in from there.")),),
            "",
        ),
    ),
    elsewhere=("Your platform leads back to https://learn.oakfield.example.", ELSEWHERE),
    deployment=Line(name="deployment", label="Deployment id"),
    copies=Copies(ISSUER, "other").shown(ASK),
    accept_action="/installation/platforms/accept",
    accept_words=ACCEPT,
    invite_words=INVITE,
    invite_action="/installation/platforms/invite",
    manifests=tuple(part.Link(words, f"/installation/platforms/manifests/{name}") for name, words in NAMES.items()),
)
MANIFEST = ManifestPage(
    chrome=CHROME,
    back=TO_PLATFORMS,
    heading="What to enter: Moodle",
    words=("Nothing here is secret.",),
    fields=(
        part.Fact("Tool name", "Signpost"),
        part.Fact("Tool URL", "https://signpost.example/lti/launch"),
        part.Fact("Custom parameters", "Leave empty"),
    ),
    pasted=None,
    downloads=(part.Link("Download the guide", "/guide.md"), part.Link("Download the values", "/values.txt")),
)
PASTED = '{\n  "title": "Signpost",\n  "target_link_uri": "https://signpost.example/lti/launch"\n}'
PAGES = {
    "platforms": PLATFORMS,
    "platforms-wrong-id": replace(
        PLATFORMS,
        problem=part.Problem("Type the deployment id", "deployment"),
        deployment=replace(PLATFORMS.deployment, error="Type the deployment id"),
    ),
    "platforms-without-notices": replace(
        PLATFORMS, elsewhere=(), copies=Copies(ISSUER, "moodle", Ended.NO_SERVICE).shown(ASK)
    ),
    "platforms-notices-refused": replace(
        PLATFORMS, elsewhere=(), copies=REFUSED.shown(ASK), problem=part.Problem(REFUSED.problem or "", "copies")
    ),
    "manifest": MANIFEST,
    "manifest-pasted": replace(MANIFEST, heading="What to enter: Canvas", fields=(), pasted=PASTED),
}
