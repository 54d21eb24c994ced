"""The timeline and the pages of years, months and days, as timeline.html and period.html see them."""

from calendar import monthrange

from muniment.model import Page, Period, Quotation, Record, Site, Timeline
from muniment.render.calendar_grid import Cell, YearRow, calendar_weeks, month_cells, year_rows
from muniment.render.chart_tellings import interval_of
from muniment.render.charts import Telling, span_strip, telling_strip
from muniment.render.dates import WEEKDAYS, weekday, written
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.links import SECTIONS, To, links_from
from muniment.render.view_lists import Month, view_months
from muniment.render.view_parts import LineView, PagingView, QuotationView, view_drawn_line, view_paging, view_quotation
from muniment.render.words import counted, number

LONGEST_BY_MONTH = 120  # months in a strip; a longer span is drawn by year
MOST_TOLD = 500  # sentences on one page; the rest is in the tables
TALL, LOW = 150.0, 110.0  # pixels of a strip
UNITS = {4: "year", 7: "month", 10: "day"}  # by the length of an ISO date
PARTS = {"year": "month", "month": "day"}
CLOSER = {"year": "in no single month", "month": "on no single day"}
FROM = {"year": ", or from then on"}  # a time of several years stands in the first of them


class Moment(Record, frozen=True):
    """Sentences that tell of the same time; `is_forecast` when each was published before it."""

    words: str
    is_forecast: bool
    count_words: str
    quotations: tuple[QuotationView, ...]


class TimelineView(Record, frozen=True, kw_only=True):
    frame: Frame
    lead: str
    strips: tuple[str, ...]  # HTML
    not_drawn: str
    years: tuple[YearRow, ...]
    undated: tuple[Month, ...]
    undated_words: str
    undated_total: int
    undated_left: str


class PeriodView(Record, frozen=True, kw_only=True):
    frame: Frame
    is_newest: bool
    paging: PagingView
    unit: str  # year, month or day
    part: str  # what it is made of, or empty
    edtf: str
    title: str
    weekday: str
    path: tuple[Link, ...]
    lead: str
    strip: str  # HTML
    weeks: tuple[tuple[Cell, ...], ...]
    weekdays: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    reports: tuple[LineView, ...]
    months: tuple[Month, ...]
    elsewhere: str
    told_title: str
    moments: tuple[Moment, ...]
    told_left: str
    tellings: str  # HTML
    earlier: Link | None
    later: Link | None


def view_timeline(page: Page, site: Site) -> TimelineView:
    """The archive's whole span: a strip, the same as a table, and what has no date."""
    value = page.value
    assert isinstance(value, Timeline)
    to = links_from(page.address)
    return TimelineView(
        frame=frame_of(page.address, site, "Timeline", f"The whole span of {site.title}.", section="timeline"),
        lead=_timeline_lead(value),
        strips=_timeline_strips(value, to),
        not_drawn=_not_drawn(value),
        years=year_rows(value.years, value.months, to),
        undated=view_months(value.undated, to),
        undated_words=counted(value.undated_total, "report"),
        undated_total=value.undated_total,
        undated_left=number(value.undated_total - len(value.undated))
        if value.undated_total > len(value.undated)
        else "",
    )


def view_period(page: Page, site: Site) -> PeriodView:
    """A year, month or day: what was published then and, apart from it, what is told of it."""
    value = page.value
    assert isinstance(value, Period)
    to = links_from(page.address)
    unit, title = UNITS.get(len(value.edtf), "year"), written(value.edtf)
    is_newest, extent = not value.paging.newest, _extent(value.published, value.tellings)
    named = title if is_newest else f"{title}, page {value.paging.number}"
    described = f"{title} in {site.title}. {extent if is_newest else 'Older reports'}."
    return PeriodView(
        frame=frame_of(page.address, site, named, described, section="timeline"),
        is_newest=is_newest,
        paging=view_paging(value.paging, to),
        unit=unit,
        part=PARTS.get(unit, ""),
        edtf=value.edtf,
        title=title,
        weekday=weekday(value.edtf),
        path=_path(value, to),
        lead=extent,
        strip=_strip_of(value, unit, to),
        weeks=calendar_weeks(value.edtf, value.inside, to) if unit == "month" else (),
        weekdays=tuple((name[:3], name) for name in WEEKDAYS),
        cells=month_cells(value.edtf, value.inside, to) if unit == "year" else (),
        reports=tuple(view_drawn_line(line, to) for line in value.lines) if unit == "day" else (),
        months=view_months(value.lines, to) if unit != "day" else (),
        elsewhere=_elsewhere(value.elsewhere, unit, bool(value.lines)),
        told_title=f"Told of {title}{FROM.get(unit, '')}, {CLOSER.get(unit, '')}",
        moments=_moments(value.told, to),
        told_left=number(len(value.told) - MOST_TOLD) if len(value.told) > MOST_TOLD else "",
        tellings=_telling_strip_of(value, unit),
        earlier=Link(to(value.earlier), written(value.earlier_edtf)) if value.earlier else None,
        later=Link(to(value.later), written(value.later_edtf)) if value.later else None,
    )


def _timeline_strips(value: Timeline, to: To) -> tuple[str, ...]:
    """The whole span, by month where that can be seen, else by year, and then closer, by month,
    the time in which reports were published."""
    if _fits_by_month(value):
        return (span_strip(value.months, to, "The whole span of the archive, month by month", height=TALL),)
    if not value.years:
        return ()
    whole = span_strip(value.years, to, "The whole span of the archive, year by year", height=TALL)
    published = [month.edtf for month in value.months if month.published]
    if not published or _months_between(published[0], published[-1]) > LONGEST_BY_MONTH:
        return (whole,)
    closer = tuple(month for month in value.months if published[0] <= month.edtf <= published[-1])
    when = written(published[0] if len(closer) == 1 else f"{published[0]}/{published[-1]}")
    return whole, span_strip(closer, to, f"{when}, month by month", height=TALL, caption=f"The same, closer: {when}.")


def _fits_by_month(value: Timeline) -> bool:
    if not value.months or value.years[0].edtf < value.months[0].edtf[:4]:
        return False
    is_last = value.years[-1].edtf <= value.months[-1].edtf[:4]
    return is_last and _months_between(value.months[0].edtf, value.months[-1].edtf) <= LONGEST_BY_MONTH


def _months_between(first: str, last: str) -> int:
    start, end = (12 * int(month[:4]) + int(month[5:7]) for month in (first, last))
    return end - start + 1


def _timeline_lead(value: Timeline) -> str:
    published, told = ([span for span in value.years if getattr(span, what)] for what in ("published", "told"))
    parts = []
    if published:
        count = counted(sum(span.published for span in published), "report")
        parts.append(f"{count} with a date, published {_stretch(value, 'published')}.")
    if told:
        count = counted(sum(span.told for span in told), "time")
        parts.append(f"They tell {count} of what happened or is to happen {_stretch(value, 'told')}.")
    return " ".join(parts) or "Nothing in this archive is dated yet."


def _stretch(value: Timeline, what: str) -> str:
    """From the first to the last month, or year where the end has no month, that has any."""
    years = [span.edtf for span in value.years if getattr(span, what)]
    months = [span.edtf for span in value.months if getattr(span, what)]
    first = months[0] if months and months[0][:4] <= years[0] else years[0]
    last = months[-1] if months and months[-1][:4] >= years[-1] else years[-1]
    return f"in {written(first)}" if first == last else f"from {written(first)} to {written(last)}"


def _not_drawn(value: Timeline) -> str:
    """What is dated to a year and no closer has no place in a strip of months."""
    if not _fits_by_month(value):
        return ""
    published = sum(span.published for span in value.years) - sum(span.published for span in value.months)
    told = sum(span.told for span in value.years) - sum(span.told for span in value.months)
    words = [counted(published, "report") if published else "", counted(told, "telling") if told else ""]
    if not any(words):
        return ""
    return f"Dated to a year and no closer, and so not in the drawing: {', '.join(word for word in words if word)}."


def _extent(published: int, told: int) -> str:
    """ "3 reports published then; told of 5 times", to stand as a sentence."""
    reports = f"{counted(published, 'report')} published then" if published else "No report published then"
    return f"{reports}; told of {counted(told, 'time')}" if told else f"{reports}; no report tells of it"


def _elsewhere(count: int, unit: str, has_lines: bool) -> str:
    """Where the reports are that this page counts and does not list."""
    if count <= 0 or unit == "day":
        return ""
    reports = counted(count, "more report") if has_lines else counted(count, "report")
    return f"{reports}, {'each ' if count > 1 else ''}on the page of its {PARTS[unit]}."


def _path(value: Period, to: To) -> tuple[Link, ...]:
    up = (Link(to(address), written(edtf)) for edtf, address in value.up)
    return (Link(to(SECTIONS["timeline"]), "Timeline"), *up)


def _strip_of(value: Period, unit: str, to: To) -> str:
    if unit == "day" or not value.inside:
        return ""
    label = f"{written(value.edtf)}, {PARTS[unit]} by {PARTS[unit]}"
    return span_strip(value.inside, to, label, whole=_ends(value.edtf), height=LOW)


def _ends(edtf: str) -> tuple[str, str]:
    """First and last month of a year, or day of a month."""
    if len(edtf) == 4:
        return f"{edtf}-01", f"{edtf}-12"
    return f"{edtf}-01", f"{edtf}-{monthrange(int(edtf[:4]), int(edtf[5:7]))[1]}"


def _telling_strip_of(value: Period, unit: str) -> str:
    """What is dated no closer than this month or year, each as long and as certain as it is told."""
    if unit == "day":
        return ""
    tellings = tuple(
        Telling(quotations[0].edtf, _words_of(quotations[0]), is_forecast, len(quotations))
        for (_, is_forecast), quotations in _by_time(value.told).items()
    )
    return telling_strip(*_ends(value.edtf), tellings, f"Told of {written(value.edtf)}, {CLOSER[unit]}")


def _words_of(quotation: Quotation) -> str:
    return quotation.sentence[quotation.start : quotation.end] if 0 <= quotation.start < quotation.end else ""


def _by_time(told: tuple[Quotation, ...]) -> dict[tuple[str, bool], list[Quotation]]:
    """Tellings of the same time together, the earliest time first; forecasts apart."""
    groups: dict[tuple[str, bool], list[Quotation]] = {}
    for quotation in told:
        groups.setdefault((quotation.edtf, _is_forecast(quotation)), []).append(quotation)
    return {key: groups[key] for key in sorted(groups, key=lambda key: (_start_of(key[0]), key))}


def _start_of(edtf: str) -> tuple[int, int]:
    interval = interval_of(edtf)
    if interval is None:
        return 0, 0
    first, last = interval.first or 0, interval.last or 0
    return first or last, -last


def _is_forecast(quotation: Quotation) -> bool:
    """Whether the report was published before the time it tells of began."""
    then, published = interval_of(quotation.edtf), interval_of(quotation.line.published)
    if then is None or published is None or then.first is None or published.last is None:
        return False
    return then.first > published.last


def _moments(told: tuple[Quotation, ...], to: To) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            words=written(edtf),
            is_forecast=is_forecast,
            count_words=counted(len(quotations), "time") if len(quotations) > 1 else "",
            quotations=tuple(view_quotation(one, to) for one in quotations),
        )
        for (edtf, is_forecast), quotations in _by_time(told[:MOST_TOLD]).items()
    )
