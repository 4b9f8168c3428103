"""The `signpost` command. Each command imports what it needs only when it runs: `assess` must start quickly."""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

import click

from .commands.backup import GROUPS as BACKUPS
from .commands.confirm import COMMANDS as CONFIRMING
from .commands.guide import COMMANDS as GUIDES
from .commands.guide import guides_finding
from .commands.history import GROUPS as HISTORY
from .commands.install import GROUPS as INSTALL
from .commands.key import GROUPS as KEYS
from .commands.manifest import GROUPS as MANIFESTS
from .commands.overlay import overlay
from .commands.poster import guide_poster
from .commands.record import GROUPS as RECORDS
from .commands.registration import GROUPS as REGISTRATION
from .commands.retention import GROUPS as RETENTION
from .commands.role import GROUPS as ROLES
from .console import administration, database_trouble, fail, json_option, say, services, settings


@click.group()
@click.version_option(package_name="signpost-lti")
def signpost() -> None:
    """Signpost: an LTI 1.3 tool for staff who hear of shared nude images or sexual contact online."""


@signpost.command()
@json_option
def keygen(as_json: bool) -> None:
    """Print a new SIGNPOST_SECRET_KEY and a new SIGNPOST_MASTER_KEYS."""
    from .system.crypto import new_master_key
    from .system.ids import RandomIds

    keys = {"SIGNPOST_SECRET_KEY": RandomIds().token(), "SIGNPOST_MASTER_KEYS": new_master_key()}
    say(as_json, keys, "\n".join(f"{name}={value}" for name, value in keys.items()))


@signpost.command()
@json_option
def migrate(as_json: bool) -> None:
    """Bring the database to the newest schema."""
    from .system.database import Database
    from .system.migrate import DatabaseTooNew
    from .system.migrate import migrate as run
    from .system.settings import SettingsError, read_database_url

    try:
        with database_trouble("It cannot be opened or migrated. Check SIGNPOST_DATABASE_URL and that it runs."):
            revision = run(Database(read_database_url()))
    except (SettingsError, DatabaseTooNew) as error:
        fail(str(error))
    say(as_json, {"revision": revision}, f"The database is at revision {revision}.")


@signpost.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--address", default="127.0.0.1", show_default=True)
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
@json_option
def serve(port: int, address: str, threads: int, as_json: bool) -> None:
    """Serve the web application with gunicorn: one process, several threads."""
    _check_schema(settings().database_url)
    options = ["--bind", f"{address}:{port}", "--threads", str(threads), "--worker-class", "gthread"]
    # A warning of gunicorn's quotes the request that it could not read, and names who sent it.
    quiet = ["--log-level", "error", "--no-control-socket"]
    # Whom to believe about a visitor is SIGNPOST_PROXY_HOPS's to say. Gunicorn would believe everybody on this machine.
    unbelieving = ["--forwarded-allow-ips", ""]
    program = [sys.executable, "-m", "gunicorn", *options, *quiet, *unbelieving, "lti_tool.app:from_environment()"]
    say(as_json, {"address": address, "port": port}, f"Serving on {address}:{port}.")
    sys.stdout.flush()
    os.execv(sys.executable, program)  # noqa: S606 - our own interpreter, no shell


def _check_schema(database_url: str) -> None:
    """Say what to do about a schema that is not this version's. A database that is away may answer in a minute."""
    from sqlalchemy.exc import SQLAlchemyError

    from .system.database import Database
    from .system.migrate import at_newest, too_new

    database = Database(database_url)
    try:
        with database.reading() as db:
            fits, newer = at_newest(db), too_new(db)
    except (SQLAlchemyError, OSError):
        return
    finally:
        database.close()
    if newer:
        click.echo("A newer version of Signpost has migrated the database. Install that version soon.", err=True)
    elif not fits:
        fail("The database is not at this version's schema. Run `signpost migrate`, then start again.")


@signpost.command()
@click.option("--watch", is_flag=True, help="Go on until stopped.")
@json_option
def deliver(watch: bool, as_json: bool) -> None:
    """Do what is due: notices by e-mail, receipts to gradebooks, new signing keys; throw away what has ended."""
    import signal
    import threading

    from .app import housekeeping

    built = services()
    tidy_up = housekeeping(built).when_due
    if not watch:
        with database_trouble():
            count = built.worker.deliver_due()
            tidy_up()
        say(as_json, {"attempted": count}, f"Attempted {count} deliveries.")
        return
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    built.worker.watch(stop, meanwhile=tidy_up)


@signpost.command()
@json_option
def doctor(as_json: bool) -> None:
    """Say what is wrong with this installation, and what to do."""
    from .administration import outside
    from .app import overlays
    from .outcomes.mail import examine, way_out

    base = administration()
    findings = [guides_finding(), *base.doctor.examine()]
    if base.doctor.readable(findings):
        findings += [*base.key_care.health.examine(), *overlays(base).examine(), *outside(base).examine()]
        findings.append(examine(way_out(base.settings.smtp, base.clock, base.ids)))
    lines = [f"ok       {each.what}" if each.ok else f"PROBLEM  {each.what}: {each.advice}" for each in findings]
    report = [{"what": each.what, "ok": each.ok, "advice": each.advice} for each in findings]
    say(as_json, {"ok": all(each.ok for each in findings), "findings": report}, "\n".join(lines))
    if not all(each.ok for each in findings):
        sys.exit(1)


@signpost.command("assess")
@click.argument("file", default="-", type=click.File("rb"))
def assess_lines(file: BinaryIO) -> None:
    """Assess JSON lines: one object with "id" and "answers" on each. Prints one JSON object a line."""
    from .guidance.lines import assess_line

    failed = False
    for line in file:
        try:
            result = assess_line(line.decode())
        except UnicodeDecodeError:
            result = {"id": None, "error": "The line is not UTF-8. Save the file as UTF-8."}
        failed = failed or "error" in result
        sys.stdout.write(json.dumps(result) + "\n")
    if failed:
        sys.exit(1)


@signpost.group()
def guide() -> None:
    """Guides: the questions, rules and outcomes."""


for command in (*GUIDES, *CONFIRMING, overlay, guide_poster):
    guide.add_command(command)
for group in (*INSTALL, *KEYS, *MANIFESTS, *REGISTRATION, *ROLES, *HISTORY, *RECORDS, *RETENTION, *BACKUPS):
    signpost.add_command(group)


def main() -> None:
    """The entry point. A stopped pipe or an interrupt is no fault."""
    try:
        try:
            signpost()
        finally:
            # Here, where a closed pipe can still be handled; at the end of the process it would be a warning.
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has gone; nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
