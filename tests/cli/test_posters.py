"""`signpost guide poster`: what is written, and each refusal with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal, facts

NOBODY = "0" * 32
BEGINS = {"--pdf": b"%PDF-", "--svg": b"<svg", "--html": b"<!doctype html>"}


@pytest.fixture
def bare() -> Terminal:
    """A terminal in which nothing is set: no database, no key."""
    return Terminal({})


@pytest.fixture
def oakfield(terminal_for: Callable[[str], Terminal], migrated_sqlite: Path, tmp_path: Path) -> Terminal:
    file = tmp_path / "signpost.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    return terminal_for(f"sqlite:///{file}")


@pytest.mark.parametrize("form", BEGINS)
def test_a_poster_to_fill_in_needs_no_installation(bare: Terminal, tmp_path: Path, form: str) -> None:
    file = tmp_path / "poster"

    said = bare.says("guide", "poster", "england", form, "--output", str(file), "--json")

    assert said.code == 0, said.err
    assert file.read_bytes().startswith(BEGINS[form])
    assert facts(said) == {"file": str(file), "bytes": file.stat().st_size}


def test_without_a_file_the_poster_is_what_is_printed(bare: Terminal) -> None:
    said = bare.runs("guide", "poster", "england", "--svg")

    assert said.code == 0, said.err
    assert said.out.startswith("<svg")
    assert said.out.endswith("</svg>\n")


def test_with_a_tenant_it_holds_the_schools_numbers(oakfield: Terminal, tmp_path: Path) -> None:
    tenant = oakfield.adds("tenant", "add", "Oakfield School")
    assert oakfield.says("contact", "set", "--tenant", tenant, "lead", "Priya Nair, 01632 960001").code == 0

    said = oakfield.says("guide", "poster", "england", "--html", "--tenant", tenant, "--output", str(tmp_path / "p"))

    words = (tmp_path / "p").read_text(encoding="utf-8")
    assert said.out == f"Wrote {tmp_path / 'p'}.\n"
    assert "Who to telephone at Oakfield School" in words
    assert "Priya Nair, 01632 960001" in words


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        (("england",), 2, "Say what you want: --pdf, --svg or --html."),
        (("narnia", "--pdf"), 2, "'narnia' is not one of 'england'"),
        (("england", "--svg", "--json"), 2, "--json needs --output"),
        (("scotland", "--pdf"), 1, "There is no poster for Scotland yet. Use the guidance of that nation."),
        (("northern_ireland", "--svg"), 1, "There is no poster for Northern Ireland yet."),
        (("england", "--svg", "--tenant", NOBODY), 1, "SIGNPOST_"),
        (("england", "--svg", "--output", "/nowhere/at/all/poster.svg"), 1, "Choose another folder."),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_to_do(
    bare: Terminal, words: tuple[str, ...], code: int, advice: str
) -> None:
    said = bare.says("guide", "poster", *words)

    assert (said.code, said.out) == (code, "")
    assert advice in said.err
    assert "Traceback" not in said.err


def test_an_unknown_tenant_and_one_of_another_nation_are_refused(oakfield: Terminal) -> None:
    welsh = oakfield.adds("tenant", "add", "Ysgol y Bryn", "--nation", "wales")

    unknown = oakfield.says("guide", "poster", "england", "--svg", "--tenant", NOBODY)
    elsewhere = oakfield.says("guide", "poster", "england", "--svg", "--tenant", welsh)
    no_text = oakfield.says("guide", "poster", "england", "--svg", "--tenant", "\udcff")

    assert [each.code for each in (unknown, elsewhere, no_text)] == [1, 1, 1]
    assert [each.out for each in (unknown, elsewhere, no_text)] == ["", "", ""]
    assert "signpost tenant add" in unknown.err
    assert elsewhere.err == "That tenant is in Wales. Ask for its poster with: signpost guide poster wales\n"
    assert "not UTF-8" in no_text.err


def test_a_database_that_is_not_there_is_said_with_what_to_do(terminal_for: Callable[[str], Terminal]) -> None:
    said = terminal_for("sqlite:////nowhere/at/all.db").says("guide", "poster", "england", "--svg", "--tenant", NOBODY)

    assert said.code == 1
    assert "signpost doctor" in said.err
    assert said.out == ""


def test_a_file_that_is_there_is_never_replaced(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "poster.svg"
    file.write_text("Something else", encoding="utf-8")

    said = bare.says("guide", "poster", "england", "--svg", "--output", str(file))

    assert said.code == 1
    assert "is there already" in said.err
    assert file.read_text(encoding="utf-8") == "Something else"
    assert list(tmp_path.iterdir()) == [file]
