"""What is reported: figures, the machine they were taken on, and their place in README."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
NEXT_SECTION = "## Licence"
HEADING = "## Measured"


@dataclass(frozen=True)
class Figure:
    """One line of the table. `aim` is empty where the figure is only there to compare with."""

    what: str
    measured: str
    aim: str = ""

    def row(self) -> str:
        return f"| {self.what} | {self.measured} | {self.aim} |"


def as_table(figures: Iterable[Figure], notes: Iterable[str]) -> str:
    """The table in Markdown, under the name of the machine."""
    lines = [
        machine(),
        "",
        "| what | measured | aim |",
        "|---|---|---|",
        *(figure.row() for figure in figures),
        "",
        *(f"- {note}" for note in notes),
    ]
    return "\n".join(lines)


def machine() -> str:
    """What it was measured on, and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    facts = (
        _processor(),
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GiB of memory",
        f"Python {platform.python_version()}",
        f"{datetime.now(UTC):%-d %B %Y}",
    )
    return "`make bench` on " + ", ".join(facts) + ":"


def write(table: str, readme: Path = README) -> None:
    """Put the table between its marks; where there are none, in a section before the licence."""
    text = readme.read_text(encoding="utf-8")
    if BEGIN not in text:
        section = f"{HEADING}\n\n{BEGIN}\n{END}\n\n{NEXT_SECTION}"
        text = text.replace(NEXT_SECTION, section, 1)
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
