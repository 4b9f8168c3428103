"""What may be peculiar to a family of hosts. Every peculiarity stands beside what proves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of LMS.

    Attributes:
        name: as in `signpost host add --family`.
        issuers: issuers that only this family uses, whichever school it is.
        frame_origins: origins of its pages beyond those of the host's issuer and authorisation URL.
        storage_origins: origins of its LTI Platform Storage beyond that of the host's authorisation URL.
        excuses_target: its token may name another target than its login did. Never one that is not ours.
    """

    name: str
    issuers: frozenset[str] = frozenset()
    frame_origins: tuple[str, ...] = ()
    storage_origins: tuple[str, ...] = ()
    excuses_target: bool = False
