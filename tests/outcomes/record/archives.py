"""Archives as somebody would make them by hand: with hashes that fit, and something in them that does not."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Files = dict[str, bytes]
Record = dict[str, Any]


def packed(files: Files, also: Iterable[tuple[str, bytes]] = (), method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files; `also` may name one again."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in [*files.items(), *also]:
            archive.writestr(name, data)
    return out.getvalue()


def listed(files: Files) -> Files:
    """The same files with a manifest that fits them."""
    manifest = json.loads(files["manifest.json"])
    for part in manifest["parts"]:
        data = files[part["name"]]
        part["sha256"], part["records"] = hashlib.sha256(data).hexdigest(), data.count(b"\n")
    return files | {"manifest.json": json.dumps(manifest).encode()}


def with_manifest(files: Files, **changes: Any) -> Files:
    return files | {"manifest.json": json.dumps(json.loads(files["manifest.json"]) | changes).encode()}


def with_records(files: Files, table: str, change: Callable[[list[Record]], object]) -> Files:
    """The same files with records changed."""
    name = f"{table}.jsonl"
    records = [json.loads(line) for line in files[name].splitlines()]
    change(records)
    return listed(files | {name: b"".join(json.dumps(record).encode() + b"\n" for record in records)})
