"""Which reports belong together: those that share names, the rarer the better."""

from collections.abc import Sequence

from muniment.link.periods import period_of
from muniment.model import Entity, Row

MOST = 6  # related reports shown with one
TOO_COMMON = 60  # reports; a name in more of them says little
RAREST = 10  # names of a report that are looked at
SCALE = 1000  # a shared name weighs SCALE // (reports that have it)
NEARBY = 14  # days; within them a shared name weighs twice


def relate(rows: Sequence[Row], entities: Sequence[Entity]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """For each report the ids of related ones, best first, with the entity ids they share."""
    groups = {entity.id: [one.report for one in entity.reports] for entity in entities if len(entity.reports) > 1}
    names: dict[str, list[str]] = {row.id: [] for row in rows}
    for identifier, members in groups.items():
        if len(members) <= TOO_COMMON:
            for report in members:
                names[report].append(identifier)
    days = {row.id: _day_number(row) for row in rows}
    return {row.id: _best(row.id, names[row.id], groups, days) for row in rows}


def _best(
    report: str, identifiers: list[str], groups: dict[str, list[str]], days: dict[str, int]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rarest = sorted(identifiers, key=lambda one: (len(groups[one]), one))[:RAREST]
    scores: dict[str, int] = {}
    through: dict[str, list[str]] = {}
    for identifier in rarest:
        weight = SCALE // len(groups[identifier])
        for other in groups[identifier]:
            scores[other] = scores.get(other, 0) + weight
            through.setdefault(other, []).append(identifier)
    scores.pop(report, None)
    here = days[report]
    for other in scores:
        if here and days[other] and abs(days[other] - here) <= NEARBY:
            scores[other] *= 2
    best = sorted(scores, key=lambda other: (-scores[other], other))[:MOST]
    return tuple((other, tuple(through[other])) for other in best)


def _day_number(row: Row) -> int:
    """Days on a scale of months of 31, enough to tell near from far; 0 where the day is unknown."""
    day = period_of(row.published.value) if row.published else ""
    if len(day) < 10:
        return 0
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number
