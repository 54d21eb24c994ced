"""A report as it may be published: between reading and understanding, what editors hold back is taken out of it.

Nothing that comes after ever sees the words. What rules, links and pages then make of it is looked through once more
at the end, since nobody can call back what was published.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from muniment.link.decided import FIELDS
from muniment.link.moved import Left, folded_in, moved
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
from muniment.read.hiding import (
    NOBODY,
    Sought,
    cuts_of,
    is_told_by_id,
    refused,
    sought_in,
    tell_inflected,
    without,
)
from muniment.read.redaction import Moves, redact
from muniment.read.told import APART, told_by
from muniment.settings import Settings

ALONE = (("publisher", "source"), ("url", "url"))  # fields that every page tells, or that they are unknown
OTHER = "unknown"  # in the place of a hash, of bytes that are not those at hand


class Hidden(Record, frozen=True):
    """What readers are not shown of one report: where it stands in the text, in code points, and what it is."""

    spans: tuple[tuple[int, int], ...] = ()
    sought: Sought = NOBODY
    ids: frozenset[str] = frozenset()  # of those whom editors list and who are hidden here

    def is_told_by(self, value: str) -> bool:
        """Whether a value, which may be an id, says any of it."""
        return value in self.ids or self.sought.is_in(value)


class Cared(Record, frozen=True):
    """A document as it may be published, its review, and what is hidden in both; where words are taken out of it, its
    whole text, and where everything in that stands by now."""

    document: Document
    review: Review | None
    sought: Sought
    whole: str = ""
    moves: Moves | None = None


def hangs_on_all(seed: Seed, settings: Settings, everywhere: Sought) -> bool:
    """Whether what is published of a seed may be another with any other list of names: what is hidden is sought under
    all names of somebody, and what is required shows nobody of unknown kind whom editors do not list."""
    names = everywhere.names or everywhere.ids or seed.of_others
    is_hiding = seed.review is not None and bool(seed.review.redactions or names)
    return bool(settings.require) or is_hiding


def read_with_care(
    seed: Seed, archive: Path, settings: Settings, authorities: Sequence[Authority], everywhere: Sought,
    problems: list[Problem],
) -> Cared | None:  # fmt: skip
    """One seed read, without what is held back, `everywhere` or of this one. None, and it is told, where it cannot be
    read, or not be published for certain without telling what is hidden."""
    whole = read_whole(seed, archive, settings, problems)
    if whole is None or refused(seed, whole, everywhere.unread, problems):
        return None
    text = whole.content.text
    review = _review_of(seed, text)
    folds = folded_in(review, text, seed.sha256, problems) if review else []
    told = _told_by(seed, whole, archive, everywhere, problems)
    if folds is None or told is None:
        return None
    sought = sought_in(seed, whole, everywhere, told, authorities, _coarsest(settings, review))
    cuts = cuts_of(seed, whole, sought)
    tell_inflected(seed, text, cuts, sought, problems)
    if not (cuts or sought.exact or (sought.names and sought.is_in(told))):
        care = Care(graphic=tuple(Folded(*span, passage.warning) for span, passage in folds))
        document = document_of(seed, whole, care)
        left = _left_of(text, document, Moves(()), sought, authorities)
        return Cared(document, _heard(review, text, left, seed, problems), sought)
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
    document = document_of(seed, whole, care)
    heard = _heard(review, text, _left_of(text, document, moves, sought, authorities), seed, problems)
    return Cared(document, _without_hash(heard, seed), sought, text, moves)


def _told_by(seed: Seed, whole: Whole, archive: Path, everywhere: Sought, problems: list[Problem]) -> str | None:
    """All that it tells beside its text, where anything is looked for in it; None, and it is told, where somebody may
    be named in what is not looked through."""
    if not (everywhere.names or seed.of_others or (seed.review and seed.review.redactions)):
        return ""
    unread: list[Problem] = []
    told = told_by(seed, whole, archive, unread)
    if not (unread and everywhere.names):
        return told
    problems += [changed(one, what=f"held back: {one.what}") for one in unread]
    return None


def hidden_in(
    seed: Seed, archive: Path, settings: Settings, authorities: Sequence[Authority], everywhere: Sought
) -> Hidden:
    """What is hidden of one seed, as its review is; of one that is made on another text, what is hidden everywhere."""
    whole = read_whole(seed, archive, settings, [])
    if whole is None:
        return Hidden(sought=everywhere, ids=frozenset(everywhere.ids))
    if refused(seed, whole, "", []):
        seed = changed(seed, review=None)
    told = told_by(seed, whole, archive, [])
    sought = sought_in(seed, whole, everywhere, told, authorities, _coarsest(settings, seed.review))
    spans = {(cut.start, cut.end) for cut in cuts_of(seed, whole, sought)}
    names = _names_by_id(authorities) if sought.names else {}
    gone = (identifier for identifier, ones in names.items() if any(map(sought.is_in, ones)))
    return Hidden(tuple(sorted(spans)), sought, frozenset((*sought.ids, *gone)))


def _review_of(seed: Seed, text: str) -> Review | None:
    review = seed.review
    if review and review.text not in ("", hashlib.sha256(text.encode()).hexdigest()):
        return changed(review, seed=OTHER)  # of the same bytes another text is read by now
    return review


def _without_hash(review: Review | None, seed: Seed) -> Review | None:
    """The review of a report of whose bytes nothing is told."""
    return changed(review, seed="" if review.seed == seed.sha256 else review.seed or OTHER) if review else None


def _coarsest(settings: Settings, review: Review | None) -> int | None:
    decimals = (settings.coarsen, review.coarsen if review else None)
    return min((one for one in decimals if one is not None), default=None)


def _left_of(
    text: str, document: Document, moves: Moves, sought: Sought, authorities: Sequence[Authority]
) -> Left | None:
    """What is published of a text; None where that is all of it, and nothing is hidden."""
    if document.text == text and not (sought.names or sought.ids):
        return None
    length, listed = len(document.text), _names_by_id(authorities)

    def place(start: int, end: int) -> tuple[int, int] | None:
        first, last = moves.place(start, end)
        cut = moves.cut_in(start, end)
        is_gone = first >= length or (cut is not None and cut.start <= start and end <= cut.end)
        return None if is_gone else (first, min(last, length))

    def hides(start: int, end: int) -> bool:
        return moves.cut_in(start, end) is not None

    def tells(value: str) -> bool:
        return value in sought.ids or any(map(sought.is_in, (value, *listed.get(value, ()))))

    return Left(document.text, place, hides, sought.hidden, tells)


def _names_by_id(authorities: Iterable[Authority]) -> dict[str, tuple[str, ...]]:
    """The names of all whom editors list, by each id that they have or had: a review may give any of them."""
    return {identifier: (one.name, *one.names) for one in authorities for identifier in (*one.former, one.id)}


def _heard(review: Review | None, text: str, left: Left | None, seed: Seed, problems: list[Problem]) -> Review | None:
    """The review without what is hidden, its decisions where their words stand now."""
    return moved(review, text, left, seed.sha256, problems) if review and left else review


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
