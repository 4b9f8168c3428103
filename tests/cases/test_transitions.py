"""What may happen to a case, act by act. The table is for the safeguarding lead to approve."""

import pytest

from lti_tool.cases.model import Act, NotNow, Sight, Status
from lti_tool.cases.transitions import TRANSITIONS, move, required_move

NEEDS_REASON = {Act.DECIDE, Act.CLOSE, Act.ASK, Act.REOPEN, Act.HOLD, Act.RELEASE, Act.ERASE}
FINISHED = {Status.DECIDED, Status.CLOSED}
STATUSES = (Status.STARTED, Status.SENT, Status.IN_REVIEW, Status.NEEDS_DETAIL, Status.DECIDED, Status.CLOSED)

# What each act leads to from started, sent, in review, needs detail, decided and closed; a dot where it is refused.
EXPECTED = """
reporter  answer     started      .            .            needs_detail .            .
reporter  send       sent         .            .            in_review    .            .
reporter  open       .            .            .            .            .            .
reporter  take       .            .            .            .            .            .
reporter  hand_over  .            .            .            .            .            .
reporter  ask        .            .            .            .            .            .
reporter  add        .            sent         in_review    needs_detail decided      in_review
reporter  consult    .            .            .            .            .            .
reporter  task       .            .            .            .            .            .
reporter  child      .            .            .            .            .            .
reporter  link       .            .            .            .            .            .
reporter  decide     .            .            .            .            .            .
reporter  reopen     .            .            .            .            .            .
reporter  file       .            .            .            .            .            .
reporter  close      .            .            .            .            .            .
reporter  name       .            .            .            .            .            .
reporter  hold       .            .            .            .            .            .
reporter  release    .            .            .            .            .            .
reporter  erase      .            .            .            .            .            .
lead      answer     started      in_review    in_review    needs_detail .            .
lead      send       .            .            .            .            .            .
lead      open       started      in_review    in_review    needs_detail decided      closed
lead      take       started      in_review    in_review    needs_detail decided      .
lead      hand_over  started      in_review    in_review    needs_detail decided      .
lead      ask        .            needs_detail needs_detail needs_detail .            .
lead      add        .            .            .            .            .            .
lead      consult    started      in_review    in_review    needs_detail decided      .
lead      task       .            .            in_review    needs_detail decided      .
lead      child      started      in_review    in_review    needs_detail decided      .
lead      link       started      sent         in_review    needs_detail decided      .
lead      decide     decided      decided      decided      decided      .            .
lead      reopen     .            .            .            .            in_review    in_review
lead      file       .            .            .            .            closed       .
lead      close      closed       .            .            .            .            .
lead      name       started      sent         in_review    needs_detail decided      closed
lead      hold       started      sent         in_review    needs_detail decided      closed
lead      release    started      sent         in_review    needs_detail decided      closed
lead      erase      .            .            .            .            .            closed
head      answer     started      in_review    in_review    needs_detail .            .
head      send       .            .            .            .            .            .
head      open       started      in_review    in_review    needs_detail decided      closed
head      take       started      in_review    in_review    needs_detail decided      .
head      hand_over  started      in_review    in_review    needs_detail decided      .
head      ask        .            needs_detail needs_detail needs_detail .            .
head      add        .            .            .            .            .            .
head      consult    started      in_review    in_review    needs_detail decided      .
head      task       .            .            in_review    needs_detail decided      .
head      child      started      in_review    in_review    needs_detail decided      .
head      link       started      sent         in_review    needs_detail decided      .
head      decide     decided      decided      decided      decided      .            .
head      reopen     .            .            .            .            in_review    in_review
head      file       .            .            .            .            closed       .
head      close      closed       .            .            .            .            .
head      name       started      sent         in_review    needs_detail decided      closed
head      hold       started      sent         in_review    needs_detail decided      closed
head      release    started      sent         in_review    needs_detail decided      closed
head      erase      .            .            .            .            .            closed
"""


def printed() -> str:
    """The table as it stands."""
    lines = []
    for sight in Sight:
        for act in Act:
            moves = [move(sight, status, act) for status in STATUSES]
            cells = [found.to.value if found else "." for found in moves]
            lines.append(f"{sight:9} {act:10} " + " ".join(f"{cell:12}" for cell in cells).rstrip())
    return "\n" + "\n".join(lines) + "\n"


def test_the_table_is_what_the_leads_approved() -> None:
    assert printed() == EXPECTED


def test_every_state_can_be_reached_and_only_something_new_reopens_what_is_finished() -> None:
    changes = {(status, found.to) for (_, status, _), found in TRANSITIONS.items() if status is not found.to}
    reopening = {
        act for (_, status, act), found in TRANSITIONS.items() if status in FINISHED and found.to not in FINISHED
    }

    assert {to for _, to in changes} == set(Status) - {Status.STARTED}
    assert reopening == {Act.ADD, Act.REOPEN}


def test_what_ends_a_case_sends_it_back_or_keeps_it_asks_for_a_reason() -> None:
    for (_, status, act), found in TRANSITIONS.items():
        assert found.needs_reason is (act in NEEDS_REASON), (status, act)


@pytest.mark.parametrize(
    ("restricted", "words"), [(False, "Send to the safeguarding lead"), (True, "Send to the head")]
)
def test_the_button_says_to_whom_a_report_goes(restricted: bool, words: str) -> None:
    assert required_move(Sight.REPORTER, Status.STARTED, Act.SEND).words(restricted=restricted) == words


@pytest.mark.parametrize("sight", Sight)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("act", Act)
def test_a_refusal_says_what_to_do_and_nothing_of_the_outcome(sight: Sight, status: Status, act: Act) -> None:
    if move(sight, status, act) is not None:
        return

    with pytest.raises(NotNow) as refused:
        required_move(sight, status, act)

    words = str(refused.value)
    assert words.endswith(".")
    assert not [level for level in ("Emergency", "Refer", "Consult", "Manage") if level in words]
