"""Finds quotations, and who is quoted.

Words between quotation marks are a quotation when there are three or more of them, or when the
text says who said them. One that has no closing mark before the paragraph ends, while the next
paragraph opens with a mark, goes on there and is closed with its paragraph, as print does it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from muniment.model import Findings, Passage, Quote, Record
from muniment.understand.bodies_again import body_after
from muniment.understand.denials import is_untrue_that
from muniment.understand.named_line import NamedLine, line_with_names
from muniment.understand.pronouns import (
    can_mean,
    is_another_told_of_between,
    pronoun_after,
    pronoun_before,
    whom_it_means,
)
from muniment.understand.reading import Reading, reads_as_english, sentence_at
from muniment.understand.speaking import (
    Voice,
    is_unnamed_after,
    signature_after,
    speaker_of,
    voice_after,
    voice_before,
)
from muniment.understand.speaking_in_ukrainian import LANGUAGES, voice_beside

MARKS = re.compile(r"[“”„«»\"]|\n[^\S\n]*+\n\s*+")
CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
# Signed by the editor, the author or a translator, in brackets; or in square brackets, as print marks it.
INSERTION = re.compile(
    r"\([^()\n]{1,200}?[-–—.,:]\s?(?:[Ee]d|[Ee]ditor|[Ee]ds|[Aa]uthor|[Tt]rans|[Nn]ote|[Рр]ед|[Аа]вт|[Пп]рим)\.?\s?\)"
    r"|\[[^\[\]\n]{1,200}\](?!\()"
)
FEWEST = 2  # words
HYPHENS = ("-", "‑")
PATH_SIGNS = frozenset("/\\_=@#")
SCARE = 2  # words up to which a quotation must have a voice
FARTHEST = 80  # words looked back for who speaks
NEAR = 6  # words within which the verb stands before so short a one
TITLED = 0.6  # share of capitalised words from which it is the title of a work
LONGEST_TAG = 45  # words from one quotation to the next that opens a sentence
TAG = 14  # words between two quotations of one speaker: “…,” he said in an interview. “…”


class Piece(Record, frozen=True):
    """A quotation's place, and its first and after-last words with the marks."""

    start: int
    end: int
    first: int
    last: int


def find_quotes(reading: Reading, found: Findings) -> tuple[Quote, ...]:
    """Every quotation in text order, marks included; the speaker None where the text does not say."""
    spans = () if reading.vocabulary.isdisjoint(CLOSING) else tuple(_pairs(reading.prose))
    if not spans:
        return ()
    line = line_with_names(reading, found)
    is_english = reads_as_english(reading)
    quotes: list[Quote] = []
    before: tuple[Piece, Voice | None] | None = None
    for start, end in spans:
        piece = Piece(start, end, bisect_left(reading.starts, start), bisect_left(reading.starts, end))
        words = _count_words(reading, piece)
        is_no_speech = _is_path(reading.prose[start + 1 : end - 1]) or (words > SCARE and _is_title(reading, piece))
        if words < FEWEST or is_no_speech:
            continue
        if is_english:
            voice, rule = _voice_of(line, piece, words, before)
        elif reading.language in LANGUAGES:
            voice, rule = voice_beside(line, piece.first, piece.last)
        else:
            voice, rule = None, "marks"
        if voice is None and words <= SCARE:
            continue
        speaker = speaker_of(line, voice) if voice else None
        insertions = tuple(_insertions(reading, start, end))
        quotes.append(Quote(start, end, reading.text[start:end], speaker, rule=rule, insertions=insertions))
        before = piece, voice
    return tuple(quotes)


def _insertions(reading: Reading, start: int, end: int) -> Iterator[Passage]:
    """What others have put into the words of who speaks: (near Izium. - Ed.), [their]."""
    for match in INSERTION.finditer(reading.prose, start, end):
        yield Passage(*match.span(), reading.text[match.start() : match.end()])


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between quotation marks, outermost, in order."""
    opening, start = "", 0
    for match in MARKS.finditer(text):
        mark, position = match.group(), match.start()
        if mark[0] == "\n":
            if opening and text.startswith(opening, match.end()):
                yield start, start + len(text[start:position].rstrip())
            opening = ""
        elif opening and mark in CLOSING[opening]:
            if opening != '"' or not text[position - 1].isspace() or position - start == 1:
                yield start, match.end()
                opening = ""
        elif not opening and mark in CLOSING and _can_open(text, position, mark):
            opening, start = mark, position


def _can_open(text: str, position: int, mark: str) -> bool:
    """A straight mark opens before a word and after white space or a bracket; 5" is a length."""
    if mark in "“„«":
        return True
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([{—–-:'‘/") and after != "" and not after.isspace()


def _voice_of(
    line: NamedLine, piece: Piece, words: int, before: tuple[Piece, Voice | None] | None
) -> tuple[Voice | None, str]:
    """Who says it, and by which rule that is known."""
    signs = line.signs
    ending = _ending(line, piece)
    has_comma = ending == ","
    if voice := voice_after(line, piece.last, ending):
        return voice, "speaker-after"
    if has_comma and (voice := body_after(line, piece.last)):
        return voice, "speaker-after"
    if voice := signature_after(line, piece.first, piece.last):
        return voice, "signature"
    pronoun = pronoun_after(line, piece.last) if has_comma or _runs_on(line, piece) else -1
    is_unnamed = pronoun < 0 and is_unnamed_after(line, piece.last, ending)
    if is_unnamed or is_untrue_that(line, piece.first):
        return None, "marks"
    first, _ = sentence_at(line.reading, max(0, piece.first - 1))
    if words <= SCARE:  # “no comment” is said, a “security zone” is only called so
        first = max(first, piece.first - NEAR)
    first = max(first, piece.first - FARTHEST, before[0].last if before and words > SCARE else 0)
    voice = voice_before(line, first, piece.first)
    if voice and (pronoun < 0 or can_mean(line, pronoun, voice.mention)):
        return voice, "speaker-before"
    if pronoun < 0:
        pronoun = pronoun_before(line, first, piece.first)
    quoted = before[1] if before else None
    if before and quoted and words > SCARE and _goes_on(line, before[0], piece):
        if "V" in signs[before[0].last : piece.first] and not _is_tag(line, before[0].last):
            return None, "marks"
        is_another = is_another_told_of_between(line, before[0].last, piece.first)
        if not is_another and (pronoun < 0 or can_mean(line, pronoun, quoted.mention)):
            return quoted, "same-speaker"
    if pronoun < 0:
        return None, "marks"
    span = max(0, piece.first - FARTHEST), min(pronoun, piece.first)
    is_after_unnamed = before is not None and quoted is None and _has_unnamed(line, before[0])
    voice = whom_it_means(line, pronoun, *span, quoted, is_after_unnamed)
    return voice, "pronoun" if voice else "marks"


def _has_unnamed(line: NamedLine, piece: Piece) -> bool:
    """Whether after a quotation somebody is told to have said it, whom nobody names."""
    return pronoun_after(line, piece.last) < 0 and is_unnamed_after(line, piece.last, _ending(line, piece))


def _ending(line: NamedLine, piece: Piece) -> str:
    """The mark by which a quotation leads on to who says it: “…,” or “…”, NAME said; “…?” NAME asked."""
    mark = line.reading.prose[piece.end - 2]
    return "," if line.signs[piece.last : piece.last + 1] == "," else mark if mark in ",?!" else ""


def _runs_on(line: NamedLine, piece: Piece) -> bool:
    """Whether a quotation ends without a mark, and its sentence goes on: “We saw them” he told the BBC."""
    following = line.reading.words[piece.last] if piece.last < len(line.signs) else ""
    return following.islower() and line.reading.prose[piece.end - 2] not in ".;:"


def _goes_on(line: NamedLine, before: Piece, piece: Piece) -> bool:
    """Whether a quotation stands in the paragraph of the one before, and so near that it is of the same speaker."""
    reach = LONGEST_TAG if line.signs[piece.first - 1] == "." else TAG
    return "z" not in line.signs[before.last : piece.first] and piece.first - before.last <= reach


def _is_tag(line: NamedLine, last: int) -> bool:
    """Whether the one who is quoted before is named, or "he", right after the word `last`: “…,” NAME said."""
    return voice_after(line, last, ",") is not None or pronoun_after(line, last) >= 0


def _count_words(reading: Reading, piece: Piece) -> int:
    """How many words a reader counts: "no-fly-zone" is one."""
    numbers = range(piece.first, piece.last)
    return sum(reading.words[index][0].isalnum() and reading.words[index - 1] not in HYPHENS for index in numbers)


def _is_path(words: str) -> bool:
    """Whether it is a file's or a field's name: assets/one-two.png, first_name."""
    return not any(sign.isspace() for sign in words) and not PATH_SIGNS.isdisjoint(words)


def _is_title(reading: Reading, piece: Piece) -> bool:
    words = [word for word in reading.words[piece.first : piece.last] if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > TITLED * len(words)
