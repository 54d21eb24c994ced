"""Speakers who may be one: of whom nobody says that they are two, and whose names are one but for words left out.

"Klymenko" and "Ihor Klymenko" may be one, and so may "the Defense Ministry" and "the Defense Ministry of Ukraine", in
whatever spelling. Two whom editors list are two.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from muniment.link.alike import keys_of
from muniment.link.joined import Joined
from muniment.link.origins import named
from muniment.model import Somebody

MOST_WORDS = 6  # of a longer name only as many at the end are left out of another
Words = frozenset[str]


def voices_alike(
    voices: Iterable[Somebody], spellings: Mapping[str, Sequence[str]], listed: Container[str]
) -> dict[str, str]:
    """For those who may be one with another one id for the group, by what tells them apart (`named`). `spellings` are
    the names of those with an id, `listed` the ids of all whom editors list."""
    known = list({named(one): one for one in voices}.values())
    whole = defaultdict[Words, list[int]](list)
    names = [set(_words_of(one, spellings)) for one in known]
    for number, written in enumerate(names):
        for words in written:
            whole[words].append(number)
    joined = Joined(len(known))
    for number, written in enumerate(names):
        for words in dict.fromkeys(chain.from_iterable(map(_within, sorted(written, key=sorted)))):
            others = whole.get(words, ())
            if known[number].id in listed:
                others = [one for one in others if known[one].id not in listed]
            joined.join([number, *others])
    groups = defaultdict[int, list[str]](list)
    for number, one in enumerate(known):
        groups[joined.of(number)].append(named(one))
    return {each: group[0] for group in groups.values() if len(group) > 1 for each in group}


def _words_of(one: Somebody, spellings: Mapping[str, Sequence[str]]) -> Iterator[Words]:
    for key in keys_of((one.name, *spellings.get(one.id, ()))):
        yield frozenset(key.split()[-MOST_WORDS:])


def _within(words: Words) -> Iterator[Words]:
    """All sets of some of these words, and of all."""
    ordered = sorted(words)
    for size in range(1, len(ordered) + 1):
        yield from map(frozenset, combinations(ordered, size))
