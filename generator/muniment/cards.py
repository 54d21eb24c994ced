"""What a person at a terminal is shown at a time: lines of words, each in a style; with or without colours."""

from collections.abc import Iterable
from typing import Literal

from muniment.model import Record
from muniment.problems import printable

Style = Literal["plain", "strong", "faint", "mark", "label", "good", "doubt", "warning", "key"]


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


def plain_text(card: Card) -> str:
    """The card without colours: what is marked stands between «these»."""
    return "\n".join(map(_plain_line, (*card.lines, *card.foot)))


def _plain_line(one: Line) -> str:
    return "".join(f"«{piece.shown}»" if piece.style == "mark" else piece.shown for piece in one.pieces).rstrip()


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
