"""That what is measured on is what it says: so many cases, each whole, and one in each school that is looked at."""

from pathlib import Path

import sqlalchemy as sa

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.model import Status
from lti_tool.cases.tables import cases, decisions, events
from lti_tool.system.database import Database
from tests.bench.many_schools import fill_schools


def test_a_database_holds_as_many_cases_as_asked_for_and_those_that_are_opened_are_real(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/many.db"

    filled = fill_schools(url, school_count=3, case_count=60, in_large=40)

    assert [desk.holds for desk in (*filled.usual, *filled.large)] == [20, 20, 20, 40]
    database = Database(url)
    with database.reading() as db:
        of_each = sa.select(cases.c.tenant_id, sa.func.count()).group_by(cases.c.tenant_id)
        held = dict(db.execute(of_each).all())
        assert held == {desk.staff.tenant_id: desk.holds for desk in (*filled.usual, *filled.large)}
        counted = sa.select(sa.func.count()).where(events.c.case_id == cases.c.id).scalar_subquery()
        whole = sa.select(cases.c.id, counted).where(cases.c.events_count == counted)
        entries = dict(db.execute(whole).all())
        assert len(entries) == 100
        assert all(entries[desk.case_id] >= 20 for desk in filled.usual)
        is_decided = cases.c.status.in_([Status.DECIDED.value, Status.CLOSED.value])
        undecided = ~sa.exists().where(decisions.c.case_id == cases.c.id)
        assert db.execute(sa.select(cases.c.id).where(is_decided, undecided)).all() == []
    database.close()


def test_the_guards_of_the_histories_are_there_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/many.db"
    filled = fill_schools(url, school_count=1, case_count=1, in_large=2)

    database = Database(url)
    with database.reading() as db:
        assert isinstance(verify(db, filled.usual[0].staff.tenant_id), Verified)
        guards = db.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").scalar_one()
    database.close()
    assert guards > 0
