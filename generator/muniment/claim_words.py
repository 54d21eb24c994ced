"""Claims that questions list, held to the words in which editors saw them: an id may be another claim's by now.

It is where the same words come to stand in a text before those of the claim, or where others before it are hidden.
Words are compared by their letters and digits alone: spaces, quotation marks and dashes are written in many ways.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from unicodedata import normalize

from muniment.bodies import Result, fetch
from muniment.markup import prose_of
from muniment.model import Claim, ClaimRef, Record, Report, Row, changed, from_bytes, to_bytes
from muniment.problems import Place, Problem
from muniment.read.questions import Asked
from muniment.work import Task, Workshop

MOST_TOLD = 3  # claims that a hint names
MOST_PLACES = 64  # at which the same words stand
OTHER_WORDS = "write some words of the report as it is published, with those of the claim among them"
ADD_WORDS = "add words of the report in which it stands: {claim: …, words: “…”}"

Pairs = tuple[tuple[str, str], ...]  # the ids of claims, and the words in which they are said to stand
Meant = tuple[bool, tuple[str, ...]]  # whether one stands in them, and the ids of some that do


class Quoted(Record, frozen=True):
    """A report by the digest of its body, and what is to be looked up in it."""

    digest: str
    pairs: Pairs


def in_their_words(
    asked: Sequence[Asked], rows: Sequence[Row], workshop: Workshop, problems: list[Problem]
) -> tuple[Asked, ...]:
    """The questions without claims that do not stand in the words that are given with them, and without those given
    by an id alone that may have been another's; which is told."""
    by_id = {row.id: row for row in rows} if any(one.question.claims or one.question.beside for one in asked) else {}
    meant = _meant(asked, by_id, workshop)

    def is_sure(ref: ClaimRef, place: Place) -> bool:
        row = by_id.get(ref.report)
        if row is None:
            return True
        if not ref.words:
            return not _is_displaced(ref, row, place, problems)
        stands, others = meant[ref.report, ref.claim, ref.words]
        if not stands:
            told = ", ".join(f"{ref.report}#{one}" for one in others)
            what = f"the claim '{ref.report}#{ref.claim}' does not stand in these words"
            problems.append(Problem(place, what, f"in these words stands {told}" if told else OTHER_WORDS))
        return stands

    def sure(refs: Sequence[ClaimRef], places: Sequence[Place]) -> tuple[tuple[ClaimRef, ...], tuple[Place, ...]]:
        kept = [(ref, place) for ref, place in zip(refs, places, strict=True) if is_sure(ref, place)]
        return tuple(changed(ref, words="") for ref, _ in kept), tuple(place for _, place in kept)

    return tuple(
        _with(one, *sure(one.question.claims, one.claims), *sure(one.question.beside, one.beside)) for one in asked
    )


def _with(
    one: Asked, claims: tuple[ClaimRef, ...], claims_at: tuple[Place, ...], beside: tuple[ClaimRef, ...],
    beside_at: tuple[Place, ...],
) -> Asked:  # fmt: skip
    return Asked(changed(one.question, claims=claims, beside=beside), claims_at, beside_at)


def _is_displaced(ref: ClaimRef, row: Row, place: Place, problems: list[Problem]) -> bool:
    if ref.claim not in row.displaced:
        return False
    what = f"'{ref.report}#{ref.claim}' may have been another claim: before this one the same words are hidden"
    problems.append(Problem(place, what, ADD_WORDS))
    return True


def _meant(asked: Sequence[Asked], rows: Mapping[str, Row], workshop: Workshop) -> dict[tuple[str, str, str], Meant]:
    """For each claim that is given with words, by its report, its id and these: which claims stand in them."""
    wanted: dict[str, dict[tuple[str, str], None]] = {}
    for one in asked:
        for ref in (*one.question.claims, *one.question.beside):
            if ref.words and ref.report in rows:
                wanted.setdefault(ref.report, {})[ref.claim, ref.words] = None
    if not wanted:
        return {}
    make = partial(look_up, shelf=workshop.shelf)
    task = Task(make, tuple[Meant, ...], "", fetches=lambda one: [one.digest], name="claims in words")
    items = [Quoted(rows[report].digest, tuple(pairs)) for report, pairs in wanted.items()]
    found = zip(wanted.items(), workshop.each(task, items), strict=True)
    return {(report, *pair): meant for (report, pairs), each in found for pair, meant in zip(pairs, each, strict=True)}


def look_up(quoted: Quoted, shelf: Path) -> Result:
    """Of each pair which claims of the report stand in its words."""
    report = from_bytes(fetch(shelf, quoted.digest), Report)
    claims = report.findings.claims
    letters, places = _letters_of(prose_of(report.document.text, report.document.form), claims)
    numbers = {one.id: number for number, one in enumerate(claims)}
    starts = [start for start, _ in places]
    made = []
    for identifier, words in quoted.pairs:
        told = _letters(words)
        own = places[numbers[identifier]] if identifier in numbers else None
        stands = bool(told) and own is not None and _stands(told, letters, own)
        others = [] if stands or not told else islice(_within(told, letters, starts, places), MOST_TOLD)
        made.append((stands, tuple(claims[number].id for number in others)))
    return to_bytes(tuple(made)), ()


def _stands(told: str, letters: str, own: tuple[int, int]) -> bool:
    """Whether these letters stand there around a claim at [start:end]."""
    start, end = own
    return letters.find(told, max(0, end - len(told)), start + len(told)) >= 0


def _within(told: str, letters: str, starts: Sequence[int], places: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The numbers of all claims that stand within these letters, wherever those do."""
    place = letters.find(told)
    for _ in range(MOST_PLACES):
        if place < 0:
            return
        for number in range(bisect_left(starts, place), bisect_left(starts, place + len(told))):
            if places[number][1] <= place + len(told):
                yield number
        place = letters.find(told, place + 1)


def _letters_of(text: str, claims: Sequence[Claim]) -> tuple[str, list[tuple[int, int]]]:
    """The letters and digits of a text, and where in them each claim stands."""
    ends = sorted({0, len(text), *(place for one in claims for place in (one.start, one.end))})
    parts, at, length = list[str](), {0: 0}, 0
    for start, end in pairwise(ends):
        parts.append(_letters(text[start:end]))
        length += len(parts[-1])
        at[end] = length
    return "".join(parts), [(at[one.start], at[one.end]) for one in claims]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", words)))
