"""A school year in numbers, as leads and heads see it: a page, a chart and a file that say the same."""

import csv
import io
import re
from datetime import UTC, datetime

from tests.cases.sent_cases import LOOKS, every_kind, keeps
from tests.journeys.answers import link, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

LAST_YEAR = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROW = re.compile(r'<th scope="row"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>')
WORDS = re.compile(r'<tspan x="0" dy="46">(.*?)</tspan> <tspan class="sp-chart__number">(.*?)</tspan>')
# From where each bar lies in its chart, and its length.
BAR = re.compile(r"M0 (\d+)h(\d+)v16H0z")
CHART = re.compile(r"<svg.*?</svg>", re.DOTALL)


def rows(visit: Visit) -> list[tuple[str, str]]:
    """Every row of every table."""
    return [(found[1], found[2]) for found in ROW.finditer(visit.text)]


def file(visit: Visit) -> list[list[str]]:
    """The rows of the download."""
    visit.goes_to(link(visit, "Download these numbers"))
    assert visit.last.get_data().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(visit.text.removeprefix("\ufeff"))))


def test_a_lead_finds_the_year_in_numbers(quick_school: QuickSchool) -> None:
    every_kind(quick_school.team, 6)
    lead = quick_school.opens("lead")

    lead.goes_to(link(lead, "See the year in numbers"))

    assert "Cases that were sent: 30." in words(lead)
    assert "Cases about a member of staff, and cases that are kept from somebody, are not counted here." in words(lead)
    assert "Practice is never counted." in words(lead)
    assert ("Under 15 minutes", "6") in rows(lead)
    assert "Counted apart" not in words(lead)


def test_the_page_the_charts_and_the_file_say_the_same(quick_school: QuickSchool) -> None:
    every_kind(quick_school.team, 6)
    keeps(quick_school.team, 2, strand="contact", after=LOOKS[0])
    lead = quick_school.opens("lead").goes_to("/overview")

    shown, drawn = rows(lead), WORDS.findall(lead.text)
    charts = CHART.findall(lead.text)
    downloaded = file(lead)

    assert len(shown) == 18
    assert shown == drawn
    assert len(charts) == 4
    for chart in charts:
        numbers = {place: int(number) for place, (_row, number) in enumerate(WORDS.findall(chart)) if number.isdigit()}
        in_proportion = [(place * 46 + 21, 280 * number / max(numbers.values())) for place, number in numbers.items()]
        bars = [(int(top), int(length)) for top, length in BAR.findall(chart)]
        assert bars == [(top, round(length)) for top, length in in_proportion]
    assert downloaded[0] == ["School year", "What is counted", "Which", "Cases"]
    assert [(row[2], row[3]) for row in downloaded[2:]] == shown
    assert lead.last.headers["Content-Disposition"] == 'attachment; filename="overview.csv"'


def test_a_hidden_number_is_on_no_page_and_has_no_bar(quick_school: QuickSchool) -> None:
    keeps(quick_school.team, 3, level=4, after=LOOKS[0])
    keeps(quick_school.team, 11, level=3, after=LOOKS[0])
    keeps(quick_school.team, 23, level=1, after=LOOKS[0])
    lead = quick_school.opens("lead").goes_to("/overview")

    outcomes = dict(rows(lead)[:5])
    assert outcomes["Emergency"] == "fewer than 5"
    assert outcomes["Refer now"] == "not shown"
    assert outcomes["Consult"] == "23"
    # Only the fourth row of five has a number to show.
    assert BAR.findall(CHART.findall(lead.text)[0]) == [(str(3 * 46 + 21), "280")]
    assert not re.search(r">\s*(?:3|11)\s*<", lead.text)
    assert not {"3", "11"} & {field for row in file(lead) for field in row}


def test_the_charts_have_no_style_of_their_own_and_a_name(quick_school: QuickSchool) -> None:
    every_kind(quick_school.team, 6)
    lead = quick_school.opens("lead").goes_to("/overview")

    charts = re.findall(r"<svg.*?</svg>", lead.text, re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        (name,) = re.findall(r'aria-labelledby="([^"]+)"', chart)
        assert 'role="img"' in chart
        assert f'<title id="{name}">Bar chart.' in chart
        assert not re.search(r"style=|<script|href=", chart)


def test_the_head_is_told_of_cases_that_are_counted_apart(quick_school: QuickSchool) -> None:
    every_kind(quick_school.team, 6)
    keeps(quick_school.team, 6, restricted=True)

    head, lead = (quick_school.opens(name).goes_to("/overview") for name in ("head", "lead"))

    assert "Counted apart, for the head: 6." in words(head)
    assert rows(head) == rows(lead)
    assert file(head)[-1] == ["2026 to 2027", "Counted apart, for the head", "All", "6"]
    assert "Counted apart" not in str(file(lead))


def test_an_earlier_year_is_a_click_away(quick_school: QuickSchool) -> None:
    keeps(quick_school.team, 9, sent=LAST_YEAR)
    lead = quick_school.opens("lead").goes_to("/overview")
    assert "Cases that were sent: fewer than 5." in words(lead)
    assert rows(lead) == []

    lead.goes_to(link(lead, "2025 to 2026"))

    assert "Cases that were sent: 9." in words(lead)
    assert file(lead)[1] == ["2025 to 2026", "Cases that were sent", "All", "9"]


def test_a_year_that_is_none_is_this_year(quick_school: QuickSchool) -> None:
    keeps(quick_school.team, 9)
    lead = quick_school.opens("lead")

    for wanted in ("1066", "99999999", "-1", "x", "²⁰²⁶", "2026%00", "0000"):
        assert "Cases that were sent: 9." in words(lead.goes_to(f"/overview?year={wanted}"))
        assert lead.goes_to(f"/practice/who?year={wanted}").last.status_code == 200


def test_it_is_for_nobody_else(quick_school: QuickSchool) -> None:
    every_kind(quick_school.team, 6)

    for name in ("reporter", "colleague", "administrator"):
        for path in ("/overview", "/overview.csv", "/overview?year=2026"):
            assert quick_school.opens(name).goes_to(path).last.status_code == 404
