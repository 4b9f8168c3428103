"""By hand too, what is there already stays as it is, and an invitation is used once."""

from __future__ import annotations

import pytest
from werkzeug import Request, Response
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from lti_tool.tenants.model import Host
from tests.crash.trouble import read_only
from tests.launch.platform import jwk_of
from tests.registration.installer import Installer, seal_of
from tests.registration.platforms import Moodle
from tests.registration.typist import KEY, KeepsItsKeys, Typist, fields_of, problems_of, said
from tests.web.signed_in import Site


@pytest.fixture
def installer(sqlite_database: Database) -> Installer:
    """What is refused has not come to the database."""
    return Installer.of(Site(sqlite_database))


@pytest.mark.parametrize("same", [True, False], ids=["the same addresses", "other addresses"])
def test_what_is_registered_already_stays_as_it_is(typist: Typist, plain: KeepsItsKeys, same: bool) -> None:
    here, path = typist.installer.site.services, "" if same else "/other"
    given = plain.gives()
    known = Host(
        *("", plain.url, "typed-client", given["auth_url"] + path, given["token_url"], given["jwks_url"]),
        audience=None,
        family=None,
        frame_origins=(),
    )
    with here.database.transaction() as db:
        first = here.hosts.add(db, known)

    page = typist.types("generic", given)

    assert page.status_code == 422
    assert 'href="#client_id"' in problems_of(page)
    assert "registered already for this issuer" in problems_of(page)
    assert [(host.id, host.auth_url) for host in typist.installer.hosts()] == [(first.id, known.auth_url)]
    assert typist.installer.deployments() == []
    assert typist.types("generic", given | {"client_id": "another"}).status_code == 303


def test_an_invitation_is_good_for_one_platform(typist: Typist, plain: KeepsItsKeys, moodle: Moodle) -> None:
    before = {"csrf_token": seal_of(typist.opens("generic")), **plain.gives()}
    assert typist.installer.agrees(moodle).status_code == 200

    again = typist.installer.client.post(typist.address("generic"), data=before)

    assert again.status_code == 422
    assert "This invitation is used" in problems_of(again)
    assert [host.issuer for host in typist.installer.hosts()] == [moodle.url]
    assert plain.asked == []
    for page in ("", "generic"):
        assert typist.opens(page).location == f"/lti/register/{typist.installer.token}"


def test_two_at_once_are_one(typist: Typist, plain: KeepsItsKeys) -> None:
    form = {"csrf_token": seal_of(typist.opens("generic")), **plain.gives()}
    second: list[TestResponse] = []

    def meanwhile(_request: Request) -> Response:
        client = typist.installer.site.app.test_client()
        second.append(client.post(typist.address("generic"), data=form | {"client_id": "another"}))
        return plain.keys([jwk_of(KEY, "one")])

    plain.answers["/certs"] = meanwhile
    first = typist.installer.client.post(typist.address("generic"), data=form)

    assert (first.status_code, second[0].status_code) == (303, 422)
    assert "Somebody is registering with this invitation at this moment" in problems_of(second[0])
    assert [host.client_id for host in typist.installer.hosts()] == ["typed-client"]


def test_an_invitation_that_is_too_old_or_unknown_is_refused(typist: Typist, plain: KeepsItsKeys) -> None:
    form = {"csrf_token": seal_of(typist.opens("generic")), **plain.gives()}
    typist.installer.site.team.clock.moves_on(days=7, seconds=1)
    client = typist.installer.client

    old = [typist.opens(page) for page in ("", "generic", "generic/guide")]
    old += [client.post(typist.address("generic"), data=form)]
    unknown = [client.get(f"/lti/register/of-nobody/by-hand{page}") for page in ("", "/generic", "/generic/guide")]

    for page in (*old, *unknown):
        assert page.status_code == 403
        assert "Ask whoever runs Signpost for a new one" in said(page)
    assert plain.asked == []


@pytest.mark.parametrize("seal", ["", "nonsense", "of another invitation"])
def test_a_form_that_is_not_this_pages_registers_nothing_and_keeps_what_was_typed(
    typist: Typist, plain: KeepsItsKeys, seal: str
) -> None:
    if seal == "of another invitation":
        seal = seal_of(Typist(Installer.of(typist.installer.site)).opens("generic"))

    page = typist.installer.client.post(typist.address("generic"), data={"csrf_token": seal, **plain.gives()})

    assert page.status_code == 422
    assert "open for too long" in problems_of(page)
    assert fields_of(page)["jwks_url"] == plain.gives()["jwks_url"]
    assert plain.asked == []
    assert typist.installer.hosts() == []


def test_while_nothing_can_be_written_what_was_typed_stays_on_the_page(typist: Typist, plain: KeepsItsKeys) -> None:
    with read_only(typist.installer.site.services.database):
        page = typist.types("generic", plain.gives())

    assert page.status_code == 503
    assert "It is still here" in problems_of(page)
    assert fields_of(page)["token_url"] == plain.gives()["token_url"]
    assert typist.installer.hosts() == []
    assert typist.types("generic", plain.gives()).status_code == 303
