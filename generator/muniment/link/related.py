"""Which reports belong together: those that share names, the rarer the better."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from muniment.link.drafts import stamp_of
from muniment.link.periods import period_of
from muniment.model import Archive, Entity, Record, Row, from_bytes, to_bytes

MOST = 6  # related reports shown with one
TOO_COMMON = 60  # reports; a name in more of them says little
LOOKED_AT = 120  # reports that are weighed for one, those that share its rarest names
SCALE = 1000  # a shared name weighs SCALE // (reports that have it)
NEARBY = 14  # days; within them a shared name weighs twice

Related = tuple[tuple[str, tuple[str, ...]], ...]  # ids of reports, each with those of the entities it shares
# By entity the reports that name it, and a stamp of both and of the reports' days.
Groups = dict[str, tuple[tuple[str, ...], bytes]]


class KnownRelated(Record, frozen=True):
    """By report its related ones, where it has any, encoded, since nearly all are of no interest to an edit;
    and what they were found from, for which `mark` stands."""

    mark: bytes = b""
    groups: Groups = {}
    related: dict[str, bytes] = {}

    def of(self, report: str) -> bytes:
        """What `decoded` gives the related ones from."""
        return self.related.get(report, b"")


def decoded(related: bytes) -> Related:
    """The ids of related reports, best first, with the entity ids they share."""
    return from_bytes(related, Related) if related else ()


def relate(archive: Archive, mark: bytes, known: KnownRelated) -> KnownRelated:
    """For each report the ids of related ones, best first, with the entity ids they share. `mark` stands for whom
    all reports name, and when they were published. `known` is what this gave for an earlier edition of the archive;
    what still holds is taken from it."""
    if known.mark == mark:
        return known
    rows, entities = archive.rows, archive.entities
    days = {row.id: _day_number(row) for row in rows}
    groups = _groups_of(entities, days)
    touched = {report for members in _differing(groups, known.groups) for report in members}
    related = {report: found for report, found in known.related.items() if report not in touched}
    rarest_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for identifier, (members, _) in groups.items():
        for report in touched.intersection(members):
            rarest_first.setdefault(report, []).append((identifier, members))
    for report, shared in rarest_first.items():
        if found := _best(report, _weighed(shared), days):
            related[report] = to_bytes(found)
    return KnownRelated(mark, groups, related)


def _differing(groups: Groups, then: Groups) -> Iterator[tuple[str, ...]]:
    """The members, now and then, of every group that is not as it was."""
    for one, other in ((groups, then), (then, groups)):
        for identifier, (members, stamp) in one.items():
            if identifier not in other or other[identifier][1] != stamp:
                yield members


def _groups_of(entities: Sequence[Entity], days: Mapping[str, int]) -> Groups:
    """Those that name few enough to say something, the rarest first."""
    shared = [(len(one.reports), one.id, one.reports) for one in entities if 1 < len(one.reports) <= TOO_COMMON]
    return {
        identifier: (reports, stamp_of(identifier, reports, [days[report] for report in reports]))
        for _, identifier, reports in sorted(shared, key=itemgetter(0, 1))
    }


def _weighed(groups: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The first groups, of not much more than LOOKED_AT reports together."""
    left = LOOKED_AT
    for index, (_, members) in enumerate(groups):
        if index and left < len(members):
            return groups[:index]
        left -= len(members)
    return groups


def _best(report: str, groups: list[tuple[str, tuple[str, ...]]], days: Mapping[str, int]) -> Related:
    scores: dict[str, int] = {}
    for _, members in groups:
        weight = SCALE // len(members)
        for other in members:
            scores[other] = scores.get(other, 0) + weight
    scores.pop(report, None)
    here = days[report]
    near = range(here - NEARBY, here + NEARBY + 1) if here else ()  # where a day is unknown it is far from any
    ranked = sorted([(-2 * score if days[other] in near else -score, other) for other, score in scores.items()])
    return tuple(
        (other, tuple([identifier for identifier, members in groups if other in members])) for _, other in ranked[:MOST]
    )


def _day_number(row: Row) -> int:
    """Days on a scale of months of 31, enough to tell near from far; 0 where the day is unknown."""
    day = period_of(row.published.value) if row.published else ""
    if len(day) < 10:
        return 0
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number
