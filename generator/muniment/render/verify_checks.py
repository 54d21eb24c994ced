"""The commands that verify.html prints: those that this very archive makes possible, and why the others are not."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

from muniment.edtf import MONTHS
from muniment.model import Record
from muniment.model.sealing import CheckpointLine, LoggedKey, Signer, Stamp
from muniment.model.sealing_pages import VerifyPage
from muniment.render.links import CERTIFICATES, SIGNERS, SUMS, VERIFIER
from muniment.render.sealing_parts import file_of, signature_of, stamp_of
from muniment.render.words import listed

System = Literal["any", "Linux", "macOS", "Windows"]
OF_SUMS, OF_CHECKPOINTS = "muniment-sums", "muniment-checkpoint"  # namespaces of signatures
PLAIN = re.compile(r"[A-Za-z0-9 ./:_@%+=,-]+")  # means the same between double quotes in every shell
EVERY_FILE = "a line that ends in OK for each file, and none that says FAILED."
EVERY_CHECK = "a line for each check: what holds, what does not, and what could not be checked."
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
        Command("Windows", "Windows", f"py -I {VERIFIER} .".replace("/", "\\"), EVERY_CHECK),
    )
)


def _signature(page: VerifyPage) -> Check:
    if page.last is None:
        return Check(lacks=("Nobody signed this archive.",))
    if not page.is_signed:
        return Check(lacks=("There is no signature on these very files, as is said above.",))
    return Check(commands=tuple(_signatures_of_sums(page, page.last)))


def _signatures_of_sums(page: VerifyPage, last: CheckpointLine) -> Iterator[Command]:
    """Where several may have signed, the signature itself is asked who did."""
    keys = [key for key in page.keys if key.lost_at < 0 and OF_SUMS in key.key.namespaces]
    names = [page.signer] if page.signer else list(dict.fromkeys(key.key.principal for key in keys))
    day, signature = last.on if any(map(_has_end, keys)) else "", signature_of(SUMS, 1)
    if len(names) == 1:
        fingerprints = [key.fingerprint for key in keys if key.key.principal == names[0]]
        known = fingerprints[0] if len(fingerprints) == 1 else ""
        yield _verification(names[0], known, OF_SUMS, signature, SUMS, day)
        return
    asked = f"ssh-keygen -Y find-principals -f {SIGNERS} -s {signature}"
    yield Command("any", "Whose key it is", asked, f"one of these names: {listed(names)}.")
    line = _verify_line(f'"$({asked})"', OF_SUMS, signature, SUMS, day)
    yield Command("any", "Whether the signature is good", line, f"{_good(OF_SUMS)}, and that name.")


def _checkpoint(page: VerifyPage) -> Check:
    last = page.last
    if last is None:
        return Check(lacks=("There is no log, and so no checkpoint.",))
    if not last.signers:
        return Check(lacks=("No key of this archive signed its last checkpoint.",))
    return Check(commands=tuple(_signatures_of(last, page.keys)))


def _signatures_of(last: CheckpointLine, keys: tuple[LoggedKey, ...]) -> Iterator[Command]:
    path = file_of(last.size)
    for place, one in enumerate(last.signers, 1):
        day = one.day if _is_ending(one, keys) else ""
        yield _verification(one.principal, one.fingerprint, OF_CHECKPOINTS, signature_of(path, place), path, day)


def _is_ending(signer: Signer, keys: tuple[LoggedKey, ...]) -> bool:
    return any(_has_end(key) for key in keys if key.key.key == signer.key)


def _has_end(key: LoggedKey) -> bool:
    """Whether the key is not valid for ever: whoever checks must then say on which day."""
    return bool(key.key.valid_after or key.key.valid_before)


def _verification(principal: str, fingerprint: str, namespace: str, signature: str, path: str, day: str) -> Command:
    line = _verify_line(shlex.quote(principal), namespace, signature, path, day)
    return Command("any", f"By {principal}", line, _good(namespace, principal, fingerprint), is_literal=True)


def _good(namespace: str, principal: str = "", fingerprint: str = "") -> str:
    """What ssh-keygen prints of a good signature, as far as it is known."""
    key = f" with ED25519 key {fingerprint}" if fingerprint else ""
    return f'Good "{namespace}" signature for {principal}{key}'.rstrip()


def _verify_line(principal: str, namespace: str, signature: str, path: str, day: str) -> str:
    """As of noon of the day, UTC, where a day is given."""
    when = f" -O verify-time={day.replace('-', '')}120000Z" if day else ""
    return f"ssh-keygen -Y verify -f {SIGNERS} -I {principal} -n {namespace}{when} -s {signature} < {path}"


def _stamps(page: VerifyPage) -> Check:
    if page.last is None:
        return Check(lacks=("Nothing of this archive was ever stamped.",))
    return Check(
        commands=tuple(_stamps_of(page, page.last)),
        lacks=tuple(_unstamped(page, page.last)),
        note=_late_note(page.last.stamps),
    )


def _stamps_of(page: VerifyPage, last: CheckpointLine) -> Iterator[Command]:
    path = file_of(last.size)
    for one in last.stamps:
        stamp = stamp_of(last.size, one.authority)
        yield _stamp_command(f"The last checkpoint, by {one.authority}", path, stamp, one.authority)
        read = f"openssl ts -reply -in {stamp} -text"
        yield Command("any", "And the time in it", read, f"Time stamp: {_openssl_time(one.time)}", is_literal=True)
    for authority in page.authorities if page.is_signed else ():
        stamp = f"{SUMS}.{authority}.tsr"
        yield _stamp_command(f"All files of this build, by {authority}, where {stamp} is there", SUMS, stamp, authority)


def _openssl_time(time: str) -> str:
    """2026-11-22T12:03:05Z as openssl prints it: "Nov 22 12:03:05 2026 GMT"."""
    day, _, clock = time.removesuffix("Z").partition("T")
    year, month, number = day.split("-")
    return f"{MONTHS[int(month) - 1][:3]} {int(number):>2} {clock} {year} GMT"


def _stamp_command(says: str, path: str, stamp: str, authority: str) -> Command:
    line = f"openssl ts -verify -data {path} -in {stamp} -CAfile {CERTIFICATES}{authority}.pem"
    return Command("any", says, line, "Verification: OK", is_literal=True)


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
    times = ((one.authority, datetime.fromisoformat(one.time).astimezone(UTC)) for one in stamps)
    seconds = listed([f"-attime {int(time.timestamp())} for {authority}" for authority, time in times])
    return f"openssl may say, years from now, that a certificate has expired. Then add when it was used: {seconds}."


def _history(first: CheckpointLine | None) -> Check:
    if first is None:
        return Check(lacks=("There is no log, and so nothing that it could continue.",))
    old = f"{first.origin} {first.size} {first.root}"
    quoted = f'"{old}"' if PLAIN.fullmatch(old) else shlex.quote(old)
    line = f"python3 -I {VERIFIER} log . --old {quoted}"
    says = "With the first checkpoint of this log, as an example"
    return Check(commands=(Command("any", says, line, "that the log continues it."),))
