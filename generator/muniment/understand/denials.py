"""Tells what is denied, doubted, asked or said by nobody: it is no word of the one whom its sentence names."""

from muniment.understand.name_signs import VERBS
from muniment.understand.named_line import NamedLine

DENYING_REPORTS = frozenset(VERBS["denying what is reported"])
REPORTED = frozenset(VERBS["reported"])
ASKING = frozenset(VERBS["asking"])
NOT_NEGATING_BEFORE = frozenset(VERBS["not negating before"])
OPENING_QUESTIONS = frozenset(VERBS["opening questions"])
TAKING_BACK = frozenset(VERBS["taking back"])
BEING = frozenset("is are was were be been as a not".split())
TRUE = frozenset(("true", "so", "case", "false", "untrue"))
NEAR = 8  # words from "rejected" to "claims that", and from a number to what takes it back
FARTHEST = 80  # words looked back in a clause
JOINING = frozenset("and but while whereas although though because so".split())  # clauses


def is_asked(line: NamedLine, verb: int) -> bool:
    """Whether a verb of speech asks."""
    return line.reading.words[verb] in ASKING


def is_denied(line: NamedLine, first: int, last: int) -> bool:
    """Whether a word between these takes from what stands at the word `last` that it is so: it was not true that 440,
    there was no water for 440. What is negated in a clause before ("there was no gas, but 440") does not count."""
    words, signs = line.reading.words, line.signs
    for index in range(last - 1, max(first, last - FARTHEST) - 1, -1):
        if signs[index] == ";" or words[index] == "but" or (words[index] == "and" and _joins(line, index)):
            return False
        if signs[index] == "D" or (signs[index] == "u" and words[index + 1] not in NOT_NEGATING_BEFORE):
            return True
        if words[index] in DENYING_REPORTS and not REPORTED.isdisjoint(words[index + 1 : index + NEAR]):
            return True
    return False


def _joins(line: NamedLine, index: int) -> bool:
    """Whether "and" at a word joins a clause that is said on its own: ", and", "and that"."""
    return line.signs[index - 1 : index] == "," or line.reading.words[index + 1 : index + 2] == ["that"]


def is_taken_back(line: NamedLine, last: int, end: int) -> bool:
    """Whether the clause goes on after the word before `last` to say that it is not so: "440 died are false"."""
    words = line.reading.words
    for index in range(last, min(end, last + NEAR)):
        if line.signs[index] in '.,;z"&':
            return False
        if words[index] in TAKING_BACK and words[index - 1] in BEING:
            return True
        if words[index] == "true" and words[index - 1] == "not":
            return True
    return False


def is_said_of_nobody(line: NamedLine, index: int) -> bool:
    """Whether the clause up to the word of a name says that its verb is not done: neither A nor B said, it is not
    true that A said, Russia denied that A said."""
    words, signs = line.reading.words, line.signs
    for place in range(index - 1, max(-1, index - FARTHEST), -1):
        if signs[place] in '.,;:z"(' or words[place] in JOINING:
            return words[place + 1] in OPENING_QUESTIONS
        if signs[place] in "uD":
            return True
    return index < FARTHEST and line.reading.words[0] in OPENING_QUESTIONS


def is_untrue_that(line: NamedLine, first: int) -> bool:
    """Whether "not true that" or the like leads to the word `first`: words that others are said to have said."""
    words = line.reading.words
    return first > 1 and words[first - 1] == "that" and words[first - 2] in TRUE
