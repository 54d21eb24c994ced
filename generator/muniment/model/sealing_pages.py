"""What verify.html and log.html show: the state of a build, and the checkpoints of its log."""

from muniment.model.lines import Paging
from muniment.model.record import Record
from muniment.model.sealing import CheckpointLine, LeafKind, LoggedKey, Seal, SealedLog
from muniment.model.times import Span


class Sealing(Record, frozen=True, kw_only=True):
    """What a build knows of its log: so many of its reports are `sealed` as they are published, and of so many what
    is published is `newer` than what was sealed. `is_signed` says that signatures are published over the sums of this
    very build; `signer` is the principal of the first of them, and `signing_key` the key that it is by (type and
    base64), where they are known before the sums are. `withdrawn` are the places in the log of reports that were, by
    their ids, where the log says so: `since` is there what it had of each before."""

    log: SealedLog = SealedLog()
    sealed: int = 0
    newer: int = 0
    is_signed: bool = False
    signer: str = ""
    signing_key: str = ""
    withdrawn: dict[str, Seal] = {}


class VerifyPage(Record, frozen=True, kw_only=True):
    """How the archive can be checked. There is neither a `first` nor a `last` checkpoint where nothing was ever sealed;
    the rest is as in Sealing and SealedLog. Nothing but this page may depend on `is_signed`, since what is signed tells
    of every page."""

    checkpoints: int = 0
    first: CheckpointLine | None = None
    last: CheckpointLine | None = None
    keys: tuple[LoggedKey, ...] = ()
    authorities: tuple[str, ...] = ()
    reviewers: int = 1
    reports: int = 0
    sealed: int = 0
    newer: int = 0
    verified: int = 0  # reports whose reviews are signed by as many as the archive asks for
    unpublished: int = 0  # of these, reports that are published in part alone, and their reviews not at all
    is_signed: bool = False
    signer: str = ""
    signing_key: str = ""


class KeyMention(Record, frozen=True):
    """A key as the leaves of a checkpoint have it, which no later ones change."""

    principal: str
    fingerprint: str
    is_vouched: bool = True


class ReportMention(Record, frozen=True):
    """A report by its id, and its page, or what stands there since it was withdrawn; empty where there is none."""

    id: str
    address: str


class LogEntry(Record, frozen=True, kw_only=True):
    """A checkpoint in the list: the size of the one `before`, or 0; the first of the reports that its leaves are of, by
    kind; the keys first named in it, those of which it says something else than before, and those that it says are
    lost. `judged_at` is the size of the checkpoint by whose stamp the keys of its signers are judged, 0 where that is
    by the day that is claimed."""

    line: CheckpointLine
    before: int = 0
    reports: tuple[tuple[LeafKind, tuple[ReportMention, ...]], ...] = ()
    named: tuple[KeyMention, ...] = ()
    changed: tuple[KeyMention, ...] = ()
    lost: tuple[KeyMention, ...] = ()
    judged_at: int = 0


class OlderCheckpoint(Record, frozen=True, array_like=True):
    """A checkpoint in one line, and where all is said of it."""

    size: int
    root: str
    on: str
    address: str


class LogPage(Record, frozen=True, kw_only=True):
    """Checkpoints, the newest first. An older page of a long list, which must not change, has its entries and paging
    alone: what it says of stamps hangs on no setting, and it does not say on which day a key was judged, which a later
    stamp may make another. The newest has an anchor for every checkpoint, since pages that cite one lead there for
    good: `older` are those that other pages tell of."""

    origin: str
    entries: tuple[LogEntry, ...]
    paging: Paging = Paging()
    authorities: tuple[str, ...] = ()
    older: tuple[OlderCheckpoint, ...] = ()
    spans: tuple[Span, ...] = ()  # days, months or years, and how many checkpoints each has
    keys: tuple[LoggedKey, ...] = ()
    checkpoints: int = 0  # in all pages
