"""Bytes over the wire for the first view and for each later page."""

from tests.bench.journey_pages import walk_through
from tests.bench.rig import Rig
from tests.bench.schools import sqlite
from tests.bench.table import Figure
from tests.bench.weight import elsewhere, first_view, page, wire_bytes
from tests.school import school_with

HEAVIEST = 3


def weights(_rig: Rig) -> list[Figure]:
    """Counted, not timed: once is enough."""
    with sqlite() as url:
        migrated(url)
        with school_with(url) as school:
            first = first_view(school.opens("reporter").client, "/start?first=")
            pages = {stop.path: page(stop.client, stop.path) for stop in walk_through(school)}
    later = sorted(((wire_bytes(answer), path) for path, answer in pages.items()), reverse=True)
    abroad = [address for answer in pages.values() for address in elsewhere(answer)]
    names = ", ".join(f"{_short(path)} {size / 1000:.1f}" for size, path in later[:HEAVIEST])
    return [
        Figure("first view: page, styles, scripts, icon", f"{sum(first.values()) / 1000:.1f} kB", "≤ 60 kB"),
        Figure(f"heaviest of {len(later)} later pages", f"{later[0][0] / 1000:.1f} kB ({names})", "≤ 8 kB each"),
        Figure("requests to other origins", str(len(abroad)), "0"),
    ]


def migrated(url: str) -> None:
    """Bring an empty database to the newest schema."""
    from lti_tool.system.database import Database
    from lti_tool.system.migrate import migrate

    database = Database(url)
    migrate(database)
    database.close()


def _short(path: str) -> str:
    """The page, without the id of its case."""
    return "/".join("…" if len(part) == 32 else part for part in path.split("/"))
