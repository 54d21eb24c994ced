"""Tells that somebody else speaks than the one whose name stands beside the verb, or not they alone.

A man who knew NAME said; NAME and NAME said; NAME recalled a soldier saying.
"""

import re

from muniment.understand.lexicon import people
from muniment.understand.name_signs import VERBS
from muniment.understand.named_line import PASSING, NamedLine
from muniment.understand.roles import KIN, OFFICES, PREPOSITIONS, RELATIVE, ROLE_ADJECTIVES, ROLES

JOINING = frozenset("and but while whereas although though because so as when after before since with".split())
LEADING_AWAY = RELATIVE | frozenset("when while after before as because since if whether that".split())
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
NO_DEEDS = frozenset(("morning", "evening", *VERBS["participles"]))
PLAIN_SAYING = frozenset("say says said saying".split())
OF_OTHERS_WORDS = frozenset(VERBS["telling the words of others"])
BEING = frozenset("is are was were be been being".split())
RELAYING = frozenset(PASSING["relaying"])
BEFORE_OFFICES = OFFICES | frozenset(PASSING["before offices"])
OTHER_CLAUSE = re.compile(r"h[^.,;:z\"&fwn]{1,3}a{0,3}[Vt]")  # he said his wife told him
BREAKS = '.,;:z"('
FARTHEST = 40  # words looked back in a clause
LONGEST_OFFICE = 8  # words
FARTHEST_SAYING = 10  # words after a tag


def is_other_subject(line: NamedLine, index: int) -> bool:
    """Whether the name at a word only tells who somebody else is, or what another one says: a man who knew NAME,
    lawyers representing NAME, Cameroon says NAME has confirmed."""
    words, signs, begin = line.reading.words, line.signs, _before_office(line, index)
    if is_led_to(line, index, 0) or _is_of_kin(line, index) or _is_around(line, index):
        return True
    for place in range(begin, max(-1, begin - FARTHEST), -1):
        if signs[place] in BREAKS or words[place] in JOINING:
            return False
        if words[place] in RELATIVE:
            return place != begin
        if (signs[place] in "Vt" or words[place] in OF_OTHERS_WORDS) and words[place] not in RELAYING:
            return True
    return False


def is_led_to(line: NamedLine, index: int, first: int) -> bool:
    """Whether the words from `first` on lead to the name at a word as to one of whom somebody else tells: a man who
    knew NAME, the neighbour when NAME asked, lawyers representing NAME; not "on Friday morning NAME said"."""
    words, place = line.reading.words, _before_office(line, index)
    if first and not LEADING_AWAY.isdisjoint(words[first:index]):
        return True
    if place > 0 and words[place] in REFLEXIVE:
        return True  # a man calling himself NAME
    word, before = words[place] if place > 0 else "", words[place - 1] if place > 0 else ""
    is_deed = word.endswith("ing") and word.islower() and word not in NO_DEEDS
    begins = place < 2 or line.signs[place - 2] in ".z"
    is_noun = before.isalpha() and (line.signs[place - 1] in " k" or (begins and line.signs[place - 1] == "C"))
    return is_deed and is_noun and before.lower() not in PREPOSITIONS


def _is_of_kin(line: NamedLine, index: int) -> bool:
    """Whether a name after a comma may be that of the one whose kin speaks: the wife of the mayor, NAME, said."""
    words, signs, place = line.reading.words, line.signs, index - 2
    if index < 2 or signs[index - 1] != ",":
        return False
    has_role = False
    while place >= 0 and index - place < FARTHEST and signs[place] not in BREAKS:
        if words[place] in KIN:
            return has_role
        has_role = has_role or words[place] in ROLES
        place -= 1
    return False


def _is_around(line: NamedLine, index: int) -> bool:
    """Whether the name at a word only tells where the place before it lies, in which others speak: police in Portland,
    Oregon said."""
    words, signs, place = line.reading.words, line.signs, index - 2
    if place < 0 or signs[index] != "L" or signs[index - 1] != "," or signs[place] not in "Ll":
        return False
    while place and signs[place] == "l":
        place -= 1
    return place > 1 and words[place - 1] in PREPOSITIONS and signs[place - 2] not in BREAKS + "z"


def is_one_of_two(line: NamedLine, index: int, end: int) -> bool:
    """Whether somebody else speaks together with the one named from the word `index` up to, without, `end`: governor
    NAME and mayor NAME said."""
    words, signs, place = line.reading.words, line.signs, _before_office(line, index)
    if signs[end : end + 1] == "&" and not set(signs[end + 1 : end + 4]).isdisjoint("POLk"):
        return True
    if place < 1 or signs[place] != "&":
        return False
    is_held = "s" in signs[place:index] or not ROLES.isdisjoint(words[place:index])
    before = words[place - 1]
    return is_held and before not in ROLES and before not in ROLE_ADJECTIVES and before not in OFFICES


def _before_office(line: NamedLine, index: int) -> int:
    """The word before a name and all that tells the office before it: and, in "and Tambov Oblast head NAME"."""
    words, signs, place = line.reading.words, line.signs, index - 1
    has_role = place >= 0 and (words[place] in ROLES or signs[place] == "T")
    while place >= 0 and index - place <= LONGEST_OFFICE:
        is_office = words[place] in ROLES or words[place] in ROLE_ADJECTIVES or signs[place] in "hTNs"
        if not is_office and not (has_role and signs[place] in "OoLlC") and not _is_owned(line, place):
            break
        place -= 1
    return place


def _is_owned(line: NamedLine, place: int) -> bool:
    """Whether a word stands between whose office it is and the office: internal security commander."""
    return line.reading.words[place] in BEFORE_OFFICES


def tells_of_others(line: NamedLine, verb: int) -> bool:
    """Whether what the tag at the word `verb` tells was said by somebody else: NAME recalled a soldier saying, NAME
    said he heard a soldier say; not "NAME recalled saying"."""
    words, signs = line.reading.words, line.signs
    if OTHER_CLAUSE.match(signs, verb + 1):
        return True
    for place in range(verb + 1, min(len(signs), verb + FARTHEST_SAYING)):
        if signs[place] in BREAKS:
            return False
        if words[place] in PLAIN_SAYING:
            return place > verb + 1
    return False


def is_saying_of_others(line: NamedLine, subject: int, verb: int) -> bool:
    """Whether "saying" at the word `verb` is what the one named at the word `subject` tells of others: quoted a soldier
    as saying; not "was quoted as saying"."""
    words = line.reading.words
    first = max(subject, line.signs.rfind(",", subject, verb)) + 1
    if words[verb - 1] in BEING:
        return True  # NAME left, and his wife was saying
    return any(
        (words[place] in OF_OTHERS_WORDS and words[place - 1] not in BEING and place + 1 < verb)
        or (words[place] in ("told", "tells", "spoke", "speaks") and words[place + 1] == "of")
        for place in range(first, verb)
    )


def is_cut(line: NamedLine, index: int) -> bool:
    """Whether only the end of a name was found: National [Unity Platform]; before a person's may be an office, unless
    all that tells of a person is the verb. A word that begins a sentence has its capital from there."""
    signs, mention = line.signs, line.mentions.get(index)
    is_guessed = mention is not None and mention.rule == "speaker" and line.reading.words[index] not in people().given
    is_loose = is_guessed or (mention is not None and mention.kind == "organization")
    return is_loose and index > 1 and signs[index - 1] == "C" and signs[index - 2] not in '.z"'
