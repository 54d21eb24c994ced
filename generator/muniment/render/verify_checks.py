"""The commands that verify.html prints: those that this very archive makes possible, and why the others are not."""

import re
import shlex
from collections.abc import Iterator
from typing import Literal

from muniment.model import Record
from muniment.model.sealing import CheckpointLine, LoggedKey, Stamp
from muniment.model.sealing_pages import VerifyPage
from muniment.model.signature_names import OF_CHECKPOINTS, OF_SUMS
from muniment.render.links import SUMS, VERIFIER
from muniment.render.sealing_parts import file_of, stamp_of
from muniment.render.signature_commands import (
    STAMP_HOLDS,
    as_of,
    good,
    signature_by,
    stamp_on,
    time_as_printed,
    time_in,
)
from muniment.render.words import listed

System = Literal["any", "Linux", "macOS", "Windows"]
PLAIN = re.compile(r"[A-Za-z0-9 ./:_@%+=,-]+")  # means the same between double quotes in every shell
EVERY_FILE = "a line that ends in OK for each file, and none that says FAILED."
EVERY_CHECK = (
    "a line for each check, and at last how it ended: that all of it holds, how many failed, or that nothing is wrong "
    "and how many could not be made."
)
WINDOWS_PYTHON = f"py -I {VERIFIER}".replace("/", "\\")
WINDOWS_SUMS = (
    "Get-Content -Encoding UTF8 SHA256SUMS | ForEach-Object { $sum, $name = $_ -split ' +', 2; "
    'if ((Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash -ne $sum) { "FAILED $name" } }'
)


class Command(Record, frozen=True):
    """What to type, on which system, and what it must print: to the letter where that `is_literal`."""

    on: System
    says: str
    line: str
    prints: str
    is_literal: bool = False


class Check(Record, frozen=True, kw_only=True):
    """Commands; what there is none for, and why; and what may be in their way."""

    commands: tuple[Command, ...] = ()
    lacks: tuple[str, ...] = ()
    note: str = ""


class Checks(Record, frozen=True, kw_only=True):
    """All of them: from the one that anybody can make on, to the one that needs somebody else's memory."""

    whole: Check
    signature: Check
    checkpoint: Check
    stamps: Check
    together: Check
    history: Check


def checks_of(page: VerifyPage) -> Checks:
    """What can be checked of this build."""
    return Checks(
        whole=WHOLE,
        signature=_signature(page),
        checkpoint=_checkpoint(page),
        stamps=_stamps(page),
        together=TOGETHER,
        history=_history(page.first),
    )


WHOLE = Check(
    commands=(
        Command("Linux", "Linux", f"sha256sum -c {SUMS}", EVERY_FILE),
        Command("macOS", "macOS", f"shasum -a 256 -c {SUMS}", EVERY_FILE),
        Command("Windows", "Windows, in PowerShell", WINDOWS_SUMS, "nothing, where every file is whole."),
    )
)
TOGETHER = Check(
    commands=(
        Command("any", "Linux, macOS", f"python3 -I {VERIFIER} .", EVERY_CHECK),
        Command("Windows", "Windows", f"{WINDOWS_PYTHON} .", EVERY_CHECK),
    )
)


def _signature(page: VerifyPage) -> Check:
    if page.last is None:
        return Check(lacks=("Nobody signed this archive.",))
    if not page.is_signed:
        return Check(lacks=("There is no signature on these very files, as is said above.",))
    key = next(key for key in page.keys if key.key.key == page.signing_key)
    line = signature_by(page.signer, OF_SUMS, SUMS, f"{SUMS}.sig", _day_of_sums(page.last, key))
    return Check(commands=(_signed(page.signer, line, good(OF_SUMS, page.signer, key.fingerprint)),))


def _day_of_sums(last: CheckpointLine, key: LoggedKey) -> str:
    """A day on which the key may sign: that of the last leaf, unless a stamp of later let it."""
    return max(last.on, key.key.valid_after) if _has_end(key) else ""


def _checkpoint(page: VerifyPage) -> Check:
    last = page.last
    if last is None:
        return Check(lacks=("There is no log, and so no checkpoint.",))
    if not last.signers:
        return Check(lacks=("No key of this archive signed its last checkpoint.",))
    return Check(commands=tuple(_signatures_of(last, page.keys)))


def _signatures_of(last: CheckpointLine, keys: tuple[LoggedKey, ...]) -> Iterator[Command]:
    ending = {key.key.key for key in keys if _has_end(key)}
    for one in last.signers:
        day = one.day if one.key in ending else ""
        line = signature_by(one.principal, OF_CHECKPOINTS, file_of(last.size), one.file, day)
        yield _signed(one.principal, line, good(OF_CHECKPOINTS, one.principal, one.fingerprint))


def _has_end(key: LoggedKey) -> bool:
    """Whether the key is not valid for ever: whoever checks must then say on which day."""
    return bool(key.key.valid_after or key.key.valid_before or key.lost_at >= 0)


def _signed(principal: str, line: str, prints: str) -> Command:
    return Command("any", f"By {principal}", line, prints, is_literal=True)


def _stamps(page: VerifyPage) -> Check:
    if page.last is None:
        return Check(lacks=("Nothing of this archive was ever stamped.",))
    return Check(
        commands=tuple(_stamps_of(page, page.last)),
        lacks=tuple(_unstamped(page, page.last)),
        note=_late_note(page.last.stamps),
    )


def _stamps_of(page: VerifyPage, last: CheckpointLine) -> Iterator[Command]:
    for one in last.stamps:
        stamp, by = stamp_of(last.size, one.authority), one.authority
        line = stamp_on(file_of(last.size), stamp, by)
        yield Command("any", f"The last checkpoint, by {by}", line, STAMP_HOLDS, is_literal=True)
        prints = f"a line “Time stamp: {time_as_printed(one.time)} GMT”, it may be with a fraction of the second."
        yield Command("any", "And the time in it", time_in(stamp), prints)
    for by in page.authorities if page.is_signed else ():
        stamp = f"{SUMS}.{by}.tsr"
        line = f"test ! -e {shlex.quote(stamp)} || {stamp_on(SUMS, stamp, by)}"
        prints = f"{STAMP_HOLDS}, or nothing where {by} did not stamp them. A page among them cannot know that."
        yield Command("any", f"All files of this build, by {by}", line, prints)


def _unstamped(page: VerifyPage, last: CheckpointLine) -> Iterator[str]:
    stamped = {one.authority for one in last.stamps}
    if missing := [one for one in page.authorities if one not in stamped]:
        yield f"The last checkpoint has no stamp by {listed(missing)}."
    elif not stamped:
        yield "This archive asks no authority for time stamps, and its last checkpoint has none."
    if not page.is_signed and page.authorities:
        yield "There is no stamp on these very files."


def _late_note(stamps: tuple[Stamp, ...]) -> str:
    """Certificates end; what was stamped before stays stamped before."""
    if not stamps:
        return ""
    options = listed([f"{as_of(one.time)} for {one.authority}" for one in stamps])
    return (
        "openssl may say, years from now, that a certificate has expired, or that it lacks the one of an issuer. Then "
        f"have it judge as of the stamp: add {options}. LibreSSL, which is the openssl of macOS, has no such options."
    )


def _history(first: CheckpointLine | None) -> Check:
    if first is None:
        return Check(lacks=("There is no log, and so nothing that it could continue.",))
    old = f"{first.origin} {first.size} {first.root}"
    is_plain = bool(PLAIN.fullmatch(old))
    asked = f'log . --old "{old}"' if is_plain else f"log . --old {shlex.quote(old)}"
    prints = "that the log continues it."
    commands = [
        Command(
            "any", "Linux, macOS: with the first checkpoint, as an example", f"python3 -I {VERIFIER} {asked}", prints
        )
    ]
    if is_plain:
        commands.append(Command("Windows", "Windows", f"{WINDOWS_PYTHON} {asked}", prints))
    return Check(commands=tuple(commands))
