"""Who may be one: of whom nobody says that they are two, and whose names are one but for words left out or shortened.

"Klymenko" and "Ihor Klymenko" may be one, and so may "the Defense Ministry" and "the Defence Ministry of Ukraine",
"Reuters" and "Reuters News Agency", "AP" and "The Associated Press" (link/spellings.py tells how). Two whom editors
list are two.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from muniment.link.joined import Joined
from muniment.link.origins import named
from muniment.link.spellings import Words, all_forms
from muniment.model import Somebody

# A person is no place, nor body. A source may be either.
KINDS = {"person": 1, "place": 2, "organization": 2}
PERSON_AND_OTHER = 3
BOTH = 2
MOST_TRIED = 8  # of those whom editors list, by one name that they have in common


def voices_alike(
    voices: Iterable[Somebody], spellings: Mapping[str, Sequence[str]], listed: Container[str],
    kinds: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:  # fmt: skip
    """For those who may be one with another one id for the group, by what tells them apart (`named`). `spellings` are
    the names of those with an id, `kinds` what they are, and `listed` the ids of all whom editors list."""
    unsorted = {named(one): one for one in voices}
    known = [unsorted[name] for name in sorted(unsorted, key=lambda name: (not unsorted[name].id, name))]
    forms = [all_forms((one.name, *spellings.get(one.id, ())), kinds.get(one.id) == "person") for one in known]
    is_free = [one.id not in listed for one in known]
    joined = _Apart(is_free, [KINDS.get(kinds.get(one.id, ""), 0) for one in known])
    whole = _Index(joined, is_free, (one.own for one in forms), is_one=True)
    initialled = _Index(joined, is_free, (one.initialled for one in forms), is_one=False)
    for number, one in enumerate(forms):
        whole.join(number, one.shorter)
        if one.has_initials:
            initialled.join(number, (*one.own, *one.shorter))
    groups = defaultdict[int, list[str]](list)
    for number, voice in enumerate(known):
        groups[joined.of(number)].append(named(voice))
    return {each: group[0] for group in groups.values() if len(group) > 1 for each in group}


class _Apart:
    """Who may be one: but never two whom editors list, nor one of these and somebody who can be no such thing. Who may
    be either of two is one with either."""

    def __init__(self, is_free: Sequence[bool], kinds: Sequence[int]):
        self._joined = Joined(len(kinds))
        self._is_free, self._kinds = list(is_free), list(kinds)

    def of(self, one: int) -> int:
        """The lowest number of all who may be one with somebody."""
        return self._joined.of(one)

    def join(self, members: Sequence[int]) -> None:
        """Make one of all who have any of these among them, as far as they may be."""
        heads: tuple[list[int], list[int]] = [], []  # of those whom editors list, and of others
        for one in dict.fromkeys(map(self.of, members)):
            near = heads[True] if not self._is_free[one] else [*heads[True], *heads[False][:MOST_TRIED]]
            if not any(self._have_joined(one, other) for other in near):
                heads[self._is_free[one]].append(one)

    def _have_joined(self, one: int, other: int) -> bool:
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        is_free, kinds = self._is_free[first] + self._is_free[second], self._kinds[first] | self._kinds[second]
        if not is_free or (is_free < BOTH and kinds == PERSON_AND_OTHER):
            return False
        self._joined.join((first, second))
        self._is_free[first], self._kinds[first] = is_free == BOTH, kinds
        return True


class _Index:
    """Those who have a form. Once they are joined one stands for all of them, whom editors do not list."""

    def __init__(self, joined: _Apart, is_free: Sequence[bool], forms: Iterable[Iterable[Words]], is_one: bool):
        """`is_free` says whom editors do not list. Where `is_one` all who have a form may be one; else they may be one
        with those who ask for it."""
        self.joined, self.is_free = joined, is_free
        self.members = defaultdict[Words, list[int]](list)
        self.standing, self.standing_for_free = dict[Words, int](), dict[Words, int]()
        for number, several in enumerate(forms):
            for words in several:
                self.members[words].append(number)
        for words, numbers in self.members.items() if is_one else ():
            if free := self._free_of(words):
                joined.join(numbers)
                self.standing[words] = free[0]

    def join(self, number: int, forms: Iterable[Words]) -> None:
        """Make one of somebody and those who have one of these forms."""
        for words in forms:
            if words in self.standing:
                self.joined.join([number, self.standing[words]])
            elif words in self.members and self.is_free[number]:
                self.joined.join([number, *self.members[words]])
                self.standing[words] = number
            elif words in self.standing_for_free:
                self.joined.join([number, self.standing_for_free[words]])
            elif free := self._free_of(words):
                self.joined.join([number, *free])
                self.standing_for_free[words] = free[0]

    def _free_of(self, words: Words) -> list[int]:
        return [one for one in self.members.get(words, ()) if self.is_free[one]]
