"""What is in the repository: every file that is tracked, or about to be."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Paths from the root of the repository, without what is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = {Path(name) for name in listed.stdout.decode().split("\0") if name}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def below(*folders: str, suffixes: tuple[str, ...] = ()) -> list[Path]:
    """The files in these folders, of these kinds."""
    return [
        path
        for path in files()
        if str(path).startswith(tuple(f"{folder}/" for folder in folders)) and (not suffixes or path.suffix in suffixes)
    ]


def text_of(path: Path) -> str:
    """What a file says; nothing where it is no text."""
    return (ROOT / path).read_bytes().decode("utf-8", "ignore")


def functions_of(path: Path) -> Iterator[Function]:
    """Every function of a Python file, those inside others too."""
    return (node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, Function))
