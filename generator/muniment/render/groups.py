"""data/: entities, sources, the timeline and the places, and the package that describes every file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from muniment.model import Day, Entity, Event, EventLine, Record, Site, Source, to_json, to_readable_json
from muniment.render.columns import TABLES
from muniment.render.figure_counts import BY_FIELD
from muniment.render.report_json import event_fields, located
from muniment.render.schemas import SCHEMAS
from muniment.render.table_parts import in_parts, whole_address

SCHEMA = 1
FORMULA_NOTE = (
    "Free-text cells of the CSV tables that begin with = + - @, a tab or a carriage return have an apostrophe before "
    "them, so that a spreadsheet shows them instead of running them. The JSON files have the words unchanged."
)
ABOUT = {
    "data/reports.jsonl": "One report a line, as in reports/ID.json",
    "data/reports.csv": "One row a report",
    "data/claims.csv": "One row a counted claim, in the words of the report",
    "data/entities.json": (
        "People, organisations and places, with what editors say of them, and the reports that name them; `party`, "
        "`affiliation` and `owner` are an id or words, `precision` is in metres; `place` is from GeoNames (CC BY 4.0, "
        "https://www.geonames.org/)"
    ),
    "data/sources.json": "Sources, with what editors say of them, what they published and where they are named",
    "data/questions.json": (
        "Questions that editors ask or rules suggest, with every claim that answers them, what ties claims into one "
        "origin, which are in conflict, and who stands behind them, by id and name; `vector` has six lists, which are "
        f"never added up: {'; '.join(f'{name}, {meaning}' for name, meaning in BY_FIELD.items())}"
    ),
    "data/timeline.json": (
        "Days, months and years: what was published then, what reports tell of that time, and the events that editors "
        "date to it (EDTF, ISO 8601-2)"
    ),
    "data/places.geojson": (
        "Places with coordinates, as the editors or a report give them, else suggested: as GeoNames has a place of "
        "that name (CC BY 4.0, https://www.geonames.org/); `precision` is in metres (RFC 7946)"
    ),
}
TYPES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl", "geojson": "application/geo+json"}
SCHEMA_FOLDER = "data/schema/"

Fields = dict[str, Any]
Files = list[tuple[str, bytes]]


def entity_tables(entities: Sequence[Entity]) -> Files:
    """entities.json, and places.geojson of those that have coordinates, each in parts."""
    places = [one for one in entities if one.kind == "place" and one.coordinates]
    collection = b'{"type":"FeatureCollection","features":[\n'
    return [
        *_list("entities", map(_entity, entities)),
        *in_parts("data/places.geojson", map(to_json, map(_feature, places)), collection, b",\n", b"\n]}\n"),
    ]


def source_tables(sources: Sequence[Source]) -> Files:
    """sources.json, in parts."""
    return list(_list("sources", map(_source, sources)))


def timeline_tables(days: Sequence[Day], events: Mapping[str, Event], lines: Mapping[str, EventLine]) -> Files:
    """timeline.json, in parts. Events by id, whole and in one line."""
    return list(_list("timeline", (_period(day, events, lines) for day in days), "periods"))


def schema_files() -> Files:
    """The schemas of every JSON file."""
    return [(f"{SCHEMA_FOLDER}{name}.schema.json", to_readable_json(schema)) for name, schema in SCHEMAS.items()]


def datapackage(site: Site, files: Sequence[tuple[str, str, int]]) -> bytes:
    """data/datapackage.json (Frictionless Data Package 1) for files given as address, SHA-256, bytes."""
    about = site.description
    package: Fields = {"profile": "data-package", "name": "archive", "title": site.title}
    package["description"] = f"{about}\n\n{FORMULA_NOTE}" if about else FORMULA_NOTE
    if site.url:
        package["homepage"] = site.url
    package["resources"] = [_resource(*file) for file in files]
    return to_readable_json(package)


def _resource(address: str, sha256: str, size: int) -> Fields:
    path = address.removeprefix("data/")
    whole, form = whole_address(address), path.rpartition(".")[2]
    resource: Fields = {
        "name": path.replace(".", "-").replace("/", "-"),
        "path": path,
        "description": ABOUT[whole] if whole in ABOUT else _about_schema(address),
        "format": form,
        "mediatype": TYPES[form],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
    }
    if columns := TABLES.get(whole):
        resource["profile"] = "tabular-data-resource"
        fields = [{"name": one.name, "type": one.type, "description": one.description} for one in columns]
        resource["schema"] = {"fields": fields, "missingValues": [""]}
    elif whole in ABOUT:
        name = "report" if form == "jsonl" else whole.removeprefix("data/").rpartition(".")[0]
        resource["jsonSchema"] = f"schema/{name}.schema.json"
    return resource


def _about_schema(address: str) -> str:
    name = address.removeprefix(SCHEMA_FOLDER).removesuffix(".schema.json")
    return f"JSON Schema: {SCHEMAS[name]['title']}"


def _list(name: str, members: Iterable[Fields], field: str = "") -> Iterator[tuple[str, bytes]]:
    """One member a line, so that a difference between two editions can be read."""
    head = b'{"schema":%d,"%s":[\n' % (SCHEMA, (field or name).encode())
    yield from in_parts(f"data/{name}.json", map(to_json, members), head, b",\n", b"\n]}\n")


def _entity(entity: Entity) -> Fields:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": list(entity.names),
        "status": entity.status,
        "address": entity.address,
        "role": entity.role or None,
        "roles": [{"role": one.role, **_or_null(one, ("organization", "since", "until"))} for one in entity.roles],
        **_or_null(entity, ("affiliation", "party", "owner")),
        "description": entity.description or None,
        "coordinates": list(entity.coordinates) if entity.coordinates else None,
        "coordinates_status": entity.coordinates_status if entity.coordinates else None,
        "precision": entity.precision or None,
        "place": located(entity.place),
        "part_of": entity.part_of or None,
        "perhaps": list(entity.alike),
        **_said(entity),
        "former": list(entity.former),
        "reports": list(entity.reports),
        "count": entity.count,
    }


def _source(source: Source) -> dict[str, Any]:
    named = [{"report": report, "kind": kind} for report, kind in source.named]
    return {
        "id": source.id,
        "kind": source.kind or None,
        "name": source.name,
        "names": list(source.names),
        "status": source.status,
        "address": source.address,
        **_or_null(source, ("party", "owner")),
        "description": source.description or None,
        **_said(source),
        "former": list(source.former),
        "published": list(source.published),
        "named": named,
        "count": source.count,
        "relays": [{"source": one, "reports": count} for one, count in source.relays],
    }


def _said(one: Entity | Source) -> Fields:
    """What editors say of either."""
    return {
        "spellings": [{"name": each.name, "language": each.language} for each in one.spellings],
        "not": list(one.lookalikes),
        "ids": dict(one.external),
        **_or_null(one, ("url", "notes")),
    }


def _or_null(record: Record, names: Iterable[str]) -> Fields:
    """These fields, which hold words, or null where there are none."""
    return {name: getattr(record, name) or None for name in names}


def _period(day: Day, events: Mapping[str, Event], lines: Mapping[str, EventLine]) -> Fields:
    told = [
        {"report": one.report, "edtf": one.telling.edtf, "surface": one.telling.surface,
         "start": one.telling.position, "status": one.telling.status}
        for one in day.told
    ]  # fmt: skip
    happened = [_event(events[one], lines[one]) for one in day.events]
    return {"period": day.day, "published": list(day.published), "told": told, "events": happened}


def _event(event: Event, line: EventLine) -> Fields:
    return event_fields(line) | {
        "where": event.where or None,
        "people": list(event.people),
        "organizations": list(event.organizations),
        "description": event.description or None,
        "note": event.note or None,
        "reports": list(event.reports),
    }


def _feature(place: Entity) -> Fields:
    """RFC 7946, 3.1.1: longitude comes first."""
    latitude, longitude = place.coordinates or (0.0, 0.0)
    properties = {"id": place.id, "name": place.name, "address": place.address, "count": place.count}
    properties["coordinates_status"] = place.coordinates_status
    properties["precision"] = place.precision or None
    properties["place"] = located(place.place)
    properties |= {"part_of": place.part_of or None, "ids": dict(place.external)}
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": place.id, "geometry": point, "properties": properties}
