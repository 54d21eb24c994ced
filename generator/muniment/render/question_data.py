"""data/questions.json: every question with its claims, their origins, and how they stand to each other."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from muniment.model import VECTOR, Claimed, Figure, Origin, Somebody, Standing, to_json
from muniment.render.report_json import hidden_fields
from muniment.render.table_parts import in_parts

SCHEMA = 1

Fields = dict[str, Any]
Names = Mapping[str, str]  # of all whom questions name, by id


def question_tables(figures: Sequence[Figure], names: Names) -> list[tuple[str, bytes]]:
    """questions.json, one question a line, in parts."""
    head = b'{"schema":%d,"questions":[\n' % SCHEMA
    fields = (question_fields(one, names) for one in figures)
    return list(in_parts("data/questions.json", map(to_json, fields), head, b",\n", b"\n]}\n"))


def question_fields(figure: Figure, names: Names) -> Fields:
    """A question for programs. Claims are numbered from 0, in the order of `claims`."""
    claim, somebody = partial(_claim, names=names), partial(_somebody, names=names)
    return {
        "id": figure.id,
        "question": figure.question,
        "status": figure.status,
        "counted": list(figure.counted),
        "where": somebody(Somebody(figure.where, "")) if figure.where else None,
        "when": figure.when or None,
        "note": figure.note or None,
        "former": list(figure.former),
        "answer_status": figure.answer_status,
        "origins_status": figure.origins_status,
        "vector": {name: [somebody(one) for one in getattr(figure.vector, name)] for name in VECTOR},
        "vector_status": dict(zip(VECTOR, figure.vector.statuses, strict=True)),
        "vector_names": dict(zip(VECTOR, figure.vector.names, strict=True)),
        "claims": [
            {**claim(one), **_standing(standing)} for one, standing in zip(figure.claims, figure.standings, strict=True)
        ],
        "origins": [_origin(one, names) for one in figure.origins],
        "beside": list(map(claim, figure.beside)),
        "further": list(map(claim, figure.further)),
        "further_left": figure.further_left,
    }


def _claim(one: Claimed, names: Names) -> Fields:
    claim, somebody = one.claim, partial(_somebody, names=names)
    return {
        "report": one.report,
        "claim": claim.id,
        "surface": claim.surface,
        "op": claim.op,
        "low": claim.low,
        "high": claim.high,
        "what": claim.what,
        "fate": claim.fate or None,
        "where": somebody(Somebody(one.place, claim.where)) if one.place or claim.where else None,
        "when": claim.when or None,
        "published": one.published or None,
        "publisher": somebody(Somebody(one.publisher, "")) if one.publisher else None,
        "publisher_status": one.publisher_status if one.publisher else None,
        "speaker": somebody(one.speaker) if one.speaker else None,
        **hidden_fields(claim),
        "party": somebody(Somebody(one.party, one.party)) if one.party else None,
        "relays": [somebody(carrier) for carrier in one.carriers],
        "platforms": [somebody(platform) for platform in one.platforms],
        "basis": claim.basis or None,
        "status": claim.status,
        "note": one.note or None,
    }


def _standing(standing: Standing) -> Fields:
    return {
        "origin": standing.origin,
        "retells": standing.retells if standing.retells >= 0 else None,
        "conflicts": list(standing.conflicts),
        "conflicting": standing.conflicting,
        "not_compared": dict(standing.apart),
    }


def _origin(origin: Origin, names: Names) -> Fields:
    ties = (
        {
            "kind": tie.kind,
            "claims": list(tie.members),
            "through": _somebody(tie.through, names) if tie.through else None,
            "is_guess": tie.is_guess,
        }
        for tie in origin.ties
    )
    return {"claims": list(origin.members), "is_known": origin.is_known, "ties": list(ties)}


def _somebody(one: Somebody, names: Names) -> Fields:
    """By id and name, as pages have it. Who has no id is known by words alone."""
    return {"id": one.id if one.id in names else None, "name": names.get(one.id) or one.name or one.id}
