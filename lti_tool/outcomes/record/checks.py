"""Whether the records of a file fit together: one tenant's, each once, each referring to what is in the file too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from ...cases.chain import BEFORE_THE_FIRST
from ...cases.erasure_receipts import ErasureReason
from ...guidance.model import Level
from ...guidance.overlay_file import OverlayRefused, open_overlay
from .refused import RecordRefused
from .rows import Record
from .shape import MEMBERS, Member

Records = Mapping[str, list[Record]]

# What pages look up in an entry without asking whether it is there.
SAID: Mapping[str, tuple[str, ...]] = {
    "answered": ("question", "to"),
    "asked": ("words",),
    "decided": ("outcome", "computed"),
    "hand_over": ("to",),
    "consulted": ("agency",),
    "agency_answered": ("agency", "words"),
    "child": ("label",),
    "filed": ("where",),
    "floors": ("from", "to"),
    "held": ("words",),
    "erasure_proposed": ("why",),
    "printed_for_family": ("label",),
    **dict.fromkeys(
        ("task_done", "task_not_needed", "task_reopened", "task_noted", "task_given", "task_moved"), ("action",)
    ),
}

# What of that is looked up, so that another value could not be shown. A tenant's deletion is proposed for no case.
LEVELS = frozenset(level.name for level in Level)
KNOWN: Mapping[tuple[str, str], frozenset[str]] = {
    ("decided", "outcome"): LEVELS,
    ("decided", "computed"): LEVELS,
    ("floors", "from"): LEVELS,
    ("floors", "to"): LEVELS,
    ("erasure_proposed", "why"): frozenset(ErasureReason) - {ErasureReason.TENANT},
}
# Where an entry names a second person, by id.
NAMES: Mapping[str, str] = {"hand_over": "to", "task_given": "to", "named": "staff", "unnamed": "staff"}


def check_together(records: Records) -> str:
    """The id of the tenant whose records these are. Raises RecordRefused."""
    if len(records["tenants"]) != 1:
        raise RecordRefused("tenants.jsonl has to hold one tenant. Export again.")
    tenant_id = str(records["tenants"][0]["id"])
    for member in MEMBERS:
        _check_tenant(member, records[member.name], tenant_id)
        for columns in _unique(member.table):
            _check_once(member, records[member.name], columns)
        for column in member.columns:
            _check_there(member, column, records)
    _check_receipts(records["receipts"])
    _check_erasures(records)
    _check_overlays(records["tenant_overlays"])
    _check_histories(records)
    return tenant_id


def _check_tenant(member: Member, found: Iterable[Record], tenant_id: str) -> None:
    for number, record in enumerate(found, 1):
        if record.get("tenant_id", tenant_id) != tenant_id:
            raise _at(member.name, number, "it is another tenant's")


def _unique(table: sa.Table) -> list[tuple[str, ...]]:
    kinds = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
    return [tuple(each.columns.keys()) for each in table.constraints if isinstance(each, kinds)]


def _check_once(member: Member, found: Iterable[Record], columns: tuple[str, ...]) -> None:
    if set(columns) & set(member.left_out):
        return
    seen: set[tuple[Any, ...]] = set()
    for number, record in enumerate(found, 1):
        key = tuple(record[name] for name in columns)
        if key in seen:
            raise _at(member.name, number, f"the same {', '.join(columns)} is in the file twice")
        seen.add(key)


def _check_there(member: Member, column: sa.Column[Any], records: Records) -> None:
    """What a record refers to is in the file: so nothing of another tenant's can be meant."""
    for key in column.foreign_keys:
        there = {record[key.column.name] for record in records[key.column.table.name]}
        for number, record in enumerate(records[member.name], 1):
            if record[column.name] is not None and record[column.name] not in there:
                raise _at(member.name, number, f"its {column.name} is not in the file")


def _check_receipts(found: Iterable[Record]) -> None:
    for number, record in enumerate(found, 1):
        if (record["case_id"] is None) is (record["practice_id"] is None):
            raise _at("receipts", number, "it has to be for a case or for practice")


def _check_overlays(found: Iterable[Record]) -> None:
    """Each can be read. Whether it fits the newest guide is the doctor's to say: cases follow an older one too."""
    for number, record in enumerate(found, 1):
        try:
            open_overlay(record["text"])
        except OverlayRefused as error:
            raise _at("tenant_overlays", number, "its text is not an overlay") from error


def _check_erasures(records: Records) -> None:
    """An erasure lets the database delete. So one may come along only for a case that does not."""
    there = {record["id"] for record in records["cases"]}
    for number, record in enumerate(records["erasures"], 1):
        if record["case_id"] is None or record["case_id"] in there:
            raise _at("erasures", number, "it would let something be deleted that is in the file")


def _check_histories(records: Records) -> None:
    """Each history is whole as far as the file shows: its hashes follow one another to the one that its case holds."""
    # In the order of the file: what stands elsewhere makes a history that does not hold.
    told = {case: list(of_one) for case, of_one in groupby(records["events"], lambda record: record["case_id"])}
    if sum(map(len, told.values())) != len(records["events"]):
        raise RecordRefused("events.jsonl is not in the order of cases and entries. Export again.")
    for number, case in enumerate(records["cases"], 1):
        if not _holds(case, told.get(case["id"], [])):
            raise _at("cases", number, "its history in events.jsonl does not hold")
        if case["held_at"] is not None and not any(event["kind"] == "held" for event in told[case["id"]]):
            raise _at("cases", number, "it is on hold, and its history does not say why")
    staff = {record["id"] for record in records["staff"]}
    for number, event in enumerate(records["events"], 1):
        _check_detail(number, event["kind"], event["detail"] or {}, staff)


def _check_detail(number: int, kind: str, detail: Mapping[str, str], staff: Collection[str]) -> None:
    """An entry says what its page needs, and names nobody who is not in the file."""
    if any(name not in detail for name in SAID.get(kind, ())):
        raise _at("events", number, "its detail lacks something")
    if any(value not in KNOWN.get((kind, name), (value,)) for name, value in detail.items()):
        raise _at("events", number, "its detail has a word that this version does not know")
    if detail.get(NAMES.get(kind, "")) not in {None, *staff}:
        raise _at("events", number, "its detail names somebody who is not in the file")


def _holds(case: Record, told: list[Record]) -> bool:
    previous, count = BEFORE_THE_FIRST, 0
    for event in told:
        count += 1
        if event["number"] != count or event["previous"] != previous:
            return False
        previous = event["hash"]
    return count > 0 and (count, previous) == (case["events_count"], case["events_head"])


def _at(name: str, number: int, wrong: str) -> RecordRefused:
    return RecordRefused(f"{name}.jsonl, line {number}: {wrong}. Nothing was imported. Export again.")
