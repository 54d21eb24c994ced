"""Names that are known beforehand: the editors', the report's own fields', countries and the like.

They are looked up word by word, so a name is never found inside a longer word, and the longest
name that fits is taken.
"""

from collections.abc import Iterable, Iterator
from itertools import compress

from muniment.model import Authority, Document, EntityKind, Record
from muniment.understand.tokens import folded, split_words
from muniment.understand.vocabulary import read_groups, read_table

KINDS: dict[str, EntityKind] = {"person": "person", "organization": "organization", "place": "place"}
LONGEST = 30  # words of a name


class Known(Record, frozen=True):
    """A name and whose it is."""

    kind: EntityKind
    name: str
    entity: str
    rule: str


# A trie, written flat: every name, and every beginning of one (with nothing), by its words.
Index = dict[str, Known | None]


class Match(Record, frozen=True):
    """A known name at the words from `first` up to, without, `last`."""

    first: int
    last: int
    known: Known


def built_in() -> Iterator[tuple[str, Known]]:
    """Countries, their capitals, and organisations whose names show no head."""
    for names, cities, _ in read_table("countries"):
        for name in names:
            yield name, Known("place", name, "", "known-place")
        for name in cities:
            yield name, Known("place", name, "", "known-city")
    for name in read_groups("names")["known organizations"]:
        yield name, Known("organization", name, "", "known-organization")


def listed(authorities: Iterable[Authority]) -> Iterator[tuple[str, Known]]:
    """Every spelling in the editors' files; the first of two alike has the name."""
    for authority in authorities:
        kind = "organization" if authority.is_source else KINDS.get(authority.kind)
        if kind is None:
            continue
        rule = "source-name" if authority.is_source else "editors-name"
        for name in (authority.name, *authority.names):
            yield name, Known(KINDS[kind], authority.name, authority.id, rule)


def stated(document: Document) -> Iterator[tuple[str, Known]]:
    """The people, organisations and places that the seed's own fields name."""
    fields = (("person", document.people), ("organization", document.organizations), ("place", document.places))
    for kind, values in fields:
        for value in values:
            yield value.value, Known(KINDS[kind], value.value, "", "stated-name")


def index_names(names: Iterable[tuple[str, Known]]) -> Index:
    """The names by their words; of two that are alike the first is kept."""
    index: Index = {}
    for name, known in names:
        words = folded(split_words(name))[:LONGEST]
        for length in range(1, len(words)):
            index.setdefault(" ".join(words[:length]), None)
        if words and index.get(" ".join(words)) is None:
            index[" ".join(words)] = known
    return index


def openings(words: list[str], vocabulary: frozenset[str], *indexes: Index) -> list[int]:
    """The numbers of the words that a known name may begin with. `vocabulary` is each of the words once."""
    both = set[str]().union(*(_both(vocabulary, index) for index in indexes if index))
    return list(compress(range(len(words)), map(both.__contains__, words))) if both else []


def _both(vocabulary: frozenset[str], index: Index) -> Iterable[str]:
    """The words that an index has, of which it has few, or many more than a text."""
    is_small = len(index) < len(vocabulary)
    return vocabulary.intersection(index) if is_small else filter(index.__contains__, vocabulary)


def matches(words: list[str], opening: Iterable[int], *indexes: Index) -> list[Match]:
    """The known names in the words from left to right, the longest at each place, none within
    another; of two as long the earlier index's. One may begin at each `opening`, in order."""
    found: list[Match] = []
    after = 0
    for first in opening:
        best = _longest_at(words, first, indexes) if first >= after else None
        if best:
            found.append(best)
            after = best.last
    return found


def _longest_at(words: list[str], first: int, indexes: tuple[Index, ...]) -> Match | None:
    best: Match | None = None
    for index in indexes:
        key, last = words[first], first + 1
        while key in index:
            known = index[key]
            if known is not None and (best is None or last > best.last):
                best = Match(first, last, known)
            if last == len(words):
                break
            key, last = f"{key} {words[last]}", last + 1
    return best


BUILT_IN = index_names(built_in())
