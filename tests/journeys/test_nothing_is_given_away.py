"""Addresses, titles and the log: none of them holds an answer, a level, a reference or a name."""

import json
import re
from collections.abc import Iterable
from io import StringIO

from lti_tool.cases.queue import Show
from lti_tool.guidance.library import load
from tests.journeys.answers import LEAD, first, forms, heading, link, title, words
from tests.school import School, Visit

WORDS = "Zanzibar happened at the bus stop"
LEVELS = ("Emergency", "Refer", "Consult", "Manage", "EMERGENCY", "REFER", "CONSULT", "MANAGE")
NAMES = ("Sam", "Okafor", "Priya", "Nair", "Helen", "Marsh", "Oakfield", "Jamie")


class Walk:
    """Everything that shows outside a page while people use the tool."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.addresses: set[str] = set()

    def notes(self, visit: Visit) -> Visit:
        self.titles.add(title(visit))
        for step in (*visit.last.history, visit.last):
            self.addresses |= {step.request.full_path, step.headers.get("Location", "")}
        self.addresses |= set(re.findall(r'(?:href|src|action)="(?!https?:|tel:)([^"]+)"', visit.text))
        return visit


def references(school: School) -> list[str]:
    with school.services.database.reading() as db:
        lead = school.services.staff.known(db, school.tenant_id, school.host_id, school.host.people["head"].sub)
    listed = [school.services.queues.of(lead, show) for show in Show]
    return sorted({case.reference for each in listed for case in each.cases})


def whole_job(school: School, walk: Walk, answers: dict[str, str]) -> None:
    """A report, its review, its decision and its receipt, every page noted."""
    reporter = walk.notes(school.opens("reporter"))
    walk.notes(reporter.starts())
    for question, value in answers.items():
        walk.notes(reporter.answers(**{question: value}))
    walk.notes(reporter.sends())
    head = walk.notes(school.opens("head"))
    walk.notes(head.goes_to(link(head, "Open")))
    case_id = head.case_id
    walk.notes(head.goes_to(f"/cases/{case_id}/resume"))
    for question, value in LEAD.items():
        walk.notes(head.answers(**{question: value}))
    decision = next(path for path in forms(head) if "/decisions/" in path)
    walk.notes(head.submits(decision, reason=""))
    walk.notes(head.submits(decision, reason=f"{WORDS}, agreed"))
    assert "Outcome confirmed" in words(head)
    walk.notes(head.goes_to(f"/cases/{case_id}"))
    walk.notes(head.goes_to("/cases/" + "0" * 32))
    school.delivers()


def test_no_address_title_or_log_line_says_anything(school: School, log: StringIO) -> None:
    walk, option_ids = Walk(), options()
    whole_job(school, walk, first(10, distress="selfharm", told=WORDS))
    whole_job(school, walk, first(10, adult="adult_staff", told=WORDS))
    school.opens("pupil", "3")

    outside = [*walk.titles, *walk.addresses]
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    kept_references = references(school)
    assert len(kept_references) == 2
    assert {"launch accepted", "receipt tried"} <= {line["event"] for line in lines}

    private = [*kept_references, *NAMES, *LEVELS, "Zanzibar"]
    assert found(private, outside) == []
    assert found(private, [str(value) for line in lines for value in said(line)]) == []
    # A title holds a question, and so may hold a word that is also the id of an answer.
    assert found(option_ids, walk.addresses) == []
    assert found(option_ids, [str(value) for line in lines for value in said(line)]) == []


def found(words: Iterable[str], places: Iterable[str]) -> list[str]:
    """Those of the words that stand somewhere, as whole words."""
    text = "\n".join(places)
    return [word for word in words if re.search(rf"(?<![A-Za-z_]){re.escape(word)}(?![A-Za-z_])", text)]


def test_a_fault_is_logged_without_what_it_held(sqlite_school: School, log: StringIO) -> None:
    reporter = sqlite_school.opens("reporter").starts().answers(**first(9))
    path = f"/cases/{reporter.case_id}/questions/told"
    with sqlite_school.services.database.transaction() as db:
        db.exec_driver_sql("ALTER TABLE answers RENAME TO elsewhere")

    reporter.submits(path, text=WORDS, question="told")

    assert reporter.last.status_code == 503
    assert heading(reporter).startswith("We could not")
    assert "Zanzibar" not in log.getvalue()
    assert "OperationalError" in log.getvalue()
    assert reporter.last.headers["Cache-Control"] == "no-store"


def options() -> list[str]:
    """The ids of options that are no ordinary words: what an answer would look like in a log."""
    every = {option.id for question in load("england_v1").questions for option in question.options}
    plain = {"no", "yes", "nk", "none", "private", "public", "few", "wide", "other", "images", "contact", "both"}
    return sorted(every - plain)


def said(line: dict[str, object]) -> list[object]:
    """What a line of the log says, without the moment and its own severity."""
    return [value for name, value in line.items() if name not in {"timestamp", "level", "status"}]
