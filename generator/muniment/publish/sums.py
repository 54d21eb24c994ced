"""SHA256SUMS: the list of the whole site's bytes, as GNU coreutils writes and checks it.

    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  assets/empty.css

One line a file: 64 hex digits, two spaces, the path; sorted by the path's bytes, LF at the end.
`sha256sum -c SHA256SUMS` checks it.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from muniment.model import Record
from muniment.publish.paths import fault_of, is_file

NAME = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class Published(Record, frozen=True):
    """A file of the site: its address, and the SHA-256 (hex) and number of its bytes."""

    address: str
    sha256: str
    bytes: int


def lines_of(entries: Mapping[str, Published], before: Mapping[str, str], new: Iterable[str]) -> dict[str, str]:
    """Every line of the file by its address, in order. `before` are those of an edition from which this one
    differs in nothing but the `new` addresses, or in what addresses it has."""
    if before.keys() == entries.keys():
        return {**before, **{address: _line_of(entries[address]) for address in new}}
    # Code points sort as their bytes in UTF-8 do.
    return {address: _line_of(entries[address]) for address in sorted(entries)}


def _line_of(entry: Published) -> str:
    return f"{entry.sha256}  {entry.address}\n"


def read_sums(site: Path) -> dict[str, str] | None:
    """Address to SHA-256 of what was published there before, or None where there is no such list,
    or one that no build of ours has written: it would have us delete what is not ours."""
    path = site / NAME
    if not is_file(path):
        return None
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    found = [LINE.fullmatch(line) for line in lines if line]
    sums = {line[2]: line[1] for line in found if line and not fault_of(line[2])}
    return sums if len(sums) == len(found) and "index.html" in sums and NAME not in sums else None
