"""What editors wrote about the evidence."""

from muniment.model.record import Record


class Authority(Record, frozen=True, kw_only=True):
    """An entity or source in the editors' file, with all its names. `kind` of a source is free
    ("outlet", "agency", "ministry", "channel"); `is_source` tells the two files apart."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    is_source: bool = False
    description: str = ""
    role: str = ""
    coordinates: tuple[float, float] | None = None
    part_of: str = ""
    party: str = ""
    owner: str = ""
    url: str = ""
    former: tuple[str, ...] = ()  # ids it had: each leaves a redirecting page


class Essay(Record, frozen=True):
    """A page that editors wrote: content/pages/NAME.md."""

    name: str  # the file's stem, and the page's address
    title: str
    text: str  # Markdown, front matter taken off
    order: int = 100
    path: str = ""
