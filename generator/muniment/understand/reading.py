"""A text made ready for the finders: its words, its sentences, and the day it was published.

Finders do not scan the text. They look at a *line of signs*, one character a word ("M" a month's
name, "D" a day's number, " " anything else), so that a rule is a short regular expression over
words and a text is gone through once. `signs_of` makes such a line from a finder's own table.
"""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from unicodedata import normalize

from muniment.markup import prose_of
from muniment.model import Document, Record
from muniment.sentences import sentence_spans

OTHER = " "  # the sign of a word that a finder has no use for

MARKS = (  # combining signs, which Python does not count as part of a word
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d"
    "\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and ideographs: each is a word
LETTERS = rf"[^\W\d_{UNSPACED}]++(?:[{MARKS}]++[^\W\d_{UNSPACED}]*+)*+"
DOMAINS = "NET|net|COM|com|ORG|org|info|ua|ru|uk|eu|de|fr|pl|it|io|tv|TV|gov|edu|media|news"
TOKENS = (
    r"(?:[A-Z]\.){2,}+"  # U.S.
    rf"|\d++(?:[.,]\d++)*+(?:{LETTERS})?+"  # 11,000  16.09.2022  16th  7PM
    r"|[ap]\.m\.?(?!\w)"
    r"|['’]s(?!\w)"
    rf"|{LETTERS}(?:['’ʼ](?!s\b){LETTERS})*+(?:\.(?:{DOMAINS})(?!\w))?+"  # O’Brien  Censor.NET
    rf"|[{UNSPACED}]"
    r"| [-–—]++(?=\s)"  # a dash with its space is another sign than a hyphen
    r"|[^\w\s]|_"
)
# Of Markdown a line that goes on at the margin goes on in its paragraph; elsewhere a line is a line.
WORDS = {"plain": re.compile(TOKENS + r"|\n\s*+"), "markdown": re.compile(TOKENS + r"|\n(?=\s)\s*+")}
STATED_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
APOSTROPHES = str.maketrans("’ʼ", "''")


class Anchor(Record, frozen=True):
    """The day that "yesterday" counts from; a month or day of 0 is not known."""

    year: int
    month: int = 0
    day: int = 0


class Reading(Record, frozen=True):
    """A document's prose, its words with their spans in code points, and its sentences.

    Punctuation marks and line ends are words too; `sentences` are word numbers at which one begins.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    published: Anchor | None
    language: str  # primary subtag, or empty when unknown


def read(document: Document, language: str = "") -> Reading:
    """Split a document's prose into words and sentences, without its markup."""
    return read_prose(prose_of(document.text, document.form), document.form, _anchor_of(document), language)


def read_prose(text: str, form: str = "plain", published: Anchor | None = None, language: str = "en") -> Reading:
    """Like `read`, for prose at hand."""
    spans = [match.span() for match in WORDS[form].finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    words = [text[start:end] for start, end in spans]
    openings = {bisect_left(starts, start) for start, _ in sentence_spans(text)}
    openings.update(index + 1 for index, word in enumerate(words) if word[0] == "\n")
    return Reading(text, words, starts, ends, sorted(openings | {0}), published, language)


def signs_of(words: Sequence[str], table: Mapping[str, str], other: Callable[[str], str]) -> str:
    """One sign a word: the table's, or what `other` says of a word that the table has not."""
    return "".join([table.get(word) or other(word) for word in words])


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


def folded(words: Sequence[str]) -> list[str]:
    """Words as names are compared: one sign for every apostrophe, accents composed."""
    return [word if word.isascii() else _fold(word) for word in words]


def _fold(word: str) -> str:
    return normalize("NFC", word.translate(APOSTROPHES))


def _anchor_of(document: Document) -> Anchor | None:
    """The document's day as far as it is known; a day that no calendar has is not known."""
    match = STATED_DAY.match(document.published.value if document.published else "")
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    is_possible = year > 0 and month <= 12 and (not day or day <= monthrange(year, month)[1])
    return Anchor(year, month, day) if is_possible else None
