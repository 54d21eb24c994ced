"""A sealer of the tests' own: a small signed and stamped site, made by VERIFY.md and nothing of muniment.

It follows the format as naively as it can: trees by the definitions of RFC 6962, JSON by `json`, signatures by
ssh-keygen, stamps by the time-stamp authority of authority.py.
"""

import base64
import datetime
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from authority import Authority, make_authority

Files = dict[str, bytes]
ORIGIN = "example.org/izium"
NAMESPACES = ["muniment-checkpoint", "muniment-review", "muniment-sums"]


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


# RFC 6962, 2.1, word for word, over whole lists.


def split_of(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root_of(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0] if leaves else b"").digest()
    middle = split_of(len(leaves))
    return hashlib.sha256(b"\1" + root_of(leaves[:middle]) + root_of(leaves[middle:])).digest()


def path_of(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = split_of(len(leaves))
    if index < middle:
        return [*path_of(index, leaves[:middle]), root_of(leaves[middle:])]
    return [*path_of(index - middle, leaves[middle:]), root_of(leaves[:middle])]


def proof_of(old: int, leaves: Sequence[bytes], is_old: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if is_old else [root_of(leaves)]
    middle = split_of(len(leaves))
    if old <= middle:
        return [*proof_of(old, leaves[:middle], is_old), root_of(leaves[middle:])]
    return [*proof_of(old - middle, leaves[middle:], False), root_of(leaves[:middle])]


class Tools:
    """Keys and authorities in a folder, and what they make."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.keys: dict[str, str] = {}
        self.authorities: dict[str, Authority] = {}

    def run(self, *words: str, data: bytes = b"") -> bytes:
        done = subprocess.run(words, cwd=self.folder, input=data, capture_output=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stderr.decode()}"
        return done.stdout

    def key(self, name: str) -> str:
        """A public key, made when it is first asked for."""
        if name not in self.keys:
            self.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", name)
            self.keys[name] = " ".join((self.folder / f"{name}.pub").read_text().split()[:2])
        return self.keys[name]

    def sign(self, data: bytes, name: str, namespace: str) -> bytes:
        self.key(name)
        return self.run("ssh-keygen", "-q", "-Y", "sign", "-f", name, "-n", namespace, data=data)

    def authority(self, name: str) -> Authority:
        """An authority, made when it is first asked for."""
        if name not in self.authorities:
            self.authorities[name] = make_authority(self.folder / f"authority {name}")
        return self.authorities[name]

    def stamp(self, data: bytes, name: str, algorithm: str = "sha256") -> bytes:
        return self.authority(name).stamp(data, algorithm)


def tools_in(folder: Path) -> Tools:
    """Skips where ssh-keygen or openssl are missing; fails where they must be there."""
    if missing := [name for name in ("ssh-keygen", "openssl") if not shutil.which(name)]:
        told = f"{' and '.join(missing)} cannot be run here"
        if os.environ.get("MUNIMENT_TOOLS") == "required":
            pytest.fail(told)
        pytest.skip(told)
    return Tools(folder)


class Sealer:
    """A site that grows leaf by leaf."""

    def __init__(self, tools: Tools, authorities: Sequence[str] = ("clock",), reviewers: int = 1):
        self.tools, self.authorities, self.reviewers = tools, authorities, reviewers
        self.files: Files = {}
        self.leaves: list[bytes] = []
        self.records: dict[str, tuple[int, str, dict[str, Any]]] = {}  # the last of each report: leaf, address, itself
        self.sizes: list[int] = []
        self.listed: dict[str, dict[str, Any]] = {}
        self.told = {"key": 0, "publication": 0}
        self.stamped_on = ""  # no leaf after it may claim to be of an earlier day

    def leaf(self, kind: str, record: dict[str, Any], address: str, on: str) -> int:
        number, on = len(self.leaves), max(on, self.stamped_on)
        data = canonical({"salt": f"{number:032x}", "schema": 1, **record})
        self.files[address] = data
        self.leaves.append(canonical({"kind": kind, "on": on, "record": sha256(data)}))
        return number

    def key(self, name: str, on: str = "2026-01-05", **fields: Any) -> None:
        self.told["key"] += 1
        record = {
            "key": self.tools.key(name), "kind": "key", "namespaces": NAMESPACES, "principal": name, "role": "signer",
            "state": "listed", "valid_after": "", "valid_before": "", "version": self.told["key"], **fields,
        }  # fmt: skip
        self.leaf("key", record, f"log/keys/v{record['version']}.json", on)
        self.listed[record["key"]] = record

    def publication(self, on: str = "2026-01-05") -> int:
        self.told["publication"] += 1
        record = {"bytes": 10, "kind": "publication", "sums": sha256(b"earlier"), "version": self.told["publication"]}
        return self.leaf("publish", record, f"log/publications/v{record['version']}.json", on)

    def record(self, kind: str, name: str, on: str = "2026-01-05", **fields: Any) -> int:
        version = self.records[name][2]["version"] + 1 if name in self.records else 1
        record = {
            "attachments": [], "derivation": None, "id": name, "kind": "report", "noted": {}, "publication": "public",
            "review": None, "seed": None, "takes_out": [], "text": None, "version": version, "withdrawn": None, **fields,
        }  # fmt: skip
        for taken in set(record["takes_out"]) & set(range(len(self.leaves))):
            digest = json.loads(self.leaves[taken])["record"]
            self.files = {
                one: data for one, data in self.files.items() if not (one.startswith("log/") and sha256(data) == digest)
            }
        address = f"log/records/{name}/v{record['version']}.json"
        number = self.leaf(kind, record, address, on)
        self.records[name] = number, address, record
        return number

    def checkpoint(self, *signers: str, authorities: Sequence[str] | None = None) -> None:
        size = len(self.leaves)
        self.sizes.append(size)
        stem = f"log/checkpoints/{size}"
        data = f"{ORIGIN}\n{size}\n{encoded(root_of(self.leaves))}\n".encode()
        self.files[f"{stem}.txt"] = data
        self.beside(f"{stem}.txt", stem, data, signers, "muniment-checkpoint", authorities)
        if self.authorities if authorities is None else authorities:
            self.stamped_on = datetime.datetime.now(datetime.UTC).date().isoformat()

    def beside(
        self,
        name: str,
        stem: str,
        data: bytes,
        signers: Iterable[str],
        namespace: str,
        authorities: Sequence[str] | None = None,
    ) -> None:
        for number, signer in enumerate(signers, start=1):
            ending = ".sig" if number == 1 else f".{number}.sig"
            self.files[name + ending] = self.tools.sign(data, signer, namespace)
        for authority in self.authorities if authorities is None else authorities:
            self.files[f"{stem}.{authority}.tsr"] = self.tools.stamp(data, authority)

    def report(self, name: str, evidence: bytes | None, text: str, status: str = "suggested", **fields: Any) -> None:
        """The published report; its place in the log is filled in at the end."""
        ending, derivation = fields.pop("ending", "txt"), fields.pop("derivation", "text/1")
        publication = fields.get("publication", "public")
        path = f"evidence/{name}.{ending}" if publication == "public" else None
        if path and evidence is not None:
            self.files[path] = evidence
        hidden = evidence is None
        told = {
            "path": path, "name": None if hidden else f"seeds/{name}.{ending}",
            "sha256": None if hidden else sha256(evidence or b""), "bytes": None if hidden else len(evidence or b""),
        }  # fmt: skip
        report = {
            "schema": 1, "id": name, "text": text, "text_sha256": sha256(text.encode()), "derivation": derivation,
            "evidence": told, "attachments": [], "status": status, "publication": publication, "coordinates": [49.2, 37.25],
            "seal": None, **fields,
        }  # fmt: skip
        self.files[f"reports/{name}.json"] = json.dumps(report, indent=1).encode()
        self.files[f"reports/{name}.html"] = f"<!doctype html><p>{text}".encode()

    def finish(self, *signers: str) -> Files:
        self.files["log/entries.jsonl"] = b"".join(leaf + b"\n" for leaf in self.leaves)
        pairs = zip(self.sizes, self.sizes[1:], strict=False)
        proofs = [
            {"from": old, "proof": [encoded(one) for one in proof_of(old, self.leaves[:size])], "to": size}
            for old, size in pairs
        ]
        self.files["log/proofs.json"] = canonical({"consistency": proofs, "schema": 1})
        for name, (number, address, _) in self.records.items():
            if f"reports/{name}.json" in self.files:
                self.place(name, number, address)
        archive = {
            "asked": list(self.authorities),
            "authorities": list(self.authorities),
            "origin": ORIGIN,
            "reviewers": self.reviewers,
            "schema": 1,
        }
        self.files["verify/archive.json"] = canonical(archive)
        self.files["verify/allowed_signers"] = signers_of(self.listed.values())
        for authority in self.authorities:
            self.files[f"verify/authorities/{authority}.pem"] = self.tools.authority(authority).certificate
        self.files |= {"index.html": b"<!doctype html>", "assets/site.css": b"p{}"}
        self.files["SHA256SUMS"] = sums_of(self.files)
        self.beside("SHA256SUMS", "SHA256SUMS", self.files["SHA256SUMS"], signers, "muniment-sums")
        return self.files

    def place(self, name: str, number: int, address: str) -> None:
        size = min(size for size in self.sizes if size > number)
        leaf = json.loads(self.leaves[number])
        report = json.loads(self.files[f"reports/{name}.json"])
        report["seal"] = {
            "checkpoint": size, "is_current": True, "leaf": number, "on": leaf["on"], "origin": ORIGIN,
            "proof": [encoded(one) for one in path_of(number, self.leaves[:size])], "record": address,
            "record_sha256": leaf["record"], "root": encoded(root_of(self.leaves[:size])),
        }  # fmt: skip
        self.files[f"reports/{name}.json"] = json.dumps(report, indent=1).encode()


def signers_of(keys: Iterable[dict[str, Any]]) -> bytes:
    lines = []
    for one in keys:
        options = [f'namespaces="{",".join(one["namespaces"])}"']
        options += [
            f'valid-{when}="{day.replace("-", "")}Z"' for when in ("after", "before") if (day := one[f"valid_{when}"])
        ]
        lines.append(f"{one['principal']} {','.join(options)} {one['key']}\n")
    return "".join(sorted(lines)).encode()


def sums_of(files: Files) -> bytes:
    names = sorted(name for name in files if name.split(".")[0] != "SHA256SUMS")
    return "".join(f"{sha256(files[name])}  {name}\n" for name in names).encode()


PLAIN, PLAIN_TEXT = b"\xef\xbb\xbf date 2022-09-18 Many graves\r\nwere found.\r", "Many graves\nwere found.\n"
MARKED, MARKED_TEXT = b"---\ntitle: A title\n--- \t\nThe *words* of it.\n", "The *words* of it.\n"
SAVED, SAVED_TEXT = b"<p>Kept words.</p>", "Kept words."
LONG, EXCERPT = b"A long text that others own.", "A long text"
BLOCKED = "Somebody named \u2588\u2588\u2588\u2588\u2588 was there."
PHOTO = b"\x89PNG not really"
REVIEW = b"seed: some\nreviewer: demo-desk\ncomplete: true\n"


def of(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": sha256(data)}


def reviewed(tools: Tools, *keys: str) -> dict[str, Any]:
    signed = {"keys": [tools.key(one) for one in keys], "sha256": sha256(REVIEW)}
    return {"by": "demo-desk", "complete": True, "date": "2026-01-04", "signed": signed}


def begin(tools: Tools, sealer: Sealer | None = None, desk: dict[str, Any] | None = None) -> Sealer:
    """Two checkpoints, six reports: plain and verified, in Markdown, kept, an excerpt, redacted, withdrawn."""
    made = sealer or Sealer(tools)
    made.key("desk", **(desk or {}))
    made.key("recovery", role="recovery", namespaces=["muniment-checkpoint"])
    text = {"derivation": "text/1"}
    made.record("add", "plain", seed=of(PLAIN), text=sha256(PLAIN_TEXT.encode()), attachments=[of(PHOTO)], **text)
    made.record("add", "marked", seed=of(MARKED), text=sha256(MARKED_TEXT.encode()), derivation="markdown/1")
    first = made.record("add", "hidden", seed=of(b"x"), text=sha256(b"x"), **text)
    second = made.record("add", "gone", seed=of(b"y"), text=sha256(b"y"), **text)
    made.checkpoint("desk")
    shown = made.publication("2026-02-01")
    review = reviewed(tools, "desk")
    plain = {"seed": of(PLAIN), "text": sha256(PLAIN_TEXT.encode()), "attachments": [of(PHOTO)]}
    made.record("review", "plain", "2026-02-01", review=review, **plain, **text)
    made.record("add", "saved", "2026-02-01", seed=of(SAVED), text=sha256(SAVED_TEXT.encode()), derivation="html/1, x")
    whole = {"text": sha256(LONG), "shown": sha256(EXCERPT.encode()), "publication": "excerpt"}
    made.record("add", "short", "2026-02-01", seed=of(LONG), **whole, **text)
    hidden = {"publication": "redacted", "text": sha256(BLOCKED.encode()), "takes_out": [first, shown]}
    made.record("redact", "hidden", "2026-02-01", **hidden, **text)
    gone = {"authority": "The desk", "date": "2026-02-01", "reason": "A family asked."}
    made.record("withdraw", "gone", "2026-02-01", publication="withdrawn", withdrawn=gone, takes_out=[second])
    made.files["evidence/plain/photo.png"] = PHOTO
    attached = [{"path": "evidence/plain/photo.png", "name": "seeds/photo.png", **of(PHOTO)}]
    made.report("plain", PLAIN, PLAIN_TEXT, "verified", attachments=attached)
    made.report("marked", MARKED, MARKED_TEXT, derivation="markdown/1", ending="md")
    made.report("saved", SAVED, SAVED_TEXT, derivation="html/1, x", ending="html.txt")
    made.report("short", LONG, EXCERPT, publication="excerpt", text_sha256=sha256(LONG))
    made.report("hidden", None, BLOCKED, publication="redacted")
    made.files["reports/gone.html"] = b"<!doctype html><p>withdrawn"
    made.files["verify/reviews/plain.yaml"] = REVIEW
    made.files["verify/reviews/plain.yaml.sig"] = tools.sign(REVIEW, "desk", "muniment-review")
    return made


def sealed_site(tools: Tools) -> Files:
    made = begin(tools)
    made.checkpoint("desk")
    return made.finish("desk")


def resummed(files: Files) -> Files:
    """As a forger leaves it who has no key: with sums of what is there now."""
    return {**files, "SHA256SUMS": sums_of(files)}
