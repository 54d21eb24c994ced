"""Times and what happened in them, in one line each, as pages show them."""

from muniment.model.document import Status
from muniment.model.record import Record


class Span(Record, frozen=True, array_like=True):
    """A year, month or day of the timeline: how much was published then, and told of it. Of what is told, so much is
    filed here and is `beyond` it: it has no end, or lasts longer. `events` are those that editors date to it, of
    which so many are `reaching` out of it; those that are `vague` are filed here too, may be of another year, and are
    none of them."""

    edtf: str
    address: str
    published: int
    told: int
    beyond: int = 0
    events: int = 0
    reaching: int = 0
    vague: int = 0


class EventLine(Record, frozen=True, array_like=True):
    """An event in one line; `date` is EDTF, and `address` where all is said of it."""

    id: str
    title: str
    date: str
    address: str
    status: Status = "reviewed"  # an editor wrote it


class Stretch(Record, frozen=True, array_like=True):
    """A time longer than a month that reports tell of, `count` times; `words` are what the first of them says. One
    that no year holds either is filed under what is known of it, and has no `year`."""

    edtf: str
    words: str
    count: int
    year: str
