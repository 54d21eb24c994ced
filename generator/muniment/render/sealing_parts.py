"""What verify.html and log.html show alike: checkpoints with who signed and stamped them, and the table of keys."""

import base64
import binascii
from collections.abc import Sequence

from muniment.model import Record
from muniment.model.sealing import CheckpointLine, LoggedKey, Signer
from muniment.render.dates import SPACE, written
from muniment.render.links import CHECKPOINTS, To
from muniment.render.mark import strokes
from muniment.render.view_parts import DateView, view_date
from muniment.render.words import counted, listed, number

NOT_VOUCHED = "not vouched for by an earlier key"
VOUCHED = "vouched for by an earlier key"
FIRST = "named at the first seal"
ROLES = {
    "signer": "signs",
    "recovery": "recovery: kept apart, to take over from one that is lost",
}


class SignerView(Record, frozen=True, kw_only=True):
    """Whose signature, by which key, and the file that it lies in; `judged` says on which day the key was judged, and
    whose stamp that is the day of, and is empty where a page may not say so."""

    principal: str
    fingerprint: str
    judged: str
    address: str


class StampView(Record, frozen=True, kw_only=True):
    """Which authority says so, the time in its stamp in words and for machines, and the file."""

    authority: str
    words: str
    machine: str
    address: str


class CheckpointView(Record, frozen=True, kw_only=True):
    size: int
    figure: str  # "1,234"
    triple: str  # ORIGIN SIZE ROOT
    date: DateView
    mark: str
    address: str  # of its file
    signers: tuple[SignerView, ...]
    stamps: tuple[StampView, ...]
    stamp_words: str
    unstamped: str  # "a and b": whose stamps are asked for and are not there


class KeyView(Record, frozen=True, kw_only=True):
    principal: str
    fingerprint: str
    role: str
    leaf: str  # "leaf 11", of the log, from 0
    since: DateView
    valid: str
    is_lost: bool
    lost: str  # likewise
    is_vouched: bool
    vouched: str


def view_checkpoint(line: CheckpointLine, authorities: Sequence[str], to: To, judged_at: int = 0) -> CheckpointView:
    """A checkpoint; of whose stamps are asked for today is told where `authorities` are given. `judged_at` is the size
    of the checkpoint by whose stamp its signers' keys are judged, where that is one."""
    stamped = {one.authority for one in line.stamps}
    asked = {*authorities, *stamped}
    return CheckpointView(
        size=line.size,
        figure=number(line.size),
        triple=f"{line.origin} {line.size} {line.root}",
        date=view_date(line.on, "", to, "stated"),
        mark=strokes(root_hex(line.root)),
        address=to(file_of(line.size)),
        signers=tuple(_view_signer(one, line.size, judged_at, to) for one in line.signers),
        stamps=tuple(
            StampView(
                authority=one.authority,
                words=time_words(one.time),
                machine=one.time,
                address=to(stamp_of(line.size, one.authority)),
            )
            for one in line.stamps
        ),
        stamp_words=stamp_words(len(stamped), len(asked) if authorities else 0),
        unstamped=listed([one for one in authorities if one not in stamped]),
    )


def _view_signer(one: Signer, size: int, judged_at: int, to: To) -> SignerView:
    return SignerView(
        principal=one.principal,
        fingerprint=one.fingerprint,
        judged=judged_words(one, size, judged_at),
        address=to(one.file),
    )


def judged_words(one: Signer, size: int, judged_at: int) -> str:
    """How the key of a checkpoint's signer was judged: "valid on 23 November 2026, the day of its time stamp"."""
    if not one.day:
        return ""
    whose = "its time stamp" if judged_at in (0, size) else f"the time stamp on checkpoint {number(judged_at)}"
    how = "a day that is only claimed" if one.is_claimed else f"the day of {whose}"
    return f"valid on {written(one.day)}, {how}"


def stamp_words(stamps: int, asked: int) -> str:
    """(1, 2) is "stamped by 1 of 2 authorities"; (1, 0), where it is not said how many are asked, "stamped by 1
    authority"."""
    if not asked:
        return f"stamped by {counted(stamps, 'authority', 'authorities')}" if stamps else "not stamped"
    words = f"stamped by {number(stamps)} of {counted(asked, 'authority', 'authorities')}"
    return words if stamps else f"not stamped: {words}"


def view_key(key: LoggedKey, first: int, to: To) -> KeyView:
    """A key; `first` is the size of the first checkpoint, in which nobody has to vouch."""
    return KeyView(
        principal=key.key.principal,
        fingerprint=key.fingerprint,
        role=ROLES[key.key.role],
        leaf=f"leaf {number(key.leaf)}",
        since=view_date(key.on, "", to, "stated"),
        valid=valid_words(key.key.valid_after, key.key.valid_before),
        is_lost=key.lost_at >= 0,
        lost=f"leaf {number(key.lost_at)}" if key.lost_at >= 0 else "",
        is_vouched=key.is_vouched,
        vouched=NOT_VOUCHED if not key.is_vouched else FIRST if key.leaf < first else VOUCHED,
    )


def valid_words(after: str, before: str) -> str:
    """From and before which days, in words."""
    parts = [f"from {written(after)}" if after else "", f"before {written(before)}" if before else ""]
    return ", ".join(filter(None, parts)) or "always"


def time_words(time: str) -> str:
    """2026-11-22T12:03:05Z is "22 November 2026, 12:03:05 UTC"."""
    day, _, clock = time.partition("T")
    clock = clock.removesuffix("Z").removesuffix("+00:00")
    return f"{written(day)}, {clock}{SPACE}UTC" if clock else written(day)


def root_hex(root: str) -> str:
    """The 32 bytes of a root in hex, or empty for what is no base64."""
    try:
        return base64.b64decode(root, validate=True).hex()
    except binascii.Error:
        return ""


def file_of(size: int) -> str:
    """log/checkpoints/5.txt"""
    return f"{CHECKPOINTS}{size}.txt"


def stamp_of(size: int, authority: str) -> str:
    """log/checkpoints/5.NAME.tsr"""
    return f"{CHECKPOINTS}{size}.{authority}.tsr"
