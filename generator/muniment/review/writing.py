"""What is written of an editor's decision: the words of the text that it is about, and all that it holds for true.

An empty value is written, too, where rules might find something there one day: what nobody has looked at must not pass
for reviewed.
"""

from collections.abc import Iterable, Iterator, Mapping

from muniment.link.anchors import Astray, anchored, selector_of
from muniment.link.decided import CHAIN, EXCLUDES, FIELDS, Finding, Pairs, Wrong, finding_of, values_of
from muniment.link.moved import instead_of, stands_without
from muniment.link.reviewed_fields import Fields, decide_field
from muniment.model import (
    Authority,
    Decision,
    FieldKind,
    FindingKind,
    Mention,
    Selector,
    Verb,
    changed,
)
from muniment.publishable import Hidden
from muniment.read.folder import shown
from muniment.read.review_file import SAYS, advise_date_values, advise_value
from muniment.review.case import Case
from muniment.review.matters import Matter
from muniment.shaping import LONGEST_VALUE

SAID_EMPTY: dict[FindingKind, tuple[str, ...]] = {
    "mention": ("role", "affiliation"), "quote": ("speaker", "role"), "attribution": ("of",),
    "claim": ("what", "where", "when", "speaker", CHAIN, "basis", "fate", EXCLUDES),
}  # fmt: skip
HIDDEN = ("it tells what is hidden from readers", "what is written here may be public, too: leave it out")
Span = tuple[int, int]
WHO = ("speaker", CHAIN, "of", "source")  # values that are a name in a finding, and better an id in a file


def decided(
    matter: Matter, verb: Verb, case: Case, hidden: Hidden, note: str = "", says: Pairs = (),
    place: tuple[int, int] | None = None,
) -> tuple[Decision, ...]:  # fmt: skip
    """The decisions on a matter, one for each of its findings; `says` are values that an editor gives instead of what
    was found, `place` are other words than were found, and the note stands at the first. Nothing of them tells what is
    `hidden`. Raises Wrong."""
    for name, value in (("note", note), *says):
        if hidden.is_told_by(value):
            raise Wrong(name, *HIDDEN)
    if not matter.findings:
        return (_on_field(matter, verb, case, hidden, note, says),)
    about: FindingKind = matter.about  # type: ignore[assignment]
    made = []
    for number, one in enumerate(matter.findings):
        span = place or (one.start, one.end)
        if any(start < span[1] and span[0] < end for start, end in hidden.spans):
            raise Wrong("exact", *HIDDEN)
        values = values_of(one) if verb == "reject" else said(about, one, case.authorities, says)
        selector = selector_at(case.text, *span, hidden.spans)
        own = note if number == 0 else ""
        decision = Decision(verb=verb, about=about, selector=selector, values=values, note=own)
        shown = unhidden(decision, hidden)
        if shown is None:
            raise Wrong("", *HIDDEN)
        check(shown, one, case)
        made.append(shown)
    return tuple(made)


def unhidden(decision: Decision, hidden: Hidden) -> Decision | None:
    """The decision without values that tell what is hidden; None where it says nothing without them."""
    told = [name for name, value in decision.values if hidden.is_told_by(value)]
    if told and not stands_without(decision.about, told):
        return None
    values = tuple(
        (name, instead_of(name) if name in told and hidden.is_told_by(value) else value)
        for name, value in decision.values
    )
    return changed(decision, values=values) if told else decision


def said(about: FindingKind, one: Finding, authorities: Mapping[str, Authority], says: Pairs = ()) -> Pairs:
    """All that a decision says of a finding, in the order in which it is written."""
    ids = _ids_by_name(authorities)
    found = [(name, ids.get(value, value) if name in WHO else value) for name, value in values_of(one)]
    is_person = not isinstance(one, Mention) or one.kind == "person"
    given: dict[str, list[str]] = {name: [""] for name in SAID_EMPTY.get(about, ()) if is_person}
    for pairs in (found, says):
        told: dict[str, list[str]] = {}
        for name, value in pairs:
            told.setdefault(name, []).append(value)
        given |= told
    if isinstance(one, Mention) and says:
        _settle_identity(given, dict(says))
    if given.get("speaker") == [""] and about == "quote":
        del given["role"]
    return tuple((name, value) for name in SAYS[about] for value in given.get(name, ()) if value or name != "edtf")


def _settle_identity(given: dict[str, list[str]], says: Mapping[str, str]) -> None:
    """Who is meant is said by an id or by a name."""
    if says.get("entity"):
        given.pop("name", None)
    elif "name" in says or "entity" in says:
        given.pop("entity", None)
    if given.get("kind") != ["person"]:
        for name in SAID_EMPTY["mention"]:
            if given.get(name) == [""]:
                del given[name]


def _ids_by_name(authorities: Mapping[str, Authority]) -> Mapping[str, str]:
    """The ids of those whose name nobody else has."""
    ids: dict[str, str] = {}
    for authority in authorities.values():
        ids[authority.name] = "" if authority.name in ids else authority.id
    return {name: identifier for name, identifier in ids.items() if identifier}


def _on_field(matter: Matter, verb: Verb, case: Case, hidden: Hidden, note: str, says: Pairs) -> Decision:
    suggested = matter.value.value if matter.value and verb != "reject" else ""
    value = dict(says).get("source") or dict(says).get("value", suggested)
    if hidden.is_told_by(value):
        raise Wrong("value", *HIDDEN)
    name = "source" if matter.about == "publisher" and value in case.authorities else "value"
    decision = Decision(verb=verb, about=matter.about, values=((name, value),) if value else (), note=note)
    check(decision, None, case)
    return decision


def check(decision: Decision, base: Finding | None, case: Case) -> None:
    """Raises Wrong where a build could not do what is decided, or could not read it back."""
    for name, value in decision.values:
        if hint := advise_value(decision.about, name, value):
            raise Wrong(name, f"'{shown(value)}' is no {name} of a {decision.about}", hint)
    said = dict(decision.values)
    if decision.about == "date" and (
        found := advise_date_values(said.get("type", ""), said.get("value", ""), said.get("edtf", ""))
    ):
        raise Wrong(*found)
    if decision.selector is None:
        if decision.verb != "reject" or decision.values:
            decide_field(Fields(case.report.document, case.report.findings), decision, "", "reviewed", case.names)
        return
    if len(decision.selector.exact) > LONGEST_VALUE:
        hint = f"decide on a part of them, of at most {LONGEST_VALUE:,} characters, with +"
        raise Wrong("exact", f"{len(decision.selector.exact):,} characters are too many to be quoted", hint)
    if decision.verb != "reject":
        start = decision.selector.start
        place = (start, start + len(decision.selector.exact))
        finding_of(decision.about, base, place, decision.values, case.names, case.text)  # type: ignore[arg-type]


def selector_at(text: str, start: int, end: int, hidden: Iterable[Span]) -> Selector:
    """Words of a text with what stands around them, and nothing of what is hidden."""
    found = selector_of(text, start, end)
    first, last = _shown_around(start - len(found.prefix), end + len(found.suffix), (start, end), hidden)
    return Selector(found.exact, text[first:start], text[end:last], start)


def _shown_around(first: int, last: int, words: Span, hidden: Iterable[Span]) -> Span:
    """As much of [first:last] around words as holds nothing that is hidden."""
    start, end = words
    for begins, ends in hidden:
        first = max(first, ends) if begins < start else first
        last = min(last, begins) if ends > end else last
    return min(first, start), max(last, end)


def without_hidden(
    decisions: Iterable[Decision], hidden: Hidden, text: str
) -> Iterator[tuple[Decision, Decision | None]]:
    """Decisions that tell what is hidden, and each without that; None where it is about it."""
    for one in decisions:
        new = unhidden(one, hidden)
        if new and new.selector:
            new = _quoting_less(new, new.selector, hidden, text)
        if new != one:
            yield one, changed(new, spots=()) if new else None


def _longest_shown(text: str, start: int, end: int, hidden: Iterable[Span]) -> Span:
    """The longest part of words of which nothing is hidden. A rejection of it is one of all that shares words with
    it."""
    longest, first = (start, start), start
    for begins, ends in (*sorted(hidden), (end, end)):
        last = min(begins, end)
        if last - first > longest[1] - longest[0]:
            longest = first, last
        first = max(first, ends)
    words = text[slice(*longest)]
    return longest[0] + len(words) - len(words.lstrip()), longest[0] + len(words.rstrip())


def _quoting_less(one: Decision, old: Selector, hidden: Hidden, text: str) -> Decision | None:
    try:
        start, end = anchored(old, text)
    except Astray:
        return one
    if any(begins < end and start < ends for begins, ends in hidden.spans):
        rest = _longest_shown(text, start, end, hidden.spans)
        is_left = one.verb == "reject" and rest[0] < rest[1]
        return changed(one, selector=selector_at(text, *rest, hidden.spans)) if is_left else None
    begins, ends = start - len(old.prefix), end + len(old.suffix)
    first, last = _shown_around(begins, ends, (start, end), hidden.spans)
    if (first, last) == (begins, ends):
        return one
    return changed(one, selector=changed(old, prefix=text[first:start], suffix=text[end:last]))


def overlapped(about: FieldKind | FindingKind, start: int, end: int, case: Case) -> list[Finding]:
    """What of the same kind rules find in the same words."""
    ones: Iterable[Finding] = getattr(case.report.findings, FIELDS[about]) if about in FIELDS else ()
    return [one for one in ones if one.start < end and start < one.end]
