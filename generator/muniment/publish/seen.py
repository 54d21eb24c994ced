"""What lies in a site folder, set against what a build remembers of it."""

import os
import stat
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path

from muniment.model import Record
from muniment.publish.journal import STAGING_INSIDE
from muniment.publish.paths import folder_of
from muniment.publish.sums import Sums, places_of, spliced, sums_of
from muniment.states import PACKED, UNKNOWN, State, clock_of, is_settled, look, packed, state_of, unpacked


class SiteMemory(Record, frozen=True):
    """What a build knows of the site that it published: the SHA-256 of its SHA256SUMS, in hex; the packed states of
    the files in it, in its order, of what may have changed unseen since, no file's; and what stands for the signatures
    beside it."""

    sums: str
    states: bytes
    beside: str = ""


class Seen(Record, frozen=True):
    """A site folder as it was at one look: the states of files that are not as they are remembered, by address,
    None for what is no ordinary file; what is remembered and was `missing`; the states of its folders; and when
    the look began, by the file system's clock."""

    others: dict[str, State | None]
    missing: frozenset[str]
    folders: dict[str, State]
    began: int


def see(site: str, staging: Path, sums: bytes, states: bytes) -> Seen:
    """Look at a site of which these states are remembered, in the order of its SHA256SUMS; `staging` is a folder
    of the same file system.

    Raises OSError where the system refuses to list a folder.
    """
    began = clock_of(staging)
    there = look(site)
    present = dict(there.files)
    known = sums_of(sums).addresses
    missing = frozenset(known).difference(present)
    for address, state in zip(known, unpacked(states), strict=True):
        if present.get(address) == state:
            del present[address]
    others = {name: state for name, state in present.items() if not name.startswith(STAGING_INSIDE)}
    return Seen(others, missing, there.folders, began)


def memory_after(sums: str, before: Sums, known: bytes, gone: Set[str], states: Mapping[str, State]) -> SiteMemory:
    """What to remember of a site that has this SHA256SUMS now: of those before, of which these states were
    known or none, some addresses are `gone`, and others have new states or came with them."""
    changed = sorted({*gone, *states})
    rows = [b"" if address in gone else packed([states[address]]) for address in changed]
    known = known or packed([UNKNOWN]) * len(before.addresses)
    pieces = spliced(known, places_of(before.addresses, changed), rows, PACKED.size)
    return SiteMemory(sums, b"".join(pieces))


def names_in(site: str, folder: str, known: dict[str, State]) -> Iterator[str]:
    """The addresses of what lies in a folder of a site by now, and in folders within that are not `known`."""
    try:
        if not stat.S_ISDIR(os.lstat(f"{site}/{folder}".rstrip("/")).st_mode):
            return
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                name = folder + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    yield name
                elif f"{name}/" not in known and not name.startswith(STAGING_INSIDE):
                    yield from names_in(site, f"{name}/", known)
    except (FileNotFoundError, NotADirectoryError):
        return


def lying_at(site: str, addresses: Set[str]) -> Set[str]:
    """Of these addresses those at which anything but a folder lies, under exactly that name: some file systems
    cannot tell it from others, and have the same file answer to both."""
    found: set[str] = set()
    for folder in {folder_of(address) for address in addresses}:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{site}/{folder}") as entries:
            found.update(folder + entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))
    return found.intersection(addresses)


def changed_since(site: str, seen: Seen) -> set[str]:
    """The folders in which a name may have come or gone since they were seen."""
    return {
        folder
        for folder, state in seen.folders.items()
        if not is_settled(state, seen.began) or _state_in(site, folder) != state
    }


def _state_in(site: str, folder: str) -> State | None:
    try:
        return state_of(os.lstat(f"{site}/{folder}".rstrip("/")))
    except OSError:
        return None


def files_in(folder: Path, within: str = "") -> Iterator[str]:
    """The addresses of all files below a folder, and of links, which are not followed."""
    with os.scandir(folder / within) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_in(folder, f"{within}{entry.name}/")
            else:
                yield f"{within}{entry.name}"
