"""Deleting a whole tenant: who has to agree, and that nothing of it is left that could ever be read."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.cases import tables
from lti_tool.cases.erasure_receipts import ErasureReason, ErasureReceipt, receipts_of
from lti_tool.cases.leaving import BY_COMMAND, BY_NOBODY, GOOD_FOR, DeletionRefused
from lti_tool.cases.model import NotNow
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from lti_tool.system.crypto import CannotDecrypt, Cipher, MasterKeys, Place
from lti_tool.system.database import Database
from lti_tool.tenants.contacts import Contacts
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.mailboxes import Mailboxes
from lti_tool.tenants.model import ContactKind, Host, Role
from lti_tool.tenants.tables import hosts, tenants
from lti_tool.tenants.tenants import NotFound
from tests.cases.at_rest import raw_files, stored
from tests.cases.team import Team
from tests.cases.test_children import FACTS
from tests.cases.test_erasing import CALL, places, proposes
from tests.web.signed_in import another_host

MARK = "Quetzalcoatl"


def nothing_else(_db: Connection, _tenant_id: str) -> None:
    """What the web keeps is tested there."""


def deletes(team: Team, *, even_open: bool = False, without_lead: bool = False) -> ErasureReceipt:
    receipt, overwritten = team.leaving.carry_out(
        team.tenant.id, even_open=even_open, without_lead=without_lead, also=nothing_else
    )
    assert overwritten
    return receipt


def agreed(team: Team) -> None:
    team.leaving.ask(team.tenant.id, even_open=True)
    team.leaving.answer(team.head, agrees=True)


def writes_everywhere(team: Team) -> None:
    """Marked words in every place of a tenant that holds any."""
    with team.database.transaction() as db:
        db.execute(tenants.update().where(tenants.c.id == team.tenant.id).values(name=f"{MARK} School"))
        db.execute(hosts.update().where(hosts.c.id == team.host.id).values(jwks_url=f"https://{MARK}.test/certs"))
        Contacts(team.tenants, team.clock).set(db, team.tenant.id, ContactKind.LEAD, f"{MARK}, 01632 960001")
        Mailboxes(team.tenants).set(db, team.lead, f"{MARK}@school.example")
    marked = team.person(MARK)
    team.names_children()
    case = team.decides(told=f"{MARK} told me", child_where=MARK)
    file = team.file(case.id)
    team.children.add(case.id, team.lead, file.desk.case.version, FACTS | {"name": MARK})
    team.consultations.record(case.id, team.lead, CALL | {"said": MARK}, date(2026, 12, 1))
    task = file.tasks[0]
    team.tasks.change(case.id, team.lead, task.id, task.version, Change(TaskState.DONE, MARK, None, None))
    team.keeping.keep_from(case.id, team.head, team.deputy.id)
    team.links.link(case.id, team.lead, team.sends(marked, danger="no").reference)
    team.practises(marked)
    filed = team.files_this(case)
    held = team.holding.hold(case.id, team.lead, filed.version, f"{MARK} asked")
    team.holding.release(case.id, team.lead, held.version, f"{MARK} asked")
    proposes(team, case)


def sealed_in(database: Database) -> set[bytes]:
    """Every ciphertext and wrapped key of tenants. Our own signing keys are nobody's."""
    with database.reading() as db:
        names = set(sa.inspect(db).get_table_names()) - {"signing_keys"}
        rows = [row for name in names for row in db.exec_driver_sql(f'SELECT * FROM "{name}"').all()]
    return {bytes(value) for row in rows for value in row if isinstance(value, bytes | memoryview)}


def test_of_a_deleted_tenant_no_byte_is_left_but_the_receipt(team_on_each: Team) -> None:
    other = team_on_each
    kept, others = other.files(), sealed_in(other.database)
    team = Team(other.database, other.clock, other.ids, added_host(other))
    writes_everywhere(team)
    theirs = sealed_in(team.database) - others
    with team.database.reading() as db:
        wrapped = bytes(db.execute(sa.select(tenants.c.data_key).where(tenants.c.id == team.tenant.id)).scalar_one())
    assert wrapped in theirs
    assert len(theirs) > 40
    agreed(team)

    receipt = deletes(team, even_open=True)

    left = raw_files(team.database) if team.database.is_sqlite else stored(team.database)
    assert [each for each in theirs if each in left] == []
    assert MARK.encode() not in left
    assert MARK.lower().encode() not in left
    assert places(team.database, team.tenant.id) == {"erasures", "erasure_receipts"}
    assert places(team.database, team.host.id, team.reporter.id, team.deputy.id) == set()
    assert places(team.database, receipt.id) == {"erasures", "erasure_receipts"}
    assert other.file(kept.id).desk.answers["told"]


def added_host(team: Team) -> Host:
    with team.database.transaction() as db:
        return Hosts(team.clock, team.ids).add(db, another_host(2))


def test_a_host_that_serves_another_school_too_stays(team_on_each: Team) -> None:
    team = team_on_each
    other = team.another()
    kept = other.files()
    agreed(team)

    deletes(team)

    assert other.file(kept.id).people
    with team.database.reading() as db:
        assert db.execute(sa.select(hosts.c.id)).scalars().all() == [team.host.id]


def test_a_ciphertext_from_before_does_not_open_with_the_master_key_alone(team_on_each: Team) -> None:
    """As from a backup without the tenants' keys. One that holds the wrapped key opens it: see RUNBOOK.md."""
    team, words = team_on_each, f"{MARK} told me"
    case, master = team.decides(told=words), MasterKeys((bytes(32),))
    place = Place(team.tenant.id, "answers", "value", f"{case.id}/told")
    with team.database.reading() as db:
        mine = sa.and_(tables.answers.c.case_id == case.id, tables.answers.c.question == "told")
        sealed = bytes(db.execute(sa.select(tables.answers.c.value).where(mine)).scalar_one())
        wrapped = bytes(db.execute(sa.select(tenants.c.data_key)).scalar_one())
    agreed(team)

    deletes(team, even_open=True)

    with pytest.raises(CannotDecrypt):
        Cipher(bytes(32)).decrypt(sealed, place)
    with pytest.raises(CannotDecrypt):
        master.unwrap(sealed, place)
    with team.database.reading() as db, pytest.raises(NotFound):
        team.tenants.cipher(db, team.tenant.id)
    key = master.unwrap(wrapped, Place(team.tenant.id, "tenants", "data_key", team.tenant.id))
    assert Cipher(key).decrypt(sealed, place) == words


def test_the_receipt_says_who_asked_and_who_agreed_and_outlives_the_tenant(team_on_each: Team) -> None:
    team = team_on_each
    entries = len(team.file(team.files().id).history)
    agreed(team)

    deletes(team)

    with team.database.reading() as db:
        kept = receipts_of(db, team.tenant.id)
    assert [(each.reference, each.reason, each.asked_by, each.agreed_by, each.entries) for each in kept] == [
        (None, ErasureReason.TENANT, BY_COMMAND, team.head.id, entries)
    ]
    assert kept[0].is_whole


@pytest.mark.parametrize("on_hold", [True, False])
def test_while_a_case_is_open_or_on_hold_it_is_neither_asked_nor_done(team: Team, on_hold: bool) -> None:
    case = team.files() if on_hold else team.decides()
    if on_hold:
        team.holding.hold(case.id, team.lead, team.file(case.id).desk.case.version, "A court may ask.")
    with pytest.raises(DeletionRefused, match="open or on hold"):
        team.leaving.ask(team.tenant.id, even_open=False)
    agreed(team)

    with pytest.raises(DeletionRefused, match="open or on hold"):
        deletes(team)

    assert team.sees(team.lead, case.id)


def test_without_a_leads_agreement_nothing_is_deleted(team: Team) -> None:
    with pytest.raises(DeletionRefused, match="Nobody has asked"):
        deletes(team)
    team.leaving.ask(team.tenant.id, even_open=False)
    with pytest.raises(DeletionRefused, match="has agreed yet"):
        deletes(team)
    with pytest.raises(DeletionRefused, match="is named here"):
        deletes(team, without_lead=True)
    team.leaving.answer(team.deputy, agrees=False)

    assert team.leaving.pending(team.head) is None
    with pytest.raises(DeletionRefused, match="Nobody has asked"):
        deletes(team)


def test_an_agreement_of_long_ago_or_of_somebody_who_is_no_lead_any_more_is_none(team: Team) -> None:
    agreed(team)
    with team.database.transaction() as db:
        team.book.revoke(db, team.head, Role.HEAD)
    with pytest.raises(DeletionRefused, match="has agreed yet"):
        deletes(team)
    team.leaving.answer(team.lead, agrees=True)
    team.clock.moves_on(seconds=GOOD_FOR / timedelta(seconds=1))

    with pytest.raises(DeletionRefused, match="last 30 days"):
        deletes(team)

    again = team.leaving.ask(team.tenant.id, even_open=False)
    assert (again.asked_at, again.agreed_by) == (team.clock.now(), None)


def test_only_leads_and_the_head_are_asked_and_nobody_who_is_an_administrator_too(team: Team) -> None:
    team.leaving.ask(team.tenant.id, even_open=False)
    both, elsewhere = team.person("both", Role.LEAD, Role.ADMINISTRATOR), team.another()

    for nobody in (team.reporter, team.administrator, elsewhere.head):
        assert team.leaving.pending(nobody) is None
        with pytest.raises(NotFound):
            team.leaving.answer(nobody, agrees=True)
    with pytest.raises(NotNow, match="administrator here as well"):
        team.leaving.answer(both, agrees=True)
    with pytest.raises(DeletionRefused, match="has agreed yet"):
        deletes(team)
    team.leaving.answer(team.lead, agrees=True)
    with team.database.transaction() as db:
        team.book.grant(db, team.lead, Role.ADMINISTRATOR)
    with pytest.raises(DeletionRefused, match="has agreed yet"):
        deletes(team)


def test_where_no_lead_is_left_that_has_to_be_said_and_the_receipt_says_it_too(team: Team) -> None:
    with team.database.transaction() as db:
        for person, role in ((team.lead, Role.LEAD), (team.deputy, Role.DEPUTY), (team.head, Role.HEAD)):
            team.book.revoke(db, person, role)
    team.leaving.ask(team.tenant.id, even_open=False)
    with pytest.raises(DeletionRefused, match="--without-lead"):
        deletes(team)

    assert deletes(team, without_lead=True).agreed_by == BY_NOBODY
