"""What pages show of the log, as it is handed to linking."""

from collections.abc import Callable
from dataclasses import dataclass

from muniment.model import Seal
from muniment.model.sealing import SealMark


def _nothing(report: str, mark: SealMark) -> Seal:
    raise LookupError(report)


@dataclass(frozen=True)
class Seals:
    """Whether there is a log, and what makes the whole of a report's place in it of its mark, which takes longer."""

    has_log: bool = False
    whole: Callable[[str, SealMark], Seal] = _nothing


NEVER_SEALED = Seals()
