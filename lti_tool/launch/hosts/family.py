"""What may be peculiar to a family of hosts. Every peculiarity stands beside what proves it.

How far it is proved is said in the same words everywhere: *measured* in a host that ran, *in the source* of the host or
of another tool that is used with it, or *documented* by whoever makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Grades(Enum):
    """Whom a kind of LMS takes a score for."""

    LEARNERS = "learners"
    # Its list of members calls others learners too.
    STUDENT_ROLES = "student_roles"
    MEMBERS = "members"
    ANYBODY = "anybody"
    # Learners, surely. Of others nobody has told us.
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of LMS.

    Attributes:
        name: as in `signpost host add --family`.
        issuers: issuers that only this family uses, whichever school it is.
        frame_origins: origins of its pages beyond those of the host's issuer and authorisation URL.
        storage_origins: origins of its LTI Platform Storage beyond that of the host's authorisation URL.
        excuses_target: its token may name another target than its login did. Never one that is not ours.
        audience: whom a request for a token is meant for, where an administrator named nobody. None: the token URL.
        score_extension: what a score holds beyond the standard's.
        not_gradable: how it says that it takes no score for a person: a status, and words in the answer's body.
        grades: whom it takes a score for.
    """

    name: str
    issuers: frozenset[str] = frozenset()
    frame_origins: tuple[str, ...] = ()
    storage_origins: tuple[str, ...] = ()
    excuses_target: bool = False
    audience: str | None = None
    score_extension: Mapping[str, object] = field(default_factory=dict)
    not_gradable: tuple[tuple[int, str], ...] = ()
    grades: Grades = Grades.NOT_KNOWN
