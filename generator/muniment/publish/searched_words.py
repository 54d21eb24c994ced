"""Text as the search index gets it: words told apart, and written as a reader will type them.

Pagefind tells words apart by white space, drops ASCII punctuation from them, and its query side
drops punctuation and combining marks of every script. So what is indexed has ASCII punctuation
inside of words alone, no marks (words that differ in one, in the same text, would break a phrase),
and a space in scripts that write none. Words keep their number and order: the n-th word of the
index is the n-th of the text that the reader is shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from string import punctuation

NOTHING = "-"  # a word of the index that nobody finds
GAP = "\u200b"  # ZERO WIDTH SPACE: where a word ends and the text shows no space
LONGEST_WORD = 64  # code points; a longer run is cut, for the index keeps words whole
# Scripts that write no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana, bopomofo, Han.
# templates/assets/search-words.js has the same list for what the reader types.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
APOSTROPHES = re.compile("[`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\uff07]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
NOT_PLAIN = re.compile(r"[^\x00-\x7f\w\s]")


def parted(text: str) -> str:
    """The text with single spaces between words, and GAP where a word ends without one: between
    the characters of UNSPACED scripts, and in words that are too long."""
    words = text.split()
    if not text.isascii() and HAS_UNSPACED.search(text):
        words = [GAP.join(_unspaced().findall(word)) for word in words]
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [GAP.join(_cut(part) for part in word.split(GAP)) for word in words]
    return " ".join(words)


def indexed(shown: str) -> str:
    """What the index gets of a text that `parted` gave: word for word, folded, without what stands
    around it. A word that is nothing else keeps its number as NOTHING."""
    words = shown.replace(GAP, " ").split(" ")
    return _bare(word if word.isascii() and word.isprintable() else _folded(word) for word in words) if shown else ""


def parted_and_indexed(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What `parted` gives of each paragraph, and what `indexed` gives of all of them together."""
    text = " ".join(filter(None, paragraphs))
    words = text.split(" ")
    if text.isascii() and text.isprintable() and "" not in words and max(map(len, words)) <= LONGEST_WORD:
        return tuple(paragraphs), _bare(words)  # as most are: nothing to part, and nothing to fold
    shown = tuple(map(parted, paragraphs))
    return shown, indexed(" ".join(filter(None, shown)))


def _bare(words: Iterable[str]) -> str:
    """Pagefind takes its time to look for words inside of one that ends with a comma, and finds none."""
    return " ".join([word.strip(punctuation) or NOTHING for word in words])


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    """A word with ASCII punctuation alone, and without marks."""
    plain = NOT_PLAIN.sub(_plain, UNSEEN.sub("", APOSTROPHES.sub("'", word)))
    return _marks().sub("", unicodedata.normalize("NFD", plain))


@cache
def _marks() -> re.Pattern[str]:
    """Combining marks of every script: the accent of é (U+0301), the vowels of Thai and Hindi."""
    return re.compile(f"[{_every_mark()}]+")


@cache
def _unspaced() -> re.Pattern[str]:
    """A character of the UNSPACED scripts with its marks, or a run of others."""
    return re.compile(f"[{UNSPACED}][{_every_mark()}]*|[^{UNSPACED}]+")


@cache
def _every_mark() -> str:
    """Those of the Basic Multilingual Plane: with one from beyond, `re` compares with each in turn."""
    return "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))


def _cut(word: str) -> str:
    return GAP.join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))


def _plain(found: re.Match[str]) -> str:
    """A hyphen for a dash, a comma for any other mark or symbol; letters' own marks stay."""
    kind = unicodedata.category(found[0])
    return "-" if kind == "Pd" else "," if kind[0] in "PS" and kind != "Pc" else found[0]
