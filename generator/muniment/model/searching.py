"""What the search knows of a report."""

from muniment.model.document import Status, TitleKind
from muniment.model.record import Record


class SearchRecord(Record, frozen=True, kw_only=True):
    """A report as the search knows it. Paragraphs are those of its page, in order: the first is
    #p1; they hold readable words alone. `filters` has the values of each filter."""

    address: str
    title: str
    paragraphs: tuple[str, ...] = ()
    language: str = ""  # BCP 47; empty is unknown
    date: str = ""  # ISO 8601 day, month or year; empty is unknown
    source: str = ""  # who published it
    source_status: Status = "suggested"
    date_status: Status = "suggested"
    title_status: Status = "suggested"
    title_kind: TitleKind = "title"
    names: tuple[str, ...] = ()  # other spellings of who and what it names
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    graphic: tuple[int, ...] = ()  # numbers from 0 of paragraphs that are found by their words, which are not shown
