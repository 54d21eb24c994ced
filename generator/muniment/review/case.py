"""A report on an editor's desk: its whole text, what rules find in it, and whom editors list."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from muniment.ids import plain_id
from muniment.link.decided import Names
from muniment.markup import prose_of
from muniment.model import Authority, Findings, Report, Review, Seed, changed
from muniment.nearest import Nearest
from muniment.problems import InputError, Place, Problem, unreadable
from muniment.publishable import read_with_care
from muniment.read.authorities import read_authorities
from muniment.read.document import publication_of, read_document
from muniment.read.folder import odd_folders, shown
from muniment.read.hiding import sought_everywhere
from muniment.read.ids import id_of_record, report_ids
from muniment.read.kinds import ending_of, stem_of
from muniment.read.listing import listing_of
from muniment.read.merge import beside_of
from muniment.read.reviews import FOLDER
from muniment.read.seeds import find_seeds
from muniment.read.withheld import in_all_spellings, read_withheld
from muniment.request import refuse_other_folders
from muniment.settings import Settings, read_settings
from muniment.states import State
from muniment.steps import understand

MOST_TOLD = 9  # ids that begin alike
WITHHELD = {
    "excerpt": "readers are shown only its beginning; you see all of it",
    "metadata": "readers are shown none of its text; you see all of it",
}


@dataclass(frozen=True)
class Case:
    """The report as rules have it, before any decision; `notes` are what an editor should know of it."""

    report: Report
    seed: Seed
    listed: tuple[Authority, ...]
    notes: tuple[str, ...]

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Whom editors list, by id."""
        return {one.id: one for one in self.listed}

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
    place = Place(seed.path, seed.line if seed.row else 0)
    has_rules = settings.findings == "rules"
    findings = understand(document, listed, place, problems) if has_rules else Findings()
    return Case(Report(document, findings), seed, listed, tuple(_notes(seed, settings)))


def why_held_back(case: Case, archive: Path, review: Review | None) -> tuple[Problem, ...]:
    """What keeps the report from being published at all, as its review is; nothing where it may be."""
    archive = archive.resolve()
    problems: list[Problem] = []
    seed = changed(case.seed, review=review)
    everywhere = sought_everywhere(in_all_spellings(read_withheld(archive, []), case.listed))
    if read_with_care(seed, archive, _settings_of(archive), case.listed, everywhere, problems):
        return ()
    return tuple(one for one in problems if one.severity == "error")


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
    if beside and (publication := publication_of(seed, beside)) in WITHHELD:
        notes.append(WITHHELD[publication])
    if beside and beside.embargo_until:
        notes.append(f"under embargo until {beside.embargo_until}")
    if settings.findings != "rules":
        notes.append("the settings say findings: stated, so that nothing is suggested; + adds what you find")
    if ending_of(seed.path) in (".html", ".htm") and seed.kept is None:
        notes.append("no text of this page is kept: `muniment add` keeps it, so that no other reading moves a word")
    return notes
