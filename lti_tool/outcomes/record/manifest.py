"""The manifest of an export: what is in the file, and by which hash each part is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from .refused import RecordRefused

FORMAT = 1
TENANT, PERSON = "tenant", "person"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive."""

    name: str
    records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Attributes:
        format: of the archive; a newer one is for a newer version of Signpost.
        what: a tenant, or what is held about a person.
        schema: the migration that the database was at.
        made_at: when, in UTC.
        entries: how many entries of histories were followed, and their chains held.
        cases: of how many cases.
    """

    format: int
    what: str
    schema: str
    made_at: str
    entries: int
    cases: int
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Any]:
        """As it stands in manifest.json."""
        histories = {"held": True, "entries": self.entries, "cases": self.cases}
        plain = {"format": self.format, "what": self.what, "schema": self.schema, "made_at": self.made_at}
        return plain | {"histories": histories, "parts": [asdict(part) for part in self.parts]}


class _PartSchema(Schema):
    name = fields.String(required=True)
    records = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    sha256 = fields.String(required=True, validate=validate.Regexp(r"\A[0-9a-f]{64}\Z"))


class _HistoriesSchema(Schema):
    held = fields.Boolean(required=True, validate=validate.Equal(True))
    entries = fields.Integer(required=True, strict=True)
    cases = fields.Integer(required=True, strict=True)


class _ManifestSchema(Schema):
    format = fields.Integer(required=True, strict=True)
    what = fields.String(required=True, validate=validate.OneOf([TENANT, PERSON]))
    schema = fields.String(required=True)
    made_at = fields.String(required=True)
    histories = fields.Nested(_HistoriesSchema(unknown=RAISE), required=True)
    parts = fields.List(fields.Nested(_PartSchema(unknown=RAISE)), required=True)


def read_manifest(told: Any) -> Manifest:
    """The manifest in an archive. Raises RecordRefused."""
    made_with = told.get("format") if isinstance(told, dict) else None
    if isinstance(made_with, int) and made_with > FORMAT:
        raise RecordRefused("This file was made by a newer version of Signpost. Install that version, then import.")
    try:
        known = _ManifestSchema(unknown=RAISE).load(told)
    except ValidationError as error:
        raise RecordRefused("The file's manifest.json is not as Signpost writes it. Export again.") from error
    histories = known.pop("histories")
    parts = _parts(known.pop("parts"))
    return Manifest(**known, entries=histories["entries"], cases=histories["cases"], parts=parts)


def _parts(told: Iterable[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**each) for each in told)
