"""Numbers of sources that the text does not name: "three witnesses told Reuters" counts nobody in the world."""

from muniment.model import Findings
from muniment.understand.named_line import PASSING, NamedLine, words_between
from muniment.understand.reading import Reading

UNNAMED = frozenset(PASSING["unnamed"])


def unnamed_words(reading: Reading, found: Findings) -> frozenset[int]:
    """The words that name sources by what they are, of which the text only tells that they say something."""
    sources = [one for one in found.attributions if not one.is_named]
    return frozenset(index for one in sources for index in range(*words_between(reading, one.start, one.end)))


def is_source(line: NamedLine, sources: frozenset[int], first: int, last: int) -> bool:
    """Whether the words from `first` up to, without, `last` are only somebody's sources: two officials said, citing two
    diplomats, according to three witnesses."""
    if line.reading.words[last - 1] not in UNNAMED:
        return False
    before = line.signs[max(0, first - 2) : first]
    return last - 1 in sources or before.endswith("c") or before == "g>"
