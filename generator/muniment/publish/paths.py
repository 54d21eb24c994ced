"""Where a published file may lie: names that every file system holds, and no way out of the folder.

An address is a relative POSIX path ("reports/a.html"). What is refused would be lost, renamed or
run elsewhere on Windows, macOS or a host: see "Naming Files, Paths, and Namespaces" of the Win32
documentation for the names of devices and the characters that it reserves.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from muniment.ids import DEVICES
from muniment.problems import Place, Problem, PublishError

ORDINARY = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
RESERVED = re.compile(r'[\\:<>"|?*\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
LONGEST_NAME = 255  # bytes of UTF-8, on the file systems in use


def fault_of(address: str) -> str:
    """What is wrong with an address, in words; empty when nothing is."""
    if not address:
        return "an address is empty"
    return next(filter(None, map(_fault_of_name, address.split("/"))), "")


def _fault_of_name(name: str) -> str:
    if not ORDINARY.fullmatch(name):
        if name in ("", ".", ".."):
            return "an address must be a plain path inside the site"
        if found := RESERVED.search(name):
            return f"an address cannot hold U+{ord(found[0]):04X}"
        if name[-1] in " .":
            return "a name cannot end with a dot or a space"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        return f"a name is longer than {LONGEST_NAME} bytes"
    if name.split(".")[0].rstrip().casefold() in DEVICES:
        return "Windows keeps this name for a device"
    return ""


def folded(address: str) -> str:
    """What two addresses share when a file system that ignores case or composition mixes them up."""
    return address if address.isascii() and address.islower() else unicodedata.normalize("NFC", address).casefold()


def folder_of(address: str) -> str:
    """The folder that an address lies in, with the slash at its end: "a/b/" of "a/b/c.html", and "" of "c.html"."""
    return address[: address.rfind("/") + 1]


def folders_of(address: str) -> list[str]:
    """The folders that an address lies in: "a/b/c.html" lies in "a" and "a/b"."""
    parts = address.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def one_a_folder(addresses: Iterable[str]) -> Iterable[str]:
    """One address from every folder that holds any."""
    return {folder_of(address): address for address in addresses}.values()


def way_to(site: Path, address: str, known: set[str]) -> Path:
    """The place of an address, when no folder on the way to it is a link.

    `known` remembers the folders that were found good. Raises PublishError: a link could lead to
    any file of this machine.
    """
    parts = address.split("/")[:-1]
    for length in range(1, len(parts) + 1):
        folder = "/".join(parts[:length])
        if folder in known:
            continue
        mode = mode_of(site / folder)
        if stat.S_ISLNK(mode):
            raise PublishError(
                Problem(
                    Place(str(site / folder)), "a link stands where a folder of the site belongs", "remove the link"
                )
            )
        if not stat.S_ISDIR(mode):
            break
        known.add(folder)
    return site / address


def mode_of(path: Path) -> int:
    """The kind and permissions of what lies there, links not followed; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def is_file(path: Path) -> bool:
    """Whether an ordinary file lies there, and no link to one."""
    return stat.S_ISREG(mode_of(path))
