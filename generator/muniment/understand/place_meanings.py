"""Which of the places of one name a report means, and where the gazetteer has it.

A name means the place that lies in what stands beside it ("Reading, England"); else, of several, the one that lies in
a region or country that the report names elsewhere, or the one that has DOMINANT times the people of the next. A name
means one place in a report. Where none of this decides, nothing is said: a guess is no place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from muniment.ids import plain_id
from muniment.model import Located, Mention, Record, changed
from muniment.understand.lexicon import DOMINANT, LARGE, Place, places_called
from muniment.understand.tokens import key_of
from muniment.understand.vocabulary import read_table

# What a region is called varies: the Kharkiv region is Kharkiv Oblast.
REGION_KINDS = ("Oblast", "Region", "Province", "Governorate", "Department", "Prefecture", "Krai", "Republic", "State")
OF_REGIONS = frozenset(kind.lower() for kind in REGION_KINDS)
AROUND_A_CITY = OF_REGIONS - {"state"}  # named for the city in it; Washington State is not
# Reading, England; Kupiansk in the Kharkiv region; Balakliia (Kharkiv region)
BESIDE = re.compile(r"(?:,| in(?: the)?| (?=\())[ \u00a0]?\(?((?:[^\W\d_][^\s,;:()“”\"]{0,40}[ \u00a0]?){1,4})")
POSSESSIVE = re.compile(r"['’]s\Z")
REMEMBERED = 20_000  # names whose meanings a process keeps


class Meanings(Record, frozen=True, eq=False):
    """The places that a name may mean, the greatest first, and the one that it means where nothing else is said. It
    is plain where this is a country or region and there is no other: whatever is said, Ukraine is Ukraine."""

    name: str
    places: tuple[Place, ...]
    usual: Place | None
    is_plain: bool


class Company(Record, frozen=True):
    """The countries and regions that a report names, and these with those of its great cities."""

    named: frozenset[str]
    likely: frozenset[str]


class Beside(Record, frozen=True):
    """What a name is said to lie in, if that is a country or a region: what the gazetteer calls it, and whether nothing
    else is called so."""

    wholes: frozenset[str]
    is_sure: bool


NOTHING = Beside(frozenset(), False)


def with_places(prose: str, stated: Sequence[str], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, those of places with where these lie as far as that is certain. `prose` is what the mentions index,
    and `stated` are the places that the report's own fields name."""
    mentions = tuple(mentions)
    found: dict[str, list[Mention]] = {}
    for one in mentions:
        if one.kind == "place":
            found.setdefault(one.name, []).append(one)
    meant: dict[int, Place] = {}  # by where a mention starts
    company: Company | None = None
    for name, group in found.items():
        meanings = meanings_of(name)
        if meanings is None:
            continue
        if meanings.is_plain and meanings.usual:
            meant.update((one.start, meanings.usual) for one in group)
            continue
        company = company or _company((*found, *stated))
        meant |= _meant(meanings, prose, group, company)
    for one in mentions:
        place = meant.get(one.start)
        yield changed(one, place=located_at(place)) if place else one


@lru_cache(REMEMBERED)
def meanings_of(name: str) -> Meanings | None:
    """What the gazetteer knows under a name: its own ("Kharkiv Oblast"), one that reports write ("Kharkiv region", "the
    UK"), or one with what it lies in ("Reading, England")."""
    first, _, rest = name.partition(", ")
    places = places_named(first)
    if rest:
        wholes = wholes_called(rest)
        places = tuple(place for place in places if not wholes.isdisjoint(place.part_of))
    if not places:
        return None
    usual = _greatest(first, places)
    return Meanings(first, places, usual, usual is not None and len(places) == 1 and usual.coordinates is None)


@lru_cache(REMEMBERED)
def places_named(name: str) -> tuple[Place, ...]:
    """The places of this name, the greatest first. A region is not among them where a city of that name lies in it."""
    key = key_of(name)
    if key in _for_something_else():
        return ()
    places = places_called(_other_names().get(key, key))
    stem, _, kind = key.rpartition(" ")
    if not places and kind.lower() in OF_REGIONS:
        places = _regions(f"{stem} {other}" for other in REGION_KINDS) or _regions((stem,))
    return tuple(place for place in places if not any(_is_around(place, other) for other in places))


@lru_cache(REMEMBERED)
def wholes_called(name: str) -> frozenset[str]:
    """The countries and regions that a name may stand for, as the gazetteer calls them."""
    key = key_of(name)
    places = places_called(_other_names().get(key, key)) or places_named(name)
    return frozenset(place.name for place in places if place.coordinates is None)


def _regions(spellings: Iterable[str]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for one in spellings for place in places_called(one) if _is_region(place)))


def located_at(place: Place) -> Located:
    """Where a place lies, and who says so."""
    return Located(place.coordinates, place.part_of, f"geonames:{place.geonames}")


def _meant(meanings: Meanings, prose: str, group: Sequence[Mention], company: Company) -> dict[int, Place]:
    """The place that a name means wherever it stands."""
    starts = [one.start for one in group]
    beside = [_beside(prose, one.end) for one in group]
    within = [_within(meanings.places, one.wholes) for one in beside]
    places = [_greatest(meanings.name, one) for one in within]
    if only := {place for place in places if place}:
        places = [*only] * len(group) if len(only) == 1 else places
    elif any(one.is_sure and not fitting for one, fitting in zip(beside, within, strict=True)):
        # Paris, Idaho is none that is known, and so is Paris in that report; but countries stand in a row.
        places = [meanings.usual if meanings.usual and meanings.usual.coordinates is None else None] * len(group)
    else:
        places = [_in_company(meanings, company)] * len(group)
    return {start: place for start, place in zip(starts, places, strict=True) if place}


def _in_company(meanings: Meanings, company: Company) -> Place | None:
    """The place that is meant in a report that names these countries and regions anywhere."""
    places, usual = meanings.places, meanings.usual
    named = company.named - wholes_called(meanings.name)
    nearest = [place for place in places if len(place.part_of) > 1 and place.part_of[0] in named]
    if usual is None:
        return _greatest(meanings.name, nearest or _within(places, named))
    if nearest and named.isdisjoint(usual.part_of):
        return None
    is_small = usual.coordinates is not None and usual.population < LARGE
    return None if is_small and named and company.likely.isdisjoint(usual.part_of) else usual


def _within(places: Iterable[Place], wholes: frozenset[str]) -> list[Place]:
    return [place for place in places if not wholes.isdisjoint(place.part_of)]


def _greatest(name: str, places: Sequence[Place]) -> Place | None:
    """The place that has so many more people than the next that it is meant. A country's and a region's people are not
    counted: a country is meant rather than a city, but not rather than a region of the same name."""
    if not places:
        return None
    first, *others = sorted(places, key=lambda place: -place.population)
    if first.coordinates is None and not _is_called(first, name):
        return None
    if _is_country(first):
        return None if any(place.coordinates is None for place in others) else first
    return first if all(place.population * DOMINANT <= first.population for place in others) else None


def _is_called(place: Place, name: str) -> bool:
    """Whether a country or region is meant by a name: not Washington State by Washington."""
    own, called = plain_id(place.name), plain_id(name)
    return own == called or _stem(own) != called


def _stem(name: str) -> str:
    """ "kharkiv" of "kharkiv-oblast"."""
    stem, _, kind = name.rpartition("-")
    return stem if kind in OF_REGIONS else name


def _is_country(place: Place) -> bool:
    return place.coordinates is None and not place.part_of


def _is_region(place: Place) -> bool:
    return place.coordinates is None and bool(place.part_of)


def _is_around(region: Place, place: Place) -> bool:
    """Whether a region is that of a place of the same name: Idlib Governorate that of Idlib, Sokoto that of Sokoto."""
    if not _is_region(region) or place is region or _is_region(place):
        return False
    if _is_country(place):
        return region.part_of == (place.name,)
    if place.part_of[:1] == (region.name,):
        return True
    own, of_place = plain_id(region.name), plain_id(place.name)
    if own == of_place:
        return place.part_of == region.part_of
    is_named_for_it = own.rpartition("-")[2] in AROUND_A_CITY and _stem(own) == of_place
    return is_named_for_it and place.population >= LARGE and place.part_of[-1:] == region.part_of


def _company(names: Iterable[str]) -> Company:
    """What the names say of where a report is about."""
    every = [_said_by(name) for name in names]
    return Company(frozenset().union(*(one.named for one in every)), frozenset().union(*(one.likely for one in every)))


@lru_cache(REMEMBERED)
def _said_by(name: str) -> Company:
    """The countries and regions that a name stands for or, with what it lies in, names; and those of a great city."""
    named, likely = set[str](), set[str]()
    for part in name.split(", "):
        named |= wholes_called(part)
        meanings = meanings_of(part)
        usual = meanings.usual if meanings else None
        if usual and usual.coordinates is None:
            named.update(usual.part_of)  # the Kharkiv region is in Ukraine
        elif usual and usual.population >= LARGE:
            likely.update(usual.part_of)
    return Company(frozenset(named), frozenset(named | likely))


def _beside(prose: str, end: int) -> Beside:
    if prose[end : end + 1] != "," and not prose.startswith((" in ", " ("), end):
        return NOTHING
    match = BESIDE.match(prose, end)
    return _whole_of(match[1].rstrip()) if match else NOTHING


@lru_cache(REMEMBERED)
def _whole_of(words: str) -> Beside:
    """The country or region that the words begin with, the longest."""
    several = words.split()
    for count in range(len(several), 0, -1):
        written = " ".join(several[:count])
        for name in dict.fromkeys((written, POSSESSIVE.sub("", written.rstrip(".!?…’'")))):
            short = _abbreviations().get(key_of(name), name)
            if wholes := wholes_called(short):
                return Beside(wholes, _is_only_a_whole(places_named(short)))
    return NOTHING


def _is_only_a_whole(places: Sequence[Place]) -> bool:
    """Whether a name that countries or regions have is that of no great city as well, which would stand in a list."""
    is_whole = bool(places) and places[0].coordinates is None
    return is_whole and not any(place.coordinates and place.population >= LARGE for place in places)


@cache
def _other_names() -> dict[str, str]:
    """Names of countries and regions by which the gazetteer has them, by others."""
    return {key_of(other): key_of(names[0]) for names, others, _ in read_table("wholes") if names for other in others}


@cache
def _abbreviations() -> dict[str, str]:
    """The same by what is written only after a place: Ill."""
    return {key_of(short): names[0] for names, _, short_names in read_table("wholes") if names for short in short_names}


@cache
def _for_something_else() -> frozenset[str]:
    """What the gazetteer has for something else only: Asia is no town of the Philippines."""
    return frozenset(key_of(other) for names, others, _ in read_table("wholes") if not names for other in others)
