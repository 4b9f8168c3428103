"""Where Signpost is installed, and what to enter to install it somewhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.manifests import Kind, Manifest
from ...tenants.model import Deployment, DeploymentStatus, Host
from .. import view_parts as part
from ..view_forms import Line
from ..view_lists import Entries, Entry
from ..views_installing import ManifestPage, OncePage, PlatformsPage
from .installing import BACK
from .registering import place
from .subscribing import Copies

STATUSES = {
    DeploymentStatus.ACTIVE: "Accepted: people come in from there.",
    DeploymentStatus.INACTIVE: "Not accepted any more: nobody comes in from there.",
    DeploymentStatus.PENDING: "Waits to be accepted.",
}
ACCEPT = (
    "If Signpost is opened from a new place on one of these platforms, it says that it is not accepted yet.",
    "Type the deployment id of that place, exactly as the platform shows it. Its administrator sees it.",
    Ours("Accept only what your own school has added: whoever comes in from there reports to your leads."),
)
INVITE = (
    "With an invitation, a platform that can register a tool by itself installs Signpost in a few clicks.",
    "Moodle, Canvas and Brightspace can.",
    "For any other platform, its administrator opens the invitation in a browser. It says what to enter there.",
)
ELSEWHERE = (
    "That is none of its known addresses, so Signpost neither links there nor can be shown there in a frame. If it "
    "belongs to your school, ask whoever runs Signpost to add it: signpost host frame-origin."
)
NAMES = {
    "moodle": "Moodle",
    "canvas": "Canvas",
    "brightspace": "Brightspace",
    "blackboard": "Blackboard",
    "schoology": "Schoology",
    "sakai": "Sakai",
    "openedx": "Open edX",
    "common_cartridge": "Common Cartridge (a link for a course)",
    "generic": "Any other LTI 1.3 platform",
}


def platforms_page(
    chrome: part.Chrome,
    places: Iterable[tuple[Host, Deployment]],
    elsewhere: str | None,
    copies: Copies,
    typed: str = "",
    error: str | None = None,
) -> PlatformsPage:
    """Each platform with its deployments."""
    hosts = groupby(sorted(places, key=lambda each: (each[0].issuer, each[0].id)), key=lambda each: each[0])
    return PlatformsPage(
        chrome=chrome,
        back=part.Link(BACK, url_for("start.installation")),
        problem=_problem(error, copies),
        places=tuple(
            Entries(place(host.issuer), tuple(_entry(host, each) for _host, each in of_host), "")
            for host, of_host in hosts
        ),
        elsewhere=(f"Your platform leads back to {elsewhere}.", ELSEWHERE) if elsewhere else (),
        copies=copies.shown(url_for("platforms.tell_of_copies")),
        deployment=Line(name="deployment", label="Deployment id", typed=typed, error=error),
        accept_action=url_for("platforms.accept"),
        accept_words=ACCEPT,
        invite_words=INVITE,
        invite_action=url_for("platforms.invite"),
        manifests=tuple(
            part.Link(words, url_for("platforms.manifest", platform=platform)) for platform, words in NAMES.items()
        ),
    )


def invitation_page(chrome: part.Chrome, url: str) -> OncePage:
    """An invitation, shown once."""
    return OncePage(
        chrome=chrome,
        back=part.Link("Back to platforms", url_for("platforms.everywhere")),
        heading="An invitation for one platform",
        secret=url,
        words=(
            "Copy it now. It is not shown again.",
            "The platform’s administrator pastes it where a tool is added by its registration address.",
            "Where there is no such place, they open it in a browser and register by hand.",
            "It is good once, for seven days.",
            "Whoever has it can register a platform for your school: hand it to nobody else.",
        ),
    )


def manifest_page(chrome: part.Chrome, made: Manifest) -> ManifestPage:
    """The values of one platform, in its order; or the text to paste."""
    fields = made.facts["fields"] if made.kind is Kind.FIELDS and isinstance(made.facts, Mapping) else ()
    return ManifestPage(
        chrome=chrome,
        back=part.Link("Back to platforms", url_for("platforms.everywhere")),
        heading=f"What to enter: {NAMES[made.platform]}",
        words=(
            "Nothing here is secret. The guide says where each value goes, and how far that was checked.",
            Ours("Names stay with the platform: leads then see who reported by their account number."),
        ),
        fields=tuple(part.Fact(each["field"], each["value"] or "Leave empty") for each in fields),
        pasted=None if fields else made.values,
        downloads=(
            part.Link("Download the guide", url_for("platforms.guide", platform=made.platform)),
            part.Link("Download the values", url_for("platforms.values", platform=made.platform)),
        ),
    )


def _problem(error: str | None, copies: Copies) -> part.Problem | None:
    if error:
        return part.Problem(error, "deployment")
    return part.Problem(copies.problem, "copies") if copies.problem else None


def _entry(host: Host, deployment: Deployment) -> Entry:
    facts = (f"Client id {host.client_id}.", STATUSES[deployment.status])
    return Entry(f"Deployment {deployment.deployment_id}", None, facts)
