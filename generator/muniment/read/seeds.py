"""Every seed of an archive: each file of seeds/ that is a report, and each record of those that hold many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from muniment.loading import load
from muniment.model import Seed, changed
from muniment.problems import Place, Problem, unreadable
from muniment.read.beside import Beside, place_of
from muniment.read.containers import cut_container
from muniment.read.folder import shown, shown_path
from muniment.read.kinds import CONTAINERS, MEDIA, READ, ending_of
from muniment.read.listing import TEXTS, Listing, listing_of
from muniment.read.noted import Noted, Pair, read_pair
from muniment.read.pairs import attached_path, is_beside, pair, str_bytes
from muniment.settings import Fields, Settings
from muniment.states import HashOf, State

WHOLE = (".md", ".txt", ".html", ".htm")  # endings of files that are one report each
ReadPairs = Callable[[Sequence[Pair]], Iterable[Noted]]
Attached = tuple[tuple[str, str, int], ...]  # path in the archive, SHA-256, bytes
Known = dict[str, tuple[State, list[Seed]]]  # by path, what a file in that very state gave


def find_seeds(
    archive: Path, settings: Settings, hash_of: HashOf, problems: list[Problem], read_pairs: ReadPairs | None = None,
    listing: Listing | None = None, known: Known | None = None,
) -> tuple[Seed, ...]:  # fmt: skip
    """The seeds in the order of their paths' bytes, records in the order of their file.

    `hash_of(path, name, state)` gives a file's SHA-256 in hex; `name` is its path in the archive.
    `read_pairs` does `read_pair` for many, and `listing` are the files, where they are known. What is wrong
    with one file is one problem at its path, or at the line of its record, and the others go on; a file that no
    report can use is a warning. `known` is kept from call to call: a file of which nobody looked at the state
    since, so that the listing has the very one that it had, gives what it gave.
    """
    listing = listing or listing_of(archive, settings)
    files, other, found = listing.files, listing.other, list(listing.problems)
    pairs, held = pair(files, other, found)
    hashed = _hashed(archive, {seed: path for seed, path in pairs.items() if seed not in held}, files, hash_of, found)
    noted = (read_pairs or partial(map, partial(read_pair, archive=archive)))(hashed)
    besides = dict(_understood(hashed, noted, found))
    named: set[str] = set()
    attached = dict(_attach(archive, besides, files, other, settings.largest_seed, hash_of, named, found))
    seeds: list[Seed] = []
    whole = partial(_seed_of, archive, hash_of=hash_of, problems=found)
    if known is not None:
        whole = partial(_seed_again, known, whole)
    for path, state in files.items():
        if path.endswith(WHOLE) and path not in pairs and path not in named and 0 < state[0] <= settings.largest_seed:
            seeds += whole(path, state)  # as nearly all are
            continue
        if is_beside(path) or (path in named and path not in pairs):
            continue
        if _is_refused(path, state[0], settings, pairs.get(path, ""), path in besides, found):
            continue
        for seed in _seeds_of(archive, path, state, settings.fields, hash_of, found):
            if stated := besides.get(path):
                beside_path, text, beside = stated
                seed = changed(
                    seed, beside=text, beside_path=beside_path, attached=attached.get(path, ()),
                    embargo_until=beside.embargo_until,
                )  # fmt: skip
            seeds.append(seed)
    ids = {path: beside.id for path, (_, _, beside) in besides.items()}
    if (archive / TEXTS).exists():
        seeds = load("read.kept_text").with_kept_texts(archive, seeds, ids, files, hash_of, found)
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
    if ending in MEDIA:
        what, hint = "no report names this file", "list it under attachments: in a report's NAME.meta.yaml"
    else:
        what, hint = "not a kind of report that this program reads", "it reads .txt, .md, .html, .jsonl and .csv"
    return Problem(place, what, hint, severity="warning")


def _seeds_of(
    archive: Path, path: str, state: State, fields: Fields, hash_of: HashOf, problems: list[Problem]
) -> list[Seed]:
    if ending_of(path) not in CONTAINERS:
        return _seed_of(archive, path, state, hash_of, problems)
    try:
        return list(cut_container((archive / path).read_bytes(), path, fields, problems))
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))
        return []


def _seed_again(known: Known, whole: Callable[[str, State], list[Seed]], path: str, state: State) -> list[Seed]:
    """What a whole file gave in this very state. One that gave nothing is asked again, for its problem is told."""
    last = known.get(path)
    if last is None or last[0] is not state or not last[1]:
        last = known[path] = state, whole(path, state)
    return last[1]


def _seed_of(archive: Path, path: str, state: State, hash_of: HashOf, problems: list[Problem]) -> list[Seed]:
    """The seed that a whole file is; none where it cannot be read."""
    try:
        return [Seed(path, 0, state[0], hash_of(f"{archive}/{path}", path, state))]
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))
        return []


def _hashed(
    archive: Path, pairs: Mapping[str, str], files: Mapping[str, State], hash_of: HashOf, problems: list[Problem]
) -> list[Pair]:
    """The pairs of which both parts may be read."""
    found = []
    for seed, path in pairs.items():
        if ending_of(seed) in READ:
            try:
                found.append(Pair(seed, path, hash_of(f"{archive}/{path}", path, files[path])))
            except OSError as error:
                problems.append(unreadable(Place(shown_path(path)), error))
    return found


def _understood(
    pairs: Iterable[Pair], noted: Iterable[Noted], problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, str, Beside]]]:
    """Each seed of which the file beside it can be understood: that file's path, its text as it is, and
    what it states."""
    for of, one in zip(pairs, noted, strict=True):
        problems += one.problems
        if one.beside:
            yield of.seed, (of.path, one.text, one.beside)


def _attach(
    archive: Path, besides: Mapping[str, tuple[str, str, Beside]], files: Mapping[str, State], other: frozenset[str],
    largest: int, hash_of: HashOf, named: set[str], problems: list[Problem],
) -> Iterator[tuple[str, Attached]]:  # fmt: skip
    """For each report that attaches files: those that may be published with it. Into `named` go all
    that are named and there, whether they may or not."""
    for seed, (beside_path, text, beside) in besides.items():
        if ending_of(seed) in CONTAINERS:
            continue
        group: dict[str, tuple[str, str, int]] = {}
        for given in beside.attachments:
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
                place = place_of("attachments", text, shown_path(beside_path))
                problems.append(Problem(place, f"the attachment '{shown(given)}' {what}", hint))
        yield seed, tuple(group.values())
