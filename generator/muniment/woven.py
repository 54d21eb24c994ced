"""HTML woven around spans of a text, and characters that must be shown rather than obeyed."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from muniment.model import Record, changed

# C0 and C1 controls but for tab and line feed, and everything that turns the direction of text
# (Unicode TR 9): "Trojan Source" showed what the latter can hide.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Mark(Record, frozen=True):
    """HTML around text[start:end], in code points of the source.

    `opening` stands before the first piece of it, `again` before each further piece, `closing`
    after each piece, and `after` once behind the last. The HTML is trusted.
    """

    start: int
    end: int
    opening: str
    again: str
    closing: str
    after: str = ""


class Piece(Record, frozen=True):
    """A run of text that is shown unbroken, text[start:end] of the source.

    `token` and `index` say where in the Markdown it stands. A link stands in none (`is_link`: it
    is the text of one). What `is_whole` is shown as something else than it is written (`\\*` as
    `*`), and is marked whole or not at all.
    """

    start: int
    end: int
    token: int = -1
    index: int = 0
    is_link: bool = False
    is_whole: bool = False


Shares = dict[tuple[int, int], tuple[Piece, list[Mark]]]


def shown(text: str) -> str:
    """The text escaped for HTML; a control stands there by name and has no effect."""
    escaped = escape(text, quote=False)
    return CONTROL.sub(_named, escaped) if CONTROL.search(escaped) else escaped


def settled(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order, outer ones first, without empty ones. Of two that cross, the later one
    ends where the earlier one does."""
    around: list[Mark] = []
    kept = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.start >= mark.end:
            continue
        while around and around[-1].end <= mark.start:
            around.pop()
        fitting = changed(mark, end=around[-1].end) if around and mark.end > around[-1].end else mark
        around.append(fitting)
        kept.append(fitting)
    return kept


def shared_out(marks: Iterable[Mark], pieces: Sequence[Piece]) -> Shares:
    """The pieces that marks lie in, by (token, index), with the part of each mark in the order of
    `settled`. A mark whose first character stands in none of the pieces is left out."""
    shares: Shares = {}
    first = 0
    for mark in settled(marks):
        while first < len(pieces) and pieces[first].end <= mark.start:
            first += 1
        inside = []
        for number in range(first, len(pieces)):
            if pieces[number].start >= mark.end:
                break
            if _takes(pieces[number], mark):
                inside.append(pieces[number])
        if not inside or inside[0].start > mark.start:
            continue
        for piece in inside:
            opening = mark.opening if piece is inside[0] else mark.again
            after = mark.after if piece is inside[-1] else ""
            start, end = max(mark.start, piece.start), min(mark.end, piece.end)
            if piece.is_whole:
                start, end = piece.start, piece.end
            part = Mark(start, end, opening, mark.again, mark.closing, after)
            shares.setdefault((piece.token, piece.index), (piece, []))[1].append(part)
    return shares


def _takes(piece: Piece, mark: Mark) -> bool:
    if piece.is_link and mark.opening.startswith("<a"):
        return False
    return not piece.is_whole or mark.start < piece.end <= mark.end


def weave(words: str, offset: int, marks: Iterable[Mark]) -> str:
    """The words escaped, which stand at `offset` of the source, with marks that lie in them, in
    the order of `settled`."""
    parts: list[str] = []
    around: list[Mark] = []
    position = 0
    for mark in (*marks, Mark(offset + len(words), offset + len(words), "", "", "")):
        while around and around[-1].end <= mark.start:
            inner = around.pop()
            parts += (shown(words[position : inner.end - offset]), inner.closing, inner.after)
            position = inner.end - offset
        parts += (shown(words[position : mark.start - offset]), mark.opening)
        position = mark.start - offset
        around.append(mark)
    return "".join(parts)


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    name = chr(0x2400 + code) if code < 0x20 else f"U+{code:04X}"
    return f'<span class="control" title="U+{code:04X}">{name}</span>'
