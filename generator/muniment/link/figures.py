"""Questions and what answers them: those that editors ask, then those that a machine suggests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from muniment.counted_things import fate_in, head_of, thing_of
from muniment.link.claimants import claimed_of, days_of, place_of
from muniment.link.comparing import compare
from muniment.link.identity import Register
from muniment.link.near import KnownNear, group_copies
from muniment.link.origins import origins_of, voice_of
from muniment.link.proposals import propose
from muniment.link.vector import vector_of
from muniment.link.voices import voices_alike
from muniment.model import Claimed, ClaimRef, Counted, Entity, Figure, Question, Row, Standing, Status

MOST_FURTHER = 40  # claims that are suggested for one question
MOST_PROPOSED = 200  # questions that are suggested
UNDATED = "9999"

Told = tuple[Row, Counted]
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
    further = _further(rows if may_suggest else (), questions, register)
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
        self, rows: Iterable[Row], register: Register, entities: Iterable[Entity], near: KnownNear,
        questions: Iterable[Question],
    ):  # fmt: skip
        reports = {report for report, _ in taken_by(questions)}
        self.rows = {row.id: row for row in rows if row.id in reports}
        self.counts = {row.id: {one.id: one for one in row.counts} for row in self.rows.values()}
        self.register = register
        self.spellings = {one.id: (one.name, *one.names) for one in entities}
        self.wholes = {one.id: one.part_of for one in entities if one.part_of}
        self.copies = group_copies(self.rows.values(), near)

    def figure(self, question: Question, status: Status, further: Sequence[Told] = (), left: int = 0) -> Figure:
        """The question with what answers it; `further` may belong to it, and so may so many that are `left`."""
        claims, beside = self._claimed(question.claims), self._claimed(question.beside)
        voices = voices_alike(filter(None, map(voice_of, claims)), self.spellings, self.register.by_id)
        origins, retold = origins_of(claims, self.copies, self.register.versions, voices)
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
            origins=origins,
            standings=tuple(self._standings(claims, question, [one.members for one in origins], retold)),
            vector=vector_of(claims),
            former=question.former,
        )

    def _claimed(self, refs: Iterable[ClaimRef]) -> tuple[Claimed, ...]:
        """The claims, the oldest first."""
        told = [(self.rows[ref.report], self.counts[ref.report][ref.claim], ref.note) for ref in refs]
        return tuple(claimed_of(row, claim, self.register, note) for row, claim, note in sorted(told, key=_age))

    def _standings(
        self, claims: Sequence[Claimed], question: Question, members: Sequence[Sequence[int]], retold: Sequence[int]
    ) -> Iterator[Standing]:
        origin = {one: number for number, group in enumerate(members) for one in group}
        for number, one in enumerate(compare(claims, question, self.wholes)):
            reasons = tuple((reason, count) for reason, count in sorted(one.apart.items()) if count)
            yield Standing(origin[number], retold[number], tuple(one.conflicts), one.conflicting, reasons)


def _age(told: tuple[Row, Counted, str] | Told) -> tuple[str, str, int, int]:
    """The oldest first, those whose day is not known last."""
    row, claim = told[:2]
    return row.published.value if row.published else UNDATED, row.id, claim.sentence, claim.start


def _further(
    rows: Iterable[Row], questions: Sequence[Question], register: Register
) -> dict[str, tuple[Sequence[Told], int]]:
    """For each question the claims that count what it asks for, at its place and time, and that it does not list; at
    most MOST_FURTHER, the oldest, and how many more there are."""
    heads = {head_of(thing_of(words)) for question in questions for words in question.counted}
    told = defaultdict[str, list[Told]](list)
    for row in rows if heads else ():
        for claim in row.counts:
            if (head := head_of(claim.thing)) in heads:
                told[head].append((row, claim))
    found: dict[str, tuple[Sequence[Told], int]] = {}
    for question in questions:
        own = taken_by([question])
        matching = [
            (row, claim)
            for row, claim in _matching(question, told)
            if (row.id, claim.id) not in own and question.where in ("", place_of(row, claim, register))
        ]
        matching.sort(key=_age)
        found[question.id] = matching[:MOST_FURTHER], max(0, len(matching) - MOST_FURTHER)
    return found


def _matching(question: Question, told: Mapping[str, Sequence[Told]]) -> Iterator[Told]:
    """The claims that count what it asks for, at its time: the days that they state, or those of their reports."""
    wanted = {(head_of(thing_of(words)), fate_in(words)) for words in question.counted}
    days = days_of(question.when)
    for head in sorted({head for head, _ in wanted}):
        for row, claim in told.get(head, ()):
            if (head, claim.fate) in wanted or (head, "") in wanted:
                its = days_of(claim.when) or days_of(row.published.value if row.published else "")
                if days is None or (its and its[0] <= days[1] and days[0] <= its[1]):
                    yield row, claim
