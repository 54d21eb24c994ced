"""Whether a key counts: for what it signed, on which day. One rule for checkpoints, SHA256SUMS and reviews.

VERIFY.md, "Signatures", says by which leaves of the log, and on which day, each of them is judged.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from muniment.model import Key, Record
from muniment.seal.allowed_signers import is_valid_on, validity_of
from muniment.seal.public_keys import fingerprint

NOT_NAMED = "it is signed by a key that the log does not name before it"


class Day(Record, frozen=True):
    """A day (ISO): that of a time stamp, or one that is merely claimed."""

    day: str
    is_claimed: bool = True

    @property
    def told(self) -> str:
        """In words."""
        return f"{self.day}, {'the claimed day' if self.is_claimed else 'the day of the earliest time stamp'}"


@dataclass(frozen=True)
class StampDays:
    """The days of time stamps over checkpoints, by the sizes of these in their order: `earliest` over one of this size
    or over any later one."""

    sizes: Sequence[int] = ()
    earliest: Sequence[str] = ()

    def of(self, leaf: int, claimed: str) -> Day:
        """On which a leaf was there: the day of the earliest stamp that covers it, otherwise the claimed one."""
        place = bisect_right(self.sizes, leaf)
        return Day(self.earliest[place], is_claimed=False) if place < len(self.sizes) else Day(claimed)


def stamp_days(days: Mapping[int, str]) -> StampDays:
    """Of the earliest day of each checkpoint that is stamped, by its size."""
    sizes = sorted(days)
    backwards = accumulate((days[size] for size in reversed(sizes)), min)
    return StampDays(sizes, list(backwards)[::-1])


def fault_of_key(key: Key | None, namespace: str, on: Day) -> str:
    """Why a signature by a key, as it stood then, does not count in a namespace and on a day; empty where it does."""
    if key is None:
        return NOT_NAMED
    whose = f"the key of {key.principal}, {fingerprint(key.key)},"
    if key.state == "lost":
        return f"{whose} was lost by then"
    if namespace not in key.namespaces:
        return f"{whose} is not listed for the namespace {namespace}"
    return "" if is_valid_on(key, on.day) else f"{whose} is valid {validity_of(key)}, and not on {on.told}"
