"""The number of a page of the list, as anybody can type it."""

import pytest

from lti_tool.system.database import Database
from tests.web.signed_in import Site


@pytest.mark.parametrize(
    "page",
    ["000001" + "9" * 30, "0000010" + "0" * 4400, "9" * 5, "0", "-1", "1.5", "", "two", "\u00b2", "\u0661"],
)
def test_a_page_that_cannot_be_is_no_fault_of_ours(sqlite_database: Database, page: str) -> None:
    site = Site(sqlite_database)
    case = site.team.sends(danger="no")

    shown = site.as_(site.team.lead).gets(f"/cases?page={page}")

    assert shown.status_code == 200
    assert case.reference in shown.get_data(as_text=True)
