"""data/questions.json: every question with its claims, their origins, and how they stand to each other."""

from collections.abc import Sequence
from typing import Any

from muniment.model import VECTOR, Claimed, Figure, Origin, Somebody, Standing, to_json
from muniment.render.table_parts import in_parts

SCHEMA = 1

Fields = dict[str, Any]


def question_tables(figures: Sequence[Figure]) -> list[tuple[str, bytes]]:
    """questions.json, one question a line, in parts."""
    head = b'{"schema":%d,"questions":[\n' % SCHEMA
    return list(in_parts("data/questions.json", map(to_json, map(question_fields, figures)), head, b",\n", b"\n]}\n"))


def question_fields(figure: Figure) -> Fields:
    """A question for programs. Claims are numbered from 0, in the order of `claims`."""
    return {
        "id": figure.id,
        "question": figure.question,
        "status": figure.status,
        "counted": list(figure.counted),
        "where": figure.where or None,
        "when": figure.when or None,
        "note": figure.note or None,
        "former": list(figure.former),
        "vector": {name: [_somebody(one) for one in getattr(figure.vector, name)] for name in VECTOR},
        "claims": [
            {**_claim(one), **_standing(standing)}
            for one, standing in zip(figure.claims, figure.standings, strict=True)
        ],
        "origins": [_origin(one) for one in figure.origins],
        "beside": list(map(_claim, figure.beside)),
        "further": list(map(_claim, figure.further)),
        "further_left": figure.further_left,
    }


def _claim(one: Claimed) -> Fields:
    claim = one.claim
    return {
        "report": one.report,
        "claim": claim.id,
        "surface": claim.surface,
        "op": claim.op,
        "low": claim.low,
        "high": claim.high,
        "what": claim.what,
        "fate": claim.fate or None,
        "where": one.place or claim.where or None,
        "when": claim.when or None,
        "published": one.published or None,
        "publisher": one.publisher or None,
        "speaker": _somebody(one.speaker) if one.speaker else None,
        "party": one.party or None,
        "relays": [_somebody(carrier) for carrier in one.carriers],
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


def _origin(origin: Origin) -> Fields:
    ties = (
        {
            "kind": tie.kind,
            "claims": list(tie.members),
            "through": _somebody(tie.through) if tie.through else None,
        }
        for tie in origin.ties
    )
    return {"claims": list(origin.members), "is_known": origin.is_known, "ties": list(ties)}


def _somebody(one: Somebody) -> Fields:
    return {"id": one.id or None, "name": one.name or None}
