"""Reports, names and sentences as pages show them, each in a line.

Addresses are as in model/pages.py.
"""

from typing import Literal

from muniment.model.document import Status, TitleKind
from muniment.model.names import Name
from muniment.model.record import Record

# What one report's text is to another's; empty is not known yet.
Relation = Literal["", "same words", "nearly the same", "contained in", "contains"]


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


class Spot(Record, frozen=True, array_like=True):
    """A place on a map: degrees (WGS 84). `status` is that of its coordinates."""

    name: Name
    latitude: float
    longitude: float
    status: Status = "stated"
