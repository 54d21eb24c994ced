"""Which file belongs to which report: what is stated beside it, and what it attaches."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from muniment.problems import Place, Problem
from muniment.read.folder import shown_path
from muniment.read.kinds import BESIDE, READ, ending_of, stem_of

DRIVE = re.compile(r"[A-Za-z]:|[\\/]")


def is_beside(path: str) -> bool:
    """Whether a file by its name states what is known of another one."""
    return path.lower().endswith(BESIDE)


def pair(
    files: Collection[str], other: frozenset[str], problems: list[Problem]
) -> tuple[dict[str, str], frozenset[str]]:
    """Each seed's file beside it, and the seeds to be held back because it is refused or not clear.

    `report.txt.meta.yaml` is of report.txt, and so is `report.meta.yaml` where no other report has
    that stem. `other` are paths that were refused before: a file beside one of them is not astray.
    """
    named = sorted(filter(is_beside, {*files, *other}), key=str_bytes)
    by_stem = _by_stem(files) if named else {}
    refused = {stem for path in other for stem in (path, stem_of(path))}
    pairs: dict[str, str] = {}
    held: set[str] = set()
    for path in named:
        stem = path[: -len(next(ending for ending in BESIDE if path.lower().endswith(ending)))]
        seeds = [stem] if stem in files else by_stem.get(stem, [])
        faults = list(_faults(path, seeds, stem in refused, pairs)) if path in files else []
        problems.extend(Problem(Place(shown_path(path)), what, hint) for what, hint in faults)
        if faults or path in other:
            held.update(seeds)
        for seed in seeds:
            pairs.setdefault(seed, path)
    return pairs, frozenset(held)


def _by_stem(files: Iterable[str]) -> dict[str, list[str]]:
    """The files that may be reports, by their paths without an ending."""
    found: dict[str, list[str]] = {}
    for path in files:
        if not is_beside(path) and ending_of(path) in READ:
            found.setdefault(stem_of(path), []).append(path)
    return found


def str_bytes(path: str) -> bytes:
    """The bytes that paths are sorted by, on every system alike."""
    return path.encode("utf-8", "surrogateescape")


def _faults(path: str, seeds: list[str], is_idle: bool, pairs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps this file from stating anything of one report, each with its remedy."""
    name = posixpath.basename
    if not path.lower().endswith(BESIDE[0]):
        yield "not read under this name", "rename it: it must end in .meta.yaml"
    if not seeds and not is_idle:
        yield "no report of this name lies beside it", "it belongs beside the report, named REPORT.txt.meta.yaml"
    if len(seeds) > 1:
        names = ", ".join(shown_path(name(seed)) for seed in seeds)
        yield f"it may be of {names}", f"name it after one of them, such as {shown_path(name(seeds[0]))}.meta.yaml"
    for seed in seeds:
        if ending_of(seed) not in READ:
            yield f"{shown_path(name(seed))} is not read as a report", "name the file under attachments of a report"
        elif seed in pairs and len(seeds) == 1:
            yield f"{shown_path(name(seed))} has {shown_path(name(pairs[seed]))} beside it, too", "keep one of the two"


def attached_path(seed: str, given: str, files: Collection[str], other: Collection[str]) -> tuple[str, str, str]:
    """The path in the archive of a file that a report attaches; or nothing, with why and a hint.

    `given` is relative to the seed, and may not lead out of the top folder that the seed lies in.
    """
    top = seed.split("/", 1)[0] + "/"
    path = posixpath.normpath(posixpath.join(posixpath.dirname(seed), given))
    if "://" in given:
        return "", "is an address, not a file", "save the file beside the report and name that"
    if not given.strip() or DRIVE.match(given):
        return "", "is not a path relative to the report", "write it as seen from the report: photos/one.jpg"
    if not path.startswith(top):
        return "", f"leads out of {top}", f"keep attachments inside {top}"
    if path == seed or is_beside(path):
        return "", "is the report itself" if path == seed else "is a file beside a report", "leave it out"
    if path in other:
        return "", "was refused", "see what is said of it"
    if path not in files:
        back = "\\" in given
        return (
            "",
            "does not exist",
            "write / between folders" if back else "names are told apart by upper and lower case",
        )
    return path, "", ""
