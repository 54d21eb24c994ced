"""Reports that are versions, translations or renderings of one another."""

from collections.abc import Iterable, Mapping

from muniment.model import Row


def relations_of(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """What reports say they are versions, translations or renderings of, told from both sides:
    by id, how and the other's id. What is said of an unknown report is left out."""
    rows = tuple(rows)
    stating = [row for row in rows if row.version_of or row.translation_of or row.rendering_of]
    known = {row.id for row in rows if stating}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in stating:
        for how, other in (
            ("version", row.version_of),
            ("translation", row.translation_of),
            ("rendering", row.rendering_of),
        ):
            if other in known and other != row.id:
                found.setdefault(row.id, []).append((f"{how} of", other))
                found.setdefault(other, []).append((f"has {how}", row.id))
    return found


def group_versions(rows: Iterable[Row]) -> Mapping[str, str]:
    """For each report that has others of its group, one id that stands for the whole group."""
    relations = relations_of(rows)
    group: dict[str, str] = {}
    for first in relations:
        waiting = [] if first in group else [first]
        while waiting:
            if (one := waiting.pop()) not in group:
                group[one] = first
                waiting += [other for _, other in relations[one]]
    return group


def count_reports(reports: Iterable[str], groups: Mapping[str, str]) -> int:
    """How many reports these are, each group of versions counted once."""
    return len({groups.get(report, report) for report in reports})
