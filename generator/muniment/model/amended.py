"""What pages tell of what was taken back or changed."""

from muniment.model.lines import Line, Paging
from muniment.model.publication import Correction, Tombstone
from muniment.model.record import Record
from muniment.model.sealing import Seal


class CorrectionLine(Record, frozen=True):
    """A correction with the reports that it is about; and those that were withdrawn, with what is at their address."""

    correction: Correction
    reports: tuple[Line, ...]
    gone: tuple[tuple[str, str], ...] = ()


class Corrections(Record, frozen=True):
    """The corrections, the newest first, or a page of them. `total` is of all pages, told on the newest."""

    lines: tuple[CorrectionLine, ...]
    paging: Paging
    total: int = 0


class Gone(Record, frozen=True):
    """What is told at the address of a report that was withdrawn; and its place in the log, where that says so."""

    tombstone: Tombstone
    seal: Seal | None = None
    has_log: bool = False
