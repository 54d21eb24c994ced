"""A report as it may be published: between reading and understanding, what editors hold back is taken out of it.

Nothing that comes after ever sees the words. What rules, links and pages then make of it is looked through once more
at the end, since nobody can call back what was published.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from muniment.link.decided import FIELDS
from muniment.link.moved import folded_in, moved
from muniment.model import (
    Authority,
    Document,
    Findings,
    Folded,
    Record,
    Report,
    Review,
    Row,
    Seed,
    changed,
    digest_of,
    texts_in,
)
from muniment.problems import Place, Problem
from muniment.read.document import Care, Whole, document_of, read_whole
from muniment.read.evidence import texts_attached
from muniment.read.hiding import Sought, cuts_of, is_told_by_id, refused, sought_in, tell_inflected, without
from muniment.read.redaction import Moves, redact
from muniment.settings import Settings

ALONE = (("publisher", "source"), ("url", "url"))  # fields that every page tells, or that they are unknown
OTHER = "unknown"  # in the place of a hash, of bytes that are not those at hand
APART = "\n0\n"  # between texts, so that no name is found across them
# What stands between the values of a record: in two of them may be the two words of a name.
FIELD_NAME = re.compile(r'"[^"\n]{0,200}"[ \t]*:|^[ \t-]*[\w .-]{1,60}:(?=\s)', re.MULTILINE)


class Cared(Record, frozen=True):
    """A document as it may be published, its review, and what is hidden in both."""

    document: Document
    review: Review | None
    sought: Sought


def read_with_care(
    seed: Seed, archive: Path, settings: Settings, authorities: Sequence[Authority], everywhere: Sought,
    problems: list[Problem],
) -> Cared | None:  # fmt: skip
    """One seed read, without what is held back, `everywhere` or of this one. None, and it is told, where it cannot be
    read, or not be published for certain without telling what is hidden."""
    whole = read_whole(seed, archive, settings, problems)
    if whole is None or refused(seed, whole, problems):
        return None
    text = whole.content.text
    review = _review_of(seed, text)
    folds = folded_in(review, text, problems) if review else []
    if folds is None:
        return None
    told = _told_by(seed, whole, archive) if everywhere.names or (review and review.redactions) else ""
    sought = sought_in(seed, whole, everywhere, told, authorities, _coarsest(settings, review))
    cuts = cuts_of(seed, whole, sought, problems)
    is_told = sought.names and sought.is_in(told)
    tell_inflected(seed, text, cuts, sought, problems)
    if not (cuts or sought.exact or is_told):
        care = Care(graphic=tuple(Folded(*span, passage.warning) for span, passage in folds))
        return Cared(document_of(seed, whole, care), _heard(review, text, Moves(()), sought, problems), sought)
    made = redact(text, whole.content.form, cuts)
    if made is None:
        what = "what is redacted cannot be taken out of its Markdown, and the report is held back"
        problems.append(Problem(_place_of(seed), what, "redact the whole paragraph"))
        return None
    words, blocks, moves = made
    was, whole = whole, without(seed, whole, words, sought)
    if is_told_by_id(seed, whole, sought, problems):
        return None
    care = Care(
        redactions=tuple(changed(one, reason=sought.hidden(one.reason)) for one in blocks),
        graphic=tuple(Folded(*moves.place(*span), sought.hidden(passage.warning)) for span, passage in folds),
        is_hidden=True,
        hidden=tuple(name for name, field in ALONE if was.stated.get(field) and not whole.stated.get(field)),
        decimals=sought.decimals if sought.exact else None,
    )
    heard = _heard(review, text, moves, sought, problems)
    if heard:  # of whose bytes nothing is told: their hash goes
        heard = changed(heard, seed="" if heard.seed == seed.sha256 else heard.seed or OTHER)
    return Cared(document_of(seed, whole, care), heard, sought)


def _review_of(seed: Seed, text: str) -> Review | None:
    review = seed.review
    if review and review.text not in ("", hashlib.sha256(text.encode()).hexdigest()):
        return changed(review, seed=OTHER)  # of the same bytes another text is read by now
    return review


def _coarsest(settings: Settings, review: Review | None) -> int | None:
    decimals = (settings.coarsen, review.coarsen if review else None)
    return min((one for one in decimals if one is not None), default=None)


def _told_by(seed: Seed, whole: Whole, archive: Path) -> str:
    """All that a seed tells but its text, with what it attaches."""
    told = [whole.content.prefix, whole.content.raw, seed.path, *texts_attached(archive, seed)]
    told += [value.value for values in whole.stated.values() for value in values]
    told += [text for pair in whole.content.other for text in pair]
    told += texts_in(whole.beside) if seed.beside else ()
    records = [one for one in (whole.content.prefix, whole.content.raw, seed.beside) if ":" in one]
    return APART.join([*told, *(FIELD_NAME.sub(" ", one) for one in records)])


def _heard(review: Review | None, text: str, moves: Moves, sought: Sought, problems: list[Problem]) -> Review | None:
    """The review without what is hidden, its decisions where their words stand now."""
    if review is None or not (moves.cuts or (sought.names and sought.is_in(APART.join(texts_in(review))))):
        return review

    def place(start: int, end: int) -> tuple[int, int] | None:
        return None if moves.cut_in(start, end) else moves.place(start, end)

    return moved(review, text, place, sought.hidden, problems)


def nothing_told(report: Report, sought: Sought) -> Report:
    """The report without findings that say what is hidden in other words than the text's: a gazetteer knows the region
    of a town."""
    if not report.document.is_hidden:
        return report
    kept: dict[str, Any] = {
        name: tuple(one for one in _without_places(getattr(report.findings, name), sought) if not _tells(one, sought))
        for name in FIELDS.values()
    }
    claims = {claim.id for claim in kept["claims"]}
    kept["differences"] = tuple(one for one in report.findings.differences if {one.claim, one.quoted} <= claims)
    reviewed = report.reviewed
    if reviewed:
        reviewed = changed(reviewed, decided=tuple(one for one in reviewed.decided if not _tells(one, sought)))
    findings: Findings = changed(report.findings, **kept)
    return changed(report, findings=findings, reviewed=reviewed)


def _without_places(found: Sequence[Any], sought: Sought) -> Sequence[Any]:
    """Where a gazetteer has a place is told without words that are hidden, or not at all."""
    is_told = [getattr(one, "place", None) is not None and _tells(one.place, sought) for one in found]
    return [changed(one, place=None) if told else one for one, told in zip(found, is_told, strict=True)]


def _tells(one: object, sought: Sought) -> bool:
    return sought.is_in(APART.join(texts_in(one)))


def is_safe(report: Report, row: Row, sought: Sought, place: Place, problems: list[Problem]) -> bool:
    """Whether nothing that is hidden is left in what will be published of a report; else it is told."""
    if not report.document.is_hidden or not (_tells(report, sought) or _tells(changed(row, path=""), sought)):
        return True
    what = "held back: words that are hidden would still be told"
    problems.append(Problem(place, what, "please tell the makers of the program, without the words"))
    return False


def care_of(document: Document) -> str:
    """What stands for all that is held back of a document; empty where nothing is."""
    held = document.redactions, document.graphic, document.is_hidden, document.decimals
    is_any = document.is_hidden or bool(document.graphic)
    return digest_of((*held, document.text_sha256)) if is_any else ""


def _place_of(seed: Seed) -> Place:
    return Place(seed.path, seed.line if seed.row else 0)
