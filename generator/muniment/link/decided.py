"""What an editor's decision says of a finding, and the finding that comes of it; and back again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from muniment.counts import count_in_words, read_count
from muniment.ids import plain_id
from muniment.model import (
    BLOCK,
    Attribution,
    Authority,
    Claim,
    DateMention,
    Decision,
    FindingKind,
    Findings,
    Mention,
    Passage,
    Quote,
    Speaker,
    changed,
)
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.timex import is_calendar, type_of

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
NAMING = ("entity", "speaker", "where", CHAIN, "source", "of")  # values that are an id, or words
EXCLUDES = "excludes"  # the value that is words of the text
FIELDS: dict[FindingKind, str] = {
    "mention": "mentions", "date": "dates", "quote": "quotes", "claim": "claims", "attribution": "attributions"
}  # fmt: skip


class Wrong(Exception):
    """A value that cannot be: which one, what is wrong with it, and a hint."""

    def __init__(self, name: str, what: str, hint: str):
        super().__init__(what)
        self.name, self.what, self.hint = name, what, hint


class Names:
    """Whom editors list, for values that are an id, of now or before, or words; and which ids were asked for, or any
    that is near."""

    def __init__(self, authorities: Mapping[str, Authority]):
        self.by_id = authorities
        self._by_former = {former: one for one in authorities.values() for former in one.former}
        self.asked = set[str]()
        self.is_any_asked = False

    @cached_property
    def _nearest(self) -> Nearest:
        self.is_any_asked = True
        return Nearest(self.by_id)

    def listed(self, identifier: str) -> Authority | None:
        """Who has an id, or had it."""
        self.asked.add(identifier)
        return self.by_id.get(identifier) or self._by_former.get(identifier)

    def resolved(self, name: str, value: str) -> tuple[str, str]:
        """The name and the id of one who is given by id, or words and no id. Raises Wrong for what can only be an id
        that nobody has."""
        if not value:
            return "", ""
        if authority := self.listed(value):
            return authority.name, authority.id
        is_id = name == "entity"
        if is_id or plain_id(value) == value:
            close = self._nearest.to(value, NEAR_ID)
            if close or "-" in value or is_id:
                other = "list it below content/, or write the name as it is written"
                hint = f"did you mean '{close}'?" if close else other
                raise Wrong(name, f"nobody has the id '{value}'", hint)
        return value, ""


def wrong_names(decision: Decision, names: Names) -> Iterator[Wrong]:
    """What is wrong with each name in a decision that may be an id."""
    for name, value in decision.values if decision.verb != "reject" else ():
        if name in NAMING:
            try:
                names.resolved(name, value)
            except Wrong as wrong:
                yield wrong


def tell_left_out(path: str, left_out: Iterable[Decision], names: Names, problems: list[Problem]) -> None:
    """What else is wrong with decisions that do not hold: ids that nobody has."""
    for decision in left_out:
        spots = {name: (line, column) for name, line, column in decision.spots}
        for fault in wrong_names(decision, names):
            problems.append(Problem(Place(path, *spots.get(fault.name, (0, 0))), fault.what, fault.hint))


def values_of(finding: Finding) -> Pairs:
    """All that a finding says, as a decision writes it: what is empty is left out, but for the end of a date."""
    match finding:
        case Mention():
            who = ("entity", finding.entity) if finding.entity else ("name", finding.name)
            pairs = [("kind", finding.kind), who, ("role", finding.role), ("affiliation", finding.affiliation)]
        case DateMention():
            pairs = [("type", finding.type), ("value", finding.value), ("edtf", finding.edtf or "")]
        case Quote(speaker=None):
            pairs = [("speaker", BLOCK)] if finding.is_speaker_hidden else []
        case Quote(speaker=Speaker() as speaker):
            pairs = [("speaker", speaker.entity or speaker.name), ("role", speaker.role)]
        case Claim():
            pairs = [("count", count_in_words(finding.op, finding.low, finding.high)), ("what", finding.what)]
            speaks = BLOCK if finding.is_speaker_hidden else finding.speaker
            pairs += [("where", finding.where), ("when", finding.when), ("speaker", speaks)]
            pairs += [*((CHAIN, one) for one in finding.chain), ("basis", finding.basis), ("fate", finding.fate)]
            pairs += [(EXCLUDES, finding.excludes.surface if finding.excludes else "")]
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
    kind: FindingKind, base: Finding | None, place: tuple[int, int], pairs: Pairs, names: Names, text: str
) -> Finding:
    """The finding that an editor says stands at [start:end] of a text: what its pairs say, and of what was found
    there, if anything was, no more than nobody decides on; a claim has no id yet. Raises Wrong."""
    start, end = place
    surface, values = text[start:end], dict(pairs)
    make: Callable[..., Finding] = MAKERS[kind]
    if kind == "claim":
        chain = tuple(names.resolved(CHAIN, value) for name, value in pairs if name == CHAIN and value)
        found = make(base, surface, values, names, chain, place, text)
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


def _quote(base: Quote | None, surface: str, values: Values, names: Names) -> Quote:
    is_hidden = values.get("speaker") == BLOCK
    name, entity = names.resolved("speaker", "" if is_hidden else values.get("speaker", ""))
    speaker = Speaker(name, entity, values.get("role", "")) if name else None
    made = Quote(0, 0, surface, speaker, insertions=base.insertions if base else ())
    return changed(made, is_speaker_hidden=is_hidden)


def _claim(
    base: Claim | None, surface: str, values: Values, names: Names, chain: Pairs, span: tuple[int, int], text: str
) -> Claim:  # fmt: skip
    count = read_count(values.get("count", ""))
    if count is None:
        raise Wrong("count" if "count" in values else "", "it does not say how many", "add count: '>= 440'")
    where = names.resolved("where", values.get("where", ""))
    is_hidden = values.get("speaker") == BLOCK
    speaker, whose = names.resolved("speaker", "" if is_hidden else values.get("speaker", ""))
    start, end = span
    made = Claim("", start, end, surface, *count, "", where[1] or where[0], speaker=speaker)
    said: dict[str, Any] = {name: values.get(name, "") for name in ("what", "fate", "when", "basis")}
    said["chain"], ids = tuple(name for name, _ in chain), tuple(identifier for _, identifier in chain)
    said |= {"speaker_entity": whose, "chain_entities": ids if any(ids) else (), "is_speaker_hidden": is_hidden}
    return changed(made, **said, excludes=_excluded(base, values.get(EXCLUDES, ""), end, text))


def _excluded(base: Claim | None, words: str, end: int, text: str) -> Passage | None:
    """The words by which a text says what is not counted: where rules found the same, else where they stand next to a
    claim that ends at `end`, behind it if they stand there."""
    if not words or (base and base.excludes and base.excludes.surface == words):
        return base.excludes if words and base else None
    start = text.find(words, end)
    start = start if start >= 0 else text.rfind(words, 0, end)
    if start < 0:
        raise Wrong(EXCLUDES, "these words do not stand in the report", "copy them from it, or write excludes: ''")
    return Passage(start, start + len(words), words)


def _attribution(base: Attribution | None, surface: str, values: Values, names: Names) -> Attribution:
    kind = values.get("kind", "")
    name, source = names.resolved("source", values.get("source", ""))
    if not kind or not name:
        raise Wrong("", "it does not say who passes it on, and how", "add kind: via, and source: the one who does")
    of, whose = names.resolved("of", values.get("of", ""))
    is_named = base.is_named if base and base.name == name else True
    return Attribution(kind, 0, 0, surface, name, source, of, is_named=is_named, of_entity=whose)  # type: ignore[arg-type]


MAKERS: dict[FindingKind, Callable[..., Finding]] = {
    "mention": _mention, "date": _date, "quote": _quote, "claim": _claim, "attribution": _attribution
}  # fmt: skip
