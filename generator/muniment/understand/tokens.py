"""Splits a text into words and marks, in any script.

A word is what a reader would call one: "O’Brien", "11,000", "16th", "U.S." and "Censor.NET" are one
each, and so is every ideograph; a possessive ’s, a mark and a line end stand alone.
"""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

MARKS = (  # combining signs, which Python does not count as part of a word
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d"
    "\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and ideographs: each is a word
LETTERS = rf"[^\W\d_{UNSPACED}]++(?>(?:[{MARKS}]++[^\W\d_{UNSPACED}]*+)*)"
DOMAINS = "NET|net|COM|com|ORG|org|info|ua|ru|uk|eu|de|fr|pl|it|io|tv|TV|gov|edu|media|news"
TOKENS = (
    r"[A-Za-z]++(?=[ ,\n])"  # most words, at no further cost
    r"|(?>(?:[A-Z]\.){2,})"  # U.S.
    rf"|\d++(?>(?:[.,]\d++)*)(?>(?:{LETTERS})?)"  # 11,000  16.09.2022  16th  7PM
    r"|[ap]\.m\.?(?!\w)"
    r"|['’]s(?!\w)"
    rf"|{LETTERS}(?>(?:['’ʼ](?!s\b){LETTERS})*)(?>(?:\.(?:{DOMAINS})(?!\w)|\d++)?)"  # O’Brien  Censor.NET  M23
    rf"|[{UNSPACED}]"
    r"| [-–—]++(?=\s)"  # a dash with its space is another sign than a hyphen
    r"|[^\w\s]|_"
)
# Of Markdown a line that goes on at the margin goes on in its paragraph; elsewhere a line is a line.
LINE_ENDS = {"plain": r"|\n\s*+", "markdown": r"|\n(?=\s)\s*+"}
APOSTROPHES = str.maketrans("’ʼ", "''")


@cache
def _words(form: str) -> re.Pattern[str]:
    """What a word is in a form; compiled when it is asked for, since that takes 6 ms."""
    return re.compile(TOKENS + LINE_ENDS[form])


def split_words(text: str) -> list[str]:
    """The words of a name or a phrase, as a text's are split, without line ends."""
    return [word for word in _words("plain").findall(text) if word[0] != "\n"]


def word_spans(text: str, form: str) -> list[tuple[int, int]]:
    """Start and end of every word, in code points. `form` is "plain" or "markdown"."""
    return [match.span() for match in _words(form).finditer(text)]


def folded(words: Sequence[str]) -> list[str]:
    """Words as names are compared: one sign for every apostrophe, accents composed."""
    return [word if word.isascii() else normalize("NFC", word.translate(APOSTROPHES)) for word in words]
