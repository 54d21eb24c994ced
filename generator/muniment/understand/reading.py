"""A text made ready for the finders: its words, its sentences, and the day it was published.

Finders do not scan the text. They look at a *line of signs*, one character a word ("M" a month's
name, "D" a day's number, " " anything else), so that a rule is a short regular expression over
words and a text is gone through once. `sign_writer` makes such a line from a finder's own table.
"""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from muniment.model import Document, Record, changed
from muniment.sentences import sentences_of
from muniment.understand.known_names import BUILT_IN, Index, Known, index_names, stated
from muniment.understand.tokens import key_of, words_of

OTHER = " "  # the sign of a word that a finder has no use for

WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”»\])]++")
# What a machine reads: {{ page.url }}, {% image "a.png" %} of Liquid and Jinja, {: .wide} of Kramdown, <p class="x">.
MACHINE_TAG = re.compile(r"\{[{%#:][^{}]*+\}++|(?<=\w)=(?:\"[^\"\n<>]*+\"|'[^'\n<>]*+')")
NOT_LINE_END = re.compile(r"[^\n]")
LINE_ENDS = {"plain": re.compile(r"\n\s*+"), "markdown": re.compile(r"\n(?=\s)\s*+")}
MOST_REMEMBERED = 50_000  # words of which a finder keeps the sign
FAR = 300  # words, which no sentence that is one has on a side
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
    vocabulary: frozenset[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    published: Anchor | None
    language: str  # primary subtag, or empty when unknown
    names: tuple[Index, ...]  # known names, those that come first go first
    places: tuple[str, ...] = ()  # that the document's own fields name
    is_markdown: bool = False
    asked: set[str] = set()  # words of which names were looked up, which somebody may list


def known_as(reading: Reading, name: str) -> Iterator[Known]:
    """Who is known beforehand by exactly a name, those that go first first."""
    key = key_of(name)
    reading.asked.update(key.split(" "))
    return filter(None, (index.get(key) for index in reading.names))


def read(document: Document, prose: str, listed: Index) -> Reading:
    """Split a document's prose (its text without markup, as long) into words and sentences. `listed`
    are the editors' names; the names that the document states itself go before them. Its language is to be told."""
    indexes = (index_names(stated(document)), listed, BUILT_IN)
    reading = read_prose(document.text, prose, document.form, _anchor_of(document), "", indexes)
    return changed(reading, places=tuple(place.value for place in document.places)) if document.places else reading


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
    words, starts, ends = words_of(prose, form)
    openings = {bisect_left(starts, start) for start in sentences_of(prose).resumes}
    openings.update(bisect_left(starts, end.end()) for end in LINE_ENDS[form].finditer(prose))
    sentences = sorted(index for index in openings | {0} if index < len(words) or not index)
    vocabulary, is_markdown = frozenset(words), form == "markdown"
    return Reading(text, prose, words, vocabulary, starts, ends, sentences, published, language, names, (), is_markdown)


def _blanked(match: re.Match[str]) -> str:
    return NOT_LINE_END.sub(" ", match.group())


def no_sign(word: str) -> str:
    """The sign of a word that a finder has no use for."""
    return OTHER


class Line(Record, frozen=True):
    """How one line of signs is written: the signs of some words, and what gives those of others."""

    table: Mapping[str, str]
    other: Callable[[str], str]
    small: Callable[[str], str]


# Each finder has a line of its own. A word's signs in all of them are kept together, since looking a word up among tens
# of thousands costs more than anything that is done with what is found; all lines of a text are joined word by word,
# and each is every so-manieth sign of that.
_lines: list[Line] = []
_latest: list[tuple[list[str], str]] = []


def sign_writer(
    table: Mapping[str, str], other: Callable[[str], str], small: Callable[[str], str] = no_sign
) -> Callable[[Reading], str]:
    """Writes a text's line of signs, one sign a word: the table's, or what `other` says of a word that the table has
    not; `small` is asked about one that begins with a small Latin letter."""
    number = len(_lines)
    _lines.append(Line(dict(table), other, small))
    _signs_of_word.cache_clear()
    _latest.clear()

    def write(reading: Reading) -> str:
        return _joined(reading)[number :: len(_lines)]

    return write


def _joined(reading: Reading) -> str:
    """The signs of every word of a text, in all lines."""
    if not _latest or _latest[0][0] is not reading.words:
        if _signs_of_word.cache_info().currsize > MOST_REMEMBERED:
            _signs_of_word.cache_clear()
        _latest[:] = [(reading.words, "".join(map(_signs_of_word, reading.words)))]
    return _latest[0][1]


@cache
def _signs_of_word(word: str) -> str:
    """The signs of a word, one in each line."""
    return "".join([_sign_of(word, line) for line in _lines])


def _sign_of(word: str, line: Line) -> str:
    return line.table.get(word) or (line.small(word) if "a" <= word[0] <= "z" else line.other(word))


def reads_as_english(reading: Reading) -> bool:
    """Whether the rules for English read a text: also one whose language nobody knows, which they find little in."""
    return reading.language in ("en", "")


def sentence_at(reading: Reading, index: int) -> tuple[int, int]:
    """The number of the first word of the sentence that holds a word, and that of the first after it; of a sentence as
    long as a book, of what is within FAR of the word."""
    place = bisect_right(reading.sentences, index)
    first = reading.sentences[place - 1]
    last = reading.sentences[place] if place < len(reading.sentences) else len(reading.words)
    return max(first, index - FAR), min(last, index + FAR)


def opens_sentence(reading: Reading, index: int) -> bool:
    """Whether a sentence begins at a word."""
    place = bisect_left(reading.sentences, index)
    return place < len(reading.sentences) and reading.sentences[place] == index


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
