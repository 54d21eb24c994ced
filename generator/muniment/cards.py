"""What a person at a terminal is shown at a time: lines of words, each in a style; with or without colours."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Literal

from muniment.model import Record
from muniment.problems import printable

Style = Literal["plain", "strong", "faint", "mark", "label", "good", "doubt", "warning", "key"]

NARROWEST = 20  # columns into which words are put
KEPT = "\0"  # a space at which no line is broken; the sign is in no text that is shown


class Piece(Record, frozen=True):
    """Words in one style."""

    text: str
    style: Style = "plain"

    @property
    def shown(self) -> str:
        """The words as they are shown: what in them acts on a terminal, by its code."""
        return printable(self.text)


class Line(Record, frozen=True):
    """Pieces one behind the other. Where it is wider than the screen it goes on below, `hang` signs from the left; one
    of several keys is broken before a key."""

    pieces: tuple[Piece, ...]
    hang: int = 0


class Card(Record, frozen=True):
    """Some lines, from the top. `foot` are those that matter most where there is no room for all."""

    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()


def line(*parts: str | Piece, hang: int = 0) -> Line:
    """A line of words in their styles, or in none."""
    return Line(tuple(Piece(part) if isinstance(part, str) else part for part in parts), hang)


def plain_text(card: Card, width: int = 0) -> str:
    """The card without colours: what is marked stands between «these». Where there is a width, it is broken between
    words, and between what is said of one key and of the next."""
    return "\n".join(part for one in (*card.lines, *card.foot) for part in _plain_lines(one, width))


def _plain_lines(one: Line, width: int) -> list[str]:
    text, is_keys = "", sum(piece.style == "key" for piece in one.pieces) > 1
    for piece in one.pieces:
        words = f"«{piece.shown}»" if piece.style == "mark" else piece.shown
        text += words.rstrip().replace(" ", KEPT) + " " * (len(words) - len(words.rstrip())) if is_keys else words
    if width:
        parts = wrap(text, max(NARROWEST, width - 1), subsequent_indent=" " * one.hang, break_on_hyphens=False) or [""]
    else:
        parts = [text]
    return [part.replace(KEPT, " ").rstrip() for part in parts]


def folded(text: str) -> str:
    """Words of a report on one line."""
    return " ".join(text.split())


def rows(pairs: Iterable[tuple[str, str]], numbers: bool = False) -> list[Line]:
    """Labels and what they are of, one below the other; with numbers, those of the keys that choose one."""
    listed = list(pairs)
    width = max((len(label) for label, _ in listed), default=0) + 2
    return [
        line(
            Piece(f"  {number} " if numbers else "  ", "key"),
            Piece(label.ljust(width), "label"),
            value,
            hang=width + (4 if numbers else 2),
        )
        for number, (label, value) in enumerate(listed, 1)
    ]
