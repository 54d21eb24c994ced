"""`muniment add`: a report into seeds/, byte for byte, with what is known of it beside."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from muniment.editors_yaml import with_fields
from muniment.model import Record, Seed
from muniment.problems import InputError, Place, Problem, linked, unreadable
from muniment.read.beside import read_beside
from muniment.read.dates import advise_date, read_date
from muniment.read.folder import list_files, odd_folders, shown, shown_path
from muniment.read.ids import file_id, ids_in, report_ids
from muniment.read.kept_text import kept_file, kept_path, kept_text_in
from muniment.read.kinds import BESIDE, CONTAINERS, READ, SAVED_PAGES, ending_of, stem_of
from muniment.read.listing import TEXTS
from muniment.read.saved_page import extract_text
from muniment.settings import Settings, is_web_address, read_settings
from muniment.whole_file import write_whole


class Copy(Record, frozen=True):
    """A file to be written: its path in the archive, its bytes, and what to tell; nothing is
    written where it is there already."""

    path: str
    data: bytes
    line: str
    is_there: bool = False


def add(
    files: Sequence[Path], archive: Path, *, url: str = "", date: str = "", publisher: str = "", retrieved: str = "",
    today: str = "",
) -> list[str]:  # fmt: skip
    """Copy reports into the archive's seeds/, and write what is known of them into NAME.meta.yaml; and the text of a
    saved page into content/texts/.

    Gives the lines to tell the person, with notes on what may be an error: a date after `today` (YYYY-MM-DD), where
    that is given, and a report whose bytes lie there under another name. Everything is checked before anything is
    written: raises InputError with every problem, and then nothing has changed. A seed is never overwritten; a field of
    an existing NAME.meta.yaml is, and that is told.
    """
    problems = list(_wrong_words(url, date, retrieved))
    if not (archive / "seeds").is_dir() and not (archive / "content").is_dir():
        hint = "`muniment init TEXTS` starts an archive; name the archive as the last argument"
        problems.append(Problem(Place(shown_path(str(archive))), "no seeds/ and no content/ here", hint))
    problems.extend(odd_folders(archive, ("seeds", "content", TEXTS)))
    settings = read_settings(archive, problems)
    ids = report_ids(archive, settings)
    known = {"url": url, "date": _written(date), "publisher": publisher, "retrieved": _written(retrieved)}
    known = {name: text.strip() for name, text in known.items() if text.strip()}
    copies: dict[str, Copy] = {}
    for file in files:
        if copy := _copy_of(file, archive, settings.largest_seed, copies, problems):
            problems.extend(_taken(copy, ids, settings, Place(shown_path(str(file)))))
            copies[copy.path] = copy
            if known and (beside := _beside_of(copy.path, archive, known, problems)):
                copies[beside.path] = beside
            if ending_of(copy.path) in SAVED_PAGES and (kept := _kept_of(copy, archive, file, problems)):
                copies[kept.path] = kept
    if problems:
        raise InputError(*problems)
    notes = [*_in_future(date, retrieved, today), *_the_same(copies.values(), archive)]
    for copy in copies.values():
        if not copy.is_there:
            write_whole(archive / copy.path, copy.data)
    return [*(copy.line for copy in copies.values()), *notes]


def keep_pages(archive: Path, pages: Iterable[str]) -> list[str]:
    """Write the text of saved pages, given by their paths in the archive, into content/texts/. Gives a line for each;
    raises InputError with every problem, and then nothing has changed."""
    problems = list(odd_folders(archive, ("content", TEXTS)))
    kept = []
    for path in pages:
        try:
            page = Copy(path, (archive / path).read_bytes(), "")
        except OSError as error:
            problems.append(unreadable(Place(shown_path(path)), error))
            continue
        kept.append(_kept_of(page, archive, archive / path, problems))
    if problems:
        raise InputError(*problems)
    for one in filter(None, kept):
        if not one.is_there:
            write_whole(archive / one.path, one.data)
    return [one.line for one in kept if one]


def _in_future(date: str, retrieved: str, today: str) -> Iterator[str]:
    for option, text in (("--date", date), ("--retrieved", retrieved)):
        found = read_date(text) if text and today else None
        if found and found[0] > today[: len(found[0])]:
            yield f"note: {option} {found[0]} lies in the future; edit the file beside the report if it is wrong"


def _the_same(copies: Iterable[Copy], archive: Path) -> Iterator[str]:
    """Notes on new reports of which the bytes lie there already, or come twice."""
    new = [copy for copy in copies if not copy.is_there and ending_of(copy.path) in READ]
    first: dict[bytes, str] = {}
    lengths = {len(copy.data) for copy in new}
    for path, state in list_files(archive, "seeds", (), [])[0].items():
        if state[0] in lengths and ending_of(path) in READ:
            first.setdefault((archive / path).read_bytes(), path)
    for copy in new:
        if (other := first.setdefault(copy.data, copy.path)) != copy.path:
            what = f"{shown_path(copy.path)} has the same bytes as {shown_path(other)}"
            yield f"note: {what}; keep one of them, if it is one report"


def _wrong_words(url: str, date: str, retrieved: str) -> Iterator[Problem]:
    if url.strip() and not is_web_address(url.strip()):
        yield Problem(Place("--url"), f"'{shown(url)}' is no address", "write it whole: https://example.org/report")
    for option, text in (("--date", date), ("--retrieved", retrieved)):
        if text and read_date(text) is None:
            yield Problem(Place(option), f"'{shown(text)}' is no date", advise_date(text))


def _written(date: str) -> str:
    """A day, month or year as ISO 8601 has it; one with a time stays as it is."""
    found = read_date(date)
    return found[0] if found and not found[1] else date


def _copy_of(file: Path, archive: Path, largest: int, copies: dict[str, Copy], problems: list[Problem]) -> Copy | None:
    """The report as it will lie in seeds/; where it lies there already, in whatever folder, it stays."""
    place = Place(shown_path(str(file)))
    found = len(problems)
    seeds = (archive / "seeds").resolve()
    is_inside = file.resolve().is_relative_to(seeds)
    path = f"seeds/{file.resolve().relative_to(seeds).as_posix() if is_inside else file.name}"
    data = _bytes_of(file, place, largest, problems)
    problems.extend(_wrong_name(file.name, place))
    if data is None or len(problems) > found:
        return None
    target, told = archive / path, shown_path(path)
    fingerprint = f"{len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}"
    if path in copies and copies[path].data == data:
        return copies[path]
    there = target.read_bytes() if target.is_file() and path not in copies else None
    if there == data:
        return Copy(path, data, f"{told} is there already: {fingerprint}", is_there=True)
    if path not in copies and not os.path.lexists(target):
        return Copy(path, data, f"added {told}: {fingerprint}")
    what = f"{told} is there, with other bytes; a seed is never overwritten"
    problems.append(Problem(place, what, "give the new file another name"))
    return None


def _taken(copy: Copy, ids: dict[str, str], settings: Settings, place: Place) -> Iterator[Problem]:
    """What is wrong when another report has an id that this file would give: the first path keeps it,
    and a report's address must not pass to another."""
    is_container = ending_of(copy.path) in CONTAINERS
    own = dict.fromkeys(ids_in(copy.data, copy.path, settings.fields) if is_container else [file_id(copy.path)])
    taken = [identifier for identifier in own if ids.setdefault(identifier, copy.path) != copy.path]
    if taken:
        more = f", and {len(taken) - 1:,} more like it" if len(taken) > 1 else ""
        what = f"it would have the id '{taken[0]}', which is that of {shown_path(ids[taken[0]])}{more}"
        yield Problem(place, what, "give the records other ids" if is_container else "give the new file another name")


def _bytes_of(file: Path, place: Place, largest: int, problems: list[Problem]) -> bytes | None:
    """What the file holds, or None, with why, where no report could be made of it."""
    try:
        if file.is_symlink() or not file.is_file():
            problems.append(Problem(place, "a link, or no file at all", "name the file itself"))
            return None
        size = file.stat().st_size
        if not 0 < size <= largest:
            hint = f"a report has between 1 and {largest:,} (largest_seed in content/settings.yaml)"
            problems.append(Problem(place, f"{size:,} bytes", hint))
            return None
        return file.read_bytes()
    except OSError as error:
        problems.append(unreadable(place, error))
        return None


def _wrong_name(name: str, place: Place) -> Iterator[Problem]:
    ending = ending_of(name)
    if name.lower().endswith(BESIDE) or ending not in READ:
        hint = "reports are .txt, .md, .html, .jsonl and .csv; list other files under attachments: of one"
        yield Problem(place, "not a kind of report", hint)
    if name.startswith("."):
        yield Problem(place, "its name begins with a dot, and would be hidden", "give it another name")
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        yield Problem(place, "its name is not valid Unicode", "give it another name")


def _kept_of(page: Copy, archive: Path, file: Path, problems: list[Problem]) -> Copy | None:
    """The file that keeps what is extracted from a saved page now; one that keeps it already stays as it is."""
    path = kept_path(file_id(page.path, _stated_id(page.path, archive)))
    seed = Seed(page.path, 0, len(page.data), hashlib.sha256(page.data).hexdigest())
    try:
        if os.path.lexists(archive / path):
            is_kept = kept_text_in((archive / path).read_bytes(), shown_path(path), seed, problems)
            return Copy(path, b"", f"{path} keeps its text already", is_there=True) if is_kept else None
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))
        return None
    found = extract_text(page.data, shown_path(str(file)), problems)
    if found is None:
        return None
    words = f"{path}: {len(found.text.split()):,} words of it, by {found.derivation}"
    return Copy(path, kept_file(found, seed.sha256), words)


def _stated_id(seed: str, archive: Path) -> str:
    """The id that the file beside a seed states; none where it states none, or cannot be understood."""
    path = _beside_path(seed, archive)
    data = (archive / path).read_bytes() if (archive / path).is_file() else b""
    beside = read_beside(data, shown_path(path), seed, [])
    return beside.id if beside else ""


def _beside_path(seed: str, archive: Path) -> str:
    """Where the file beside a seed lies, or would."""
    own, of_stem = f"{seed}{BESIDE[0]}", f"{stem_of(seed)}{BESIDE[0]}"
    return of_stem if (archive / of_stem).is_file() and not (archive / own).is_file() else own


def _beside_of(seed: str, archive: Path, known: dict[str, str], problems: list[Problem]) -> Copy | None:
    """The file beside a seed, with what is known put into it; comments and other fields are kept."""
    path = _beside_path(seed, archive)
    place = Place(shown_path(path))
    if (archive / path).is_symlink():
        problems.append(linked(place))
        return None
    old = (archive / path).read_bytes() if (archive / path).is_file() else b""
    found: list[Problem] = []
    if read_beside(old, place.path, seed, found) is None:
        problems.extend(found)
        return None
    data, told = with_fields(old, known, place, problems)
    if data is None:
        return None
    checked: list[Problem] = []
    if read_beside(data, place.path, seed, checked) is None:
        problems.extend(checked)
        return None
    return Copy(path, data, f"{place}: {', '.join(told)}" if told else f"{place} says so already", is_there=not told)
