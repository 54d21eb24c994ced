"""The first page: the latest reports, the whole span, and whom the reports name most."""

import hashlib

from muniment.link.lines import Directory
from muniment.link.periods import count_spans
from muniment.model import Archive, Home, Name, Span

LATEST = 12
MOST_NAMED = 18
LONGEST_BY_MONTH = 60  # months; a longer span is drawn by year


def home_page(archive: Archive, directory: Directory) -> Home:
    """What the first page shows: the latest reports, the whole span, the most named."""
    dated = [row.published.value for row in archive.rows if row.published]
    of_kind = {
        kind: [entity.id for entity in archive.entities if entity.kind == kind]
        for kind in ("person", "organization", "place")
    }
    people, organizations, places = (_named(ids, directory) for ids in of_kind.values())
    sources = _named([source.id for source in archive.sources], directory)
    evidence = hashlib.sha256("".join(sorted(row.sha256 for row in archive.rows)).encode())
    return Home(
        reports=len(archive.rows),
        words=sum(row.words for row in archive.rows),
        first=min(dated, default=""),
        last=max(dated, default=""),
        latest=tuple(directory.line_of(row.id) for row in archive.rows[:LATEST]),
        spans=whole_span(archive),
        people=_most_named(people),
        organizations=_most_named(organizations),
        places=_most_named(places),
        sources=_most_named(sources),
        totals=(
            ("people", len(people)),
            ("organizations", len(organizations)),
            ("places", len(places)),
            ("sources", len(sources)),
        ),
        fingerprint=evidence.hexdigest(),
    )


def whole_span(archive: Archive) -> tuple[Span, ...]:
    """Counts by month, or by year where the months would be too many to see."""
    months = count_spans(archive.days, 7)
    if not months:
        return count_spans(archive.days, 4)
    (first_year, first_month), (last_year, last_month) = (map(int, months[end].edtf.split("-")) for end in (0, -1))
    length = (last_year - first_year) * 12 + last_month - first_month + 1
    return months if length <= LONGEST_BY_MONTH else count_spans(archive.days, 4)


def _named(ids: list[str], directory: Directory) -> list[Name]:
    """Those that a report names; editors may list others."""
    return [directory.names[one] for one in ids if directory.names[one].count]


def _most_named(names: list[Name]) -> tuple[Name, ...]:
    most = sorted(names, key=lambda name: (-name.count, name.sort_key, name.id))[:MOST_NAMED]
    return tuple(sorted(most, key=lambda name: (name.sort_key, name.id)))
