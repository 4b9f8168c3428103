"""`signpost guide …` with shelves of a test's own: releasing, comparing, and what happens to a guide that is broken."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import BASE_URL, SECRETS
from tests.guidance.answers import nothing_of_concern
from tests.own_copy import OwnCopy, own_copy

FEW = 'label = "A small number of pupils we can name, and no further"\n  floor = "CONSULT"'
FEW_RAISED = FEW.replace('"CONSULT"', '"REFER_NOW"\n  refer = ["police"]')
HTTP = ('url = "https://safe4me', 'url = "http://safe4me')


@pytest.fixture
def copy(tmp_path: Path) -> OwnCopy:
    return own_copy(tmp_path, SECRETS | BASE_URL | {"SIGNPOST_DATABASE_URL": f"sqlite:///{tmp_path}/signpost.db"})


def test_a_released_guide_that_changes_is_refused_by_the_check_and_the_doctor(copy: OwnCopy) -> None:
    released = copy.runs("guide", "release", "england_v1", "--json")
    assert released.returncode == 0, released.stderr
    assert len(json.loads(released.stdout)["sha256"]) == 64
    assert copy.runs("guide", "check").returncode == 0

    with (copy.shelf / "england_v1.toml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    checked = copy.runs("guide", "check")

    assert checked.returncode == 1
    assert "england_v1: was changed after its release. Put the file back, and make it england_v2" in checked.stdout
    assert copy.runs("migrate").returncode == 0
    assert "PROBLEM  guides: england_v1 was changed after its release" in copy.runs("doctor").stdout


def test_a_guide_is_released_once_and_not_before_what_it_borrows_nor_with_problems(copy: OwnCopy) -> None:
    assert "Release england_v1 first" in copy.runs("guide", "release", "wales_v1").stderr
    assert "There is no guide" in copy.runs("guide", "release", "england_v7").stderr
    copy.adds("england_v2", "england_v1", ("Call 999 before anything else.", "Ensure that 999 is called."))
    assert "has problems" in copy.runs("guide", "release", "england_v2").stderr
    assert not (copy.shelf / "released.toml").exists()

    assert copy.runs("guide", "release", "england_v1").returncode == 0

    again = copy.runs("guide", "release", "england_v1")
    assert (again.returncode, again.stdout) == (1, "")
    assert "make it england_v2" in again.stderr


def test_what_has_changed_is_said_in_words_and_for_programs(copy: OwnCopy) -> None:
    copy.adds("england_v2", "england_v1", (FEW, FEW_RAISED))

    words = copy.runs("guide", "diff", "england_v1", "england_v2")
    facts = json.loads(copy.runs("guide", "diff", "england_v1", "england_v2", "--json").stdout)

    assert words.returncode == 0, words.stderr
    assert "What an answer asks for at least (1)\n" in words.stdout
    assert "asks for more than before: from “Consult” to “Refer now”." in words.stdout
    assert (facts["from"], facts["to"]) == ("england_v1", "england_v2")
    assert [(each["about"], each["what"]) for each in facts["changes"]] == [("floor", "raised"), ("told", "added")]
    assert "say the same" in copy.runs("guide", "diff", "england_v1", "england_v1").stdout


def test_a_schools_open_cases_are_counted_and_a_handful_is_not_told(copy: OwnCopy) -> None:
    copy.adds("england_v2", "england_v1", (FEW, FEW_RAISED))
    assert copy.runs("migrate").returncode == 0
    tenant = json.loads(copy.runs("tenant", "add", "Oakfield School", "--json").stdout)["id"]
    diff = ("guide", "diff", "england_v1", "england_v2", "--tenant")

    said, facts = copy.runs(*diff, tenant), json.loads(copy.runs(*diff, tenant, "--json").stdout)
    nowhere = copy.runs(*diff, "nowhere")

    assert said.returncode == 0, said.stderr
    assert "Fewer than 5 open cases were begun with england_v1." in said.stdout
    assert facts["cases"] == {"open": "few"}
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "There is no tenant nowhere" in nowhere.stderr


def test_a_new_version_that_is_refused_leaves_the_one_before_in_force(copy: OwnCopy) -> None:
    copy.adds("england_v2", "england_v1", (FEW, FEW_RAISED), HTTP)
    line = json.dumps({"id": 1, "answers": nothing_of_concern(spread="few")})

    assessed = copy.runs("assess", stdin=line)
    listed, checked = copy.runs("guide", "list"), copy.runs("guide", "check")

    assert json.loads(assessed.stdout)["guide"] == "england_v1"
    assert json.loads(assessed.stdout)["outcome"] == "CONSULT"
    assert (listed.returncode, checked.returncode) == (1, 1)
    for said in (listed.stdout, checked.stdout):
        assert re.search(r"england_v2\.toml: line \d+: sources > S-SEED > url: Write an address", said)
    assert "england_v1  England" in listed.stdout
    assert copy.runs("guide", "diff", "england_v1", "england_v2").returncode == 1
    assert copy.runs("migrate").returncode == 0
    assert "the version before stays in force" in copy.runs("doctor").stdout


def test_a_sound_new_version_is_for_what_begins_from_then_on(copy: OwnCopy) -> None:
    copy.adds("england_v2", "england_v1", (FEW, FEW_RAISED))
    line = json.dumps({"id": 1, "answers": nothing_of_concern(spread="few")})

    assessed = json.loads(copy.runs("assess", stdin=line).stdout)

    assert (assessed["guide"], assessed["outcome"], assessed["refer"]) == ("england_v2", "REFER_NOW", ["police"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((FEW, FEW.replace("CONSULT", "PANIC")), "questions > spread > options > few > floor"),
        (('asks_first = ["danger"', 'asks_first = ["fire"'), "asks_first: there is no question fire"),
        (HTTP, "begins with https"),
    ],
    ids=["floor", "question", "address"],
)
def test_a_broken_guide_never_ends_in_a_stack_trace(copy: OwnCopy, change: tuple[str, str], reason: str) -> None:
    copy.adds("england_v2", "england_v1", change)

    for words in (("check",), ("list",), ("sources",), ("diff", "england_v1", "england_v2"), ("release", "england_v2")):
        said = copy.runs("guide", *words)
        assert said.returncode == 1, words
        assert "Traceback" not in said.stderr
        assert reason in said.stdout + said.stderr, words
        assert "line " in said.stdout + said.stderr, words
