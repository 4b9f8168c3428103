"""What an administrator of a platform enters or pastes, made for this installation. Nothing in it is secret.

The forms lie in `plugin_manifest/`, a folder a platform: `manifest.json` or `manifest.xml`, and a `GUIDE.md` that names
each field in the order in which the platform asks for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from ..system.database import Database
from . import manifest_forms
from .install import InstallRefused
from .tenants import NotFound, Tenants

_HERE = Path(__file__).resolve()
# In an installed wheel they lie in the package; in a checkout, at its top.
_FOLDERS = (_HERE.parents[1] / "_plugin_manifest", _HERE.parents[2] / "plugin_manifest")

# Browser histories, menus and gradebooks keep both, and everybody in a course can read them.
NAME = "Signpost"
DESCRIPTION = "A guided activity for staff."

PLACEHOLDER = re.compile(r"\{([A-Z]+)\}")
# `{NAMES?with names|without}`
CHOICE = re.compile(r"\{NAMES\?([^|{}]*)\|([^|{}]*)\}")


class Kind(Enum):
    """What a platform takes: a form that somebody fills in, or a text that somebody pastes."""

    FIELDS = "fields"
    JSON = "json"
    XML = "xml"


KINDS = MappingProxyType(
    {
        "moodle": Kind.FIELDS,
        "canvas": Kind.JSON,
        "brightspace": Kind.FIELDS,
        "blackboard": Kind.FIELDS,
        "schoology": Kind.FIELDS,
        "sakai": Kind.FIELDS,
        "openedx": Kind.FIELDS,
        "common_cartridge": Kind.XML,
        "generic": Kind.FIELDS,
    }
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One platform's manifest.

    Attributes:
        values: what is entered or pasted: lines of "field: value", JSON or XML.
        facts: the same for a program; XML is a text.
        guide: how to enter it, step by step, with the values in it.
    """

    platform: str
    kind: Kind
    values: str
    facts: object
    guide: str


@dataclass(frozen=True, slots=True)
class Manifests:
    """Makes manifests for the tenants of this installation."""

    database: Database
    tenants: Tenants
    base_url: str

    def render(self, platform: str, tenant_id: str, *, names: bool = False) -> Manifest:
        """The manifest of a platform for a tenant.

        Args:
            names: whether leads are to see the name of whoever reports. Otherwise the platform keeps names to itself.

        Raises:
            InstallRefused: there is no such platform or tenant.
        """
        kind = KINDS.get(platform)
        if kind is None:
            raise InstallRefused(f"There is no manifest for {platform}. There is one for: {', '.join(KINDS)}.")
        try:
            with self.database.looking() as db:
                tenant = self.tenants.get(db, tenant_id)
        except NotFound as error:
            raise InstallRefused(str(error)) from error
        words = _words(self.base_url, tenant.id)
        folder = manifest_folder() / platform
        text = _filled(_read(folder / f"manifest.{'xml' if kind is Kind.XML else 'json'}"), words, names=names)
        try:
            values, facts = _checked(kind, text, words)
        except manifest_forms.MustNotBeGiven as error:
            raise InstallRefused(f"{error}. Somebody changed plugin_manifest: install the package anew.") from error
        guide = _filled(_read(folder / "GUIDE.md"), words, names=names)
        return Manifest(platform, kind, values, facts, guide.replace("{MANIFEST}", values))


def manifest_folder() -> Path:
    """Where the forms of all platforms lie."""
    for folder in _FOLDERS:
        if folder.is_dir():
            return folder
    raise FileNotFoundError("plugin_manifest is not there: install the package anew")


def _words(base_url: str, tenant_id: str) -> Mapping[str, str]:
    """What stands in the place of each placeholder."""
    return {
        "BASE": base_url,
        "LOGIN": f"{base_url}/lti/login",
        "LAUNCH": f"{base_url}/lti/launch",
        "JWKS": f"{base_url}/.well-known/jwks.json",
        "ICON": f"{base_url}/static/icon.svg",
        "HOST": urlsplit(base_url).netloc,
        "NAME": NAME,
        "DESCRIPTION": DESCRIPTION,
        "TENANT": tenant_id,
        # Put in last, because it is made of the others.
        "MANIFEST": "{MANIFEST}",
    }


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str], *, names: bool) -> str:
    chosen = CHOICE.sub(lambda found: found[1] if names else found[2], text)
    return PLACEHOLDER.sub(lambda found: words[found[1]], chosen)


def _checked(kind: Kind, text: str, words: Mapping[str, str]) -> tuple[str, object]:
    """What is pasted, and the same for a program."""
    needed = frozenset(words[name] for name in ("LOGIN", "LAUNCH", "JWKS"))
    ours = manifest_forms.Addresses(needed, words["ICON"])
    if kind is Kind.XML:
        manifest_forms.cartridge(text, words["LAUNCH"])
        return text, text
    if kind is Kind.JSON:
        key = manifest_forms.canvas_key(text, ours)
        return json.dumps(key, indent=2), key
    sheet = manifest_forms.field_sheet(text, ours)
    return "\n".join(f"{each['field']}: {each['value']}".rstrip() for each in sheet["fields"]), sheet
