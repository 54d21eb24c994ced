"""The files of seeds/ at one look; and at a second one, where it is known what was touched since."""

import os
import stat
from collections.abc import Collection
from pathlib import Path

from muniment.model import Record, changed
from muniment.problems import Problem
from muniment.read.folder import list_files
from muniment.settings import Settings
from muniment.states import State, state_of

TOP = "seeds"


class Listing(Record, frozen=True):
    """What `list_files` gave for seeds/: files by their paths in the archive, paths of others, and problems;
    and what was ignored."""

    ignore: tuple[str, ...]
    files: dict[str, State]
    other: frozenset[str]
    problems: tuple[Problem, ...]


def listing_of(archive: Path, settings: Settings) -> Listing:
    """All files that are there."""
    problems: list[Problem] = []
    files, other = list_files(archive, TOP, settings.ignore, problems)
    return Listing(tuple(settings.ignore), files, other, tuple(problems))


def listing_after(
    last: Listing | None, touched: Collection[str] | None, archive: Path, settings: Settings
) -> Listing | None:
    """The same as `last`, when nothing but these paths of the archive was touched since; None where more may be
    different by that than the contents of files that were there, or either is not known."""
    if last is None or touched is None or last.ignore != tuple(settings.ignore):
        return None
    files = dict(last.files)
    for path in touched:
        if not path.startswith(f"{TOP}/"):
            continue
        try:
            status = os.lstat(archive / path)
        except FileNotFoundError:
            if path in files or path in last.other:
                return None
            continue  # it came and went, as editors do while they save
        except OSError:
            return None
        if path not in files or not stat.S_ISREG(status.st_mode):
            return None
        files[path] = state_of(status)
    return changed(last, files=files)
