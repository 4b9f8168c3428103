"""The archive inside a sealed file: a .zip of JSON Lines, with a manifest that knows the hash of each part.

It is written while it is sealed, so that no word of it ever lies on a disk in the clear. It is read from memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, cast

from ...system.sealed_files import Sealing
from .manifest import Manifest, Part, read_manifest
from .refused import RecordRefused

MANIFEST = "manifest.json"
# Every part gets the same date: when it was made stands in the manifest.
NO_DATE = (1980, 1, 1, 0, 0, 0)
MOST_BYTES_IN_PART = 512 * 1024 * 1024
# All parts together are not larger than this many of the largest.
PARTS_AT_MOST = 3
MOST_BYTES_IN_MANIFEST = 1024 * 1024
MADE_OTHERWISE = "The file is not as Signpost writes it"
PACKED = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


class Packing:
    """Writes an archive, part by part; the manifest comes last."""

    def __init__(self, out: Sealing) -> None:
        self._zip = zipfile.ZipFile(cast(Any, out), "w", zipfile.ZIP_DEFLATED)
        self.parts: list[Part] = []

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """One part, from its records."""
        hashed, count = hashlib.sha256(), 0
        with self._zip.open(_info(name), "w") as part:
            for piece in pieces:
                part.write(piece)
                hashed.update(piece)
                count += 1
        self.parts.append(Part(name, count, hashed.hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the end of the archive."""
        self._zip.writestr(_info(MANIFEST), json.dumps(manifest.to_json(), indent=1))
        self._zip.close()

    def abandon(self) -> None:
        """Nothing more is written, and nobody is to see what was: let it go while there is something to write into."""
        with contextlib.suppress(OSError):
            self._zip.close()


def line(record: dict[str, Any]) -> bytes:
    """A record as one line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


class Unpacked:
    """An archive that was looked through: its parts are those it should have, small enough, and whole."""

    def __init__(self, data: bytes, wanted: Iterable[str], most_bytes: int = MOST_BYTES_IN_PART) -> None:
        """Look through it. Raises RecordRefused."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise RecordRefused(f"{MADE_OTHERWISE}: it holds no archive. Export again.") from error
        self._check_names(set(wanted), most_bytes)
        self.manifest = read_manifest(_json(self._read(MANIFEST)))
        _check_listed([part.name for part in self.manifest.parts], set(wanted))
        self._parts = {part.name: part for part in self.manifest.parts}

    def lines(self, name: str) -> Iterator[tuple[int, Any]]:
        """Each record of a part, with the number of its line. Raises RecordRefused."""
        part, data = self._parts[name], self._read(name)
        if hashlib.sha256(data).hexdigest() != part.sha256:
            raise RecordRefused(f"{name} does not have the SHA-256 that the manifest names. Export again.")
        written = data.split(b"\n")
        if written.pop() != b"" or len(written) != part.records:
            raise RecordRefused(f"{name} does not hold as many records as the manifest says. Export again.")
        for number, each in enumerate(written, 1):
            yield number, _json(each)

    def _check_names(self, wanted: set[str], most_bytes: int) -> None:
        names = [info.filename for info in self._zip.infolist()]
        _check_listed(names, {*wanted, MANIFEST})
        if sum(info.file_size for info in self._zip.infolist()) > PARTS_AT_MOST * most_bytes:
            raise RecordRefused("The file holds more than is read at once. Nothing was imported.")
        for info in self._zip.infolist():
            most = MOST_BYTES_IN_MANIFEST if info.filename == MANIFEST else most_bytes
            if info.file_size > most:
                raise RecordRefused(f"{info.filename} is larger than {most} bytes, which is not read.")
            if info.compress_type not in PACKED or info.flag_bits & 1:
                raise RecordRefused(f"{MADE_OTHERWISE}: {info.filename} is packed in another way. Export again.")

    def _read(self, name: str) -> bytes:
        """A part. No more is unpacked than was announced: that was checked."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise RecordRefused(f"{name} cannot be unpacked. Export again.") from error


def _check_listed(names: list[str], wanted: set[str]) -> None:
    """Exactly the parts that there have to be, each once. A name is never used as a path."""
    if len(names) != len(set(names)):
        raise RecordRefused(f"{MADE_OTHERWISE}: a part is in it twice. Export again.")
    if set(names) - wanted:
        raise RecordRefused(
            f"{MADE_OTHERWISE}: it holds a part that this version does not know. Was it made by another version?"
        )
    if missing := sorted(wanted - set(names)):
        raise RecordRefused(f"{MADE_OTHERWISE}: {', '.join(missing)} is not in it. Export again.")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, NO_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _json(data: bytes) -> Any:
    """One value. A name that stands twice in an object, and numbers that are none, are refused."""
    try:
        return json.loads(data.decode(), object_pairs_hook=_once_each, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RecordRefused(f"{MADE_OTHERWISE}: a line is no JSON. Export again.") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _no_number(_word: str) -> Any:
    raise ValueError
