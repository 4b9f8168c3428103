"""Our signing keys change, on schedule and on demand, and no host is left with a key that it does not know."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lti_tool.app import Administration
from lti_tool.tenants.install import InstallRefused
from tests.clock import SettableClock


@pytest.fixture(autouse=True)
def first_key_is_an_hour_old(clock: SettableClock, office: Administration) -> None:
    clock.moves_on(hours=1)


def signs(office: Administration) -> str:
    with office.database.reading() as db:
        key = office.keys.current(db)
    assert key is not None
    return key.kid


def published(office: Administration) -> list[str]:
    with office.database.reading() as db:
        return [jwk["kid"] for jwk in office.keys.public_set(db)["keys"]]


def test_a_new_key_is_published_at_once_and_signs_two_days_later(office: Administration, clock: SettableClock) -> None:
    old = signs(office)

    new = office.key_care.rotation.rotate().kid

    assert (signs(office), published(office)) == (old, [new, old])
    clock.moves_on(hours=48)
    assert (signs(office), published(office)) == (new, [new, old])


def test_the_old_key_is_destroyed_two_days_after_it_signed_last(office: Administration, clock: SettableClock) -> None:
    old, rotation = signs(office), office.key_care.rotation
    new = rotation.rotate().kid
    clock.moves_on(hours=95)
    assert rotation.when_due() == 0
    assert published(office) == [new, old]

    clock.moves_on(hours=1)
    # Not published any more, also where no worker runs.
    assert published(office) == [new]
    assert rotation.when_due() == 1

    assert [life.kid for life in rotation.lives()] == [new]
    assert rotation.when_due() == 0


def test_a_key_is_made_by_itself_every_ninety_days(office: Administration, clock: SettableClock) -> None:
    first, rotation = signs(office), office.key_care.rotation
    clock.moves_on(days=89, hours=22)
    assert rotation.when_due() == 0

    clock.moves_on(hours=1)
    assert rotation.when_due() == 1
    assert rotation.when_due() == 0

    second = published(office)[0]
    assert signs(office) == first
    clock.moves_on(days=4)
    assert rotation.when_due() == 1
    assert (signs(office), published(office)) == (second, [second])


def test_while_a_new_key_waits_another_is_refused(office: Administration, clock: SettableClock) -> None:
    """Or a command that is repeated would fill the key set."""
    rotation = office.key_care.rotation
    rotation.rotate()
    before = published(office)

    with pytest.raises(InstallRefused, match=r"published already.*--leaked"):
        rotation.rotate()
    assert published(office) == before

    clock.moves_on(hours=48)
    rotation.rotate()
    assert len(published(office)) == 3


def test_a_leaked_key_is_good_for_nothing_at_once(office: Administration, clock: SettableClock) -> None:
    rotation = office.key_care.rotation
    rotation.rotate()
    clock.moves_on(minutes=1)

    made = rotation.replace_leaked()

    assert made.signs_from == clock.now()
    assert (signs(office), published(office)) == (made.kid, [made.kid])
    assert [life.kid for life in rotation.lives()] == [made.kid]


def test_a_key_that_is_made_when_the_clock_was_put_back_is_still_the_newest(
    office: Administration, clock: SettableClock
) -> None:
    old = signs(office)
    clock.moves_on(days=-1)

    new = office.key_care.rotation.rotate().kid

    assert (signs(office), published(office)) == (old, [new, old])
    clock.moves_on(days=4)
    assert signs(office) == new


def test_the_first_key_can_be_made_by_rotating(office: Administration) -> None:
    with office.database.transaction() as db:
        db.exec_driver_sql("DELETE FROM signing_keys")

    made = office.key_care.rotation.rotate()

    assert (signs(office), published(office)) == (made.kid, [made.kid])


def test_two_workers_at_once_make_one_key(office: Administration, clock: SettableClock) -> None:
    clock.moves_on(days=90)

    with ThreadPoolExecutor(4) as threads:
        done = [each.result() for each in [threads.submit(office.key_care.rotation.when_due) for _ in range(4)]]

    assert sorted(done) == [0, 0, 0, 1]
    assert len(published(office)) == 2


def test_a_rotation_that_is_broken_off_changes_nothing(office: Administration, clock: SettableClock) -> None:
    before = office.key_care.rotation.lives()
    clock.moves_on(days=90)

    def is_broken_off() -> None:
        with office.database.transaction() as db:
            office.keys.take_turn(db)
            office.keys.add(db)
            office.keys.forget_all_but(db, "the new one")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        is_broken_off()

    assert office.key_care.rotation.lives() == before
    assert signs(office) == before[0].kid


@pytest.mark.parametrize(("days", "fine"), [(0, True), (90, True), (97, True), (98, False)])
def test_the_doctor_says_how_old_the_key_is_and_when_it_should_have_been_changed(
    office: Administration, clock: SettableClock, days: int, fine: bool
) -> None:
    clock.moves_on(days=days, hours=-1)

    age = office.key_care.health.examine()[0]

    assert (age.what, age.ok) == (f"signing key: made {days} days ago", fine)
    assert ("signpost keys rotate" in age.advice) is not fine


def test_the_doctor_says_nothing_of_the_age_of_a_key_that_is_not_there(office: Administration) -> None:
    with office.database.transaction() as db:
        db.exec_driver_sql("DELETE FROM signing_keys")

    assert [finding.what for finding in office.key_care.health.examine()] == ["master keys"]
