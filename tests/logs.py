"""What tests of the log's pages share: logs made by hand, in every state that a reader may meet."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from muniment.model import changed
from muniment.model.sealing import CheckpointLine, Key, KeyLeaf, LeafKind, LoggedKey, SealedLog, Signer, Stamp
from muniment.model.sealing_pages import Sealing
from muniment.model.signature_names import signature_names

ORIGIN = "example.org/izium"
BOTH = ("muniment-checkpoint", "muniment-sums")
DAY = "2026-11-22"


def root_of(size: int) -> str:
    """A root that is one as far as it shows."""
    return base64.b64encode(hashlib.sha256(str(size).encode()).digest()).decode()


def key_of(
    principal: str, leaf: int = 0, on: str = DAY, is_vouched: bool = True, lost_at: int = -1, **fields: object
) -> LoggedKey:
    digest = hashlib.sha256(principal.encode()).digest()
    given: dict[str, object] = {"key": f"ssh-ed25519 {base64.b64encode(digest).decode()}", "namespaces": BOTH}
    fingerprint = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    key = Key(principal=principal, **{**given, **fields})  # type: ignore[arg-type]
    told = tuple(KeyLeaf(one, principal, is_vouched) for one in (leaf, lost_at) if one >= 0)
    return LoggedKey(
        key=key, fingerprint=fingerprint, leaf=leaf, on=on, lost_at=lost_at, is_vouched=is_vouched, told=told
    )


def signed_by(key: LoggedKey, day: str = DAY, is_claimed: bool = True) -> Signer:
    principal = key.key.principal
    return Signer(principal=principal, key=key.key.key, fingerprint=key.fingerprint, day=day, is_claimed=is_claimed)


def checkpoint(
    size: int, first: int = 0, on: str = DAY, counts: Iterable[tuple[LeafKind, int]] = (("add", 1),),
    signers: Iterable[Signer] = (), stamps: Iterable[Stamp] = (),
) -> CheckpointLine:  # fmt: skip
    path = f"log/checkpoints/{size}.txt"
    signed = zip(signers, signature_names(path), strict=False)
    return CheckpointLine(
        origin=ORIGIN, size=size, root=root_of(size), first=first, on=on, counts=tuple(counts),
        signers=tuple(changed(one, file=file) for one, file in signed), stamps=tuple(stamps),
    )  # fmt: skip


DESK, RECOVERY, NEXT = key_of("demo-desk"), key_of("demo-recovery", 1, role="recovery"), key_of("next-desk", 5)
FIRST = checkpoint(4, counts=(("add", 2), ("key", 2)), signers=[signed_by(DESK)])
STAMPED = changed(
    FIRST,
    signers=(changed(FIRST.signers[0], day="2026-11-23", is_claimed=False),),
    stamps=(Stamp("one-tsa", "2026-11-23T08:05:09Z"),),
)
SECOND = checkpoint(7, 4, "2026-12-05", (("review", 1), ("add", 1), ("key", 1)), [signed_by(DESK, "2026-12-05")])
BARE = SealedLog(origin=ORIGIN, checkpoints=(FIRST,), keys=(DESK, RECOVERY))
TWO = ("one-tsa", "two-tsa")


def log_of(count: int, first_day: str = "2024-01-07", every: int = 13) -> SealedLog:
    """So many checkpoints of three leaves each, every second stamped the day after."""
    start = date.fromisoformat(first_day)
    days = [start + timedelta(days=every * number) for number in range(count)]
    stamped = {number: (days[number] + timedelta(days=1)).isoformat() for number in range(1, count, 2)}
    lines = []
    for number, day in enumerate(days):
        judged = stamped.get(number) or stamped.get(number + 1)
        stamps = [Stamp("one-tsa", f"{stamped[number]}T08:05:09Z")] if number in stamped else []
        signer = signed_by(DESK, judged or day.isoformat(), not judged)
        counts: tuple[tuple[LeafKind, int], ...] = (("add", 2), ("review", 1))
        lines.append(checkpoint(3 * number + 3, 3 * number, day.isoformat(), counts, [signer], stamps))
    return SealedLog(origin=ORIGIN, checkpoints=tuple(lines), keys=(DESK,), authorities=TWO)


STATES = {
    "never-sealed": Sealing(),
    "unsigned": Sealing(log=BARE, sealed=1, newer=1),
    "signed": Sealing(log=BARE, sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key),
    "stamped": Sealing(log=changed(BARE, checkpoints=(STAMPED,), authorities=TWO), sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key),
    "not-stamped": Sealing(log=changed(BARE, authorities=TWO), sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key),
    "nobody-signed": Sealing(log=changed(BARE, checkpoints=(changed(FIRST, signers=()),), keys=()), sealed=2),
    "rotated": Sealing(
        log=changed(BARE, checkpoints=(STAMPED, SECOND), keys=(DESK, RECOVERY, NEXT), authorities=TWO, reviewers=2),
        sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key,
    ),
    "lost": Sealing(
        log=changed(
            BARE,
            checkpoints=(
                STAMPED,
                checkpoint(6, 4, "2026-12-05", (("key", 2),), [signed_by(RECOVERY, "2026-12-05"), signed_by(NEXT)]),
            ),
            keys=(key_of("demo-desk", lost_at=4), RECOVERY, NEXT),
        ),
        sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key,
    ),
    "not-vouched": Sealing(
        log=changed(
            BARE,
            checkpoints=(FIRST, changed(SECOND, signers=(changed(SECOND.signers[0], principal="next-desk", key=NEXT.key.key, fingerprint=NEXT.fingerprint),))),
            keys=(changed(DESK, key=changed(DESK.key, valid_after="2026-01-01", valid_before="2026-12-01")), RECOVERY, key_of("next-desk", 5, is_vouched=False)),
        ),
        sealed=1, newer=0,
    ),
    "many": Sealing(log=log_of(60), sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key),
    "more": Sealing(log=log_of(500, "2010-01-01", 12), sealed=2, is_signed=True, signer="demo-desk", signing_key=DESK.key.key),
}  # fmt: skip
