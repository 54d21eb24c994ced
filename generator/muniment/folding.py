"""Text folded so that the ways in which one name may be written are one: letters without case, accents and widths.

Two foldings: `plain` keeps each script, and `latin` writes Greek, Cyrillic, Armenian and Georgian in Latin letters,
sign by sign, as ids are written (ids.py). What no reader sees within a word is one JOINT: a soft hyphen, a character of
no width, the signs of Markdown's emphasis, a hyphen at the end of a line, what parts letters that are
set apart.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from html import unescape
from itertools import chain
from unicodedata import category, digit, normalize
from urllib.parse import unquote

from muniment.ids import in_latin
from muniment.model import Record

JOINT = "\u2060"  # WORD JOINER, in a folded text
# Signs that change how a letter sounds or is stressed, and that many leave out: Latin, Greek, Cyrillic, Hebrew, Arabic.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Signs of Markdown, what has no width, fillers, controls, and the line that makes Arabic words longer.
HIDDEN = (
    "*_~`\\\\\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f"
)
APOSTROPHES = dict.fromkeys("ʹʻʼʽʾʿˈ´", "'")  # of which some count as letters
UNSEEN_LETTERS = "\u0640\u115f\u1160\u3164\uffa0"  # of these those that count as letters
# Letters that are written for each other.
SAME = dict(zip("یىکڪہھةґѓ", "ييككهههгг", strict=True))
# Scripts that write no spaces between words, or write endings onto a name: Thai, Lao, Tibetan, Burmese, Khmer, kana,
# Chinese signs, Hangul.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
ALPHABETS = ((0x80, 0x590), (0x10A0, 0x1100), (0x1C80, 0x1CC0), (0x1D00, 0x1DC0), (0x1E00, 0x2000),
             (0x2C60, 0x2C80), (0x2D00, 0x2D30), (0xA640, 0xA6A0), (0xA720, 0xA800))  # fmt: skip
OTHERS = ((0x590, 0x10A0), (0x1100, 0x1C80), (0x1CC0, 0x1E00), (0x2000, 0x2C60), (0x2C80, 0x2D00), (0x2D30, 0x3000),
          (0xF900, 0xFB07), (0xFB1D, 0xFE00), (0xFE20, 0xFE30), (0xFE70, 0xFEFF), (0xFF00, 0xFFF0),
          (0x1D400, 0x1D800))  # fmt: skip
# How signs are written where they cannot be, or would act: HTML and URLs (RFC 3986), also escaped more than once; JSON
# and many languages; letters of mail (RFC 2045, 6.7), where more than one byte makes a sign.
ESCAPED = (
    r"&(?:amp;)*(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?:%(?:25)*[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+|(?:\\u\{[0-9A-Fa-f]{1,6}\})+|(?:\\x[0-9A-Fa-f]{2})+"
    r"|=[C-Fc-f][0-9A-Fa-f](?:(?:=\n)?=[89A-Fa-f][0-9A-Fa-f])+"
)
AGAIN = re.compile(r"(?<=&)(?:amp;)+(?=[#A-Za-z])|(?<=%)(?:25)+(?=[0-9A-Fa-f]{2})")
POINTS = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}")
AT_LINE_END = r"[-\u00ad‐][ \t]*\n[ \t>]*(?=\w)"
# Between letters that each stand alone: spaced out for emphasis, or by a program that read a PDF.
APART_BY = r"[ .\u00b7\u00a0\u2000-\u200a\u202f]{1,3}"
SPACED = rf"(?<=(?<![^\W_])[^\W\d_]){APART_BY}(?=[^\W\d_](?![^\W_]))"
SYLLABLE = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
# Words of two signs and more, each with what parts it from the next: of most texts nearly all.
WORDS = rf"(?:(?:[A-Za-z0-9]{{2,40}}|[\u0400-\u045f\u0490\u0491]{{2,40}})[ ,.;:!?'\"()\n]{{1,2}})+(?![{MARKS}])"
UNIT = re.compile(
    rf"(?P<words>{WORDS})|(?P<escaped>{ESCAPED})|(?P<joint>(?:(?<=\w){AT_LINE_END}|[{HIDDEN}]|{SPACED})+)"
    rf"|{SYLLABLE}|.[{MARKS}]*",
    re.DOTALL,
)
HAS_ESCAPED = re.compile(ESCAPED)
HAS_MARK = re.compile(f"[{MARKS}\u1161-\u1175]")
RUNS = re.compile(r"[^\W\d_]+|\d+")
LINE_END = re.compile(AT_LINE_END)
SPACED_OUT = re.compile(rf"(?<![^\W_])[^\W\d_](?:{APART_BY}[^\W\d_](?![^\W_])){{2,}}")
BETWEEN_LETTERS = re.compile(APART_BY)

SIGNS = ALL_HIDDEN = re.compile(rf"[{HIDDEN}]+")
# With the rarest sign in front, so that the engine skips to it.
SIGN_WITHIN = re.compile(rf"[{HIDDEN}](?<=[^\W_].)[{HIDDEN}]*[^\W_]")
APART = {code: " " for code in range(128) if not chr(code).isalnum()}
COMPOUND = re.compile(rf"(?>[^\W_]+)(?:[{HIDDEN}]+(?>[^\W_]+))+")
REACH = 80  # characters around signs and escapes in which a name may stand
REMEMBERED = 40_000  # words that a process has folded, and will meet again
MOST_PARTS = 24  # of a word that signs part, which are tried in every row
# Letters of one look: a word of Cyrillic letters in which one was typed on a Latin keyboard.
LETTERS = re.compile("[a-zа-џ]+")
IS_MIXED = re.compile("[a-z][а-џ]|[а-џ][a-z]")
LOOKALIKES = str.maketrans("aceiojpxyskmthb", "асеіојрхуѕкмтнв")

Fold = Callable[[str], str]


class Stream(Record, frozen=True):
    """A folded text, and where each of its letters stands in the text: start and end."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def plain(text: str) -> str:
    """The text in small letters, without accents and widths, each script as it is."""
    return text.lower() if text.isascii() else composed(text).translate(_plain_table())


def latin(text: str) -> str:
    """The same, alphabets in Latin letters."""
    return text.lower() if text.isascii() else composed(text).translate(_latin_table())


def runs_in(text: str, fold: Fold) -> tuple[str, ...]:
    """Its runs of letters or digits, folded, in their order."""
    return tuple(map(_one_script, RUNS.findall(fold(text))))


def composed(text: str) -> str:
    """The text with letters and their marks as one (NFC), where any stand apart."""
    return normalize("NFC", text) if HAS_MARK.search(text) else text


def decoded(text: str) -> str:
    """What its escaped signs stand for, each run by itself: "&#1030;", "%D0%86" and "\\u0406" are "І"."""
    return HAS_ESCAPED.sub(lambda found: _decoded(found[0]), text)


def _decoded(escaped: str) -> str:
    if escaped.startswith("&"):
        return unescape(AGAIN.sub("", escaped))
    if escaped.startswith(("%", "=", "\\x")):
        return unquote(AGAIN.sub("", escaped.replace("=\n", "").replace("\\x", "%").replace("=", "%")), errors="ignore")
    if escaped.startswith("\\u{"):
        return POINTS.sub(lambda found: _sign(int(found[1], 16)), escaped)
    return escaped.encode("ascii").decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _sign(point: int) -> str:
    return chr(point) if point < 0x110000 else ""


def letters_spaced_out(text: str) -> str:
    """The letters of words that are set apart, l i k e t h i s, as words without spaces between them."""
    return " ".join(BETWEEN_LETTERS.sub("", found[0]) for found in SPACED_OUT.finditer(text))


def words_in(text: str, in_latin_too: bool) -> set[str]:
    """Every run of letters or digits that a reader may take for a word, folded; in Latin letters, too, where that is
    wanted."""
    if LINE_END.search(text):
        text += f" {LINE_END.sub('', text)}"
    if ("&" in text or "%" in text or "\\" in text or "=" in text) and HAS_ESCAPED.search(text):
        text += "".join([f" {decoded(part)}" for part in _around(HAS_ESCAPED, text)])
    if text.isascii():
        return _ascii_words(text)
    tokens = set(text.split())
    words_of = _words_in_all if in_latin_too else _words_in_one
    others = set().union(*[words_of(token) for token in tokens if not token.isascii()])
    return others | _ascii_words(" ".join(filter(str.isascii, tokens)))


def _ascii_words(text: str) -> set[str]:
    small = text.lower()
    words = set(small.translate(APART).split())
    words.update(RUNS.findall(" ".join([word for word in words if not word.isalpha()])))
    if SIGN_WITHIN.search(small):
        words.update(_words_without_signs(small))
    return words


@lru_cache(maxsize=REMEMBERED)
def _words_in_one(token: str) -> tuple[str, ...]:
    """The words of what stands between white space."""
    return tuple(_words_of(plain(token)))


@lru_cache(maxsize=REMEMBERED)
def _words_in_all(token: str) -> tuple[str, ...]:
    return tuple(_words_of(plain(token)).union(_words_of(latin(token))))


def _words_of(folded: str) -> set[str]:
    words = {*RUNS.findall(folded), *(_words_without_signs(folded) if SIGN_WITHIN.search(folded) else ())}
    return words.union(map(_one_script, words))


def _words_without_signs(folded: str) -> Iterator[str]:
    for part in _around(SIGN_WITHIN, folded):
        for compound in COMPOUND.findall(part):
            for run in _rows(SIGNS.split(compound)):
                yield from RUNS.findall(run)


def _around(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """What stands around each match, as far as a name may reach; each part of the text once."""
    first = last = 0
    for found in pattern.finditer(text):
        start, end = max(0, found.start() - REACH), found.end() + REACH
        if start > last:
            yield text[first:last]
            first = start
        last = end
    yield text[first:last]


def _rows(parts: list[str]) -> Iterator[str]:
    """Every row of neighbours, as one; of very many the first."""
    parts = parts[:MOST_PARTS]
    return ("".join(parts[first:last]) for first in range(len(parts)) for last in range(first + 2, len(parts) + 1))


def stream_of(text: str, fold: Fold) -> Stream:
    """The text folded, letter by letter, with their places."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in UNIT.finditer(text):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "words" and (fold is plain or found[0].isascii()):
            signs.append(fold(found[0]))  # a sign for each
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        if kind == "words":
            letters = [_latin_table().get(ord(one), one) for one in found[0]]
            signs += letters
            starts += [start + number for number, one in enumerate(letters) for _ in one]
            ends += [start + number + 1 for number, one in enumerate(letters) for _ in one]
            continue
        unit = JOINT if kind == "joint" else found[0] if kind is None else _decoded(found[0])
        folded = JOINT if ALL_HIDDEN.fullmatch(unit) else fold(unit)
        if folded == JOINT and signs and signs[-1] == JOINT:
            ends[-1] = end
            continue
        signs.append(folded)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
    whole = "".join(signs)
    if not whole.isascii():
        whole = LETTERS.sub(lambda word: _one_script(word[0]), whole)
    return Stream(whole, tuple(starts), tuple(ends))


def _one_script(word: str) -> str:
    """A word of two scripts, its Latin letters as the Cyrillic ones that look alike."""
    return word.translate(LOOKALIKES) if IS_MIXED.search(word) else word


@cache
def _plain_table() -> Mapping[int, str]:
    return _table(_plain_sign, chain(ALPHABETS, OTHERS))


@cache
def _latin_table() -> Mapping[int, str]:
    return {**_plain_table(), **_table(_latin_sign, ALPHABETS)}


def _table(fold: Fold, ranges: Iterator[tuple[int, int]] | tuple[tuple[int, int], ...]) -> dict[int, str]:
    codes = chain(range(0x41, 0x5B), map(ord, UNSEEN_LETTERS), *(range(*one) for one in ranges))
    return {code: folded for code in codes if (folded := fold(chr(code))) != chr(code)}


def _plain_sign(sign: str) -> str:
    if sign in APOSTROPHES:
        return "'"
    if sign in UNSEEN_LETTERS:
        return ""
    if sign in SAME:
        return SAME[sign]
    if category(sign) == "Nd":
        return str(digit(sign))
    small = normalize("NFKD", normalize("NFKD", sign).casefold())
    return "".join([SAME.get(one, one) for one in ALL_MARKS.sub("", small)])


def _latin_sign(sign: str) -> str:
    return _plain_sign(sign) if not sign.isalpha() or sign in APOSTROPHES else in_latin(sign).casefold()


ALL_MARKS = re.compile(f"[{MARKS}]")
