"""Counts of what the text says is not there: of "have not found 440 graves" none is told.

What is denied is told by `claim_denials`.
"""

from muniment.understand.named_line import NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("absent")
NEAR = 8  # words before the count


def is_absent(line: NamedLine, first: int) -> bool:
    """Whether the words before the count that begins at the word `first` say that there are no such things."""
    words = line.reading.words
    if words[first] in WORDS["ends"]:
        return False  # not only 12 soldiers
    begin, _ = sentence_at(line.reading, first)
    before = [word.lower() for word in words[max(begin, first - NEAR) : first]]
    for place in range(len(before) - 1, -1, -1):
        word, following = before[place], before[place + 1 :]
        if word in WORDS["ends"]:
            return False
        if _is_negation(word):
            return _is_of_existence(word, following)
    return False


def _is_negation(word: str) -> bool:
    return word in WORDS["negations"] or word.endswith(("n't", "n’t"))


def _is_of_existence(word: str, following: list[str]) -> bool:
    """Whether what stands between a negation and the count is that there is such a thing: has not found 440 graves, no
    evidence of 12 graves; but not "could not identify 440 bodies", of which there are so many."""
    if not following or following[0] in WORDS["evidence"]:
        return following != [] or word not in WORDS["no negations alone"]
    return all(one in WORDS["existing"] for one in following)
