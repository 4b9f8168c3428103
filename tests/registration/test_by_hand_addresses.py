"""What becomes of typed values: the addresses that a vendor has for all its schools, and who may frame us."""

from __future__ import annotations

from lti_tool.launch.by_hand import read_typed
from lti_tool.launch.hosts import frame_origins
from lti_tool.launch.typed_platforms import PLATFORMS
from lti_tool.system.url_rules import UrlRules
from tests.school import settings_for

RULES = UrlRules(settings_for("sqlite://", "https://signpost.example"))
IDS = {"client_id": "a-client", "deployment_id": "7:abc"}


def test_blackboard_and_schoology_have_the_same_addresses_for_every_school() -> None:
    page = {"page_url": "https://learn.oakfield.example/ultra/course?x=1#y"}
    learn, seven = read_typed(PLATFORMS["blackboard"], IDS | page, RULES)
    schoology, _seven = read_typed(PLATFORMS["schoology"], IDS | page, RULES)

    assert seven == "7:abc"
    assert (learn.issuer, learn.client_id, learn.family) == ("https://blackboard.com", "a-client", "blackboard")
    assert learn.jwks_url == "https://developer.blackboard.com/api/v1/management/applications/a-client/jwks.json"
    assert learn.token_url == "https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken"
    assert learn.auth_url == "https://developer.blackboard.com/api/v1/gateway/oidcauth"
    assert frame_origins(learn)[-1] == "https://learn.oakfield.example"
    assert schoology.issuer == "https://schoology.schoology.com"
    assert schoology.jwks_url == "https://lti-service.svc.schoology.com/lti-service/.well-known/jwks"
    assert frame_origins(schoology)[-1] == "https://learn.oakfield.example"


def test_a_client_id_cannot_lead_to_another_applications_keys() -> None:
    typed = {"client_id": "x/../other?#", "deployment_id": "7", "page_url": "https://learn.oakfield.example"}
    host, _seven = read_typed(PLATFORMS["blackboard"], typed, RULES)

    assert host.jwks_url.endswith("/applications/x%2F..%2Fother%3F%23/jwks.json")


def canvas(**changes: str) -> dict[str, str]:
    known = {value.name: value.known for value in PLATFORMS["canvas"].values}
    return known | IDS | {"token_url": "https://oakfield.instructure.com/login/oauth2/token"} | changes


def test_canvas_in_the_cloud_needs_three_values_and_one_of_your_own_its_own() -> None:
    cloud, _id = read_typed(PLATFORMS["canvas"], canvas(), RULES)
    named, _id = read_typed(PLATFORMS["canvas"], canvas(page_url="https://canvas.oakfield.example"), RULES)
    usual, _id = read_typed(PLATFORMS["canvas"], canvas(page_url="https://oakfield.instructure.com/courses/1"), RULES)
    own = "https://canvas.oakfield.example"
    urls = {name: f"{own}/{name}" for name in ("auth_url", "token_url", "jwks_url")}
    hosted, _id = read_typed(PLATFORMS["canvas"], canvas(issuer=own, **urls), RULES)

    assert cloud.jwks_url == "https://sso.canvaslms.com/api/lti/security/jwks"
    assert (cloud.frame_origins, usual.frame_origins) == ((), ())
    assert "https://canvas.oakfield.example" in frame_origins(named)
    assert (hosted.issuer, hosted.family) == (own, "canvas")


def test_brightspace_has_its_tokens_from_its_common_host() -> None:
    own = "https://oakfield.brightspace.example"
    urls = {name: f"{own}/{name}" for name in ("auth_url", "jwks_url")}
    typed = {
        "issuer": own,
        "token_url": "https://auth.brightspace.com/core/connect/token",
        "audience": "https://api.brightspace.com/auth/token",
    }
    host, _id = read_typed(PLATFORMS["brightspace"], IDS | urls | typed, RULES)

    assert (host.family, host.audience) == ("brightspace", "https://api.brightspace.com/auth/token")
