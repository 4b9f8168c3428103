"""The poster's pages and files: for anybody without a school's numbers, for leads and administrators with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lti_tool.guidance.library import load
from lti_tool.guidance.poster import poster_of
from lti_tool.outcomes.poster.paper import Form
from lti_tool.system.database import Database
from lti_tool.system.pdf import PdfBusy, PdfFailed, Why
from lti_tool.tenants.model import ContactKind
from lti_tool.tenants.tables import tenants
from lti_tool.web.poster_prints import PAUSE, PosterPrints
from lti_tool.web.services import EXTENSION
from tests.cases.team import EVERYONE
from tests.clock import SettableClock
from tests.school import CONTACTS
from tests.web.signed_in import Site

NUMBER = CONTACTS[ContactKind.LEAD].partition(", ")[2]


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


class Press:
    """Makes PDFs, counts them, and may be out of order."""

    def __init__(self) -> None:
        self.made = 0
        self.broken = False

    def __call__(self, _page: str) -> bytes:
        self.made += 1
        if self.broken:
            raise PdfFailed(Why.BROKEN)
        return b"%PDF-1.7 " + str(self.made).encode()


def test_anybody_has_the_poster_in_words_as_a_picture_and_as_a_pdf(site: Site) -> None:
    tab = site.as_(None)
    page, picture, pdf = tab.gets("/guide/poster"), tab.gets("/guide/poster.svg"), tab.gets("/guide/poster.pdf")

    assert [each.status_code for each in (page, picture, pdf)] == [200, 200, 200]
    assert picture.mimetype == "image/svg+xml"
    assert pdf.mimetype == "application/pdf"
    assert pdf.get_data().startswith(b"%PDF-")
    for answer, name in ((picture, "poster.svg"), (pdf, "poster.pdf")):
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Set-Cookie" not in answer.headers
    for words in ("Speak to a safeguarding lead now", "Do not promise to keep it secret.", "not the Safe4Me flowchart"):
        assert words in page.get_data(as_text=True)


def test_nothing_of_a_school_is_on_what_anybody_has(site: Site) -> None:
    for who in (None, site.team.lead):
        for path in ("/guide/poster", "/guide/poster.svg"):
            words = site.as_(who).gets(path).get_data(as_text=True)
            assert NUMBER not in words
            assert site.team.tenant.name not in words


@pytest.mark.parametrize(("path", "status"), [("", 200), (".svg", 404), (".pdf", 404)])
def test_a_nation_without_a_poster_says_so_and_is_given_no_other(site: Site, path: str, status: int) -> None:
    answer = site.as_(None).gets(f"/guide/poster{path}?nation=scotland")
    words = answer.get_data(as_text=True)

    assert answer.status_code == status
    assert "There is no poster for Scotland yet. Use the guidance of that nation." in words
    assert "poster.pdf" not in words


@pytest.mark.parametrize("form", ["html", "png", "", "PDF", "pdf.exe", "svg%00"])
def test_what_a_poster_is_not_to_be_had_as_is_not_there(site: Site, form: str) -> None:
    for who in (None, site.team.lead):
        assert site.as_(who).gets(f"/guide/poster.{form}").status_code == 404
    assert site.as_(site.team.lead).gets(f"/poster.{form}").status_code == 404


def test_leads_heads_and_administrators_have_their_schools_numbers_on_it(site: Site) -> None:
    team = site.team
    for person in (team.lead, team.deputy, team.head, team.administrator):
        tab = site.as_(person)
        picture = tab.gets("/poster.svg").get_data(as_text=True)
        assert tab.gets("/poster").status_code == 200
        assert NUMBER in picture
        assert team.tenant.name in picture
        assert tab.gets("/poster.pdf").get_data().startswith(b"%PDF-")


def test_for_everybody_else_there_is_no_such_page(site: Site) -> None:
    for path in ("/poster", "/poster.svg", "/poster.pdf"):
        assert site.as_(site.team.reporter).gets(path).status_code == 404
        assert site.as_(None).gets(path).status_code == 403


def test_each_school_has_its_own_numbers(site: Site) -> None:
    elsewhere = site.team.another()

    assert NUMBER not in site.as_(elsewhere.lead).gets("/poster.svg").get_data(as_text=True)


def test_what_is_not_set_is_named_and_left_to_be_written(site: Site) -> None:
    with_all = site.as_(site.team.lead).gets("/poster").get_data(as_text=True)
    without = site.as_(site.team.another().lead).gets("/poster").get_data(as_text=True)

    assert "Numbers that are not set" not in with_all
    assert "Numbers that are not set" in without
    assert "<li>Chair of governors</li>" in without


def test_a_school_of_another_nation_is_offered_no_poster_of_englands(site: Site) -> None:
    with site.database.transaction() as db:
        db.execute(tenants.update().where(tenants.c.id == site.team.tenant.id).values(nation="wales"))
    tab = site.as_(site.team.lead)

    page = tab.gets("/poster").get_data(as_text=True)

    assert "There is no poster for Wales yet." in page
    assert "/poster.pdf" not in page
    assert tab.gets("/poster.svg").status_code == 404


def test_a_lead_and_an_administrator_are_led_to_it(site: Site) -> None:
    for person, path in ((site.team.lead, "/cases"), (site.team.administrator, "/installation")):
        assert 'href="/poster"' in site.as_(person).gets(path).get_data(as_text=True)


def test_the_public_pdf_is_made_once() -> None:
    press, poster = Press(), poster_of(load("england_v1"), SettableClock().now().date())
    prints = PosterPrints(press, SettableClock())

    assert poster is not None
    assert {prints.public(poster, Form.PDF) for _ in range(100)} == {b"%PDF-1.7 1"}
    assert press.made == 1


def test_a_pdf_that_could_not_be_made_is_not_tried_again_at_once() -> None:
    press, clock = Press(), SettableClock()
    poster, prints = poster_of(load("england_v1"), clock.now().date()), PosterPrints(press, clock)
    assert poster is not None
    press.broken = True

    for _ in range(100):
        with pytest.raises(PdfFailed):
            prints.public(poster, Form.PDF)
    assert press.made == 1
    press.broken = False
    clock.moves_on(seconds=PAUSE.total_seconds())
    assert prints.public(poster, Form.PDF) == b"%PDF-1.7 2"


def test_nobody_waits_for_a_pdf_that_somebody_else_has_begun() -> None:
    clock = SettableClock()
    poster = poster_of(load("england_v1"), clock.now().date())
    assert poster is not None
    refused = []

    def press(_page: str) -> bytes:
        try:
            prints.public(poster, Form.PDF)
        except PdfBusy:
            refused.append(True)
        return b"%PDF-"

    prints = PosterPrints(press, clock)

    assert prints.public(poster, Form.PDF) == b"%PDF-"
    assert refused == [True]


@pytest.mark.parametrize("trouble", [PdfBusy(), PdfFailed(Why.LIBRARIES)])
def test_without_a_pdf_the_page_says_what_to_do(site: Site, trouble: Exception) -> None:
    def press(_page: str) -> bytes:
        raise trouble

    services = site.app.extensions[EXTENSION]
    site.app.extensions[EXTENSION] = replace(services, posters=PosterPrints(press, site.team.clock))

    for who, path in ((None, "/guide/poster.pdf"), (site.team.lead, "/poster.pdf")):
        answer = site.as_(who).gets(path)
        assert answer.status_code == 503
        assert "picture (SVG)" in answer.get_data(as_text=True)
        assert "libpango" not in answer.get_data(as_text=True)


def test_an_old_guide_says_so_wherever_it_is_relied_on(site: Site) -> None:
    team, warning = site.team, "based on guidance as read in November 2026. It is more than 12 months old"
    case = team.sends(**EVERYONE)
    places = (
        (None, "/guide"),
        (None, "/guide/poster"),
        (None, "/guide/poster.svg"),
        (team.lead, "/cases"),
        (team.lead, f"/cases/{case.id}/outcome"),
        (team.lead, "/poster"),
        (team.lead, "/poster.svg"),
    )

    team.clock.moves_on(days=372)
    for who, path in places:
        assert warning not in site.as_(who).gets(path).get_data(as_text=True), path

    # It was the last of November; now more than twelve months have surely passed.
    team.clock.moves_on(days=1)
    for who, path in places:
        assert warning in site.as_(who).gets(path).get_data(as_text=True), path
