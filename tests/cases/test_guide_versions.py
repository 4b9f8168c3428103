"""A case keeps the guide that it was begun with, to the end; a case that begins later has the newer one."""

import json
from pathlib import Path

import pytest

from tests.own_copy import own_copy

SCRIPT = """
import json, sys
from lti_tool.guidance.library import SHELF, for_nation
from lti_tool.system.database import Database
from lti_tool.system.migrate import migrate
from tests.cases.team import EVERYONE, LEAD, Team

FEW = 'label = "Only between the two people"\\n  floor = "MANAGE"'
database = Database(sys.argv[1])
migrate(database)
team = Team(database)
before = team.sends(**EVERYONE)

text = (SHELF / "england_v1.toml").read_text(encoding="utf-8")
assert FEW in text
newer = text.replace('id = "england_v1"', 'id = "england_v2"', 1).replace(FEW, FEW.replace("MANAGE", "CONSULT"), 1)
(SHELF / "england_v2.toml").write_text(newer, encoding="utf-8")
# What starting the program again does.
for_nation.cache_clear()

after = team.sends(**EVERYONE)
for case in (before, after):
    team.answers(case.id, team.lead, **LEAD)
files = {case.id: team.file(case.id).desk for case in (before, after)}
levels = [desk.case.level.name for desk in files.values()]
guides = [desk.guide.id for desk in files.values()]
decided = team.confirms(before.id, team.lead, files[before.id].case.version, "As the answers ask.")
filed = team.files_this(decided)
print(json.dumps({"guides": guides, "levels": levels, "end": [filed.guide_id, filed.status.value, filed.level.name]}))
"""


@pytest.mark.parametrize("kind", ["sqlite_url", "postgres_url"])
def test_a_case_goes_on_with_its_own_version_to_the_end(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    ran = own_copy(tmp_path / "copy", {}).python(SCRIPT, request.getfixturevalue(kind))

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["guides"] == ["england_v1", "england_v2"]
    assert found["levels"] == ["MANAGE", "CONSULT"]
    assert found["end"] == ["england_v1", "closed", "MANAGE"]
