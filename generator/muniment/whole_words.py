"""Where the words begin and end in which a passage does: who redacts half of a word has counted wrongly."""

import re
import unicodedata

from muniment.folding import IS_UNSPACED

# "And", "the", "in" and others, written onto the front of a word in Arabic and Hebrew.
FRONTS = re.compile("[وفبلكסהושבכלמ]{1,3}(?:ال)?|ال")
LONGEST = 100  # signs of a word that are looked at


def in_whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage [start:end] of a text, in code points, with all of the words and numbers that it begins and ends in;
    the same where it cuts none."""
    return _first(text, start), _last(text, end)


def _first(text: str, start: int) -> int:
    if not _is_within(text, start):
        return start
    first = start
    while first > max(0, start - LONGEST) and _is_within(text, first):
        first -= 1
    return start if FRONTS.fullmatch(text, first, start) else first


def _last(text: str, end: int) -> int:
    last = end
    while last < min(len(text), end + LONGEST) and _is_within(text, last):
        last += 1
    return last


def _is_within(text: str, position: int) -> bool:
    """Whether the signs before and behind are of one word or number."""
    if not 0 < position < len(text):
        return False
    before, behind = text[position - 1], text[position]
    if IS_UNSPACED.match(before) or IS_UNSPACED.match(behind):
        return False
    return (before.isalnum() or _is_mark(before)) and (behind.isalnum() or _is_mark(behind))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"
