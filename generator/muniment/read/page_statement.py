"""One thing that a page states of itself."""

from muniment.model import Record


class Statement(Record, frozen=True):
    """A value as it stands in the page, where that is in words for a reader, and its place in the page's text."""

    value: str
    where: str
    at: int
