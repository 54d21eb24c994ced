"""What an editor's decision says of a finding, and the finding that comes of it; and back again."""

import itertools
from collections.abc import Callable, Container, Mapping
from difflib import get_close_matches
from typing import Any

from muniment.counts import count_in_words, read_count
from muniment.ids import claim_id, plain_id
from muniment.model import (
    Attribution,
    Authority,
    Claim,
    DateMention,
    FindingKind,
    Mention,
    Quote,
    Record,
    Speaker,
    changed,
)

Values = Mapping[str, str]
Pairs = tuple[tuple[str, str], ...]
Finding = Mention | DateMention | Quote | Claim | Attribution
CHAIN = "chain"  # the value that a decision may have more than once
FIELDS: dict[FindingKind, str] = {
    "mention": "mentions", "date": "dates", "quote": "quotes", "claim": "claims", "attribution": "attributions"
}  # fmt: skip


class Wrong(Exception):
    """A value that cannot be: which one, what is wrong with it, and a hint."""

    def __init__(self, name: str, what: str, hint: str):
        super().__init__(what)
        self.name, self.what, self.hint = name, what, hint


class Names:
    """Whom editors list, for values that are an id or words."""

    def __init__(self, authorities: Mapping[str, Authority]):
        self.by_id = authorities

    def resolved(self, name: str, value: str) -> tuple[str, str]:
        """The name and the id of one who is given by id, or words and no id. Raises Wrong for what can only be an id
        that nobody has."""
        if not value:
            return "", ""
        if authority := self.by_id.get(value):
            return authority.name, authority.id
        is_id = name == "entity"
        if is_id or plain_id(value) == value:
            close = get_close_matches(value, self.by_id, 1, 0.75)
            if close or "-" in value or is_id:
                other = "list it below content/, or write the name as it is written"
                hint = f"did you mean '{close[0]}'?" if close else other
                raise Wrong(name, f"nobody has the id '{value}'", hint)
        return value, ""


def values_of(finding: Finding) -> Pairs:
    """All that a finding says, as a decision writes it: what is empty is left out, but for the end of a date."""
    match finding:
        case Mention():
            who = ("entity", finding.entity) if finding.entity else ("name", finding.name)
            pairs = [("kind", finding.kind), who, ("role", finding.role), ("affiliation", finding.affiliation)]
        case DateMention():
            pairs = [("type", finding.type), ("value", finding.value), ("edtf", finding.edtf or "")]
        case Quote(speaker=None):
            pairs = []
        case Quote(speaker=Speaker() as speaker):
            pairs = [("speaker", speaker.entity or speaker.name), ("role", speaker.role)]
        case Claim():
            pairs = [("count", count_in_words(finding.op, finding.low, finding.high)), ("what", finding.what)]
            pairs += [("where", finding.where), ("when", finding.when), ("speaker", finding.speaker)]
            pairs += [*((CHAIN, one) for one in finding.chain), ("basis", finding.basis)]
        case Attribution():
            pairs = [("kind", finding.kind), ("source", finding.source or finding.name), ("of", finding.of)]
    return tuple((name, value) for name, value in pairs if value)


def in_words(pairs: Pairs) -> str:
    """What a finding says, in one line: "place, izium"."""
    return ", ".join(value for _, value in pairs if value)


def finding_of(
    kind: FindingKind,
    base: Finding | None,
    place: tuple[int, int, str],
    pairs: Pairs,
    names: Names,
    others: Container[str],
) -> Finding:
    """The finding that an editor says stands at `place` (start, end, words), on the ground of what was found there, if
    anything was. `others` are the ids that claims of the report have. Raises Wrong."""
    start, end, surface = place
    values = dict(pairs)
    make: Callable[..., Finding] = MAKERS[kind]
    if kind == "claim":
        chain = tuple(names.resolved(CHAIN, value)[0] for name, value in pairs if name == CHAIN and value)
        found = make(base, surface, values, names, chain, others)
    else:
        found = make(base, surface, values, names)
    return changed(found, start=start, end=end, surface=surface)


def _mention(base: Mention | None, surface: str, values: Values, names: Names) -> Mention:
    entity = values.get("entity", "")
    kind = values.get("kind") or (base.kind if base else "")
    if entity:
        name, entity = names.resolved("entity", entity)
        listed = names.by_id[entity]
        kind = kind if listed.is_source else listed.kind
        if values.get("kind", kind) != kind:
            raise Wrong("kind", f"'{entity}' is a {kind}", f"write kind: {kind}, or leave it out")
    elif "name" in values or base is None:
        name = values.get("name") or surface
    else:
        name, entity = base.name, base.entity
    if not kind:
        kind = "organization" if entity and names.by_id[entity].is_source else ""
    if not kind:
        raise Wrong("", "it does not say what is named", "add kind: person, organization or place")
    place = base.place if base and base.kind == kind == "place" and base.name == name else None
    made = Mention(kind, 0, 0, surface, name, entity, place=place)  # type: ignore[arg-type]
    return changed(made, **_kept(base, values, ("role", "affiliation"), isinstance(base, Mention)))


def _date(base: DateMention | None, surface: str, values: Values, names: Names) -> DateMention:
    value = values.get("value") or values.get("edtf") or (base.value if base else "")
    if not value:
        raise Wrong("", "it does not say which date", "add value: 2022-09-18")
    is_told = "value" in values or "edtf" in values
    edtf = values.get("edtf") or (value if "value" in values and is_calendar(value) else "")
    kind = values.get("type") or (base.type if base else "DATE")
    return DateMention(0, 0, surface, kind, value, (edtf or None) if is_told or base is None else base.edtf)  # type: ignore[arg-type]


def is_calendar(value: str) -> bool:
    """Whether a TIMEX3 value is a day, month or year as EDTF writes one, too."""
    return len(value) in (4, 7, 10) and value.replace("-", "").isdigit()


def _quote(base: Quote | None, surface: str, values: Values, names: Names) -> Quote:
    speaker = base.speaker if base else None
    if "speaker" in values or "role" in values:
        known = speaker or Speaker("")
        name, entity = names.resolved("speaker", values.get("speaker", known.entity or known.name))
        speaker = Speaker(name, entity, values.get("role", known.role)) if name else None
    return Quote(0, 0, surface, speaker, insertions=base.insertions if base else ())


def _claim(
    base: Claim | None, surface: str, values: Values, names: Names, chain: tuple[str, ...], others: Container[str]
) -> Claim:
    count = read_count(values["count"]) if "count" in values else (base.op, base.low, base.high) if base else None
    if count is None:
        raise Wrong("count" if "count" in values else "", "it does not say how many", "add count: '>= 440'")
    where = names.resolved("where", values.get("where", base.where if base else ""))
    speaker = names.resolved("speaker", values.get("speaker", base.speaker if base else ""))[0]
    fresh = (claim_id(surface, occurrence) for occurrence in itertools.count(1))
    identifier = base.id if base and base.surface == surface else next(one for one in fresh if one not in others)
    made = Claim(identifier, 0, 0, surface, *count, "", where[1] or where[0], speaker=speaker)
    kept = _kept(base, values, ("what", "when", "basis"), isinstance(base, Claim))
    chain = chain if CHAIN in values or base is None else base.chain
    return changed(made, **kept, chain=chain, excludes=base.excludes if base else None)


def _attribution(base: Attribution | None, surface: str, values: Values, names: Names) -> Attribution:
    kind = values.get("kind") or (base.kind if base else "")
    given = values.get("source", (base.source or base.name) if base else "")
    name, source = names.resolved("source", given)
    if not kind or not name:
        raise Wrong("", "it does not say who passes it on, and how", "add kind: via, and source: the one who does")
    of = names.resolved("of", values.get("of", base.of if base else ""))[0]
    is_named = base.is_named if base and base.name == name else True
    return Attribution(kind, 0, 0, surface, name, source, of, is_named=is_named)  # type: ignore[arg-type]


def _kept(base: Record | None, values: Values, fields: tuple[str, ...], is_known: bool) -> dict[str, Any]:
    """What the editor says of these fields, or what was found."""
    return {field: values.get(field, getattr(base, field) if is_known else "") for field in fields}


MAKERS: dict[FindingKind, Callable[..., Finding]] = {
    "mention": _mention, "date": _date, "quote": _quote, "claim": _claim, "attribution": _attribution
}  # fmt: skip
