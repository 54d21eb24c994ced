"""What understanding gives: everything found in a text, each with its span."""

from typing import Literal

from muniment.model.document import Document, Status, Value
from muniment.model.editors import Basis
from muniment.model.record import Record
from muniment.model.reviews import FieldKind, FindingKind, Revision, Verb
from muniment.model.sealing import Signer

Aspect = Literal["precision", "place"]
EntityKind = Literal["person", "organization", "place"]


class Located(Record, frozen=True):
    """Where a gazetteer has a place: latitude and longitude in degrees (WGS 84), None of what has no one point, such as
    a region; the names of what it is part of, the smallest first; and who says so, as in "geonames:707292"."""

    coordinates: tuple[float, float] | None
    part_of: tuple[str, ...]
    source: str


class Mention(Record, frozen=True):
    """A name in the text. `entity` is an id of the editors' file, or empty until linking; `place` is where a gazetteer
    has it, suggested, where it is certain which of the places of that name is meant."""

    kind: EntityKind
    start: int
    end: int
    surface: str
    name: str  # the fullest spelling this report gives ("Marchenko" is "Valerii Marchenko")
    entity: str = ""
    status: Status = "suggested"
    rule: str = ""
    role: str = ""  # of a person, in the words beside the name
    affiliation: str = ""  # the name of the body or place that the role is of
    place: Located | None = None


class DateMention(Record, frozen=True):
    """A time expression. `value` is TIMEX3 (ISO 8601, P2W, 2022-W37, PRESENT_REF); `edtf` the
    calendar interval it stands for given the report's date (EDTF, ISO 8601-2), or None."""

    start: int
    end: int
    surface: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edtf: str | None = None
    status: Status = "suggested"
    rule: str = ""


class Passage(Record, frozen=True):
    """Words of the text, with their place."""

    start: int
    end: int
    surface: str


class Speaker(Record, frozen=True):
    """Who is quoted or claims. `entity` as in Mention."""

    name: str
    entity: str = ""
    role: str = ""


class Quote(Record, frozen=True):
    """Words between quotation marks; `surface` includes the marks. `insertions` are words within it that are not the
    speaker's but whoever prints it has put there: "(near Izium. - Ed.)", "[their]"."""

    start: int
    end: int
    surface: str
    speaker: Speaker | None = None
    status: Status = "suggested"
    rule: str = ""
    insertions: tuple[Passage, ...] = ()
    is_speaker_hidden: bool = False  # the report names one, who is hidden from readers


class Claim(Record, frozen=True):
    """A counted statement. op, low, high: "440" = 440 440; "at least 440" >= 440 None;
    "up to 25" <= None 25; "about 445" ~ 445 445; "11,000 - 15,000" range 11000 15000;
    "hundreds" ~ None None. `id` is "c-" and 8 hex digits: a hash of the words and of which
    place of theirs in the text it is, so that it outlives better rules. `excludes` is what the text says
    is not counted: "These data do not include …". `basis` is what it rests on, where that is said:
    the speaker's own eyes, or a document. `fate` is what became of those counted, where the sentence tells it: "dead",
    "injured", "missing"; of "12 killed" and "12 injured" it tells the one from the other. `speaker_entity` and, one for
    each of `chain`, `chain_entities` are the ids that editors give for them, or empty: of two of one name it tells the
    one from the other."""

    id: str
    start: int
    end: int
    surface: str
    op: Literal["=", ">=", ">", "<=", "<", "~", "range"]
    low: float | int | None
    high: float | int | None
    what: str
    where: str = ""  # an entity id or a name
    when: str = ""  # EDTF
    speaker: str = ""
    chain: tuple[str, ...] = ()
    status: Status = "suggested"
    rule: str = ""
    excludes: Passage | None = None
    basis: Basis = ""
    fate: str = ""
    is_graphic: bool = False  # its words are folded behind a warning in the report, and shown nowhere else
    speaker_entity: str = ""
    chain_entities: tuple[str, ...] = ()
    is_speaker_hidden: bool = False  # the report names one, who is hidden from readers

    @property
    def carriers(self) -> tuple[tuple[str, str], ...]:
        """Name and id of each of the chain but the speaker."""
        return carriers_in(self.speaker, self.speaker_entity, self.chain, self.chain_entities)


def carriers_in(speaker: str, whose: str, chain: tuple[str, ...], ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Name and id of each of a chain but the speaker, who may have the name of another."""
    pairs = zip(chain, ids or ("",) * len(chain), strict=True)
    return tuple((name, one) for name, one in pairs if name != speaker or (one and whose and one != whose))


class Difference(Record, frozen=True):
    """Where a sentence of the report's own tells more, or something else, than the quotation that it rests on: the
    claim `claim` at `start` to `end`, and the claim `quoted` within the quotation; both are ids of claims."""

    start: int
    end: int
    surface: str
    claim: str
    quoted: str
    on: tuple[Aspect, ...]
    status: Status = "suggested"
    rule: str = ""


class Attribution(Record, frozen=True):
    """Who passes on what from whom. `name` is the source named; `of` whom it passes on, and `of_entity` the id that
    editors give for it, or empty."""

    kind: Literal["credit", "via", "channel", "citing"]
    start: int
    end: int
    surface: str
    name: str
    source: str = ""  # an id of the editors' file, or empty until linking
    of: str = ""
    status: Status = "suggested"
    rule: str = ""
    is_named: bool = True  # "a local official" is a source, and has no name
    of_entity: str = ""


class Findings(Record, frozen=True, kw_only=True):
    """What the rules and the seed's own fields give for one document, each in text order."""

    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    differences: tuple[Difference, ...] = ()
    language: Value | None = None  # suggested, when the seed states none
    title: Value | None = None  # suggested, when the seed states none and the text truly has one
    begins: int = 0  # the code point at which the report begins, after a site's navigation or the head of a letter


class Decided(Record, frozen=True, kw_only=True):
    """What a report's page says of one decision that is no mere assent, or is one with a note: what was there, and what
    is now, as a Decision's values; (-1, -1) for a field, which need not stand in the text."""

    verb: Verb
    about: FindingKind | FieldKind
    start: int = -1
    end: int = -1
    surface: str = ""
    was: tuple[tuple[str, str], ...] = ()
    now: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def is_as_found(self) -> bool:
        """Whether it is a mere assent to what is found by now."""
        return self.verb == "accept" and _by_name(self.was) == _by_name(self.now)


def _by_name(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[0])


class Reviewed(Record, frozen=True, kw_only=True):
    """Who has looked at a report, when, and what came of it. A review is stale when it was made on other bytes: what
    it says still stands where its words do, and counts as suggested. `accepted` counts the
    decisions to accept what is found by now. `signers` are those whose signatures on it count, `is_signed` says that
    these are as many as the archive asks for; and `sha256` is that of its file, where it is signed and may be published
    as it is.
    """

    reviewer: str
    date: str
    is_complete: bool = False
    is_stale: bool = False
    note: str = ""
    accepted: int = 0
    decided: tuple[Decided, ...] = ()
    revisions: tuple[Revision, ...] = ()
    signers: tuple[Signer, ...] = ()
    is_signed: bool = False
    sha256: str = ""

    @property
    def status(self) -> Status:
        """Of the report as a whole."""
        if not self.is_complete or self.is_stale:
            return "suggested"
        return "verified" if self.is_signed else "reviewed"


class Report(Record, frozen=True):
    """A document with its findings, and what editors decided on both."""

    document: Document
    findings: Findings
    reviewed: Reviewed | None = None

    @property
    def status(self) -> Status:
        """Suggested until an editor has looked at all of it."""
        return self.reviewed.status if self.reviewed else "suggested"
