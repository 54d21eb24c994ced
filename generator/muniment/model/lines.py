"""Names, reports and sentences as the pages of others show them. Addresses are those of pages.py."""

from muniment.model.document import Status, TitleKind
from muniment.model.record import Record


class Name(Record, frozen=True, array_like=True):
    """An entity or source as other pages show it."""

    id: str
    kind: str  # person, organization, place, source
    name: str
    address: str
    status: Status
    count: int = 0
    sort_key: str = ""


class Line(Record, frozen=True, array_like=True, kw_only=True):
    """A report as lists show it."""

    id: str
    address: str
    title: str
    title_status: Status
    title_kind: TitleKind = "title"
    published: str = ""  # ISO 8601 day, month or year; empty is unknown
    published_status: Status = "suggested"
    published_address: str = ""
    publisher: Name | None = None
    language: str = ""
    summary: str = ""
    bytes: int = 0
    sha256: str = ""
    claims: int = 0
    publisher_status: Status = "suggested"  # of who published it, not of the name's identity
    time: str = ""  # HH:MM:SS with offset, when the report states one


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


class Paging(Record, frozen=True):
    """A page of a long list. Number 1 is the oldest; the newest has the list's own address."""

    number: int = 1
    older: str = ""
    newer: str = ""
    newest: str = ""  # empty on the newest page itself


class Span(Record, frozen=True, array_like=True):
    """A year, month or day of the timeline: how much was published then, and told of it."""

    edtf: str
    address: str
    published: int
    told: int
