"""GET /metrics: numbers for whoever has the token, and none of them tells of a school, a person or a case."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from lti_tool.app import create_app_around
from lti_tool.launch.refusals import Refusal
from lti_tool.outcomes.ends import Why
from lti_tool.system.database import Database
from lti_tool.system.outbox import Outbox
from lti_tool.web.services import PAGES_EXTENSION
from tests.cases.team import EVERYONE, PLACE, Team
from tests.web.signed_in import Site

TOKEN = "only for tests " * 3
BEARER = {"Authorization": f"Bearer {TOKEN.strip().replace(' ', '-')}"}
NUMBER = re.compile(r"(?P<name>[a-z_]+)(\{(?P<labels>[^}]*)\})? (?P<value>[0-9.]+)")
LABEL = re.compile(r'([a-z]+)="([^"]*)"')
WORDS = {
    "endpoint": {"pages", "login", "launch", "keys", "static", "health", "ready", "metrics", "none"},
    "status": {"1xx", "2xx", "3xx", "4xx", "5xx"},
    "reason": {each.value for each in Refusal} | {"learner", "no_staff_role", "may_not_place"},
    "state": {"delivered", "not_gradable", "retrying", "given_up"},
}


class Watched(Site):
    """The application, with a token for its numbers."""

    def __post_init__(self) -> None:
        super().__post_init__()
        token = BEARER["Authorization"].removeprefix("Bearer ")
        self.services = replace(self.services, settings=replace(self.services.settings, metrics_token=token))
        compiled = self.app.extensions[PAGES_EXTENSION]
        self.app = create_app_around(self.services)
        self.app.extensions[PAGES_EXTENSION] = compiled

    def numbers(self) -> dict[str, str]:
        """Each line's number, by what stands before it."""
        text = self.text()
        return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))

    def text(self) -> str:
        answer = self.app.test_client().get("/metrics", headers=BEARER)
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        return answer.get_data(as_text=True)


@pytest.fixture
def site(sqlite_database: Database) -> Watched:
    return Watched(sqlite_database)


def shown(client: FlaskClient, headers: dict[str, str]) -> tuple[int, str]:
    answer = client.get("/metrics", headers=headers)
    return answer.status_code, answer.get_data(as_text=True)


def test_without_the_token_there_is_no_such_page(site: Watched, migrated_sqlite: object) -> None:
    client, nowhere = site.app.test_client(), (404, site.app.test_client().get("/nothing").get_data(as_text=True))

    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}, {"Authorization": "Bearer é"}):
        assert shown(client, headers) == nowhere
    assert shown(client, {"Authorization": BEARER["Authorization"].replace("Bearer", "Basic")}) == nowhere
    assert shown(client, BEARER)[0] == 200


def test_without_a_setting_there_is_none_for_anybody(sqlite_database: Database) -> None:
    site = Site(sqlite_database)

    for headers in ({}, BEARER, {"Authorization": "Bearer None"}, {"Authorization": "Bearer "}):
        assert shown(site.app.test_client(), headers)[0] == 404


def test_every_line_is_as_prometheus_reads_it(site: Watched) -> None:
    site.as_(site.team.lead).gets("/cases")
    lines = site.text().splitlines()

    kinds = {line.split()[2]: line.split()[3] for line in lines if line.startswith("# TYPE")}
    for line in lines:
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP|TYPE) signpost_[a-z_]+ .+", line), line
            continue
        found = NUMBER.fullmatch(line)
        assert found, line
        name = re.sub(r"_(bucket|sum|count)$", "", found["name"])
        assert kinds.get(name) == "histogram" or found["name"] in kinds, line


def test_requests_are_counted_by_endpoint_and_class_of_status(site: Watched) -> None:
    client = site.app.test_client()
    for path in ("/health", "/health", "/nothing", "/ready"):
        client.get(path)
    site.as_(site.team.lead).gets("/cases")
    site.as_(None).gets("/cases")

    numbers = site.numbers()

    assert numbers['signpost_requests_total{endpoint="health",status="2xx"}'] == "2"
    assert numbers['signpost_requests_total{endpoint="ready",status="2xx"}'] == "1"
    assert numbers['signpost_requests_total{endpoint="none",status="4xx"}'] == "1"
    assert numbers['signpost_requests_total{endpoint="pages",status="4xx"}'] == "1"
    assert numbers['signpost_request_seconds_count{endpoint="health"}'] == "2"
    assert numbers['signpost_request_seconds_bucket{endpoint="health",le="+Inf"}'] == "2"
    assert numbers["signpost_database_up"] == "1"


def test_a_launch_that_is_refused_is_counted_by_its_word(site: Watched) -> None:
    client = site.app.test_client()
    client.post("/lti/launch", data={"state": "nobody's"})
    client.post("/lti/login", data={"iss": "https://nowhere.test", "login_hint": "5", "target_link_uri": "x"})

    numbers = site.numbers()

    assert sum(float(value) for name, value in numbers.items() if name.startswith("signpost_launches_refused")) == 2


def test_no_label_holds_an_id_a_name_or_a_level(site: Watched) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    for person in (team.reporter, team.lead, team.head, None):
        for path in (f"/cases/{case.id}", f"/cases/{case.id}/questions/danger", "/cases", "/start"):
            site.as_(person).gets(path)
    site.app.test_client().post("/lti/launch", data={"state": case.id})

    text = site.text()

    for line in text.splitlines():
        if not line.startswith("#"):
            for name, value in LABEL.findall(line):
                assert name in {*WORDS, "le", "version"}, line
                assert value in WORDS.get(name, {value}), line
    private = (case.id, case.reference, team.tenant.id, team.host.id, team.lead.id, "moodle", "Oakfield", "emergency")
    assert [word for word in private if word.lower() in text.lower()] == []


def answered_and_sent(site: Watched, answers: dict[str, str]) -> str:
    """The numbers after the same requests for a case with these answers, and after the worker has been there."""
    team = site.team
    case = team.starts(team.reporter, **answers)
    tab = site.as_(team.reporter)
    for path in (f"/cases/{case.id}/check", f"/cases/{case.id}", f"/cases/{case.id}/first"):
        tab.gets(path)
    team.assessments.send(case.id, team.reporter, PLACE)
    team.clock.moves_on(minutes=5)
    text = site.text()
    return "\n".join(line for line in text.splitlines() if not re.match("signpost_request_seconds_(bucket|sum)", line))


def test_no_number_tells_a_case_about_staff_or_one_that_cannot_wait_from_another(
    sqlite_database: Database, postgres_database: Database
) -> None:
    """Of the same requests. The worker is dead all the while, which shows most: no row is taken out of the outbox."""
    ordinary = answered_and_sent(Watched(sqlite_database), EVERYONE)
    restricted = answered_and_sent(Watched(postgres_database), EVERYONE | {"adult": "adult_staff"})

    assert "signpost_outbox_late 10" in ordinary
    assert restricted == ordinary


def test_one_that_cannot_wait_is_no_other_number_either(sqlite_database: Database, postgres_database: Database) -> None:
    ordinary = answered_and_sent(Watched(sqlite_database), EVERYONE)

    assert answered_and_sent(Watched(postgres_database), EVERYONE | {"danger": "yes"}) == ordinary


def test_work_counts_once_it_is_late_and_by_tens(site: Watched) -> None:
    team, outbox = site.team, Outbox()

    def owed(count: int) -> None:
        with team.database.transaction() as db:
            for _ in range(count):
                outbox.add(db, "receipt", "0" * 32, team.clock.now())

    owed(11)
    assert site.numbers()["signpost_outbox_late"] == "0"
    team.clock.moves_on(seconds=150)
    numbers = site.numbers()
    assert (numbers["signpost_outbox_late"], numbers["signpost_outbox_oldest_late_seconds"]) == ("20", "120")
    with team.database.transaction() as db:
        assert outbox.lease(db, team.clock.now()) is not None
    team.clock.moves_on(seconds=60)
    assert site.numbers()["signpost_outbox_late"] == "10"


def test_receipts_are_counted_by_tens_and_what_was_held_back_is_not(site: Watched) -> None:
    team = site.team
    for _ in range(10):
        team.sends(**EVERYONE)
    with team.database.transaction() as db:
        db.exec_driver_sql("UPDATE receipts SET state = 'given_up', why = 'refused'")
    assert site.numbers()['signpost_receipts{state="given_up"}'] == "10"
    with team.database.transaction() as db:
        db.exec_driver_sql(
            f"UPDATE receipts SET why = '{Why.RESTRICTED.value}' WHERE id = (SELECT min(id) FROM receipts)"
        )
    team.clock.moves_on(minutes=2)
    assert site.numbers()['signpost_receipts{state="given_up"}'] == "0"


def test_a_database_that_does_not_answer_is_said_and_no_figure_is_made_up(sqlite_database: Database) -> None:
    site = Watched(sqlite_database)
    with site.database.transaction() as db:
        db.exec_driver_sql("ALTER TABLE outbox RENAME TO away")

    numbers = site.numbers()

    assert numbers["signpost_database_up"] == "0"
    assert [name for name in numbers if "outbox" in name or "receipts" in name] == []
    assert isinstance(site.team, Team)
