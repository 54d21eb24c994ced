"""Which reports belong together: those that share names, the rarer the better."""

from collections.abc import Sequence

from muniment.link.periods import period_of
from muniment.model import Entity, Row

MOST = 6  # related reports shown with one
TOO_COMMON = 60  # reports; a name in more of them says little
LOOKED_AT = 120  # reports that are weighed for one, those that share its rarest names
SCALE = 1000  # a shared name weighs SCALE // (reports that have it)
NEARBY = 14  # days; within them a shared name weighs twice

Related = tuple[tuple[str, tuple[str, ...]], ...]  # ids of reports, each with those of the entities it shares


def relate(rows: Sequence[Row], entities: Sequence[Entity]) -> dict[str, Related]:
    """For each report the ids of related ones, best first, with the entity ids they share."""
    rarest_first: dict[str, list[tuple[str, list[str]]]] = {row.id: [] for row in rows}
    groups = [(len(one.reports), one.id, one) for one in entities if 1 < len(one.reports) <= TOO_COMMON]
    for _, identifier, entity in sorted(groups, key=lambda group: group[:2]):
        members = [one.report for one in entity.reports]
        for report in members:
            rarest_first[report].append((identifier, members))
    days = {row.id: _day_number(row) for row in rows}
    return {report: _best(report, shared, days) for report, shared in rarest_first.items()}


def _best(report: str, shared: list[tuple[str, list[str]]], days: dict[str, int]) -> Related:
    scores: dict[str, int] = {}
    looked_at: list[tuple[str, list[str]]] = []
    left = LOOKED_AT
    for identifier, members in shared:
        if left < len(members) and looked_at:
            break
        left -= len(members)
        looked_at.append((identifier, members))
        weight = SCALE // len(members)
        for other in members:
            scores[other] = scores.get(other, 0) + weight
    scores.pop(report, None)
    here = days[report]
    if here:
        for other in scores:
            if -NEARBY <= days[other] - here <= NEARBY:  # where the day is unknown it is far from any
                scores[other] *= 2
    best = sorted(scores, key=lambda other: (-scores[other], other))[:MOST]
    return tuple((other, tuple(one for one, members in looked_at if other in members)) for other in best)


def _day_number(row: Row) -> int:
    """Days on a scale of months of 31, enough to tell near from far; 0 where the day is unknown."""
    day = period_of(row.published.value) if row.published else ""
    if len(day) < 10:
        return 0
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number
