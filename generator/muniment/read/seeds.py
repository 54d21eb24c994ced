"""Every seed of an archive: each file of seeds/ that is a report, and each record of those that hold many."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from muniment.model import Record, Seed, changed
from muniment.problems import Place, Problem, unreadable
from muniment.read.beside import Beside, place_of, read_beside
from muniment.read.containers import cut_container
from muniment.read.folder import list_files, shown, shown_path
from muniment.read.kinds import CONTAINERS, MEDIA, READ, SAVED_PAGES, ending_of
from muniment.read.pairs import attached_path, is_beside, pair, str_bytes
from muniment.settings import Fields, Settings
from muniment.states import State

TOP = "seeds"
HashOf = Callable[[str | Path, str, State], str]
Attached = tuple[tuple[str, str, int], ...]  # path in the archive, SHA-256, bytes


class Noted(Record, frozen=True):
    """A file beside a seed: its path in the archive, its text as it is, and what it states."""

    path: str
    text: str
    beside: Beside


def find_seeds(archive: Path, settings: Settings, hash_of: HashOf, problems: list[Problem]) -> tuple[Seed, ...]:
    """The seeds in the order of their paths' bytes, records in the order of their file.

    `hash_of(path, name, state)` gives a file's SHA-256 in hex; `name` is its path in the archive. What is
    wrong with one file is one problem at its path, or at the line of its record, and the others go
    on; a file that no report can use is a warning.
    """
    found: list[Problem] = []
    files, other = list_files(archive, TOP, settings.ignore, found)
    pairs, held = pair(files, other, found)
    besides = dict(_read_besides(archive, pairs, held, found))
    named: set[str] = set()
    attached = dict(_attach(archive, besides, files, other, settings.largest_seed, hash_of, named, found))
    seeds: list[Seed] = []
    for path, state in files.items():
        if is_beside(path) or (path in named and path not in pairs):
            continue
        if _is_refused(path, state[0], settings, pairs.get(path, ""), path in besides, found):
            continue
        for seed in _seeds_of(archive, path, state, settings.fields, hash_of, found):
            if stated := besides.get(path):
                seed = changed(
                    seed, beside=stated.text, beside_path=stated.path, attached=attached.get(path, ()),
                    embargo_until=stated.beside.embargo_until,
                )  # fmt: skip
            seeds.append(seed)
    problems.extend(sorted(found, key=_order))
    return tuple(seeds)


def _order(problem: Problem) -> tuple[bytes, int, int]:
    return str_bytes(problem.place.path), problem.place.line, problem.place.column


def _is_refused(
    path: str, size: int, settings: Settings, beside_path: str, is_beside_read: bool, problems: list[Problem]
) -> bool:
    """Whether no seed comes from this file; then it is told why."""
    ending = ending_of(path)
    if ending in READ and 0 < size <= settings.largest_seed and (is_beside_read or not beside_path):
        return False
    place = Place(shown_path(path))
    if ending not in READ:
        problems.append(_unread(place, ending))
    elif not size:
        problems.append(Problem(place, "the file is empty", "remove it, or fetch the report again"))
    elif size > settings.largest_seed:
        what = f"{size:,} bytes; the largest that is read has {settings.largest_seed:,}"
        problems.append(Problem(place, what, "split it, or raise largest_seed in content/settings.yaml"))
    else:
        what = "held back until the file beside it is mended"
        problems.append(Problem(place, what, f"mend {shown_path(beside_path)}, or remove it"))
    return True


def _unread(place: Place, ending: str) -> Problem:
    if ending in SAVED_PAGES:
        what, hint = "saved pages are not read by this version", "save its text as .txt or .md"
    elif ending in MEDIA:
        what, hint = "no report names this file", "list it under attachments: in a report's NAME.meta.yaml"
    else:
        what, hint = "not a kind of report that this program reads", "it reads .txt, .md, .jsonl and .csv"
    return Problem(place, what, hint, severity="warning")


def _seeds_of(
    archive: Path, path: str, state: State, fields: Fields, hash_of: HashOf, problems: list[Problem]
) -> Iterator[Seed]:
    try:
        if ending_of(path) in CONTAINERS:
            yield from cut_container((archive / path).read_bytes(), path, fields, problems)
        else:
            yield Seed(path, 0, state[0], hash_of(f"{archive}/{path}", path, state))
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))


def _read_besides(
    archive: Path, pairs: Mapping[str, str], held: frozenset[str], problems: list[Problem]
) -> Iterator[tuple[str, Noted]]:
    """Each seed that has a file beside it which can be understood, and what that states."""
    for seed, path in pairs.items():
        if seed in held or ending_of(seed) not in READ:
            continue
        try:
            data = (archive / path).read_bytes()
        except OSError as error:
            problems.append(unreadable(Place(shown_path(path)), error))
            continue
        beside = read_beside(data, shown_path(path), seed, problems)
        if beside is not None:
            yield seed, Noted(path, data.decode(), beside)


def _attach(
    archive: Path, besides: Mapping[str, Noted], files: Mapping[str, State], other: frozenset[str],
    largest: int, hash_of: HashOf, named: set[str], problems: list[Problem],
) -> Iterator[tuple[str, Attached]]:  # fmt: skip
    """For each report that attaches files: those that may be published with it. Into `named` go all
    that are named and there, whether they may or not."""
    for seed, stated in besides.items():
        if ending_of(seed) in CONTAINERS:
            continue
        group: dict[str, tuple[str, str, int]] = {}
        for given in stated.beside.attachments:
            path, what, hint = attached_path(seed, given, files, other)
            named.update([path] if path else [])
            if path and not 0 < files[path][0] <= largest:
                what, hint = f"has {files[path][0]:,} bytes", f"between 1 and {largest:,} can be published"
            elif path:
                try:
                    group[path] = (path, hash_of(archive / path, path, files[path]), files[path][0])
                except OSError as error:
                    what = f"cannot be read: {error.strerror}"
            if what:
                place = place_of("attachments", stated.text, shown_path(stated.path))
                problems.append(Problem(place, f"the attachment '{shown(given)}' {what}", hint))
        yield seed, tuple(group.values())
