"""What the database holds of one case, and whether it is whole."""

from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa

from lti_tool.cases import tables
from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.history import events_of
from lti_tool.cases.model import Case, Event
from lti_tool.cases.restriction import restricting
from lti_tool.cases.store import case_of_row, read_answers
from lti_tool.guidance.assess import assess
from lti_tool.guidance.library import load
from lti_tool.web.services import Services

from .reporters import Answer


@dataclass(frozen=True)
class CaseOnDisk:
    """One case read through the real store, in one consistent state."""

    case: Case
    answers: dict[str, str]
    events: list[Event]

    @property
    def answered(self) -> list[Answer]:
        """Every answer in the history, in order."""
        return [(each.detail["question"], each.detail["to"]) for each in self.events if each.kind == "answered"]

    def flaws(self) -> list[str]:
        """In what the case is only half saved. None for a case that is whole."""
        checks = {
            "an answer without its event, or the reverse": self.answers == dict(self.answered),
            "the history has a gap": [each.number for each in self.events] == [*range(1, len(self.events) + 1)],
            "an event forgets the answer before it": self._history_is_a_chain(),
            "the level is not that of the answers": self.case.level is self._required_level(),
            "the strand is not the one answered": self.case.strand == self.answers.get("strand", "nk"),
            "restricted, or not, against the answers": self.case.restricted == restricting(self.answers),
            "an event of a restriction is missing": self.case.restricted == self._restricted_by_history(),
            "the first answer has no time": (self.case.answered_at is not None) == bool(self.answers),
        }
        return [flaw for flaw, holds in checks.items() if not holds]

    def _required_level(self) -> object:
        return assess(load(self.case.guide_id), {**self.answers, "nation": "england"}, strict=False).outcome

    def _history_is_a_chain(self) -> bool:
        for question in self.answers:
            mine = [each for each in self.events if each.detail.get("question") == question]
            if any(after.detail.get("from") != before.detail["to"] for before, after in pairwise(mine)):
                return False
        return True

    def _restricted_by_history(self) -> bool:
        turns = [each.kind for each in self.events if each.kind in {"restricted", "unrestricted"}]
        return bool(turns) and turns[-1] == "restricted"


def read_cases(services: Services) -> dict[str, CaseOnDisk]:
    """Every case in the database, by its id. The chains of their histories are whole."""
    with services.database.reading() as db:
        assert isinstance(verify(db), Verified)
        found = {}
        for row in db.execute(sa.select(tables.cases)):
            case = case_of_row(row)
            cipher = services.tenants.cipher(db, case.tenant_id)
            answers = {name: each.value for name, each in read_answers(db, cipher, case).items()}
            found[case.id] = CaseOnDisk(case, answers, events_of(db, cipher, case))
    return found
