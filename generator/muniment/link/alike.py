"""Names that are perhaps of one: told by a key that the ways of writing a name share, across scripts and spellings.

"Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський" and "Зеленский" have one key; so have "Izium", "Izyum", "Ізюм" and
"Изюм". A key is of the whole name, word by word: Oleksandr Shevchenko is not Oleksandra Shevchenko, nor Shevchenko.
Places also share the one that a gazetteer has them for: "Kyiv" and "Kiev". It is a proposal, and an editor decides.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from muniment.folding import plain
from muniment.ids import in_latin
from muniment.model import Entity, Located, changed

MOST = 8  # others that are told of one
REMEMBERED = 20_000  # words whose keys a process keeps
SHORT = 3  # letters; in a word of no more, two alike are not one: Lee is not Le
WORD = re.compile(r"[^\s/‐‑–—-]+")
ALPHABETS = re.compile(r"[\x00-\u052f\u1e00-\u1fff\u2000-\u206f]+")  # Latin, Greek, Cyrillic, and marks
UKRAINIAN, RUSSIAN = frozenset("іїєґ"), frozenset("ыэёъ")  # letters that the other language has not
SIGNS = re.compile(r"[^a-z0-9]+")  # soft and hard signs, apostrophes, stops
FOLDS = (("yj", "i"), ("ij", "i"), ("y", "i"), ("kh", "h"), ("ts", "c"))
DOUBLED_I = re.compile(r"ii+")
DOUBLED = re.compile(r"([a-z])\1+")


def keys_of(names: Iterable[str], place: Located | None = None) -> tuple[str, ...]:
    """The keys of an entity with these names, which lies there: of two entities that share one, of one kind, an editor
    may say that they are the same. "volodimir zelenski", "geonames:703448"."""
    keys = {key for name in names for key in _spelling_keys(name)}
    if place:
        keys.add(place.source)
    return tuple(sorted(keys))


def with_alike(entities: Iterable[Entity], listed: Container[str]) -> Iterator[Entity]:
    """The entities with those that are perhaps the same, the most named first, MOST of them. Two that editors list
    apart are two, since they say so, and so are two of which they say that one is not the other; `listed` has the ids
    of all whom they list."""
    entities = tuple(entities)
    sharing = defaultdict[tuple[str, str], list[Entity]](list)
    for entity in entities:
        for key in entity.keys:
            sharing[entity.kind, key].append(entity)
    among = {key: _ordered(members, listed) for key, members in sharing.items() if len(members) > 1}
    for entity in entities:
        groups = [group for key in entity.keys if (group := among.get((entity.kind, key)))]
        others = sorted((one for group in groups for one in _others(entity, group, listed)), key=_most_named_first)
        alike = tuple(dict.fromkeys(one.id for one in others))[:MOST]
        yield changed(entity, alike=alike) if alike else entity


def _ordered(members: Iterable[Entity], listed: Container[str]) -> tuple[Sequence[Entity], Sequence[Entity]]:
    """Those that share a key, the most named first; and of them those whom no editor lists."""
    ordered = sorted(members, key=_most_named_first)
    return ordered, [one for one in ordered if one.id not in listed]


def _others(
    entity: Entity, among: tuple[Sequence[Entity], Sequence[Entity]], listed: Container[str]
) -> Iterator[Entity]:
    """As many as can be told, without itself and those that it is not."""
    not_told = {entity.id, *entity.lookalikes}
    return islice((one for one in among[entity.id in listed] if one.id not in not_told), MOST)


def _most_named_first(entity: Entity) -> tuple[int, str]:
    return -entity.count, entity.id


def _spelling_keys(name: str) -> Iterator[str]:
    """The keys of a name: one, but two of a Russian or Ukrainian one in which a letter may have either sound."""
    for spelled in words_of(name):
        if key := " ".join(key for _, key in spelled):
            yield key


def words_of(name: str, is_small: bool = True) -> Iterator[list[tuple[str, str]]]:
    """The words of a name, in small letters unless it is said otherwise, each with its key, without those that have
    none: once, but twice for a Russian or Ukrainian one in which a letter may have either sound."""
    small = name.lower() if is_small else name
    for written in _sounded(small) if "г" in small else (small,):
        pairs = ((word, _key_of_word(word)) for word in WORD.findall(written))
        yield [pair for pair in pairs if pair[1]]


def _sounded(small: str) -> Iterator[str]:
    """With one letter, г, as each language has it: h in Ukrainian, g in Russian."""
    is_ukrainian, is_russian = not UKRAINIAN.isdisjoint(small), not RUSSIAN.isdisjoint(small)
    if is_ukrainian or not is_russian:
        yield small.replace("г", "h")
    if is_russian or not is_ukrainian:
        yield small.replace("г", "g")


@lru_cache(REMEMBERED)
def _key_of_word(word: str) -> str:
    """Of a script in which many words sound alike, or that leaves out vowels, the word as it is but for signs that many
    leave out, and letters that they write for each other, such as those of Arabic."""
    if not word.isascii():
        if not ALPHABETS.fullmatch(word):
            return "".join(plain(word).replace("ٱ", "ا").split())
        word = in_latin(word)
    word = word.lower()
    key = SIGNS.sub("", word)
    for letters, instead in FOLDS:
        key = key.replace(letters, instead)
    key = DOUBLED_I.sub("i", key)
    return DOUBLED.sub(r"\1", key) if len(key) > SHORT else key
