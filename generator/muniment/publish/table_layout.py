"""Where in a published part of a table the piece of each report lies.

A part has millions of bytes, and an edit changes few of them: what it has of the other reports is taken
from the file that the site holds. To fetch each of some thousand pieces from the memory of builds takes
several times as long.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from muniment.model import Record
from muniment.publish.sums import Published

Piece = tuple[str, int]  # the SHA-256, in hex, of the body that holds it, and how many bytes it has in the table
DIGEST = 64  # hex digits


class PartLayout(Record, frozen=True):
    """A part as it was last made: the file, how many bytes stand before the first piece, and packed, because
    there is one for every report, the digests and the sizes (uint32) of the pieces, one after another."""

    file: Published
    head: int
    digests: bytes
    sizes: bytes

    def starts(self) -> dict[str, int]:
        """Where each piece begins, by its digest."""
        digests, sizes = self.digests.hex(), struct.unpack(f"<{len(self.sizes) // 4}I", self.sizes)
        names = [digests[at : at + DIGEST] for at in range(0, len(digests), DIGEST)]
        begins = accumulate(sizes, initial=self.head)  # and one more, where the file ends
        return dict(zip(names, begins, strict=False))


def layout_of(file: Published, head: int, pieces: Sequence[Piece]) -> PartLayout:
    """The layout of a file that consists of so many bytes and then the pieces."""
    digests = bytes.fromhex("".join([digest for digest, _ in pieces]))
    return PartLayout(file, head, digests, struct.pack(f"<{len(pieces)}I", *[size for _, size in pieces]))


def chunks_of(
    pieces: Sequence[Piece], old: bytes, starts: Mapping[str, int], new: Iterator[bytes]
) -> Iterator[bytes | memoryview]:
    """The bytes of all pieces in order. Those that begin somewhere in the old file are taken from there, as
    many at once as follow each other there too; each of the rest is the next of the new."""
    view, first, last = memoryview(old), 0, 0
    for digest, size in pieces:
        start = starts.get(digest)
        if start is not None and start == last:
            last += size
            continue
        yield view[first:last]
        first, last = (0, 0) if start is None else (start, start + size)
        if start is None:
            yield next(new)
    yield view[first:last]
