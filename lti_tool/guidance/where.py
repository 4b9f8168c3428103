"""On which line of a guide's file something stands, so that whoever wrote it finds it."""

import re
from collections.abc import Iterator

HEADER = re.compile(r"^\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"^\s*([\w-]+)\s*=")
NAME = re.compile(r'^\s*(?:id|level)\s*=\s*"([^"]*)"')

# What a check calls a row, and the table in which it stands.
TABLES = {"interaction": "interactions", "flag": "flags", "criterion": "criteria", "source": "sources"}
TABLES |= {"question": "questions", "part": "parts", "outcome": "outcomes", "confirm": "confirm"}


def line_of(text: str, place: str) -> int | None:
    """The line of a place such as `questions > danger > options > yes > floor`, or of the nearest row around it."""
    wanted, found = place.split(" > "), None
    longest = 0
    for line, there in _places(text):
        shared = len(there)
        if shared > longest and list(there) == wanted[:shared]:
            found, longest = line, shared
    return found


def line_of_problem(text: str, problem: str) -> int | None:
    """The line of what a check found, as far as it can be told: `flag AI: …`, `option age > nk: …`, `asks_first: …`."""
    place = problem.partition(": ")[0]
    kind, _, name = place.partition(" ")
    if kind == "option":
        return line_of(text, f"questions > {name.replace(' > ', ' > options > ', 1)}")
    if kind in TABLES:
        return line_of(text, f"{TABLES[kind]} > {name}")
    parts = place.split(" > ")
    return line_of(text, " > ".join(parts[1:])) if len(parts) > 1 else line_of(text, place)


def _places(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every row and key of the file with its line. A row stands where its header stands."""
    around: list[str] = []
    rows: dict[int, str] = {}
    began = depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            tables = header[1].split(".")
            began, depth = number, len(tables)
            around = [word for level, table in enumerate(tables[:-1]) for word in (table, rows.get(level, ""))]
            around.append(tables[-1])
            yield number, tuple(around)
        elif name := NAME.match(line):
            if depth:
                rows[depth - 1] = name[1]
                around = [*around[: 2 * depth - 1], name[1]]
            yield (began or number), tuple(around or ["id"])
            yield number, (*around, line.split("=")[0].strip())
        elif key := KEY.match(line):
            yield number, (*around, key[1])
