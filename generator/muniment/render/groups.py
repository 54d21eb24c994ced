"""data/: entities, sources, the timeline and the places, and the package that describes every file."""

from collections.abc import Sequence
from typing import Any

from muniment.model import Archive, Entity, Source, to_json, to_readable_json
from muniment.render.columns import TABLES
from muniment.render.schemas import SCHEMAS

SCHEMA = 1
FORMULA_NOTE = (
    "Free-text cells of the CSV tables that begin with = + - @, a tab or a carriage return have an apostrophe before "
    "them, so that a spreadsheet shows them instead of running them. The JSON files have the words unchanged."
)
ABOUT = {
    "data/reports.csv": "One row a report",
    "data/claims.csv": "One row a counted claim, in the words of the report",
    "data/entities.json": "People, organisations and places, with the reports that name them",
    "data/sources.json": "Sources, with what they published and where they are named",
    "data/timeline.json": "Days, months and years: what was published then, and what reports say happened then",
    "data/places.geojson": "Places whose coordinates the editors give (RFC 7946)",
}
TYPES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl", "geojson": "application/geo+json"}


def group_tables(archive: Archive) -> list[tuple[str, bytes]]:
    """entities.json, sources.json, timeline.json, places.geojson, and the schemas of every JSON file."""
    files = [
        ("data/entities.json", _list("entities", [_entity(one) for one in archive.entities])),
        ("data/sources.json", _list("sources", [_source(one) for one in archive.sources])),
        ("data/timeline.json", _list("periods", [_period(one) for one in archive.days])),
        ("data/places.geojson", _geojson([one for one in archive.entities if one.coordinates])),
    ]
    return files + [(f"data/schema/{name}.schema.json", to_readable_json(schema)) for name, schema in SCHEMAS.items()]


def datapackage(archive: Archive, files: Sequence[tuple[str, str, int]]) -> bytes:
    """data/datapackage.json (Frictionless Data Package 1) for files given as address, SHA-256, bytes."""
    package: dict[str, Any] = {"profile": "data-package", "name": "archive", "title": archive.site.title}
    if archive.site.description:
        package["description"] = f"{archive.site.description}\n\n{FORMULA_NOTE}"
    else:
        package["description"] = FORMULA_NOTE
    if archive.site.url:
        package["homepage"] = archive.site.url
    package["resources"] = [_resource(*file) for file in files if not file[0].startswith("data/schema/")]
    return to_readable_json(package)


def _resource(address: str, sha256: str, size: int) -> dict[str, Any]:
    path = address.removeprefix("data/")
    form = path.rsplit(".", 1)[-1]
    resource: dict[str, Any] = {
        "name": path.replace(".", "-"),
        "path": path,
        "description": ABOUT.get(address, "One report a line, as in reports/ID.json"),
        "format": form,
        "mediatype": TYPES[form],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
    }
    if columns := TABLES.get(address):
        resource["profile"] = "tabular-data-resource"
        fields = [{"name": one.name, "type": one.type, "description": one.description} for one in columns]
        resource["schema"] = {"fields": fields, "missingValues": [""]}
    else:
        schema = "report" if form == "jsonl" else path.rsplit(".", 1)[0]
        resource["jsonSchema"] = f"schema/{schema}.schema.json"
    return resource


def _list(name: str, members: list[dict[str, Any]]) -> bytes:
    """One member a line, so that a difference between two editions can be read."""
    lines = b",\n".join(map(to_json, members))
    return b'{"schema":%d,"%s":[\n%b\n]}\n' % (SCHEMA, name.encode(), lines)


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": list(entity.names),
        "status": entity.status,
        "address": entity.address,
        "role": entity.role or None,
        "description": entity.description or None,
        "coordinates": list(entity.coordinates) if entity.coordinates else None,
        "part_of": entity.part_of or None,
        "url": entity.url or None,
        "former": list(entity.former),
        "reports": [one.report for one in entity.reports],
    }


def _source(source: Source) -> dict[str, Any]:
    named = [{"report": one.report, "kind": one.sighting.kind} for one in source.named]
    return {
        "id": source.id,
        "kind": source.kind or None,
        "name": source.name,
        "names": list(source.names),
        "status": source.status,
        "address": source.address,
        "party": source.party or None,
        "owner": source.owner or None,
        "description": source.description or None,
        "url": source.url or None,
        "former": list(source.former),
        "published": [one.report for one in source.published],
        "named": named,
        "relays": [{"source": one, "reports": count} for one, count in source.relays],
    }


def _period(day: Any) -> dict[str, Any]:
    told = [
        {"report": one.report, "edtf": one.telling.edtf, "surface": one.telling.surface,
         "start": one.telling.position, "status": one.telling.status}
        for one in day.told
    ]  # fmt: skip
    return {"period": day.day, "published": list(day.published), "told": told}


def _geojson(places: list[Entity]) -> bytes:
    features = []
    for place in places:
        latitude, longitude = place.coordinates or (0.0, 0.0)
        properties = {"id": place.id, "name": place.name, "address": place.address, "reports": len(place.reports)}
        point = {"type": "Point", "coordinates": [longitude, latitude]}
        features.append({"type": "Feature", "id": place.id, "geometry": point, "properties": properties})
    lines = b",\n".join(map(to_json, features))
    return b'{"type":"FeatureCollection","features":[\n%b\n]}\n' % lines
