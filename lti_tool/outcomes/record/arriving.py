"""Bringing a tenant in: nothing is written before everything was looked at, and then all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from marshmallow import ValidationError
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ...cases.tables_erasure import erasures
from ...system.database import Database
from ...system.migrate import at_newest, newest
from ...tenants import tables
from ...tenants.install import Install, InstallRefused
from ...tenants.model import ContactKind, Host
from .archive import MOST_BYTES_IN_PART, Unpacked
from .check_words import check_words
from .checks import Records, check_together
from .forms import schema_of
from .manifest import TENANT, Manifest
from .opening import opened
from .refused import RecordRefused
from .rows import Record
from .settling import Settling
from .shape import MEMBERS, Member


@dataclass(frozen=True, slots=True)
class Arrived:
    """A tenant that was brought in, and how many records of each table with it."""

    tenant_id: str
    name: str
    records: dict[str, int]


class Arriving:
    """Imports tenants."""

    def __init__(self, database: Database, install: Install, settling: Settling) -> None:
        self._database = database
        self._install = install
        self._settling = settling

    def bring(self, file: Path, passphrase: str) -> Arrived:
        """Bring in the tenant of this file, with the ids that it had.

        Raises:
            RecordRefused: nothing was written.
        """
        return self.bring_archive(opened(file, passphrase))

    def bring_archive(self, archive: bytes, most_bytes: int = MOST_BYTES_IN_PART) -> Arrived:
        """As `bring`, from what is in a sealed file.

        Args:
            most_bytes: of one part, unpacked.
        """
        unpacked = Unpacked(archive, [f"{member.name}.jsonl" for member in MEMBERS], most_bytes)
        _check_manifest(unpacked.manifest)
        records = {member.name: _read(unpacked, member) for member in MEMBERS}
        tenant_id = check_together(records)
        check_words(records)
        self._check_addresses(records)
        try:
            with self._database.transaction() as db:
                _check_room(db, tenant_id, records)
                self._settling.write(db, tenant_id, records)
        except IntegrityError as error:
            raise RecordRefused(
                "What is in the file contradicts itself, or something that is here already has the same id. "
                "Nothing was imported. Export again, and import into an installation without this tenant."
            ) from error
        counts = {name: len(found) for name, found in records.items()}
        return Arrived(tenant_id, records["tenants"][0]["name"], counts)

    def _check_addresses(self, records: Records) -> None:
        """The same rules as for what an administrator types: these addresses will be called."""
        try:
            for record in records["hosts"]:
                self._install.check_host(host_of(record))
            for record in records["contacts"]:
                self._install.check_contact(ContactKind(record["kind"]), record["value"])
        except InstallRefused as error:
            raise RecordRefused(f"{error} Nothing was imported.") from error


def host_of(record: Record) -> Host:
    """The host in a record."""
    named = {name: record[name] for name in Host.__dataclass_fields__}
    return Host(**{**named, "frame_origins": tuple(record["frame_origins"])})


def _check_manifest(manifest: Manifest) -> None:
    if manifest.what != TENANT:
        raise RecordRefused("This file holds what is held about one person. It is to be read, and not imported.")
    if manifest.schema > newest():
        raise RecordRefused(
            "This file was made by a newer version of Signpost. Install that version, run `signpost migrate`, "
            "then import. Nothing was imported."
        )
    if manifest.schema != newest():
        raise RecordRefused(
            "This file was made by an older version of Signpost. Where it was made, install this version, run "
            "`signpost migrate`, and export again. Nothing was imported."
        )


def _read(unpacked: Unpacked, member: Member) -> list[Record]:
    name, schema, found = f"{member.name}.jsonl", schema_of(member), []
    for number, record in unpacked.lines(name):
        try:
            found.append(dict(schema.load(record)))
        except ValidationError as error:
            raise RecordRefused(
                f"{name}, line {number}: {_wrong(error)}. Nothing was imported. Export again."
            ) from error
    return found


def _wrong(error: ValidationError) -> str:
    """Which column is wrong: its name where we know it, and never a value."""
    messages: Any = error.messages
    known = [name for name in messages if any(name in member.table.c for member in MEMBERS)]
    if not known:
        return "it has something that this version does not know"
    name = sorted(known)[0]
    said = messages[name][0]
    if said == "Unknown field.":
        return f"{name} does not belong here"
    return f"{name} is missing" if "required" in said or "null" in said else f"{name} {said}"


def _check_room(db: Connection, tenant_id: str, records: Records) -> None:
    """Whether nothing is here already that this tenant would change, or that would change it."""
    if not at_newest(db):
        raise RecordRefused("The database is not at this version's schema. Run `signpost migrate` first.")
    if db.execute(sa.select(tables.tenants.c.id).where(tables.tenants.c.id == tenant_id)).first():
        raise RecordRefused(
            f"Tenant {tenant_id} is here already, and an import never changes one. Nothing was imported. "
            "Import into an installation without it."
        )
    if db.execute(sa.select(erasures.c.id).where(erasures.c.tenant_id == tenant_id)).first():
        raise RecordRefused(
            f"Tenant {tenant_id}, or a case of it, was erased here, and what is erased does not come back. "
            "Nothing was imported. Import into an installation that never had it."
        )
    for record in records["hosts"]:
        _check_host(db, record)
    for record in records["deployments"]:
        _check_deployment(db, record)


def _check_host(db: Connection, record: Record) -> None:
    hosts = tables.hosts.c
    same = sa.or_(
        hosts.id == record["id"], sa.and_(hosts.issuer == record["issuer"], hosts.client_id == record["client_id"])
    )
    for row in db.execute(sa.select(tables.hosts).where(same)):
        if host_of(row._asdict()) != host_of(record):
            raise RecordRefused(
                f"Host {row.id} is here already with the same id, or the same issuer and client id, and differs from "
                "the one in the file. Nothing was imported. Ask the platform for a new client id, and register the "
                "installation that the file comes from with it; then export again."
            )


def _check_deployment(db: Connection, record: Record) -> None:
    its = tables.deployments.c
    taken = sa.and_(its.host_id == record["host_id"], its.deployment_id == record["deployment_id"])
    if db.execute(sa.select(its.id).where(taken)).first():
        raise RecordRefused(
            f"A deployment of host {record['host_id']} in the file is here already. Nothing was imported. "
            "A deployment belongs to one tenant: ask the platform for another one, or import elsewhere."
        )
