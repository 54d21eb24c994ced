"""What the log says of signatures on reviews, and of the keys that they are by."""

from bisect import bisect_right
from collections.abc import Sequence

from muniment.model import CheckpointLine, Key, Record
from muniment.seal.key_faults import Day, StampDays
from muniment.seal.log import Log
from muniment.seal.log_keys import LogKey


class LoggedReview(Record, frozen=True):
    """A signature on a review that the log has: the number of the first leaf whose record has it, the day on which its
    key is judged, and the one that pages tell. That is the day of a stamp over the first checkpoint that covers the
    leaf, or the one that the leaf claims: no later checkpoint makes it another."""

    leaf: int
    judged: Day
    told: Day


class LoggedReviews(Record, frozen=True):
    """All that the log says of them: its number of leaves, and the day of the last; its keys; and each signature by the
    SHA-256 of the review's file and the key; and the reports of whose signatures it may say nothing. Keys are as type
    and base64. Nothing, of an archive that was never sealed."""

    size: int = 0
    last: Day = Day("")
    keys: dict[str, LogKey] = {}
    signed: dict[tuple[str, str], LoggedReview] = {}
    silent: frozenset[str] = frozenset()

    def key_by_now(self, key: str) -> Key | None:
        """A key as the log has it by now, if it has it."""
        known = self.keys.get(key)
        return known.as_of(self.size) if known else None


def logged_reviews(log: Log, lines: Sequence[CheckpointLine], days: StampDays) -> LoggedReviews:
    """What a log says, whose checkpoints are stamped on these days."""
    if not log.leaves:
        return LoggedReviews()
    sizes, signed = [line.size for line in lines], {}
    for sha256, key, leaf in log.signed:
        claimed = log.leaves[leaf].on
        own = lines[bisect_right(sizes, leaf)].stamped_on
        told = Day(own, is_claimed=False) if own else Day(claimed)
        signed[sha256, key] = LoggedReview(leaf, days.of(leaf, claimed), told)
    last = len(log.leaves) - 1
    return LoggedReviews(len(log.leaves), days.of(last, log.leaves[last].on), log.by_key, signed, log.silent)
