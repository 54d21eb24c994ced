"""The files below content/, as bytes: no link is followed, and what cannot be read is told."""

from collections.abc import Iterator
from pathlib import Path

from muniment.problems import Place, Problem, linked, unreadable
from muniment.read.folder import list_files, shown_path
from muniment.read.kinds import ending_of


def files_of(archive: Path, folder: str, ending: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file of a kind; another kind of file there is told."""
    files, _ = list_files(archive, folder, (), problems)
    for path in files:
        if ending_of(path) != ending:
            what, hint = "not read: its name does not end in " + ending, "rename it, or keep it elsewhere"
            problems.append(Problem(Place(shown_path(path)), what, hint))
        elif data := bytes_of(archive, path, problems):
            yield path, data


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
