"""Counts of what is not so yet, or only possible: of "will free 40 prisoners" none is told.

What is there already stays, whatever is to become of it: "will free the 40 prisoners", "will continue to search for
12".
"""

from muniment.understand.name_signs import NAMES
from muniment.understand.named_line import NamedLine
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("foreseen")
BETWEEN = frozenset(NAMES["helpers"]) | {"also", "soon", "still", "then", "now", "again"}
MOST_BETWEEN = 3  # adverbs
LONGEST_NAME = 7  # words of one who is told to do something
NEAR = 4  # words after the number


def is_only_foreseen(line: NamedLine, first: int, last: int) -> bool:
    """Whether the verb of which the words from `first` up to, without, `last` are the subject or object is of the
    future, or only of what is possible, planned, threatened or demanded."""
    words = line.reading.words
    if words[first].lower() in WORDS["known"] or (first > 0 and words[first - 1].lower() in WORDS["known"]):
        return False
    return _is_foreseen_object(line, first) or _is_foreseen_subject(words, first, last)


def is_joined_to_foreseen(line: NamedLine, foreseen: int, first: int, last: int) -> bool:
    """Whether the count from `first` up to, without, `last` goes on with one that is only foreseen and ends before the
    word `foreseen`: will send 12 tanks and 300 soldiers, could kill 500 and injure 300; not "and 300 were injured"."""
    if first - foreseen > MOST_BETWEEN:
        return False
    words = line.reading.words
    between = words[foreseen:first]
    is_joined = between[:1] in (["and"], ["or"]) and all(word in WORDS["joined"] for word in between[1:])
    return is_joined and words[last : last + 1] not in (["were"], ["are"], ["have"], ["had"])


def _is_foreseen_object(line: NamedLine, first: int) -> bool:
    """Will kill 500, plans to free 40, expects 1,000, warned of 500."""
    words = line.reading.words
    before = [word.lower() for word in words[max(0, first - 2) : first]]
    if not before or not before[-1].isalpha():
        return False
    if before[-1] in WORDS["thinking of"]:
        return True
    if before[-1] in WORDS["of or for"]:
        return before[0] in WORDS["thinking"]
    if before[-1] in WORDS["true now"]:
        return False
    place = _skipped(words, first - 2)
    lead = words[place].lower() if place >= 0 else ""
    if lead in WORDS["modals"]:
        return not _is_noun(words, place) and words[place + 1].lower() not in WORDS["true now"]
    return lead == "to" and _is_towards(line, place)


def _is_towards(line: NamedLine, index: int) -> bool:
    """Whether "to" at the word `index` leads to what is only planned, threatened or demanded."""
    words = line.reading.words
    place = _skipped(words, index - 1)
    if place >= 0 and words[place].lower() in WORDS["towards"]:
        return True
    return _is_told(line, index)


def _is_told(line: NamedLine, index: int) -> bool:
    """Urged the government of Israel to free 40."""
    words, place = line.reading.words, index - 1
    while place > max(0, index - LONGEST_NAME) and (
        line.signs[place] in "POLpolhCNf" or words[place] in WORDS["those told"]
    ):
        place -= 1
    told = words[place].lower() if place >= 0 else ""
    if told == "on" and place:
        told = f"{words[place - 1].lower()} on"
    return place < index - 1 and told in WORDS["telling others"]


def _is_foreseen_subject(words: list[str], first: int, last: int) -> bool:
    """500 people could die, 40 prisoners are to be freed; not "12 people could not be identified"."""
    following = [word.lower() for word in words[last : last + NEAR]]
    if not following or (first > 0 and words[first - 1].lower() in WORDS["prepositions"]):
        return False
    if not WORDS["true now"].isdisjoint(following[1:]):
        return _may_have(following)
    if following[0] in WORDS["modals"]:
        return following[0] != "could" or WORDS["able"].isdisjoint(following)
    is_foreseen = following[1:2] != [] and following[1] in WORDS["foreseen"]
    is_with_to = following[2:3] == ["to"] and following[1] in WORDS["foreseen with to"]
    return following[0] in WORDS["being"] and (is_foreseen or is_with_to)


def _may_have(following: list[str]) -> bool:
    """500 people may have died."""
    return following[:1] in (["may"], ["might"]) and following[1:2] == ["have"]


def _skipped(words: list[str], index: int) -> int:
    """The word before those that may stand between a verb and what it belongs to: will [soon] free."""
    for _ in range(MOST_BETWEEN):
        if index < 0 or not (words[index].endswith("ly") or words[index] in BETWEEN - WORDS["modals"]):
            break
        index -= 1
    return index


def _is_noun(words: list[str], index: int) -> bool:
    """Whether the word is no modal: the will, in May."""
    return words[index] in ("May", "Will") or (index > 0 and words[index - 1].lower() in WORDS["known"])
