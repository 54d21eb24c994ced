"""Questions as pages show them: figures.html, figures/ID.html, and in one line elsewhere."""

from typing import Literal

from muniment.model.document import Status
from muniment.model.figures import Counted, Number, Operator, Standing, TieKind
from muniment.model.lines import Quotation
from muniment.model.names import Name
from muniment.model.record import Record

# How a claim belongs to a question.
Belonging = Literal["answers", "beside", "further"]
Counts = tuple[int, int, int, int, int, int]


class CountedRange(Record, frozen=True, array_like=True):
    """The numbers of a claim, for a small drawing; `is_retold` where it only tells another claim again."""

    op: Operator
    low: Number
    high: Number
    is_retold: bool


class FigureLine(Record, frozen=True, array_like=True, kw_only=True):
    """A question as lists show it. `counts` are in the order of a Vector's
    fields."""

    id: str
    address: str
    question: str
    status: Status
    where: Name | None
    when: str
    claims: int
    reports: int
    origins: int
    counts: Counts
    ranges: tuple[CountedRange, ...]  # some, of claims that have a number


class FigureRef(Record, frozen=True, array_like=True):
    """A question that a claim of a report belongs to."""

    claim: str
    belonging: Belonging
    address: str
    question: str
    status: Status


class ClaimLine(Record, frozen=True, array_like=True, kw_only=True):
    """A claim on the page of a question. Who has no page has a Name without an address. `standing` is None of one that
    does not answer the question."""

    claim: Counted
    speaker: Name | None
    party: Name | None
    carriers: tuple[Name, ...]
    place: Name | None
    note: str
    standing: Standing | None


class TieLine(Record, frozen=True, array_like=True):
    """Why claims are one origin, by their numbers from 0, and through whom."""

    kind: TieKind
    members: tuple[int, ...]
    through: Name | None


class OriginLine(Record, frozen=True, array_like=True):
    """One origin: some of its claims, by their numbers from 0, how many it has, and some of what ties them."""

    members: tuple[int, ...]
    size: int
    ties: tuple[TieLine, ...]
    is_known: bool


class FigurePage(Record, frozen=True, kw_only=True):
    """figures/ID.html. `quotations` are those of `claims`, `beside` and `further`, one after another. `left` are claims
    for which there is no room, and so are `beside_left` and `further_left`; `counts` are of all. `to_adopt` are all
    claims of one that is only suggested, as editors write them."""

    id: str
    question: str
    status: Status
    counted: tuple[str, ...]
    where: Name | None
    when: str
    note: str
    claims: tuple[ClaimLine, ...]
    beside: tuple[ClaimLine, ...]
    further: tuple[ClaimLine, ...]
    quotations: tuple[Quotation, ...]
    left: int
    beside_left: int
    further_left: int
    reports: int  # of all claims that answer it
    origins: tuple[OriginLine, ...]
    origins_left: int
    vector: tuple[tuple[Name, ...], ...]  # six, in the order of a Vector's fields
    counts: Counts
    reports_of_nobody: int
    speakers_of_no_party: int
    is_place_listed: bool = True  # where the editors' own files have it
    to_adopt: tuple[str, ...] = ()


class FigureList(Record, frozen=True, kw_only=True):
    """figures.html, or a further part of a long list, counted from 1. `left` are suggested questions without a page."""

    figures: tuple[FigureLine, ...]
    part: int
    parts: tuple[str, ...]  # addresses of all of them
    asked: int  # by editors, in all parts
    suggested: int
    left: int
