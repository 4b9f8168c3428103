"""The documents say what is true of the code."""

import re
from pathlib import Path

from tests.rules.files import below, files, text_of

TREE = re.compile(r"```\n(lti_tool/\n.*?)```", re.DOTALL)
SETTING = re.compile(r'reader\.take\("([A-Z_]+)"')
VARIABLE = re.compile(r"SIGNPOST_([A-Z_]+)")
# Alembic's own name for the folder of the steps; system/migrations/ stands for both.
UNNAMED = {"lti_tool/system/migrations/versions/"}


def drawn() -> list[str]:
    """The paths of ARCHITECTURE.md's tree, from the root. What is indented lies in lti_tool/."""
    found = TREE.search(text_of(Path("ARCHITECTURE.md")))
    assert found is not None, "ARCHITECTURE.md has a fenced block whose first line is lti_tool/"
    lines = [line for line in found[1].splitlines() if line.strip()]
    return [("lti_tool/" if line.startswith(" ") else "") + line.split()[0] for line in lines]


def there() -> set[str]:
    """Every package, every file directly in lti_tool/, and every folder at the top."""
    packages = {f"{path.parent}/" for path in below("lti_tool") if path.name == "__init__.py"} - UNNAMED
    programs = {str(path) for path in below("lti_tool") if path.parent == Path("lti_tool") and path.suffix == ".py"}
    tops = {f"{path.parts[0]}/" for path in files() if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    return packages | {name for name in programs if not name.endswith("__init__.py")} | tops


def test_the_tree_in_architecture_is_the_tree() -> None:
    named = set(drawn())
    folders = {f"{parent}/" for path in files() for parent in path.parents}

    assert there() - named == set(), "not in ARCHITECTURE.md's tree"
    assert named - folders - {str(path) for path in files()} == set(), "in the tree, but not there"


def test_nothing_stands_in_the_tree_twice() -> None:
    assert len(drawn()) == len(set(drawn()))


def test_every_setting_stands_in_the_readme_and_nothing_else_does() -> None:
    read = set(SETTING.findall(text_of(Path("lti_tool/system/settings.py"))))
    table = {
        name
        for line in text_of(Path("README.md")).splitlines()
        if line.startswith("| `SIGNPOST_")
        for name in VARIABLE.findall(line.split("|")[1])
    }

    assert len(read) >= 7
    assert read == table


def test_every_file_that_architecture_names_is_there() -> None:
    named = re.findall(
        r"(?:web|outcomes|cases|launch|tenants|guidance|system)/[a-z_/]+\.py", text_of(Path("ARCHITECTURE.md"))
    )

    assert named
    assert [name for name in named if Path("lti_tool") / name not in files()] == []
