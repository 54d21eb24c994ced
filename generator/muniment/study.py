"""One seed read, understood and decided on: the step that takes the longest, and why it need not be taken again."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from muniment.bodies import Result, fetch_all
from muniment.displaced import displaced
from muniment.link.decided import Names, check_spans
from muniment.link.decisions import decide
from muniment.link.graphic import with_graphic
from muniment.link.required import only_required
from muniment.link.reviewed_fields import read_by
from muniment.link.rows import row_of
from muniment.link.shingles import sketch_of
from muniment.link.torn import without_torn
from muniment.loading import load
from muniment.model import (
    Authority,
    Document,
    Findings,
    Record,
    Report,
    Review,
    Row,
    Seed,
    changed,
    to_bytes,
    to_json,
    to_readable_json,
)
from muniment.problems import Place, Problem
from muniment.publishable import Cared, care_of, hangs_on_all, is_safe, nothing_told, read_with_care
from muniment.read.hiding import NOBODY, Sought
from muniment.relisted import ANYTHING, Relisting, asked_by_id, written
from muniment.seal.records import report_record
from muniment.settings import Settings
from muniment.woven import shown

LARGE = 200_000  # code points of a text, or bytes of a Report; below it no page comes near what hosts allow
LONGEST_READ = 2_000_000  # code points in which rules look for names and dates; memory is bounded by it
LARGEST_PAGE = 22_000_000  # bytes; hosts refuse files over 25 MiB, and a page has more than its text
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Studied(Record, frozen=True):
    """What is known of a seed once it was read and understood; `row` is None when it was refused. `names_digest` is
    that of the list of names that it was read by, empty where the list was asked for nothing; and under `asked_digest`
    is kept for what, empty where any other list may give something else."""

    row: Row | None
    problems: tuple[Problem, ...]
    names_digest: str = ""
    asked_digest: str = ""


def study(
    seed: Seed, archive: Path, settings: Settings, authorities: tuple[Authority, ...], names_digest: str = "",
    everywhere: Sought = NOBODY,
) -> Result:  # fmt: skip
    """One seed read and understood: a Studied, and as bodies the encoded Report, its sentences, its record for the log
    without a place in that, and what the list of `authorities` was asked for; `names_digest` is the hash of that list.

    A fault of this program on one report must not lose the others, so it becomes that report's
    problem.
    """
    problems: list[Problem] = []
    asked = {ANYTHING} if hangs_on_all(seed, settings, everywhere) else set[str]()
    place, row, bodies = Place(seed.path, seed.line if seed.row else 0), None, tuple[bytes, ...]()
    try:
        cared = read_with_care(seed, archive, settings, authorities, everywhere, problems)
        if cared is not None:
            row, bodies = _row_of(cared, settings, authorities, place, problems, asked)
    except FAULTS as error:
        what = f"this program failed on this report: {type(error).__name__}: {error}"
        problems.append(Problem(Place(seed.path, seed.line), what, "please tell the makers of the program"))
        asked.add(ANYTHING)
    if ANYTHING in asked or not asked:
        return to_bytes(Studied(row, tuple(problems), names_digest if asked else "")), bodies
    words = written(asked)
    studied = Studied(row, tuple(problems), names_digest, hashlib.sha256(words).hexdigest())
    return to_bytes(studied), (*bodies, words)


def _row_of(
    cared: Cared, settings: Settings, authorities: tuple[Authority, ...], place: Place, problems: list[Problem],
    asked: set[str],
) -> tuple[Row | None, tuple[bytes, ...]]:  # fmt: skip
    """The Row of what was read, None where it is refused; with the encoded Report, its sentences and its record."""
    text = cared.document.text
    if is_too_large(text, len(text)):
        return _refused(problems, place, "too much text for one page", "split it")
    report, left_out = understood(cared, settings, authorities, place, problems, asked)
    body = to_bytes(report)
    if is_too_large(report, len(body)):
        return _refused(problems, place, "too much text for one page, with what was found in it", "split it")
    row, sentences = row_of(report, body, not settings.require, authorities)
    record = to_json(report_record(cared.document, cared.review))
    standing = hashlib.sha256(record).hexdigest()
    care = care_of(cared.document)
    row = changed(row, path=place.path, line=place.line, care=care, left_out=left_out, standing=standing)
    if cared.moves:
        row = changed(row, displaced=displaced(report.findings.claims, cared.whole, cared.moves))
    if not is_safe(report, row, cared.sought, place, problems):
        return None, ()
    if settings.findings == "rules":
        row = changed(row, sketch=sketch_of(report.document))
    return row, (body, sentences, record)


def _refused(problems: list[Problem], place: Place, what: str, hint: str) -> tuple[None, tuple[bytes, ...]]:
    problems.append(Problem(place, what, hint))
    return None, ()


def studied_still(known: Sequence[Studied | None], relisting: Relisting, shelf: Path) -> Sequence[Studied | None]:
    """What is known of seeds that were read by the list of names that is now, or would be the same if they were; None
    in the place of others."""
    older = {one.asked_digest for one in known if one and one.asked_digest and one.names_digest != relisting.digest}
    bodies = dict(zip(sorted(older), fetch_all(shelf, sorted(older)), strict=True)) if older else {}

    def still(one: Studied) -> Studied | None:
        if not one.names_digest or one.names_digest == relisting.digest:
            return one
        is_same = one.asked_digest in bodies and relisting.changes_nothing(one.names_digest, bodies[one.asked_digest])
        return changed(one, names_digest=relisting.digest) if is_same else None

    return [one and still(one) for one in known]


@cache
def rules() -> Callable[[Document, tuple[Authority, ...], set[str], str | None], Findings]:
    """What finds by rules: loaded where they are switched on, since an archive may do without."""
    find_all: Callable[[Document, tuple[Authority, ...], set[str], str | None], Findings]
    find_all = load("understand.findings").find_all
    return find_all


def understood(
    cared: Cared, settings: Settings, authorities: tuple[Authority, ...], place: Place, problems: list[Problem],
    asked: set[str],
) -> tuple[Report, int]:  # fmt: skip
    """What rules find in a document, and what editors decided, as far as it may be published; and how many findings
    are left out for what the settings require. What the list may have been asked for is added to `asked`."""
    document, review, findings = cared.document, cared.review, Findings()
    if settings.findings == "rules":
        findings = understand(document, review, authorities, place, problems, asked)
    report = Report(document, without_torn(document, findings))
    if review:
        report = decided(report, review, authorities, problems, asked)
    report = with_graphic(nothing_told(report, cared.sought))
    return only_required(report, settings.require) if settings.require else (report, 0)


def decided(
    report: Report, review: Review, authorities: tuple[Authority, ...], problems: list[Problem], asked: set[str]
) -> Report:
    """What editors decided, at its places."""
    names = Names({one.id: one for one in authorities})
    report = decide(report, review, names, problems)
    asked |= asked_by_id(names)
    check_spans(report.document.text, report.findings)
    return report


def understand(
    document: Document, review: Review | None, authorities: tuple[Authority, ...], place: Place,
    problems: list[Problem], asked: set[str],
) -> Findings:  # fmt: skip
    """What the rules find, each at its place, on the day and in the language that editors say; of a text as long as
    many books, in its beginning."""
    document, language = read_by(document, review)
    if len(document.text) > LONGEST_READ:
        what = f"names, dates and claims were looked for in its first {LONGEST_READ:,} characters"
        problems.append(Problem(place, what, "split it where it has parts", severity="warning"))
        document = changed(document, text=document.text[:LONGEST_READ])
    findings = rules()(document, authorities, asked, language)
    check_spans(document.text, findings)
    return findings


def is_too_large(what: str | Report, length: int) -> bool:
    """Whether the page or the JSON of a text, or of a report, would have more bytes than hosts allow:
    escaping may make a text many times as long."""
    if length <= LARGE:
        return False
    text = what if isinstance(what, str) else what.document.text
    return max(len(to_readable_json(what)), len(shown(text).encode("utf-8", "replace"))) > LARGEST_PAGE
