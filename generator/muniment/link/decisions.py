"""A report with its editors' decisions: what was accepted, corrected, rejected and added stands in it from then on.

A decision says itself what it holds for true. Rules that find something else by now, or nothing, change no more of it
than what is told beside it: that it was accepted, and is found otherwise.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from muniment.counted_things import PERSON, head_of, thing_of
from muniment.ids import claim_ids
from muniment.link.anchors import Astray, anchored
from muniment.link.decided import (
    FIELDS,
    Finding,
    Names,
    Pairs,
    Wrong,
    finding_of,
    unsaid,
    values_of,
    with_found,
    wrong_names,
)
from muniment.link.own_words import beginnings_of, may_be_of, share_letters
from muniment.link.placed import Placed
from muniment.link.reviewed_fields import Fields, decide_field
from muniment.link.rulings import KEEP_ONE, Ruling, contradicts, is_enough, told_against
from muniment.model import (
    Attribution,
    Claim,
    Decided,
    Decision,
    Document,
    FindingKind,
    Findings,
    Mention,
    Report,
    Review,
    Reviewed,
    Status,
    changed,
)
from muniment.problems import Place, Problem
from muniment.whole_words import in_whole_words

LONGEST_HINT = 100  # signs of the words that are told
ALTERNATIVES = ("entity", "name", "edtf")  # of which one stands for another


class Desk:
    """One report on the editor's desk: what is found in it by now, what was decided, and what is wrong."""

    def __init__(self, report: Report, review: Review, names: Names, problems: list[Problem]):
        self.report, self.review, self.names, self.problems = report, review, names, problems
        self.met = {field: Placed(getattr(report.findings, field)) for field in FIELDS.values()}  # by any decision
        self.found = {field: Placed(getattr(report.findings, field)) for field in FIELDS.values()}
        self.rulings = {field: Placed() for field in FIELDS.values()}
        self.decided_fields: set[str] = set()
        self.is_stale = bool(review.seed) and review.seed != report.document.evidence.sha256
        self.status: Status = "suggested" if self.is_stale else review.status
        self.unsaid: list[tuple[Decision, str, int, Pairs]] = []  # of which kind, at which number, what is not said
        self.decided: list[Decided] = []
        self.accepted = 0

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the words of the report begin with."""
        return beginnings_of(self.report.document.text)

    def tell(self, decision: Decision, part: str, what: str, hint: str, is_error: bool = True) -> None:
        """A problem at a part of a decision, or at the whole of it."""
        spots = {name: (line, column) for name, line, column in decision.spots}
        line, column = spots.get(part) or spots.get("", (0, 0))
        place = Place(self.review.path, line, column)
        self.problems.append(Problem(place, what, hint, "error" if is_error else "warning"))

    def note(self, decision: Decision, was: Pairs, now: Pairs, span: tuple[int, int, str] = (-1, -1, "")) -> bool:
        """A decision that held; whether it is a mere assent to what is found."""
        start, end, surface = span
        told = Decided(
            verb=decision.verb, about=decision.about, start=start, end=end, surface=surface, was=was, now=now,
            note=decision.note,
        )  # fmt: skip
        self.accepted += told.is_as_found
        if not told.is_as_found or decision.note:
            self.decided.append(told)
        return told.is_as_found


def decide(report: Report, review: Review, names: Names, problems: list[Problem]) -> Report:
    """The report as its editor has it. What cannot be done is told at its place in the review's file, and the rest is
    done. A review that was made on other bytes is told, too, and what it decides counts as suggested."""
    desk = Desk(report, review, names, problems)
    if desk.is_stale:
        what = f"made on another state of {report.document.evidence.name or 'the file'}: the review is stale"
        hint = "look at the report again with `muniment review`, which then notes the new SHA-256"
        spot = next((spot[1:] for spot in review.spots if spot[0] == "seed"), (0, 0))
        problems.append(Problem(Place(review.path, *spot), what, hint, "warning"))
    fields, where = Fields(report.document, report.findings), f"by {review.reviewer}, {review.date}"
    for decision in review.decisions:
        faults = list(wrong_names(decision, names))
        for fault in faults:
            desk.tell(decision, fault.name, fault.what, fault.hint)
        try:
            if decision.selector is None and decision.verb == "accept" and not dict(decision.values):
                desk.tell(decision, "", *_without_value(decision.about), is_error=False)
            elif decision.selector is None:
                fields = _decide_field(fields, decision, where, desk)
            else:
                _decide_finding(decision, desk)
        except Wrong as wrong:
            if wrong.what not in {fault.what for fault in faults}:
                desk.tell(decision, wrong.name, wrong.what, wrong.hint)
    _tell_unsaid(desk)
    reviewed = Reviewed(
        reviewer=review.reviewer, date=review.date, is_complete=review.is_complete, is_stale=desk.is_stale,
        note=review.note, accepted=desk.accepted, decided=tuple(desk.decided), revisions=review.revisions,
        signers=review.signers, is_signed=review.is_signed, sha256=_published_hash(review, report.document),
    )  # fmt: skip
    return Report(fields.document, _ordered(fields.findings, desk.found, report.document.text), reviewed)


def _published_hash(review: Review, document: Document) -> str:
    """The SHA-256 of a signed file that may be published: where the whole report is, and nobody is named in it who is
    withheld."""
    return "" if document.publication != "public" or review.names_withheld else review.sha256


def _decide_field(fields: Fields, decision: Decision, where: str, desk: Desk) -> Fields:
    """The fields with what is decided on one. Raises Wrong."""
    if decision.about in desk.decided_fields:
        raise Wrong("", f"another decision says what the {decision.about} is, and that one stands", "keep one of them")
    made, was, now = decide_field(fields, decision, where, desk.status, desk.names)
    desk.decided_fields.add(decision.about)
    desk.note(decision, was, now)
    return made


def _decide_finding(decision: Decision, desk: Desk) -> None:
    """Put what is decided in the place of what was found there. Raises Wrong."""
    start, end = place = _place_of(decision, desk)
    span = (start, end, desk.report.document.text[start:end])
    kind: FindingKind = decision.about  # type: ignore[assignment]
    field = FIELDS[kind]
    met = {number: one for number, one in desk.met[field].at(start, end).items() if _is_of(one, decision)}
    if decision.verb == "reject":
        _reject(decision, met, span, desk)
        return
    exact = next((one for one in met.values() if (one.start, one.end) == place), None)
    base = None if decision.verb == "add" else exact or next(iter(met.values()), None)
    if base is None and not decision.values and decision.verb != "add":
        raise Wrong("", f"a decision on nothing: there is no {kind} here", "write what it says, or remove the decision")
    unsaid_ones = unsaid(kind, base, decision.values)
    says = with_found(base, decision.values) if base and unsaid_ones else decision.values
    made = finding_of(kind, base, place, says, desk.names, desk.report.document.text)
    if exact is None:
        _tell_cut(decision, place, desk)
    was, now = values_of(base) if base else (), values_of(made)
    whole = () if unsaid_ones else now
    ruling = Ruling(kind, *span, getattr(made, "kind", ""), decision.values, bool(unsaid_ones), says=whole)
    if not _may_stand(ruling, desk):
        return
    desk.found[field].take(met)
    if unsaid_ones:
        rule = base.rule if base and decision.verb == "accept" else "editor"
        number = desk.found[field].add(changed(made, status="suggested", rule=rule))
        desk.unsaid.append((decision, field, number, unsaid_ones))
    else:
        rule = base.rule if desk.note(decision, was, now, span) and base else "editor"
        number = desk.found[field].add(changed(made, status=desk.status, rule=rule))
        _tell_left_out(decision, was, now, desk)
        _tell_other_words(decision, made, base, desk)
    desk.rulings[field].add(changed(ruling, number=number))


def _may_stand(ruling: Ruling, desk: Desk) -> bool:
    """Whether nothing that was decided before stands against it, or says as much: then what says less is taken out.
    Raises Wrong for what contradicts."""
    before, found = desk.rulings[FIELDS[ruling.about]], desk.found[FIELDS[ruling.about]]
    others = before.at(ruling.start, ruling.end)
    for one in others.values():
        if contradicts(one, ruling):
            raise Wrong("", told_against(one, ruling), KEEP_ONE)
    if any(is_enough(one, ruling) for one in others.values()):
        return False
    less = {number: one.number for number, one in others.items() if is_enough(ruling, one)}
    before.take(less)
    found.take(less.values())
    return True


def _reject(decision: Decision, met: Mapping[int, Finding], span: tuple[int, int, str], desk: Desk) -> None:
    """Take out what was found there. Raises Wrong."""
    kind: FindingKind = decision.about  # type: ignore[assignment]
    field, ruling = FIELDS[kind], Ruling(kind, *span, dict(decision.values).get("kind", ""), is_rejected=True)
    _may_stand(ruling, desk)
    gone = {number: one for number, one in met.items() if _is_same_kind(one, decision)}
    if not gone:
        what, hint = f"there is no {decision.about} here to reject", "remove the decision, if rules find it no more"
        desk.tell(decision, "", what, hint, is_error=False)
    desk.found[field].take(gone)
    desk.rulings[field].add(ruling)
    desk.note(decision, values_of(next(iter(gone.values()))) if gone else decision.values, (), span)


def _tell_unsaid(desk: Desk) -> None:
    """A warning for each decision that does not say what it holds for true, and that no other says it instead of."""
    for decision, field, number, unsaid_ones in desk.unsaid:
        if number in desk.found[field]:
            what = "it does not say what was found to be right, so that this stays suggested"
            values = "; ".join(f"{name}: {value}" for name, value in unsaid_ones)
            hint = f"add what it is, such as what rules find by now: {values}; `muniment review` writes all of it"
            desk.tell(decision, "", what, hint, is_error=False)


def _tell_left_out(decision: Decision, was: Pairs, now: Pairs, desk: Desk) -> None:
    """A warning where rules find more than a decision says, which is left out; not of one on another name."""
    if decision.verb == "correct" and decision.about == "mention":
        return
    said = {name for name, _ in (*decision.values, *now)}
    if left := [f"{name}: {value}" for name, value in was if name not in said and name not in ALTERNATIVES]:
        what = "it does not say all that rules find by now; what nobody has reviewed is left out"
        hint = f"add what is right of it, or that it is empty (as in role: ''): {'; '.join(left)}"
        desk.tell(decision, "", what, hint, is_error=False)


def _tell_other_words(decision: Decision, made: Finding, base: Finding | None, desk: Desk) -> None:
    """A warning where what is counted is told in words of which none stands in the report, nor is found by rules. Who
    tells it in another script than the report's has not mistaken its words."""
    found = thing_of(base.what) if isinstance(base, Claim) else ""
    if not isinstance(made, Claim) or not made.what or found == thing_of(made.what):
        return
    document = desk.report.document
    if document.publication != "public" or document.is_hidden or not share_letters(made.what, made.surface):
        return
    language = document.language or desk.report.findings.language  # many write in English of what is not
    if head_of(thing_of(made.what)) == PERSON or (language and not language.value.lower().startswith("en")):
        return  # of "a blast killed nine" it is known who they were
    if not may_be_of(made.what, document.text, desk.beginnings):
        what = f"nothing of '{made.what}' stands in the report"
        desk.tell(decision, "what", what, "say what is counted in the report's own words", is_error=False)


def _tell_cut(decision: Decision, place: tuple[int, int], desk: Desk) -> None:
    """A warning of words that begin or end within a word of the text; what rules find so is not told."""
    text = desk.report.document.text
    whole = in_whole_words(text, *place)
    beside = [text[one - 1 : one + 1] for one, other in zip(place, whole, strict=True) if one != other]
    if any(pair.isalpha() or pair.isdecimal() for pair in beside):  # the number of a footnote is no part of the word
        meant = " ".join(text[slice(*whole)].split())
        hint = f"did you mean '{meant}'?" if len(meant) <= LONGEST_HINT else "copy all of the words from the report"
        desk.tell(decision, "exact", "it cuts a word", hint, is_error=False)


def _without_value(about: str) -> tuple[str, str]:
    what = f"it does not say which {about} is right, so that this stays as it was found"
    return what, "add value: …; `muniment review` writes it"


def _place_of(decision: Decision, desk: Desk) -> tuple[int, int]:
    """Start and end of what a decision is about. Raises Wrong."""
    assert decision.selector
    try:
        return anchored(decision.selector, desk.report.document.text, not desk.is_stale)
    except Astray as astray:
        raise Wrong("exact", str(astray), astray.hint) from astray


def _is_same_kind(one: Finding, decision: Decision) -> bool:
    """Whether what has words of something rejected is it, in these words or others: "Ivan Petrenko" is another spelling
    of a person "Petrenko", and an organisation named for a town is not the town."""
    kind = dict(decision.values).get("kind")
    return not isinstance(one, Mention) or not kind or one.kind == kind


def _is_of(one: Finding, decision: Decision) -> bool:
    """Attributions lie within each other: who cites, and through what. One of another kind is another one."""
    kind = dict(decision.values).get("kind")
    return not isinstance(one, Attribution) or not kind or one.kind == kind


def _ordered(findings: Findings, found: Mapping[str, Placed], text: str) -> Findings:
    """The findings in the order of the text; what hangs on a claim that is gone goes with it."""
    lists: dict[str, tuple[Any, ...]] = {field: placed.in_order() for field, placed in found.items()}
    lists["claims"] = _numbered(lists["claims"], text)
    claims = {claim.id for claim in lists["claims"]}
    differences = tuple(one for one in findings.differences if {one.claim, one.quoted} <= claims)
    return changed(findings, **lists, differences=differences)


def _numbered(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """The claims, those with an id that editors have made: in one look at the text for all of them."""
    made = [one for one in claims if not one.id]
    ids = dict(zip(made, claim_ids(text, [(one.start, one.end) for one in made]), strict=True))
    return tuple(changed(one, id=ids[one]) if one in ids else one for one in claims)
