"""Which reports hold nearly the words of another, or are held by it: those whose sketches share enough.

Pairs come from an inverted index of the sketches' hashes. What very many texts share, such as what stands around each
page of a site, makes no pair by itself. Where nearly all of a text is shared by very many, as a despatch is that all
newspapers print, it is paired with those whose keys come next to its own; so the time is linear in the reports. A pair
is a guess until the two texts are compared word by word, which `compared` does where a page is made.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice, product

from muniment.again import Notes
from muniment.link.joined import Joined
from muniment.link.shingles import (
    WIDTH,
    Words,
    count_covered,
    folded_words,
    hashes_of,
    key_of,
    level_of,
    shingles_of,
    size_of,
)  # fmt: skip
from muniment.model import Document, NearLine, Record, Relation, Row, changed

MOST = 12  # near reports shown with one
LOOKED_AT = 100  # reports with the same words, of which those are taken
TOO_COMMON = 64  # texts; what more of them have is not what a report says, but what stands around it
REACH = 16  # texts on either side, in the order of their keys, that one is compared with by what too many have
LEAST_COMMON = 800  # of a thousand hashes, for a pair that what too many have tells of
LEAST_SHARED = 300  # of a thousand hashes of a text, for a pair to be looked at
SHORT = 36  # hashes; below that all of them must be shared: of many events the next is told in the same few words

HELD = 0.7  # of a text's words stand in the other: it is held by it
FEWEST_HELD = 40  # words, where not all stand there
FEWEST_WHOLE = 20  # words, where all do; of fewer than that both texts have no others
RELATIONS: tuple[Relation, ...] = ("same words", "nearly the same", "contained in", "contains")

Index = Mapping[int, Sequence[bytes]]  # by hash the keys of the sketches that have it
Near = dict[bytes, tuple[tuple[bytes, int], ...]]  # by key those of near texts, with what they share, best first
Nearby = tuple[tuple[str, ...], bool]  # ids of reports that may be near one, best first; whether there are more
NOBODY: Nearby = (), False


class KnownNear(Record, frozen=True):
    """The near ones of each text that has any. `keys` are those of all texts, `common` are hashes of too many."""

    keys: frozenset[bytes] = frozenset()
    common: frozenset[int] = frozenset()
    near: Near = {}


def known_near(rows: Iterable[Row], notes: Notes) -> KnownNear:
    """As `find_near`, from what an earlier build noted, which it takes long to find and seldom changes."""
    then = notes.recall("near", KnownNear) or KnownNear()
    near = find_near(rows, then)
    if near is not then:
        notes.keep("near", near)
    return near


def find_near(rows: Iterable[Row], known: KnownNear, too_common: int = TOO_COMMON, reach: int = REACH) -> KnownNear:
    """The near ones of each text; reports with the same words are one. `known` is what this gave for an earlier
    edition of the archive: only what came since is compared, and what has a hash that too many have by now, or no
    longer have."""
    sketches = {key_of(row.sketch): row.sketch for row in rows if row.sketch}
    if sketches.keys() == known.keys:
        return known
    added = sketches.keys() - known.keys
    if 2 * len(added) > len(sketches):
        added, known = set(sketches), KnownNear()
    index, gone = _index_of(sketches, added, known.common), known.keys - sketches.keys()
    common = frozenset([one for one, keys in index.items() if len(keys) > too_common])
    touched = added.union(*(index.get(one, ()) for one in common ^ known.common))
    if known.keys:
        moved = chain(product(gone, common), ((key, one) for key in added for one in hashes_of(sketches[key])))
        touched = touched.union(*(_beside(key, index[one], reach) for key, one in moved if one in common))
    if len(touched) > len(added):
        index = _index_of(sketches, touched)
    anew = touched | gone
    pairs = {
        key: {other: shared for other, shared in found if other not in anew}
        for key, found in known.near.items()
        if key not in anew
    }
    for one, other, shared in _pairs_of(touched, sketches, index, common, reach):
        pairs.setdefault(one, {})[other] = pairs.setdefault(other, {})[one] = shared
    near = {key: tuple(sorted(found.items(), key=_best_first)) for key, found in sorted(pairs.items()) if found}
    return KnownNear(frozenset(sketches), common, near)


def _best_first(found: tuple[bytes, int]) -> tuple[int, bytes]:
    return -found[1], found[0]


def _index_of(sketches: Mapping[bytes, bytes], of: Set[bytes], further: frozenset[int] = frozenset()) -> Index:
    """All that have a hash of these sketches, or a further one; of all sketches only what more than one has."""
    if len(of) < len(sketches):
        wanted = set(further).union(*(hashes_of(sketches[key]) for key in of))
    else:
        seen, wanted = set[int](), set[int]()
        for sketch in sketches.values():
            hashes = hashes_of(sketch)
            wanted |= seen.intersection(hashes)
            seen.update(hashes)
    index = defaultdict[int, list[bytes]](list)
    for key in sorted(sketches):
        for one in wanted.intersection(hashes_of(sketches[key])):
            index[one].append(key)
    return index


def _beside(key: bytes, keys: Sequence[bytes], reach: int) -> Sequence[bytes]:
    """The keys that come next to one, in both directions, and that one where it is there."""
    place = bisect_left(keys, key)
    return keys[max(0, place - reach) : place + reach + 1]


def _pairs_of(
    touched: Iterable[bytes], sketches: Mapping[bytes, bytes], index: Index, common: Set[int], reach: int
) -> Iterator[tuple[bytes, bytes, int]]:
    """Each pair of texts, of which one is among these, that share enough, and how much, in thousandths."""
    done = set[bytes]()
    for one in touched:
        done.add(one)
        counts, beside = Counter[bytes](), Counter[bytes]()
        for value in hashes_of(sketches[one]):
            if len(keys := index.get(value, ())) > 1:
                if value in common:
                    beside.update(_beside(one, keys, reach))
                else:
                    counts.update(keys)
        for other in (counts.keys() | beside.keys()) - done:
            shared = _shared(sketches[one], sketches[other], counts[other])
            in_all = _shared(sketches[one], sketches[other], counts[other] + beside[other])
            if shared or in_all >= LEAST_COMMON:
                yield one, other, in_all if in_all >= LEAST_COMMON else shared


def _shared(one: bytes, other: bytes, count: int) -> int:
    """How much of either text's hashes so many are, in thousandths; 0 where it is too little of both. Of the one that
    is kept more closely only those hashes count that would have been kept of it as of the other."""
    level, best = max(level_of(one), level_of(other)), 0
    for sketch in (one, other):
        shared = 1000 * count // size_of(sketch, level)
        least = 1000 if size_of(sketch) < SHORT and not level_of(sketch) else LEAST_SHARED
        best = max(best, shared) if shared >= least else best
    return best


def near_reports(rows: Iterable[Row], known: KnownNear, groups: Mapping[str, str]) -> dict[str, Nearby]:
    """For each report that has any, those that may be near it, at most MOST. Versions of one another, which `groups`
    tells as `group_told` does, are left out: that they are near is known."""
    members = defaultdict[bytes, list[str]](list)
    for row in rows:
        if row.sketch:
            members[key_of(row.sketch)].append(row.id)
    found: dict[str, Nearby] = {}
    for key, reports in members.items():
        if len(reports) > 1 or key in known.near:
            alike = [reports[:LOOKED_AT], *(members[other][:LOOKED_AT] for other, _ in known.near.get(key, ()))]
            for report in reports:
                group = groups.get(report, report)
                others = (one for one in chain(*alike) if one != report and groups.get(one, one) != group)
                if nearby := tuple(islice(others, MOST + 1)):
                    found[report] = nearby[:MOST], len(nearby) > MOST
    return found


def group_copies(rows: Iterable[Row], known: KnownNear) -> dict[str, str]:
    """For each of these reports that is nearly the same as another of them, or is held by it, as far as sketches tell,
    one id that stands for them all; copies of a copy are copies."""
    members = defaultdict[bytes, list[str]](list)
    for row in rows:
        if row.sketch:
            members[key_of(row.sketch)].append(row.id)
    keys = {key: number for number, key in enumerate(sorted(members))}
    joined = Joined(len(keys))
    for key, number in keys.items():
        for other, shared in known.near.get(key, ()):
            if shared >= 1000 * HELD and other in keys:
                joined.join((number, keys[other]))
    groups = defaultdict[int, list[str]](list)
    for key, number in keys.items():
        groups[joined.of(number)] += members[key]
    return {report: min(group) for group in groups.values() if len(group) > 1 for report in group}


def compared(document: Document, guesses: Iterable[tuple[NearLine, Document]]) -> tuple[NearLine, ...]:
    """Those of the guesses, each with its report's document, that are near the document indeed, and how near."""
    words = folded_words(document)
    shingles = set(shingles_of(words))
    found = []
    for line, other in guesses:
        those = folded_words(other)
        here, there = count_covered(words, set(shingles_of(those))), count_covered(those, shingles)
        if relation := _relation(words, those, here, there):
            found.append(changed(line, relation=relation, this=here / len(words), that=there / len(those)))
    return tuple(sorted(found, key=_nearest_first))


def _nearest_first(near: NearLine) -> tuple[int, float, float, str]:
    shares = sorted((near.this, near.that))
    return RELATIONS.index(near.relation), -shares[1], -shares[0], near.line.id


def _relation(this: Words, that: Words, here: int, there: int) -> Relation | None:
    """What the first text is to the second, when so many words of each stand in the other."""
    if len(this) == here and len(that) == there and this == that:
        return "same words" if len(this) >= WIDTH else None
    is_held = _is_held(len(this), here)
    holds = _is_held(len(that), there)
    if is_held and holds:
        return "nearly the same"
    return "contained in" if is_held else "contains" if holds else None


def _is_held(words: int, covered: int) -> bool:
    return covered >= (FEWEST_WHOLE if covered == words else max(FEWEST_HELD, HELD * words))
