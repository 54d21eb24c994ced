"""What understanding gives: everything found in a text, each with its span."""

from typing import Literal

from muniment.model.document import Document, Status, Value
from muniment.model.record import Record

EntityKind = Literal["person", "organization", "place"]


class Mention(Record, frozen=True):
    """A name in the text. `entity` is an id of the editors' file, or empty until linking."""

    kind: EntityKind
    start: int
    end: int
    surface: str
    name: str  # the fullest spelling this report gives ("Marchenko" is "Valerii Marchenko")
    entity: str = ""
    status: Status = "suggested"
    rule: str = ""


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


class Speaker(Record, frozen=True):
    """Who is quoted or claims. `entity` as in Mention."""

    name: str
    entity: str = ""
    role: str = ""


class Quote(Record, frozen=True):
    """Words between quotation marks; `surface` includes the marks."""

    start: int
    end: int
    surface: str
    speaker: Speaker | None = None
    status: Status = "suggested"
    rule: str = ""


class Claim(Record, frozen=True):
    """A counted statement. op, low, high: "440" = 440 440; "at least 440" >= 440 None;
    "up to 25" <= None 25; "about 445" ~ 445 445; "11,000 - 15,000" range 11000 15000;
    "hundreds" ~ None None. `id` is "c-" and 8 hex digits: a hash of the words and of which
    occurrence of them it is, so that it outlives better rules."""

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


class Attribution(Record, frozen=True):
    """Who passes on what from whom. `name` is the source named; `of` whom it passes on."""

    kind: Literal["credit", "via", "channel", "citing"]
    start: int
    end: int
    surface: str
    name: str
    source: str = ""  # an id of the editors' file, or empty until linking
    of: str = ""
    status: Status = "suggested"
    rule: str = ""


class Findings(Record, frozen=True, kw_only=True):
    """What the rules and the seed's own fields give for one document, each in text order."""

    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    language: Value | None = None  # suggested, when the seed states none


class Report(Record, frozen=True):
    """A document with its findings."""

    document: Document
    findings: Findings
