"""The words of redactions in other reports: a copy is held back, of what only has them a warning tells.

What is compared is each report as it was received, with its fields and what it attaches: one that hides other words of
the same sentence is a copy all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.model import Authority, Row, Seed, changed, digest_of
from muniment.passages import Held, Looked, Met, Passage, left_in, looked_for, met_in, passages_in
from muniment.problems import Place, Problem, may_be_kept
from muniment.read.hiding import Sought
from muniment.read.withheld import WITHHELD, names_in_content
from muniment.settings import Settings
from muniment.sought import seeker_of
from muniment.work import Task, Workshop


@dataclass(frozen=True)
class Comparing:
    """With what reports are compared, and what shapes how they are read."""

    passages: tuple[Passage, ...]
    looked: Looked
    archive: Path
    settings: Settings
    authorities: tuple[Authority, ...]
    everywhere: Sought
    workshop: Workshop

    def is_of_another(self, row: Row, number: int) -> bool:
        """Whether a passage is redacted in another report."""
        return self.passages[number].report != row.id


def comparing(
    reviewed: Iterable[Seed], archive: Path, settings: Settings, authorities: tuple[Authority, ...],
    everywhere: Sought, workshop: Workshop,
) -> Comparing:  # fmt: skip
    """What reviews redact, to be compared with all reports."""
    passages = tuple(passages_in(reviewed, archive, settings, authorities))
    return Comparing(passages, looked_for(passages), archive, settings, authorities, everywhere, workshop)


def received(rows: Sequence[Row | None], seeds: Sequence[Seed], compared: Comparing) -> list[Met]:
    """What each seed has of the passages, as it was received; nothing of one without a row."""
    if not compared.passages:
        return [Met() for _ in rows]
    make = partial(met_in, looked=compared.looked, archive=compared.archive, settings=compared.settings)
    shape = digest_of((compared.looked, compared.settings.fields))
    task = Task(make, Met, shape, is_ready=lambda met: may_be_kept(met.unread), name="received")
    there = [changed(seed, review=None) for row, seed in zip(rows, seeds, strict=True) if row]
    met = compared.workshop.each(task, there)
    return [next(met) if row else Met() for row in rows]


def told_by_files(
    rows: Sequence[Row | None], seeds: Sequence[Seed], met: Sequence[Met], compared: Comparing
) -> dict[int, Seed]:
    """Records that would tell what is redacted in others of their file by what they share with them: by their places,
    the seeds, which say what is to be hidden there, too."""
    found: dict[int, Seed] = {}
    for place, (row, seed, one) in enumerate(zip(rows, seeds, met, strict=True)):
        passages = (compared.passages[number] for number in one.shared if row)
        others = [other for other in passages if other.file == seed.path and row and other.report != row.id]
        if others:
            of_others = tuple(dict.fromkeys((other.names, other.reason, other.date) for other in others))
            found[place] = changed(seed, of_others=of_others)
    return found


def published(
    rows: Sequence[Row | None], seeds: Sequence[Seed], met: Sequence[Met], compared: Comparing
) -> dict[str, Met]:
    """What each report has of the passages of others as it is published, by its id; of two with one id, the first."""
    held: dict[int, Held] = {}
    for place, (row, seed, one) in enumerate(zip(rows, seeds, met, strict=True)):
        numbers = {*one.copied, *one.repeated} if row and row.publication != "public" else set[int]()
        if row and any(compared.is_of_another(row, number) for number in numbers):
            held[place] = Held(seed, row.digest, one)
    left = list(met)
    for place, one in zip(held, _left_in(list(held.values()), compared), strict=True):
        left[place] = one
    return {row.id: one for row, one in reversed([*zip(rows, left, strict=True)]) if row}


def _left_in(held: Sequence[Held], compared: Comparing) -> Iterable[Met]:
    looked, settings, workshop = compared.looked, compared.settings, compared.workshop
    authorities, everywhere = compared.authorities, compared.everywhere
    make = partial(
        left_in, looked=looked, archive=compared.archive, settings=settings, authorities=authorities,
        everywhere=everywhere, shelf=workshop.shelf,
    )  # fmt: skip
    shape = digest_of((looked, settings.fields, settings.coarsen, authorities, everywhere))
    return workshop.each(Task(make, Met, shape, fetches=lambda one: [one.digest], name="left"), held) if held else ()


def copies_of_redacted(rows: Sequence[Row], met: Mapping[str, Met], compared: Comparing) -> dict[str, Problem]:
    """By their ids, the reports that would publish words in the very sentence in which they are redacted elsewhere, and
    what to tell of each."""
    found: dict[str, Problem] = {}
    for row in rows:
        others = [number for number in met[row.id].copied if compared.is_of_another(row, number)]
        if others:
            place = compared.passages[others[0]].place
            what = f"held back: words that are redacted by {place} stand here in the same sentence"
            beside = f"what stands beside the text is hidden by {WITHHELD}"
            hint = f"redact them here, too: `muniment review {row.id}`, key x; {beside}"
            found[row.id] = Problem(Place(row.path, row.line), what, hint)
    return found


def tell_repeated(rows: Sequence[Row], met: Mapping[str, Met], compared: Comparing, problems: list[Problem]) -> None:
    """A warning for each redaction of which the words stand in other reports, or in what editors wrote."""
    there = {row.id for row in rows}
    others = defaultdict[int, list[str]](list)
    for row in rows:
        for number in met[row.id].repeated:
            if compared.is_of_another(row, number):
                others[number].append(f"reports/{row.id}")
        if compared.passages:
            problems += [changed(one, severity="warning") for one in met[row.id].unread]
    if compared.passages:
        for number, place in names_in_content(compared.archive, seeker_of(compared.looked.wholes)):
            others[number].append(str(place))
    for number, found in sorted(others.items()):
        passage = compared.passages[number]
        if passage.report in there:
            more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
            what = f"words redacted here also stand in {found[0]}{more}, where they are published"
            hint = "redact them there, or withhold a name everywhere: content/withheld.yaml"
            problems.append(Problem(passage.place, what, hint, severity="warning"))
