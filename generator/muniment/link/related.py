"""Which reports belong together: those that share names, the rarer the better."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from muniment.link.drafts import stamp_of
from muniment.link.periods import period_of
from muniment.model import Entity, Row

MOST = 6  # related reports shown with one
TOO_COMMON = 60  # reports; a name in more of them says little
LOOKED_AT = 120  # reports that are weighed for one, those that share its rarest names
SCALE = 1000  # a shared name weighs SCALE // (reports that have it)
NEARBY = 14  # days; within them a shared name weighs twice

Related = tuple[tuple[str, tuple[str, ...]], ...]  # ids of reports, each with those of the entities it shares
Known = dict[str, tuple[bytes, Related]]  # by report, with a stamp of all that it was found from
Group = tuple[str, list[str], bytes]  # an entity's id, the reports that name it, and a stamp of both and their days


def relate(rows: Sequence[Row], entities: Sequence[Entity], known: Mapping[str, tuple[bytes, Related]]) -> Known:
    """For each report the ids of related ones, best first, with the entity ids they share. `known` is
    what this gave for an earlier edition of the archive; what still holds is taken from it."""
    rarest_first: dict[str, list[Group]] = {row.id: [] for row in rows}
    days = {row.id: _day_number(row) for row in rows}
    shared = [(len(one.reports), one.id, one) for one in entities if 1 < len(one.reports) <= TOO_COMMON]
    for _, identifier, entity in sorted(shared, key=itemgetter(0, 1)):
        members = [one.report for one in entity.reports]
        group = (identifier, members, stamp_of(identifier, members, [days[report] for report in members]))
        for report in members:
            rarest_first[report].append(group)
    found: Known = {}
    for report, groups in rarest_first.items():
        weighed = _weighed(groups)
        stamp = stamp_of([stamp for _, _, stamp in weighed])
        last = known.get(report)
        found[report] = last if last and last[0] == stamp else (stamp, _best(report, weighed, days))
    return found


def _weighed(groups: list[Group]) -> list[Group]:
    """The first groups, of not much more than LOOKED_AT reports together."""
    left = LOOKED_AT
    for index, (_, members, _) in enumerate(groups):
        if index and left < len(members):
            return groups[:index]
        left -= len(members)
    return groups


def _best(report: str, groups: list[Group], days: dict[str, int]) -> Related:
    scores: dict[str, int] = {}
    for _, members, _ in groups:
        weight = SCALE // len(members)
        for other in members:
            scores[other] = scores.get(other, 0) + weight
    scores.pop(report, None)
    here = days[report]
    near = range(here - NEARBY, here + NEARBY + 1) if here else ()  # where a day is unknown it is far from any
    ranked = sorted([(-2 * score if days[other] in near else -score, other) for other, score in scores.items()])
    return tuple(
        (other, tuple([identifier for identifier, members, _ in groups if other in members]))
        for _, other in ranked[:MOST]
    )


def _day_number(row: Row) -> int:
    """Days on a scale of months of 31, enough to tell near from far; 0 where the day is unknown."""
    day = period_of(row.published.value) if row.published else ""
    if len(day) < 10:
        return 0
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number
