"""Looking for what is another school's: in each answer, and behind every address that somebody could guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.isolation.addresses import Address
from tests.isolation.school import School
from tests.isolation.world import Browser, World

IDS = re.compile(r"[0-9a-f]{32}|\b[0-9A-HJKMNP-TV-Z]{6}\b")
MARK = re.compile(r"zq\d+qz")
# What is in a page because the request held it, or differs each time.
PASSING = re.compile(r"value=\"[^\"]*\"|[0-9a-f]{32}")
# Which table an id in an address is from. A name that is not here is tried with all of them.
TABLES = {
    "case_id": ("cases",),
    "task_id": ("tasks",),
    "call_id": ("consultations",),
    "link_id": ("case_links", "deep_links"),
    "staff_id": ("staff",),
    "copy_id": ("course_copies",),
    "request_id": ("privacy_requests",),
    "receipt_id": ("erasure_receipts",),
    "practice_id": ("practices",),
    "proposal_id": ("erasure_proposals", "role_proposals"),
}
UNKNOWN = "f" * 32
# Refused with what is known of the asker, or of no one.
REFUSED = {400, 403, 404, 409}


@dataclass
class Watch:
    """What no answer to a person of `school` may hold."""

    world: World
    school: School

    def __post_init__(self) -> None:
        self.forbidden = {
            each
            for other in self.world.schools
            if other is not self.school
            for ids in self.world.rows.ids_of(other).values()
            for each in ids
        }

    def look(self, answer: TestResponse, where: str, sent: Iterable[str] = ()) -> None:
        """Nothing in this answer is another school's, but what the request itself held."""
        text = _text(answer) + str(answer.headers.get("Location", ""))
        marks = set(MARK.findall(text)) - {self.school.mark}
        assert not marks, f"{where} shows {marks} to {self.school.mark}"
        found = self.forbidden & set(IDS.findall(text)) - set(sent)
        assert not found, f"{where} shows ids of another school to {self.school.mark}: {found}"

    def own_ids(self, address: Address, ids: Mapping[str, set[str]], chosen: int) -> dict[str, str] | None:
        """Ids of the school's own for this address; None where it has none yet."""
        found = [sorted(_of(ids, name)) for name in address.ids]
        if not all(found):
            return None
        return {name: each[chosen % len(each)] for name, each in zip(address.ids, found, strict=True)}

    def names_strangers(
        self, browser: Browser, address: Address, ids: Mapping[str, str], theirs: Mapping[str, set[str]]
    ) -> None:
        """Send a form about something of one's own that names another school's people and cases."""
        person, case = sorted(theirs["staff"])[0], sorted(theirs["cases"])
        reference = next((each for each in case if len(each) < len(UNKNOWN)), "000000")
        form = {"csrf_token": self.world.token_of(browser), "reference": reference, "reason": "x", "words": "x"}
        form |= dict.fromkeys(("staff", "to", "owner", "who", "choice"), person)
        answer = browser.client.post(address.with_ids(ids), data=form)
        self.look(answer, f"POST {address.rule}", form.values())
        assert answer.status_code < 500


@dataclass
class Guesser:
    """Somebody of one school who knows ids of another, as they were when they began to guess."""

    world: World
    browser: Browser
    victim: School
    own: School

    def __post_init__(self) -> None:
        self.watch = Watch(self.world, self.own)
        self.theirs, self.mine = self.world.rows.ids_of(self.victim), self.world.rows.ids_of(self.own)
        self.foreign = set().union(*self.theirs.values())

    def guesses(self, address: Address) -> None:
        """Another school's ids behind this address are to this person what ids are that nobody has."""
        for ids in _ids(address, self.theirs, self.mine):
            answer = _asks(self.world, self.browser, address, ids)
            self.watch.look(answer, f"{address.method} {address.rule}", ids.values())
            unknown = {name: UNKNOWN if each in self.foreign else each for name, each in ids.items()}
            nobody = _asks(self.world, self.browser, address, unknown)
            assert answer.status_code in REFUSED, f"{address.method} {address.rule} -> {answer.status_code}"
            assert answer.status_code == nobody.status_code, f"{address.method} {address.rule}: {answer.status_code}"
            assert _lasting(answer) == _lasting(nobody), f"{address.method} {address.rule} tells them apart"


def _asks(world: World, browser: Browser, address: Address, ids: Mapping[str, str]) -> TestResponse:
    path = address.with_ids(ids)
    if address.method == "GET":
        return browser.client.get(path)
    form = {"csrf_token": world.token_of(browser), "reason": "x", "choice": "no", "answer": "agree"}
    return browser.client.open(path, method=address.method, data=form)


def _ids(address: Address, theirs: Mapping[str, set[str]], own: Mapping[str, set[str]]) -> Iterator[dict[str, str]]:
    """Their ids for each of its names; and, behind a case of one's own, theirs for what comes after."""
    kinds = [sorted(_of(theirs, name)) for name in address.ids]
    if all(kinds):
        yield {name: found[0] for name, found in zip(address.ids, kinds, strict=True)}
    if len(address.ids) > 1 and kinds[-1] and (mine := sorted(own["cases"])):
        yield {address.ids[0]: mine[0]} | {
            name: found[0] for name, found in zip(address.ids[1:], kinds[1:], strict=True)
        }
    if len(address.ids) == 1:
        yield from ({address.ids[0]: each} for each in kinds[0][1:3])


def _of(ids: Mapping[str, set[str]], name: str) -> set[str]:
    return {each for table in TABLES.get(name, tuple(ids)) for each in ids[table] if len(each) == len(UNKNOWN)}


def _lasting(answer: TestResponse) -> str:
    return PASSING.sub("", _text(answer))


def _text(answer: TestResponse) -> str:
    """What was answered. Of a picture or a PDF, what is words in it."""
    return answer.get_data().decode("utf-8", "replace")
