"""One review's file to a Review: what each decision may say, and whether it can be."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from muniment.counted_things import FATES
from muniment.counts import read_count
from muniment.edtf import advise_edtf, read_edtf
from muniment.model import (
    Decision,
    FieldKind,
    FindingKind,
    Record,
    Review,
    Revision,
    Selector,
    Verb,
    Withdrawal,
)
from muniment.problems import Place, Problem
from muniment.read.beside import is_day
from muniment.read.dates import advise_date, read_date
from muniment.read.folder import shown
from muniment.read.review_redactions import GraphicItem, RedactItem, faults_of_care, graphic_in, redactions_in
from muniment.settings import LANGUAGE, is_web_address
from muniment.shape import read_item
from muniment.shaping import Item

About = Literal[
    "mention", "date", "quote", "claim", "attribution", "title", "published", "publisher", "url", "language", ""
]
VERBS: tuple[Verb, ...] = ("accept", "correct", "reject", "add")
# What a decision on each may say, in the order in which it is written.
SAYS: dict[FindingKind | FieldKind, tuple[str, ...]] = {
    "mention": ("kind", "name", "entity", "role", "affiliation"),
    "date": ("type", "value", "edtf"),
    "quote": ("speaker", "role"),
    "claim": ("count", "what", "where", "when", "speaker", "chain", "basis", "fate"),
    "attribution": ("kind", "source", "of"),
    "title": ("value",),
    "published": ("value",),
    "publisher": ("value", "source"),
    "url": ("value",),
    "language": ("value",),
}
WORDS = ("note", "reviewer", "rights", "revisions", "withdrawn")  # of a review that readers see
FINDINGS = ("mention", "date", "quote", "claim", "attribution")
ONE_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("mention", "kind"): ("person", "organization", "place"),
    ("attribution", "kind"): ("credit", "via", "channel", "citing"),
    ("date", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("claim", "basis"): ("first-hand", "document"),
    ("claim", "fate"): tuple(FATES),
}
# TIMEX3 values (ISO 8601 and what ISO-TimeML adds to it); the calendar is asked of those that are days.
TIMEX3 = re.compile(
    r"[0-9X]{2,4}(-[0-9A-Z]{2,3})?(-[0-9A-Z]{1,2})?(T[0-9A-Z:.+-]+)?|P[0-9A-Z.]+|T[0-9A-Z:]+|[A-Z]+_REF"
)
HASH = re.compile(r"[0-9a-f]{64}")
COUNTS = "write a number with =, >=, >, <=, < or ~ before it, '11000 to 15000', or uncounted"


class DecisionItem(Record, frozen=True, kw_only=True):
    """One item of `decisions`."""

    accept: About = ""
    correct: About = ""
    reject: About = ""
    add: About = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    kind: str | None = None
    name: str | None = None
    entity: str | None = None
    role: str | None = None
    affiliation: str | None = None
    type: str | None = None
    value: str | None = None
    edtf: str | None = None
    speaker: str | None = None
    count: str | None = None
    what: str | None = None
    fate: str | None = None
    where: str | None = None
    when: str | None = None
    chain: tuple[str, ...] | None = None
    basis: str | None = None
    source: str | None = None
    of: str | None = None
    note: str = ""


class ReviewFields(Record, frozen=True, kw_only=True):
    """A review's file."""

    reviewer: str
    date: str
    seed: str = ""
    text: str = ""
    complete: bool = False
    note: str = ""
    decisions: tuple[DecisionItem, ...] = ()
    redact: tuple[RedactItem, ...] = ()
    graphic: tuple[GraphicItem, ...] = ()
    withdrawn: Withdrawal | None = None
    revisions: tuple[Revision, ...] = ()
    embargo_until: str = ""
    publish: Literal["", "text", "excerpt", "metadata"] = ""
    rights: str = ""
    coarsen: int | None = None


def read_review(data: bytes, path: str, report: str, problems: list[Problem]) -> Review | None:
    """The review of one report. A decision that cannot be is told and left out; None where anything else in the file
    is wrong, which is told, too."""
    item = read_item(data, path, ReviewFields, problems)
    if item is None or {name.split(".")[0] for name in item.faulty} - {"", "decisions"}:
        return None
    faults = list(_faults(item))
    problems += faults
    if faults:
        return None
    fields: ReviewFields = item.record
    return Review(
        report=report,
        path=path,
        seed=fields.seed,
        reviewer=fields.reviewer,
        date=fields.date,
        is_complete=fields.complete,
        note=fields.note,
        decisions=tuple(_decisions(item, problems)),
        redactions=tuple(redactions_in(item)),
        graphic=tuple(graphic_in(item)),
        withdrawal=fields.withdrawn,
        revisions=fields.revisions,
        embargo_until=fields.embargo_until,
        publish=fields.publish,
        rights=fields.rights,
        coarsen=fields.coarsen,
        text=fields.text,
        spots=tuple((part, place.line, place.column) for part in (*WORDS, "seed") for place in (item.place(part),)),
    )


def _faults(item: Item) -> Iterator[Problem]:
    """What is wrong with the review as a whole, or with what may hold words back."""
    fields = item.record

    def fault(part: str, what: str, hint: str) -> Problem:
        return Problem(item.place(part), what, hint)

    for part, value in (("seed", fields.seed), ("text", fields.text)):
        if value and not HASH.fullmatch(value):
            yield fault(part, f"'{shown(value)}' is no SHA-256", "64 digits from 0 to f: `sha256sum` prints them")
    if not fields.seed and not fields.withdrawn:
        yield fault("seed", "it does not say of which bytes it was made", "add seed: and the SHA-256 of the file")
    if not fields.reviewer.strip():
        yield fault("reviewer", "nobody has reviewed it", "write who did; a pseudonym is fine")
    days = [("date", fields.date), ("embargo_until", fields.embargo_until)]
    days += [(f"redact.{index}.date", one.date) for index, one in enumerate(fields.redact)]
    days += [(f"revisions.{index}.date", one.date) for index, one in enumerate(fields.revisions)]
    days += [("withdrawn.date", fields.withdrawn.date)] if fields.withdrawn else []
    for part, day in days:
        if not is_day(day) and (day or part in ("date", "withdrawn.date") or part.startswith("revisions")):
            yield fault(part, f"'{shown(day)}' is no day", advise_date(day) if day else "write YYYY-MM-DD")
    for part, what, hint in faults_of_care(fields):
        yield fault(part, what, hint)


def _decisions(item: Item, problems: list[Problem]) -> Iterator[Decision]:
    """Every decision that can be understood."""
    for index, one in enumerate(item.record.decisions):
        if f"decisions.{index}" in item.faulty:
            continue

        def place(part: str = "", stem: str = f"decisions.{index}") -> Place:
            return item.place(f"{stem}.{part}" if part else stem)

        found = list(_wrong(one, place))
        problems += found
        if not found:
            yield _decision(one, place)


def _decision(one: DecisionItem, place: Callable[..., Place]) -> Decision:
    verb = next(verb for verb in VERBS if getattr(one, verb))
    about = getattr(one, verb)
    values = [(name, getattr(one, name)) for name in SAYS[about] if getattr(one, name) is not None]
    # A list without items says that there are none.
    pairs = [(name, word) for name, value in values for word in ([value] if isinstance(value, str) else value or [""])]
    parts = ("", "exact", "note", *(name for name, _ in values))
    return Decision(
        verb=verb,
        about=about,
        selector=Selector(one.exact, one.prefix, one.suffix, one.start, one.end) if about in FINDINGS else None,
        values=tuple(pairs),
        note=one.note,
        spots=tuple((part, place(part).line, place(part).column) for part in parts),
    )


def _wrong(one: DecisionItem, place: Callable[..., Place]) -> Iterator[Problem]:
    """Why a decision cannot be understood."""
    verbs = [verb for verb in VERBS if getattr(one, verb)]
    if len(verbs) != 1:
        what = f"{len(verbs)} decisions in one" if verbs else "it does not say what was decided"
        yield Problem(place(), what, "begin with accept, correct, reject or add, and one of " + ", ".join(SAYS))
        return
    about: FindingKind | FieldKind = getattr(one, verbs[0])
    if about in FINDINGS and not one.exact:
        yield Problem(place(), f"it does not say which {about} of the text", "copy its words: exact: …")
    if one.end >= 0 and one.exact and one.end - one.start != len(one.exact):
        what = f"{one.start} to {one.end} are {one.end - one.start} characters, and the words have {len(one.exact)}"
        yield Problem(place("end"), what, "leave start and end out, or count the characters of the text from 0")
    for name in DecisionItem.__struct_fields__:
        value = getattr(one, name)
        if value is None or name in VERBS or not (hint := advise_value(about, name, value)):
            continue
        is_misplaced = name not in SAYS[about]
        what = f"a {about} has no '{name}'" if is_misplaced else f"'{shown(str(value))}' is no {name} of a {about}"
        if not is_misplaced or value not in ("", -1):
            yield Problem(place(name), what, hint)


def advise_value(about: FindingKind | FieldKind, name: str, value: str) -> str:
    """What to write instead of a value that cannot be; empty where it can."""
    if name in ("exact", "prefix", "suffix", "start", "end", "note"):
        return ""
    if name not in SAYS[about]:
        return f"it may have {', '.join(SAYS[about])}"
    if not value:
        return ""
    match about, name:
        case ("claim", "count"):
            return "" if read_count(value) else COUNTS
        case ("claim", "when") | ("date", "edtf"):
            return "" if read_edtf(value) else advise_edtf(value)
        case ("date", "value"):
            is_date = TIMEX3.fullmatch(value) and (not value[:4].isdigit() or "W" in value or _is_in_calendar(value))
            return "" if is_date else advise_edtf(value)
        case ("published", "value"):
            date = read_date(value)
            return advise_date(value) if date is None else "" if date[0] == value else f"write {date[0]}"
        case ("language", "value"):
            return "" if LANGUAGE.fullmatch(value) else "such as en, uk or pt-BR"
        case ("url", "value"):
            return "" if is_web_address(value) else "write it whole: https://example.org/report"
        case _:
            choices = ONE_OF.get((about, name), ())
            return "" if not choices or value in choices else f"one of {', '.join(choices)}"


def _is_in_calendar(value: str) -> bool:
    """Whether the day, month or year is one; seasons, quarters, halves and parts of days are left to their letters."""
    day = value.partition("T")[0]
    return read_edtf(day) is not None if day.replace("-", "").isdigit() else True
