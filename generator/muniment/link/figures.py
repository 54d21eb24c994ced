"""Questions and what answers them: those that editors ask, then those that a machine suggests."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from muniment.link.claimants import claimed_of
from muniment.link.comparing import compare
from muniment.link.further import Occurrence, age_of, further_of
from muniment.link.identity import Register, publisher_of
from muniment.link.near import KnownNear, group_copies
from muniment.link.origins import document_of, origins_of, voice_of
from muniment.link.proposals import propose
from muniment.link.vector import are_told_apart, vector_of, weakest
from muniment.link.versions import count_reports
from muniment.link.voices import voices_alike
from muniment.model import Claimed, ClaimRef, Entity, Figure, Question, Row, Somebody, Standing, Status

MOST_PROPOSED = 200  # questions that are suggested

Figures = tuple[tuple[Figure, ...], int]


def figures_of(
    rows: Sequence[Row], questions: Sequence[Question], register: Register, entities: Iterable[Entity],
    near: KnownNear, may_suggest: bool = True,
) -> Figures:  # fmt: skip
    """Every question with its claims, those of the editors in their order first; and how many more are suggested, if
    any may be."""
    if not questions and not any(row.counts for row in rows):
        return (), 0
    entities = tuple(entities)
    further = further_of(rows if may_suggest else (), questions, register)
    taken = taken_by(questions) | {(row.id, claim.id) for told, _ in further.values() for row, claim in told}
    ids = {identifier for question in questions for identifier in (question.id, *question.former)}
    proposed = [one for one in propose(rows if may_suggest else (), taken, register, entities) if one.id not in ids]
    shown = proposed[:MOST_PROPOSED]
    if not questions and not shown:
        return (), 0
    maker = _Maker(rows, register, entities, near, [*questions, *shown])
    figures = [maker.figure(one, "reviewed", *further[one.id]) for one in questions]
    figures += [maker.figure(one, "suggested") for one in shown]
    return tuple(figures), len(proposed) - len(shown)


def taken_by(questions: Iterable[Question]) -> set[tuple[str, str]]:
    """The claims that answer these questions, or stand beside them: report and claim."""
    return {(ref.report, ref.claim) for question in questions for ref in (*question.claims, *question.beside)}


class _Maker:
    """Makes figures of questions: what all of them are looked up in."""

    def __init__(
        self, rows: Sequence[Row], register: Register, entities: Iterable[Entity], near: KnownNear,
        questions: Iterable[Question],
    ):  # fmt: skip
        reports = {report for report, _ in taken_by(questions)}
        self.rows = {row.id: row for row in rows if row.id in reports}
        self.counts = {row.id: {one.id: one for one in row.counts} for row in self.rows.values()}
        self.register = register
        outlets = filter(None, map(publisher_of, self.rows.values()))
        self.spellings: dict[str, tuple[str, ...]] = {register.source_of(one)[1]: (one.name,) for one in outlets}
        self.spellings |= {one.id: (one.name, *one.names) for one in register.by_id.values()}
        self.spellings |= {one.id: (one.name, *one.names) for one in entities}
        self.kinds: dict[str, str] = {one.id: one.kind for one in entities}
        self.kinds |= {one.id: "source" if one.is_source else one.kind for one in register.by_id.values()}
        self.wholes = {one.id: one.part_of for one in entities if one.part_of}
        self.copies = group_copies(rows, near)  # of all: a copy of both may be in no question

    def figure(self, question: Question, status: Status, further: Sequence[Occurrence] = (), left: int = 0) -> Figure:
        """The question with what answers it; `further` may belong to it, and so may so many that are `left`."""
        claims, beside = self._claimed(question.claims), self._claimed(question.beside)
        versions = self.register.versions
        listed = self.register.by_id
        alike = voices_alike(behind(claims), self.spellings, listed, self.kinds)
        origins, retold = origins_of(claims, self.copies, versions, alike)
        ties = [tie for one in origins for tie in one.ties]
        vector = vector_of(claims, alike, versions, ties, listed)
        answer_status = _status_of(claims)
        is_guess = any(tie.is_guess for tie in ties) or (
            len(origins) > 1 and not are_told_apart(list(behind(claims)), listed)
        )
        return Figure(
            id=question.id,
            question=question.question,
            status=status,
            counted=question.counted,
            where=question.where,
            when=question.when,
            note=question.note,
            claims=claims,
            beside=beside,
            further=tuple(claimed_of(row, claim, self.register) for row, claim in further),
            further_left=left,
            reports=count_reports((one.report for one in claims), versions),
            origins=origins,
            standings=tuple(self._standings(claims, question, [one.members for one in origins], retold)),
            vector=vector,
            answer_status=answer_status,
            origins_status="suggested" if is_guess else answer_status,
            former=question.former,
        )

    def _claimed(self, refs: Iterable[ClaimRef]) -> tuple[Claimed, ...]:
        """The claims, the oldest first."""
        told = [(self.rows[ref.report], self.counts[ref.report][ref.claim], ref.note) for ref in refs]
        return tuple(
            claimed_of(row, claim, self.register, note)
            for row, claim, note in sorted(told, key=lambda one: age_of(*one[:2]))
        )

    def _standings(
        self, claims: Sequence[Claimed], question: Question, members: Sequence[Sequence[int]], retold: Sequence[int]
    ) -> Iterator[Standing]:
        origin = {one: number for number, group in enumerate(members) for one in group}
        for number, one in enumerate(compare(claims, question, self.wholes)):
            reasons = tuple((reason, count) for reason, count in sorted(one.apart.items()) if count)
            yield Standing(origin[number], retold[number], tuple(one.conflicts), one.conflicting, reasons)


def _status_of(claims: Iterable[Claimed]) -> Status:
    """That of the weakest of claims and publishers, but for what a seed states, which is evidence."""
    statuses = chain.from_iterable(
        (one.claim.status, one.publisher_status if one.publisher else "stated") for one in claims
    )
    return weakest(one for one in statuses if one != "stated")


def behind(claims: Iterable[Claimed]) -> Iterator[Somebody]:
    """All who say, pass on or publish, or are named for a paper: it is one notion who is who of them."""
    for one in claims:
        found = voice_of(one), one.speaker, document_of(one), Somebody(one.publisher, "") if one.publisher else None
        yield from (each for each in (*found, *one.carriers) if each and (each.id or each.name))
