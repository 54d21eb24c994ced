"""Years, months and days as grids of cells, each with what was published and told of then."""

from calendar import Calendar

from muniment.edtf import MONTHS
from muniment.model import Record, Span
from muniment.render.dates import written
from muniment.render.links import To
from muniment.render.words import number

FULL_FROM = 6  # months with anything in them, from which a year has a row of its own


class Cell(Record, frozen=True):
    """A month or a day: `label` is "Sep" or "18", `words` its full date. Nothing in it, and there
    is no address; a day of another month has no label either. Counts are "1,234", nothing is empty."""

    label: str = ""
    words: str = ""
    address: str = ""
    published: str = ""
    told: str = ""
    events: str = ""


class YearRow(Record, frozen=True):
    """A year and its months: all twelve where it `is_full`, else those with anything in them.
    `alone` counts what is dated to the year and no closer."""

    year: str
    address: str
    published: str
    told: str
    events: str
    alone: tuple[str, str, str]
    is_full: bool
    months: tuple[Cell, ...]


def year_rows(years: tuple[Span, ...], months: tuple[Span, ...], to: To) -> tuple[YearRow, ...]:
    """One row a year with anything in it, the latest first."""
    within: dict[str, list[Span]] = {}
    for month in months:
        within.setdefault(month.edtf[:4], []).append(month)
    rows = []
    for year in reversed(years):
        if not (year.published or year.told or year.events):
            continue
        inside = within.get(year.edtf, [])
        alone = (
            _figure(year.published - sum(month.published for month in inside)),
            _figure(year.told - sum(month.told for month in inside)),
            _figure(year.events - sum(month.events for month in inside)),
        )
        cells = month_cells(year.edtf, tuple(inside), to)
        is_full = len(inside) >= FULL_FROM or any(month.published for month in inside)
        shown = cells if is_full else tuple(cell for cell in cells if cell.address)
        counts = _figure(year.published), _figure(year.told), _figure(year.events)
        rows.append(YearRow(year.edtf, to(year.address), *counts, alone, is_full, shown))
    return tuple(rows)


def month_cells(year: str, months: tuple[Span, ...], to: To) -> tuple[Cell, ...]:
    """The twelve months of a year."""
    known = {month.edtf: month for month in months}
    return tuple(_cell(name[:3], f"{year}-{index:02}", known, to) for index, name in enumerate(MONTHS, start=1))


def calendar_weeks(month: str, days: tuple[Span, ...], to: To) -> tuple[tuple[Cell, ...], ...]:
    """The weeks of an ISO month, Monday first; days of other months are empty cells."""
    known = {day.edtf: day for day in days}
    year, number = int(month[:4]), int(month[5:7])
    return tuple(
        tuple(_cell(str(day), f"{month}-{day:02}", known, to) if day else Cell() for day in week)
        for week in Calendar().monthdayscalendar(year, number)
    )


def _cell(label: str, edtf: str, known: dict[str, Span], to: To) -> Cell:
    span = known.get(edtf)
    if span is None:
        return Cell(label, written(edtf))
    counts = _figure(span.published), _figure(span.told), _figure(span.events)
    return Cell(label, written(edtf), to(span.address), *counts)


def _figure(count: int) -> str:
    return number(count) if count > 0 else ""
