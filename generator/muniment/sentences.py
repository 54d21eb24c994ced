"""Where a sentence begins and ends, in any script: for excerpts, and for what belongs together.

A full stop ends a sentence unless the word before it is an abbreviation or an initial, or what
follows goes on in lower case. A blank line always ends one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

# A run of marks is entered at its first sign only, and never given back: linear on a megabyte of them. What it begins
# with stands in front of all that may follow, so that the engine skips to it.
BREAK = re.compile(
    r"[.!?…。！？｡\n](?:"
    r"(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=\s|\Z)"
    r"|(?<=[。！？｡])[。！？｡]*+[”’」』）]*+"
    r"|(?<=\n)(?:[ \t]*+\n\s*+|(?=[ \t]{0,8}(?:[-*•–—][ \t]|\d{1,3}[.)][ \t])|[ \t]{2,9}[^\s\W]))"
    r")"
)
# A full stop after so long a word, with a capital letter after the space: no abbreviation is so long.
SURE = re.compile(r"(?:(?<=[a-z]{5})|(?<=[а-яіїєґё]{7}))(?<!messrs)(?<!approx)\.\s[\"“«]?[A-ZА-ЯІЇЄҐЁ]")
AHEAD = re.compile(r"\s{0,40}+([\"'“‘«„(\[]{0,4}+)(\w{0,24})")
WORD_AND_SPACE = re.compile(r"\S*+\s*+")
GOES_ON = tuple("-–—,;:.)")  # after a full stop these mean that the sentence is not over
SPELT_OUT = re.compile(r"(?:\w\.)+\w\Z")  # U.S, a.m, e.g
REACH = 24  # code points looked back for the word that a full stop belongs to

# These are never the last word of a sentence: a name or a number follows.
BEFORE_NAMES = frozenset(
    """mr mrs ms mx dr prof gen lt col sgt maj capt cpl pvt adm cmdr gov sen rep rev hon st messrs mme mlle pres supt
    insp det brig amb vs cf approx м вул просп пров бул ім св проф акад ген полк див ул просп им см стр гор
    hr fr nr sr sra dra""".split()
)
BEFORE_NUMBERS = frozenset("no nos art sec fig vol ch pp p para ст п пп п.п № ч".split())
# These may end one; then a capital letter follows.
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
AFTER_NUMBERS = frozenset("р г рр гг".split())
STARTERS = frozenset(
    """a an after all although an and as at before but by during each for from he her his how however if in it its
    last many meanwhile more most no not of on one our she since so some that the their then there these they this
    those to under we what when where while who why with you""".split()
)
GERMAN_MONTHS = frozenset("januar februar märz april mai juni juli august september oktober november dezember".split())


class Sentences:
    """The sentences of one text: `ends` are where each but the last ends, `resumes` where the next may begin, for
    white space may stand there; in code points.

    Headings and list items count as sentences. Time is linear in the text.
    """

    def __init__(self, text: str):
        self.text = text
        breaks = list(_breaks(text))
        self.ends = [end for end, _ in breaks]
        self.resumes = [resume for _, resume in breaks]

    def around(self, start: int, end: int, longest: int = 300) -> tuple[int, int]:
        """The (start, end) of the sentence that holds text[start:end].

        One longer than `longest` is cut between words on both sides of the span; the span itself is
        always whole, and so is every sentence that it touches when they fit.
        """
        before, after = bisect_right(self.ends, start) - 1, bisect_left(self.ends, end)
        first = min(self.resumes[before], start) if before >= 0 else 0
        last = self.ends[after] if after < len(self.ends) else len(self.text)
        first, last = max(first, start - longest), min(last, end + longest)
        first, last = _trimmed(self.text, first, last)
        first, last = min(first, start), max(last, end)
        return (first, last) if last - first <= longest else _cut(self.text, first, last, start, end, longest)


# Whoever reads a text for the finders, and whoever then quotes it, asks for the same.
sentences_of = lru_cache(maxsize=2)(Sentences)


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next may begin."""
    for match in BREAK.finditer(text):
        start, end = match.span()
        if text[start] == "\n":
            yield start, end
        elif SURE.match(text, start) or _is_end(text, match):
            yield end, end


def _is_end(text: str, match: re.Match[str]) -> bool:
    marks = match.group()
    if marks[0] in "。！？｡":
        return True
    ahead = AHEAD.match(text, match.end())
    assert ahead  # it matches nothing, too
    opening, following = ahead.groups()
    if not following:
        return bool(opening) or text[ahead.end() : ahead.end() + 1] not in GOES_ON
    if following[0].islower():
        return False
    if marks[0] != "." or len(marks) > 1:
        return True
    before = text[max(0, match.start() - REACH) : match.start()].split()
    is_attached = bool(before) and not text[match.start() - 1].isspace()
    word = before[-1].lstrip("([{\"'“‘«„") if is_attached else ""
    is_numbered = len(before) > 1 and before[-2][-1].isdigit()
    begins = match.start() - len(word)
    opens = begins == 0 or text[begins - 1] == "\n" or (len(before) > 1 and before[-2][-1] in ".!?")
    return not _is_abbreviation(word, following, is_numbered, opens)


def _is_abbreviation(word: str, following: str, is_numbered: bool, is_first: bool) -> bool:
    """Whether the full stop after `word` belongs to it, and the sentence goes on."""
    plain, follows_number = word.lower(), following[0].isdigit()
    if plain in BEFORE_NAMES:
        return True
    if plain in BEFORE_NUMBERS or plain in MONTHS:
        return follows_number
    if plain in AFTER_NUMBERS:
        return not is_numbered
    if SPELT_OUT.match(word):
        return following.lower() not in STARTERS
    if word.isdigit():
        return is_first or following.lower() in GERMAN_MONTHS
    return len(word) == 1 and word.isupper() and not follows_number


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _cut(text: str, first: int, last: int, start: int, end: int, longest: int) -> tuple[int, int]:
    """Keep the span and an even share of what stands before and after it, between white space."""
    room = max(0, longest - (end - start))
    before = min(start - first, max(room // 2, room - (last - end)))
    left, right = start - before, min(last, end + room - before)
    if left > first and not text[left - 1].isspace():
        rest = WORD_AND_SPACE.match(text, left, start)
        left = rest.end() if rest else start
    if right < last and not text[right].isspace():
        words = text[end:right].rsplit(None, 1)
        right = end + len(words[0]) if len(words) > 1 else end
    left, right = _trimmed(text, left, right)
    return min(left, start), max(right, end)
