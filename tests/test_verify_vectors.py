"""The examples that a second verifier would be held to: verify.py agrees with every one."""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from muniment.seal import verify

VECTORS = json.loads((Path(verify.__file__).parent / "vectors.json").read_text("utf-8"))
MERKLE, SIGNATURES, STAMPS = VECTORS["merkle"], VECTORS["signatures"], VECTORS["stamps"]
LEAVES = [bytes.fromhex(one) for one in MERKLE["leaves"]]
ROOTS = [bytes.fromhex(one) for one in MERKLE["roots"]]


def hexed(proof):
    return [bytes.fromhex(one) for one in proof]


def test_canonical_json():
    for text in VECTORS["canonical"]["good"]:
        assert json.dumps(verify.json_in(text.encode()), ensure_ascii=False, separators=(",", ":")) == text
    for text in VECTORS["canonical"]["bad"]:
        with pytest.raises(ValueError):
            verify.json_in(text.encode())


def test_leaves():
    good = [line.encode() for line in VECTORS["leaves"]["good"]]
    assert list(verify.leaves_in(good, [])) == good
    for line in VECTORS["leaves"]["bad"]:
        with pytest.raises(ValueError):
            list(verify.leaves_in([line.encode()], []))


def test_roots():
    assert verify.roots_of(LEAVES, range(1, 9)) == dict(enumerate(ROOTS[1:], start=1))
    many = [f"{number}".encode() for number in range(257)]
    roots = {0: hashlib.sha256(b"").digest()} | verify.roots_of(many, range(258))
    assert hashlib.sha256(b"".join(roots[size] for size in range(258))).hexdigest() == MERKLE["all"]["sha256"]


def leads_to(one):
    proof = hexed(one["proof"])
    start = hashlib.sha256(b"\0" + LEAVES[min(one["leaf"], 7)]).digest()
    return (
        verify.roots_by_proof(start, one["leaf"], one["size"], proof, is_leaf=True)[1] == ROOTS[one["size"]]
        and not proof
    )


def proves(one):
    proof, old, size = hexed(one["proof"]), one["from"], one["to"]
    found = verify.roots_by_proof(ROOTS[old], old - 1, size, proof, is_leaf=False)
    return found == (ROOTS[old], ROOTS[size]) and not proof


@pytest.mark.parametrize(("name", "holds"), [("inclusion", leads_to), ("consistency", proves)])
def test_proofs(name, holds):
    assert all(map(holds, MERKLE[name]))
    for one in MERKLE[f"{name}_bad"]:
        try:
            assert not holds(one), one
        except ValueError:
            pass


def test_checkpoints():
    told = VECTORS["checkpoints"]
    log = object.__new__(verify.Log)
    log.archive, log.roots = {"origin": told["origin"]}, {told["size"]: bytes.fromhex(told["root"])}
    its = f"{log.line(told['size'])}\n".replace(" ", "\n")
    assert its == told["good"]
    assert its not in told["bad"]


def hashed(one):
    return lambda algorithm: hashlib.new(algorithm, base64.b64decode(one["message"])).hexdigest()


def test_signatures():
    for one in SIGNATURES["good"]:
        key = verify.signer(one["signature"].encode(), hashed(one), one["namespace"])
        assert (key, verify.fingerprint(key)) == (one["key"], one["fingerprint"])
    for one in SIGNATURES["bad"]:
        with pytest.raises(ValueError):
            verify.signer(one["signature"].encode(), hashed(one), one["namespace"])


def test_stamps():
    if not shutil.which("openssl"):
        pytest.skip("openssl cannot be run here")
    digest = hashlib.sha256(base64.b64decode(STAMPS["message"])).hexdigest()
    trusted = STAMPS["certificates"].encode()
    for one in STAMPS["good"]:
        assert verify.day_of_stamp(base64.b64decode(one["stamp"]), digest, trusted) == one["day"]
    for one in STAMPS["bad"]:
        with pytest.raises((ValueError, IndexError)):
            verify.day_of_stamp(base64.b64decode(one["stamp"]), digest, trusted)


def test_texts():
    for one in VECTORS["texts"]["good"]:
        assert verify.text_of(base64.b64decode(one["evidence"]), one["derivation"]) == one["text"]
    for one in VECTORS["texts"]["bad"]:
        with pytest.raises(ValueError):
            verify.text_of(base64.b64decode(one["evidence"]), one["derivation"])


def lines_of(text):
    site = object.__new__(verify.Site)
    site.files = {"sums": lambda: io.BytesIO(text.encode())}
    return list(verify.sums_in(site.lines("sums")))


def test_sums():
    assert lines_of(VECTORS["sums"]["good"]) == ["index.html", "a file.txt"]
    for text in VECTORS["sums"]["bad"]:
        with pytest.raises(ValueError):
            lines_of(text)


def test_names(tmp_path):
    def named(name):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
            made.writestr(name, b"")
            made.writestr("other", b"")
        checks = verify.Checks()
        return {*verify.Site(str(tmp_path / "a.zip"), checks).files}, checks.lines

    for name in VECTORS["names"]["good"]:
        assert named(name) == ({name, "other"}, [])
    for name in VECTORS["names"]["bad"]:
        found, told = named(name)
        assert name not in found
        assert [line["result"] for line in told] == ["FAIL"], name


def test_certificates_are_judged_as_of_the_stamp(monkeypatch):
    asked = []

    def run(words, **_):
        asked.extend(map(str, words))
        return subprocess.CompletedProcess(words, 0, b"", b"")

    monkeypatch.setattr(verify.subprocess, "run", run)
    monkeypatch.setattr(verify.shutil, "which", lambda name: f"/usr/bin/{name}")
    digest = hashlib.sha256(base64.b64decode(STAMPS["message"])).hexdigest()
    stamp = base64.b64decode(STAMPS["good"][0]["stamp"])
    verify.day_of_stamp(stamp, digest, b"")
    assert asked[asked.index("-attime") + 1] == str(int(verify.time_in(stamp, digest).timestamp()))
    for found in ("openssl", "./openssl", None):  # as where the folder is searched in which it is run
        monkeypatch.setattr(verify.shutil, "which", lambda name, found=found: found)
        with pytest.raises(verify.Unchecked):
            verify.day_of_stamp(stamp, digest, b"")
