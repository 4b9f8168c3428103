"""Which receipt a worker may take, and what it may do with it."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from lti_tool.cases.receipts import OUTBOX_KIND
from lti_tool.outcomes import parcels
from lti_tool.system.http import CallFailed
from lti_tool.system.outbox import outbox
from tests.clock import START
from tests.outcomes.far_end import reply
from tests.outcomes.office import MOODLE

LOST = CallFailed("ReadTimeout", sent=True)


def take(office, last=frozenset()):
    """Lease a parcel as another worker would."""
    with office.database.transaction() as db:
        return parcels.take(db, office.receipts, office.hosts, office.clock.now(), last)


def test_one_person_has_one_receipt_in_flight(office_on_each):
    office = office_on_each()
    office.owes("5")
    office.owes("5")
    other = office.owes("6")

    first, second, third = take(office), take(office), take(office)

    assert (first.receipt.sub, second.receipt.id, third) == ("5", other, None)


def test_the_persons_next_one_follows_when_the_first_worker_has_died(office_on_each, clock):
    office = office_on_each()
    office.owes("5")
    office.owes("5")
    take(office)

    clock.moves_on(minutes=5)

    assert take(office).work.attempts == 2


def test_hosts_that_come_last_wait_for_all_others_and_then_have_their_turn(office_on_each):
    office, elsewhere = office_on_each(), office_on_each(wanted_host=replace(MOODLE, issuer="https://canvas.test"))
    owed = [office.owes("5"), office.owes("6"), elsewhere.owes("5")]

    taken = [take(office, last={office.host.id}) for _ in range(4)]

    assert [parcel and parcel.receipt.id for parcel in taken] == [owed[2], owed[0], owed[1], None]


def test_one_column_is_made_at_a_time(office_on_each):
    office = office_on_each(column=None)
    office.owes("5")
    office.owes("6")

    assert take(office).receipt.sub == "5"
    assert take(office) is None


def test_the_timestamp_is_kept_before_anything_is_posted(office_on_each):
    office = office_on_each()
    receipt = office.owes()

    parcel = take(office)

    assert parcel.receipt.scored_at is None
    assert office.receipt(receipt).scored_at == parcel.timestamp == START


def test_workers_that_take_at_once_take_each_row_once_and_nobody_twice(office_on_each):
    office = office_on_each()
    people = [str(number % 4) for number in range(8)]
    for sub in people:
        office.owes(sub)
    start, taken = Barrier(6), []

    def work():
        start.wait()
        taken.append(take(office))

    workers = [Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(parcel.receipt.sub for parcel in taken if parcel) == ["0", "1", "2", "3"]
    assert len(taken) == 6


def test_work_of_another_kind_is_left_alone(office):
    with office.database.transaction() as db:
        office.outbox.add(db, "notice", "42", START)

    assert office.deliveries.deliver_due() == 0

    with office.database.reading() as db:
        row = db.execute(sa.select(outbox)).one()
    assert (row.attempts, row.leased_until, row.done_at) == (0, None, None)


def test_a_receipt_whose_case_is_gone_is_finished(office):
    with office.database.transaction() as db:
        office.outbox.add(db, OUTBOX_KIND, "gone", START)
    receipt = office.owes()

    assert office.deliveries.deliver_due() == 1

    assert office.end_of(receipt)[0] == "delivered"
    assert office.still_to_do() == 0


def test_a_worker_that_slept_through_its_lease_does_not_overwrite_the_end(office, far_end, clock):
    receipt = office.owes()

    class Sleepy:
        def post_receipt(self, *errand, **more):
            clock.moves_on(minutes=6)
            office.deliveries.deliver_due()
            raise LOST

    office.worker(Sleepy()).deliver_due(limit=1)

    assert office.end_of(receipt) == ("delivered", None)
    assert office.still_to_do() == 0


def test_a_persons_receipts_do_not_overtake_each_other(office_on_each, far_end):
    """The host would refuse the earlier timestamp for ever after."""
    office = office_on_each()
    far_end.scores = [reply(500), reply()]
    first, second = office.owes("5"), office.owes("5")

    office.deliveries.deliver_due()
    assert (office.end_of(first)[0], office.end_of(second)[0]) == ("retrying", "waiting")
    office.waits_until(office.receipt(first).due_at)
    office.deliveries.deliver_due()

    assert (office.end_of(first)[0], office.end_of(second)[0]) == ("delivered", "delivered")
    times = [score["timestamp"] for score in far_end.sent_scores]
    assert times == [times[0], times[0], times[2]]
    assert times[0] < times[2]


def test_another_column_is_not_held_up(office_on_each, far_end):
    office = office_on_each()
    far_end.scores = [reply(500), reply()]
    held = office.owes("5")
    office.column = "https://moodle.test/3/lineitems/2/lineitem?type_id=1"
    other = office.owes("5")

    office.deliveries.deliver_due()

    assert (office.end_of(held)[0], office.end_of(other)[0]) == ("retrying", "delivered")


def test_receipts_that_were_given_up_and_come_back_do_not_wait_for_each_other(office_on_each, far_end):
    office = office_on_each()
    far_end.scores = [reply(401), reply(401), reply(500), reply()]
    first, second = office.owes("5"), office.owes("5")
    office.deliveries.deliver_due()
    assert (office.end_of(first)[0], office.end_of(second)[0]) == ("given_up", "retrying")

    with office.database.transaction() as db:
        office.deliveries.try_again(db, first)
    office.waits_until(office.receipt(second).due_at)
    office.deliveries.deliver_due()

    assert (office.end_of(first)[0], office.end_of(second)[0]) == ("delivered", "delivered")


def steps_to_take(office, last):
    """Of SQLite's own machine: as long as one takes, nobody else can write."""
    counted = []
    with office.database.transaction() as db:
        driver = db.connection.driver_connection
        driver.set_progress_handler(lambda: counted.append(10), 10)
        assert parcels.take(db, office.receipts, office.hosts, office.clock.now(), last)
        driver.set_progress_handler(None, 0)
    return sum(counted)


@pytest.mark.parametrize(("of_a_host_that_is_away", "steps_for_each_more"), [(False, 10), (True, 100)])
def test_taking_one_weighs_no_receipt_against_all_others(office, of_a_host_that_is_away, steps_for_each_more):
    """A host that is away for a day leaves thousands waiting."""
    last = {office.host.id} if of_a_host_that_is_away else {"another"}
    for person in range(20):
        office.owes(str(person))
    few = steps_to_take(office, last)
    for person in range(20, 500):
        office.owes(str(person))

    assert steps_to_take(office, last) < few + 480 * steps_for_each_more
