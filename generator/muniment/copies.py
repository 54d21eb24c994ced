"""Copies of a report in which words are redacted: the same words in the same sentence are held back there, too."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from muniment.held_back import Part, told_in
from muniment.model import Row, Seed, digest_of
from muniment.problems import Place, Problem
from muniment.read.document import read_whole
from muniment.read.hiding import refused
from muniment.read.surroundings import surroundings
from muniment.settings import Settings
from muniment.work import Task, Workshop


def copies_of_redacted(
    rows: Sequence[Row], reviewed: Iterable[Seed], archive: Path, settings: Settings, workshop: Workshop
) -> dict[str, Problem]:
    """By their ids, the reports that would publish words in the very sentence in which they are redacted elsewhere, and
    what to tell of each."""
    places, phrases = list[tuple[str, Place]](), list[tuple[str, ...]]()
    for seed in reviewed:
        review = seed.review
        if review is None or not review.redactions:
            continue
        whole = read_whole(seed, archive, settings, [])
        if whole is None or refused(seed, whole, "", []):
            continue
        for one in review.redactions:
            if told := tuple(dict.fromkeys(surroundings(whole.content.text, one))):
                places.append((review.report, Place(review.path, one.line, one.column)))
                phrases.append(told)
    if not phrases:
        return {}
    make = partial(told_in, names=tuple(phrases), shelf=workshop.shelf)
    task = Task(make, tuple[int, ...], digest_of(phrases), fetches=lambda part: [part.digest], name="copies")
    found: dict[str, Problem] = {}
    for row, numbers in zip(rows, workshop.each(task, [Part(row.id, row.digest) for row in rows]), strict=True):
        others = [places[number][1] for number in numbers if places[number][0] != row.id]
        if others:
            what = f"held back: words that are redacted by {others[0]} stand here in the same sentence"
            hint = f"redact them here, too: `muniment review {row.id}`, key x"
            found[row.id] = Problem(Place(row.path, row.line), what, hint)
    return found
