"""The files of seeds/ at one look; and at a second one, where it is known what was touched since."""

import os
import stat
import sys
from collections.abc import Collection
from itertools import chain
from pathlib import Path

from muniment.model import Record, changed
from muniment.problems import Problem
from muniment.read.folder import is_unicode, list_files
from muniment.read.kinds import is_litter
from muniment.settings import Settings
from muniment.states import Look, State, state_of

TOP = "seeds"
TEXTS = "content/texts"  # where the texts of saved pages are kept, each by its report's id


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


def listing_from(look: Look | None, settings: Settings) -> Listing | None:
    """The same, from a look at seeds/ that found nothing but files and folders with ordinary names; None of any
    other, and where some are to be ignored."""
    if look is None or settings.ignore or sys.platform == "win32":  # whose links a look takes for folders
        return None
    if not all(look.files.values()) or not all(map(_is_ordinary, chain(look.files, look.folders))):
        return None
    # Code points sort as their bytes do.
    files = {f"{TOP}/{path}": state for path in sorted(look.files) if (state := look.files[path])}
    folders = frozenset(f"{TOP}/{path[:-1]}" for path in look.folders if path)
    return Listing((), files, folders, ())


def _is_ordinary(path: str) -> bool:
    name = path.rstrip("/").rpartition("/")[2]
    return not name.startswith(".") and not is_litter(name) and (name.isascii() or is_unicode(name))


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
