"""Words taken out of a text: a block of one length stands in their place, whatever they were.

In Markdown nothing else of it changes but the words: where a block alone would leave half of an emphasis or of a link,
a little more is taken out, at the most the paragraph. A link whose words or target are touched loses its target.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from muniment.markup import paragraphs, seen_words
from muniment.model import BLOCK, Record, Redacted, changed

# An address of the web within a text; one that is touched is taken out whole, since what is left would lead there.
ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}/)"
    r"""(?:[^\s<>()\[\]"'|]|\([^\s()]{0,200}\))*"""
)
TITLE = r"""(?:\s+(?:"[^"]{0,1000}"|'[^']{0,1000}'))?"""
TARGET = re.compile(rf"\]\(\s*(?:<[^<>\n]*>|(?:[^\s()<>]|\([^\s()]{{0,500}}\))+){TITLE}\s*\)")
LABEL = re.compile(r"\](?:\[([^\[\]]{0,500})\])?(?![(\[])")
DEFINITION = re.compile(rf"^ {{0,3}}\[([^\[\]\n]{{1,500}})\]:[ \t]*\n?[ \t]*\S+{TITLE}", re.MULTILINE)
SIGNS = re.compile(r"[*_~`]+")
SIGNS_BEFORE = re.compile(r"(?:[*_~`<]|!?\[)+\Z")
SIGNS_BEHIND = re.compile(r"[*_~`>\]]+")
BEGINNING = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|#{1,6})[ \t]+)?")  # of a quote, list item or heading
LONGEST_LINK = 2_000  # code points of a link's words


class Cut(Record, frozen=True, order=True):
    """Words at [start:end] that are taken out, why, and since when. `before` and `behind` stand around the block, and
    `instead` in its place: of signs that made a link nothing is left."""

    start: int
    end: int
    reason: str = ""
    date: str = ""
    before: str = ""
    behind: str = ""
    instead: str = BLOCK

    @property
    def put(self) -> str:
        """What stands there then."""
        return f"{self.before}{self.instead}{self.behind}"


class Moves:
    """Where everything stands once the cuts were made, which come in order and apart."""

    def __init__(self, cuts: Sequence[Cut]):
        self.cuts = tuple(cuts)
        self._starts = [cut.start for cut in self.cuts]
        lengths = (len(cut.put) - (cut.end - cut.start) for cut in self.cuts)
        self._shifts = [0, *accumulate(lengths)]

    def cut_in(self, start: int, end: int) -> Cut | None:
        """The first cut that takes any of these words out."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return next((cut for cut in self.cuts[first : first + 2] if cut.start < end and start < cut.end), None)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the words stand; those that begin or end within a cut, with its block."""
        return self._place(start, False), self._place(end, True)

    def _place(self, position: int, is_end: bool) -> int:
        number = bisect_left(self._starts, position)  # of the cuts that begin before it
        last = self.cuts[number - 1] if number else None
        if last and position < last.end:
            return last.start + self._shifts[number - 1] + (len(last.put) if is_end else 0)
        return position + self._shifts[number]


def merged(text: str, cuts: Iterable[Cut]) -> list[Cut]:
    """The cuts in order; those that overlap, or have no more than white space or signs of Markdown between them, as
    one with the reasons of all. White space at the ends of one stays."""
    made: list[Cut] = []
    for cut in sorted(_trimmed(text, one) for one in cuts):
        last = made[-1] if made else None
        if last is None or (cut.start >= last.end and not _are_one(text, last, cut)):
            made.append(cut)
        else:
            made[-1] = _both(last, cut)
    return made


def _are_one(text: str, last: Cut, cut: Cut) -> bool:
    """Whether two that are apart would be seen as two blocks beside each other."""
    return last.instead == cut.instead == BLOCK and not text[last.end : cut.start].strip(" \t*_~`")


def _both(last: Cut, cut: Cut) -> Cut:
    reasons = [reason for one in (last, cut) if one.reason for reason in one.reason.split("; ")]
    block = last if last.instead == BLOCK else cut
    return changed(
        block, start=last.start, end=max(last.end, cut.end), reason="; ".join(dict.fromkeys(reasons)),
        date=max(last.date, cut.date),
    )  # fmt: skip


def _trimmed(text: str, cut: Cut) -> Cut:
    words = text[cut.start : cut.end]
    if not words.strip():
        return cut
    start = cut.start + len(words) - len(words.lstrip())
    return changed(cut, start=start, end=start + len(words.strip()))


def redact(text: str, form: str, cuts: Iterable[Cut]) -> tuple[str, tuple[Redacted, ...], Moves] | None:
    """The text with a BLOCK for each cut, where the blocks stand, and where everything else does. None where that
    cannot be done without breaking the Markdown around it."""
    whole = merged(text, cuts)
    whole = merged(text, [*whole, *_addresses(text, Moves(whole))])
    if form == "markdown":
        whole = merged(text, [*whole, *_links(text, Moves(whole))])
        if not _is_kept(text, _with_blocks(text, whole)):
            whole = _fitted(text, whole)
            if not _is_kept(text, _with_blocks(text, whole)):
                return None
    moves = Moves(whole)
    blocks = []
    for cut in moves.cuts:
        if cut.instead != BLOCK:
            continue
        start = moves.place(cut.start, cut.start)[0] + len(cut.before)
        blocks.append(Redacted(start, start + len(BLOCK), cut.reason, cut.date))
    return _with_blocks(text, whole), tuple(blocks), moves


def _with_blocks(text: str, cuts: Iterable[Cut]) -> str:
    parts, position = [], 0
    for cut in cuts:
        parts += [text[position : cut.start], cut.put]
        position = cut.end
    return "".join([*parts, text[position:]])


def _addresses(text: str, moves: Moves) -> Iterator[Cut]:
    """The addresses that the cuts touch."""
    if "/" in text or "www." in text:
        for found in ADDRESS.finditer(text):
            start, end = found.start(), found.start() + len(found[0].rstrip(".,;:!?"))
            if cut := moves.cut_in(start, end):
                yield changed(cut, start=start, end=end)


def _links(text: str, moves: Moves) -> Iterator[Cut]:
    """What makes a link of words, or an image, of each that is touched: its words stay, and lead nowhere."""
    for found in TARGET.finditer(text):
        opens, (closes, end) = _opening(text, found.start()), found.span()
        if moves.cut_in(opens, end):
            yield from _unlinked(text, opens, closes)
            cut = moves.cut_in(closes + 1, end)
            if cut and cut.start > closes:
                yield changed(cut, start=closes, end=end, before=" ")
            else:
                yield Cut(closes, end, instead="")
    yield from _references(text, moves)


def _references(text: str, moves: Moves) -> Iterator[Cut]:
    """The same of links that say elsewhere where they lead; and that place, where it is touched."""
    gone = set[str]()
    for found in DEFINITION.finditer(text):
        if moves.cut_in(*found.span()):
            gone.add(_label(found[1]))
            yield Cut(*found.span(), instead="")
    for found in LABEL.finditer(text) if DEFINITION.search(text) else ():
        opens, (closes, end) = _opening(text, found.start()), found.span()
        label = _label(found[1] or text[opens + 1 : closes])
        if (moves.cut_in(opens, end) or label in gone) and text[end : end + 1] != ":":
            yield from _unlinked(text, opens, closes)
            yield Cut(closes, end, instead="")


def _label(words: str) -> str:
    return " ".join(words.casefold().split())


def _unlinked(text: str, opens: int, closes: int) -> Iterator[Cut]:
    if opens < closes:
        yield Cut(opens - text.endswith("!", 0, opens), opens + 1, instead="")


def _opening(text: str, close: int) -> int:
    """Where the bracket stands that is closed here."""
    depth = 0
    for position in range(close, max(-1, close - LONGEST_LINK), -1):
        depth += (text[position] == "]") - (text[position] == "[")
        if not depth:
            return position
    return close


def _is_kept(text: str, redacted: str) -> bool:
    """Whether a reader of the Markdown sees no words of which some were signs before, and misses no more than was
    taken out."""
    was, now = ("".join("".join(seen_words(one, "markdown")).split()) for one in (text, redacted))
    was, now = (one.replace(BLOCK[0], "") for one in (was, now))
    lost = len(text.replace(BLOCK[0], "")) - len(redacted.replace(BLOCK[0], ""))
    signs = iter(was)
    named = len("[image: ]") * text.count("![")
    return len(was) - len(now) <= lost + named and all(sign in signs for sign in now)


def _fitted(text: str, cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts, each block made to fit, one after the other, within the lines around it. What takes a link apart stays
    as it is."""
    made = [cut for cut in cuts if cut.instead != BLOCK or cut.before]
    for cut in cuts:
        if cut.instead == BLOCK and not cut.before:
            first, last = _around(text, cut)
            near = [_shifted(one, -first) for one in cuts if one.start < last and one.end > first]
            done = [_shifted(one, -first) for one in made if one.start < last and one.end > first]
            made = merged(text, [*made, _shifted(_fit(text[first:last], _shifted(cut, -first), near, done), first)])
    return made


def _fit(lines: str, cut: Cut, near: Sequence[Cut], done: Sequence[Cut]) -> Cut:
    """The cut as it is, where all of these lines are whole by it, or where no other way of it makes them so."""
    if _is_kept(lines, _with_blocks(lines, near)):
        return cut
    fits = (way for way in _ways(lines, cut) if _is_kept(lines, _with_blocks(lines, merged(lines, [*done, way]))))
    return next(fits, cut)


def _shifted(cut: Cut, by: int) -> Cut:
    return changed(cut, start=max(0, cut.start + by), end=cut.end + by)


def _around(text: str, cut: Cut) -> tuple[int, int]:
    """The lines around a cut, up to blank ones."""
    before, behind = text.rfind("\n\n", 0, cut.start), text.find("\n\n", cut.end)
    return before + 2 if before >= 0 else 0, behind if behind >= 0 else len(text)


def _ways(text: str, cut: Cut) -> Iterator[Cut]:
    """Ways to make a cut, the closest to it first."""
    words = text[cut.start : cut.end]
    before, behind = SIGNS_BEFORE.search(text, 0, cut.start), SIGNS_BEHIND.match(text, cut.end)
    start, end = before.start() if before else cut.start, behind.end() if behind else cut.end
    within = "".join(SIGNS.findall(words))
    yield cut
    yield changed(cut, start=start, end=end)
    yield changed(cut, start=start)
    yield changed(cut, end=end)
    yield changed(cut, behind=within)
    yield changed(cut, before=within)
    touched = [one for one in paragraphs(text, "markdown") if one[0] < cut.end and cut.start < one[1]]
    if touched:
        begins = BEGINNING.match(text, touched[0][0])
        yield changed(cut, start=min(begins.end() if begins else 0, cut.start), end=max(touched[-1][1], cut.end))
    yield changed(cut, start=0, end=len(text))
