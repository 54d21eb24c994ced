"""No two reports with one id."""

from collections.abc import Iterable

from muniment.model import Row
from muniment.problems import Place, Problem


def refuse_twins(rows: Iterable[Row], problems: list[Problem]) -> list[Row]:
    """The rows whose id, after case folding, no row before them has; the first keeps it.

    Give them in the order of their seeds. Each one left out is an error that names both.
    """
    rows = list(rows)
    if len({row.id.casefold() for row in rows}) == len(rows):
        return rows
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.id.casefold(), row)
        if other is not row:
            same = bool(row.sha256) and other.sha256 == row.sha256
            other_id = "give one of them another" if row.line else "rename one, or state an id in its NAME.meta.yaml"
            hint = "the two are the same bytes: remove one" if same else other_id
            place = Place(row.path, row.line)
            problems.append(Problem(place, f"the id '{row.id}' is that of {Place(other.path, other.line)}", hint))
    return list(first.values())
