"""Two installations with keys of their own, and a school that has something in every table."""

import dataclasses
import itertools
import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from lti_tool.administration import Administration, administration
from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Case
from lti_tool.cases.notices import Notices
from lti_tool.cases.task import Task, TaskState
from lti_tool.cases.tasks import Change
from lti_tool.outcomes.record.arriving import Arrived, Arriving
from lti_tool.outcomes.record.leaving import Leaving
from lti_tool.outcomes.record.opening import opened
from lti_tool.outcomes.record.settling import Settling
from lti_tool.system.database import Database, metadata
from lti_tool.system.outbox import Outbox
from lti_tool.system.sealed_files import Sealing
from lti_tool.system.settings import Settings
from lti_tool.tenants.model import ContactKind, Posting, Role
from tests.cases.team import PLACE, Team
from tests.cases.test_erasing import agrees, proposes
from tests.clock import SettableClock

PASSPHRASE = "four plain words together"
NUMBERS = itertools.count()
OURS = (bytes(32),)
THEIRS = (bytes([7]) * 32,)

Tables = dict[str, list[dict[str, Any]]]


@dataclasses.dataclass
class Installation:
    """One installation: a database, and the master keys that only it has."""

    database: Database
    master_keys: tuple[bytes, ...] = THEIRS
    clock: SettableClock = dataclasses.field(default_factory=SettableClock)

    @property
    def base(self) -> Administration:
        url = self.database.url.render_as_string(hide_password=False)
        return administration(Settings("https://signpost.example", "x" * 32, self.master_keys, url), self.clock)

    def exports(self, tenant_id: str, folder: Path) -> Path:
        """The file of a tenant."""
        file, base = folder / f"{next(NUMBERS)}.sealed", self.base
        Leaving(base.database, base.tenants, base.clock).export(tenant_id, file, PASSPHRASE)
        return file

    @property
    def arriving(self) -> Arriving:
        base = self.base
        return Arriving(base.database, base.install, Settling(base.tenants, base.keys, Outbox(), base.clock))

    def imports(self, file: Path, passphrase: str = PASSPHRASE) -> Arrived:
        return self.arriving.bring(file, passphrase)

    def rows(self) -> dict[str, int]:
        """How many rows there are in each table that has any."""
        with self.database.reading() as db:
            counts = {name: len(db.execute(table.select()).all()) for name, table in metadata.tables.items()}
        return {name: count for name, count in counts.items() if count}


def files_in(file: Path) -> dict[str, bytes]:
    """The files in a sealed file."""
    return unzipped(opened(file, PASSPHRASE))


def unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened_archive:
        return {name: opened_archive.read(name) for name in opened_archive.namelist()}


def tables_in(file: Path) -> Tables:
    """The records in a sealed file, by their tables."""
    return records_in(opened(file, PASSPHRASE))


def records_in(archive: bytes) -> Tables:
    """The records in an archive, by their tables."""
    return {
        name.removesuffix(".jsonl"): [json.loads(line) for line in data.splitlines()]
        for name, data in unzipped(archive).items()
        if name.endswith(".jsonl")
    }


def sealed(archive: bytes, to: Path, passphrase: str = PASSPHRASE) -> Path:
    """A file with this archive in it."""
    with to.open("wb") as out:
        sealing = Sealing(out, passphrase)
        sealing.write(archive)
        sealing.close()
    return to


def busy_school(database: Database) -> Team:
    """A school with something in every table."""
    team = Team(database)
    base = Installation(database, OURS, team.clock).base
    for kind, value in ((ContactKind.LEAD, "Priya Nair, 01632 960101"), (ContactKind.ON_CALL_EMAIL, "a@b.example")):
        base.install.set_contact(team.tenant.id, kind, value)
    assert team.host is not None
    base.install.mark_staff_only(team.tenant.id, team.host.id, "2", Posting.RECEIPT)
    base.install_notices.set_email(team.tenant.id, team.host.id, "lead", "lead@oakfield.example")
    team.names_children()
    proposes(team, team.files())
    agrees(team)
    decided = team.decides()
    _works_on(team, decided)
    other = team.sends(danger="yes")
    team.links.link(other.id, team.lead, decided.reference)
    team.keeping.keep_from(other.id, team.head, team.deputy.id)
    team.restricted()
    team.sends(danger="no")
    _is_told(team)
    team.practises(team.colleague, place=PLACE)
    _gives_roles(team, base)
    return team


def _gives_roles(team: Team, base: Administration) -> None:
    """A lead has launched and agreed to one role; another one waits."""
    assert team.host is not None
    with team.database.transaction() as db:
        base.staff.launches(db, team.lead)
    base.install.grant(team.tenant.id, team.host.id, "second deputy", Role.DEPUTY)
    base.roles.agreements.agree(team.lead, base.roles.install.waiting(team.tenant.id)[0].proposal.id)
    base.install.grant(team.tenant.id, team.host.id, "second head", Role.HEAD)


def _works_on(team: Team, case: Case) -> None:
    told = {"agency": "social_care", "who": "Ana Ruiz", "said": "We will call — back"}
    call = team.consultations.record(case.id, team.lead, told, None)
    team.consultations.answered(case.id, team.lead, call, "No further action.")
    version = team.file(case.id).desk.case.version
    team.children.add(case.id, team.lead, version, {"age": "13_15", "name": "Robin Ash", "wants": "Him to stop"})
    task = next(each for each in team.file(case.id).tasks if each.action != "manage_review")
    change = Change(TaskState.DONE, "Spoke to both", team.deputy.id, None)
    team.tasks.change(case.id, team.lead, task.id, task.version, dataclasses.replace(change, due_on=day_of(task)))
    team.conversations.add(case.id, team.reporter, "He has sent it on.")
    version = team.file(case.id).desk.case.version
    team.filing.file(case.id, team.lead, version, Filed(True, "CPOMS", "The review is in the record"))


def _is_told(team: Team) -> None:
    """A round of notices that has begun, of a case that nobody has opened."""
    outbox, now = Outbox(), team.clock.now()
    notices = Notices(outbox)
    with team.database.transaction() as db:
        while (work := outbox.lease(db, now, "notice")) is not None:
            if (notice := notices.take(db, work.ref, now)) is not None:
                notices.note_told(db, notice, [team.lead.id], now)


def day_of(task: Task) -> date | None:
    return None if task.due_at is None else task.due_at.date()
