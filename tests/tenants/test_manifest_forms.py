"""No manifest leaves us that a platform would not take, or that leads anywhere but to us."""

import json
from typing import Any

import pytest

from lti_tool.app import Administration
from lti_tool.system.database import Database
from lti_tool.tenants.manifest_forms import Addresses, MustNotBeGiven, canvas_key, cartridge, field_sheet
from lti_tool.tenants.manifests import Manifests
from lti_tool.tenants.model import Tenant
from tests.tenants.expected_manifests import BASE, CANVAS, FIELDS, JWKS, LAUNCH, LOGIN

OURS = Addresses(frozenset({LOGIN, LAUNCH, JWKS}), f"{BASE}/static/icon.svg")


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.mark.parametrize(
    ("where", "changed"),
    [
        (("title",), None),
        (("title",), "two\nlines"),
        (("scopes", 0), "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"),
        (("scopes",), "everything"),
        (("extensions",), []),
        (("extensions", 0, "privacy_level"), "public"),
        (("extensions", 0, "platform"), "elsewhere"),
        (("extensions", 0, "settings", "placements", 0, "visibility"), "public"),
        (("extensions", 0, "settings", "placements", 0, "default"), "enabled"),
        (("extensions", 0, "settings", "placements", 0, "target_link_uri"), "https://elsewhere.example/lti/launch"),
        (("extensions", 0, "settings", "placements", 1, "placement"), "editor_button"),
        (("extensions", 0, "settings", "placements", 2, "message_type"), "LtiResourceLinkRequest"),
        (("extensions", 0, "settings", "placements"), []),
        (("extensions", 0, "settings", "icon_url"), "https://elsewhere.example/icon.svg"),
        (("public_jwk_url",), f"{BASE}/lti/login"),
        (("custom_fields",), {"name": "$Person.name.full"}),
    ],
)
def test_json_that_canvas_should_not_get_is_refused(where: tuple[Any, ...], changed: object) -> None:
    key = json.loads(json.dumps(CANVAS))
    canvas_key(json.dumps(key), OURS)
    part = key
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = changed

    with pytest.raises(MustNotBeGiven):
        canvas_key(json.dumps(key), OURS)


@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"platform": "Moodle", "fields": []}', "not JSON"])
def test_a_sheet_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(MustNotBeGiven):
        field_sheet(wrong, OURS)


def test_a_sheet_without_one_of_our_addresses_is_refused() -> None:
    fields = [{"field": name, "value": value} for name, value in FIELDS["moodle"]]
    sheet = {"platform": "Moodle", "fields": fields}
    field_sheet(json.dumps(sheet), OURS)
    sheet["fields"] = [each for each in fields if each["field"] != "Public keyset"]

    with pytest.raises(MustNotBeGiven, match="lacks"):
        field_sheet(json.dumps(sheet), OURS)


def test_a_cartridge_of_another_form_is_refused(office: Administration, oakfield: Tenant) -> None:
    good = Manifests(office.database, office.tenants, BASE).render("common_cartridge", oakfield.id).values
    title, icon = "<blti:title>Signpost</blti:title>", f"<blti:icon>{BASE}/static/icon.svg</blti:icon>"
    cartridge(good, f"{BASE}/lti/launch")

    for wrong in (
        good.replace(title, ""),
        good.replace(title, icon).replace(icon, title),
        good.replace("cartridge_basiclti_link", "cartridge"),
        good.replace(f"{BASE}/lti/launch", "https://elsewhere.example/"),
        good[:-3],
        "",
    ):
        with pytest.raises(MustNotBeGiven):
            cartridge(wrong, f"{BASE}/lti/launch")
