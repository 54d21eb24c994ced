"""JSON Schemas (2020-12) of every JSON file that the site publishes."""

from typing import Any, get_args

from muniment.model import VECTOR
from muniment.model.figures import Apart, TieKind
from muniment.render.figure_counts import BY_FIELD
from muniment.render.report_json import SCHEMA
from muniment.render.seal_data import SEAL_FIELDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STATUS = {"enum": ["stated", "suggested", "reviewed", "verified"]}
TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
COUNT = WHOLE | {"description": "How many reports, versions of one counted once"}
HASH: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DAY: dict[str, Any] = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

Schema = dict[str, Any]


def _counts(name: str) -> str:
    words = BY_FIELD[name]
    return words[0].upper() + words[1:]


def _object(fields: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """An object with exactly these fields, all of them needed but the optional ones."""
    needed = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": needed, "additionalProperties": False}


def _many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _maybe(schema: Schema) -> Schema:
    return {"oneOf": [{"type": "null"}, schema]}


def _finding(fields: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Every finding has its span; `start` and `end` are code points into `text`, end exclusive."""
    return _object({"start": WHOLE, "end": WHOLE, "surface": TEXT, **fields, "status": STATUS, "rule": TEXT}, optional)


def _document(title: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "title": title, **schema}


STATED = _object({"value": TEXT, "status": STATUS, "where": TEXT})
SPEAKER = _object({"name": TEXT, "entity": MAYBE_TEXT, "role": MAYBE_TEXT})
PASSAGE = _object({"start": WHOLE, "end": WHOLE, "surface": TEXT})
HIDDEN = {"const": ["speaker"], "description": "What is null since readers are not told it, though it is known"}
CLAIM_ID = {"type": "string", "pattern": "^c-[0-9a-f]{8}$"}
OPERATORS = {"enum": ["=", ">=", ">", "<=", "<", "~", "range"]}
# Latitude first in our own files, longitude first in GeoJSON, as either's readers expect.
POINT: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
NUMBER: Schema = {"type": ["number", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
NEAR = _object(
    {
        "id": TEXT, "relation": {"enum": ["same words", "nearly the same", "contained in", "contains"]},
        "share_of_this": SHARE, "share_of_that": SHARE, "status": STATUS,
    }
)  # fmt: skip
EVENT: Schema = {
    "id": {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}, "title": TEXT,
    "date": {"type": "string", "description": "EDTF (ISO 8601-2), level 1"}, "address": TEXT, "status": STATUS,
}  # fmt: skip
# Where a gazetteer has a place of that name: suggested, and null where it is not certain which one is meant.
LOCATED = _maybe(
    _object({
        "coordinates": _maybe(POINT), "part_of": _many(TEXT),
        "source": {"type": "string", "pattern": "^geonames:[0-9]+$"}, "status": {"const": "suggested"},
    })
)  # fmt: skip

WRITTEN: Schema = {
    "type": "object",
    "additionalProperties": {"oneOf": [TEXT, _many(TEXT)]},
    "description": "What a finding says, by name, as a decision writes it",
}
DECIDED = _object(
    {
        "decision": {"enum": ["accepted", "corrected", "rejected", "added"]},
        "about": {"enum": [
            "mention", "date", "quote", "claim", "attribution", "title", "published", "publisher", "url", "language",
        ]},
        "start": WHOLE, "end": WHOLE, "surface": TEXT, "was": _maybe(WRITTEN), "now": _maybe(WRITTEN),
        "note": MAYBE_TEXT,
    },
    ("start", "end", "surface"),  # of a finding
)  # fmt: skip
REVIEW = _object(
    {
        "reviewer": TEXT, "date": DAY, "complete": {"type": "boolean"}, "stale": {"type": "boolean"},
        "note": MAYBE_TEXT, "accepted": WHOLE, "decided": _many(DECIDED),
        "revisions": _many(_object({"date": DAY, "reason": TEXT})), "sha256": _maybe(HASH),
        "signers": _many(
            _object({"principal": TEXT, "key": TEXT, "fingerprint": TEXT, "day": DAY, "claimed": {"type": "boolean"}})
        ),
    }
)  # fmt: skip
REPORT = _object(
    {
        "schema": {"const": SCHEMA},
        "id": {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
        "title": _object({"value": TEXT, "status": STATUS, "kind": {"enum": ["title", "first words", "file name"]}}),
        "published": _object({"value": DAY, "status": _maybe(STATUS), "time": TEXT}, ("time",)),
        "language": MAYBE_TEXT, "language_status": _maybe(STATUS),
        "text": TEXT,
        "text_sha256": HASH,
        "derivation": TEXT,
        "evidence": _object(
            {
                "path": MAYBE_TEXT,
                "sha256": _maybe(HASH),
                "bytes": _maybe(WHOLE),
                "name": MAYBE_TEXT,
                "container": _object({"name": TEXT, "sha256": HASH, "start": WHOLE, "end": WHOLE}),
            },
            ("container",),
        ),
        "publisher": _maybe(
            _object(
                {"value": TEXT, "source": TEXT, "status": STATUS, "where": TEXT, "start": WHOLE, "end": WHOLE},
                ("where", "start", "end"),
            )
        ),
        "sources": _many(STATED),
        "authors": _many(STATED),
        "url": _maybe(STATED),
        "tags": _many(STATED),
        "redactions": _many(_object({"start": WHOLE, "end": WHOLE, "reason": TEXT, "date": DAY}, ("date",))),
        "graphic": _many(_object({"start": WHOLE, "end": WHOLE, "warning": TEXT})),
        "stated": _many(_object({"name": TEXT, "kind": MAYBE_TEXT, "entity": MAYBE_TEXT, "status": STATUS})),
        "attributions": _many(
            _finding({
                "kind": {"enum": ["credit", "via", "channel", "citing"]},
                "name": TEXT, "source": MAYBE_TEXT, "of": MAYBE_TEXT, "is_named": {"type": "boolean"},
                "of_entity": TEXT | {"description": "The id that editors give for `of`, where they give one"},
            }, ("of_entity",))
        ),
        "mentions": _many(
            _finding(
                {
                    "kind": {"enum": ["person", "organization", "place"]}, "name": TEXT, "entity": MAYBE_TEXT,
                    "role": MAYBE_TEXT, "affiliation": MAYBE_TEXT, "place": LOCATED,
                },
                ("place",),  # of a place
            )
        ),
        "dates": _many(
            _finding({"type": {"enum": ["DATE", "TIME", "DURATION", "SET"]}, "value": TEXT, "edtf": MAYBE_TEXT})
        ),
        "quotes": _many(
            _finding({"speaker": _maybe(SPEAKER), "insertions": _many(PASSAGE), "hidden": HIDDEN}, ("hidden",))
        ),
        "claims": _many(
            _finding({
                "id": CLAIM_ID,
                "op": OPERATORS, "low": NUMBER, "high": NUMBER, "what": TEXT, "where": MAYBE_TEXT,
                "when": MAYBE_TEXT, "speaker": MAYBE_TEXT, "chain": _many(TEXT), "excludes": _maybe(PASSAGE),
                "basis": {"enum": [None, "first-hand", "document"]},
                "fate": MAYBE_TEXT | {"description": "What became of those counted: dead, injured, missing and so on"},
                "speaker_entity": TEXT | {"description": "The id that editors give for the speaker"},
                "chain_entities": _many(TEXT) | {"description": "The same for each of the chain, or empty"},
                "hidden": HIDDEN,
            }, ("speaker_entity", "chain_entities", "hidden"))
        ),
        "differences": _many(
            _finding({"claim": CLAIM_ID, "quoted": CLAIM_ID, "on": _many({"enum": ["precision", "place"]})})
        ),
        "attachments": _many(_object({"path": TEXT, "sha256": HASH, "bytes": WHOLE, "name": TEXT})),
        "versions": _many(_object({"relation": TEXT, "report": TEXT})),
        "near": _many(NEAR) | {"description": "Reports with nearly the same words, the nearest, at most 12"},
        "events": _many(_object(EVENT)) | {"description": "Events that it tells of, as editors say; the last 100"},
        "summary": MAYBE_TEXT,
        "coordinates": _maybe(_object({"value": POINT, "status": STATUS, "decimals": WHOLE}, ("decimals",))),
        "retrieved": MAYBE_TEXT,
        "collector": MAYBE_TEXT,
        "rights": MAYBE_TEXT, "rights_status": _maybe(STATUS),
        "other": {"type": "object", "additionalProperties": TEXT},
        "review": _maybe(REVIEW),
        "status": {"enum": ["suggested", "reviewed", "verified"]},
        "publication": {"enum": ["public", "excerpt", "metadata", "redacted"]},
        "left_out": {
            "type": ["integer", "null"], "minimum": 1,
            "description": "Code points of the text that follow its excerpt; null where nothing does, or may tell",
        },
        "seal": _maybe(_object(SEAL_FIELDS)),
    }
)  # fmt: skip
PARTY = MAYBE_TEXT | {"description": "An id of entities.json or sources.json, or words"}
EDTF = MAYBE_TEXT | {"description": "EDTF (ISO 8601-2) date; null is not known, and .. is an end that has not come"}
IDS = {"type": "object", "additionalProperties": TEXT, "description": "Ids elsewhere, by who gives them"}
METRES = {"type": ["integer", "null"], "minimum": 1, "description": "How far off the coordinates may be, in metres"}
SAID: Schema = {
    "spellings": _many(_object({"name": TEXT, "language": TEXT})) | {"description": "Names with their BCP 47 tags"},
    "not": _many(TEXT) | {"description": "Ids, or names, of others that editors say are not the same"},
    "ids": IDS, "url": MAYBE_TEXT, "notes": MAYBE_TEXT,
}  # fmt: skip
ENTITY = _object(
    {
        "id": TEXT, "kind": {"enum": ["person", "organization", "place"]}, "name": TEXT, "names": _many(TEXT),
        "status": STATUS, "address": TEXT, "role": MAYBE_TEXT,
        "roles": _many(_object({"role": TEXT, "organization": PARTY, "since": EDTF, "until": EDTF})),
        "affiliation": PARTY, "party": PARTY, "owner": PARTY, "description": MAYBE_TEXT,
        "coordinates": _maybe(POINT), "coordinates_status": _maybe(STATUS), "precision": METRES,
        "place": LOCATED, "part_of": MAYBE_TEXT,
        "perhaps": _many(TEXT) | {"description": "Ids of others that may be the same: suggested, an editor decides"},
        **SAID, "former": _many(TEXT), "reports": _many(TEXT), "count": COUNT,
    }
)  # fmt: skip
SOURCE = _object(
    {
        "id": TEXT, "kind": MAYBE_TEXT, "name": TEXT, "names": _many(TEXT), "status": STATUS, "address": TEXT,
        "party": PARTY, "owner": PARTY, "description": MAYBE_TEXT, **SAID, "former": _many(TEXT),
        "published": _many(TEXT), "named": _many(_object({"report": TEXT, "kind": TEXT})), "count": COUNT,
        "relays": _many(_object({"source": TEXT, "reports": WHOLE})),
    }
)  # fmt: skip
TOLD = _object({"report": TEXT, "edtf": TEXT, "surface": TEXT, "start": WHOLE, "status": STATUS})
HAPPENED = _object(
    EVENT
    | {"where": MAYBE_TEXT, "people": _many(TEXT), "organizations": _many(TEXT), "description": MAYBE_TEXT}
    | {"note": MAYBE_TEXT, "reports": _many(TEXT)}
)
PERIOD = _object(
    {"period": {**DAY, "type": "string"}, "published": _many(TEXT), "told": _many(TOLD), "events": _many(HAPPENED)}
)
PLACE = _object(
    {
        "type": {"const": "Feature"},
        "id": TEXT,
        "geometry": _object({"type": {"const": "Point"}, "coordinates": POINT}),
        "properties": _object(
            {
                "id": TEXT, "name": TEXT, "address": TEXT, "count": COUNT, "coordinates_status": STATUS,
                "precision": METRES, "place": LOCATED, "part_of": MAYBE_TEXT, "ids": IDS,
            }
        ),
    }
)  # fmt: skip

SOMEBODY = _object(
    {
        "id": MAYBE_TEXT | {"description": "null of who or what has no entry in entities.json or sources.json"},
        "name": TEXT | {"description": "As pages have it; where there is no id, in words of the report or the editors"},
    }
)
QUESTION_CLAIM: Schema = {
    "report": TEXT, "claim": CLAIM_ID, "surface": TEXT, "op": OPERATORS, "low": NUMBER, "high": NUMBER, "what": TEXT,
    "fate": MAYBE_TEXT, "where": _maybe(SOMEBODY), "when": MAYBE_TEXT, "published": DAY,
    "publisher": _maybe(SOMEBODY), "publisher_status": _maybe(STATUS), "speaker": _maybe(SOMEBODY),
    "party": _maybe(SOMEBODY), "relays": _many(SOMEBODY), "platforms": _many(SOMEBODY),
    "basis": {"enum": [None, "first-hand", "document"]}, "status": STATUS, "note": MAYBE_TEXT, "hidden": HIDDEN,
}  # fmt: skip
NUMBERS = _many(WHOLE) | {"description": "Claims of the question, numbered from 0"}
APART = get_args(Apart)
STANDING: Schema = {
    "origin": WHOLE, "retells": {"type": ["integer", "null"], "minimum": 0}, "conflicts": NUMBERS,
    "conflicting": WHOLE | {"description": "With how many it is in conflict, of which `conflicts` names some"},
    "not_compared": _object(dict.fromkeys(APART, WHOLE), APART),
}  # fmt: skip
TIE = _object(
    {
        "kind": {"enum": list(get_args(TieKind))}, "claims": NUMBERS, "through": _maybe(SOMEBODY),
        "is_guess": {"type": "boolean", "description": "Whether a program compared names, or words"},
    }
)  # fmt: skip
QUESTION = _object(
    {
        "id": TEXT, "question": TEXT, "status": STATUS, "counted": _many(TEXT), "where": _maybe(SOMEBODY),
        "when": MAYBE_TEXT, "note": MAYBE_TEXT, "former": _many(TEXT),
        "answer_status": STATUS | {"description": "Of the weakest claim that is counted, and of its publisher"},
        "origins_status": STATUS,
        "vector": _object({name: _many(SOMEBODY) | {"description": _counts(name)} for name in VECTOR}),
        "vector_status": _object(dict.fromkeys(VECTOR, STATUS)),
        "vector_names": _object(dict.fromkeys(VECTOR, WHOLE))
        | {"description": "Under how many names those are who are counted once, since they may be one"},
        "claims": _many(_object({**QUESTION_CLAIM, **STANDING}, ("hidden",))),
        "origins": _many(_object({"claims": NUMBERS, "is_known": {"type": "boolean"}, "ties": _many(TIE)})),
        "beside": _many(_object(QUESTION_CLAIM, ("hidden",))), "further": _many(_object(QUESTION_CLAIM, ("hidden",))),
        "further_left": WHOLE,
    }
)  # fmt: skip

SCHEMAS: dict[str, Schema] = {
    "report": _document("A report, as in reports/ID.json and each line of reports.jsonl", REPORT),
    "entities": _document("entities.json", _object({"schema": {"const": 1}, "entities": _many(ENTITY)})),
    "sources": _document("sources.json", _object({"schema": {"const": 1}, "sources": _many(SOURCE)})),
    "timeline": _document("timeline.json", _object({"schema": {"const": 1}, "periods": _many(PERIOD)})),
    "questions": _document("questions.json", _object({"schema": {"const": 1}, "questions": _many(QUESTION)})),
    "places": _document(
        "places.geojson (RFC 7946)",
        _object({"type": {"const": "FeatureCollection"}, "features": _many(PLACE)}),
    ),
}
