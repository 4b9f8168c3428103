"""What platforms fetch from us by themselves: our keys while they change, and our icon."""

from lti_tool.app import housekeeping
from lti_tool.web.rendering import built_files, built_names
from tests.journeys.conftest import QuickSchool

KEYS, ICON = "/.well-known/jwks.json", "/static/icon.svg"


def kids(school: QuickSchool) -> list[str]:
    return [key["kid"] for key in school.app.test_client().get(KEYS).get_json()["keys"]]


def test_a_new_key_is_published_every_ninety_days_and_the_old_one_goes(quick_school: QuickSchool) -> None:
    with quick_school.services.database.transaction() as db:
        first = quick_school.services.keys.add(db).kid
    clock, keeper = quick_school.team.clock, housekeeping(quick_school.services)
    keeper.when_due()
    assert kids(quick_school) == [first]

    clock.moves_on(days=90)
    keeper.when_due()
    second, still = kids(quick_school)
    assert still == first
    clock.moves_on(days=4)
    keeper.when_due()

    assert kids(quick_school) == [second]
    with quick_school.services.database.reading() as db:
        current = quick_school.services.keys.current(db)
    assert current is not None
    assert current.kid == second


def test_platforms_keep_our_keys_for_an_hour(quick_school: QuickSchool) -> None:
    assert quick_school.app.test_client().get(KEYS).headers["Cache-Control"] == "public, max-age=3600"


def test_the_icon_is_there_under_the_name_that_manifests_give(quick_school: QuickSchool) -> None:
    answer = quick_school.app.test_client().get(ICON)

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.data == (built_files() / built_names(built_files())["icon.svg"]).read_bytes()
    # Its content may change under this name.
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_no_other_built_file_has_a_second_name(quick_school: QuickSchool) -> None:
    assert quick_school.app.test_client().get("/static/app.css").status_code == 404
