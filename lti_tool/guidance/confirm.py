"""What a safeguarding professional must still confirm before a guide is used in a real case."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirm:
    """Something that the authors of a guide could not settle themselves."""

    id: str
    text: str
