"""Every address of the application, as a reporter, a lead and the head, with forms spoilt, replayed or forged.

The addresses are those that the application has: a new page is fuzzed from the day it is added.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lti_tool.cases import tables
from lti_tool.cases.store import read_answers, read_case
from lti_tool.guidance.library import load
from lti_tool.guidance.model import Audience, Kind
from lti_tool.guidance.path import walk
from lti_tool.tenants.model import Role
from lti_tool.tenants.tables import staff
from tests.hostile import mutations as spoil
from tests.hostile.doorstep import BASE_URL, Doorstep, Tool
from tests.hostile.oddities import Oddities, Sending
from tests.hostile.watch import Watch

GUIDE = load("england_v1")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
USUAL = {"danger": "no"}
# Makes the case restricted: only then may its head name somebody.
ABOUT_STAFF = {"danger": "no", "strand": "images", "distress": "nk", "adult": "adult_staff"}


@dataclass(frozen=True)
class Told:
    """What people have told a case. Nothing but an accepted form may change it."""

    answers: Mapping[str, str] = field(hash=False)
    sent: bool
    closed: bool
    decisions: int
    named: int


@dataclass
class Person:
    """Somebody signed in, and the case in front of them."""

    browser: FlaskClient
    first_answers: Mapping[str, str]
    case_id: str = ""
    csrf_token: str = ""


class FormFuzz:
    """One odd request after the other, by people who are signed in."""

    def __init__(self, door: Doorstep, watch: Watch, chance: random.Random) -> None:
        self._door, self._watch, self._chance = door, watch, chance
        self._tool: Tool = door.tool
        # Both before either has launched: afterwards a role waits for agreement.
        for sub, role in (("lead-7a", Role.LEAD), ("head-1d", Role.HEAD)):
            self._tool.services.install.grant(self._tool.tenant_id, self._door.host.id, sub, role)
        self._people = [self._sign_in("reporter-3c"), self._sign_in("lead-7a")]
        with self._tool.services.database.reading() as db:
            self._staff_ids = list(db.execute(sa.select(staff.c.id).where(staff.c.sub != "head-1d")).scalars())
        self._people.append(self._sign_in("head-1d", ABOUT_STAFF))
        # What begins and ends a launch is message_fuzz's.
        elsewhere = ("/lti/login", "/lti/launch")
        self._rules = [rule for rule in door.tool.app.url_map.iter_rules() if not rule.rule.startswith(elsewhere)]
        self._forms = [rule for rule in self._rules if "POST" in (rule.methods or ())]
        # Answers are what most forms hold.
        self._forms += [rule for rule in self._forms if "/questions/" in rule.rule] * len(self._forms)

    def once(self) -> None:
        """One request, and a look at the case that it was about."""
        person = self._chance.choice(self._people)
        before = self._told(person.case_id)
        honest = self._honest(person, before)
        others = [each.case_id for each in self._people]
        sent = spoil.changed(honest, Oddities(self._chance, others, self._people[0].csrf_token).spoil)

        answer = self._send(person, sent)

        after = self._told(person.case_id)
        if answer.status_code != 303 or answer.request.method != "POST":
            assert after == before, f"{sent.method} {sent.path} -> {answer.status_code}"
        self._only_what_was_sent(before, after, sent.path, dict(reversed(sent.pairs)))
        if after.sent or after.closed or after.decisions:
            person.case_id = self._new_case(person)

    def _only_what_was_sent(self, before: Told, after: Told, path: str, form: dict[str, str]) -> None:
        """An accepted form changes one answer, to what the form said."""
        changed = {name for name, value in after.answers.items() if before.answers.get(name) != value}
        asked = path.rsplit("/", 1)[-1] if "/questions/" in path else form.get("question")
        assert changed <= {asked}
        for question in changed:
            kept, found = after.answers[question], GUIDE.question(question)
            if found.kind is Kind.CHOICE:
                assert kept in {option.id for option in found.options}
            else:
                assert len(kept) <= 4000
                assert "\0" not in kept
        assert set(before.answers) <= set(after.answers)

    def _sign_in(self, sub: str, first_answers: Mapping[str, str] = USUAL) -> Person:
        begun = self._door.begins()
        assert self._door.launches({"sub": sub}, begun=begun).status == 303
        person = Person(begun.browser, first_answers)
        person.case_id = self._new_case(person)
        return person

    def _new_case(self, person: Person) -> str:
        """A case with its first answers, begun the way a person begins one."""
        page = self._watch.ask(person.browser, "GET", "/start").get_data(as_text=True)
        person.csrf_token = TOKEN.search(page)[1]  # type: ignore[index]
        started = self._post(person, "/cases", {})
        case_id = started.headers["Location"].split("/")[2]
        for question, choice in person.first_answers.items():
            self._post(person, f"/cases/{case_id}/questions/{question}", {"choice": choice})
        return case_id

    def _post(self, person: Person, path: str, form: Mapping[str, str]) -> TestResponse:
        sent = {"csrf_token": person.csrf_token, **form}
        answer = self._watch.ask(person.browser, "POST", path, data=sent, headers={"Referer": BASE_URL + "/"})
        assert answer.status_code == 303
        return answer

    def _told(self, case_id: str) -> Told:
        with self._tool.services.database.reading() as db:
            case = read_case(db, self._tool.tenant_id, case_id)
            given = read_answers(db, self._tool.services.tenants.cipher(db, case.tenant_id), case)
            answers = {name: each.value for name, each in given.items()}
            count = [
                db.execute(sa.select(sa.func.count()).where(table.c.case_id == case_id)).scalar_one()
                for table in (tables.decisions, tables.named_staff)
            ]
        own = case.sent_at == case.started_at
        return Told(answers, case.sent_at is not None and not own, case.closed_at is not None, *count)

    def _slug(self, told: Told) -> str:
        """A question that is asked on this case, now and then one that is not."""
        path = walk(GUIDE, {**told.answers, "nation": "england"}, self._chance.choice(list(Audience)))
        asked = [step.question.id for step in path.steps]
        if path.next_question:
            asked += [path.next_question.id] * 3
        any_question = self._chance.choice(GUIDE.questions).id
        return self._chance.choice((*asked * 4, any_question))

    def _honest(self, person: Person, told: Told) -> Sending:
        """A request that a page of ours, or somebody's memory of one, could lead to."""
        rule = self._chance.choice(self._forms if self._chance.random() < 0.7 else self._rules)
        slug = self._slug(told)
        values = {"case_id": person.case_id, "slug": slug, "version": str(self._chance.randrange(12))}
        path = "".join(values.get(part, "unheard") if is_dynamic else part for is_dynamic, part in _trace(rule))
        method = self._chance.choice(sorted((rule.methods or set()) & {"GET", "POST"}))
        pairs = self._pairs(person, slug) if method == "POST" else []
        return Sending(method, path, pairs, {"Referer": BASE_URL + "/"})

    def _pairs(self, person: Person, slug: str) -> spoil.Pairs:
        chance = self._chance
        options = [option.id for question in GUIDE.questions if question.id == slug for option in question.options]
        form = {
            "choice": chance.choice((*options, "nk")),
            "text": chance.choice(("Room 12", "line\r\nline")),
            "question": chance.choice((slug, slug, "danger")),
            "reason": "Because of the age of both.",
            "staff": chance.choice(self._staff_ids),
            "csrf_token": person.csrf_token,
        }
        return list(form.items())

    def _send(self, person: Person, sent: Sending) -> TestResponse:
        raw = spoil.as_form(sent.pairs)
        if sent.broken:
            raw = spoil.changed(raw + b"&", partial(spoil.spoil_form, self._chance))
        path, how = sent.path, dict[str, Any](headers=sent.headers)
        if sent.as_query:
            # An oddity of the address may have begun a query of its own.
            path, _mark, begun = sent.path.partition("?")
            how["query_string"] = "&".join(filter(None, (begun, raw.decode("latin-1"))))
        elif sent.method != "GET":
            how["content_type"] = sent.content_type
            how["data"] = spoil.as_multipart(sent.pairs) if sent.content_type.startswith("multi") else raw
        return self._watch.ask_spoilt(person.browser, sent.method, path, **how)


def _trace(rule: Rule) -> list[tuple[bool, str]]:
    """The parts of an address: what stands in it, and what is filled in."""
    parts = re.split(r"<(?:[^:<>]*:)?([^<>]+)>", rule.rule)
    return [(bool(number % 2), part) for number, part in enumerate(parts)]
