"""The files of a folder of evidence, and those that are refused before they are opened."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from muniment.problems import Place, Problem, linked, unreadable
from muniment.read.kinds import is_litter
from muniment.states import State, state_of

MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: Windows' "junction" is a link, too
DERIVED = {"site": "publish elsewhere with --site", ".cache": "remove it: it is only the memory of builds"}


def list_files(
    archive: Path, top: str, ignore: Sequence[str], problems: list[Problem]
) -> tuple[dict[str, State], frozenset[str]]:
    """Every regular file below archive/top: its POSIX path in the archive, and its state, which begins
    with its size in bytes.

    Sorted by the bytes of the path. Links are never followed. The second part are the paths of
    those that were refused or that have no business here, so that nobody calls them missing.
    """
    files: dict[str, State] = {}
    other: set[str] = set()
    odd = odd_folders(archive, (top,))
    problems.extend(odd)
    folders = [top] if (archive / top).is_dir() and not odd else []
    while folders:
        folder = folders.pop()
        for entry in _entries(archive / folder, folder, problems):
            path = f"{folder}/{entry.name}"
            if ignore and _is_ignored(path[len(top) + 1 :], entry.name, ignore):
                continue
            state = _look_at(entry, path, folders, problems)
            if state is None:
                other.add(path)
            else:
                files[path] = state
    return {path: files[path] for path in sorted(files)}, frozenset(other)  # code points sort as their bytes do


def bytes_of(archive: Path, path: str, problems: list[Problem]) -> bytes:
    """The bytes of a file, none where there is no file; a link is never followed."""
    try:
        if (archive / path).is_symlink():
            problems.append(linked(Place(path)))
            return b""
        if (archive / path).exists() and not (archive / path).is_file():
            problems.append(Problem(Place(path), "not an ordinary file", "put the file itself here"))
            return b""
        return (archive / path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        problems.append(unreadable(Place(shown_path(path)), error))
        return b""


def odd_folders(archive: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """Of these folders of the archive, those in whose place a link or a file lies: what a link leads to
    would be published, or written over."""
    found = []
    for name in names:
        folder, place = archive / name, Place(name)
        if folder.is_symlink():
            found.append(linked(place, DERIVED.get(name, "put the folder itself here")))
        elif folder.exists() and not folder.is_dir():
            hint = DERIVED.get(name, "give the file another name, or put it elsewhere")
            found.append(Problem(place, "not a folder", hint))
    return tuple(found)


def shown(text: str, longest: int = 120) -> str:
    """A text as a message shows it: signs that act on a terminal or cannot be seen are escaped, as
    \\n, \\x1b or \\u202e; a byte of a name that is no Unicode as \\xff; cut to `longest` code points."""
    if len(text) > longest:
        text = text[:longest] + "…"
    return text if text.isprintable() else "".join(map(_shown_sign, text))


def _shown_sign(sign: str) -> str:
    if sign.isprintable():
        return sign
    if "\udc80" <= sign <= "\udcff":  # how Python carries such a byte (PEP 383)
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return sign.encode("unicode_escape", "replace").decode("ascii")


def shown_path(path: str) -> str:
    """A path as a message shows it, whole."""
    return shown(path, len(path))


def _entries(folder: Path, name: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError as error:
        problems.append(unreadable(Place(shown_path(name)), error))


def _look_at(entry: os.DirEntry[str], path: str, folders: list[str], problems: list[Problem]) -> State | None:
    """The state of a regular file. None for anything else, which is told, or, a folder, kept for later."""
    if _is_plain(entry):
        return state_of(entry.stat(follow_symlinks=False))
    place = Place(shown_path(path))
    if not is_unicode(entry.name):
        problems.append(Problem(place, "its name is not valid Unicode", "rename it; its bytes stay the same"))
        return None
    try:
        status = entry.stat(follow_symlinks=False)
        if entry.is_symlink() or getattr(status, "st_reparse_tag", 0) == MOUNT_POINT:
            problems.append(linked(place))
        elif entry.name.startswith(".") or is_litter(entry.name):
            if not is_litter(entry.name):
                hint = "rename it if it is a report, or list it under ignore in content/settings.yaml"
                problems.append(Problem(place, "hidden, and not read", hint, severity="warning"))
        elif entry.is_dir(follow_symlinks=False):
            folders.append(path)
        elif entry.is_file(follow_symlinks=False):
            return state_of(status)
        else:
            problems.append(Problem(place, "neither a file nor a folder", "remove it, or keep it elsewhere"))
    except OSError as error:
        problems.append(unreadable(place, error))
    return None


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Whether it is an ordinary file with an ordinary name, as nearly all are."""
    name = entry.name
    return name.isascii() and name[0].isalnum() and not is_litter(name) and entry.is_file(follow_symlinks=False)


def is_unicode(name: str) -> bool:
    """Whether a name has no byte that is none of UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_ignored(path: str, name: str, patterns: Sequence[str]) -> bool:
    """A pattern with "/" is matched against the path below the top, any other against the name."""
    return any(fnmatchcase(path if "/" in pattern.rstrip("/") else name, pattern.rstrip("/")) for pattern in patterns)
