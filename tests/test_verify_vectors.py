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
from muniment.seal.merkle import Tree, leaf_hash

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
    assert len(verify.leaves_in(good)) == len(good)
    for line in VECTORS["leaves"]["bad"]:
        with pytest.raises(ValueError):
            verify.leaves_in([line.encode()])


def test_roots():
    assert verify.roots_of(LEAVES, range(1, 9)) == dict(enumerate(ROOTS[1:], start=1))
    large = {int(size): bytes.fromhex(root) for size, root in MERKLE["large"]["roots"].items()}
    assert verify.roots_of((number.to_bytes(2, "little") for number in range(max(large))), large) == large
    many = [f"{number}".encode() for number in range(257)]
    roots = {0: hashlib.sha256(b"").digest()} | verify.roots_of(many, range(258))
    assert hashlib.sha256(b"".join(roots[size] for size in range(258))).hexdigest() == MERKLE["all"]["sha256"]


def leads_to(one):
    proof = hexed(one["proof"])
    start = hashlib.sha256(b"\0" + LEAVES[min(one["leaf"], 7)]).digest()
    return verify.root_by_path(start, one["leaf"], one["size"], proof) == ROOTS[one["size"]]


def proves(one):
    return hexed(one["proof"]) == [*Tree(map(leaf_hash, LEAVES)).consistency(one["from"], one["to"])]


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
    return hashlib.sha512(base64.b64decode(one["message"])).hexdigest()


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


def failed_of(text):
    site, checks = object.__new__(verify.Site), verify.Checks()
    site.files, site.met = {"sums": lambda: io.BytesIO(text.encode())}, set()
    verify.check_list(site, checks, "sums", "(?!sums$)")
    return [line["what"] for line in checks.lines if line["result"] == "FAIL"]


def test_sums():
    assert failed_of(VECTORS["sums"]["good"]) == ["a file.txt", "index.html"]  # which are not there
    for text in VECTORS["sums"]["bad"]:
        assert failed_of(text) == ["sums, read"]


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


@pytest.fixture
def stamped(tmp_path, monkeypatch):
    """stamped(text, output) gives the day of a stamp by an openssl that tells this text of it, and checks it so."""

    def judge(text, output="", status=0):
        asked = []

        def run(words, **_):
            asked.append(list(map(str, words)))
            told = text if "-reply" in words else output
            return subprocess.CompletedProcess(words, status if "-verify" in words else 0, told.encode(), b"")

        monkeypatch.setattr(verify.subprocess, "run", run)
        monkeypatch.setattr(verify.shutil, "which", lambda name: f"/usr/bin/{name}")
        return verify.day_of_stamp(b"", "00" * 32, b""), asked

    return judge


TEXT = "Version: 1\nHash Algorithm: sha256\nSerial number: 0x02\nTime stamp: Nov  2 12:03:05.25 2026 GMT\nTSA: it\n"


def test_certificates_are_judged_as_of_the_stamp(stamped):
    day, (_, asked) = stamped(TEXT)
    assert day == "2026-11-02"
    assert asked[asked.index("-attime") + 1] == "1793620985"


def test_a_time_is_read_of_nothing_but_what_the_authority_signed(stamped):
    """The words beside a status are signed by nobody, and could hold such a line."""
    _, (read, _) = stamped(TEXT)
    assert "-token_out" in read
    for text in (TEXT.replace("sha256", "sha1"), TEXT.replace("GMT", "EST"), ""):
        with pytest.raises(ValueError, match="no time stamp"):
            stamped(text)


def test_an_openssl_that_cannot_check_says_nothing_of_the_stamp(stamped):
    with pytest.raises(ValueError, match="by nobody trusted"):
        stamped(TEXT, "Verification: FAILED\n", 1)
    with pytest.raises(verify.Unchecked, match="cannot check"):  # as of LibreSSL, which lacks two of the options
        stamped(TEXT, "unknown option -partial_chain\nusage: ts -verify\n", 1)


@pytest.mark.parametrize("found", ["openssl", "./openssl", None])
def test_no_openssl_of_this_folder_is_run(monkeypatch, found):
    monkeypatch.setattr(verify.shutil, "which", lambda name: found)
    with pytest.raises(verify.Unchecked):
        verify.day_of_stamp(b"", "00" * 32, b"")
