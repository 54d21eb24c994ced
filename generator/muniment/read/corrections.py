"""content/corrections.yaml: what was changed in the archive as a whole, or in several reports at once.

- date: 2026-11-22
  reason: Places are now spelled as the official registers have them.
  reports: [000-dffad53a69c735df]
  note: Nothing else of them was changed.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from muniment.model import Correction, Record, Review, Tombstone, changed
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.beside import is_day
from muniment.read.edited import bytes_of
from muniment.read.folder import shown
from muniment.read.held import Held
from muniment.shape import read_items
from muniment.sought import Seeker

CORRECTIONS = "content/corrections.yaml"


class CorrectionItem(Record, frozen=True, kw_only=True):
    """One item of the file."""

    date: str
    reason: str
    reports: tuple[str, ...] = ()
    note: str = ""


class Told(Record, frozen=True):
    """A correction, and where each of its reports is named."""

    correction: Correction
    places: tuple[Place, ...]


def read_corrections(archive: Path, problems: list[Problem]) -> tuple[Told, ...]:
    """The corrections in the order of the file; one without a day or a reason is told and left out."""
    data = bytes_of(archive, CORRECTIONS, problems)
    found = []
    for item in read_items(data, CORRECTIONS, CorrectionItem, problems) if data else ():
        one: CorrectionItem = item.record
        if not is_day(one.date):
            problems.append(Problem(item.place("date"), f"'{shown(one.date)}' is no day", "write it as 2026-11-22"))
        elif not one.reason.strip():
            problems.append(Problem(item.place("reason"), "no reason is given", "say what was corrected, and why"))
        else:
            places = tuple(item.place(f"reports.{index}") for index in range(len(one.reports)))
            made = Correction(
                id="", date=one.date, kind="correction", reason=one.reason, reports=one.reports, note=one.note
            )
            found.append(Told(made, places))
    return tuple(found)


def check_corrections(
    told: Iterable[Told], ids: Collection[str], held: Held, problems: list[Problem]
) -> tuple[Correction, ...]:
    """The corrections, each with those of its reports that have a page, by their ids. Others are told, but for those
    that are held back; a correction of these alone is left out."""
    kept, near = [], Nearest(sorted(ids))
    for one in told:
        reports = []
        for report, place in zip(one.correction.reports, one.places, strict=True):
            if report in ids:
                reports.append(report)
            else:
                held.tell_unknown(report, place, near, problems)
        if reports or not one.correction.reports:
            kept.append(changed(one.correction, reports=tuple(reports)))
    return tuple(kept)


def tombstones_of(reviews: Iterable[Review], seeker: Seeker, problems: list[Problem]) -> tuple[Tombstone, ...]:
    """What stands in the place of each report that was withdrawn, in the order of their ids. One whose id tells a name
    that is withheld is told, and has none."""
    found = []
    for review in sorted(reviews, key=lambda review: review.report):
        if (one := review.withdrawal) is None:
            continue
        place = Place(review.path, *next((spot[1:] for spot in review.spots if spot[0] == "withdrawn"), (0, 0)))
        if seeker.is_in(review.report):
            what = "the id of this withdrawn report tells a name that is withheld, and nothing stands at its address"
            problems.append(Problem(place, what, "remove the review, once nobody links to that address"))
        elif seeker.is_in(one.reason) or seeker.is_in(one.authority):
            what = "what is said of the withdrawal tells a name that is withheld, and nothing stands at its address"
            problems.append(Problem(place, what, "write it without the name"))
        else:
            found.append(Tombstone(review.report, one.date, one.reason, one.authority))
    return tuple(found)
