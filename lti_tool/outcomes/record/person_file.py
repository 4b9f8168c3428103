"""The file of what is held about a person: for a program, for a reader, and always with the same notice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...cases.chain import Verified
from ...system.clock import Clock
from ...system.database import Database
from ...tenants.tenants import Tenants
from .leaving import check_can_be_written, check_passphrase, cipher_of, packed, sealed_file
from .manifest import PERSON
from .person import Sessions, held_about
from .refused import RecordRefused

# The same for everybody, whatever is held: to leave it out, or word it otherwise, would tell.
NOTICE = (
    "This file holds what the person did and wrote themself, and what was kept to let them in. It does not hold what "
    "others wrote, anything about third persons that was written in working on a case, tasks and cases that were "
    "given to the person, the school's own list of contacts, or cases in which a person is the subject. These words "
    "stand in every such file, whether or not there is anything of that kind. What else is held, and what of it may be "
    "given, has to be considered by hand by the school's data-protection officer with the safeguarding lead; where the "
    "person is a lead, with the head."
)
TITLES = {
    "person": "The person",
    "roles": "Roles",
    "roles_proposed": "Roles that waited for agreement",
    "roles_answered": "Answered whether somebody else gets a role",
    "roles_changed": "What became of the person's roles",
    "roles_told": "Told of changes of roles",
    "sessions": "Signed in",
    "reported": "What the person reported, in their own words",
    "entries": "What the person did in cases in any other way (kind and time only)",
    "links": "Linked two cases",
    "links_ended": "Took a link away",
    "practice": "Practice on invented cases",
    "receipts": "Receipts in the gradebook",
    "notices": "Told by e-mail that a case waits, in rounds that are not over",
    "erasures": "Asked for or agreed to an erasure",
}


class PersonFile:
    """Writes what is held about one member of staff."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, sessions: Sessions) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._sessions = sessions

    def export(self, tenant_id: str, host_id: str, sub: str, to: Path, passphrase: str) -> None:
        """Write the file. Raises RecordRefused: nothing has the name `to` that had not before."""
        check_can_be_written(to)
        check_passphrase(passphrase)
        with self._database.reading() as db:
            cipher = cipher_of(db, self._tenants, tenant_id)
            with sealed_file(to, passphrase) as packing:
                held = held_about(db, cipher, tenant_id, host_id, sub, self._sessions)
                if held is None:
                    raise RecordRefused(
                        "No member of staff of this tenant is known by this host and sub. Check both; "
                        "the platform shows the sub as the person's id. Nothing was written."
                    )
                packing.add("person.json", [json.dumps({"notice": NOTICE} | held, indent=1).encode()])
                packing.add("person.txt", ["\n".join(_lines(held)).encode()])
                packed(packing, PERSON, self._clock, Verified(0, 0))


def _lines(held: dict[str, Any]) -> Iterator[str]:
    """The same for a reader: a heading for each kind of thing, and a line for each thing."""
    yield NOTICE
    for name, title in TITLES.items():
        yield f"\n{title}"
        found = held[name] if isinstance(held[name], list) else [held[name]]
        yield from _told(found, "  ") if found else ["  Nothing."]


def _told(found: list[Any], indent: str) -> Iterator[str]:
    for each in found:
        if not isinstance(each, dict):
            yield f"{indent}{each}"
            continue
        yield indent + "; ".join(f"{name}: {value}" for name, value in each.items() if _is_plain(value))
        for name, value in each.items():
            if isinstance(value, dict):
                yield from _told([value], f"{indent}  {name}: ")
            elif isinstance(value, list):
                yield from _told(value, f"{indent}  ")


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)
