"""What editors wrote: content/entities/*.yaml, content/sources.yaml, content/pages/*.md."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from muniment.ids import plain_id
from muniment.model import Authority, Essay, Record
from muniment.problems import Place, Problem
from muniment.read.consistency import Listed, reconcile
from muniment.read.folder import bytes_of, list_files, shown, shown_path
from muniment.read.front_matter import split_front_matter
from muniment.read.kinds import ending_of, stem_of
from muniment.shape import decoded, read_items, read_record

ENTITIES, SOURCES, PAGES = "content/entities", "content/sources.yaml", "content/pages"
KINDS = {"people": "person", "organizations": "organization", "places": "place"}  # in the files so named
LONGEST_ESSAY = 1_000_000  # code points
LIMITS = (90, 180)  # degrees of latitude and longitude (WGS 84)


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
    """Every entity and source that editors list, sorted by id.

    One that is wrong is told and left out, or loses the part that is wrong where the rest can stand.
    """
    return reconcile([*_entities(archive, problems), *_sources(archive, problems)], problems)


def _entities(archive: Path, problems: list[Problem]) -> Iterator[Listed]:
    for path, data in _files_of(archive, ENTITIES, ".yaml", problems):
        kind = KINDS.get(stem_of(path).rsplit("/", 1)[-1], "")
        for read in read_items(data, shown_path(path), EntityItem, problems):
            item, place = read.record, read.place()
            if not item.kind and not kind:
                hint = "write kind: person, organization or place"
                problems.append(Problem(place, f"'{shown(item.id)}' has no kind", hint))
            else:
                yield _entity(item, kind, place, problems), place


def _entity(item: EntityItem, kind: str, place: Place, problems: list[Problem]) -> Authority:
    position = item.coordinates
    # The comparison is also false for .nan, which YAML has as a number.
    if position and not all(-limit <= degrees <= limit for degrees, limit in zip(position, LIMITS, strict=True)):
        hint = "latitude first, from -90 to 90, then longitude, from -180 to 180"
        problems.append(Problem(place, f"the coordinates of '{shown(item.id)}' are not on this earth", hint))
        position = None
    return Authority(
        id=item.id,
        kind=item.kind or kind,
        name=item.name.strip(),
        names=item.names,
        description=item.description,
        role=item.role,
        coordinates=_without_minus(position) if position else None,
        part_of=item.part_of,
        party=item.party,
        url=item.url,
        former=item.former,
    )


def _without_minus(position: tuple[float, float]) -> tuple[float, float]:
    """The same place; -0.0 as 0.0, which it equals, so that what is equal is written alike."""
    return position[0] + 0.0, position[1] + 0.0


def _sources(archive: Path, problems: list[Problem]) -> Iterator[Listed]:
    data = bytes_of(archive, SOURCES, problems)
    for read in read_items(data, SOURCES, SourceItem, problems) if data else ():
        item = read.record
        authority = Authority(
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
        )
        yield authority, read.place()


def read_essays(archive: Path, problems: list[Problem], reserved: tuple[str, ...] = ()) -> tuple[Essay, ...]:
    """The pages that editors wrote, sorted by their order, then by name.

    The file's stem is the page's address, so it must be plain, and none of the `reserved` names
    that the site has pages of its own for; one that is not is told and left out.
    """
    essays = []
    for path, data in _files_of(archive, PAGES, ".md", problems):
        name, place = stem_of(path)[len(PAGES) + 1 :], Place(shown_path(path))
        if name in reserved:
            problems.append(Problem(place, f"the site has a page '{name}' of its own", "give the file another name"))
        elif name != plain_id(name):
            hint = f"such as {plain_id(name) or 'about'}.md, in {PAGES} itself"
            problems.append(Problem(place, f"'{shown(name)}' is no plain name for a page", hint))
        elif essay := _essay(name, data, path, problems):
            essays.append(essay)
    return tuple(sorted(essays, key=lambda essay: (essay.order, essay.name)))


def _essay(name: str, data: bytes, path: str, problems: list[Problem]) -> Essay | None:
    text = decoded(data, path, problems)
    parts = split_front_matter(text, path, problems) if text is not None else None
    if parts is None:
        return None
    front, body = parts
    if len(body) > LONGEST_ESSAY:
        what = f"{len(body):,} characters are too many for one page"
        problems.append(Problem(Place(shown_path(path)), what, f"split it: a page has at most {LONGEST_ESSAY:,}"))
        return None
    # A blank line instead of the opening ---, so that lines are counted as in the file.
    inner = "\n" + front.partition("\n")[2].rstrip().removesuffix("---").removesuffix("...")
    fields = read_record(inner.encode(), path, EssayFields, problems)
    if fields is None:
        return None
    if not fields.title:
        hint = "begin the file with front matter: ---, title: …, ---"
        problems.append(Problem(Place(path), "the page states no title", hint, severity="warning"))
    return Essay(name, fields.title or name, body, fields.order, path)


def _files_of(archive: Path, folder: str, ending: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file of a kind; another kind of file there is told."""
    files, _ = list_files(archive, folder, (), problems)
    for path in files:
        if ending_of(path) != ending:
            what, hint = "not read: its name does not end in " + ending, "rename it, or keep it elsewhere"
            problems.append(Problem(Place(shown_path(path)), what, hint, severity="warning"))
        elif data := bytes_of(archive, path, problems):
            yield path, data
