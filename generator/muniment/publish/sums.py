"""SHA256SUMS: the list of the whole site's bytes, as GNU coreutils writes and checks it.

    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  assets/empty.css

One line a file: 64 hex digits, two spaces, the path; sorted by the path's bytes, LF at the end.
`sha256sum -c SHA256SUMS` checks it.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from muniment.model import Record
from muniment.model.signature_names import ENDING
from muniment.publish.paths import fault_of, is_file

NAME = "SHA256SUMS"
BESIDE = re.compile(rf"SHA256SUMS(?:{ENDING}|\.[a-z0-9-]+\.tsr)")  # signatures of it, and time stamps
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
LARGEST_BESIDE = 1_000_000  # bytes
HASH = 64  # hex digits
START = HASH + 2  # of the path in a line


class Published(Record, frozen=True):
    """A file of the site: its address, and the SHA-256 (hex) and number of its bytes."""

    address: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Sums:
    """What a SHA256SUMS says: the addresses in order, and the line of each without what ends it."""

    addresses: Sequence[str] = ()
    lines: Sequence[str] = ()

    @property
    def text(self) -> str:
        """All of the file."""
        return "".join([f"{line}\n" for line in self.lines])

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file, in hex, by address."""
        return dict(zip(self.addresses, [line[:HASH] for line in self.lines], strict=True))

    def after(self, gone: Iterable[str], renewed: Mapping[str, Published]) -> "Sums":
        """The same without some of its addresses, and with others or the same renewed."""
        changed = sorted({*gone, *renewed})
        places = places_of(self.addresses, changed)
        addresses = [[address] if address in renewed else [] for address in changed]
        lines = [[_line_of(renewed[address])] if address in renewed else [] for address in changed]
        return Sums(
            list(chain.from_iterable(spliced(self.addresses, places, addresses))),
            list(chain.from_iterable(spliced(self.lines, places, lines))),
        )


def sums_of(data: bytes) -> Sums:
    """What the bytes of one say that a build wrote."""
    lines = data.decode().split("\n")[:-1]
    return Sums([line[START:] for line in lines], lines)


def sums_with(hashes: Mapping[str, str]) -> Sums:
    """What tells this SHA-256 of each address."""
    addresses = sorted(hashes)  # code points sort as their bytes in UTF-8 do
    return Sums(addresses, [f"{hashes[address]}  {address}" for address in addresses])


def places_of(addresses: Sequence[str], changed: Iterable[str]) -> list[tuple[int, int]]:
    """Where each of the changed addresses stands among the others, or would: from and to. Both are in order."""
    places, at = [], 0
    for address in changed:
        at = bisect_left(addresses, address, at)
        places.append((at, at + (addresses[at : at + 1] == [address])))
    return places


def spliced(rows: Any, places: Iterable[tuple[int, int]], new: Iterable[Any], width: int = 1) -> list[Any]:
    """The pieces of a sequence of rows, so wide each, with others at these places."""
    pieces: list[Any] = []
    done = 0
    for (start, stop), one in zip(places, new, strict=True):
        pieces += rows[done * width : start * width], one
        done = stop
    return [*pieces, rows[done * width :]]


def _line_of(entry: Published) -> str:
    return f"{entry.sha256}  {entry.address}"


def sums_in(site: Path) -> bytes:
    """The file of a site folder; nothing where there is none, but perhaps a link."""
    path = site / NAME
    return path.read_bytes() if is_file(path) else b""


def beside_in(site: Path) -> dict[str, bytes]:
    """What lies beside the file of a site folder and is named after it, which it cannot tell of: by name."""
    with os.scandir(site) as entries:
        names = [one.name for one in entries if one.name.startswith(NAME) and BESIDE.fullmatch(one.name)]
    found = {}
    for name in sorted(names):
        if is_file(site / name):
            with (site / name).open("rb") as stream:
                found[name] = stream.read(LARGEST_BESIDE)  # and no more, whatever lies there
    return found


def is_beside(address: str) -> bool:
    """Whether an address is that of a signature of SHA256SUMS, or of a time stamp of it."""
    return address.startswith(NAME) and BESIDE.fullmatch(address) is not None


def read_sums(data: bytes) -> dict[str, str] | None:
    """Address to SHA-256 of what was published before, or None where there is no such list, or one that no
    build of ours has written: it would have us delete what is not ours."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    found = [LINE.fullmatch(line) for line in lines if line]
    sums = {line[2]: line[1] for line in found if line and not fault_of(line[2])}
    return sums if len(sums) == len(found) and "index.html" in sums and NAME not in sums else None
