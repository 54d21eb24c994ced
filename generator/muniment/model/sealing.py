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


class KeyLeaf(Record, frozen=True):
    """What a leaf says of a key: whose it is, and whether keys that were there before vouch for that."""

    leaf: int
    principal: str
    is_vouched: bool = True


class LoggedKey(Record, frozen=True, kw_only=True):
    """A key that the log names: how it stands there by now, the number of the leaf that first names it and that one's
    day; that of the leaf which says that it is lost, or -1; and whether keys that were there before vouch for all that
    the log says of it, as for the first checkpoint nobody has to. `fingerprint` is as OpenSSH prints it; `told` are
    all leaves on it, in their order, of which no later one changes any."""

    key: Key
    fingerprint: str
    leaf: int
    on: str
    lost_at: int = -1
    is_vouched: bool = True
    told: tuple[KeyLeaf, ...] = ()


class Signer(Record, frozen=True, kw_only=True):
    """Whose signature counts, by which key, and on which day that was judged: that of a time stamp, or one that is
    merely claimed. `file` is the signature's address in the site, empty where that is not told."""

    principal: str
    key: str
    fingerprint: str
    day: str
    is_claimed: bool = True
    file: str = ""


class Stamp(Record, frozen=True):
    """A time stamp that was checked: by which authority, and the time in it (ISO 8601, UTC)."""

    authority: str
    time: str


class SignerMention(Record, frozen=True):
    """Whose signature counts, by what no later leaf or stamp changes: by which key, and the file of the signature."""

    principal: str
    fingerprint: str
    file: str = ""


class CheckpointLine(Record, frozen=True, kw_only=True):
    """A checkpoint and what came with it: the leaves from number `first` on, so many of each kind, and the ids of the
    `reports` that the first of each kind are of. `root` is in base64, `on` the day that its last leaf claims. Of
    `stamps` there may be fewer than of the log's `authorities`."""

    origin: str
    size: int
    root: str
    first: int
    on: str
    counts: tuple[tuple[LeafKind, int], ...]
    reports: tuple[tuple[LeafKind, tuple[str, ...]], ...] = ()
    signers: tuple[Signer, ...] = ()
    stamps: tuple[Stamp, ...] = ()

    @property
    def cited(self) -> str:
        """In citations."""
        return f"{self.size}:{self.root}"

    @property
    def stamped_on(self) -> str:
        """The day of the earliest stamp on itself, which no later checkpoint changes; empty where there is none."""
        return min((stamp.time[:10] for stamp in self.stamps), default="")

    @property
    def signer_mentions(self) -> tuple[SignerMention, ...]:
        """Its signers, for pages that are to stay as they are."""
        return tuple(SignerMention(one.principal, one.fingerprint, one.file) for one in self.signers)


class SealedLog(Record, frozen=True, kw_only=True):
    """A log as it is shown: its checkpoints from the first on, its keys, whose stamps the archive asks for, and how
    many must sign a review before it is verified. `origin` is empty where nothing was ever sealed."""

    origin: str = ""
    checkpoints: tuple[CheckpointLine, ...] = ()
    keys: tuple[LoggedKey, ...] = ()
    authorities: tuple[str, ...] = ()
    reviewers: int = 1


class EarlierRecord(Record, frozen=True, kw_only=True):
    """What was sealed of a report before its last record: leaf, and the day that this one claims, where the record is
    published, and the first checkpoint that covers it; with the stamps of that one, or of the first later one that has
    any, before the checkpoint of the last record, of which more is told: `stamped` is its size."""

    leaf: int
    on: str
    address: str
    checkpoint: int
    stamped: int = 0
    stamps: tuple[Stamp, ...] = ()


class Seal(Record, frozen=True, kw_only=True):
    """A report's place in the log: its last record, which is leaf number `leaf`, in the tree of the first checkpoint
    that covers it.

    `record` is the record's own bytes, which are JSON, `address` where they are published and `sha256` their hash;
    `proof` is the audit path (RFC 6962, 2.1.1), and `root` the root that it leads to, all in base64. `is_current` says
    that the report is still as it was sealed. `signers` and `stamps` are those of the checkpoint itself, and not of
    later ones, so that a page that cites it stays as it is; `version` is the number of the record among those of the
    report, from 1. `absence` says why nothing of the report was published when it was sealed, where nothing was: "held
    back" or "withdrawn". `since` is the first record from which on the log told of no other file, where there is an
    earlier one, and `replaced` the last one that is of another.
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
    signers: tuple[SignerMention, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    version: int = 1
    absence: str = ""
    since: EarlierRecord | None = None
    replaced: EarlierRecord | None = None

    @property
    def cited(self) -> str:
        """The checkpoint, in citations."""
        return f"{self.checkpoint}:{self.root}"


class SealMark(Record, frozen=True, kw_only=True):
    """What a Seal hangs on: with the same mark it is the same."""

    leaf: int
    checkpoint: int
    root: str
    is_current: bool
    signers: tuple[SignerMention, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    since: EarlierRecord | None = None
    replaced: EarlierRecord | None = None
