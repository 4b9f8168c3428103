"""Every page of a reporter's and a lead's ordinary way through one case, as paths, with whoever may open them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask.testing import FlaskClient

from tests.school import School, Visit

REPORTER_ANSWERS = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
    "child_where": "With the school nurse",
    "reach": "Room 12",
    "told": "She said he has the picture.",
}
# The answers with the most to show: a referral now, with drivers, flags and actions.
LEAD_ANSWERS = {
    "capacity": "yes",
    "age": "10_12",
    "content": "unusual",
    "agreement": "unwanted",
    "motive": "harm",
    "power": "yes",
    "pattern": "continuing",
    "offline": "harm_or_u13",
    "stopped": "no",
    "plan": "social_worker",
    "home": "yes",
    "other_harm": "yes",
    "confidence": "no",
    "other_school": "yes",
}


@dataclass(frozen=True)
class Stop:
    """A page and the browser of somebody who may open it."""

    client: FlaskClient
    path: str


def walk_through(school: School) -> Iterator[Stop]:
    """Launch, report, send, take up, answer the rest, see the outcome: the pages on the way."""
    reporter = school.opens("reporter")
    yield Stop(reporter.client, "/start")
    reporter.starts()
    yield from _answering(reporter, REPORTER_ANSWERS)
    yield Stop(reporter.client, reporter.path)
    yield Stop(reporter.client, reporter.sends().path)

    lead = school.opens("lead")
    yield Stop(lead.client, lead.path)
    yield Stop(lead.client, lead.goes_to(f"/cases/{reporter.case_id}").path)
    lead.goes_to(f"/cases/{reporter.case_id}/resume")
    yield from _answering(lead, LEAD_ANSWERS)
    yield Stop(lead.client, f"/cases/{reporter.case_id}/first")
    yield Stop(lead.client, lead.goes_to(f"/cases/{reporter.case_id}/outcome").path)


def _answering(visit: Visit, answers: dict[str, str]) -> Iterator[Stop]:
    for question, value in answers.items():
        visit.goes_to(f"/cases/{visit.case_id}/questions/{question}")
        yield Stop(visit.client, visit.path)
        visit.answers(**{question: value})
