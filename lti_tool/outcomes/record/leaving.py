"""Taking a tenant along: everything that is held of it, in one sealed file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...cases.chain import Broken, Verified, verify
from ...cases.history import add_event
from ...cases.store import case_of_row
from ...cases.tables import cases
from ...system.clock import Clock
from ...system.crypto import CannotDecrypt, Cipher
from ...system.database import Database
from ...system.migrate import at_newest, newest
from ...system.private_files import written_whole
from ...system.sealed_files import SHORTEST_PASSPHRASE, Sealing
from ...tenants.tenants import NotFound, Tenants
from .archive import Packing, line
from .form import moment
from .manifest import FORMAT, TENANT, Manifest, Part
from .refused import RecordRefused
from .rows import records_of
from .shape import MEMBERS

CASES_AT_A_TIME = 100
TRIES = 5


class Leaving:
    """Exports tenants."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock

    def export(self, tenant_id: str, to: Path, passphrase: str) -> Manifest:
        """Write the file. Each case's history says first that the case was exported, and the file holds that too.

        Raises:
            RecordRefused: nothing has the name `to` that had not before.
        """
        check_can_be_written(to)
        check_passphrase(passphrase)
        noted: set[str] = set()
        for _ in range(TRIES):
            self._note(tenant_id, noted)
            with self._database.reading() as db:
                # A case that was begun a moment ago is noted too before it is read.
                if _ids(db, tenant_id) <= noted:
                    return self._write(db, tenant_id, to, passphrase)
        raise RecordRefused("Cases are begun faster than they can be read. Nothing was written. Try again later.")

    def _note(self, tenant_id: str, noted: set[str]) -> None:
        """Add an entry to each history that has none of this export; few at a time, so that nobody waits for long."""
        last = ""
        while True:
            with self._database.transaction() as db:
                _check_schema(db)
                cipher = cipher_of(db, self._tenants, tenant_id)
                mine = sa.and_(cases.c.tenant_id == tenant_id, cases.c.id > last)
                some = sa.select(cases).where(mine).order_by(cases.c.id).limit(CASES_AT_A_TIME).with_for_update()
                found = [case_of_row(row) for row in db.execute(some)]
                for case in found:
                    if case.id not in noted:
                        add_event(db, cipher, case, "exported", self._clock.now(), None)
            if not found:
                return
            noted.update(case.id for case in found)
            last = found[-1].id

    def _write(self, db: Connection, tenant_id: str, to: Path, passphrase: str) -> Manifest:
        cipher, held = cipher_of(db, self._tenants, tenant_id), _held(db, tenant_id)
        with sealed_file(to, passphrase) as packing:
            for member in MEMBERS:
                packing.add(f"{member.name}.jsonl", map(line, records_of(db, cipher, tenant_id, member)))
            return packed(packing, TENANT, self._clock, held)


def packed(packing: Packing, what: str, clock: Clock, held: Verified) -> Manifest:
    """End an archive with its manifest."""
    parts: tuple[Part, ...] = tuple(packing.parts)
    manifest = Manifest(FORMAT, what, newest(), moment().write(clock.now()), held.entries, held.cases, parts)
    packing.close(manifest)
    return manifest


def check_passphrase(passphrase: str) -> None:
    """Whether it is worth sealing with. Raises RecordRefused."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise RecordRefused(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters. Nothing was written.")


def check_can_be_written(to: Path) -> None:
    """Say what is wrong before anything is asked, read or noted. Raises RecordRefused."""
    if to.exists() or to.is_symlink():
        raise RecordRefused(f"{to} is there already and is not replaced. Name another file.")
    if not to.parent.is_dir():
        raise RecordRefused(f"{to.parent} is not a folder. Make it first, for yourself alone.")


@contextmanager
def sealed_file(to: Path, passphrase: str) -> Iterator[Packing]:
    """An archive that is under its name once it is whole. Raises RecordRefused where it cannot be written."""
    try:
        with written_whole(to) as out:
            sealing = Sealing(out, passphrase)
            packing = Packing(sealing)
            try:
                yield packing
            except BaseException:
                packing.abandon()
                raise
            sealing.close()
    except FileExistsError as error:
        raise RecordRefused(f"{to} is there already and is not replaced. Name another file.") from error
    except CannotDecrypt as error:
        raise RecordRefused(
            "Something that is held cannot be decrypted: its key is missing, or the database was changed from outside. "
            "Nothing was written. See `signpost doctor` and `signpost history verify`."
        ) from error
    except OSError as error:
        raise RecordRefused(f"{to} cannot be written: {error.strerror}. No file was left under that name.") from error


def cipher_of(db: Connection, tenants: Tenants, tenant_id: str) -> Cipher:
    """What opens this tenant's words. Raises RecordRefused."""
    try:
        return tenants.cipher(db, tenant_id)
    except NotFound as error:
        raise RecordRefused(str(error)) from error
    except CannotDecrypt as error:
        raise RecordRefused(f"The tenant's words cannot be opened: {error}") from error


def _held(db: Connection, tenant_id: str) -> Verified:
    found = verify(db, tenant_id)
    if isinstance(found, Broken):
        raise RecordRefused(
            f"The history of case {found.case_id} does not hold: entry {found.number}, {found.flaw.value}. Nothing was "
            "written. Find out who changed the database; restore it from a backup whose histories hold."
        )
    return found


def _ids(db: Connection, tenant_id: str) -> set[Any]:
    return set(db.execute(sa.select(cases.c.id).where(cases.c.tenant_id == tenant_id)).scalars())


def _check_schema(db: Connection) -> None:
    if not at_newest(db):
        raise RecordRefused("The database is not at this version's schema. Run `signpost migrate` first.")
