"""A file that is not what Signpost wrote is refused before anything is written. The refusal repeats nothing of it."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lti_tool.outcomes.record.refused import RecordRefused
from tests.outcomes.record.archives import Files, Record, listed, packed, with_manifest, with_records
from tests.outcomes.record.installation import PASSPHRASE, Installation, files_in, sealed

ANOTHER = "f" * 32
SECRET = "He has sent it on."


@pytest.fixture(scope="module")
def files(exported: Path) -> Files:
    return files_in(exported)


def refusal(elsewhere: Installation, archive: bytes, **limits: int) -> str:
    """Why it is refused; nothing has been written."""
    before = elsewhere.rows()
    with pytest.raises(RecordRefused) as refused:
        elsewhere.arriving.bring_archive(archive, **limits)
    assert elsewhere.rows() == before
    return str(refused.value)


def test_the_file_that_is_changed_below_is_taken_as_it_is(elsewhere: Installation, files: Files) -> None:
    assert elsewhere.arriving.bring_archive(packed(listed(files))).records["cases"] == 4


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (lambda data: data[: len(data) // 2], "changed or cut off"),
        (lambda data: data[:-1], "changed or cut off"),
        (lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:], "changed or cut off"),
        (lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:], "passphrase is not the one"),
        (lambda data: data[:10], "not a file that Signpost has sealed"),
        (lambda data: data[:16] + b"\x02" + data[17:], "newer version"),
        (lambda _data: b"", "not a file that Signpost has sealed"),
    ],
    ids=["half", "last byte", "one bit", "a bit of the salt", "the mark", "a newer seal", "empty"],
)
def test_a_sealed_file_that_was_changed_on_its_way_is_refused(
    elsewhere: Installation, exported: Path, tmp_path: Path, spoil: Callable[[bytes], bytes], wanted: str
) -> None:
    file = tmp_path / "spoilt.sealed"
    file.write_bytes(spoil(exported.read_bytes()))

    with pytest.raises(RecordRefused, match=wanted):
        elsewhere.imports(file)

    assert elsewhere.rows() == {}


def test_another_passphrase_opens_nothing(elsewhere: Installation, exported: Path) -> None:
    with pytest.raises(RecordRefused, match="The passphrase is not the one of this file"):
        elsewhere.imports(exported, PASSPHRASE.upper())
    assert elsewhere.rows() == {}


def test_a_file_that_is_sealed_and_no_archive_is_refused(elsewhere: Installation, tmp_path: Path) -> None:
    with pytest.raises(RecordRefused, match="holds no archive"):
        elsewhere.imports(sealed(b"PK and nothing else", tmp_path / "odd.sealed"))


@pytest.mark.parametrize("name", ["../cases.jsonl", "/etc/passwd", "tables/cases.jsonl", "sessions.jsonl", "C:\\x"])
def test_a_part_that_is_not_known_is_never_unpacked(elsewhere: Installation, files: Files, name: str) -> None:
    assert "a part that this version does not know" in refusal(elsewhere, packed(files | {name: b"{}\n"}))


def test_a_part_that_is_missing_is_named(elsewhere: Installation, files: Files) -> None:
    left = {name: data for name, data in files.items() if name != "tasks.jsonl"}

    assert "tasks.jsonl is not in it" in refusal(elsewhere, packed(left))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(elsewhere: Installation, files: Files) -> None:
    assert "a part is in it twice" in refusal(elsewhere, packed(files, [("cases.jsonl", files["cases.jsonl"])]))


def test_a_part_that_unpacks_to_more_than_it_may_is_not_unpacked(elsewhere: Installation, files: Files) -> None:
    bomb = listed(files | {"tasks.jsonl": b" " * 2_000_000 + b"\n"})

    assert len(packed(bomb)) < 100_000
    assert "tasks.jsonl is larger than 1000000 bytes" in refusal(elsewhere, packed(bomb), most_bytes=1_000_000)


def test_many_large_parts_are_not_unpacked_either(elsewhere: Installation, files: Files) -> None:
    large = {f"{name}.jsonl": b" " * 900_000 for name in ("cases", "events", "answers", "tasks")}

    assert "more than is read at once" in refusal(elsewhere, packed(listed(files | large)), most_bytes=1_000_000)


def test_a_part_that_is_packed_in_another_way_is_refused(elsewhere: Installation, files: Files) -> None:
    assert "packed in another way" in refusal(elsewhere, packed(files, method=zipfile.ZIP_BZIP2))


def test_a_part_that_has_another_hash_is_refused(elsewhere: Installation, files: Files) -> None:
    changed = files | {"contacts.jsonl": files["contacts.jsonl"].replace(b"960101", b"960102")}

    assert "contacts.jsonl does not have the SHA-256" in refusal(elsewhere, packed(changed))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"schema": "9999"}, "newer version of Signpost. Install that version, run `signpost migrate`"),
        ({"schema": "0001"}, "older version of Signpost. Where it was made, install this version"),
        ({"format": 2}, "newer version of Signpost"),
        ({"format": "1"}, "manifest.json is not as Signpost writes it"),
        ({"more": 1}, "manifest.json is not as Signpost writes it"),
        ({"parts": []}, "is not in it"),
        ({"what": "person"}, "what is held about one person"),
        ({"histories": {"held": False, "entries": 0, "cases": 0}}, "manifest.json is not as Signpost writes it"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    elsewhere: Installation, files: Files, changes: dict[str, Any], wanted: str
) -> None:
    assert wanted in refusal(elsewhere, packed(with_manifest(files, **changes)))


def put(name: str, value: Any) -> Callable[[list[Record]], object]:
    return lambda records: records[0].update({name: value})


def for_nothing(records: list[Record]) -> None:
    records[0] |= {"case_id": None, "practice_id": None}


def without(name: str) -> Callable[[list[Record]], object]:
    return lambda records: records[0].pop(name)


def twice(records: list[Record]) -> None:
    records.append(records[0])


def entry(kind: str, **detail: str) -> Callable[[list[Record]], object]:
    return lambda records: records[0].update(kind=kind, detail=detail)


@pytest.mark.parametrize(
    ("table", "change", "wanted"),
    [
        ("cases", put("colour", SECRET), "line 1: it has something that this version does not know"),
        ("cases", put("told", SECRET), "line 1: told does not belong here"),
        ("cases", without("status"), "line 1: status is missing"),
        ("cases", put("status", SECRET), "line 1: status is not a word that this version knows"),
        ("cases", put("status", None), "line 1: status is missing"),
        ("cases", put("level", True), "line 1: level is not a whole number"),
        ("cases", put("level", 9), "line 1: level is not a whole number"),
        ("cases", put("restricted", "no"), "line 1: restricted is not true or false"),
        ("cases", put("id", "../" + ANOTHER), "line 1: id is not text as it has to be"),
        ("cases", put("started_at", "2026-11-23T09:00:00"), "line 1: started_at is not a moment in UTC"),
        ("cases", put("started_at", "0001-01-01T00:00:00+14:00"), "line 1: started_at is not a moment in UTC"),
        ("cases", put("guide_id", "atlantis_v1"), "line 1: guide_id is not a word"),
        ("answers", put("value", "\x00"), "line 1: value is not text"),
        ("answers", put("value", "\ud800"), "line 1: value is not text"),
        ("answers", put("value", {"a": "b"}), "line 1: value is not text"),
        ("events", put("detail", {"a": 1}), "line 1: detail is not texts by their names"),
        ("hosts", put("frame_origins", "https://a.example"), "line 1: frame_origins is not a list of texts"),
        ("cases", put("tenant_id", ANOTHER), "line 1: it is another tenant's"),
        ("staff", put("tenant_id", ANOTHER), "line 1: it is another tenant's"),
        ("answers", put("case_id", ANOTHER), "line 1: its case_id is not in the file"),
        ("staff_roles", put("staff_id", ANOTHER), "line 1: its staff_id is not in the file"),
        ("cases", twice, "is in the file twice"),
        ("contacts", twice, "the same tenant_id, kind is in the file twice"),
        ("tenants", twice, "has to hold one tenant"),
        ("tenants", list.clear, "has to hold one tenant"),
        ("receipts", for_nothing, "for a case or for practice"),
        ("events", put("number", 70), "history in events.jsonl does not hold"),
        ("events", put("hash", "a" * 64), "history in events.jsonl does not hold"),
        ("events", list.pop, "history in events.jsonl does not hold"),
        ("events", list.reverse, "does not hold"),
        ("tenants", put("retention_months", 0), "line 1: retention_months is not a whole number in its bounds"),
        ("tenants", put("retention_months", 1201), "line 1: retention_months is not a whole number in its bounds"),
        ("tenants", put("retention_months", 2**31 - 1), "line 1: retention_months is not a whole number"),
        ("cases", put("held_at", "2026-11-23T09:00:00.000000+00:00"), "line 1: it is on hold, and its history"),
        ("events", entry("held"), "line 1: its detail lacks something"),
        ("events", entry("erasure_proposed"), "line 1: its detail lacks something"),
        ("events", entry("erasure_proposed", why=SECRET), "line 1: its detail has a word that this version"),
        ("events", entry("erasure_proposed", why="tenant"), "line 1: its detail has a word that this version"),
        ("events", entry("decided", outcome=SECRET, computed="MANAGE"), "line 1: its detail has a word"),
        ("events", entry("decided", outcome="MANAGE", computed="9"), "line 1: its detail has a word"),
        ("events", entry("hand_over", to=ANOTHER), "line 1: its detail names somebody who is not in the file"),
        ("events", entry("task_given", action="a", to=ANOTHER), "line 1: its detail names somebody"),
        ("events", entry("named", staff=ANOTHER), "line 1: its detail names somebody"),
        ("events", entry("unnamed", staff=ANOTHER), "line 1: its detail names somebody"),
        ("events", entry("task_done", action=SECRET), "events.jsonl, line 1: it has a word that this version"),
        ("events", entry("task_moved", action="all_record", to=SECRET), "line 1: it has a word that this version"),
        ("events", entry("child", label="A", parents=SECRET), "line 1: it has a word that this version"),
        ("tasks", put("action", SECRET), "tasks.jsonl, line 1: it has a word that this version"),
        ("children", put("facts", {"age": "13_15", "parents": SECRET}), "children.jsonl, line 1: it has a word"),
        ("hosts", put("jwks_url", "http://evil.example/keys"), "The JWKS URL cannot be used"),
        ("contacts", put("value", "two\nlines"), "on one line"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_by_its_place_and_not_by_its_words(
    elsewhere: Installation, files: Files, table: str, change: Callable[[list[Record]], object], wanted: str
) -> None:
    said = refusal(elsewhere, packed(with_records(files, table, change)))

    assert wanted in said
    assert SECRET not in said
    assert ANOTHER not in said


def erased(case_id: str | None, tenant_id: str) -> Record:
    asked = {"asked_by": "a", "agreed_by": "b", "reason": "court", "at": "2026-11-23T09:00:00.000000+00:00"}
    return {"id": ANOTHER, "tenant_id": tenant_id, "case_id": case_id, **asked}


@pytest.mark.parametrize("of_all", [True, False])
def test_no_file_can_open_the_way_to_deleting_what_it_brings(
    elsewhere: Installation, files: Files, of_all: bool
) -> None:
    import json

    case = json.loads(files["cases.jsonl"].splitlines()[0])
    record = erased(None if of_all else case["id"], case["tenant_id"])

    said = refusal(elsewhere, packed(with_records(files, "erasures", lambda records: records.append(record))))

    assert "would let something be deleted" in said


@pytest.mark.parametrize(
    "line", [b'{"id": 1, "id": 2}', b"NaN", b"[" * 100_000, b"\xff", b"", b'{"a": ', b"1", b"null", b"[]"]
)
def test_a_line_that_is_no_record_is_refused(elsewhere: Installation, files: Files, line: bytes) -> None:
    said = refusal(elsewhere, packed(listed(files | {"tasks.jsonl": line + b"\n"})))

    assert "a line is no JSON" in said or "tasks.jsonl, line 1" in said
