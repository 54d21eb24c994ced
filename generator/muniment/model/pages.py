"""What is shown at each address: a page's whole input is its value.

Addresses are site-absolute without a leading slash ("reports/a.html#p3"); render/ makes them
relative to the page. An empty address is no link.
"""

from collections.abc import Callable
from typing import Any, Literal

from muniment.model.amended import Corrections, Gone
from muniment.model.document import Status
from muniment.model.editors import Essay
from muniment.model.findings import Located
from muniment.model.lines import Line, Name, Paging
from muniment.model.record import Record, from_bytes, to_bytes

# What one report's text is to another's; empty is not known yet.
Relation = Literal["", "same words", "nearly the same", "contained in", "contains"]


class Quotation(Record, frozen=True, array_like=True):
    """A sentence of a report, with the words at [start:end] of it that matter; (-1, -1) for none. Until
    the page is made it is known by its number among the sentences that are kept under `sentences`."""

    line: Line
    address: str  # the paragraph in the report
    sentence: str
    start: int
    end: int
    status: Status
    kind: str = ""  # of a source's sighting: publisher, credit, via, channel, citing
    times: int = 1
    edtf: str = ""  # of a telling
    sentences: str = ""
    number: int = -1


class Span(Record, frozen=True, array_like=True):
    """A year, month or day of the timeline: how much was published then, and told of it."""

    edtf: str
    address: str
    published: int
    told: int


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
    fingerprint: str  # SHA-256 over the evidence's own, for the archive's mark


class ReportList(Record, frozen=True):
    lines: tuple[Line, ...]
    paging: Paging
    total: int = 0  # in all pages; only the newest one may say it, since the older ones stay as they are


class RelatedLine(Record, frozen=True, array_like=True):
    line: Line
    through: tuple[Name, ...]


class NearLine(Record, frozen=True, array_like=True, kw_only=True):
    """A report with much of what another says: which share of `this` one's words, whose page it is, stands in that one,
    and of `that` one's in this, from 0 to 1; a guess until the page is made. `digest` is the other Report's."""

    line: Line
    digest: str
    relation: Relation = ""
    this: float = 0
    that: float = 0


class ReportPage(Record, frozen=True, kw_only=True):
    """A report's page. The Report itself is fetched by `digest`; the rest is what linking adds.

    `names` gives for a mention's or stated value's (kind, name, editors' id or "") the Name to
    show; `sources` the same for attributions and publishers, with kind "source". `dates` gives the
    addresses of the days, months and years that have pages.
    """

    digest: str
    line: Line
    names: tuple[tuple[tuple[str, str, str], Name], ...]
    sources: tuple[tuple[tuple[str, str, str], Name], ...]
    dates: tuple[tuple[str, str], ...]
    older: Line | None = None
    newer: Line | None = None
    related: tuple[RelatedLine, ...] = ()
    near: tuple[NearLine, ...] = ()
    has_more_near: bool = False
    versions: tuple[tuple[str, Line], ...] = ()  # ("version of", line) and so on, both ways
    aliases: tuple[str, ...] = ()  # other spellings, by the editors, of those whom the report names
    is_guarded: bool = False  # nothing is told of the file that it is a row of
    publisher_at: int = -1  # code points into the text: the attribution that a suggested publisher was read from


class Spot(Record, frozen=True, array_like=True):
    """A place on a map: degrees (WGS 84). `status` is that of its coordinates."""

    name: Name
    latitude: float
    longitude: float
    status: Status = "stated"


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


class SourcePage(Record, frozen=True, kw_only=True):
    """As EntityPage; `published` and `quotations` are parts of one list."""

    name: Name
    kind: str
    names: tuple[str, ...] = ()
    description: str = ""
    party: str = ""
    owner: str = ""
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


class Timeline(Record, frozen=True):
    years: tuple[Span, ...]
    months: tuple[Span, ...]
    undated: tuple[Line, ...]
    undated_total: int = 0


class Period(Record, frozen=True, kw_only=True):
    """The page of a year, a month or a day. `inside` are its months or days; `lines` are what was
    published in it and is not left to a page of them; `told` is what happened in it and is dated no
    closer. An older page of a long list has lines, the way up and paging alone."""

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
    )

    def __reduce__(self) -> tuple[Callable[..., "Page"], tuple[str, type[Record], bytes]]:
        """For another process: as one piece, which takes half the time of pickling the records in it."""
        return _page, (self.address, type(self.value), to_bytes(self.value))


def _page(address: str, kind: type[Any], value: bytes) -> Page:
    return Page(address, from_bytes(value, kind))
