"""A report with its editors' decisions: what was accepted, corrected, rejected and added stands in it from then on.

A decision says itself what it holds for true, so rules that find something else, or nothing, change nothing of it.
"""

from collections.abc import Mapping
from typing import Any

from muniment.link.anchors import Astray, anchored
from muniment.link.decided import FIELDS, Finding, Names, Pairs, Wrong, finding_of, unsaid, values_of, with_found
from muniment.link.placed import Placed
from muniment.link.reviewed_fields import Fields, decide_field
from muniment.model import (
    Attribution,
    Authority,
    Claim,
    Decided,
    Decision,
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

ALTERNATIVES = ("entity", "name", "edtf")  # of which one stands for another


class Desk:
    """One report on the editor's desk: what is found in it by now, what was decided, and what is wrong."""

    def __init__(self, report: Report, review: Review, names: Names, problems: list[Problem]):
        self.report, self.review, self.names, self.problems = report, review, names, problems
        self.found = {field: Placed(getattr(report.findings, field)) for field in FIELDS.values()}
        self.settled: dict[str, set[int]] = {field: set() for field in FIELDS.values()}  # by decisions before
        self.claims = {claim.id for claim in report.findings.claims}
        self.is_stale = bool(review.seed) and review.seed != report.document.evidence.sha256
        self.status: Status = "suggested" if self.is_stale else "reviewed"
        self.unsaid: list[tuple[Decision, str, int, Pairs]] = []  # of which kind, at which number, what is not said
        self.decided: list[Decided] = []
        self.accepted = 0

    def tell(self, decision: Decision, part: str, what: str, hint: str, is_error: bool = True) -> None:
        """A problem at a part of a decision, or at the whole of it."""
        spots = {name: (line, column) for name, line, column in decision.spots}
        line, column = spots.get(part) or spots.get("", (0, 0))
        place = Place(self.review.path, line, column)
        self.problems.append(Problem(place, what, hint, "error" if is_error else "warning"))

    def note(self, decision: Decision, was: Pairs, now: Pairs, span: tuple[int, int, str] = (-1, -1, "")) -> None:
        """A decision that held."""
        self.accepted += decision.verb == "accept"
        if decision.verb != "accept" or decision.note:
            start, end, surface = span
            told = Decided(
                verb=decision.verb, about=decision.about, start=start, end=end, surface=surface, was=was, now=now,
                note=decision.note,
            )  # fmt: skip
            self.decided.append(told)


def decide(report: Report, review: Review, authorities: Mapping[str, Authority], problems: list[Problem]) -> Report:
    """The report as its editor has it. What cannot be done is told at its place in the review's file, and the rest is
    done. A review that was made on other bytes is told, too, and what it decides counts as suggested."""
    desk = Desk(report, review, Names(authorities), problems)
    if desk.is_stale:
        what = f"made on another state of {report.document.evidence.name or 'the file'}: the review is stale"
        hint = "look at the report again with `muniment review`, which then notes the new SHA-256"
        spot = next((spot[1:] for spot in review.spots if spot[0] == "seed"), (0, 0))
        problems.append(Problem(Place(review.path, *spot), what, hint, "warning"))
    fields, where = Fields(report.document, report.findings), f"by {review.reviewer}, {review.date}"
    for decision in review.decisions:
        try:
            if decision.selector is None and decision.verb == "accept" and not dict(decision.values):
                desk.tell(decision, "", *_without_value(decision.about), is_error=False)
            elif decision.selector is None:
                fields, was, now = decide_field(fields, decision, where, desk.status, desk.names)
                desk.note(decision, was, now)
            else:
                _decide_finding(decision, desk)
        except Wrong as wrong:
            desk.tell(decision, wrong.name, wrong.what, wrong.hint)
    _tell_unsaid(desk)
    reviewed = Reviewed(
        reviewer=review.reviewer, date=review.date, is_complete=review.is_complete, is_stale=desk.is_stale,
        note=review.note, accepted=desk.accepted, decided=tuple(desk.decided), revisions=review.revisions,
    )  # fmt: skip
    return Report(fields.document, _ordered(fields.findings, desk.found), reviewed)


def _decide_finding(decision: Decision, desk: Desk) -> None:
    """Put what is decided in the place of what was found there. Raises Wrong."""
    span = _span_of(decision, desk)
    if span is None:
        return
    kind: FindingKind = decision.about  # type: ignore[assignment]
    placed = desk.found[FIELDS[kind]]
    met = {number: one for number, one in placed.at(*span[:2]).items() if _is_of(one, decision)}
    exact = next((one for one in met.values() if (one.start, one.end) == span[:2]), None)
    if settled := desk.settled[FIELDS[kind]] & met.keys():
        what = f"another decision says what '{met[min(settled)].surface}' is, and this one shares words with it"
        raise Wrong("", what, "keep one of them")
    if decision.verb == "reject":
        gone = {number: one for number, one in met.items() if one is exact or _is_same_kind(one, decision)}
        if not gone:
            what, hint = f"there is no {kind} here to reject", "remove the decision, if rules find it no more"
            desk.tell(decision, "", what, hint, is_error=False)
        placed.take(gone)
        desk.note(decision, values_of(next(iter(gone.values()))) if gone else decision.values, (), span)
        return
    base = None if decision.verb == "add" else exact or next(iter(met.values()), None)
    if base is None and not decision.values and decision.verb != "add":
        raise Wrong("", f"a decision on nothing: there is no {kind} here", "write what it says, or remove the decision")
    unsaid_ones = unsaid(kind, base, decision.values)
    says = with_found(base, decision.values) if base and unsaid_ones else decision.values
    made = finding_of(kind, base, span, says, desk.names, desk.claims)
    if isinstance(made, Claim):
        desk.claims.add(made.id)
    placed.take(met)
    rule = base.rule if base and decision.verb == "accept" else "editor"
    number = placed.add(changed(made, status="suggested" if unsaid_ones else desk.status, rule=rule))
    if unsaid_ones:
        desk.unsaid.append((decision, FIELDS[kind], number, unsaid_ones))
        return
    desk.settled[FIELDS[kind]].add(number)
    _tell_left_out(decision, values_of(base) if base else (), values_of(made), desk)
    desk.note(decision, values_of(base) if base else (), values_of(made), span)


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


def _without_value(about: str) -> tuple[str, str]:
    what = f"it does not say which {about} is right, so that this stays as it was found"
    return what, "add value: …; `muniment review` writes it"


def _span_of(decision: Decision, desk: Desk) -> tuple[int, int, str] | None:
    """Start, end and words of what a decision is about. None where a part of the report that is not published may
    hold them. Raises Wrong."""
    document, selector = desk.report.document, decision.selector
    assert selector
    if document.publication in ("excerpt", "metadata"):  # the words may stand in what is left out, too
        place = selector.start, selector.start + len(selector.exact)
        is_there = selector.start >= 0 and document.text.startswith(selector.exact, selector.start)
        return (*place, selector.exact) if is_there else None
    try:
        start, end = anchored(selector, document.text)
    except Astray as astray:
        raise Wrong("exact", str(astray), astray.hint) from astray
    return start, end, document.text[start:end]


def _is_same_kind(one: Finding, decision: Decision) -> bool:
    """Whether what shares words with something rejected is it in other words: "Ivan Petrenko" is another spelling of a
    person "Petrenko", and an organisation named for a town is not the town."""
    kind = dict(decision.values).get("kind")
    return not isinstance(one, Mention) or not kind or one.kind == kind


def _is_of(one: Finding, decision: Decision) -> bool:
    """Attributions lie within each other: who cites, and through what. One of another kind is another one."""
    kind = dict(decision.values).get("kind")
    return not isinstance(one, Attribution) or not kind or one.kind == kind


def _ordered(findings: Findings, found: Mapping[str, Placed]) -> Findings:
    """The findings in the order of the text; what hangs on a claim that is gone goes with it."""
    lists: dict[str, tuple[Any, ...]] = {field: placed.in_order() for field, placed in found.items()}
    claims = {claim.id for claim in lists["claims"]}
    differences = tuple(one for one in findings.differences if {one.claim, one.quoted} <= claims)
    return changed(findings, **lists, differences=differences)
