"""Redacted words among the words around them, by which a copy is told from a text that only names the same."""

from collections.abc import Iterator

from muniment.model import Redaction
from muniment.read.repeated import SENTENCE, WORD

ENOUGH = 8  # words of a passage that nobody else writes by chance
BESIDE = 3  # words on either side of a shorter one; or one more in all of its sentence
MOST = 12  # words on either side that are looked for
WINDOW = 1_000  # characters on either side in which words are looked for


def surroundings(text: str, redaction: Redaction) -> Iterator[str]:
    """What a copy of the text has of these words: their sentence, and they with what stands before and behind; of a
    long passage its own sentences. Nothing where too little stands around them."""
    start, end = redaction.start, redaction.end
    words = WORD.findall(text, start, end)
    if len(words) >= ENOUGH:
        for sentence in SENTENCE.split(text[start:end]):
            found = list(WORD.finditer(sentence))[: 2 * MOST]
            if len(found) >= ENOUGH:
                yield sentence[: found[-1].end()]
        return
    before = [one.start() for one in WORD.finditer(text, max(0, start - WINDOW), start)]
    behind = [one.end() for one in WORD.finditer(text, end, end + WINDOW)]
    first, last = _sentence(text, start, end)
    inner = [one for one in before if one >= first][-MOST:], [one for one in behind if one <= last][:MOST]
    for left, right, least in ((*inner, BESIDE + 1), (before[-BESIDE:], behind[:BESIDE], 2 * BESIDE - 1)):
        if len(left) + len(right) >= least:
            yield text[left[0] if left else start : right[-1] if right else end]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [one.end() for one in SENTENCE.finditer(text, max(0, start - WINDOW), start)]
    behind = SENTENCE.search(text, end, end + WINDOW)
    return ends[-1] if ends else 0, behind.start() if behind else len(text)
