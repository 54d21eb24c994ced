"""What the log of an archive says, as pages show it: leaves, checkpoints, keys, and a report's place among them."""

from typing import Literal

from muniment.model.record import Record

LeafKind = Literal["add", "revise", "review", "redact", "withdraw", "key", "publish"]
KeyRole = Literal["signer", "recovery"]
KeyState = Literal["listed", "lost"]


class Key(Record, frozen=True, kw_only=True):
    """A public key as editors list it: whose it is, for which namespaces of signatures, and from and before which days
    (ISO, UTC; empty is always). `key` is its type and base64, as in OpenSSH's files."""

    principal: str
    key: str
    namespaces: tuple[str, ...]
    role: KeyRole = "signer"
    state: KeyState = "listed"
    valid_after: str = ""
    valid_before: str = ""


class LoggedKey(Record, frozen=True, kw_only=True):
    """A key that the log names: how it stands there by now, the number of the leaf that first names it and that one's
    day; that of the leaf which says that it is lost, or -1; and whether a key that was there before vouches for it, as
    for those of the first checkpoint nobody has to. `fingerprint` is as OpenSSH prints it."""

    key: Key
    fingerprint: str
    leaf: int
    on: str
    lost_at: int = -1
    is_vouched: bool = True


class Signer(Record, frozen=True, kw_only=True):
    """Whose signature counts, by which key, and on which day that was judged: that of a time stamp, or one that is
    merely claimed."""

    principal: str
    key: str
    fingerprint: str
    day: str
    is_claimed: bool = True


class Stamp(Record, frozen=True):
    """A time stamp that was checked: by which authority, and the time in it (ISO 8601, UTC)."""

    authority: str
    time: str


class CheckpointLine(Record, frozen=True, kw_only=True):
    """A checkpoint and what came with it: the leaves from number `first` on, so many of each kind. `root` is in
    base64, `on` the day that its last leaf claims. Of `stamps` there may be fewer than of `authorities`."""

    origin: str
    size: int
    root: str
    first: int
    on: str
    counts: tuple[tuple[LeafKind, int], ...]
    signers: tuple[Signer, ...] = ()
    stamps: tuple[Stamp, ...] = ()

    @property
    def cited(self) -> str:
        """In citations."""
        return f"{self.size}:{self.root}"


class SealedLog(Record, frozen=True, kw_only=True):
    """A log as it is shown: its checkpoints from the first on, its keys, whose stamps the archive asks for, and how
    many must sign a review before it is verified. `origin` is empty where nothing was ever sealed."""

    origin: str = ""
    checkpoints: tuple[CheckpointLine, ...] = ()
    keys: tuple[LoggedKey, ...] = ()
    authorities: tuple[str, ...] = ()
    reviewers: int = 1


class Seal(Record, frozen=True, kw_only=True):
    """A report's place in the log: its last record, which is leaf number `leaf`, in the tree of the first checkpoint
    that covers it.

    `record` is the record's own bytes, which are JSON, `address` where they are published and `sha256` their hash;
    `proof` is the audit path (RFC 6962, 2.1.1), and `root` the root that it leads to, all in base64. `is_current` says
    that the report is still as it was sealed. `signers` are the principals whose signatures on the checkpoint count,
    `version` the number of the record among those of the report, from 1.
    """

    kind: LeafKind
    leaf: int
    on: str
    origin: str
    checkpoint: int
    root: str
    proof: tuple[str, ...]
    record: str
    address: str
    sha256: str
    is_current: bool = True
    signers: tuple[str, ...] = ()
    version: int = 1

    @property
    def cited(self) -> str:
        """The checkpoint, in citations."""
        return f"{self.checkpoint}:{self.root}"
