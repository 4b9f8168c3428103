"""What an administrator of a platform enters: each value, field by field, as the platforms' documents have it."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from lti_tool.app import Administration
from lti_tool.commands.manifest import PLATFORMS
from lti_tool.launch.hosts import FAMILIES
from lti_tool.outcomes import line_items
from lti_tool.system.database import Database
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.manifest_forms import NOTICE_HANDLERS, SCOPES
from lti_tool.tenants.manifests import KINDS, Kind, Manifest, Manifests, manifest_folder
from lti_tool.tenants.model import Tenant
from tests.tenants.expected_manifests import BASE, CANVAS, FIELDS

SHEETS = sorted(name for name, kind in KINDS.items() if kind is Kind.FIELDS)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.fixture
def manifests(office: Administration) -> Manifests:
    return Manifests(office.database, office.tenants, BASE)


def fields_of(made: Manifest) -> list[tuple[str, str]]:
    sheet: Any = made.facts
    return [(each["field"], each["value"]) for each in sheet["fields"]]


@pytest.mark.parametrize("platform", SHEETS)
def test_each_field_is_what_the_platform_asks_for_in_its_order(
    manifests: Manifests, oakfield: Tenant, platform: str
) -> None:
    assert fields_of(manifests.render(platform, oakfield.id)) == FIELDS[platform]


def test_canvas_gets_its_json(manifests: Manifests, oakfield: Tenant) -> None:
    made = manifests.render("canvas", oakfield.id)

    assert made.facts == CANVAS
    assert json.loads(made.values) == CANVAS


def test_a_cartridge_has_its_elements_in_their_order(manifests: Manifests, oakfield: Tenant) -> None:
    root = ElementTree.fromstring(manifests.render("common_cartridge", oakfield.id).values)
    blti, lticp = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}", "{http://www.imsglobal.org/xsd/imslticp_v1p0}"

    assert root.tag == "{http://www.imsglobal.org/xsd/imslticc_v1p3}cartridge_basiclti_link"
    assert [(child.tag, (child.text or "").strip()) for child in root] == [
        (f"{blti}title", "Signpost"),
        (f"{blti}description", "A guided activity for staff."),
        (f"{blti}secure_launch_url", f"{BASE}/lti/launch"),
        (f"{blti}icon", f"{BASE}/static/icon.svg"),
        (f"{blti}vendor", ""),
    ]
    assert [(child.tag, child.text) for child in root[-1]] == [
        (f"{lticp}code", "signpost.example:8443"),
        (f"{lticp}name", "Signpost"),
    ]
    schemas = root.attrib["{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"].split()
    assert schemas[:2] == [
        "http://www.imsglobal.org/xsd/imslticc_v1p3",
        "http://www.imsglobal.org/xsd/lti/ltiv1p3/imslticc_v1p3.xsd",
    ]
    assert len(schemas) == 8


@pytest.mark.parametrize(
    ("field", "without", "with_names"),
    [
        ("moodle", ("Share launcher's name with tool", "Never"), ("Share launcher's name with tool", "Always")),
        (
            "brightspace",
            ("Security settings", "No name, no e-mail, not Anonymous"),
            ("Security settings", "Name, no e-mail, not Anonymous"),
        ),
        ("blackboard", ("User fields to send", "Role in course"), ("User fields to send", "Role in course, Name")),
        ("schoology", ("Privacy", "Send neither name nor e-mail"), ("Privacy", "Send name, no e-mail")),
        ("sakai", ("Send names to external tool", "No"), ("Send names to external tool", "Yes")),
        ("generic", ("Names", "No"), ("Names", "Yes")),
    ],
)
def test_a_name_is_asked_for_only_where_leads_are_to_see_it(
    manifests: Manifests, oakfield: Tenant, field: str, without: tuple[str, str], with_names: tuple[str, str]
) -> None:
    usual = fields_of(manifests.render(field, oakfield.id))
    named = fields_of(manifests.render(field, oakfield.id, names=True))

    assert without in usual
    assert [each for each in zip(usual, named, strict=True) if each[0] != each[1]] == [(without, with_names)]


def test_canvas_shares_a_name_only_where_leads_are_to_see_it(manifests: Manifests, oakfield: Tenant) -> None:
    made: Any = manifests.render("canvas", oakfield.id, names=True).facts

    assert CANVAS["extensions"][0]["privacy_level"] == "anonymous"
    assert made["extensions"][0].pop("privacy_level") == "name_only"
    assert made["extensions"][0].items() <= CANVAS["extensions"][0].items()


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("names", [False, True])
def test_every_manifest_is_neutral_and_asks_for_no_more_than_is_used(
    manifests: Manifests, oakfield: Tenant, platform: str, names: bool
) -> None:
    made = manifests.render(platform, oakfield.id, names=names)

    assert set(re.findall(r"https://purl\S+?(?=[\s\"]|$)", made.values)) <= {*SCOPES, NOTICE_HANDLERS}
    for word in ("safeguard", "nude", "abuse", "image", "child", oakfield.name, "email_only", 'public"'):
        assert word.lower() not in made.values.lower()


def test_the_scopes_are_those_that_receipts_use() -> None:
    assert set(SCOPES) == {line_items.LINE_ITEM, line_items.SCORE, line_items.RESULT_READ}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_guide_says_how_far_it_was_checked_and_leaves_nothing_to_fill_in(
    manifests: Manifests, oakfield: Tenant, platform: str
) -> None:
    guide = manifests.render(platform, oakfield.id).guide

    assert "**How far this was checked.**" in guide
    assert "not verified here" in " ".join(guide.lower().split())
    assert not re.search(r"\{[A-Z]+[?}]", guide)


@pytest.mark.parametrize("platform", SHEETS)
@pytest.mark.parametrize("names", [False, True])
def test_each_guide_names_every_field_with_its_value_in_the_same_order(
    manifests: Manifests, oakfield: Tenant, platform: str, names: bool
) -> None:
    made = manifests.render(platform, oakfield.id, names=names)
    steps = re.findall(r"^(\d+)\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |^$)", made.guide, re.MULTILINE | re.DOTALL)

    assert [(int(number), name) for number, name, _rest in steps] == [
        (number, name) for number, (name, _value) in enumerate(fields_of(made), 1)
    ]
    for (_number, name, rest), (_field, value) in zip(steps, fields_of(made), strict=True):
        assert (f"`{value}`" if value else "leave empty") in rest, name


@pytest.mark.parametrize("platform", sorted(set(PLATFORMS) - {"common_cartridge"}))
def test_each_guide_ends_in_the_command_for_what_comes_back(
    manifests: Manifests, oakfield: Tenant, platform: str
) -> None:
    guide = manifests.render(platform, oakfield.id).guide
    (command,) = re.findall(r"^signpost host add .*$", guide, re.MULTILINE)

    assert f"--tenant {oakfield.id}" in command
    for option in ("issuer", "client-id", "auth-url", "token-url", "jwks-url", "deployment-id"):
        assert f"--{option} " in command
    family = re.search(r"--family (\S+)", command)
    assert (family[1] if family else None) in {None, *(each.name for each in FAMILIES)}
    assert (family is None) == (platform == "generic")


@pytest.mark.parametrize(
    ("platform", "constant"),
    [
        ("canvas", "--issuer https://canvas.instructure.com "),
        ("canvas", "--auth-url https://sso.canvaslms.com/api/lti/authorize_redirect "),
        ("canvas", "--jwks-url https://sso.canvaslms.com/api/lti/security/jwks "),
        ("blackboard", "--issuer https://blackboard.com "),
        ("blackboard", "https://developer.blackboard.com/api/v1/management/applications/CLIENT/jwks.json "),
        ("blackboard", "--token-url https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken "),
        ("blackboard", "--auth-url https://developer.blackboard.com/api/v1/gateway/oidcauth "),
        ("schoology", "--issuer https://schoology.schoology.com "),
        ("schoology", "--auth-url https://lti-service.svc.schoology.com/lti-service/authorize-redirect "),
        ("schoology", "--token-url https://lti-service.svc.schoology.com/lti-service/access-token "),
        ("schoology", "--jwks-url https://lti-service.svc.schoology.com/lti-service/.well-known/jwks "),
    ],
)
def test_what_is_the_same_for_every_school_is_in_the_command(
    manifests: Manifests, oakfield: Tenant, platform: str, constant: str
) -> None:
    assert constant in manifests.render(platform, oakfield.id).guide


def test_the_text_to_paste_stands_in_the_guide(manifests: Manifests, oakfield: Tenant) -> None:
    for platform in ("canvas", "common_cartridge"):
        made = manifests.render(platform, oakfield.id)
        assert made.values in made.guide


def test_an_unknown_platform_is_refused_with_the_ones_there_are(manifests: Manifests, oakfield: Tenant) -> None:
    for platform in ("itslearning", "../moodle", ""):
        with pytest.raises(InstallRefused) as refusal:
            manifests.render(platform, oakfield.id)
        assert all(each in str(refusal.value) for each in PLATFORMS)


def test_an_unknown_tenant_is_refused(manifests: Manifests) -> None:
    with pytest.raises(InstallRefused, match="There is no tenant"):
        manifests.render("moodle", "nobody")


def test_there_is_a_folder_for_each_platform_and_no_other() -> None:
    assert sorted(each.name for each in manifest_folder().iterdir() if each.is_dir()) == sorted(PLATFORMS)
    assert tuple(KINDS) == PLATFORMS
