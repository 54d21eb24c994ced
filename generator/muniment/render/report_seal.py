"""A report's place in the log, as its page tells it, and what the page's own script checks it with.

Nothing can be fetched from file://, so all that the check takes stands in the page: the record's bytes, the way from
its leaf to the checkpoint, and how the file was written. Plain text is not repeated: the script takes it from the page,
which is what it is to check. Of Markdown the source stands there, unless it is very long.
"""

import hashlib
import shlex
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from muniment.model import Document, Record, ReportPage, Seal, Stamp, changed
from muniment.model.sealing import EarlierRecord
from muniment.model.signature_names import OF_CHECKPOINTS
from muniment.render.dates import written
from muniment.render.linked_data import data_block
from muniment.render.links import ENTRIES, LOG, VERIFIER, VERIFY, relative, to_file
from muniment.render.report_facts import Command
from muniment.render.sealing_parts import file_of, stamp_of, time_words
from muniment.render.signature_commands import STAMP_HOLDS, as_of, good, signature_alone, stamp_on, time_in
from muniment.render.words import listed, number

SCRIPTS = ("assets/verify-text.js", "assets/verify-sheet.js", "assets/verify-page.js")
LONGEST_SOURCE = 200_000  # code points of Markdown
DERIVED_AGAIN = ("text/1", "markdown/1")  # the ways from bytes to text that VERIFY.md says how to go
WINDOWS_VERIFIER = f"py -I {VERIFIER} .".replace("/", "\\")
SPACE = " \t\n"
WRITTEN = (("\n", ""), ("\n", "\ufeff"), ("\r\n", ""), ("\r\n", "\ufeff"), ("\r", ""), ("\r", "\ufeff"))

State = Literal["sealed", "newer", "waiting", "never"]
Fields = dict[str, Any]


class EarlierView(Record, frozen=True, kw_only=True):
    """Since when the log has told of the report's file, by which leaf and record, and the place of the checkpoint that
    covers it on the log's page; and by whom that one is stamped, or, as `later` says, one that continues it."""

    day: str
    leaf: str
    record: str
    checkpoint: str
    size: str
    stamped: str = ""
    later: str = ""


class SealView(Record, frozen=True, kw_only=True):
    """Where a report stands in the log: `newer` where what is published is newer than its record, `waiting` where it
    has none, `never` where the archive has no log. `absence` is as in Seal. `data` is JSON for the page's script."""

    state: State
    report: str = ""
    log: str = LOG
    explained: str = VERIFY
    day: str = ""
    leaf: str = ""  # its number, from 0
    origin: str = ""
    cited: str = ""
    checkpoint: str = ""  # its place on the log's page
    signers: str = ""
    stamped: str = ""  # "by one-tsa on 23 November 2026"
    record: str = ""
    absence: str = ""
    since: EarlierView | None = None
    replaced: EarlierView | None = None
    commands: tuple[Command, ...] = ()
    data: str = ""


def seal_of(page: ReportPage, document: Document, address: str) -> SealView:
    """What the page at this address says of the report's seal."""
    view, seal = seal_view(page.seal, page.has_log, address), page.seal
    if seal is None:
        return view
    return changed(
        view,
        report=document.id,
        commands=(*_of_file(seal, document), *view.commands),
        data=data_block(_fields_of(seal) | _fields_of_text(document) | _addresses(seal, document, address)),
    )


def seal_view(seal: Seal | None, has_log: bool, address: str) -> SealView:
    """What a page at this address says of a place in the log, whatever the page is of."""
    log, explained = relative(address, LOG), relative(address, VERIFY)
    if seal is None:
        return SealView(state="waiting" if has_log else "never", log=log, explained=explained)
    return SealView(
        state="sealed" if seal.is_current else "newer",
        log=log,
        explained=explained,
        day=written(seal.on),
        leaf=number(seal.leaf),
        origin=seal.origin,
        cited=seal.cited,
        checkpoint=relative(address, f"{LOG}#c-{seal.checkpoint}"),
        signers=listed(list(dict.fromkeys(one.principal for one in seal.signers))),
        stamped=_stamped(seal.stamps),
        record=to_file(address, seal.address),
        absence=seal.absence,
        since=_since(seal.since, address) if seal.since else None,
        replaced=_since(seal.replaced, address) if seal.replaced else None,
        commands=_commands(seal),
    )


def _since(since: EarlierRecord, address: str) -> EarlierView:
    return EarlierView(
        day=written(since.on),
        leaf=number(since.leaf),
        record=to_file(address, since.address),
        checkpoint=relative(address, f"{LOG}#c-{since.checkpoint}"),
        size=number(since.checkpoint),
        stamped=_stamped(since.stamps),
        later=number(since.stamped) if since.stamps and since.stamped != since.checkpoint else "",
    )


def _stamped(stamps: Iterable[Stamp]) -> str:
    return listed([f"by {one.authority} on {written(one.time[:10])}" for one in stamps])


def _commands(seal: Seal) -> tuple[Command, ...]:
    """For a shell, in the folder that holds index.html. Names of files and keys may hold anything."""
    says = "All of this and of the whole archive, that the leaf leads to the checkpoint, and whether keys counted then"
    every = Command(says, f"python3 -I {VERIFIER} ."), Command("The same, on Windows", WINDOWS_VERIFIER, on="Windows")
    place = f"leaf {number(seal.leaf)} of the log (counted from 0; as line {number(seal.leaf + 1)})"
    of_record = _hash_in(f"Prints {place}, if the record’s hash is in it", seal.address, ENTRIES, "n")
    return (*of_record, *_of_checkpoint(seal), *every)


def _of_file(seal: Seal, document: Document) -> Iterator[Command]:
    path = document.evidence.path
    if path and seal.is_current:
        yield from _hash_in("Prints the record, if the file’s hash is in it", path, seal.address)
    if path and seal.since:
        says = f"Prints the record of {written(seal.since.on)}, if the file’s hash was in it already"
        yield from _hash_in(says, path, seal.since.address)


def _hash_in(says: str, path: str, file: str, numbered: str = "") -> Iterator[Command]:
    """What prints the lines of a file that have the hash of another, on each system; of one that is not there nothing,
    which is found nowhere."""
    hashed, searched = shlex.quote(path), shlex.quote(file)
    yield Command(f"Linux. {says}", f"sha256sum {hashed} | cut -c 1-64 | grep -{numbered}f - {searched}", on="Linux")
    line = f"shasum -a 256 {hashed} | cut -c 1-64 | grep -{numbered}f /dev/stdin {searched}"
    yield Command("The same, on macOS", line, on="macOS")
    hashed, searched = (one.replace("'", "''") for one in (path, file))
    found = f"% {{ Select-String $_ -LiteralPath '{searched}' }}"
    line = f"(Get-FileHash -Algorithm SHA256 -LiteralPath '{hashed}').Hash | {found}"
    yield Command("The same, on Windows, in PowerShell", line, on="Windows")


def _of_checkpoint(seal: Seal) -> Iterator[Command]:
    """Of each signature and stamp that the checkpoint itself has, whatever became of keys and certificates since."""
    path = file_of(seal.checkpoint)
    for one in seal.signers:
        line, prints = signature_alone(OF_CHECKPOINTS, path, one.file), good(OF_CHECKPOINTS, "", one.fingerprint)
        yield Command(f"Whether the checkpoint is signed by the key of {one.principal}", line, prints)
    for stamp in seal.stamps:
        file, by = stamp_of(seal.checkpoint, stamp.authority), stamp.authority
        later = f"Once a certificate has expired, add {as_of(stamp.time)} (OpenSSL, not LibreSSL)"
        yield Command(f"Whether {by} stamped the checkpoint. {later}", stamp_on(path, file, by), STAMP_HOLDS)
        line = f"{time_in(file)} | grep 'Time stamp'"
        yield Command(f"Prints the time in that stamp, {time_words(stamp.time)}", line)


def _fields_of(seal: Seal) -> Fields:
    """The record, and the way from it to the root."""
    return {
        "record": seal.record, "kind": seal.kind, "on": seal.on, "leaf": seal.leaf, "proof": seal.proof,
        "root": seal.root, "checkpoint": seal.checkpoint, "origin": seal.origin, "current": seal.is_current,
    }  # fmt: skip


def _addresses(seal: Seal, document: Document, address: str) -> Fields:
    """What can be fetched as well, where the page comes from a server."""
    return {
        "evidence": to_file(address, document.evidence.path),
        "log": to_file(address, file_of(seal.checkpoint)),
    }


def _fields_of_text(document: Document) -> Fields:
    """How to make the file again of what the page shows. `written` is null where no more than the text can be had,
    `around` the white space at its ends, which is lost among a page's own."""
    text, prefix = document.text, document.prefix
    fields: Fields = {"derivation": document.derivation, "written": _written(document)}
    if document.form == "plain":
        before, after = len(text) - len(text.lstrip(SPACE)), len(text.rstrip(SPACE))
        fields["around"] = (text[:before], text[after:])
    elif len(prefix) + len(text) <= LONGEST_SOURCE:
        fields["source"] = prefix + text
    return fields


def _written(document: Document) -> tuple[str, str] | None:
    """The line end and the byte order mark, or none, that make the file's bytes of its text; None where its line ends
    are of two kinds."""
    evidence, whole = document.evidence, document.prefix + document.text
    if not evidence.path or document.derivation not in DERIVED_AGAIN:
        return None
    for end, mark in WRITTEN:
        data = (mark + (whole if end == "\n" else whole.replace("\n", end))).encode()
        if len(data) == evidence.bytes and hashlib.sha256(data).hexdigest() == evidence.sha256:
            return end, mark
    return None
