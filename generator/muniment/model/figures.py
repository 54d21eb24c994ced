"""What linking knows of claims, and of the questions that they answer."""

from typing import Literal

from muniment.model.document import Status
from muniment.model.editors import Basis
from muniment.model.record import Record

Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Number = float | int | None
# Why claims are one origin, as link/origins.py tells it.
TieKind = Literal[
    "utterance", "speaker", "alike", "retelling", "words", "document", "relay", "copy", "version", "unknown"
]
# Why two claims are not compared.
Apart = Literal["no number", "other category", "other place", "other day", "too many kinds"]


class Counted(Record, frozen=True, array_like=True, kw_only=True):
    """A claim in its report's row, small; texts are cut where they are long.

    `thing` is `what` in one form, as counted_things.py makes it; `anchor` is the claim's own place on the report's
    page, or its paragraph's. `sentence` is the number of one of the row's sentences, in which the claim's words stand
    at [start:end]; `words` are hashes of the words of it, as link/sentence_words.py makes them.
    """

    id: str
    surface: str
    op: Operator
    low: Number
    high: Number
    what: str
    thing: str
    fate: str
    where: str
    when: str
    speaker: str
    chain: tuple[str, ...]
    basis: Basis
    status: Status
    anchor: str
    sentence: int
    start: int
    end: int
    is_quoted: bool
    excludes: str
    words: bytes
    is_plain: bool  # whether rules may compare it with others, as link/counts.py says
    warning: str = ""  # what its sentence is folded behind, of which no words are here then


class Somebody(Record, frozen=True, array_like=True):
    """Who says, passes on or publishes: an id of Directory.names, or empty, and the name that the report has."""

    id: str
    name: str


class Claimed(Record, frozen=True, array_like=True, kw_only=True):
    """A claim of a report, and who stands behind it. `place` is an entity's id; `party` an id that editors list, or
    words. `days` are the first and the last day (date.toordinal) that it is said to hold on, or else of its report's
    publication; None where neither is known. `note` is the editors'."""

    report: str
    claim: Counted
    publisher: str  # an id, or empty
    speaker: Somebody | None
    carriers: tuple[Somebody, ...]
    place: str
    party: str
    published: str
    days: tuple[int, int] | None
    note: str = ""


class Tie(Record, frozen=True, array_like=True):
    """Claims of a question, by their numbers from 0, that are one origin, and why: by what is `through` somebody."""

    kind: TieKind
    members: tuple[int, ...]
    through: Somebody | None = None


class Origin(Record, frozen=True, array_like=True):
    """Claims of a question that are not independent of each other, and all that ties them. One that is not known may
    be any of the others."""

    members: tuple[int, ...]
    ties: tuple[Tie, ...]
    is_known: bool


class Standing(Record, frozen=True, array_like=True):
    """A claim among the others of its question: the number of its origin, of the claim that it only tells again (-1 for
    none), of some claims with which it is in conflict and of how many in all, and how many it is not compared with."""

    origin: int
    retells: int
    conflicts: tuple[int, ...]
    conflicting: int
    apart: tuple[tuple[Apart, int], ...]


VECTOR = ("outlets", "relays", "speakers", "parties", "first_hand", "documents")  # the counts of a Vector, in order


class Vector(Record, frozen=True, kw_only=True):
    """Who stands behind the claims of a question, each once: six counts that are never added up. What is not known is
    counted apart: reports without a publisher, and speakers whose party nobody knows."""

    outlets: tuple[Somebody, ...]
    relays: tuple[Somebody, ...]
    speakers: tuple[Somebody, ...]
    parties: tuple[Somebody, ...]
    first_hand: tuple[Somebody, ...]
    documents: tuple[Somebody, ...]
    reports_of_nobody: int = 0
    speakers_of_no_party: int = 0


class Figure(Record, frozen=True, kw_only=True):
    """A question with what answers it, the oldest first. It is reviewed when editors ask it, else suggested; `further`
    are claims that may belong to it, suggested."""

    id: str
    question: str
    status: Status
    counted: tuple[str, ...]
    where: str
    when: str
    note: str
    claims: tuple[Claimed, ...]
    beside: tuple[Claimed, ...]
    further: tuple[Claimed, ...]
    further_left: int
    origins: tuple[Origin, ...]
    standings: tuple[Standing, ...]  # one a claim
    vector: Vector
    former: tuple[str, ...] = ()
