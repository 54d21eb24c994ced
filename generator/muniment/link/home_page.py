"""The first page: the latest reports, the whole span, and whom the reports name most."""

import hashlib
from collections.abc import Sequence

from muniment.link.addresses import FOLDERS
from muniment.link.figure_pages import figure_lines
from muniment.link.lines import Directory
from muniment.link.periods import count_spans
from muniment.model import Archive, Home, Name, Row, Span

LATEST = 12
MOST_NAMED = 18
MOST_FIGURES = 4  # questions
LONGEST_BY_MONTH = 60  # months; a longer span is drawn by year


def home_page(archive: Archive, directory: Directory) -> Home:
    """What the first page shows: the latest reports, the whole span, the most named."""
    first, last = directory.again.once("ends", directory.dates, lambda: _ends(archive.rows))
    named = directory.again.once("most named", directory.names, lambda: _named(directory))
    asked = [one for one in archive.figures if one.status == "reviewed"]
    evidence = hashlib.sha256("".join(sorted([row.sha256 for row in archive.rows])).encode())
    return Home(
        reports=len(archive.rows),
        words=sum([row.words for row in archive.rows]),
        first=first,
        last=last,
        latest=tuple(directory.line_of(row.id) for row in archive.rows[:LATEST]),
        spans=directory.again.once("span", archive.days, lambda: whole_span(archive)),
        people=named["person"][0],
        organizations=named["organization"][0],
        places=named["place"][0],
        sources=named["source"][0],
        totals=(
            ("people", named["person"][1]),
            ("organizations", named["organization"][1]),
            ("places", named["place"][1]),
            ("sources", named["source"][1]),
        ),
        reviewed=sum([row.status != "suggested" for row in archive.rows]),
        fingerprint=evidence.hexdigest(),
        figures=tuple(figure_lines(asked[:MOST_FIGURES], directory)),
        asked=len(asked),
        suggested=len(archive.figures) - len(asked),
    )


def _ends(rows: Sequence[Row]) -> tuple[str, str]:
    """The days of the oldest and the newest report."""
    dated = [row.published.value for row in rows if row.published]
    return min(dated, default=""), max(dated, default="")


def whole_span(archive: Archive) -> tuple[Span, ...]:
    """Counts by month, or by year where the months would be too many to see; of events the timeline tells."""
    days = [day for day in archive.days if day.published or day.told]
    months = count_spans(days, 7)
    if not months:
        return count_spans(days, 4)
    (first_year, first_month), (last_year, last_month) = (map(int, months[end].edtf.split("-")) for end in (0, -1))
    length = (last_year - first_year) * 12 + last_month - first_month + 1
    return months if length <= LONGEST_BY_MONTH else count_spans(days, 4)


def _named(directory: Directory) -> dict[str, tuple[tuple[Name, ...], int]]:
    """By kind the most named, and the number of all that a report names; editors may list others."""
    found: dict[str, list[Name]] = {kind: [] for kind in FOLDERS}
    for name in directory.names.values():
        if name.count:
            found[name.kind].append(name)
    return {kind: (_most_named(names), len(names)) for kind, names in found.items()}


def _most_named(names: list[Name]) -> tuple[Name, ...]:
    most = sorted(names, key=lambda name: (-name.count, name.sort_key, name.id))[:MOST_NAMED]
    return tuple(sorted(most, key=lambda name: (name.sort_key, name.id)))
