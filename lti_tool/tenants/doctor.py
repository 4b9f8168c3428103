"""What is wrong with this installation, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from ..system.crypto import CannotDecrypt
from ..system.database import Database
from ..system.migrate import at_newest, too_new
from ..system.private_files import file_of, open_to_others
from .contacts import Contacts
from .keys import SigningKeys
from .mailboxes import Mailboxes, same
from .model import LEADS, Role, Staff, Tenant
from .staff import StaffBook
from .tenants import Tenants

TOO_NEW = "A newer version of Signpost has migrated the database. Install that version."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked. Without `ok`, `advice` says what to do."""

    what: str
    ok: bool
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Doctor:
    """Checks database, migrations, keys, and whether each tenant is ready to go live.

    Attributes:
        writes: whether e-mail is sent at all.
    """

    database: Database
    tenants: Tenants
    staff: StaffBook
    contacts: Contacts
    keys: SigningKeys
    mailboxes: Mailboxes
    writes: bool

    def examine(self) -> list[Finding]:
        """Every finding, the good ones too."""
        try:
            with self.database.reading() as db:
                if not at_newest(db):
                    return [Finding("migrations", False, TOO_NEW if too_new(db) else "Run `signpost migrate`.")]
                good = [Finding("database", True), Finding("migrations", True)]
                return [*good, *self._files(), *self._keys(db), *self._tenants(db)]
        except SQLAlchemyError:
            return [Finding("database", False, "It does not answer. Check SIGNPOST_DATABASE_URL and that it runs.")]

    @staticmethod
    def readable(findings: list[Finding]) -> bool:
        """Whether the database could be read; without it there is nothing more to ask."""
        return Finding("migrations", True) in findings

    def _files(self) -> Iterator[Finding]:
        """Where the database is a file, other users of the machine must not read it."""
        file = file_of(self.database.url)
        if file is None:
            return
        wide = open_to_others(file)
        advice = f"Other users of this machine may open it. Run: chmod 600 {' '.join(map(str, wide))}"
        yield Finding("database file", not wide, advice if wide else "")

    def _keys(self, db: Connection) -> Iterator[Finding]:
        try:
            present = self.keys.current(db) is not None
        except CannotDecrypt:
            yield Finding("master keys", False, "No key in SIGNPOST_MASTER_KEYS opens our signing key. Put it back.")
            return
        advice = "There is no signing key yet. `signpost tenant add` makes one."
        yield Finding("signing key", present, "" if present else advice)

    def _tenants(self, db: Connection) -> Iterator[Finding]:
        tenants = self.tenants.all(db)
        if not tenants:
            yield Finding("tenants", False, "There is none. Add one with `signpost tenant add`.")
        for tenant in tenants:
            yield self._contacts(db, tenant)
            yield self._people(db, tenant)
            if self.writes:
                yield self._addresses(db, tenant)

    def _contacts(self, db: Connection, tenant: Tenant) -> Finding:
        try:
            missing = [kind.value for kind in self.contacts.missing(db, tenant.id)]
        except CannotDecrypt:
            return Finding(f"tenant {tenant.id}: data key", False, "SIGNPOST_MASTER_KEYS does not open it.")
        advice = f"Not ready to go live. Set with `signpost contact set`: {', '.join(missing)}."
        return Finding(f"tenant {tenant.id}: contacts", not missing, advice if missing else "")

    def _people(self, db: Connection, tenant: Tenant) -> Finding:
        wanted = {"lead": LEADS, "head": {Role.HEAD}}
        missing = [
            name for name, roles in wanted.items() if not any(self.staff.holding(db, tenant.id, role) for role in roles)
        ]
        advice = f"Name a {' and a '.join(missing)} with `signpost lead add`."
        return Finding(f"tenant {tenant.id}: lead and head", not missing, advice if missing else "")

    def _addresses(self, db: Connection, tenant: Tenant) -> Finding:
        what = f"tenant {tenant.id}: e-mail addresses"
        try:
            known = {id_: same(address) for id_, address in self.mailboxes.of(db, tenant.id).items()}
        except CannotDecrypt:
            return Finding(what, False, "SIGNPOST_MASTER_KEYS does not open them.")
        people = {each.id: each for role in (*LEADS, Role.HEAD) for each in self.staff.holding(db, tenant.id, role)}
        lacking = _unwritten(list(people.values()), known)
        advice = f"No e-mail says that a case waits to {lacking}. Set addresses with `signpost lead email`."
        return Finding(what, not lacking, advice if lacking else "")


def _unwritten(people: list[Staff], known: Mapping[str, str]) -> str:
    """Whom no e-mail reaches, in words; empty where it reaches everybody who should get one."""
    leads = [each for each in people if each.has(*LEADS)]
    without = sum(each.id not in known for each in leads)
    # What a lead can read is never used for a case that only the head may see.
    shared = {known[each.id] for each in leads if each.id in known and not each.has(Role.HEAD)}
    heads = [each for each in people if each.has(Role.HEAD) and each.id in known and known[each.id] not in shared]
    lacking = [f"{without} of {len(leads)} leads and deputies"] if without or not leads else []
    return " and ".join([*lacking, *([] if heads else ["the head (at an address that no lead shares)"])])
