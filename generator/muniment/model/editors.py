"""What editors wrote about the evidence."""

from typing import Literal

from muniment.model.record import Record

Basis = Literal["", "first-hand", "document"]  # of a claim: whoever says it was there, or quotes a paper


class Spelling(Record, frozen=True):
    """A name, and the language and script it is written in (BCP 47: "uk", "uk-Latn"); an empty one is not stated."""

    name: str
    language: str = ""


class Tenure(Record, frozen=True):
    """A role that somebody had: of which organisation (an id, or words), since and until when (EDTF; empty is not
    known, ".." for an end that has not come)."""

    role: str
    organization: str = ""
    since: str = ""
    until: str = ""


class Authority(Record, frozen=True, kw_only=True):
    """An entity or source in the editors' file, with all its names. `kind` of a source is free
    ("outlet", "agency", "ministry", "channel"); `is_source` tells the two files apart.

    `names` are all spellings but `name`, and `spellings` those of them, and of `name`, whose language is stated.
    `party`, `affiliation` and `owner` are an id that editors list, or words. `precision` says how near
    `coordinates` are, in metres, 0 where that is not stated. `lookalikes` are ids or names that are not this one.
    """

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
    spellings: tuple[Spelling, ...] = ()
    roles: tuple[Tenure, ...] = ()
    affiliation: str = ""
    precision: int = 0
    external: tuple[tuple[str, str], ...] = ()  # ("wikidata", "Q158084"), ("geonames", "707292")
    notes: str = ""
    lookalikes: tuple[str, ...] = ()


class ClaimRef(Record, frozen=True):
    """A claim of a report, by their ids; in the editors' file "REPORT#c-5f1c09ab". `note` says why it is there."""

    report: str
    claim: str
    note: str = ""


class Question(Record, frozen=True, kw_only=True):
    """What a group of claims answers. `counted` are words for what is counted, any of which a claim may use; `where`
    is an entity's id, `when` an EDTF date or interval. `claims` answer it; those `beside` are shown by it, and count
    nothing that it asks for. `former` are ids that it had, or was suggested under: each leaves a redirecting page."""

    id: str
    question: str
    counted: tuple[str, ...] = ()
    where: str = ""
    when: str = ""
    claims: tuple[ClaimRef, ...] = ()
    beside: tuple[ClaimRef, ...] = ()
    note: str = ""
    former: tuple[str, ...] = ()


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, as editors have it: `date` is EDTF, `where` a place's id, `people` and `organizations`
    are ids of those who took part, `reports` of those that tell of it. `note` says what the date or the rest of it
    rests on, and what is not sure."""

    id: str
    title: str
    date: str
    where: str = ""
    description: str = ""
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    note: str = ""


class Essay(Record, frozen=True):
    """A page that editors wrote: content/pages/NAME.md."""

    name: str  # the file's stem, and the page's address
    title: str
    text: str  # Markdown, front matter taken off
    order: int = 100
    path: str = ""
