"""A report's place in the log, as its page tells it, and what the page's own script checks it with.

Nothing can be fetched from file://, so all that the check takes stands in the page: the record's bytes, the way from
its leaf to the checkpoint, and how the file was written. Plain text is not repeated: the script takes it from the page,
which is what it is to check. Of Markdown the source stands there, unless it is very long.
"""

import hashlib
import shlex
from typing import Any, Literal

from muniment.model import Document, Record, ReportPage, Seal
from muniment.render.dates import written
from muniment.render.linked_data import data_block
from muniment.render.links import relative, to_file
from muniment.render.report_facts import Command
from muniment.render.words import listed, number

SCRIPTS = ("assets/verify-text.js", "assets/verify-page.js")
LOG, EXPLAINED = "log.html", "verify.html"
LONGEST_SOURCE = 200_000  # code points of Markdown
DERIVED_AGAIN = ("text/1", "markdown/1")  # the ways from bytes to text that VERIFY.md says how to go
SPACE = " \t\n"
WRITTEN = (("\n", ""), ("\n", "\ufeff"), ("\r\n", ""), ("\r\n", "\ufeff"), ("\r", ""), ("\r", "\ufeff"))

State = Literal["sealed", "newer", "waiting", "never"]
Fields = dict[str, Any]


class SealView(Record, frozen=True, kw_only=True):
    """Where a report stands in the log: `newer` where what is published is newer than its record, `waiting` where it
    has none, `never` where the archive has no log. `data` is JSON for the page's script."""

    state: State
    report: str = ""
    log: str = LOG
    explained: str = EXPLAINED
    day: str = ""
    entry: str = ""
    origin: str = ""
    cited: str = ""
    checkpoint: str = ""  # its place on the log's page
    signers: str = ""
    record: str = ""
    commands: tuple[Command, ...] = ()
    data: str = ""


def seal_of(page: ReportPage, document: Document, address: str) -> SealView:
    """What the page at this address says of the report's seal."""
    seal = page.seal
    log, explained = relative(address, LOG), relative(address, EXPLAINED)
    if seal is None:
        return SealView(state="waiting" if page.has_log else "never", log=log, explained=explained)
    return SealView(
        state="sealed" if seal.is_current else "newer",
        report=document.id,
        log=log,
        explained=explained,
        day=written(seal.on),
        entry=number(seal.leaf + 1),
        origin=seal.origin,
        cited=seal.cited,
        checkpoint=relative(address, f"{LOG}#c-{seal.checkpoint}"),
        signers=listed(list(seal.signers)),
        record=to_file(address, seal.address),
        commands=_commands(seal, document),
        data=data_block(_fields_of(seal) | _fields_of_text(document) | _addresses(seal, document, address)),
    )


def _commands(seal: Seal, document: Document) -> tuple[Command, ...]:
    """For a shell, in the folder that holds index.html. Names of files and keys may hold anything."""
    evidence, record = document.evidence, shlex.quote(seal.address)
    commands = []
    if evidence.path and seal.is_current:
        commands.append(
            Command("Prints the record, if the file’s hash is in it", f"{_hash_of(evidence.path)} | grep -f - {record}")
        )
    says = f"Prints line {number(seal.leaf + 1)} of the log, if the record’s hash is in it"
    commands.append(Command(says, f"{_hash_of(seal.address)} | grep -nf - log/entries.jsonl"))
    if seal.signers:
        signer, checkpoint = seal.signers[0], f"log/checkpoints/{seal.checkpoint}.txt"
        line = (
            f"ssh-keygen -Y verify -f verify/allowed_signers -I {shlex.quote(signer)} -n muniment-checkpoint"
            f" -s {checkpoint}.sig < {checkpoint}"
        )
        commands.append(Command("Prints that the signature on the checkpoint is good", line))
    every = f"python3 -I verify/verify.py . --report {shlex.quote(document.id)}"
    return (*commands, Command("All of this, and that the entry leads to the checkpoint, by one program", every))


def _hash_of(path: str) -> str:
    """What prints the hash of a file; of one that is not there nothing, which is found nowhere."""
    return f"sha256sum {shlex.quote(path)} | cut -c 1-64"


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
        "log": to_file(address, f"log/checkpoints/{seal.checkpoint}.txt"),
    }


def _fields_of_text(document: Document) -> Fields:
    """How to make the file again of what the page shows. `written` is null where no more than the text can be had,
    `around` the white space at its ends, which is lost among a page's own."""
    text, prefix = document.text, document.prefix
    fields: Fields = {"form": document.form, "derivation": document.derivation, "whole": _is_whole(document)}
    if not fields["whole"]:
        return fields
    fields["written"] = _written(document)
    if document.form == "plain":
        before, after = len(text) - len(text.lstrip(SPACE)), len(text.rstrip(SPACE))
        fields["around"] = (text[:before], text[after:])
    elif len(prefix) + len(text) <= LONGEST_SOURCE:
        fields["source"] = prefix + text
    return fields


def _is_whole(document: Document) -> bool:
    """Whether the text that is shown is the one whose hash is published; an excerpt is not."""
    return hashlib.sha256(document.text.encode()).hexdigest() == document.text_sha256


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
