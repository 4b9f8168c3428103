"""What somebody is told instead where a member of staff is concerned: the head is told, and nobody else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ToTheHead:
    """What takes the place of an instruction's own words. `do_not` comes before the instruction's own."""

    heading: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    do_not: tuple[str, ...]
    if_nobody_answers: tuple[str, ...]
