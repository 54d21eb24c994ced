"""Entities and sources: what is known of each from the reports that name it, and from the editors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from muniment.ids import sort_key
from muniment.link.addresses import of_name, of_paragraph
from muniment.link.alike import keys_of
from muniment.link.groups import PASSING, Group, Naming
from muniment.link.identity import UNKNOWN_KIND, Key
from muniment.link.located import agreed, position_of
from muniment.link.versions import count_reports
from muniment.model import STRENGTH, Authority, Entity, Sighting, Source, Status, changed

MOST_BESIDE = 40
# What is as editors say.
OF_SOURCES = ("description", "party", "owner", "url", "former", "spellings", "external", "notes", "lookalikes")
OF_ENTITIES = (*OF_SOURCES, "role", "roles", "part_of", "affiliation")


def make_entity(key: Key, group: Group, naming: Naming, pages_from: int) -> Entity:
    """The entity of this group but its reports, with the editors' words about it when they list it."""
    kind, identifier = key
    authority = naming.register.by_id.get(identifier)
    sightings = [naming.sighting_of(key, report) for report in group.reports]
    name = authority.name if authority else sightings[0].name
    names = _spellings(name, sightings, authority)
    count = count_reports(group.reports, naming.register.versions)
    has_page = authority is not None or count >= pages_from
    place = agreed(one.place for one in sightings) if kind == "place" else None
    position = position_of(authority, sightings, place)
    return Entity(
        id=identifier,
        kind=kind,  # type: ignore[arg-type]
        name=name,
        names=names,
        status="reviewed" if authority else status_of(sightings),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(group.reports, sightings),
        sort_key=sort_key(inverted(name) if kind == "person" else name),
        coordinates=position.coordinates,
        count=count,
        beside=_beside(key, group.reports, naming) if has_page else (),
        coordinates_status=position.status,
        place=position.place,
        keys=keys_of((name, *names), place),
        precision=authority.precision if authority and authority.coordinates else 0,
        **_words_of(authority, OF_ENTITIES),
    )


def _beside(key: Key, reports: Sequence[str], naming: Naming) -> tuple[tuple[str, int], ...]:
    """Who is named in the same reports, in how many, versions of one counted once."""
    versions = naming.register.versions
    together: dict[str, Iterable[Key]] = {}
    for report in naming.register.versions_of(reports):
        named, one = naming.of(report)[0], versions.get(report, report)
        together[one] = {*together[one], *named} if one in together else named
    counted = Counter(chain.from_iterable(together.values()))
    del counted[key]
    return _most_first(Counter({identifier: count for (_, identifier), count in counted.items()}))[:MOST_BESIDE]


def with_reports(source: Source, group: Group) -> Source:
    """The source with what it published, and where it is named."""
    pairs = list(zip(group.reports, group.ways, strict=True))
    published = tuple(report for report, way in pairs if way == "publisher")
    return changed(source, published=published, named=tuple(one for one in pairs if one[1] != "publisher"))


def place_of(reports: Sequence[str], sightings: Sequence[Sighting]) -> str:
    """Where a name without a page leads: to its paragraph in the newest report that has a sentence."""
    best = next((number for number, one in enumerate(sightings) if one.sentence >= 0), 0)
    return of_paragraph(reports[best], sightings[best].paragraph)


def status_of(sightings: Iterable[Sighting]) -> Status:
    """Reviewed when an editor has found it right in a report, or stated when any report states the name, and what it
    is a name of, in its own fields."""
    sightings = tuple(sightings)
    looked_at = [one.status for one in sightings if STRENGTH[one.status] >= STRENGTH["reviewed"]]
    if looked_at:
        return max(looked_at, key=STRENGTH.__getitem__)
    stated = (one for one in sightings if one.status == "stated")
    return "stated" if any(one.kind != UNKNOWN_KIND for one in stated) else "suggested"


def with_relays(sources: Sequence[Source], groups: Iterable[Group], versions: Mapping[str, str]) -> Iterator[Source]:
    """The sources with whom each relays, also those of `groups` whom editors list as no sources, and who relays it."""
    publishers = {report: source.id for source in sources for report in source.published}
    relays = defaultdict[str, Counter[str]](Counter)
    relayed_by = defaultdict[str, Counter[str]](Counter)
    named: list[tuple[str, Iterable[tuple[str, str]]]] = [(source.id, source.named) for source in sources]
    named += [(one.id, zip(one.reports, one.ways, strict=True)) for one in groups if one.ways]
    for identifier, reports in named:
        passing = (report for report, way in reports if way in PASSING)
        for publisher, _ in {(publishers.get(report), versions.get(report, report)) for report in passing}:
            if publisher and publisher != identifier:
                relays[publisher][identifier] += 1
                relayed_by[identifier][publisher] += 1
    for source in sources:
        yield changed(source, relays=_most_first(relays[source.id]), relayed_by=_most_first(relayed_by[source.id]))


def make_source(key: Key, group: Group, naming: Naming, pages_from: int) -> Source:
    """The source of this group but its reports, with the editors' words about it when they list it."""
    kind, identifier = key
    authority = naming.register.by_id.get(identifier)
    sightings = [naming.sighting_of(key, *one) for one in zip(group.reports, group.ways, strict=True)]
    name = authority.name if authority else sightings[0].name
    count = count_reports(group.reports, naming.register.versions)
    has_page = authority is not None or count >= pages_from
    return Source(
        id=identifier,
        kind=authority.kind if authority else "",
        name=name,
        names=_spellings(name, sightings, authority),
        status="reviewed" if authority else status_of(sightings),
        has_page=has_page,
        address=of_name(kind, identifier) if has_page else place_of(group.reports, sightings),
        sort_key=sort_key(name),
        count=count,
        **_words_of(authority, OF_SOURCES),
    )


def inverted(name: str) -> str:
    """ "Valerii Marchenko" files under "Marchenko, Valerii"."""
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else name


def _spellings(name: str, sightings: Iterable[Sighting], authority: Authority | None) -> tuple[str, ...]:
    """The others, as found or as editors list them."""
    found = {one.name for one in sightings} | set(authority.names if authority else ())
    return tuple(sorted(found - {name}))


def _words_of(authority: Authority | None, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(authority, field) for field in fields} if authority else {}


def _most_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(sorted(counter.items()), key=itemgetter(1), reverse=True))  # which keeps equals in order
