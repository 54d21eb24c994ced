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


class PlacedCorrection(Record, frozen=True):
    """A correction, None where it cannot stand; the reports that it names, and where."""

    correction: Correction | None
    reports: tuple[str, ...]
    places: tuple[Place, ...]


def read_corrections(archive: Path, problems: list[Problem]) -> tuple[PlacedCorrection, ...]:
    """The corrections in the order of the file; one without a day or a reason is told, and cannot stand."""
    data = bytes_of(archive, CORRECTIONS, problems)
    found = []
    for item in read_items(data, CORRECTIONS, CorrectionItem, problems, guesses=True) if data else ():
        written: CorrectionItem = item.record
        has_day, has_reason = is_day(written.date), bool(written.reason.strip())
        if not has_day and "date" not in item.faulty:
            problems.append(Problem(item.place("date"), f"'{shown(written.date)}' is no day", "write it as 2026-11-22"))
        if not has_reason and "reason" not in item.faulty:
            problems.append(Problem(item.place("reason"), "no reason is given", "say what was corrected, and why"))
        places = tuple(item.place(f"reports.{index}") for index in range(len(written.reports)))
        one: CorrectionItem | None = item.standing() if has_day and has_reason else None
        made = None
        if one:
            made = Correction(
                id="", date=one.date, kind="correction", reason=one.reason, reports=one.reports, note=one.note
            )
        found.append(PlacedCorrection(made, written.reports, places))
    return tuple(found)


def check_corrections(
    told: Iterable[PlacedCorrection], ids: Collection[str], held: Held, problems: list[Problem]
) -> tuple[Correction, ...]:
    """The corrections, each with those of its reports that have a page, by their ids. Others are told, but for those
    that are held back; a correction of these alone is left out."""
    kept, near = [], Nearest(sorted(ids))
    for one in told:
        for report, place in zip(one.reports, one.places, strict=True):
            if report not in ids:
                held.tell_unknown(report, place, near, problems)
        if one.correction is None:
            continue
        reports = tuple(report for report in one.correction.reports if report in ids)
        if reports or not one.correction.reports:
            kept.append(changed(one.correction, reports=reports))
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
