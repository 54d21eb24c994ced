"""What else tells the words of a redaction: the same elsewhere, alone or as a whole, and other spellings of a name.

A word by itself is looked for where it can be told from others: a name, by its capital letter, or a long number. A word
that also stands there in small letters, or has its capital from the beginning of a sentence alone, is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from muniment.folding import IS_UNSPACED
from muniment.model import Authority, Redaction
from muniment.sought import Seeker, seeker_of

WORD = re.compile(r"[^\W_]+(?:['’ʼ`\u00ad‐-][^\W_]+)*")
SENTENCE = re.compile(r"[.!?…。！？\n]+")
BEGINS = re.compile(r"(?:\A|[.!?…:\n])[\s\"'“„«‘(\[*_#>-]*\Z")
MOST_WORDS = 30  # of a passage that is looked for as a whole; of a longer one its sentences are
FEWEST_WORDS = 4  # of a sentence that says enough to be looked for
FEWEST_DIGITS = 4
MOST_OF_NAME = 4  # words, of which the last may stand first
FEW_WORDS = 3  # in so short a passage each capital letter is a name's
MOST_NAMES = 2_000  # of one redaction


def names_told(text: str, redaction: Redaction, authorities: Sequence[Authority]) -> tuple[str, ...]:
    """All that is to be looked for in the rest of a report besides the redacted words themselves, which stand in its
    text; nothing where these alone are to be hidden."""
    if redaction.only_here:
        return ()
    passage = text[redaction.start : redaction.end]
    names = [*_wholes(passage), *_words(text, redaction), *_other_spellings(passage, authorities)]
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def wholes_told(text: str, redaction: Redaction, authorities: Sequence[Authority]) -> tuple[str, ...]:
    """What would tell the redacted words in another report: all of them, and names of whomever they name."""
    if redaction.only_here:
        return ()
    passage = text[redaction.start : redaction.end]
    listed = (name for one in _named(passage, authorities) for name in (one.name, *one.names))
    return tuple(dict.fromkeys((*_wholes(passage), *listed)))[:MOST_NAMES]


def _wholes(passage: str) -> Iterator[str]:
    """The passage, or of a long one its sentences."""
    words = WORD.findall(passage)
    if len(words) <= MOST_WORDS:
        letters = sum(map(len, words))
        if letters > 2 or (letters == 2 and (passage.strip()[:1].isupper() or IS_UNSPACED.search(passage))):
            yield passage
            if 1 < len(words) <= MOST_OF_NAME and not (words[0][0].islower() or words[-1][0].islower()):
                yield " ".join(_last_first(words))
        return
    for sentence in SENTENCE.split(passage):
        if len(WORD.findall(sentence)) >= FEWEST_WORDS:
            yield sentence


def _words(text: str, redaction: Redaction) -> Iterator[str]:
    small, names = _capitals_of(text)
    found = WORD.findall(text, redaction.start, redaction.end)
    is_short = len(found) <= FEW_WORDS
    for word in found:
        is_name = len(word) > 1 and word[:1].isupper() and word.lower() not in small
        is_number = sum(map(str.isdigit, word)) >= FEWEST_DIGITS
        if is_number or (is_name and (is_short or word in names)):
            yield word


@lru_cache(maxsize=2)
def _capitals_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text that it has in small letters, and those that have a capital within a sentence."""
    words = [(one[0], one.start()) for one in WORD.finditer(text)]
    small = frozenset(word for word, _ in words if word[:1].islower())
    names = frozenset(word for word, start in words if word[:1].isupper() and not _begins(text, start))
    return small, names


def _begins(text: str, position: int) -> bool:
    """Whether a sentence begins here."""
    return BEGINS.search(text[max(0, position - 12) : position]) is not None


def _other_spellings(passage: str, authorities: Sequence[Authority]) -> Iterator[str]:
    """All names of whomever editors list and the passage names."""
    for one in _named(passage, authorities):
        names = (one.name, *one.names)
        yield from names
        if one.kind == "person":
            yield from parts_told(names)
            yield from (" ".join(_last_first(name.split())) for name in names)


def parts_told(names: Iterable[str]) -> Iterator[str]:
    """The words of names that may stand for the whole."""
    return (word for name in names for word in WORD.findall(name) if len(word) > 2)


def _named(passage: str, authorities: Sequence[Authority]) -> list[Authority]:
    seeker = seeker_of(tuple((one.name, *one.names) for one in authorities))
    return [authorities[number] for number in sorted({found.number for found in seeker.find(passage)})]


def with_spellings(names: Iterable[str], authorities: Sequence[Authority]) -> tuple[str, ...]:
    """Names, and all others of whomever editors list under one of them; each also with its last word first, as lists
    of people and many papers have it."""
    names = tuple(names)
    seeker = seeker_of((names,))
    others = (one for one in authorities if any(_is_whole(name, seeker) for name in (one.name, *one.names)))
    every = (*names, *(name for one in others for name in (one.name, *one.names)))
    return tuple(dict.fromkeys((*every, *(" ".join(_last_first(name.split())) for name in every))))


def _last_first(words: list[str]) -> list[str]:
    return [*words[-1:], *words[:-1]]


def _is_whole(name: str, seeker: Seeker) -> bool:
    return any(one.start == 0 and one.end == len(name) for one in seeker.find(name))
