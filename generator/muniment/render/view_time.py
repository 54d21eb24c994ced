"""The timeline, as timeline.html sees it: published, told and what editors have, kept apart."""

from collections.abc import Iterator
from datetime import date

from muniment.edtf import read_edtf
from muniment.model import Page, Record, Site, Span, Timeline
from muniment.render.calendar_grid import YearRow, year_rows
from muniment.render.charts import Band, Telling, span_strip
from muniment.render.dates import written
from muniment.render.frame import Frame, frame_of
from muniment.render.links import To, links_from
from muniment.render.view_events import EventLineView, left_of, view_event_lines
from muniment.render.view_lists import Month, view_months
from muniment.render.words import counted, number

LONGEST_BY_MONTH = 120  # months in a strip; a longer span is drawn by year
MOST_STRETCHES = 8  # rows of what is told of longer times
MOST_LISTED = 200  # events, in words
VAST = ("decade", "century")  # that somebody tells of one says nothing of how far it all reaches
TALL = 150.0  # pixels of a strip


class TimelineView(Record, frozen=True, kw_only=True):
    frame: Frame
    lead: str
    strips: tuple[str, ...]  # HTML
    not_drawn: str
    events: tuple[EventLineView, ...]
    events_left: str
    years: tuple[YearRow, ...]
    undated: tuple[Month, ...]
    undated_words: str
    undated_total: int
    undated_left: str


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
        events=view_event_lines(value.events[-MOST_LISTED:], to),
        events_left=left_of(value.events_total, min(len(value.events), MOST_LISTED)),
        years=year_rows(value.years, value.months, to),
        undated=view_months(value.undated, to),
        undated_words=counted(value.undated_total, "report"),
        undated_total=value.undated_total,
        undated_left=left_of(value.undated_total, len(value.undated)),
    )


def _timeline_strips(value: Timeline, to: To) -> tuple[str, ...]:
    """The whole span, by month where that can be seen, else by year, and then closer, by month,
    the time in which reports were published."""
    if _fits_by_month(value):
        bands = _stretches(value, is_by_month=True), _events(value, to)
        months = (*value.months, *_reached(value))
        return (span_strip(months, to, "The whole span of the archive, month by month", height=TALL, bands=bands),)
    if not value.years:
        return ()
    bands = _stretches(value, is_by_month=False), _events(value, to)
    whole = span_strip(value.years, to, "The whole span of the archive, year by year", height=TALL, bands=bands)
    published = [month.edtf for month in value.months if month.published]
    if not published or _months_between(published[0], published[-1]) > LONGEST_BY_MONTH:
        return (whole,)
    closer = tuple(month for month in value.months if published[0] <= month.edtf <= published[-1])
    when = written(published[0] if len(closer) == 1 else f"{published[0]}/{published[-1]}")
    caption, events = f"The same, closer: {when}.", [_events(value, to)]
    return whole, span_strip(closer, to, f"{when}, month by month", height=TALL, caption=caption, bands=events)


def _stretches(value: Timeline, is_by_month: bool) -> Band:
    """What is told of and has no stroke: of times longer than a slot of the strip the most told of."""
    shown = [one for one in value.stretches if is_by_month or not one.year]
    shown = sorted(shown, key=lambda one: (-one.count, one.edtf))[:MOST_STRETCHES]
    total = sum(span.beyond for span in value.years)
    if is_by_month:
        total += sum(span.told - span.beyond for span in value.years)
        total -= sum(span.told - span.beyond for span in value.months)
    rows = tuple(Telling(one.edtf, one.words, count=one.count) for one in shown)
    name = f"Told, across {'months' if is_by_month else 'years'}"
    return Band(name, rows, total - sum(one.count for one in shown))


def _events(value: Timeline, to: To) -> Band:
    rows = tuple(Telling(one.date, title=one.title, address=to(one.address)) for one in value.events)
    return Band("Events, as editors have them", rows, value.events_total - len(value.events))


def _reached(value: Timeline) -> Iterator[Span]:
    """The months in which events begin and end, so that the strip holds them, where it then still fits."""
    months = [month.edtf for month in value.months]
    for event in value.events:
        time = read_edtf(event.date)
        for day in (time.first, time.last) if time else ():
            month = date.fromordinal(day).isoformat()[:7] if day else ""
            if month and _months_between(min(months[0], month), max(months[-1], month)) <= LONGEST_BY_MONTH:
                yield Span(month, "", 0, 0)


def _fits_by_month(value: Timeline) -> bool:
    if not value.months or value.years[0].edtf < value.months[0].edtf[:4]:
        return False
    is_last = value.years[-1].edtf <= value.months[-1].edtf[:4]
    return is_last and _months_between(value.months[0].edtf, value.months[-1].edtf) <= LONGEST_BY_MONTH


def _months_between(first: str, last: str) -> int:
    start, end = (12 * int(month[:4]) + int(month[5:7]) for month in (first, last))
    return end - start + 1


def _timeline_lead(value: Timeline) -> str:
    published, told = (sum(getattr(span, what) for span in value.years) for what in ("published", "told"))
    parts = []
    if published:
        parts.append(f"{counted(published, 'report')} with a date, published {_stretch(value, 'published')}.")
    if told:
        stretch = _stretch(value, "told", *(one.edtf for one in value.stretches))
        who = {0: "Reports tell", 1: "It tells"}.get(published, "They tell")
        times = {1: "once", 2: "twice"}.get(told) or f"{number(told)} times"
        parts.append(f"{who} {times} of what happened or is to happen {stretch}.")
    if value.events_total:
        stretch = _stretch(value, "events", *(one.date for one in value.events))
        parts.append(f"Editors have put together {counted(value.events_total, 'event')} {stretch}.")
    return " ".join(parts) or "Nothing in this archive is dated yet."


def _stretch(value: Timeline, what: str, *longer: str) -> str:
    """From the first to the last month, or year where the end has no month, that has any; `longer` are EDTF values
    that may reach further."""
    years = [span.edtf for span in value.years if getattr(span, what)]
    months = [span.edtf for span in value.months if getattr(span, what)]
    first = months[0] if months and months[0][:4] <= years[0] else years[0]
    last = months[-1] if months and months[-1][:4] >= years[-1] else years[-1]
    for time in filter(None, map(read_edtf, longer)):
        if time.first and time.start.unit not in VAST:
            first = min(first, date.fromordinal(time.first).isoformat()[: len(first)])
        if time.last and time.end.unit not in VAST:
            last = max(last, date.fromordinal(time.last).isoformat()[: len(last)])
    return f"in {written(first)}" if first == last else f"from {written(first)} to {written(last)}"


def _not_drawn(value: Timeline) -> str:
    """What was published in a year, and no closer, has no place in a strip of months, and what is told of no day that
    can be read has none at all."""
    published = sum(span.published for span in value.years) - sum(span.published for span in value.months)
    words = []
    if published and _fits_by_month(value):
        words.append(f"Published in a year, no closer, and so not in the drawing: {counted(published, 'report')}.")
    if value.dayless:
        words.append(
            f"Reports tell {counted(value.dayless, 'more time')} of what no day can be read of, such as “recently”: "
            "it stands on their own pages."
        )
    return " ".join(words)
