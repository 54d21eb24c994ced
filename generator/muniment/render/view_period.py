"""The pages of years, months and days, as period.html sees them."""

from calendar import monthrange

from muniment.edtf import read_edtf
from muniment.model import EventLine, Page, Period, Quotation, Record, Site
from muniment.render.calendar_grid import Cell, calendar_weeks, month_cells
from muniment.render.charts import Telling, span_strip, telling_strip
from muniment.render.dates import WEEKDAYS, weekday, written
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.links import SECTIONS, To, links_from
from muniment.render.view_events import EventLineView, EventView, left_of, view_event, view_event_lines
from muniment.render.view_lists import Month, view_months
from muniment.render.view_parts import LineView, PagingView, QuotationView, view_drawn_line, view_paging, view_quotation
from muniment.render.words import counted, number

MOST_TOLD = 500  # sentences on one page; the rest is in the tables
LOW = 110.0  # pixels of a strip
UNITS = {4: "year", 7: "month", 10: "day"}  # by the length of an ISO date
PARTS = {"year": "month", "month": "day"}
CLOSER = {"year": "in no single month", "month": "on no single day"}
FROM = {"year": ", or from then on"}  # a time of several years stands in the first of them


class Moment(Record, frozen=True):
    """Sentences that tell of the same time; `is_forecast` when each was published before it."""

    words: str
    is_exact: bool  # whether it is the very time of the page
    is_forecast: bool
    count_words: str
    quotations: tuple[QuotationView, ...]


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
    happened: str  # HTML: the events, drawn
    events: tuple[EventView, ...]
    within: tuple[EventLineView, ...]
    around: tuple[EventLineView, ...]
    has_events: bool
    events_left: tuple[str, str, str]  # of the three, those that the page has no room for
    earlier: Link | None
    later: Link | None


def view_period(page: Page, site: Site) -> PeriodView:
    """A year, month or day: what was published then and, apart from it, what is told of it."""
    value = page.value
    assert isinstance(value, Period)
    to = links_from(page.address)
    unit, title = UNITS.get(len(value.edtf), "year"), written(value.edtf)
    is_newest, extent = not value.paging.newest, _extent(value)
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
        moments=_moments(value, to),
        told_left=number(len(value.told) - MOST_TOLD) if len(value.told) > MOST_TOLD else "",
        tellings=_telling_strip_of(value, unit),
        happened=_event_strip_of(value, unit, to),
        events=tuple(view_event(entry, to) for entry in value.events),
        within=view_event_lines(value.within, to),
        around=view_event_lines(value.around, to),
        has_events=any(value.event_counts),
        events_left=_events_left(value),
        earlier=Link(to(value.earlier), written(value.earlier_edtf)) if value.earlier else None,
        later=Link(to(value.later), written(value.later_edtf)) if value.later else None,
    )


def _extent(value: Period) -> str:
    """ "3 reports published then; told of 5 times; 2 events", to stand as a sentence."""
    reports = f"{counted(value.published, 'report')} published then" if value.published else "No report published then"
    told = f"told of {counted(value.tellings, 'time')}" if value.tellings else "no report tells of it"
    own, closer, _ = value.event_counts
    exact, vague = own + closer - value.vague, value.vague
    events = [counted(exact, "event")] if exact else []
    events += [f"{counted(vague, 'more event' if exact else 'event')} of this year or another"] if vague else []
    return "; ".join([reports, told, *events])


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
    if unit == "day" or not any(span.published or span.told for span in value.inside):
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


def _event_strip_of(value: Period, unit: str, to: To) -> str:
    """The events of a year or month, and those that reach over some of it."""
    if unit == "day":
        return ""
    lines: list[EventLine] = [*(entry.line for entry in value.events), *value.within, *value.around]
    rows = tuple(Telling(one.date, title=one.title, address=to(one.address)) for one in lines)
    return telling_strip(*_ends(value.edtf), rows, f"Events of {written(value.edtf)}, as editors have them")


def _events_left(value: Period) -> tuple[str, str, str]:
    own, closer, around = value.event_counts
    return (
        left_of(own, len(value.events)), left_of(closer, len(value.within)), left_of(around, len(value.around))
    )  # fmt: skip


def _words_of(quotation: Quotation) -> str:
    return quotation.sentence[quotation.start : quotation.end] if 0 <= quotation.start < quotation.end else ""


def _by_time(told: tuple[Quotation, ...]) -> dict[tuple[str, bool], list[Quotation]]:
    """Tellings of the same time together, the earliest time first; forecasts apart."""
    groups: dict[tuple[str, bool], list[Quotation]] = {}
    for quotation in told:
        groups.setdefault((quotation.edtf, _is_forecast(quotation)), []).append(quotation)
    return {key: groups[key] for key in sorted(groups, key=lambda key: (_start_of(key[0]), key))}


def _start_of(edtf: str) -> tuple[int, int]:
    time = read_edtf(edtf)
    if time is None:
        return 0, 0
    first, last = time.first or 0, time.last or 0
    return first or last, -last


def _is_forecast(quotation: Quotation) -> bool:
    """Whether the report was published before the time it tells of began."""
    then, published = read_edtf(quotation.edtf), read_edtf(quotation.line.published)
    if then is None or published is None or then.first is None or published.last is None:
        return False
    return then.first > published.last


def _moments(value: Period, to: To) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            words=written(edtf),
            is_exact=edtf == value.edtf,
            is_forecast=is_forecast,
            count_words=counted(len(quotations), "time") if len(quotations) > 1 else "",
            quotations=tuple(view_quotation(one, to) for one in quotations),
        )
        for (edtf, is_forecast), quotations in _by_time(value.told[:MOST_TOLD]).items()
    )
