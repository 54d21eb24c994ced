"""Which of the things that are counted are the very same, and which are a part of which others. English.

Mass graves are a part of graves, bodies of civilians of bodies, children of people. Things that are neither the same
nor a part of each other are of two kinds, even where some may be both.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from muniment.counted_things import ADJECTIVES, FATE_OF, PERSON, QUOTATION, singular, thing_of
from muniment.model import Record

# How one compares with another: it is the same, a part of it, or the whole that the other is a part of; a part in one
# respect and the whole in another, so that both may have some in common; or none of these.
Way = Literal["same", "part", "whole", "overlap", "neither"]

# What narrows nothing that it is said of: "several separate graves" are graves.
NEUTRAL = frozenset(
    """individual single separate different various several multiple total overall reported whole entire estimated such
    same certain""".split()
)
# Of what may be none: suspected graves are no part of the graves, and former soldiers none of the soldiers.
DOUBTFUL = frozenset(
    """suspected alleged possible potential presumed supposed former future planned fake false dummy would-be""".split()
)
# More of something that was counted before: no part of the whole that is counted after it.
FURTHER = frozenset("other others another more further additional extra".split())
EXCEPT = ("more than", "or more", "no more than", "not more than")  # here "more" is no further one
JOINTS = frozenset("of in on at from with without under near by for among inside outside".split())
LEADING = frozenset("the a an".split())
FOUND = "found"  # of things it says how one knows of them, and not what became of them
NARROWER = {
    PERSON: """activist adult athlete attacker boy bystander captive casualty child citizen civilian climber conscript
        contractor defender detainee driver elder employee engineer evacuee farmer fatality female fighter fireman
        firefighter fisherman foreigner guard guerrilla gunman hiker hostage human infant inhabitant inmate insurgent
        internee journalist juvenile lawmaker local lawyer male man medic member migrant militiaman miner militant minor
        mourner occupant officer official orphan parent passenger patient pedestrian pensioner pilot policeman
        politician priest prisoner protester pupil rebel refugee relative reporter rescuer resident sailor serviceman
        servicewoman servicemember skier soldier student suspect survivor teacher teen teenager terrorist tourist troop
        victim villager volunteer warrior woman worker youngster youth""",
    "child": "baby boy girl infant newborn orphan schoolboy schoolchild schoolgirl toddler",
    "woman": "grandmother mother widow wife",
    "man": "father grandfather husband widower",
    "medic": "doctor nurse paramedic surgeon",
    "soldier": "conscript marine paratrooper",
    "vehicle": "ambulance bus car lorry minibus motorcycle tank truck van",
    "building": "church clinic hospital house kindergarten mosque school shop warehouse",
    "aircraft": "airplane drone helicopter jet plane",
}
WIDER = {
    word: frozenset(wide for wide, narrower in NARROWER.items() if word in narrower.split())
    for word in " ".join(NARROWER.values()).split()
}

# Palestinians, Israelis, Lebanese; not Kalashnikovs.
PEOPLES = re.compile(r"\b[A-Z][a-z]+(?:[aei]ans|is|ese)\b")
PEOPLE = " people"  # how the noun ends that stands for one: no other has a space

# A noun with the words before it, and how it is joined to what stands before those: "of mass grave".
Segment = tuple[str, frozenset[str], str]


class Kind(Record, frozen=True):
    """What is counted: its nouns in their order, the first without anything that joins it; what narrows them; and what
    became of those counted, empty where nothing is said of that."""

    nouns: tuple[Segment, ...]
    qualities: frozenset[str]
    fate: str


@lru_cache(maxsize=4096)
def kind_of(what: str, fate: str) -> Kind:
    """The kind of what words and fate tell; without nouns where the words name nothing."""
    words = what.translate(QUOTATION).lower().split()
    qualities = frozenset(one for one in words if one in ADJECTIVES and one not in NEUTRAL and one not in FATE_OF)
    peoples = {singular(one.lower()) for one in PEOPLES.findall(what)}
    nouns = tuple(
        (joint, narrowed, noun + PEOPLE if noun in peoples else noun)
        for joint, narrowed, noun in _segments(thing_of(what))
    )
    told = "" if fate == FOUND and nouns and not is_human(nouns[0][2]) else fate
    return Kind(nouns, qualities, told)


def is_human(noun: str) -> bool:
    """Whether those who are called so are people."""
    return PERSON in _wider_than(noun)


def is_further(words: str) -> bool:
    """Whether the words of a claim are of more that come to others: "another 12 people", "12 more"."""
    small = words.lower()
    return not FURTHER.isdisjoint(small.split()) and not any(one in small for one in EXCEPT)


@lru_cache(maxsize=65_536)
def way_of_things(one: Kind, other: Kind) -> Way:
    """How what is counted compares, whatever became of it."""
    if not one.nouns or not other.nouns or not DOUBTFUL.isdisjoint(one.qualities ^ other.qualities):
        return "neither"
    is_within = _is_within(one.nouns, other.nouns), one.qualities >= other.qualities
    is_around = _is_within(other.nouns, one.nouns), one.qualities <= other.qualities
    match all(is_within), all(is_around):
        case True, True:
            return "same"
        case True, False:
            return "part"
        case False, True:
            return "whole"
    return "neither"


def together(ways: Iterable[Way]) -> Way:
    """How two compare of which the first compares with the second so in one respect after another."""
    found = set(ways) - {"same"}
    if not found:
        return "same"
    if "neither" in found:
        return "neither"
    return found.pop() if len(found) == 1 else "overlap"


def _segments(thing: str) -> Iterator[Segment]:
    joint, words = "", list[str]()
    for word in (*thing.split(), ""):
        if word and (word not in JOINTS or not words):
            words.append(word)
        elif words:
            yield joint, frozenset(words[:-1]) - LEADING, singular(words[-1])
            joint, words = word, []


def _is_within(one: tuple[Segment, ...], other: tuple[Segment, ...]) -> bool:
    """Whether all that is the one is the other, too: what has more said of it, or a narrower noun."""
    for mine, theirs in zip_longest(one, other):
        if theirs is None:
            return True
        if mine is None or mine[0] != theirs[0] or not mine[1] >= theirs[1]:
            return False
        if theirs[2] not in _wider_than(mine[2]) or not DOUBTFUL.isdisjoint(mine[1] ^ theirs[1]):
            return False
    return True


@lru_cache(maxsize=4096)
def _wider_than(noun: str) -> frozenset[str]:
    """The noun, and all that is wider."""
    waiting = [noun, PERSON] if noun.endswith(PEOPLE) else [noun]
    found = set(waiting)
    while waiting:
        new = WIDER.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return frozenset(found)
