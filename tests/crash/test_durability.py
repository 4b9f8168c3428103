"""How firmly a commit is written, looked at on the very connections that write."""

from sqlalchemy.engine import Connection

from lti_tool.system.database import Database
from tests.conftest import PostgresServer
from tests.school import school_with
from tests.told import told_to_any_database

ASK = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
# SQLite says 2 for FULL and 1 for NORMAL.
WAITS_FOR_THE_DISK = {"sqlite": 2, "postgresql": "on"}
GOES_ON = {"sqlite": 1, "postgresql": "off"}


def test_answers_and_their_history_are_on_disk_before_they_are_acknowledged(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    written: dict[str, object] = {}

    def look(connection: Connection, statement: str) -> None:
        for table in ("cases", "answers", "events", "outbox", "receipts"):
            if statement.startswith((f"INSERT INTO {table} ", f"UPDATE {table} ")):
                written[table] = firmness(connection)

    with school_with(url) as school:
        reporter = school.opens("reporter")
        with told_to_any_database(look):
            reporter.starts().answers(danger="no").sends()

    assert written == dict.fromkeys(
        ("cases", "answers", "events", "outbox", "receipts"), WAITS_FOR_THE_DISK[database.engine.name]
    )


def test_logins_and_sessions_do_not_wait_for_the_disk(database: Database) -> None:
    with database.quick_transaction() as db:
        assert firmness(db) == GOES_ON[database.engine.name]
    with database.transaction() as db:
        assert firmness(db) == WAITS_FOR_THE_DISK[database.engine.name]


def test_a_server_that_acknowledges_early_is_told_not_to(postgres: PostgresServer, postgres_url: str) -> None:
    early = Database(postgres_url)
    with early.transaction() as db:
        db.exec_driver_sql(f"ALTER DATABASE {early.url.database} SET synchronous_commit = off")
    early.close()

    told = Database(postgres_url)
    with told.transaction() as db:
        assert firmness(db) == "on"
    told.close()


def test_reading_sees_one_state_while_others_write(database: Database) -> None:
    with database.reading() as reader:
        assert count_outbox(reader) == 0
        with database.transaction() as writer:
            writer.exec_driver_sql("INSERT INTO outbox (kind, ref, due_at, attempts) SELECT 'x', 'y', '2030-01-01', 0")
        assert count_outbox(reader) == 0

    with database.reading() as reader:
        assert count_outbox(reader) == 1


def firmness(connection: Connection) -> object:
    """How this connection commits."""
    cursor = connection.connection.cursor()
    cursor.execute(ASK[connection.dialect.name])
    (value,) = cursor.fetchone()
    cursor.close()
    return value


def count_outbox(db: Connection) -> int:
    return int(db.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())
