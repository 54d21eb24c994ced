"""Who is quoted in Ukrainian and Russian: «…», — написав NAME; NAME сказав: «…». Only a name right beside its verb."""

import re

from muniment.understand.named_line import NamedLine
from muniment.understand.speaking import Voice
from muniment.understand.vocabulary import read_sets

LANGUAGES = ("uk", "ru")
SPEECH = read_sets("speech.uk")["speech"]
AFTER = re.compile(r",?~[^POL.,;:z~\"](?P<who>Pp*)(?![COLs&-])")


def voice_beside(line: NamedLine, first: int, last: int) -> tuple[Voice | None, str]:
    """Who says the words from `first` up to, without, `last`, and by which rule that is known."""
    match = AFTER.match(line.signs, last)
    if match and line.reading.words[match.start("who") - 1] in SPEECH:
        return _voice_at(line, match.start("who")), "speaker-after"
    index = _before(line, first)
    return (_voice_at(line, index), "speaker-before") if index >= 0 else (None, "marks")


def _before(line: NamedLine, first: int) -> int:
    """The word at which the name begins that stands with a verb and a colon before the word `first`; -1 for none."""
    verb, index = first - 2, first - 3
    if index < 0 or line.signs[first - 1] != ":" or line.reading.words[verb] not in SPEECH:
        return -1
    while index and line.signs[index] == "p":
        index -= 1
    return index if line.signs[index] == "P" and line.signs[index - 1 : index] != "&" else -1


def _voice_at(line: NamedLine, index: int) -> Voice | None:
    mention = line.mentions.get(index)
    return Voice(mention, index) if mention else None
