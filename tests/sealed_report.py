"""What tests of seals share: a log made by hand as VERIFY.md has it, with one report in it, and its site on a disk."""

import base64
import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from muniment.model import Document, Evidence, Findings, Seal
from muniment.model.sealing import SignerMention
from muniment.publish.assets import asset_files
from muniment.recipes import program_templates
from muniment.render.pages import render_report
from muniment.seal.merkle import Tree, leaf_hash
from rendered import FINDINGS, SITE, TEXT, document_of, page_of

ORIGIN = "example.org/test"
DAY = "2026-11-22"
LEAVES = 6  # of the log, of which the report's is number 3
NUMBER = 3
PREFIX = " date 2022-09-18 "
PLAIN = (PREFIX + TEXT).encode()  # a file
SIGNER = SignerMention("demo-desk", "SHA256:unknown", f"log/checkpoints/{LEAVES}.txt.sig")


def canonical(value: object) -> bytes:
    """RFC 8785, of names and values that are as simple as those here."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def read_from(data: bytes, text: str, prefix: str = "", form: str = "plain", **fields: object) -> Document:
    """The document of a file with these bytes."""
    sha256, ending = hashlib.sha256(data).hexdigest(), {"plain": "txt", "markdown": "md"}[form]
    given: dict[str, object] = {
        "form": form,
        "prefix": prefix,
        "derivation": "text/1" if form == "plain" else "markdown/1",
        "evidence": Evidence(f"evidence/one.{ending}", sha256, len(data), f"seeds/one.{ending}"),
    }
    return document_of(text, **{**given, **fields})


def record_of(document: Document, **fields: object) -> bytes:
    """The record of a report as it stands."""
    evidence = document.evidence
    return canonical({
        "attachments": [], "derivation": document.derivation, "id": document.id, "kind": "report", "noted": {},
        "publication": document.publication, "redactions": [], "review": None, "salt": "00" * 16, "schema": 1,
        "seed": {"bytes": evidence.bytes, "sha256": evidence.sha256} if evidence.sha256 else None,
        "takes_out": [], "text": document.text_sha256, "version": 1, "withdrawn": None, **fields,
    })  # fmt: skip


def leaf_of(record: bytes, kind: str = "add") -> bytes:
    """A line of the log without its end."""
    return canonical({"kind": kind, "on": DAY, "record": hashlib.sha256(record).hexdigest()})


def log_of(record: bytes) -> list[bytes]:
    """Some leaves, that of the record among them."""
    others = [leaf_of(b'{"salt":"%d"}' % number, "key") for number in range(LEAVES)]
    return [*others[:NUMBER], leaf_of(record), *others[NUMBER + 1 :]]


def seal_of(document: Document, record: bytes = b"", **fields: object) -> Seal:
    """The seal of a document, by its own record or another."""
    record = record or record_of(document)
    tree = Tree(map(leaf_hash, log_of(record)))
    given: dict[str, object] = {
        "kind": "add", "leaf": NUMBER, "on": DAY, "origin": ORIGIN, "checkpoint": LEAVES,
        "root": base64.b64encode(tree.root(LEAVES)).decode(),
        "proof": tuple(base64.b64encode(one).decode() for one in tree.inclusion(NUMBER, LEAVES)),
        "record": record.decode(), "address": f"log/records/{document.id}/v1.json",
        "sha256": hashlib.sha256(record).hexdigest(), "signers": (SIGNER,),
    }  # fmt: skip
    return Seal(**{**given, **fields})  # type: ignore[arg-type]


def write_site(
    folder: Path, data: bytes, document: Document, seal: Seal, findings: Findings = FINDINGS, **fields: object
) -> Path:
    """The site of one sealed report, with its log; gives its page."""
    page, report = page_of(document, findings, seal=seal, has_log=True, **fields)
    record = seal.record.encode()
    checkpoint = f"{seal.origin}\n{seal.checkpoint}\n{seal.root}\n".encode()
    files = [*asset_files(program_templates()), *render_report(page, SITE, report)[0]]
    files += [(seal.address, record), (f"log/checkpoints/{seal.checkpoint}.txt", checkpoint)]
    files += [("log/entries.jsonl", b"".join(leaf + b"\n" for leaf in log_of(record)))]
    if document.evidence.path:
        files.append((document.evidence.path, data))
    for address, content in files:
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    return folder / page.address


def sign(folder: Path, seal: Seal, key: Path) -> None:
    """Sign the checkpoint of a site with a new key."""
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)])
    checkpoint = folder / f"log/checkpoints/{seal.checkpoint}.txt"
    run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "muniment-checkpoint", str(checkpoint)])


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
