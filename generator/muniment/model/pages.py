"""What is shown at each address: a page's whole input is its value.

Addresses are site-absolute without a leading slash ("reports/a.html#p3"); render/ makes them
relative to the page. An empty address is no link.
"""

from collections.abc import Callable
from typing import Any

from muniment.model.amended import Corrections, Gone
from muniment.model.document import Status
from muniment.model.editors import Essay, Event
from muniment.model.figure_pages import FigureLine, FigureList, FigurePage, FigureRef
from muniment.model.findings import Located
from muniment.model.lines import Line, NearLine, Paging, Quotation, RelatedLine, Spot
from muniment.model.names import Name, Profile
from muniment.model.record import Record, from_bytes, to_bytes
from muniment.model.sealing import Seal
from muniment.model.times import EventLine, Span, Stretch


class EventEntry(Record, frozen=True):
    """All that is said of an event: the names are of the place, people and organisations that it has, the reports
    tell of it; of very many some are left out."""

    event: Event
    line: EventLine
    names: tuple[Name, ...] = ()
    reports: tuple[Line, ...] = ()


class Home(Record, frozen=True, kw_only=True):
    reports: int
    words: int
    first: str  # ISO days of the oldest and newest report
    last: str
    latest: tuple[Line, ...]
    spans: tuple[Span, ...]  # months, or years where there are more than 60 months, gaps left out
    people: tuple[Name, ...]  # the most named
    organizations: tuple[Name, ...]
    places: tuple[Name, ...]
    sources: tuple[Name, ...]
    totals: tuple[tuple[str, int], ...]  # people, organizations, places, sources
    reviewed: int = 0  # reports of which an editor has looked at all
    fingerprint: str  # SHA-256 over the evidence's own, for the archive's mark
    figures: tuple[FigureLine, ...] = ()  # the first questions that editors ask
    asked: int = 0  # all of them
    suggested: int = 0  # questions


class ReportList(Record, frozen=True):
    lines: tuple[Line, ...]
    paging: Paging
    total: int = 0  # in all pages; only the newest one may say it, since the older ones stay as they are


class ReportPage(Record, frozen=True, kw_only=True):
    """A report's page. The Report itself is fetched by `digest`; the rest is what linking adds.

    `names` gives for a mention's or stated value's (kind, name, editors' id or "") the Name to
    show; `sources` the same for attributions and publishers, with kind "source". `dates` gives the
    addresses of the days, months and years that have pages. `others` are those whom editors list and name in decisions
    on it.
    """

    digest: str
    line: Line
    names: tuple[tuple[tuple[str, str, str], Name], ...]
    sources: tuple[tuple[tuple[str, str, str], Name], ...]
    dates: tuple[tuple[str, str], ...]
    others: tuple[Name, ...] = ()
    older: Line | None = None
    newer: Line | None = None
    related: tuple[RelatedLine, ...] = ()
    near: tuple[NearLine, ...] = ()
    has_more_near: bool = False
    versions: tuple[tuple[str, Line], ...] = ()  # ("version of", line) and so on, both ways
    events: tuple[EventLine, ...] = ()  # that it tells of, as editors say: the last ones
    events_total: int = 0
    aliases: tuple[str, ...] = ()  # other spellings, by the editors, of those whom the report names
    figures: tuple[FigureRef, ...] = ()  # questions that its claims belong to
    is_guarded: bool = False  # nothing is told of the file that it is a row of
    publisher_at: int = -1  # code points into the text: the attribution that a suggested publisher was read from
    seal: Seal | None = None
    has_log: bool = False  # whether the archive was ever sealed


class Index(Record, frozen=True):
    """people, organizations, places or sources, in alphabetical order, or one letter of a long one."""

    kind: str
    names: tuple[Name, ...]
    letter: str = ""
    letters: tuple[tuple[str, str, int], ...] = ()  # letter, address, how many
    total: int = 0
    points: tuple[Spot, ...] = ()  # places with coordinates


class EntityPage(Record, frozen=True, kw_only=True):
    """An older page of a long list, which must not change, has its name, quotations and paging alone."""

    name: Name
    names: tuple[str, ...] = ()
    description: str = ""
    role: str = ""
    coordinates: tuple[float, float] | None = None
    coordinates_status: Status = "stated"
    precision: int = 0  # of the coordinates, in metres; 0 is not stated
    place: Located | None = None  # where a gazetteer has it, suggested
    alike: tuple[Name, ...] = ()  # perhaps the same, suggested
    part_of: Name | None = None
    parts: tuple[Name, ...] = ()
    url: str = ""
    quotations: tuple[Quotation, ...] = ()
    beside: tuple[Name, ...] = ()
    nearby: tuple[Spot, ...] = ()  # places with coordinates, for a small map
    spans: tuple[Span, ...] = ()  # by month or year, of the reports that name it
    paging: Paging = Paging()
    total: int = 0  # reports, versions of one counted once
    versions: int = 0  # further reports that name it, which are versions of those
    events: tuple[EventLine, ...] = ()  # that name it, the last ones
    events_total: int = 0
    profile: Profile = Profile()


class SourcePage(Record, frozen=True, kw_only=True):
    """As EntityPage; `published` and `quotations` are parts of one list."""

    name: Name
    kind: str
    names: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    published: tuple[Line, ...] = ()
    quotations: tuple[Quotation, ...] = ()  # where it is credited, passed on or named
    relays: tuple[Name, ...] = ()
    relayed_by: tuple[Name, ...] = ()
    spans: tuple[Span, ...] = ()
    paging: Paging = Paging()
    total: int = 0  # reports that it published
    passed_on: int = 0  # reports that credit it, cite it or pass it on
    named: int = 0  # reports that do so or only name it
    profile: Profile = Profile()


class Timeline(Record, frozen=True):
    years: tuple[Span, ...]
    months: tuple[Span, ...]
    undated: tuple[Line, ...]
    undated_total: int = 0
    stretches: tuple[Stretch, ...] = ()  # the most told of, those of a year and those of no year
    events: tuple[EventLine, ...] = ()  # the last ones
    events_total: int = 0
    dayless: int = 0  # times that reports tell of and that no day can be read of


class Period(Record, frozen=True, kw_only=True):
    """The page of a year, a month or a day. `inside` are its months or days; `lines` are what was
    published in it and is not left to a page of them; `told` is what happened in it and is dated no
    closer. `events` are dated to it, those `within` to one of its months or days; those `around` have it in
    them, or some of it, and are dated to a longer time. An older page of a long list has lines, the way up and
    paging alone."""

    edtf: str
    published: int = 0  # reports in all
    elsewhere: int = 0  # of them, those that only the pages of `inside` list
    tellings: int = 0  # in all, those of `inside` too
    lines: tuple[Line, ...] = ()
    paging: Paging = Paging()
    told: tuple[Quotation, ...] = ()
    inside: tuple[Span, ...] = ()
    up: tuple[tuple[str, str], ...] = ()  # the year and month it lies in, with their addresses
    earlier: str = ""  # address of the page before and after of the same kind
    later: str = ""
    earlier_edtf: str = ""
    later_edtf: str = ""
    events: tuple[EventEntry, ...] = ()
    within: tuple[EventLine, ...] = ()
    around: tuple[EventLine, ...] = ()
    event_counts: tuple[int, int, int] = (0, 0, 0)  # of the three, in all
    vague: int = 0  # of the first, those that may be of another year


class Search(Record, frozen=True):
    """The search page. `bundles` is written by publish/, and loaded by the page's own script."""

    reports: int


class EssayPage(Record, frozen=True):
    essay: Essay


class NotFound(Record, frozen=True):
    title: str


class Redirect(Record, frozen=True):
    """A page left at an address that something once had, or that the newest page will get."""

    target: str
    title: str


class Page(Record, frozen=True):
    """An address and the value to be shown there; which kind it is decides the template."""

    address: str
    value: (
        Home
        | ReportList
        | ReportPage
        | Index
        | EntityPage
        | SourcePage
        | Timeline
        | Period
        | Search
        | EssayPage
        | Corrections
        | Gone
        | NotFound
        | Redirect
        | FigureList
        | FigurePage
    )

    def __reduce__(self) -> tuple[Callable[..., "Page"], tuple[str, type[Record], bytes]]:
        """For another process: as one piece, which takes half the time of pickling the records in it."""
        return _page, (self.address, type(self.value), to_bytes(self.value))


def _page(address: str, kind: type[Any], value: bytes) -> Page:
    return Page(address, from_bytes(value, kind))
