"""The order of an archive's reports: the newest first."""

from collections.abc import Sequence

from muniment.again import Again
from muniment.model import Row


def newest_first(rows: Sequence[Row], again: Again) -> tuple[Row, ...]:
    """The rows, those of unknown date last."""
    dated = [row.id for row in rows], [row.published for row in rows], [row.time for row in rows]
    order = again.once("order", dated, lambda: sorted(range(len(rows)), key=lambda n: age(rows[n]), reverse=True))
    return tuple([rows[number] for number in order])


def age(row: Row) -> tuple[str, str, str]:
    """A key that sorts rows oldest first; a report dated to a month or year comes before its days,
    and one without a date before all."""
    return (row.published.value if row.published else "", row.time, row.id)
