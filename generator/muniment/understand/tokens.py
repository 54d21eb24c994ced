"""Splits a text into words and marks, in any script.

A word is what a reader would call one: "O’Brien", "11,000", "1 500" with a no-break or thin space, "16th", "U.S." and
"Censor.NET" are one each, and so is every ideograph; a possessive ’s, a mark and a line end stand alone.
"""

import re
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import sub
from unicodedata import normalize

MARKS = (  # combining signs, which Python does not count as part of a word
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d"
    "\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and ideographs: each is a word
LETTERS = rf"[^\W\d_{UNSPACED}]++(?>(?:[{MARKS}]++[^\W\d_{UNSPACED}]*+)*)"
GROUPING = "\u00a0\u2009\u202f"  # spaces within a number
DOMAINS = "NET|net|COM|com|ORG|org|info|ua|ru|uk|eu|de|fr|pl|it|io|tv|TV|gov|edu|media|news"
TOKENS = (
    r"[A-Za-z]++(?=[ ,\n])"  # most words, at no further cost
    r"|(?>(?:[A-Z]\.){2,})"  # U.S.
    rf"|\d{{1,3}}(?>(?:[{GROUPING}]\d{{3}})+)(?![{GROUPING}.,]?\d)"  # 1 500, with a space that keeps it together
    rf"|\d++(?>(?:[.,]\d++)*)(?>(?:{LETTERS})?)"  # 11,000  16.09.2022  16th  7PM
    r"|[ap]\.m\.?(?!\w)"
    r"|['’]s(?!\w)"
    rf"|{LETTERS}(?>(?:['’ʼ](?!s\b){LETTERS})*)(?>(?:\.(?:{DOMAINS})(?!\w)|\d++)?)"  # O’Brien  Censor.NET  M23
    rf"|[{UNSPACED}]"
    r"|(?<= )[-–—]++(?=\s)"
    r"|[^\w\s]|_"
)
# White space but line ends: what a word is parted from the one before it by.
SPACES = "".join(map(chr, (9, *range(11, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203)))) + (
    "\u2028\u2029\u202f\u205f\u3000"
)
DASHES = ("-", "–", "—", "--")
# Of Markdown a line that goes on at the margin goes on in its paragraph; elsewhere a line is a line.
GOES_ON = re.compile(r"\n(?!\s)")
APOSTROPHES = str.maketrans("’ʼ", "''")
Words = tuple[list[str], list[int], list[int]]


@cache
def _words() -> re.Pattern[str]:
    """A word and the white space before it; compiled when it is asked for, since that takes 6 ms."""
    return re.compile(rf"[^\S\n]*+(?:{TOKENS}|\n\s*+)")


def split_words(text: str) -> list[str]:
    """The words of a name or a phrase, as a text's are split, without line ends."""
    return [word for word in words_of(text, "plain")[0] if word[0] != "\n"]


def words_of(text: str, form: str) -> Words:
    """Every word of a text, and where it starts and ends in code points. `form` is "plain" or "markdown".

    A dash between spaces is a word with the space before it: another sign than a hyphen. Nothing is done word by
    word in Python.
    """
    if form == "markdown" and "\n" in text:
        text = GOES_ON.sub(" ", text)
    pieces = _words().findall(text.rstrip(SPACES))  # else every space at the end is tried as a beginning
    ends = list(accumulate(map(len, pieces)))
    words = list(map(str.lstrip, pieces, repeat(SPACES)))
    starts = list(map(sub, ends, map(len, words)))
    for dash in DASHES:
        if f" {dash}" in text:
            _widen(dash, words, starts, ends, text)
    return words, starts, ends


def _widen(dash: str, words: list[str], starts: list[int], ends: list[int], text: str) -> None:
    """Give every such dash that stands between spaces the one before it."""
    index = -1
    for _ in range(words.count(dash)):
        index = words.index(dash, index + 1)
        if text[starts[index] - 1 : starts[index]] == " " and text[ends[index] : ends[index] + 1].isspace():
            words[index], starts[index] = f" {dash}", starts[index] - 1


def folded(words: list[str]) -> list[str]:
    """Words as names are compared: one sign for every apostrophe, accents composed; the very same where all are so."""
    if all(map(str.isascii, words)):
        return words
    return [word if word.isascii() else normalize("NFC", word.translate(APOSTROPHES)) for word in words]


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """A name as known names are looked up by it: its words, parted by spaces."""
    return " ".join(folded(split_words(name)))
