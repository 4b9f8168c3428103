"""The record of a case as a file: PDF and JSON, for those who may read the case, and noted before it leaves."""

import threading
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from lti_tool.cases.model import Case
from lti_tool.outcomes.record.case_form import record_json_schema
from lti_tool.system.database import Database
from lti_tool.system.log import set_up_logging
from lti_tool.system.pdf import PdfPrinter
from tests.cases.full_case import full_case
from tests.crash.trouble import impatient, locked_elsewhere
from tests.json_schema import flaws
from tests.reading_pdfs import pages_in, text_in, unpacked
from tests.web.signed_in import Site

FORMS = {"record.pdf": "taken_as_pdf", "record.json": "taken_as_json"}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def case(site: Site) -> Case:
    return full_case(site.team)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the tool writes to its log."""
    written = StringIO()
    with redirect_stderr(written):
        set_up_logging(strict=True)
    yield written
    set_up_logging(strict=True)


def printer(site: Site, printer: PdfPrinter) -> None:
    """From now on this makes the PDFs."""
    object.__setattr__(site.services, "printer", printer)


def test_the_pdf_holds_the_record_and_each_sheet_says_whose_and_which(site: Site, case: Case) -> None:
    answer = site.as_(site.team.lead).gets(f"/cases/{case.id}/record.pdf")

    made = answer.get_data()
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    sheets = text_in(made)
    assert len(sheets) == pages_in(made) > 2
    for number, sheet in enumerate(sheets, 1):
        assert f"Record of case {case.reference}" in sheet
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "Printed by Lead Person (safeguarding lead)" in sheet
    whole = " ".join(sheets)
    for words in ("The blue cabinet", "he has the picture", "Helen Marsh", "Child B", "They take it no further."):
        assert words in whole


def test_the_pdf_is_tagged_for_screen_readers_and_its_title_names_nobody(site: Site, case: Case) -> None:
    made = unpacked(site.as_(site.team.lead).gets(f"/cases/{case.id}/record.pdf").get_data())

    assert b"/StructTreeRoot" in made
    assert b"/Title (Record of a case)" in made
    assert b"/S /H1" in made


def test_the_file_for_programs_is_in_the_form_that_anybody_can_read(site: Site, case: Case) -> None:
    taken = site.as_(site.team.lead).gets(f"/cases/{case.id}/record.json").get_json()
    published = site.as_(None).gets("/schemas/record-1.json")

    assert published.status_code == 200
    assert published.get_json() == record_json_schema("http://localhost")
    assert published.get_json()["$id"] == "http://localhost/schemas/record-1.json"
    assert list(flaws(published.get_json(), taken)) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_a_download_that_nothing_keeps_and_whose_name_says_nothing(site: Site, case: Case, form: str) -> None:
    headers = site.as_(site.team.lead).gets(f"/cases/{case.id}/{form}").headers

    assert headers["Content-Disposition"] == f'attachment; filename="{form}"'
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", FORMS)
def test_each_one_is_an_entry_and_paper_says_so(site: Site, case: Case, form: str) -> None:
    for _ in range(2):
        site.as_(site.team.head).gets(f"/cases/{case.id}/{form}")

    assert site.team.kinds(case.id).count(FORMS[form]) == 2
    page = site.as_(site.team.lead).gets(f"/cases/{case.id}/print").get_data(as_text=True)
    assert f'href="/cases/{case.id}/{form}"' in page
    assert page.count({"record.pdf": "Asked for the record as PDF"}.get(form, "Took the record as a file")) == 2


@pytest.mark.parametrize("form", FORMS)
def test_nobody_else_gets_one(site: Site, form: str) -> None:
    team = site.team
    case, restricted = team.decides(), team.restricted()
    related = team.person("related", *team.lead.roles)
    team.keeping.keep_from(case.id, team.lead, related.id)

    for person in (team.reporter, team.colleague, team.administrator, related, team.another().head):
        assert site.as_(person).gets(f"/cases/{case.id}/{form}").status_code == 404, person.sub
    assert site.as_(team.lead).gets(f"/cases/{restricted.id}/{form}").status_code == 404
    assert site.as_(team.head).gets(f"/cases/{restricted.id}/{form}").status_code == 200

    assert FORMS[form] not in team.kinds(case.id)


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_noted_does_not_leave(site: Site, case: Case, form: str) -> None:
    deputy = site.as_(site.team.deputy)
    deputy.gets(f"/cases/{case.id}")

    with impatient(site.database), locked_elsewhere(site.database):
        answer = deputy.gets(f"/cases/{case.id}/{form}")

    assert answer.status_code == 503
    assert "try again" in answer.get_data(as_text=True)
    assert case.reference not in answer.get_data(as_text=True)
    assert FORMS[form] not in site.team.kinds(case.id)


def test_while_another_pdf_is_made_the_page_says_so_and_leads_to_paper(site: Site, case: Case, tmp_path: Path) -> None:
    began, lock = tmp_path / "began", tmp_path / "pdf.lock"
    slow = tmp_path / "slow.py"
    slow.write_text(f"import pathlib, time; pathlib.Path({str(began)!r}).touch(); time.sleep(60)")
    other = threading.Thread(target=_ends, args=(PdfPrinter(seconds=4, lock=lock, program=slow),))
    other.start()
    while not began.exists():
        time.sleep(0.01)
    printer(site, PdfPrinter(lock=lock))

    answer = site.as_(site.team.lead).gets(f"/cases/{case.id}/record.pdf")

    other.join()
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Another PDF is being made" in page
    assert f'href="/cases/{case.id}/print"' in page
    assert "taken_as_pdf" in site.team.kinds(case.id)


def test_a_pdf_that_fails_is_a_page_that_says_what_to_do_and_a_log_that_says_why(
    site: Site, case: Case, tmp_path: Path, log: StringIO
) -> None:
    printer(site, PdfPrinter(lock=tmp_path / "lock", most_bytes_of_memory=30 * 1024 * 1024))

    answer = site.as_(site.team.lead).gets(f"/cases/{case.id}/record.pdf")

    page, logged = answer.get_data(as_text=True), log.getvalue()
    assert answer.status_code == 503
    assert "Print the page instead" in page
    assert f'href="/cases/{case.id}/print"' in page
    assert '"event": "no pdf"' in logged
    assert case.reference not in logged
    assert "picture" not in logged


def _ends(printer: PdfPrinter) -> None:
    """Whatever comes of it."""
    try:
        printer.print("<p>x")
    except Exception:  # noqa: BLE001
        return
