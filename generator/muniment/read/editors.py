"""What editors wrote: content/entities/*.yaml, content/sources.yaml, content/pages/*.md."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from muniment.ids import plain_id
from muniment.model import Authority, Essay, Record, changed
from muniment.problems import Place, Problem
from muniment.read.folder import list_files, shown, shown_path
from muniment.read.front_matter import split_front_matter
from muniment.read.kinds import ending_of, stem_of
from muniment.shape import decoded, read_record, read_records

ENTITIES, SOURCES, PAGES = "content/entities", "content/sources.yaml", "content/pages"
KINDS = {"people": "person", "organizations": "organization", "places": "place"}  # of the files named so
LIMITS = (90, 180)  # degrees of latitude and longitude (WGS 84)
Listed = tuple[Authority, Place]


class EntityItem(Record, frozen=True, kw_only=True):
    """One item of a file below content/entities."""

    id: str
    name: str
    kind: Literal["person", "organization", "place", ""] = ""
    names: tuple[str, ...] = ()
    description: str = ""
    role: str = ""
    coordinates: tuple[float, float] | None = None
    part_of: str = ""
    party: str = ""
    url: str = ""
    former: tuple[str, ...] = ()


class SourceItem(Record, frozen=True, kw_only=True):
    """One item of content/sources.yaml. `kind` is free: outlet, agency, ministry, channel."""

    id: str
    name: str
    kind: str = ""
    names: tuple[str, ...] = ()
    description: str = ""
    party: str = ""
    owner: str = ""
    url: str = ""
    former: tuple[str, ...] = ()


class EssayFields(Record, frozen=True, kw_only=True):
    """The front matter of a page that editors wrote."""

    title: str = ""
    order: int = 100


def read_authorities(archive: Path, problems: list[Problem]) -> tuple[Authority, ...]:
    """Every entity and source that editors list, sorted by id; one that is wrong is told and left
    out, or loses the part that is wrong where the rest can stand."""
    listed = [*_entities(archive, problems), *_sources(archive, problems)]
    known = {authority.id for authority, _ in listed}
    kept = _unlike(_plain(listed, problems), problems)
    kept = _with_parts(_with_names(kept, problems), known, problems)
    return tuple(sorted((authority for authority, _ in kept), key=lambda authority: authority.id))


def _entities(archive: Path, problems: list[Problem]) -> Iterator[Listed]:
    for path, data in _read_files(archive, ENTITIES, ".yaml", problems):
        kind = KINDS.get(stem_of(path).rsplit("/", 1)[-1], "")
        for item, line in read_records(data, shown_path(path), EntityItem, problems):
            place = Place(shown_path(path), line)
            if not item.kind and not kind:
                hint = "write kind: person, organization or place"
                problems.append(Problem(place, f"'{shown(item.id)}' has no kind", hint))
                continue
            position = item.coordinates
            if position and any(not -limit <= one <= limit for one, limit in zip(position, LIMITS, strict=True)):
                hint = "latitude from -90 to 90 first, then longitude from -180 to 180"
                problems.append(Problem(place, f"the coordinates of '{shown(item.id)}' are not on this earth", hint))
                position = None
            yield (
                Authority(
                    id=item.id,
                    kind=item.kind or kind,
                    name=item.name.strip(),
                    names=item.names,
                    description=item.description,
                    role=item.role,
                    coordinates=position,
                    part_of=item.part_of,
                    party=item.party,
                    url=item.url,
                    former=item.former,
                ),
                place,
            )


def _sources(archive: Path, problems: list[Problem]) -> Iterator[Listed]:
    folder, _, name = SOURCES.rpartition("/")
    for path, data in _read_files(archive, folder, "", problems, only=name):
        for item, line in read_records(data, path, SourceItem, problems):
            yield (
                Authority(
                    id=item.id,
                    kind=item.kind,
                    name=item.name.strip(),
                    names=item.names,
                    is_source=True,
                    description=item.description,
                    party=item.party,
                    owner=item.owner,
                    url=item.url,
                    former=item.former,
                ),
                Place(path, line),
            )
