"""Events, as pages show them: in one line, and in full."""

from muniment.model import EventEntry, EventLine, Record, Status
from muniment.render.dates import weekday, written
from muniment.render.links import To
from muniment.render.view_parts import LineView, NameView, machine_date, view_line, view_name
from muniment.render.words import number


class EventLineView(Record, frozen=True, kw_only=True):
    """An event in one line; `machine` is what <time datetime> may hold of its date."""

    title: str
    address: str
    words: str
    weekday: str
    machine: str
    edtf: str
    status: Status


class EventsView(Record, frozen=True):
    """Events in one line each, and how many before them the page has no room for."""

    lines: tuple[EventLineView, ...]
    left: str


class EventView(Record, frozen=True, kw_only=True):
    """An event in full, at its `anchor`; `left` are reports that the page has no room for."""

    line: EventLineView
    anchor: str
    place: NameView | None
    people: tuple[NameView, ...]
    organizations: tuple[NameView, ...]
    paragraphs: tuple[str, ...]
    note: str
    reports: tuple[LineView, ...]
    left: str


def view_event_lines(lines: tuple[EventLine, ...], to: To) -> tuple[EventLineView, ...]:
    """Events for the macro `lines` of events.html, in the order given."""
    return tuple(_view_line(one, to) for one in lines)


def view_events(lines: tuple[EventLine, ...], total: int, to: To) -> EventsView:
    """The last of several events, for the macro `last_ones` of events.html."""
    return EventsView(view_event_lines(lines, to), left_of(total, len(lines)))


def view_event(entry: EventEntry, to: To) -> EventView:
    """An event for the macro `entry` of events.html."""
    event, names = entry.event, {name.id: view_name(name, to) for name in entry.names}
    return EventView(
        line=_view_line(entry.line, to),
        anchor=f"event-{event.id}",
        place=names.get(event.where),
        people=tuple(names[one] for one in event.people),
        organizations=tuple(names[one] for one in event.organizations),
        paragraphs=tuple(filter(None, (part.strip() for part in event.description.split("\n\n")))),
        note=event.note,
        reports=tuple(view_line(line, to) for line in entry.reports),
        left=left_of(len(event.reports), len(entry.reports)),
    )


def left_of(total: int, shown: int) -> str:
    """How many of a list are not shown, or nothing."""
    return number(total - shown) if total > shown else ""


def _view_line(line: EventLine, to: To) -> EventLineView:
    return EventLineView(
        title=line.title,
        address=to(line.address),
        words=written(line.date, is_lasting=True),
        weekday=weekday(line.date),
        machine=machine_date(line.date),
        edtf=line.date,
        status=line.status,
    )
