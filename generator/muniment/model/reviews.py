"""What an editor decided on one report: content/reviews/ID.yaml, read."""

from typing import Literal

from muniment.model.record import Record
from muniment.model.sealing import Signer

Verb = Literal["accept", "correct", "reject", "add"]
# What is decided on: a finding, which stands in the text, or a field of the report, which need not.
FindingKind = Literal["mention", "date", "quote", "claim", "attribution"]
FieldKind = Literal["title", "published", "publisher", "url", "language"]
Publish = Literal["", "text", "excerpt", "metadata"]
Spot = tuple[str, int, int]  # a field of the file, and the line and column of its value, from 1


class Selector(Record, frozen=True):
    """Words of a text and where they stand, by quote and position (W3C Web Annotation Data Model, 4.2.4 and 4.2.5:
    TextQuoteSelector, TextPositionSelector). Code points, `end` exclusive; -1 is not stated."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


class Decision(Record, frozen=True, kw_only=True):
    """A decision on a finding or a field. `values` are what the editor says of it, by name, each as it was written: a
    decision outlives the rule that found what it is about. `selector` is None for a field. `spots` are where each
    part of it stands in the file, "" for the whole."""

    verb: Verb
    about: FindingKind | FieldKind
    selector: Selector | None = None
    values: tuple[tuple[str, str], ...] = ()
    note: str = ""
    spots: tuple[Spot, ...] = ()


class Redaction(Record, frozen=True, kw_only=True):
    """Words that are not published, by position alone, so that nothing of them stands in the file: code points into
    the text of the seed. The same words are hidden elsewhere in the report, too, but where they are `only_here`."""

    start: int
    end: int
    reason: str
    date: str = ""
    only_here: bool = False
    line: int = 0
    column: int = 0


class GraphicPassage(Record, frozen=True, kw_only=True):
    """Words that are folded behind a plain warning."""

    selector: Selector
    warning: str
    spots: tuple[Spot, ...] = ()


class Withdrawal(Record, frozen=True):
    """Why, when and by whose authority a report is published no more."""

    reason: str
    date: str
    authority: str


class Revision(Record, frozen=True):
    """A change to what was published of a report, told on its page and among the corrections."""

    date: str
    reason: str


class Review(Record, frozen=True, kw_only=True):
    """All that editors decided on one report. `seed` is the SHA-256 of the bytes that it was made on, and `text`, where
    it is given, that of the text that was read in them; `is_complete` says that the reviewer has looked at all of it;
    `path` is the file's in the archive. `publish` and `embargo_until` are as in a file beside a seed, and the stricter
    of both holds. `coarsen` is to how many decimals of a degree the report's own coordinates are rounded; None leaves
    them. `spots` are where its own words stand in the file.

    Of one that is signed, `sha256` is that of its file, `signers` are those whose signatures count, and `is_signed`
    says that these are as many as the archive asks for; `awaited` are people whose keys the log does not have yet, and
    `keys` those of all whose signatures hold, whether they count by now or not.
    `names_withheld` says that the file names somebody who is withheld.
    """

    report: str
    path: str
    seed: str
    reviewer: str
    date: str
    is_complete: bool = False
    note: str = ""
    decisions: tuple[Decision, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    graphic: tuple[GraphicPassage, ...] = ()
    withdrawal: Withdrawal | None = None
    revisions: tuple[Revision, ...] = ()
    embargo_until: str = ""
    publish: Publish = ""
    rights: str = ""
    coarsen: int | None = None
    text: str = ""
    spots: tuple[Spot, ...] = ()
    sha256: str = ""
    signers: tuple[Signer, ...] = ()
    is_signed: bool = False
    awaited: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    names_withheld: bool = False

    @property
    def status(self) -> Literal["reviewed", "verified"]:
        """Of what it decides, unless it was made on other bytes."""
        return "verified" if self.is_signed else "reviewed"
