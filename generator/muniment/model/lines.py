"""What pages show of a report, an entity or a source in one line, and how long lists are parted."""

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
    status: Status = "suggested"  # of the report as a whole


class Paging(Record, frozen=True):
    """A page of a long list. Number 1 is the oldest; the newest has the list's own address."""

    number: int = 1
    older: str = ""
    newer: str = ""
    newest: str = ""  # empty on the newest page itself
