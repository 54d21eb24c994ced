"""A text made ready for the finders: its words, its sentences, and the day it was published.

Finders do not scan the text. They look at a *line of signs*, one character a word ("M" a month's
name, "D" a day's number, " " anything else), so that a rule is a short regular expression over
words and a text is gone through once. `signs_of` makes such a line from a finder's own table.
"""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence

from muniment.model import Document, Record
from muniment.sentences import sentence_spans
from muniment.understand.known_names import BUILT_IN, Index, index_names, stated
from muniment.understand.tokens import word_spans

OTHER = " "  # the sign of a word that a finder has no use for

WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”»\])]++")
# What a machine reads: {{ page.url }}, {% image "a.png" %} of Liquid and Jinja, {: .wide} of Kramdown, <p class="x">.
MACHINE_TAG = re.compile(r"\{[{%#:][^{}]*+\}++|(?<=\w)=(?:\"[^\"\n<>]*+\"|'[^'\n<>]*+')")
NOT_LINE_END = re.compile(r"[^\n]")
STATED_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Anchor(Record, frozen=True):
    """The day that "yesterday" counts from; a month or day of 0 is not known."""

    year: int
    month: int = 0
    day: int = 0


class Reading(Record, frozen=True):
    """A document's text, its words with their spans in code points, and its sentences.

    `prose` is the text with markup, templates' tags and web addresses blanked, sign for sign; words and patterns come
    from it, the surfaces of findings from `text`. Punctuation marks and line ends are words too;
    `sentences` are word numbers at which one begins.
    """

    text: str
    prose: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    published: Anchor | None
    language: str  # primary subtag, or empty when unknown
    names: tuple[Index, ...]  # known names, those that come first go first


def read(document: Document, prose: str, listed: Index, language: str) -> Reading:
    """Split a document's prose (its text without markup, as long) into words and sentences. `listed`
    are the editors' names; the names that the document states itself go before them."""
    indexes = (index_names(stated(document)), listed, BUILT_IN)
    return read_prose(document.text, prose, document.form, _anchor_of(document), language, indexes)


def read_prose(
    text: str,
    prose: str = "",
    form: str = "plain",
    published: Anchor | None = None,
    language: str = "en",
    names: tuple[Index, ...] = (BUILT_IN,),
) -> Reading:
    """Like `read`, for a text at hand; without `prose` it is all prose."""
    prose = prose or text
    if "://" in prose or "www." in prose:
        prose = WEB_ADDRESS.sub(_blanked, prose)
    if "{" in prose or '="' in prose or "='" in prose:
        prose = MACHINE_TAG.sub(_blanked, prose)
    spans = word_spans(prose, form)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    words = [prose[start:end] for start, end in spans]
    openings = {bisect_left(starts, start) for start, _ in sentence_spans(prose)}
    openings.update(index + 1 for index, word in enumerate(words) if word[0] == "\n")
    return Reading(text, prose, words, starts, ends, sorted(openings | {0}), published, language, names)


def _blanked(match: re.Match[str]) -> str:
    return NOT_LINE_END.sub(" ", match.group())


def signs_of(words: Sequence[str], table: Mapping[str, str], other: Callable[[str], str]) -> str:
    """One sign a word: the table's, or what `other` says of a word that the table has not. A word
    that begins with a small Latin letter is not asked about."""
    find = table.get
    return "".join([find(word) or (OTHER if "a" <= word[0] <= "z" else other(word)) for word in words])


def sentence_at(reading: Reading, index: int) -> tuple[int, int]:
    """First and last-but-one word numbers of the sentence that holds a word."""
    place = bisect_right(reading.sentences, index)
    first = reading.sentences[place - 1]
    last = reading.sentences[place] if place < len(reading.sentences) else len(reading.words)
    return first, last


def surface(reading: Reading, first: int, last: int) -> tuple[int, int, str]:
    """Start, end and text of the words from `first` up to, without, `last`."""
    start, end = reading.starts[first], reading.ends[last - 1]
    return start, end, reading.text[start:end]


def phrase(reading: Reading, first: int, last: int) -> str:
    """The words from `first` up to, without, `last` as prose, white space folded."""
    return " ".join(reading.prose[reading.starts[first] : reading.ends[last - 1]].split())


def _anchor_of(document: Document) -> Anchor | None:
    """The document's day as far as it is known; a day that no calendar has is not known."""
    match = STATED_DAY.match(document.published.value if document.published else "")
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    is_possible = year > 0 and month <= 12 and (not day or day <= monthrange(year, month)[1])
    return Anchor(year, month, day) if is_possible else None
