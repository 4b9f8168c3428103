"""What can be odd about a request of somebody who is signed in: its address, its form, its sender, its way to us."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lti_tool.guidance.library import load
from tests.hostile import mutations as spoil

GUIDE = load("england_v1")
FINISHING = ("/send", "/close", "/decisions/")
# How often a request that would finish the case carries everything that it needs.
SELDOM = 0.05
NUMBERS = ("-1", "00", "1.0", "9" * 30, "9" * 5000, "٣", "")


@dataclass(frozen=True)
class Sending:
    """One request. `broken`: its form is damaged on the way."""

    method: str
    path: str
    pairs: spoil.Pairs
    headers: Mapping[str, str]
    content_type: str = spoil.CONTENT_TYPES[0]
    as_query: bool = False
    broken: bool = False


class Oddities:
    """Spoils requests. It knows the cases that there are, and a token that is somebody's."""

    def __init__(self, chance: random.Random, case_ids: list[str], csrf_token: str) -> None:
        self._chance, self._case_ids, self._csrf_token = chance, case_ids, csrf_token

    def spoil(self, sent: Sending) -> Sending:
        """One or two things about it are odd."""
        chance = self._chance
        ways = (self._led_astray, self._with_an_odd_value, self._with_an_odd_value, self._with_a_spoilt_form)
        seldom = (self._forged, self._by_an_odd_client, self._by_an_odd_way)
        for _ in range(chance.randint(1, 2)):
            sent = chance.choice(ways if chance.random() < 0.7 else seldom)(sent)
        finishing = any(ending in sent.path for ending in FINISHING)
        return self._forged(sent) if finishing and chance.random() >= SELDOM else sent

    def _led_astray(self, sent: Sending) -> Sending:
        """Another case, another question, a number that is none, or an address that is not quite ours."""
        chance = self._chance
        if chance.random() < 0.2:
            return replace(sent, path=spoil.spoil_text(chance, sent.path)[:3000])
        parts = sent.path.split("/")
        questions = [question.id for question in GUIDE.questions]
        strange = (*NUMBERS, "0" * 32, "f" * 32, "F" * 32, "0" * 31, self._odd()[:60])
        at = chance.randrange(min(1, len(parts) - 1), len(parts))
        parts[at] = chance.choice((chance.choice(self._case_ids), chance.choice(questions), *strange))
        return replace(sent, path="/".join(parts))

    def _with_an_odd_value(self, sent: Sending) -> Sending:
        """Something that no page of ours offers, under a name that it asks for."""
        if not sent.pairs:
            return replace(sent, as_query=True, pairs=[("question", self._odd())])
        at = self._chance.randrange(len(sent.pairs))
        odd = self._chance.choice((self._odd(), "unheard", "0" * 32, "\0" * 32))
        return replace(sent, pairs=[*sent.pairs[:at], (sent.pairs[at][0], odd), *sent.pairs[at + 1 :]])

    def _with_a_spoilt_form(self, sent: Sending) -> Sending:
        return replace(sent, pairs=spoil.spoil_pairs(self._chance, sent.pairs))

    def _forged(self, sent: Sending) -> Sending:
        """From elsewhere: without the page's token, or with one that is not this person's."""
        pairs = [pair for pair in sent.pairs if pair[0] != "csrf_token"]
        if self._chance.random() < 0.5:
            pairs.append(("csrf_token", self._chance.choice((self._csrf_token[:-2], self._odd(), "a.b.c"))))
        return replace(sent, pairs=pairs)

    def _by_an_odd_client(self, sent: Sending) -> Sending:
        return replace(sent, headers={**sent.headers, **spoil.odd_header(self._chance)})

    def _by_an_odd_way(self, sent: Sending) -> Sending:
        chance = self._chance
        odd: tuple[dict[str, Any], ...] = (
            {"method": chance.choice(spoil.METHODS)},
            {"content_type": chance.choice(spoil.CONTENT_TYPES[1:])},
            {"as_query": True},
            {"broken": True},
        )
        return replace(sent, **chance.choice(odd))

    def _odd(self) -> str:
        return self._chance.choice(spoil.ODD_TEXT)
