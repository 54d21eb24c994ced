"""The Merkle tree of a log: RFC 6962, section 2.1.

    leaf hash   SHA-256(0x00 || entry)
    node hash   SHA-256(0x01 || left || right)

              root of 5
             /         \\
         [0, 4)         4        the left part is the largest power of two below the size; so every left part is
        /      \\                 complete, and a complete part never changes again
    [0, 2)    [2, 4)
"""

import hashlib
from collections.abc import Iterable

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry, 32 bytes. The first byte keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The complete parts of a tree, by their height and number: what roots and proofs of every size are made of.

    10,000 leaves are 20,000 hashes, and a root or proof of any size takes only some dozen of them.
    """

    def __init__(self, leaves: Iterable[bytes]):
        """Of the hashes of the leaves, in their order."""
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([_node(left, right) for left, right in pairs])

    def __len__(self) -> int:
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves: 32 bytes. Raises ValueError for more than there are."""
        self._check(size)
        return self._part(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The audit path of a leaf in the tree of the first `size`, from the leaf up (2.1.1)."""
        self._check(size)
        if not 0 <= index < size:
            raise ValueError(f"there is no leaf {index} in a tree of {size}")
        return tuple(self._path(index, 0, size))

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """What shows that the tree of the first `size` leaves begins with that of the first `old` (2.1.2)."""
        self._check(size)
        if not 0 < old <= size:
            raise ValueError(f"a tree of {size} cannot continue one of {old}")
        return tuple(self._proof(old, 0, size, is_whole=True))

    def _check(self, size: int) -> None:
        if not 0 <= size <= len(self):
            raise ValueError(f"there are {len(self)} leaves, not {size}")

    def _part(self, start: int, end: int) -> bytes:
        """The hash of the leaves from `start` to `end`. `start` is a multiple of the power of two that holds them."""
        if (end - start).bit_count() == 1:
            height = (end - start).bit_length() - 1
            return self._levels[height][start >> height]
        middle = start + _left(end - start)
        return _node(self._part(start, middle), self._part(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _left(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._part(middle, end)]
        return [*self._path(index, middle, end), self._part(start, middle)]

    def _proof(self, old: int, start: int, end: int, is_whole: bool) -> list[bytes]:
        """SUBPROOF of the RFC; `is_whole` where the old tree's own root is what was asked about."""
        if old == end:
            return [] if is_whole else [self._part(start, end)]
        middle = start + _left(end - start)
        if old <= middle:
            return [*self._proof(old, start, middle, is_whole), self._part(middle, end)]
        return [*self._proof(old, middle, end, is_whole=False), self._part(start, middle)]


def _left(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return 1 << (size - 1).bit_length() - 1
