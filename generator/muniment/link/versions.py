"""Reports that are versions, translations or renderings of one another.

Pages tell of reports that are published. What is counted goes by what reports state, whatever became of the one that
they name: two translations are one telling also when the original was withdrawn, is held back, or was deleted. Of such
a report nothing comes out of here, its id neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from muniment.link.joined import Joined
from muniment.model import Row


def relations_of(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """What reports say they are versions, translations or renderings of, told from both sides:
    by id, how and the other's id. What is said of an unknown report is left out."""
    rows = tuple(rows)
    stated = list(_stated(rows))
    known = {row.id for row in rows if stated}
    found: dict[str, list[tuple[str, str]]] = {}
    for report, how, other in stated:
        if other in known:
            found.setdefault(report, []).append((f"{how} of", other))
            found.setdefault(other, []).append((f"has {how}", report))
    return found


def group_versions(rows: Iterable[Row]) -> Mapping[str, str]:
    """For each report that has others of its group, one id of the group that stands for the whole of it; also where
    what holds the group together is not published."""
    rows = tuple(rows)
    return _grouped(((report, other) for report, _, other in _stated(rows)), rows)


def group_told(rows: Iterable[Row]) -> Mapping[str, str]:
    """As `group_versions`, as far as pages tell of it: only what published reports hold together."""
    rows = tuple(rows)
    pairs = ((report, other) for report, told in relations_of(rows).items() for _, other in told)
    return _grouped(pairs, rows)


def _stated(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """Each report of which something is stated, how, and of which."""
    for row in rows:
        if row.version_of or row.translation_of or row.rendering_of:
            for how, other in (
                ("version", row.version_of),
                ("translation", row.translation_of),
                ("rendering", row.rendering_of),
            ):
                if other and other != row.id:
                    yield row.id, how, other


def _grouped(pairs: Iterable[tuple[str, str]], rows: Iterable[Row]) -> Mapping[str, str]:
    """The reports that such pairs hold together, each with the lowest id of its group that is among the rows."""
    pairs = tuple(pairs)
    numbers = {one: number for number, one in enumerate(dict.fromkeys(one for pair in pairs for one in pair))}
    joined = Joined(len(numbers))
    for one, other in pairs:
        joined.join((numbers[one], numbers[other]))
    groups = defaultdict[int, list[str]](list)
    for row in rows:
        if row.id in numbers:
            groups[joined.of(numbers[row.id])].append(row.id)
    return {one: min(group) for group in groups.values() if len(group) > 1 for one in group}


def count_reports(reports: Iterable[str], groups: Mapping[str, str]) -> int:
    """How many reports these are, each group of versions counted once."""
    return len({groups.get(report, report) for report in reports})
