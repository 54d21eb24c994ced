"""Who is who, as editors list it: content/entities/*.yaml and content/sources.yaml."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from muniment.edtf import OPEN, advise_edtf, read_edtf
from muniment.external import REGISTERS, is_id_of
from muniment.languages import advise_tag, read_tag
from muniment.model import Authority, Record, Spelling, Tenure
from muniment.nearest import did_you_mean
from muniment.problems import Place, Problem
from muniment.read.consistency import reconcile
from muniment.read.edited import bytes_of, files_of
from muniment.read.folder import shown, shown_path
from muniment.read.kinds import stem_of
from muniment.read.one_name import Listed
from muniment.read.whereabouts import Points, check_positions
from muniment.shape import read_items
from muniment.shaping import Item

ENTITIES, SOURCES = "content/entities", "content/sources.yaml"
KINDS = {"people": "person", "organizations": "organization", "places": "place"}  # in the files so named
LASTING = ("present", "now", "today", "ongoing", "current", "open", "...", "to date")
LIMITS = (90, 180)  # degrees of latitude and longitude (WGS 84)
DISTANCE = re.compile(r"([0-9]{1,8})(?:[.,]([0-9]{1,3}))? ?(km|m|)", re.ASCII)
FARTHEST = 20_000_000  # metres, half-way around the earth

Names = tuple[str, ...] | dict[str, str | tuple[str, ...]]
Written = tuple[str, str, str]  # a name, the tag of its language, and the path to it in the item
Problems = list[Problem]


class EntityItem(Record, frozen=True, kw_only=True, rename={"external": "ids", "lookalikes": "not"}):
    """One item of a file below content/entities."""

    id: str
    name: str
    kind: Literal["person", "organization", "place", ""] = ""
    names: Names = ()
    description: str = ""
    role: str = ""
    roles: tuple[Tenure, ...] = ()
    coordinates: tuple[float, float] | None = None
    precision: str = ""
    part_of: str = ""
    party: str = ""
    affiliation: str = ""
    owner: str = ""
    url: str = ""
    external: dict[str, str] = {}
    notes: str = ""
    former: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


class SourceItem(Record, frozen=True, kw_only=True, rename={"external": "ids", "lookalikes": "not"}):
    """One item of content/sources.yaml. `kind` is free: outlet, agency, ministry, channel."""

    id: str
    name: str
    kind: str = ""
    names: Names = ()
    description: str = ""
    party: str = ""
    owner: str = ""
    url: str = ""
    external: dict[str, str] = {}
    notes: str = ""
    former: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


def read_authorities(archive: Path, problems: Problems, points: Points | None = None) -> tuple[Authority, ...]:
    """Every entity and source that editors list, sorted by id.

    One that is wrong is told and left out, or loses the part that is wrong where the rest can stand. Where `points`
    tells where GeoNames has places, coordinates that are far from there are told, too.
    """
    return read_listed(archive, problems, points)[0]


def read_listed(
    archive: Path, problems: Problems, points: Points | None = None
) -> tuple[tuple[Authority, ...], tuple[Place, ...]]:
    """The same, and every place where names may stand that were not read, or not as somebody's: who hides a person
    under all names that are listed must know that there may be more."""
    found, unfit = Problems(), Problems()
    listed = [*_entities(archive, found, unfit), *_sources(archive, found, unfit)]
    authorities = reconcile(listed, found)
    if points:
        places = {one.authority.id: one.item.place("coordinates") for one in listed if one.authority.coordinates}
        check_positions(authorities, places, points, found)
    names = {one.id: {one.name, *one.names} for one in authorities}
    lost = [
        one for one in listed if not {one.authority.name, *one.authority.names} <= names.get(one.authority.id, set())
    ]
    unread = {one.place for one in unfit if not one.place.path.endswith(".md")} | {one.item.place("id") for one in lost}
    problems += sorted([*found, *unfit], key=lambda one: _order(one.place))
    return authorities, tuple(sorted(unread, key=_order))


def _order(place: Place) -> tuple[str, int, int]:
    return place.path, place.line, place.column


def _entities(archive: Path, problems: Problems, unfit: Problems) -> Iterator[Listed]:
    """What cannot be understood as an entity is `unfit`; what is wrong with one goes to the problems."""
    for path, data in files_of(archive, ENTITIES, ".yaml", unfit):
        kind = KINDS.get(stem_of(path).rsplit("/", 1)[-1], "")
        for item in read_items(data, shown_path(path), EntityItem, unfit):
            if not item.record.kind and not kind:
                hint = "write kind: person, organization or place"
                unfit.append(Problem(item.place(), f"'{shown(item.record.id)}' has no kind", hint))
            else:
                yield _entity(item, kind, problems)


def _entity(item: Item, kind: str, problems: Problems) -> Listed:
    record: EntityItem = item.record
    position, metres = _position(item, problems), _metres(item, problems)
    if metres and not record.coordinates and "coordinates" not in item.faulty:
        what, hint = "a precision, and no coordinates that have it", "write coordinates, or leave the precision out"
        problems.append(Problem(item.place("precision"), what, hint, severity="warning"))
    return _listed(
        item,
        problems,
        kind=record.kind or kind,
        role=record.role,
        roles=tuple(_tenures(item, problems)),
        coordinates=position,
        precision=metres if position else 0,
        part_of=record.part_of.strip(),
        affiliation=record.affiliation.strip(),
    )


def _sources(archive: Path, problems: Problems, unfit: Problems) -> Iterator[Listed]:
    data = bytes_of(archive, SOURCES, unfit)
    for item in read_items(data, SOURCES, SourceItem, unfit) if data else ():
        yield _listed(item, problems, kind=item.record.kind, is_source=True)


def _listed(item: Item, problems: Problems, **own: Any) -> Listed:
    """The entry with what entities and sources both have, and `own`, which only one of them has."""
    record: EntityItem | SourceItem = item.record
    names = list(_names(item, problems))
    authority = Authority(
        id=record.id,
        name=record.name.strip(),
        names=tuple(name for name, _, _ in names),
        spellings=tuple(Spelling(name, language) for name, language, _ in names if language),
        description=record.description,
        party=record.party.strip(),
        owner=record.owner.strip(),
        url=record.url,
        external=tuple(_external(item, problems)),
        notes=record.notes,
        former=record.former,
        lookalikes=record.lookalikes,
        **own,
    )
    return Listed(authority, item, tuple((name, path) for name, _, path in names))


def _names(item: Item, problems: Problems) -> Iterator[Written]:
    """Each of its names; one below a tag that is none stays, and its language is not stated."""
    names: Names = item.record.names
    if isinstance(names, tuple):
        yield from ((name.strip(), "", f"names.{number}") for number, name in enumerate(names) if name.strip())
        return
    for tag, written in names.items():
        path = f"names.{tag}"
        language = read_tag(tag)
        if not language:
            what = f"'{shown(tag)}' is no tag of a language"
            problems.append(Problem(item.place_of_name(path), what, advise_tag(tag)))
        several = [(path, written)] if isinstance(written, str) else _numbered(path, written)
        yield from ((name.strip(), language, at) for at, name in several if name.strip())


def _numbered(path: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"{path}.{number}", value) for number, value in enumerate(values)]


def _position(item: Item, problems: Problems) -> tuple[float, float] | None:
    position: tuple[float, float] | None = item.record.coordinates
    for number, limit in enumerate(LIMITS if position else ()):
        # The comparison is also false for .nan, which YAML has as a number.
        if position and not -limit <= position[number] <= limit:
            what = f"the coordinates of '{shown(item.record.id)}' are not on this earth"
            hint = "latitude first, from -90 to 90, then longitude, from -180 to 180"
            problems.append(Problem(item.place(f"coordinates.{number}"), what, hint))
            return None
    # -0.0 as 0.0, which it equals, so that what is equal is written alike.
    return (position[0] + 0.0, position[1] + 0.0) if position else None


def _metres(item: Item, problems: Problems) -> int:
    """How near the coordinates are: "1 km", "2.5 km", "500 m", or whole metres."""
    written = item.record.precision.strip()
    found = DISTANCE.fullmatch(written)
    if found:
        whole, part, unit = found[1], found[2] or "", found[3]
        metres = int(whole) * (1000 if unit == "km" else 1) + (int(part.ljust(3, "0")) if unit == "km" else 0)
        if 0 < metres <= FARTHEST and (unit == "km" or not part):
            return metres
    if written:
        what, hint = f"'{shown(written)}' is no precision", "write how far off the place may be: 500 m, 1 km"
        problems.append(Problem(item.place("precision"), what, hint))
    return 0


def _tenures(item: Item, problems: Problems) -> Iterator[Tenure]:
    tenures: tuple[Tenure, ...] = item.record.roles
    for number, one in enumerate(tenures):
        path = f"roles.{number}"
        since = _day(one.since.strip(), item.place(f"{path}.since"), problems)
        until = OPEN if one.until.strip() == OPEN else _day(one.until.strip(), item.place(f"{path}.until"), problems)
        first, last = read_edtf(since), read_edtf(until)
        if first and last and first.first and last.last and first.first > last.last:
            hint = "write since before until"
            problems.append(Problem(item.place(f"{path}.until"), "a role that ends before it begins", hint))
            since = until = ""
        if not one.role.strip():
            problems.append(Problem(item.place(f"{path}.role"), "a role without words", "write what it is"))
        else:
            yield Tenure(one.role.strip(), one.organization.strip(), since, until)


def _day(written: str, place: Place, problems: Problems) -> str:
    """A day, month, year or season, with or without doubt; empty where it is none, which is told."""
    edtf = read_edtf(written)
    if not written or (edtf and not edtf.is_interval):
        return written
    hint = "write each end of it for itself: since and until" if edtf else advise_edtf(written)
    hint = "write .. for what lasts" if written.lower() in LASTING else hint
    hint = "leave it out where it is not known" if written == OPEN else hint
    problems.append(Problem(place, f"'{shown(written)}' is no date", hint))
    return ""


def _external(item: Item, problems: Problems) -> Iterator[tuple[str, str]]:
    given: dict[str, str] = item.record.external
    for name, value in given.items():
        register, identifier = name.strip().lower(), value.strip()
        if register in REGISTERS and not is_id_of(register, identifier):
            known = REGISTERS[register]
            what = f"'{shown(identifier)}' is no id of {known.name}"
            problems.append(Problem(item.place(f"ids.{name}"), what, f"such as {known.example}"))
        elif not identifier or not register:
            problems.append(Problem(item.place(f"ids.{name}"), "an id without words", "write it, or leave it out"))
        else:
            if register not in REGISTERS and (hint := did_you_mean(register, REGISTERS, 0.8)):
                what = f"ids of '{shown(register)}' become no links"
                problems.append(Problem(item.place_of_name(f"ids.{name}"), what, hint, severity="warning"))
            yield register, identifier
