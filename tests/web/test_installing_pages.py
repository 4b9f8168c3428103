"""What an administrator sets from their pages: numbers, rules, courses, platforms. All of it, or none."""

from __future__ import annotations

import html
import json
from datetime import time

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from lti_tool.tenants.model import ContactKind, Posting, Tenant
from lti_tool.web.show.admin import INSTALLATION_PAGES
from lti_tool.web.tables import sessions
from tests.school import CONTACTS
from tests.web.signed_in import Site, Tab

NUMBERS = {kind.value: value for kind, value in CONTACTS.items()}
RULES = {"months": "84", "begins": "08:30", "ends": "16:00", "children_named": "yes"}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def office(site: Site) -> Tab:
    return site.as_(site.team.administrator)


def came_from(site: Site, **facts: str) -> Tab:
    """An administrator whose launch came with these."""
    tab = site.as_(site.team.administrator)
    with site.database.transaction() as db:
        row = db.execute(sa.select(sessions).order_by(sessions.c.created_at.desc())).first()
        assert row is not None
        changed = json.dumps(json.loads(row.facts) | facts)
        db.execute(sessions.update().where(sessions.c.id_hash == row.id_hash).values(facts=changed))
    return tab


def text(response: TestResponse) -> str:
    return html.unescape(response.get_data(as_text=True))


def school(site: Site) -> Tenant:
    with site.database.reading() as db:
        return site.services.tenants.get(db, site.team.tenant.id)


def numbers(site: Site) -> dict[ContactKind, str]:
    with site.database.reading() as db:
        return dict(site.services.contacts.of(db, site.team.tenant.id))


def course(site: Site, context_id: str) -> Posting | None:
    team = site.team
    assert team.host is not None
    with site.database.reading() as db:
        found = site.services.courses.staff_only(db, team.tenant.id, team.host.id, context_id)
    return found.posting if found else None


def test_the_installation_leads_to_all_of_them(office: Tab) -> None:
    said = text(office.gets("/installation"))

    for words in INSTALLATION_PAGES.values():
        assert words in said


def test_numbers_are_kept_and_an_empty_one_is_set_no_more(site: Site, office: Tab) -> None:
    wanted = NUMBERS | {"chair": "Dr Adeyemi, 01632 960007", "police": ""}

    answer = office.posts("/installation/contacts", **wanted)

    assert "The telephone numbers are saved." in text(office.gets(answer.location))
    kept = numbers(site)
    assert kept[ContactKind.CHAIR] == "Dr Adeyemi, 01632 960007"
    assert ContactKind.POLICE not in kept
    assert "Dr Adeyemi, 01632 960007" in text(office.gets("/installation/contacts"))


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("lead", "0" * 201, "Shorten this to 200 characters or fewer"),
        ("lead", "two\nlines", "Write this in one line"),
        ("on_call_email", "not an address", "This is not one plain e-mail address"),
    ],
)
def test_one_wrong_number_keeps_none_of_them(site: Site, office: Tab, kind: str, typed: str, says: str) -> None:
    before = numbers(site)

    wanted = NUMBERS | {"chair": "Dr Adeyemi, 01632 960007", kind: typed}
    answer = office.posts("/installation/contacts", **wanted)

    assert answer.status_code == 422
    assert says in text(answer)
    assert "Dr Adeyemi, 01632 960007" in text(answer)
    assert numbers(site) == before


def test_rules_are_kept_together(site: Site, office: Tab) -> None:
    office.posts("/installation/rules", **RULES)

    kept = school(site)
    assert (kept.retention_months, kept.children_named) == (84, True)
    assert (kept.hours.begins, kept.hours.ends) == (time(8, 30), time(16))
    page = text(office.gets("/installation/rules"))
    assert 'value="84"' in page
    assert 'value="08:30"' in page


def test_no_period_and_no_names_is_what_an_empty_form_says(site: Site, office: Tab) -> None:
    office.posts("/installation/rules", **RULES)

    office.posts("/installation/rules", begins="08:00", ends="17:00")

    assert (school(site).retention_months, school(site).children_named) == (None, False)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"months": "0"}, "Enter whole months from 1 to 1200"),
        ({"months": "-3"}, "Enter whole months"),
        ({"months": "1.5"}, "Enter whole months"),
        ({"months": "99999"}, "Enter whole months"),
        ({"months": "٣"}, "Enter whole months"),
        ({"begins": "8"}, "Enter a time, such as 08:30"),
        ({"begins": ""}, "Enter a time"),
        ({"ends": "25:00"}, "Enter a time"),
        ({"ends": "08:30"}, "must begin before it ends"),
        ({"children_named": "maybe"}, "Must be one of"),
    ],
)
def test_one_wrong_rule_keeps_none_of_them(site: Site, office: Tab, wrong: dict[str, str], says: str) -> None:
    before = school(site)

    answer = office.posts("/installation/rules", **(RULES | wrong))

    assert answer.status_code == 422
    assert says in text(answer)
    assert school(site) == before


def test_the_course_that_the_launch_came_from_is_marked_and_unmarked(site: Site) -> None:
    tab = came_from(site, course="42")

    answer = tab.posts("/installation/courses", posting="receipt")
    assert course(site, "42") is Posting.RECEIPT
    said = text(tab.gets(answer.location))
    assert "The course that you came from." in said

    tab.posts("/installation/courses", posting="off")
    assert course(site, "42") is Posting.OFF

    unmark = said.split('action="/installation/courses/')[1].split('"')[0]
    tab.posts(f"/installation/courses/{unmark}")
    assert course(site, "42") is None


def test_without_a_course_there_is_none_to_mark(site: Site, office: Tab) -> None:
    assert "You did not open Signpost from a course." in text(office.gets("/installation/courses"))

    assert office.posts("/installation/courses", posting="receipt", context_id="42").status_code == 422
    assert course(site, "42") is None


@pytest.mark.parametrize("posting", ["", "always", "RECEIPT"])
def test_what_is_no_choice_marks_nothing(site: Site, posting: str) -> None:
    assert came_from(site, course="42").posts("/installation/courses", posting=posting).status_code == 422
    assert course(site, "42") is None


def test_nobody_unmarks_another_schools_course(site: Site, office: Tab) -> None:
    other = site.team.another()
    assert other.host is not None
    with site.database.transaction() as db:
        theirs = site.services.courses.mark_staff_only(db, other.tenant.id, other.host.id, "7", Posting.RECEIPT)

    assert office.posts(f"/installation/courses/{theirs.id}/unmark").status_code == 404

    with site.database.reading() as db:
        assert site.services.courses.staff_only(db, other.tenant.id, other.host.id, "7") == theirs


@pytest.mark.parametrize("who", ["reporter", "lead", "head"])
def test_for_everybody_else_these_pages_do_not_exist(site: Site, who: str) -> None:
    tab, before = site.as_(getattr(site.team, who)), school(site)

    for page in ("contacts", "rules", "courses", "platforms", "platforms/manifests/moodle"):
        assert tab.gets(f"/installation/{page}").status_code == 404
    for form, fields in (
        ("contacts", NUMBERS),
        ("rules", RULES),
        ("platforms/accept", {"deployment": "7:abc"}),
        ("platforms/invite", {}),
        (f"courses/{'f' * 32}/unmark", {}),
    ):
        assert tab.posts(f"/installation/{form}", **fields).status_code == 404
    assert school(site) == before
