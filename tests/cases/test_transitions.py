"""What may happen to a case, act by act. The table is for the safeguarding lead to approve."""

import pytest

from lti_tool.cases.model import Act, NotNow, Sight, Status
from lti_tool.cases.transitions import TRANSITIONS, move, required_move

STATUSES = (Status.STARTED, Status.SENT, Status.IN_REVIEW, Status.DECIDED, Status.CLOSED)

# What each act leads to from started, sent, in review, decided and closed; a dot where it is refused.
EXPECTED = """
reporter  answer  started   .          .          .         .
reporter  send    sent      .          .          .         .
reporter  open    .         .          .          .         .
reporter  decide  .         .          .          .         .
reporter  close   .         .          .          .         .
reporter  name    .         .          .          .         .
lead      answer  started   in_review  in_review  .         .
lead      send    .         .          .          .         .
lead      open    started   in_review  in_review  decided   closed
lead      decide  decided   decided    decided    .         .
lead      close   closed    .          .          .         .
lead      name    .         .          .          .         .
head      answer  started   in_review  in_review  .         .
head      send    .         .          .          .         .
head      open    started   in_review  in_review  decided   closed
head      decide  decided   decided    decided    .         .
head      close   closed    .          .          .         .
head      name    started   sent       in_review  decided   .
"""


def printed() -> str:
    """The table as it stands."""
    lines = []
    for sight in Sight:
        for act in Act:
            moves = [move(sight, status, act) for status in STATUSES]
            cells = [found.to.value if found else "." for found in moves]
            lines.append(f"{sight:9} {act:7} {cells[0]:9} {cells[1]:10} {cells[2]:10} {cells[3]:9} {cells[4]}")
    return "\n" + "\n".join(lines) + "\n"


def test_the_table_is_what_the_leads_approved() -> None:
    assert printed() == EXPECTED


def test_every_state_can_be_reached_and_nothing_reopens_what_is_finished() -> None:
    changes = {(status, found.to) for (_, status, _), found in TRANSITIONS.items() if status is not found.to}

    assert {to for _, to in changes} == set(Status) - {Status.STARTED}
    assert not [frm for frm, _ in changes if frm in {Status.DECIDED, Status.CLOSED}]


def test_what_ends_a_case_asks_for_a_reason() -> None:
    for (_, status, act), found in TRANSITIONS.items():
        ends = found.to in {Status.DECIDED, Status.CLOSED} and found.to is not status
        assert found.needs_reason is ends, (status, act)


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
