"""A deployment goes to another tenant: who arrives is theirs, and nothing of the one before is posted there."""

import pytest

from lti_tool.outcomes.moving import Moving
from lti_tool.outcomes.words import can_try_again, describe
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import DeploymentStatus, Nation
from tests.host.faults import Meanwhile, Service

ADVICE = "another school’s now. Nothing needs to be done."


class Moves:
    """The office's deployment, and another school on the same host."""

    def __init__(self, school):
        self.school, self.deployments = school, Deployments(school.clock, RandomIds())
        self.moving = Moving(school.database, school.tenants, school.hosts, self.deployments, school.clock)
        with school.database.transaction() as db:
            self.other = school.tenants.add(db, "Elmwood College", Nation.ENGLAND)
            self.deployments.add(db, school.tenant.id, school.host.id, "1")

    def away(self):
        return self.moving.move(self.school.tenant.id, self.other.id, self.school.host.id, "1")

    def owner(self):
        with self.school.database.reading() as db:
            return self.deployments.find(db, self.school.host.id, "1").tenant_id


@pytest.fixture
def moves(school):
    return Moves(school)


def test_a_deployment_goes_to_another_school_active_as_it_was(school, moves):
    moved, ended = moves.away()

    assert (moved.tenant_id, moved.status, ended) == (moves.other.id, DeploymentStatus.ACTIVE, 0)
    assert moves.owner() == moves.other.id


def test_what_the_school_before_owes_is_never_posted_there(school, moodle, moves):
    receipt = school.owes("5")

    assert moves.away()[1] == 1
    school.deliveries.deliver_due()

    assert (school.end_of(receipt), school.still_to_do()) == (("given_up", "other_tenant"), 0)
    assert moodle.scores == []
    assert ADVICE in describe(school.receipt(receipt), str)
    assert not can_try_again(school.receipt(receipt))
    with school.database.transaction() as db:
        assert not school.deliveries.try_again(db, receipt)


def test_nor_where_the_worker_is_at_it_already(school, moodle, moves):
    receipt = school.owes("5")
    moodle.faults.plan(Service.TOKEN, Meanwhile(moves.away))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "other_tenant")
    assert moodle.scores == []


def test_a_tick_that_is_in_the_gradebook_stays_there(school, moodle, moves):
    receipt = school.owes("5")
    school.deliveries.deliver_due()

    assert moves.away()[1] == 0

    assert school.end_of(receipt)[0] == "delivered"


def test_only_from_whom_it_belongs_to_and_only_to_another(school, moves):
    here, there, host = school.tenant.id, moves.other.id, school.host.id
    receipt = school.owes("5")

    for wrong in ((there, here, host, "1"), (here, here, host, "1"), (here, there, host, "2"), (here, there, "x", "1")):
        with pytest.raises(InstallRefused, match=r"Nothing was changed|signpost host add"):
            moves.moving.move(*wrong)
    for nobody in ((here, "x"), ("x", there)):
        with pytest.raises(InstallRefused):
            moves.moving.move(*nobody, host, "1")

    assert moves.owner() == here
    assert school.end_of(receipt)[0] == "waiting"
