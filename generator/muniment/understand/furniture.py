"""What stands around a report on a saved page: a site's navigation, captions, bylines, lines that are only a date."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import takewhile

from muniment.model import DateMention, Findings, Mention, Record
from muniment.understand.vocabulary import read_groups

LINE = re.compile(r"\S[^\n]*")
BETWEEN = re.compile(r"\s*[|/>›»«·•→\\]+\s*|\s{2,}|\t")  # what parts the words of a menu, or the steps of a way there
WORD = re.compile(r"\S+")
LINES = 40  # that a page's own furniture may take up before its report begins
FEW_WORDS = 3  # of a line in a menu
LONG_MENU = 3  # lines that stand together, or words in one line, which no sentence begins with
LONGEST_MENU = 1_000  # code points of a line
LONGEST_PHRASE = 40  # code points of "skip to main content"
MARKS = "|/>›»·•,"  # between the phrases of a menu
CAPTION_END = re.compile(r"[:.|]|\Z")
OPENING = re.compile(r"\S+\s*")
WORD_IN_LINE = re.compile(r"\w[\w.]*")
LONGEST_BYLINE = 8  # words of names
LONGEST_OPENING = 30  # code points of "from our correspondent"
JOINING = frozenset(("and", "&", "та", "і", "и", "in", "for", "the", "of"))
BEFORE_COLON = re.compile(r"([^\W\d_][\w' -]{0,20}):(?:\s|\Z)")


class TextLine(Record, frozen=True):
    """A line of a text without the white space around it; offsets are code points."""

    start: int
    end: int
    words: str


@cache
def groups() -> dict[str, frozenset[str]]:
    """words/furniture.txt, in small letters."""
    return {name: frozenset(word.casefold() for word in words) for name, words in read_groups("furniture").items()}


def first_lines(text: str, start: int = 0) -> list[TextLine]:
    """The first lines that are not blank, from `start` on."""
    found: list[TextLine] = []
    for match in LINE.finditer(text, start):
        words = match.group().rstrip()
        found.append(TextLine(match.start(), match.start() + len(words), words))
        if len(found) == LINES:
            break
    return found


def after_navigation(text: str, found: Findings) -> int:
    """The code point at which the report begins, after a site's navigation or the head of a letter; 0 where there is
    neither, or nothing else.

    Navigation are lines of nothing but words such as "Home"; among them, lines of a few words; and, at the head of a
    line that goes on, at least three such words in a row.
    """
    head = text[:200].lstrip()
    if BEFORE_COLON.match(head):
        fields = letter_head(text)
        return fields[-1].end if fields and text[fields[-1].end :].strip() else 0
    if not _may_be_navigation(head):
        return 0
    lines = first_lines(text)
    last = _menu_lines(lines)
    if last == len(lines):
        return 0
    if last:
        return lines[last].start
    return _menu_in_line(lines[0], found)


def letter_head(text: str) -> list[TextLine]:
    """The lines that a letter begins with, as From: somebody; two at least, else none."""
    lines = list(takewhile(is_field, first_lines(text)))
    return lines if len(lines) > 1 else []


def _may_be_navigation(head: str) -> bool:
    """Whether it begins with a word of navigation, or of a newspaper's parts: else nothing more is looked at."""
    first = re.split(r"[\s|/>›»·•]", head, maxsplit=1)[0].casefold()
    return first in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(phrase.split()[0] for name in ("navigation", "sections") for phrase in groups()[name])


def _menu_lines(lines: list[TextLine]) -> int:
    """How many lines at the head are navigation."""
    says = [_says_of(line.words) for line in lines]
    possible, certain = [one for one, _ in says], [one for _, one in says]
    last = 0
    while last < len(lines) and possible[last]:
        last += 1
    if not any(certain[:last]):
        return 0
    while last < len(lines):
        # "Ukraine war briefing" in a menu is no navigation by itself: what follows it tells.
        short = last
        while short < len(lines) and len(lines[short].words.split()) <= FEW_WORDS and not possible[short]:
            short += 1
        if short == last or short == len(lines) or not certain[short]:
            break
        last = short
        while last < len(lines) and possible[last]:
            last += 1
    return last


def _says_of(words: str) -> tuple[bool, bool]:
    """Whether a line may be navigation, being made of such words and nothing else, and whether it certainly is."""
    plain = words.casefold().strip(" |/>›»·•-–—:")
    certain, sections = groups()["navigation"], groups()["sections"]
    if plain in certain or plain in sections:
        return True, plain in certain
    parts = [part for part in BETWEEN.split(plain) if part]
    is_menu = len(parts) > 1 and all(part in certain or part in sections for part in parts)
    is_menu = is_menu and any(part in certain for part in parts)
    return is_menu, is_menu


def _menu_in_line(line: TextLine, found: Findings) -> int:
    """Where a line goes on after three such phrases or more, one of them certain; 0 where it does not begin so."""
    phrases, position, words = [], 0, line.words[:LONGEST_MENU]
    while phrase := _phrase_at(words, position):
        phrases.append((position, phrase.casefold().strip(MARKS)))
        position += len(phrase)
        position += len(words[position:]) - len(words[position:].lstrip(f"{MARKS} \t"))
    names = [one for one in found.mentions if one.start < line.start + position < one.end]
    while names and phrases and line.start + position > names[0].start:
        position, _ = phrases.pop()  # "World" of the World Health Organization
    is_menu = len(phrases) >= LONG_MENU and any(phrase in groups()["navigation"] for _, phrase in phrases)
    return line.start + position if is_menu and position < len(words) else 0


def _phrase_at(words: str, position: int) -> str:
    """The longest phrase of navigation at a place in a line, as written; empty for none, or one in small letters."""
    ahead = words[position : position + LONGEST_PHRASE]
    if not words[position + LONGEST_PHRASE :][:1].isspace():
        ahead = ahead.rpartition(" ")[0] if len(ahead) == LONGEST_PHRASE else ahead  # without half a word
    for match in reversed(list(WORD.finditer(ahead))) if not ahead[:1].islower() else ():
        phrase = ahead[: match.end()].casefold().strip(MARKS)
        if phrase in groups()["navigation"] or phrase in groups()["sections"]:
            return ahead[: match.end()]
    return ""


def is_caption(line: TextLine, found: Findings) -> bool:
    """Whether a line stands under a picture: it says so, or ends in who made it, or holds a credit."""
    plain = line.words.casefold()
    if any(mark in plain for mark in groups()["credits"]):
        return True
    opening = CAPTION_END.split(plain, maxsplit=1)[0].strip(" ([")
    if opening != plain and opening in groups()["captions"]:
        return True
    return any(one.kind == "credit" and line.start <= one.start < line.end for one in found.attributions)


def is_byline(line: TextLine, found: Findings) -> bool:
    """By Natalie Gallon: such a word, and nothing else but names."""
    for opening in OPENING.finditer(line.words):
        if opening.end() > LONGEST_OPENING:
            break
        if line.words[: opening.end()].casefold().rstrip(" :") in groups()["bylines"]:
            names = line.words[opening.end() :].split()
            are_capital = len(names) <= LONGEST_BYLINE and all(one[0].isupper() or one in JOINING for one in names)
            return are_capital or _is_covered(line, opening.end(), found.mentions, JOINING)
    return False


def is_only_names(line: TextLine, found: Findings) -> bool:
    """Whether a line is names and days and nothing else: a place, an outlet, a byline without its word."""
    return _is_covered(line, 0, (*found.mentions, *found.dates), JOINING)


def is_only_date(line: TextLine, found: Findings) -> bool:
    """Published: Sept. 16, 2022, 10:15."""
    return _is_covered(line, 0, found.dates, groups()["around a date"])


def is_field(line: TextLine) -> bool:
    """From: somebody. Location: somewhere."""
    match = BEFORE_COLON.match(line.words)
    return match is not None and match[1].casefold() in groups()["fields"]


def _is_covered(line: TextLine, after: int, findings: Sequence[Mention | DateMention], also: Collection[str]) -> bool:
    """Whether findings lie in the line and hold all its words from `after` on, but for numbers and those of `also`."""
    spans = [(one.start - line.start, one.end - line.start) for one in findings if line.start <= one.start < line.end]
    left = [
        match.group().casefold().strip(".")
        for match in WORD_IN_LINE.finditer(line.words, after)
        if not any(first <= match.start() < last for first, last in spans)
    ]
    return bool(spans) and all(word.isdigit() or word in also for word in left)
