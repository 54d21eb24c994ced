"""Signatures of ssh-keygen: made, taken apart exactly, and each way in which one does not hold."""

import base64
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from muniment.model import Key
from muniment.problems import PublishError
from muniment.seal.running import found
from muniment.seal.ssh import armoured, fault_of_file, key_of, read_signature, sign, signature_fault
from signing import make_key, needed, public, signed

WORDS = b"Izium, 18 September.\n"
REVIEW = "muniment-review"
NOWHERE = {"PATH": "/nowhere"}


def fault_of(data, signature, key, namespace=REVIEW, environment=os.environ):
    listed = Key(principal="ana", key=public(key), namespaces=(namespace,))
    return signature_fault(data, signature, listed, namespace, environment)


def test_what_is_signed_holds(keys):
    made = sign(WORDS, keys["alice"], REVIEW, os.environ)
    assert made == signed(keys["alice"], WORDS)  # Ed25519 leaves nothing to chance
    assert key_of(made) == public(keys["alice"])
    assert fault_of(WORDS, made, keys["alice"]) == ""


@pytest.mark.parametrize("name", ["a key", "-Y", "ключ", "$(touch x);'\"", "a\nb", "*"])
def test_a_key_may_have_any_name_and_lie_in_a_folder_that_nobody_writes_in(tmp_path, monkeypatch, name):
    folder = tmp_path / f"of {name}"
    folder.mkdir()
    key = make_key(folder, "key").rename(folder / name)
    before, mode = sorted(folder.iterdir()), folder.stat().st_mode
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.chdir(folder)
    try:
        assert read_signature(sign(WORDS, Path(name), REVIEW, os.environ))
        assert sorted(folder.iterdir()) == before
    finally:
        folder.chmod(mode)
    assert key.exists()


def test_the_private_half_may_be_in_an_agent(keys, tmp_path):
    needed("ssh-agent")
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", tmp_path / "agent"], stdout=subprocess.DEVNULL)
    environment = {**os.environ, "SSH_AUTH_SOCK": str(tmp_path / "agent")}
    try:
        for _ in range(100):
            added = subprocess.run(["ssh-add", "-q", keys["bob"]], env=environment, check=False, capture_output=True)
            if added.returncode == 0:
                break
        public_half = tmp_path / "bob.pub"
        public_half.write_bytes(Path(f"{keys['bob']}.pub").read_bytes())
        made = sign(WORDS, public_half, REVIEW, environment)
        assert fault_of(WORDS, made, keys["bob"]) == ""
    finally:
        agent.terminate()
        agent.wait()


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda folder: folder / "none", "No such file or directory"),
        (lambda folder: (folder / "words").write_text("words", "ascii") and folder / "words", "error in libcrypto"),
        (lambda folder: Path(f"{make_key(folder, 'gone').rename(folder / 'elsewhere').parent / 'gone'}.pub"), "agent"),
        (lambda folder: make_key(folder, "rsa", "ecdsa"), "only those of Ed25519 keys"),
    ],
)
def test_a_key_that_cannot_sign_is_told_with_what_ssh_keygen_said(tmp_path, make, said):
    needed("ssh-keygen")
    file = make(tmp_path)
    environment = {name: value for name, value in os.environ.items() if name not in ("SSH_AUTH_SOCK", "DISPLAY")}
    with pytest.raises(PublishError) as error:
        sign(WORDS, file, REVIEW, environment)
    (problem,) = error.value.problems
    assert problem.place.path == str(file)
    assert said in problem.what or "ssh-keygen did not sign with it: " in problem.what
    assert problem.hint


OPEN = (
    "@@@@; @         WARNING: UNPROTECTED PRIVATE KEY FILE!          @; @@@@; Permissions 0644 for 'a key' are too open.; "
    "It is required that your private key files are NOT accessible by others.; This private key will be ignored.; "
)


@pytest.mark.parametrize("name", ["a key", "a key.pub"])
@pytest.mark.parametrize(
    "said", [f'{OPEN}No private key found for "a key"', f'{OPEN}Load key "a key": bad permissions']
)
def test_a_key_that_others_may_read_is_told_with_what_mends_it(name, said):
    problem = fault_of_file(Path("/of") / name, "ssh-keygen did not sign with it", said, "another hint")
    assert problem.place.path == "/of/a key"
    assert problem.what == "others may read this key, and ssh-keygen takes none but what its owner alone may read"
    assert problem.hint == "chmod 600 '/of/a key'"


def test_other_faults_of_a_key_are_told_in_the_words_of_ssh_keygen():
    problem = fault_of_file(Path("/of/key.pub"), "ssh-keygen did not sign with it", "no agent", "a hint")
    assert str(problem) == "/of/key.pub: ssh-keygen did not sign with it: no agent\n  hint: a hint"
    assert fault_of_file(Path("k"), "it did not", "", "").what == "it did not: it says nothing"


def test_without_ssh_keygen_it_is_told_what_for(keys):
    made = signed(keys["alice"], WORDS)
    with pytest.raises(PublishError, match="ssh-keygen: this program is not here, and it takes it to sign"):
        sign(WORDS, keys["alice"], REVIEW, NOWHERE)
    with pytest.raises(PublishError, match="it takes it to check signatures"):
        fault_of(WORDS, made, keys["alice"], environment=NOWHERE)


def test_each_way_in_which_a_signature_does_not_hold_has_its_words(keys):
    made = signed(keys["alice"], WORDS)
    assert "changed since it was signed" in fault_of(WORDS + b" ", made, keys["alice"])
    assert fault_of(WORDS, made, keys["bob"]) == "it was signed with another key"
    other = signed(keys["alice"], WORDS, "muniment-sums")
    assert fault_of(WORDS, other, keys["alice"]) == (
        "it was signed in the namespace 'muniment-sums', not in 'muniment-review'"
    )


def test_every_flipped_bit_of_a_signature_is_seen(keys):
    made = signed(keys["alice"], WORDS)
    blob = base64.b64decode(b"".join(made.split(b"\n")[1:-2]))
    places = range(0, len(blob) * 8, 37)
    for place in places:
        other = bytearray(blob)
        other[place // 8] ^= 1 << place % 8
        assert fault_of(WORDS, armoured(bytes(other)), keys["alice"])


def spoiled(made):
    """The same signature, written otherwise, and what is none."""
    text = made.decode()
    begin, *body, end, _ = text.split("\n")
    blob = base64.b64decode("".join(body))
    yield from (b"", b"\n", made[:-1], made + b"\n", b" " + made, made.replace(b"\n", b"\r\n"), blob)
    yield text.replace("SSH SIGNATURE", "SSH2 SIGNATURE").encode()
    yield "\n".join([begin, "".join(body), end, ""]).encode()  # in one line
    yield "\n".join([begin, *body[:-1], body[-1] + "=", end, ""]).encode()
    yield "\n".join([begin, "A" + body[0], *body[1:], end, ""]).encode()
    yield made + made
    yield armoured(blob + b"\0")
    yield armoured(blob.replace(b"SSHSIG\0\0\0\1", b"SSHSIG\0\0\0\2"))
    yield armoured(blob.replace(b"\0\0\0\0\0\0\0\6sha512", b"\0\0\0\1x\0\0\0\6sha512"))  # what is reserved
    yield armoured(blob.replace(b"sha512", b"sha384"))
    yield armoured(blob.replace(b"\0\0\0\x0fmuniment-review", b"\0\0\0\0"))
    yield armoured(blob.replace(b"muniment-review", b"muniment\nreview"))
    yield armoured(blob.replace(b"ssh-ed25519", b"ssh-ed25518"))
    yield made.replace(b"-----BEGIN", b"x" * 20_000 + b"-----BEGIN")


def test_what_does_not_write_back_to_the_same_bytes_is_no_signature(keys):
    made = signed(keys["alice"], WORDS)
    assert read_signature(made)
    for other in spoiled(made):
        assert read_signature(other) is None, other
        assert "no SSH signature" in fault_of(WORDS, other, keys["alice"])


def test_sha256_will_do(keys, tmp_path):
    (tmp_path / "data").write_bytes(WORDS)
    asked = [needed("ssh-keygen"), "-Y", "sign", "-O", "hashalg=sha256", "-n", REVIEW, "-f", keys["alice"], "data"]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True)
    assert fault_of(WORDS, (tmp_path / "data.sig").read_bytes(), keys["alice"]) == ""


def test_a_program_of_the_folder_one_is_in_is_none(tmp_path, monkeypatch):
    """An archive of somebody else's may have one in it: Windows looks there first, other systems where PATH says so."""
    (tmp_path / "ssh-keygen").write_text("#!/bin/sh\ntouch it-ran\n")
    (tmp_path / "ssh-keygen").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    real = needed("ssh-keygen")
    for path in (".", "", f".{os.pathsep}", "..", f"../{tmp_path.name}"):
        assert found("ssh-keygen", {"PATH": path}) == ""
        assert found("ssh-keygen", {"PATH": f"{path}{os.pathsep}{Path(real).parent}"}) == real
    monkeypatch.setattr(shutil, "which", lambda name, path: f".\\{name}.EXE")
    assert found("ssh-keygen", os.environ) == ""
