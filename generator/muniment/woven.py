"""HTML woven around spans of a text, and characters that must be shown rather than obeyed."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain

from muniment.model import Record, changed

# C0 and C1 controls but for tab and line feed, and everything that turns the direction of text
# (Unicode TR 9): "Trojan Source" showed what the latter can hide.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNPRINTABLE_ASCII = bytes(code for code in range(128) if not chr(code).isprintable() and chr(code) != "\n")
CUT = "\0"  # in HTML, where a piece of the text goes in; what is shown never holds one


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


class Piece(Record, frozen=True, gc=False):
    """A run of text that is shown unbroken, text[start:end] of the source, of one line or several.

    `leaf` counts the paragraphs, headings and cells of Markdown that have words: it stands in that
    one. A link stands in none (`is_link`: it is the text of one). What is shown as something else
    than it is written (`\\*` as `*`) has that as its `words`, and is marked whole or not at all.
    """

    start: int
    end: int
    leaf: int = -1
    is_link: bool = False
    words: str = ""


class Layout(Record, frozen=True):
    """Markdown laid out: the spans of its numbered paragraphs, the runs of text whose place in the
    source is certain, and the HTML around them, which has one part more than there are pieces; the words
    of each piece as they are read, and whether all are clean: then they have no CUT in them."""

    spans: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]
    html: tuple[str, ...]
    words: tuple[str, ...]
    are_clean: bool


class Sheet:
    """A layout in the making, block by block: its `html` has a CUT for every piece."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []
        self.pieces: list[Piece] = []
        self.html: list[str] = []
        self.leaves = 0

    def layout(self, text: str) -> Layout:
        """What was laid out of the text so far."""
        html = tuple("".join(self.html).split(CUT))
        words = tuple([piece.words or text[piece.start : piece.end] for piece in self.pieces])
        return Layout(tuple(self.spans), tuple(self.pieces), html, words, is_clean("".join(words)))


Shares = dict[int, list[Mark]]


def shown(text: str) -> str:
    """The text escaped for HTML; a control stands there by name and has no effect."""
    escaped = escape(text, quote=False)
    # No control is printable, and asking for that is quicker.
    return escaped if escaped.isprintable() else CONTROL.sub(_named_in_html, escaped)


def named(text: str) -> str:
    """The text with the name of each control in its place."""
    return text if text.isprintable() else CONTROL.sub(_named, text)


def is_clean(text: str) -> bool:
    """Whether the text has printable characters and line ends alone: of white space, only the space is
    printable, and of controls none."""
    if text.isascii():  # much text is, and is looked through four times as fast
        data = text.encode()
        return len(data.translate(None, UNPRINTABLE_ASCII)) == len(data)
    return text.replace("\n", "").isprintable()


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
    """The part that each mark has in each piece, by the number of the piece from 0, in the order of
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
                inside.append(number)
        if not inside or pieces[inside[0]].start > mark.start:
            continue
        for number in inside:
            piece = pieces[number]
            opening = mark.opening if number == inside[0] else mark.again
            after = mark.after if number == inside[-1] else ""
            start, end = max(mark.start, piece.start), min(mark.end, piece.end)
            if piece.words:
                start, end = piece.start, piece.start + len(piece.words)
            shares.setdefault(number, []).append(Mark(start, end, opening, mark.again, mark.closing, after))
    return shares


def _takes(piece: Piece, mark: Mark) -> bool:
    if piece.is_link and mark.opening.startswith("<a"):
        return False
    return not piece.words or mark.start < piece.end <= mark.end


def fill(layout: Layout, text: str, marks: Sequence[Mark]) -> str:
    """The layout's HTML with the words of the text in it, and the marks around those, line by line.

    What stands behind a mark in the text of a link waits until the link is closed.
    """
    if not marks:
        words = [*layout.words, ""]
        words = escape(CUT.join(words), quote=False).split(CUT) if layout.are_clean else list(map(shown, words))
        return "".join(chain.from_iterable(zip(layout.html, words, strict=True)))
    pieces, around = _lines_of(layout, text)
    shares = shared_out(marks, pieces)
    parts, held = [around[0]], ""
    for number, (piece, html) in enumerate(zip(pieces, around[1:], strict=True)):
        run = piece.words or text[piece.start : piece.end]
        share = shares.get(number)
        if share and piece.is_link:
            held += "".join(mark.after for mark in share)
            share = [changed(mark, after="") for mark in share]
        parts.append(weave(run, piece.start, share) if share else shown(run))
        if held and "</a>" in html:
            html, held = html.replace("</a>", "</a>" + held, 1), ""
        parts.append(html)
    return "".join(parts)


def _lines_of(layout: Layout, text: str) -> tuple[list[Piece], list[str]]:
    """The layout's pieces, each cut into lines, and the HTML around those."""
    pieces, around = [], [layout.html[0]]
    for piece, behind in zip(layout.pieces, layout.html[1:], strict=True):
        start = piece.start
        while not piece.words and (end := text.find("\n", start, piece.end)) >= 0:
            pieces.append(changed(piece, start=start, end=end))
            around.append("\n")
            start = end + 1
        pieces.append(changed(piece, start=start))
        around.append(behind)
    return pieces, around


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
    return chr(0x2400 + code) if code < 0x20 else f"U+{code:04X}"


def _named_in_html(found: re.Match[str]) -> str:
    return f'<span class="control" title="U+{ord(found[0]):04X}">{_named(found)}</span>'
