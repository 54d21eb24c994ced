"""A report on an editor's desk: its whole text, what rules find in it, and whom editors list."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from muniment.ids import plain_id
from muniment.link.decided import Names
from muniment.link.reviewed_fields import read_by
from muniment.markup import prose_of
from muniment.model import Authority, Findings, Report, Review, Seed, changed
from muniment.nearest import Nearest
from muniment.problems import InputError, Place, Problem, unreadable
from muniment.publishable import Hidden, hidden_in, read_with_care
from muniment.read.authorities import read_authorities, read_listed
from muniment.read.document import publication_of, read_document
from muniment.read.folder import odd_folders, shown
from muniment.read.hiding import Sought, sought_everywhere
from muniment.read.ids import id_of_record, report_ids
from muniment.read.kinds import ending_of, stem_of
from muniment.read.listing import listing_of
from muniment.read.merge import beside_of
from muniment.read.reviews import FOLDER
from muniment.read.seeds import find_seeds
from muniment.read.withheld import in_all_spellings, nameless, read_withheld, seeker_of_withheld
from muniment.request import refuse_other_folders
from muniment.settings import Settings, read_settings
from muniment.states import State
from muniment.study import understand

MOST_TOLD = 9  # ids that begin alike
SHOWN_TO_READERS = {
    "excerpt": "readers are shown only its beginning; you see all of it",
    "metadata": "readers are shown none of its text; you see all of it",
}


@dataclass(frozen=True)
class Case:
    """The report as rules have it, before any decision on what they find; `notes` are what an editor should know of it.
    What they find hangs on the day and the language by which it is `read`."""

    report: Report
    seed: Seed
    listed: tuple[Authority, ...]
    notes: tuple[str, ...]
    has_rules: bool = True
    read: tuple[str, str] = ("", "")

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Whom editors list, by id."""
        return {one.id: one for one in self.listed}

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of whom they list, by name, of names that one alone has."""
        times = Counter(one.name for one in self.listed)
        return {one.name: one.id for one in self.listed if times[one.name] == 1}

    @cached_property
    def names(self) -> Names:
        """The same, for values that are an id or words."""
        return Names(self.authorities)

    @cached_property
    def prose(self) -> str:
        """The report's text with markup blanked, in which sentences are looked for."""
        return prose_of(self.text, self.report.document.form)

    def is_other(self, review: Review) -> bool:
        """Whether the review was made on other bytes, or on another text."""
        return review.seed != self.seed.sha256 or review.text not in ("", self.report.document.text_sha256)

    @property
    def text(self) -> str:
        """The report's."""
        return self.report.document.text


def open_case(archive: Path, asked: str) -> Case:
    """The report with this id, or the only one whose id begins so, or whose seed has this path. Raises InputError where
    there is none, or it cannot be read."""
    archive = archive.resolve()
    problems: list[Problem] = []
    settings = _settings_of(archive)
    ids = report_ids(archive, settings)
    identifier = _meant(asked, ids)
    seed = _seed_of(archive, ids[identifier], identifier, settings, problems)
    document = read_document(seed, archive, settings, problems, is_for_editors=True) if seed else None
    if seed is None or document is None:
        raise InputError(*problems)
    listed = read_authorities(archive, problems)
    case = Case(Report(document, Findings()), seed, listed, tuple(_notes(seed, settings)), settings.findings == "rules")
    return _understood(case, None) if case.has_rules else case


def case_under(case: Case, review: Review | None) -> Case:
    """The report as rules have it by what a review says of its day and language, as a build reads it, too."""
    document, language = read_by(case.report.document, review)
    is_same = case.read == _read_as(Report(document, case.report.findings), language)
    return case if is_same or not case.has_rules else _understood(case, review)


def _understood(case: Case, review: Review | None) -> Case:
    place, document = Place(case.seed.path, case.seed.line if case.seed.row else 0), case.report.document
    report = Report(document, understand(document, review, case.listed, place, [], set()))
    by, language = read_by(document, review)
    return replace(case, report=report, read=_read_as(Report(by, report.findings), language))


def _read_as(report: Report, language: str | None) -> tuple[str, str]:
    """The day and the language by which a report is read."""
    day, known = report.document.published, report.document.language or report.findings.language
    return day.value if day else "", language if language is not None else known.value if known else ""


def why_held_back(case: Case, archive: Path, review: Review | None) -> tuple[Problem, ...]:
    """What keeps the report from being published at all, as its review is; nothing where it may be."""
    archive = archive.resolve()
    problems: list[Problem] = []
    seed = changed(case.seed, review=review)
    if read_with_care(seed, archive, _settings_of(archive), case.listed, _everywhere(archive, case.listed), problems):
        return ()
    return tuple(one for one in problems if one.severity == "error")


def hidden_of(case: Case, archive: Path, review: Review | None) -> Hidden:
    """What readers are not shown of its text, as its review is: what is redacted, with all that is hidden with it, and
    people who are withheld."""
    archive = archive.resolve()
    seed = changed(case.seed, review=review)
    return hidden_in(seed, archive, _settings_of(archive), case.listed, _everywhere(archive, case.listed))


def _everywhere(archive: Path, listed: tuple[Authority, ...]) -> Sought:
    unread = read_listed(archive, [])[1]
    withheld = in_all_spellings(read_withheld(archive, []), listed)
    gone = {one.id for one in listed}.difference(one.id for one in nameless(listed, seeker_of_withheld(withheld)))
    return sought_everywhere(withheld, str(unread[0]) if unread else "", sorted(gone))


def _settings_of(archive: Path) -> Settings:
    refuse_other_folders(archive)
    problems = list(odd_folders(archive, ("seeds", "content", FOLDER)))
    settings = read_settings(archive, problems)
    if problems:
        raise InputError(*problems)
    return settings


def _meant(asked: str, ids: Mapping[str, str]) -> str:
    """The id that somebody means by one, by its beginning, or by the path of a seed. Raises InputError."""
    if asked in ids:
        return asked
    of_path = [identifier for identifier, path in ids.items() if path == asked]
    alike = of_path or sorted(identifier for identifier in ids if identifier.startswith(asked) and asked)
    if len(alike) == 1:
        return alike[0]
    if alike:
        more = f" and {len(alike) - MOST_TOLD:,} more" if len(alike) > MOST_TOLD else ""
        what = f"{len(alike):,} reports have an id that begins so"
        raise InputError(Problem(Place(shown(asked)), what, ", ".join(alike[:MOST_TOLD]) + more))
    near = Nearest(ids).hint(plain_id(asked.rpartition("/")[2]), "`muniment review --list` shows all of them")
    raise InputError(Problem(Place(shown(asked)), "no report has this id", near))


def _seed_of(archive: Path, path: str, identifier: str, settings: Settings, problems: list[Problem]) -> Seed | None:
    """The seed of one report; nothing is read but what belongs to it."""
    listing = listing_of(archive, settings)
    stem = stem_of(path)
    files = {name: state for name, state in listing.files.items() if name.startswith(stem)}
    found = find_seeds(archive, settings, _hash_of, problems, listing=changed(listing, files=files))
    seeds = [seed for seed in found if seed.path == path]
    if not any(seed.row for seed in seeds):
        return seeds[0] if seeds else None
    try:
        data = (archive / path).read_bytes()
    except OSError as error:
        problems.append(unreadable(Place(path), error))
        return None
    return next((seed for seed in seeds if id_of_record(data, seed, settings.fields) == identifier), None)


def _hash_of(path: str | Path, name: str, state: State) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _notes(seed: Seed, settings: Settings) -> list[str]:
    """What keeps readers from seeing all that an editor sees."""
    beside = beside_of(seed)[0] if seed.beside else None
    notes = []
    if beside and (publication := publication_of(seed, beside)) in SHOWN_TO_READERS:
        notes.append(SHOWN_TO_READERS[publication])
    if beside and beside.embargo_until:
        notes.append(f"under embargo until {beside.embargo_until}")
    if settings.findings != "rules":
        notes.append("the settings say findings: stated, so that nothing is suggested; + adds what you find")
    if ending_of(seed.path) in (".html", ".htm") and seed.kept is None:
        notes.append("no text of this page is kept: `muniment add` keeps it, so that no other reading moves a word")
    return notes
