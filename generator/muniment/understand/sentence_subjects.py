"""Whom a sentence is about: the name that it begins with does what its verbs farther on say."""

from muniment.understand.named_line import NamedLine
from muniment.understand.reading import sentence_at
from muniment.understand.roles import PREPOSITIONS, ROLE_ADJECTIVES, ROLES

ROLES_BEFORE = ROLES | ROLE_ADJECTIVES
LATER_SIGNS = ("p", "o", "l")  # of a name's further words
NO_SUBJECTS = ("-", "P", "O", "C", "N", "&")  # what follows a name that is no subject, or not the whole one
PREPOSITIONS_OF_TIME = frozenset("after before while when by for of in without despite since".split())
OPENING = frozenset("In After During Following On At Amid Despite Before Since For By Upon Through Against".split())
ELECTED = frozenset(("elect", "designate"))
# After these somebody else may be meant to have said it: he met a man who left and said.
OTHER_CLAUSES = frozenset("who which whose where while whereas as when after because since that if".split())
JOINING = frozenset(("and", "but"))
FARTHEST_SUBJECT = 8  # words from the beginning of a sentence
LONGEST_OPENING = 25  # words up to its comma
MOST_ADJECTIVES = 3


def subject_of(line: NamedLine, index: int) -> int:
    """The word at which the one whom the sentence of the word `index` is about is named, when it begins with the name
    or with an office and the name, after an opening such as "On Friday,": Iran’s supreme leader Ali Khamenei. -1 where
    it does not."""
    first, _ = sentence_at(line.reading, index)
    if "w" in line.signs[max(first, line.signs.rfind(",", first, index)) : index]:
        return -1  # with somebody else saying
    if index > first and line.reading.words[index - 1] in PREPOSITIONS_OF_TIME:
        return -1  # after accusing him
    is_opened = line.reading.words[first] in OPENING
    if is_opened:
        first = line.signs.find(",", first, min(index, first + LONGEST_OPENING)) + 1
    return _named_from(line, first, index, is_opened) if first or not is_opened else -1


def _named_from(line: NamedLine, first: int, index: int, is_opened: bool) -> int:
    """The word of the name that the words from `first` lead to."""
    words, signs, place, adjectives = line.reading.words, line.signs, first, 0
    while place < min(index, first + FARTHEST_SUBJECT):
        if signs[place] in "POL" and place in line.mentions:
            last = place + 1
            while signs[last : last + 1] in LATER_SIGNS:
                last += 1
            is_office = words[last : last + 1] and words[last] in ROLES_BEFORE
            if signs[last : last + 1] != "s" and not is_office:
                is_list = is_opened and signs[last : last + 1] == ","  # in Kyiv, Ukraine, NAME
                is_held = not adjectives or words[place - 1] in ROLES
                return place if is_held and not is_list and signs[last : last + 1] not in NO_SUBJECTS else -1
            place = last + (signs[last : last + 1] == "s")
        elif words[place] in ROLES_BEFORE or signs[place] in "hNT":
            place += 1
        elif signs[place] == "-" and words[place + 1 : place + 2] and words[place + 1] in ELECTED:
            place += 2
        elif signs[place] in " C" and words[place] not in PREPOSITIONS and adjectives < MOST_ADJECTIVES:
            adjectives += 1  # Exiled crown prince
            place += 1
        else:
            return -1
    return -1


def is_joined(line: NamedLine, verb: int) -> bool:
    """Whether a verb goes on with what the one whom its sentence is about does: calls for calm and says, but also
    states."""
    words, signs, place = line.reading.words, line.signs, verb - 1
    while place >= 0 and signs[place] == "a":
        place -= 1
    if place < 0 or words[place] not in JOINING:
        return False
    subject = subject_of(line, verb)
    between = words[subject:place]
    is_sole = not set(signs[subject:place]) & set("Vt;") and OTHER_CLAUSES.isdisjoint(between)
    return subject >= 0 and (is_sole or "also" in words[place:verb])
