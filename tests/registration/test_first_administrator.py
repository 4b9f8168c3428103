"""Whoever installed Signpost with an invitation becomes its first administrator, without a command line."""

from __future__ import annotations

import html
import re

import pytest
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.registration.installer import Installer, seal_of
from tests.registration.platforms import Canvas, Moodle
from tests.web.signed_in import Site

CODE = re.compile(r'class="sp-secret">([0-9A-Z-]{20})<')


@pytest.fixture
def installer(sqlite_database: Database) -> Installer:
    """A school that nobody looks after yet."""
    site = Site(sqlite_database)
    site.takes(site.team.administrator, Role.ADMINISTRATOR)
    return Installer.of(site)


def text(response: TestResponse) -> str:
    return html.unescape(response.get_data(as_text=True))


def opens_again(installer: Installer) -> TestResponse:
    return installer.client.get(f"/lti/register/{installer.token}")


def makes_the_code(installer: Installer, page: TestResponse) -> TestResponse:
    path = f"/lti/register/{installer.token}/administrator"
    return installer.client.post(path, data={"csrf_token": seal_of(page)})


def test_the_registered_page_says_how_and_the_invitation_gives_a_code(installer: Installer, moodle: Moodle) -> None:
    assert "It makes you the administrator." in text(installer.agrees(moodle))

    (code,) = CODE.findall(text(makes_the_code(installer, opens_again(installer))))
    reporter = installer.site.team.reporter
    installer.site.as_(reporter).posts("/roles/code", code=code)

    with installer.site.database.reading() as db:
        assert installer.site.team.book.get(db, reporter.tenant_id, reporter.id).has(Role.ADMINISTRATOR)
    assert "There is nothing left to do with this invitation." in text(opens_again(installer))


def test_where_the_deployment_is_typed_the_code_comes_after_it(installer: Installer, canvas: Canvas) -> None:
    installer.agrees(canvas)
    (host,) = installer.hosts()
    with installer.site.database.transaction() as db:
        installer.site.services.deployments.note_pending(db, host.id, "7:abc")
    assert "Make the code" not in text(opens_again(installer))

    page = installer.types("7:abc")

    assert CODE.search(text(makes_the_code(installer, page)))


def test_once_there_is_an_administrator_there_is_no_code(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)
    page = opens_again(installer)
    installer.site.gives(installer.site.team.colleague, Role.ADMINISTRATOR)

    answer = makes_the_code(installer, page)

    assert answer.status_code == 403
    assert not CODE.search(text(answer))


def test_before_anything_is_registered_there_is_no_code(installer: Installer, moodle: Moodle) -> None:
    answer = makes_the_code(installer, installer.looks(moodle))

    assert answer.status_code == 403
    assert not CODE.search(text(answer))


def test_the_form_of_another_invitation_makes_none(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)
    other = Installer.of(installer.site)

    answer = installer.client.post(
        f"/lti/register/{installer.token}/administrator", data={"csrf_token": seal_of(other.looks(moodle))}
    )

    assert not CODE.search(text(answer))
