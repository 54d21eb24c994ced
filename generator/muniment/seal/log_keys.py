"""What a log says of keys: by which leaves, and how each stood after any of them."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

from muniment.model import Key, Record, changed
from muniment.seal.records import AnyRecord, KeyRecord, key_in


class LogKey(Record, frozen=True):
    """What the log says last of a key; the leaves that first name it and say that it is lost, or -1; and all that it
    ever said of it, each with its leaf."""

    record: KeyRecord
    leaf: int
    lost_at: int = -1
    told: tuple[tuple[int, KeyRecord], ...] = ()

    def leaf_as_of(self, size: int) -> int:
        """The last of the first so many leaves that tells of it; -1 where none does."""
        before = bisect_left(self.told, size, key=itemgetter(0))
        return self.told[before - 1][0] if before else -1

    def as_of(self, size: int) -> Key | None:
        """The key as the first so many leaves have it; None where they do not name it. What is lost once stays so."""
        before = bisect_left(self.told, size, key=itemgetter(0))
        if not before:
            return None
        key = key_in(self.told[before - 1][1])
        return changed(key, state="lost") if 0 <= self.lost_at < size else key


def keys_in(records: Iterable[tuple[int, AnyRecord]]) -> tuple[LogKey, ...]:
    """Each key as it stands by now, in the order in which they came."""
    found: dict[str, LogKey] = {}
    for number, record in records:
        if isinstance(record, KeyRecord):
            known = found.get(record.key)
            first, lost_at = (known.leaf, known.lost_at) if known else (number, -1)
            lost_at = number if record.state == "lost" and lost_at < 0 else lost_at
            told = (*(known.told if known else ()), (number, record))
            found[record.key] = LogKey(record, first, lost_at, told)
    return tuple(found.values())
