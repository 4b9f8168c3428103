"""How many open cases would come out differently with another guide. Counts only, and no small ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.assess import assess
from ..guidance.guide import Guide
from ..guidance.model import Level
from ..guidance.overlay import raised
from ..system.database import Database
from ..tenants.tenants import Tenants
from .local import local_to
from .model import Status
from .small_numbers import Hidden, Shown, shown_table, shown_total
from .store import case_of_row, read_answers
from .tables import cases, named_staff

_NAMED = sa.exists().where(named_staff.c.case_id == cases.c.id)


Pair = tuple[Level, Level]
_DIFFERENT: tuple[Pair, ...] = tuple((before, after) for before in Level for after in Level if before is not after)


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What another guide would make of a tenant's open cases, as far as it may be said.

    Attributes:
        total: how many open cases were begun with the old guide.
        same: how many of them would come out as they do now.
        different: of every other pair of outcomes, the old guide's and the new one's, how many there are.
    """

    total: Shown
    same: Shown
    different: Mapping[Pair, Shown]


class Reassessing:
    """Compares two guides on the cases of a tenant, and tells nothing of any single case.

    Restricted cases, and cases that are kept from somebody, are in no number: nobody may subtract them from another
    count. What is left is hidden as in the year's overview (small_numbers.py).
    """

    def __init__(self, database: Database, tenants: Tenants) -> None:
        self._database = database
        self._tenants = tenants

    def compare(self, tenant_id: str, old: Guide, new: Guide) -> Reassessed:
        """How the open cases that were begun with `old` would come out with `new`. Raises NotFound."""
        with self._database.reading() as db:
            found = Counter(self._outcomes(db, tenant_id, old, new))
        total = shown_total(found.total())
        if total is Hidden.FEW:
            return Reassessed(total, Hidden.KEPT, {})
        # Pairs that no case has stand in the table as well: that one is there would tell of a single case.
        same = sum(found[level, level] for level in Level)
        counts: dict[Pair | None, int] = {None: same, **{pair: found[pair] for pair in _DIFFERENT}}
        table = shown_table(counts)
        return Reassessed(total, table[None], {pair: table[pair] for pair in _DIFFERENT})

    def _outcomes(self, db: Connection, tenant_id: str, old: Guide, new: Guide) -> Iterator[Pair]:
        tenant, cipher = self._tenants.with_cipher(db, tenant_id)
        of_tenant = sa.and_(cases.c.tenant_id == tenant_id, cases.c.guide_id == old.id)
        common = sa.and_(cases.c.status != Status.CLOSED.value, cases.c.restricted.is_(False), sa.not_(_NAMED))
        for row in db.execute(sa.select(cases).where(of_tenant, common)).all():
            case = case_of_row(row)
            given = {name: each.value for name, each in read_answers(db, cipher, case).items()}
            answers, local = given | {"nation": tenant.nation.value}, local_to(db, cipher, case)
            both = (old, new) if local is None else (raised(old, local.overlay), raised(new, local.overlay))
            before, after = (assess(guide, answers, strict=False).outcome for guide in both)
            yield before, after
