"""What reading gives: a Seed, and the Document it holds."""

from typing import Literal

from muniment.model.publication import Folded, Redacted
from muniment.model.record import Record
from muniment.model.reviews import Review

Status = Literal["stated", "suggested", "reviewed", "verified"]
STRENGTH: dict[Status, int] = {"suggested": 0, "stated": 1, "reviewed": 2, "verified": 3}  # whose word counts for more
Publication = Literal["public", "excerpt", "metadata", "redacted"]
# What stands where a report's title does: a title, or what takes the place of one.
TitleKind = Literal["title", "first words", "file name"]


class Seed(Record, frozen=True):
    """One report as received: a file, or one record's exact byte slice of a file that holds many.

    `path` is POSIX and relative to the archive ("seeds/a/b.txt"); `start` and `end` are byte
    offsets into that file; `row` counts records from 1 and is 0 for a file of its own; `line` is
    the line in the file at which the slice begins. `sha256` is that of the slice,
    `container_sha256` that of the file it was cut from (empty for a file of its own).
    `header` is the first record of a CSV file, which names its fields.
    """

    path: str
    start: int
    end: int
    sha256: str
    row: int = 0
    line: int = 1
    container_sha256: str = ""
    header: tuple[str, ...] = ()
    beside: str = ""  # the text of NAME.meta.yaml, part of what shapes the document
    beside_path: str = ""  # its path in the archive
    attached: tuple[tuple[str, str, int], ...] = ()  # what it attaches: path in the archive, SHA-256, bytes
    delimiter: str = ""  # of a CSV file: "," ";" or a tab
    embargo_until: str = ""  # YYYY-MM-DD, from which day on it may be published; empty is always
    kept: tuple[str, str] | None = None  # of a saved page: the file that keeps its text, and that one's SHA-256
    review: Review | None = None


class Value(Record, frozen=True):
    """A value that a reader sees, with its status and where it was read, in words for a reader."""

    value: str
    status: Status = "stated"
    where: str = ""  # "front matter, line 3", "field date", "date prefix", "first words"
    start: int = -1  # code points into the text, when the value stands in it
    end: int = -1


class Evidence(Record, frozen=True):
    """The seed's published bytes. `path` is the address of the copy in the site, empty where the
    report's publication withholds it. All is empty where something in them is held back."""

    path: str
    sha256: str
    bytes: int
    name: str  # the seed's own path in the archive
    container: str = ""  # for a row: the file it was cut from, its hash, and the byte offsets
    container_sha256: str = ""
    start: int = 0
    end: int = 0
    line: int = 0  # the line in that file at which a row begins, counted from 1


class Attachment(Record, frozen=True):
    """A file that belongs to a report: photo, video, PDF. Published at `path`, which is empty where
    the report's publication withholds it; `name` is its own path in the archive."""

    path: str
    sha256: str
    bytes: int
    name: str


class Document(Record, frozen=True, kw_only=True):
    """A seed read: its text and what the file itself, or the file beside it, states.

    `text` is Unicode with LF line ends, nothing normalised; all offsets in the house are code
    points into it. `form` says how a reader is shown it: `plain` interprets no markup,
    `markdown` is Markdown source. `prefix` is what was taken off the front (a date prefix, front
    matter), kept so that it can be shown. `published` is an ISO 8601 day, month or year.
    `is_hidden` says that something in the file is held back, so that nothing tells of its bytes.
    """

    id: str
    form: Literal["plain", "markdown"]
    text: str
    text_sha256: str
    derivation: str
    evidence: Evidence
    prefix: str = ""
    title: Value | None = None
    published: Value | None = None
    time: str = ""  # HH:MM:SS with offset, when the seed states one
    language: Value | None = None
    url: Value | None = None
    sources: tuple[Value, ...] = ()  # publisher first, where it is known
    has_no_publisher: bool = False  # whoever the sources are: it was rejected, or falls short
    authors: tuple[Value, ...] = ()
    tags: tuple[Value, ...] = ()
    people: tuple[Value, ...] = ()
    organizations: tuple[Value, ...] = ()
    places: tuple[Value, ...] = ()
    entities: tuple[Value, ...] = ()  # stated names whose kind is not stated
    coordinates: tuple[float, float] | None = None  # latitude, longitude (WGS 84) of the first place
    summary: str = ""
    retrieved: str = ""
    collector: str = ""  # empty unless the seed says it may be published
    rights: str = ""
    rights_status: Status = "stated"  # reviewed where a review says them, suggested where it was made on other bytes
    publication: Publication = "public"
    attachments: tuple[Attachment, ...] = ()
    version_of: str = ""
    translation_of: str = ""
    rendering_of: str = ""
    other: tuple[tuple[str, str], ...] = ()  # unknown keys, kept
    redactions: tuple[Redacted, ...] = ()
    graphic: tuple[Folded, ...] = ()
    is_hidden: bool = False
    hidden: tuple[str, ...] = ()  # of "publisher" and "url" those that are not known to readers for that reason
    decimals: int | None = None  # of a degree, to which the coordinates were made coarser

    @property
    def publisher(self) -> Value | None:
        """The one who published it, stated or as editors say."""
        return self.sources[0] if self.sources and not self.has_no_publisher else None

    @property
    def other_sources(self) -> tuple[Value, ...]:
        """All that are stated beside the publisher."""
        return self.sources if self.has_no_publisher else self.sources[1:]
