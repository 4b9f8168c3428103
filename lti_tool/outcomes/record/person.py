"""What is held about one member of staff, as the law lets them ask for.

All of it follows from their own acts, from what was kept to let them in, and from what they can see elsewhere. So no
two files differ by whether a case is about the person, restricted, or kept from them; and nothing that somebody else
wrote is in it, nor what a lead wrote about children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...cases import tables as case
from ...cases.receipts import ReceiptState
from ...cases.tables_children import case_links
from ...cases.tables_erasure import erasures
from ...cases.tables_notices import notices_told
from ...cases.tables_practice import practices
from ...guidance.library import load
from ...guidance.model import Audience
from ...system.crypto import Cipher
from ...tenants import tables as tenant
from ...tenants.tables_roles import role_changes, role_proposals, role_tellings
from .form import moment
from .rows import Record, records_of
from .shape import BY_NAME, Which

Sessions = Callable[[Connection, str], list[tuple[datetime, datetime]]]

# What a person does by themself in a case that they began.
OF_REPORTER = {"started", "answered", "sent", "sent_again", "added", "disagreed"}
# Entries that follow from an answer by themselves, and would say what a case has become.
FOLLOWS = {"restricted", "unrestricted"}

# Every column that says which member of staff is meant, and where it is. A test compares this with the tables.
IN_THE_FILE: Mapping[str, str] = {
    "staff.id": "person",
    "staff.sub": "person",
    "staff_roles.staff_id": "roles",
    "role_proposals.staff_id": "roles_proposed",
    "role_proposals.ended_by_staff_id": "roles_answered",
    "role_changes.staff_id": "roles_changed",
    "role_changes.by_staff_id": "roles_answered: each answer is a change",
    "role_tellings.staff_id": "roles_told",
    "role_codes.used_by_staff_id": "roles_changed or roles_proposed: each that was taken up is one of them",
    "cases.reporter_id": "reported",
    "answers.by_staff_id": "entries: each answer is one",
    "events.by_staff_id": "entries",
    "decisions.by_staff_id": "entries: each decision is one",
    "consultations.by_staff_id": "entries: each call is one",
    "tasks.ended_by_staff_id": "entries: each end is one",
    "case_links.by_staff_id": "links",
    "case_links.ended_by_staff_id": "links",
    "practices.staff_id": "practice",
    "receipts.sub": "receipts that were delivered; of another one, why it was not would tell what a case has become",
    "notices_told.who": "notices",
    "erasures.asked_by": "erasures",
    "erasures.agreed_by": "erasures",
    "erasure_receipts.asked_by": "erasures: each has one receipt",
    "erasure_receipts.agreed_by": "erasures: each has one receipt",
}
BY_HAND: Mapping[str, str] = {
    "course_copies.answered_by": "who answered about a course says nothing of them but that they are an administrator",
    "privacy_requests.staff_id": "that a person asked is known to them, and to whom they asked",
    "privacy_requests.asked_by": "what an administrator asked for another person is about that person",
    "privacy_requests.settled_by": "what somebody settled for another person is about that person",
    "deep_links.staff_id": "which page somebody is about to place; it is forgotten within the hour",
    "erasure_proposals.asked_by": "a deletion that is not agreed on says what is wanted of a case",
    "tenant_deletions.agreed_by": "that a school is to be deleted is the school's own affair",
    "role_codes.made_by_staff_id": "whom an administrator gave a role is about that person, and is told to them",
    "named_staff.staff_id": "that a case is about somebody, or kept from them, is weighed by hand",
    "cases.owner_id": "who has a case is others' doing too, and says what became of it",
    "tasks.owner_id": "what somebody was given to do says what others decided about a case",
}


def held_about(
    db: Connection, cipher: Cipher, tenant_id: str, host_id: str, sub: str, sessions: Sessions
) -> Record | None:
    """All of it, as JSON will have it; None where this person is not known."""
    found = Finding(db, cipher, tenant_id)
    person = found.first("staff", sa.and_(tenant.staff.c.host_id == host_id, tenant.staff.c.sub == sub))
    if person is None:
        return None
    staff_id = person["id"]
    reported, entries = _entries(found, staff_id)
    return {
        "person": {name: person[name] for name in OF_PERSON},
        **_roles(found, staff_id),
        "sessions": [
            {"began": moment().write(began), "last_seen": moment().write(seen)}
            for began, seen in sessions(db, staff_id)
        ],
        "reported": reported,
        "entries": entries,
        "links": found.moments("case_links", case_links.c.by_staff_id == staff_id, "at"),
        "links_ended": found.moments("case_links", case_links.c.ended_by_staff_id == staff_id, "ended_at"),
        "practice": found.some("practices", practices.c.staff_id == staff_id, OF_PRACTICE),
        "receipts": found.some("receipts", _delivered(host_id, sub), OF_RECEIPT),
        "notices": found.moments("notices_told", notices_told.c.who == staff_id, "at"),
        "erasures": found.moments(
            "erasures", sa.or_(erasures.c.asked_by == staff_id, erasures.c.agreed_by == staff_id), "at"
        ),
    }


OF_PERSON = ("id", "host_id", "sub", "name", "email", "created_at", "first_launch_at")
OF_PROPOSAL = ("role", "proposed_at", "ended_as", "ended_at")
OF_PRACTICE = ("story", "guide_id", "answers", "started_at", "sent_at", "finished_at")
OF_RECEIPT = ("context_id", "scored_at", "changed_at")


class Finding:
    """Finds records of one tenant, opened as an export has them."""

    def __init__(self, db: Connection, cipher: Cipher, tenant_id: str) -> None:
        self._db, self._cipher, self._tenant_id = db, cipher, tenant_id

    def records(self, name: str, which: Which) -> Iterator[Record]:
        """The records of one table that `which` picks."""
        return records_of(self._db, self._cipher, self._tenant_id, BY_NAME[name], which)

    def first(self, name: str, which: Which) -> Record | None:
        """The only record, or None."""
        return next(iter(list(self.records(name, which))), None)

    def some(self, name: str, which: Which, columns: tuple[str, ...]) -> list[Record]:
        """These columns of each record."""
        return [{column: record[column] for column in columns} for record in self.records(name, which)]

    def moments(self, name: str, which: Which, column: str) -> list[str]:
        """When it was, and nothing of what it was about."""
        return sorted(record[column] for record in self.records(name, which))


def _roles(found: Finding, staff_id: str) -> Record:
    proposed, changed, told = role_proposals.c, role_changes.c, role_tellings.c
    return {
        "roles": found.some("staff_roles", tenant.staff_roles.c.staff_id == staff_id, ("role", "granted_at")),
        "roles_proposed": found.some("role_proposals", proposed.staff_id == staff_id, OF_PROPOSAL),
        "roles_answered": found.moments("role_proposals", proposed.ended_by_staff_id == staff_id, "ended_at"),
        "roles_changed": found.some("role_changes", changed.staff_id == staff_id, ("role", "kind", "at")),
        "roles_told": found.some("role_tellings", told.staff_id == staff_id, ("seen_at", "mailed_at")),
    }


def _entries(found: Finding, staff_id: str) -> tuple[list[Record], list[Record]]:
    """What they reported with what they wrote there; and what they did in any other way, without its words."""
    theirs = list(found.records("events", case.events.c.by_staff_id == staff_id))
    ids = {each["case_id"] for each in theirs}
    cases = {each["id"]: each for each in found.records("cases", case.cases.c.id.in_(ids))}
    reported, entries = [], []
    for case_id, told in groupby(theirs, lambda each: str(each["case_id"])):
        about, events = cases[case_id], list(told)
        own = list(_own_words(about, events)) if about["reporter_id"] == staff_id else []
        if own:
            sent = any(each["what"] == "sent" for each in own)
            reported.append({"reference": about["reference"], "state": "sent" if sent else "not sent", "entries": own})
        entries += [_only_kind(about, each) for each in events if not (own and each["kind"] in OF_REPORTER)]
    return reported, [each for each in entries if each]


def _own_words(about: Record, events: list[Record]) -> Iterator[Record]:
    """What somebody did as a reporter. What was answered before may be another's answer, so it is not in it."""
    guide = load(about["guide_id"])
    for event in events:
        detail, entry = event["detail"] or {}, {"at": event["at"], "what": event["kind"]}
        if event["kind"] == "answered":
            question = guide.question(detail["question"])
            if question is not None and question.asked_of is Audience.EVERYONE:
                option = guide.option(question.id, detail["to"])
                entry |= {"question": question.title, "answer": option.label if option else detail["to"]}
            # What only a lead is asked is about children, also where the lead is the reporter.
            yield entry
        elif event["kind"] in OF_REPORTER:
            yield entry | ({"words": detail["words"]} if "words" in detail else {})


def _only_kind(about: Record, event: Record) -> Record:
    # A case that was closed is opened again by what its reporter adds: nobody did that on purpose.
    by_itself = event["kind"] in FOLLOWS or (event["kind"] == "reopened" and not event["detail"])
    return {} if by_itself else {"at": event["at"], "what": event["kind"], "reference": about["reference"]}


def _delivered(host_id: str, sub: str) -> Which:
    """What stands in the person's gradebook."""
    receipts = case.receipts.c
    theirs = sa.and_(receipts.host_id == host_id, receipts.sub == sub)
    return sa.and_(theirs, receipts.state == ReceiptState.DELIVERED.value)
