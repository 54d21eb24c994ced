"""What an editor's decision says of a finding, and the finding that comes of it; and back again."""

import itertools
from collections.abc import Callable, Container, Mapping
from functools import cached_property
from typing import Any

from muniment.counts import count_in_words, read_count
from muniment.ids import claim_id, plain_id
from muniment.model import (
    Attribution,
    Authority,
    Claim,
    DateMention,
    FindingKind,
    Findings,
    Mention,
    Quote,
    Speaker,
    changed,
)
from muniment.nearest import Nearest

Values = Mapping[str, str]
Pairs = tuple[tuple[str, str], ...]
Finding = Mention | DateMention | Quote | Claim | Attribution
NEAR_ID = 0.75  # how much a word is like an id that it is taken to be meant as
# What a decision on each has to say, one value of each group; the rest may be left out, and then is not there.
NEEDED: dict[FindingKind, tuple[tuple[str, ...], ...]] = {
    "mention": (("entity", "name"), ("kind",)), "date": (("value", "edtf"),), "quote": (("speaker",),),
    "claim": (("count",),), "attribution": (("source",), ("kind",)),
}  # fmt: skip
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

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self.by_id)

    def resolved(self, name: str, value: str) -> tuple[str, str]:
        """The name and the id of one who is given by id, or words and no id. Raises Wrong for what can only be an id
        that nobody has."""
        if not value:
            return "", ""
        if authority := self.by_id.get(value):
            return authority.name, authority.id
        is_id = name == "entity"
        if is_id or plain_id(value) == value:
            close = self._nearest.to(value, NEAR_ID)
            if close or "-" in value or is_id:
                other = "list it below content/, or write the name as it is written"
                hint = f"did you mean '{close}'?" if close else other
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
            pairs += [*((CHAIN, one) for one in finding.chain), ("basis", finding.basis), ("fate", finding.fate)]
        case Attribution():
            pairs = [("kind", finding.kind), ("source", finding.source or finding.name), ("of", finding.of)]
    return tuple((name, value) for name, value in pairs if value)


def unsaid(kind: FindingKind, base: Finding | None, pairs: Pairs) -> Pairs:
    """What rules found of all that a decision has to say and does not. What nobody wrote down nobody has reviewed."""
    if base is None:
        return ()
    said, found = {name for name, _ in pairs}, dict(values_of(base))
    if isinstance(base, Mention):
        said |= {"kind"} if dict(pairs).get("entity") else set()  # whom editors list, as what
        said |= set() if base.entity or base.name != base.surface else {"name"}  # which its words say
    lacking = (group for group in NEEDED[kind] if said.isdisjoint(group))
    return tuple((name, found[name]) for group in lacking for name in group if name in found)


def with_found(base: Finding, pairs: Pairs) -> Pairs:
    """What a decision says, and for all that it does not what rules found."""
    said = {name for name, _ in pairs}
    for group in ({"entity", "name"}, {"value", "edtf"}):
        said |= group if said & group else set()
    if isinstance(base, Mention) and dict(pairs).get("kind", base.kind) != base.kind:
        base = changed(base, entity="")
    return (*pairs, *((name, value) for name, value in values_of(base) if name not in said))


def check_spans(text: str, findings: Findings) -> None:
    """Every finding must be what stands at its span. Raises ValueError that names the one that is not."""
    for group in (findings.mentions, findings.dates, findings.quotes, findings.claims, findings.attributions):
        for one in group:
            if not 0 <= one.start < one.end or text[one.start : one.end] != one.surface:
                raise ValueError(f"{one.surface!r} does not stand at {one.start} to {one.end}")


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
    """The finding that an editor says stands at `place` (start, end, words): what its pairs say, and of what was found
    there, if anything was, no more than nobody decides on. `others` are the ids that claims of the report have. Raises
    Wrong."""
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
    kind, name = values.get("kind", ""), values.get("name") or surface
    if entity:
        name, entity = names.resolved("entity", entity)
        listed = names.by_id[entity]
        kind = kind if listed.is_source else listed.kind
        if values.get("kind", kind) != kind:
            raise Wrong("kind", f"'{entity}' is a {kind}", f"write kind: {kind}, or leave it out")
    if not kind:
        kind = "organization" if entity and names.by_id[entity].is_source else ""
    if not kind:
        raise Wrong("", "it does not say what is named", "add kind: person, organization or place")
    place = base.place if base and base.kind == kind == "place" and base.name == name else None
    made = Mention(kind, 0, 0, surface, name, entity, place=place)  # type: ignore[arg-type]
    return changed(made, role=values.get("role", ""), affiliation=values.get("affiliation", ""))


def _date(base: DateMention | None, surface: str, values: Values, names: Names) -> DateMention:
    value = values.get("value") or values.get("edtf") or ""
    if not value:
        raise Wrong("", "it does not say which date", "add value: 2022-09-18")
    edtf = values.get("edtf") or (value if "value" in values and is_calendar(value) else "")
    return DateMention(0, 0, surface, values.get("type") or type_of(value), value, edtf or None)  # type: ignore[arg-type]


def type_of(value: str) -> str:
    """What a TIMEX3 value is by its signs: P2W lasts, T09:00 is a time, the rest are dates."""
    return "DURATION" if value.startswith("P") and "_" not in value else "TIME" if "T" in value else "DATE"


def is_calendar(value: str) -> bool:
    """Whether a TIMEX3 value is a day, month or year as EDTF writes one, too."""
    return len(value) in (4, 7, 10) and value.replace("-", "").isdigit()


def _quote(base: Quote | None, surface: str, values: Values, names: Names) -> Quote:
    name, entity = names.resolved("speaker", values.get("speaker", ""))
    speaker = Speaker(name, entity, values.get("role", "")) if name else None
    return Quote(0, 0, surface, speaker, insertions=base.insertions if base else ())


def _claim(
    base: Claim | None, surface: str, values: Values, names: Names, chain: tuple[str, ...], others: Container[str]
) -> Claim:
    count = read_count(values.get("count", ""))
    if count is None:
        raise Wrong("count" if "count" in values else "", "it does not say how many", "add count: '>= 440'")
    where = names.resolved("where", values.get("where", ""))
    speaker = names.resolved("speaker", values.get("speaker", ""))[0]
    fresh = (claim_id(surface, occurrence) for occurrence in itertools.count(1))
    identifier = base.id if base and base.surface == surface else next(one for one in fresh if one not in others)
    made = Claim(identifier, 0, 0, surface, *count, "", where[1] or where[0], speaker=speaker)
    said: dict[str, Any] = {name: values.get(name, "") for name in ("what", "fate", "when", "basis")}
    return changed(made, **said, chain=chain, excludes=base.excludes if base else None)


def _attribution(base: Attribution | None, surface: str, values: Values, names: Names) -> Attribution:
    kind = values.get("kind", "")
    name, source = names.resolved("source", values.get("source", ""))
    if not kind or not name:
        raise Wrong("", "it does not say who passes it on, and how", "add kind: via, and source: the one who does")
    of = names.resolved("of", values.get("of", ""))[0]
    is_named = base.is_named if base and base.name == name else True
    return Attribution(kind, 0, 0, surface, name, source, of, is_named=is_named)  # type: ignore[arg-type]


MAKERS: dict[FindingKind, Callable[..., Finding]] = {
    "mention": _mention, "date": _date, "quote": _quote, "claim": _claim, "attribution": _attribution
}  # fmt: skip
