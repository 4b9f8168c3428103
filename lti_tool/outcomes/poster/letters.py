"""How wide words are, and where their lines end."""

from __future__ import annotations

from collections.abc import Iterator

from .widths import BOLD, EM, REGULAR


def _letters(groups: dict[int, str]) -> dict[str, float]:
    return {letter: width / EM for width, letters in groups.items() for letter in letters}


_WIDTHS = {False: _letters(REGULAR), True: _letters(BOLD)}

# A letter that Arial lacks comes from a font that we do not know. Few letters are wider than they are high.
UNKNOWN = 1.0


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are at this size, in the size's unit."""
    known = _WIDTHS[bold]
    return size * sum(known.get(letter, UNKNOWN) for letter in words)


def lines_of(words: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The words in lines that are no wider than this. A word that is wider is broken."""
    lines: list[str] = []
    for word in (piece for each in words.split() for piece in _pieces(each, size, width, bold=bold)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def even_lines(words: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The same in as few lines, with no word left alone in the last one."""
    lines = lines_of(words, size, width, bold=bold)
    while len(narrower := lines_of(words, size, width * 0.97, bold=bold)) == len(lines) and width > size:
        lines, width = narrower, width * 0.97
    return lines


def _pieces(word: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, size, bold=bold) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
