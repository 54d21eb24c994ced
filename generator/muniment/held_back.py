"""What is held back among reports: those withdrawn, what others would tell of them, words that stand in two reports."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from muniment.bodies import Result, fetch
from muniment.model import Authority, Record, Report, Row, Seed, changed, digest_of, from_bytes, to_bytes
from muniment.problems import Place, Problem
from muniment.read.document import read_whole
from muniment.read.repeated import wholes_told
from muniment.read.withheld import names_in_content
from muniment.settings import Settings
from muniment.sought import seeker_of
from muniment.work import Task, Workshop

Names = tuple[tuple[str, ...], ...]


class Part(Record, frozen=True):
    """A report by its id, and the digest of its body."""

    report: str
    digest: str


def part_withdrawn(seeds: Iterable[Seed]) -> tuple[tuple[Seed, ...], int]:
    """The seeds that were not withdrawn, and how many were."""
    seeds = tuple(seeds)
    kept = tuple(seed for seed in seeds if not (seed.review and seed.review.withdrawal))
    return kept, len(seeds) - len(kept)


def guarded(rows: Iterable[Row], held: Iterable[str]) -> list[Row]:
    """The rows, those told of it that are records of a file of which some are held back: `held` are paths of such
    files, and others are seen from the rows. Where such a file's hash was published, or where its records begin, who
    has the others could try guesses at the one that is missing."""
    rows = list(rows)
    paths = set(held) | {row.path for row in rows if row.line and row.publication != "public"}
    return [changed(row, is_guarded=True) if row.line and row.path in paths else row for row in rows]


def tell_repeated(
    rows: Sequence[Row], reviewed: Iterable[Seed], authorities: Sequence[Authority], archive: Path, settings: Settings,
    workshop: Workshop, problems: list[Problem],
) -> None:  # fmt: skip
    """A warning for each redaction of which the words stand in other reports, or in what editors wrote."""
    places, names = list[tuple[str, Place]](), list[tuple[str, ...]]()
    there = {row.id for row in rows}
    for seed in reviewed:
        review = seed.review
        if review is None or not review.redactions or review.report not in there:
            continue
        if (whole := read_whole(seed, archive, settings, [])) is None:
            continue
        for one in review.redactions:
            if told := wholes_told(whole.content.text, one, authorities):
                places.append((review.report, Place(review.path, one.line, one.column)))
                names.append(told)
    if not names:
        return
    make = partial(told_in, names=tuple(names), shelf=workshop.shelf)
    task = Task(make, tuple[int, ...], digest_of(names), fetches=lambda part: [part.digest], name="repeated")
    parts = [Part(row.id, row.digest) for row in rows]
    others = defaultdict[int, list[str]](list)
    for part, numbers in zip(parts, workshop.each(task, parts), strict=True):
        for number in numbers:
            if places[number][0] != part.report:
                others[number].append(f"reports/{part.report}")
    for number, place in names_in_content(archive, seeker_of(tuple(names))):
        others[number].append(str(place))
    for number, found in sorted(others.items()):
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        what = f"words redacted here also stand in {found[0]}{more}, where they are published"
        hint = "redact them there, or withhold a name everywhere: content/withheld.yaml"
        problems.append(Problem(places[number][1], what, hint, severity="warning"))


def told_in(part: Part, names: Names, shelf: Path) -> Result:
    """Which of these things a report tells, by their numbers: of its text and its title, a tuple."""
    document = from_bytes(fetch(shelf, part.digest), Report).document
    seeker = seeker_of(names)
    found = {one.number for one in seeker.find(document.text, document.form)}
    if document.title:
        found.update(one.number for one in seeker.find(document.title.value))
    return to_bytes(tuple(sorted(found))), ()
