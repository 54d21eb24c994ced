"""The small things that many pages show, as templates/parts.html takes them: links relative, dates in words."""

import re
from functools import lru_cache

from muniment.languages import NAMES
from muniment.model import FOLDED, Line, Name, Paging, Quotation, Record, Status, TitleKind, changed
from muniment.render.chart_scale import number_of
from muniment.render.dates import weekday, written
from muniment.render.links import To
from muniment.render.mark import strokes
from muniment.render.words import counted, kind_name, language_name, number, sighting_words, size

REMEMBERED = 4096  # dates and publishers, as seen from one folder
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")  # BCP 47, loosely
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


class NameView(Record, frozen=True, kw_only=True, eq=False):
    """An entity or source: `address` is empty where it has no page and no place to lead to. Two are two things,
    whatever they hold, as with dates; `view_publisher` gives the same one again."""

    name: str
    kind: str  # person, organization, place, source
    kind_words: str
    address: str
    status: Status
    count: int = 0
    figure: str = "0"  # "1,234"


class DateView(Record, frozen=True, kw_only=True, eq=False):
    """A date: `value` is ISO 8601 or EDTF, "" is unknown; `machine` is what <time datetime> may hold.

    `view_date` gives the same one again, so two that differ are two things: what macros gave for it is
    found again without a look at what it holds."""

    value: str = ""
    words: str = ""
    short: str = ""
    weekday: str = ""
    machine: str = ""
    address: str = ""
    status: Status = "suggested"


class LineView(Record, frozen=True, kw_only=True):
    """A report as lists show it."""

    id: str
    address: str
    title: str
    title_status: Status
    title_kind: TitleKind
    date: DateView
    publisher: NameView | None
    publisher_status: Status
    language: str  # a BCP 47 tag, or empty
    language_name: str
    summary: str
    size: str  # "1,942 bytes", or empty
    mark: str  # path data, or empty where it is not drawn
    claims: int
    claims_words: str  # "4 counted claims", or empty
    status: Status  # of the report as a whole


class QuotationView(Record, frozen=True, kw_only=True):
    """A sentence in three parts: before the words that matter, the words, after them."""

    line: LineView
    address: str
    paragraph: str  # "p3", or empty
    before: str
    words: str
    after: str
    status: Status
    kind: str
    kind_words: str
    times: int
    date: DateView
    is_graphic: bool = False  # there are no words then


class PagingView(Record, frozen=True, kw_only=True):
    number: int = 1
    older: str = ""
    newer: str = ""
    newest: str = ""
    is_paged: bool = False


def view_name(name: Name, to: To) -> NameView:
    """A name for `parts.name`."""
    return NameView(
        name=name.name,
        kind=name.kind,
        kind_words=kind_name(name.kind),
        address=to(name.address),
        status=name.status,
        count=name.count,
        figure=number(name.count) if name.count else "0",
    )


@lru_cache(maxsize=REMEMBERED)
def view_publisher(name: Name, to: To) -> NameView:
    """As `view_name`, of those who are few, and published many reports."""
    return view_name(name, to)


def has_page(name: Name) -> bool:
    """Whether the name has a page of its own, and does not lead to its place in a report."""
    return bool(name.address) and not name.address.startswith("reports/")


def view_names(names: tuple[Name, ...], to: To) -> tuple[NameView, ...]:
    """Names for `parts.name`, in the order given."""
    return tuple([view_name(name, to) for name in names])


@lru_cache(maxsize=REMEMBERED)
def view_date(value: str, address: str, to: To, status: Status = "suggested") -> DateView:
    """A date for `parts.date`; an empty value is printed as unknown."""
    return DateView(
        value=value,
        words=written(value) if value else "",
        short=written(value, is_short=True) if value else "",
        weekday=weekday(value),
        machine=machine_date(value),
        address=to(address),
        status=status,
    )


def machine_date(value: str) -> str:
    """The value if HTML's <time datetime> may hold it (a day, month or year), else empty."""
    return value if number_of(value) else ""


def view_line(line: Line, to: To) -> LineView:
    """A report for lists that do not draw its mark."""
    return LineView(
        id=line.id,
        address=to(line.address),
        title=line.title,
        title_status=line.title_status,
        title_kind=line.title_kind,
        date=view_date(line.published, line.published_address, to, line.published_status),
        publisher=view_publisher(line.publisher, to) if line.publisher else None,
        publisher_status=line.publisher_status,
        language=language_tag(line.language),
        language_name=language_name(line.language) if line.language else "",
        summary=line.summary,
        size=size(line.bytes) if line.bytes else "",
        mark="",
        claims=line.claims,
        claims_words=counted(line.claims, "counted claim").replace(" ", "\u00a0") if line.claims else "",
        status=line.status,
    )


def view_drawn_line(line: Line, to: To) -> LineView:
    """A report for `parts.report_line`, with its mark."""
    return changed(view_line(line, to), mark=strokes(line.sha256))


def stated_publisher(line: Line) -> str:
    """Who published it, unless that is only suggested."""
    return line.publisher.name if line.publisher and line.publisher_status != "suggested" else ""


def view_quotation(quotation: Quotation, to: To) -> QuotationView:
    """A sentence for `parts.quotation`."""
    sentence, start, end = quotation.sentence, quotation.start, quotation.end
    start, end = (start, end) if 0 <= start < end <= len(sentence) else (len(sentence), len(sentence))
    fragment = quotation.address.partition("#")[2]
    return QuotationView(
        line=view_line(quotation.line, to),
        address=to(quotation.address),
        paragraph=fragment if fragment[:1] == "p" else "",
        before=sentence[:start],
        words=sentence[start:end],
        after=sentence[end:],
        status=quotation.status,
        kind=quotation.kind,
        kind_words=sighting_words(quotation.kind),
        times=quotation.times,
        date=view_date(quotation.edtf, "", to, quotation.status),
        is_graphic=quotation.number == FOLDED,
    )


def view_paging(paging: Paging, to: To) -> PagingView:
    """Older and newer for `parts.paging`."""
    return PagingView(
        number=paging.number,
        older=to(paging.older),
        newer=to(paging.newer),
        newest=to(paging.newest),
        is_paged=bool(paging.older or paging.newer),
    )


def with_scrolling_tables(html: str) -> str:
    """The HTML of a text with each table in a region that scrolls sideways, by keyboard too, so that
    none loses its head or a column on a narrow screen. "<" of the text itself is escaped."""
    parts = html.split("<table>")
    opened = (
        f'<div class="sideways" role="region" aria-label="Table {number}" tabindex="0"><table>{part}'
        for number, part in enumerate(parts[1:], 1)
    )
    return "".join((parts[0], *opened)).replace("</table>", "</table></div>")


@lru_cache(maxsize=256)
def language_tag(language: str) -> str:
    """The tag for a lang attribute; empty for one that no browser or screen reader would know."""
    tag = language.replace("_", "-")
    return tag if tag.split("-")[0].lower() in NAMES and TAG.fullmatch(tag) else ""


@lru_cache(maxsize=256)
def direction_of(language: str) -> str:
    """`rtl` for a language written from right to left, else `auto`: the text itself decides."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "auto"
