"""What may not be in the repository: where packages come from, where it was written, and with what."""

import re
from pathlib import Path

import pytest

from tests.rules.files import below, files, text_of

LOCKS = {Path("requirements/run.txt"), Path("requirements/dev.txt"), Path("static/package-lock.json")}

# Written in two parts, so that this file may be tracked.
REGISTRIES = [
    "registry." + "npmjs",
    "npmjs" + ".org",
    "registry." + "yarnpkg",
    "pypi" + ".org",
    "files." + "pythonhosted",
    "deb." + "debian",
    "proxy." + "golang",
]
PLACES = ["/work" + "/main", "/work" + "/shared", "/root" + "/", "C:" + "\\Users"]
TOOLS = [
    "prompt " + "engineering",
    r"\b" + "LL" + "M" + r"s?\b",
    "Cl" + "aude",
    "Chat" + "GPT",
    "language " + "model",
    "As an " + "AI",
]
LARGEST = 400_000


def having(pattern: str) -> list[Path]:
    return [path for path in files() if re.search(pattern, text_of(path), re.IGNORECASE)]


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    """A school that installs from a mirror of its own must not be sent elsewhere by a lock file."""
    assert having(re.escape(host)) == []


@pytest.mark.parametrize("place", PLACES)
def test_no_file_knows_the_machine_it_was_written_on(place: str) -> None:
    assert having(re.escape(place)) == []


@pytest.mark.parametrize("tool", TOOLS)
def test_no_file_speaks_of_how_it_was_written(tool: str) -> None:
    assert [path for path in having(tool) if path not in LOCKS] == []


def test_nothing_built_or_private_is_tracked() -> None:
    built = re.compile(
        r"(^|/)(node_modules|dist|__pycache__|\.venv|var|artefacts)/|\.(pyc|db|sqlite|pem|key|egg-info)$"
    )

    assert [path for path in files() if built.search(str(path))] == []


def test_nothing_large_is_tracked() -> None:
    assert [path for path in files() if path.stat().st_size > LARGEST] == []


def test_every_python_package_is_pinned_by_its_hash() -> None:
    for lock in (Path("requirements/run.txt"), Path("requirements/dev.txt")):
        pinned = [line for line in text_of(lock).splitlines() if line and not line.startswith((" ", "#", "-"))]
        assert len(pinned) > 20
        assert all("==" in line for line in pinned)
        assert text_of(lock).count("--hash=sha256:") >= len(pinned)


def test_every_browser_package_is_pinned_by_its_hash() -> None:
    lock = text_of(Path("static/package-lock.json"))

    assert lock.count('"integrity"') >= lock.count('"version"') - 2
    assert '"resolved"' not in lock


def test_a_folder_of_tests_is_a_package() -> None:
    """Two tests of one name in two folders would hide each other."""
    folders = {path.parent for path in below("tests", suffixes=(".py",))}

    assert [folder for folder in folders if folder / "__init__.py" not in files()] == []
