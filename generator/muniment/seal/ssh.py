"""SSH signatures: made and checked by OpenSSH's ssh-keygen, taken apart exactly here.

    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
    -----END SSH SIGNATURE-----

The format is OpenSSH's PROTOCOL.sshsig, version 1: the base64, 70 signs a line, holds "SSHSIG", the version, and the
strings key, namespace, nothing, hash, signature.
"""

import base64
import shlex
from collections.abc import Mapping
from pathlib import Path

from muniment.model import Key, Record
from muniment.problems import Place, Problem, PublishError, unreadable
from muniment.seal.public_keys import TYPE, blob_in, key_text, strings_in
from muniment.seal.running import files_of, program, run

TOOL = "ssh-keygen"
TO_SIGN, TO_CHECK = "to sign", "to check signatures"
MAGIC = b"SSHSIG\0\0\0\1"
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
WIDTH = 70  # signs of base64 a line
HASHES = (b"sha512", b"sha256")
SIGNATURE_BYTES = 64
LARGEST = 10_000  # bytes of a signature's file
NO_SIGNATURE = "this is no SSH signature by an Ed25519 key that writes back to the same bytes"
OPEN_TO_OTHERS = "UNPROTECTED PRIVATE KEY FILE"  # what ssh-keygen says of a private key that others may read
SOMEBODY = "signer"  # whoever's key is tried


class Signature(Record, frozen=True):
    """What a signature says of itself: by which key, as type and base64, and in which namespace."""

    key: str
    namespace: str


def sign(data: bytes, key_file: Path, namespace: str, environment: Mapping[str, str]) -> bytes:
    """A signature over bytes. The key may be a private one, whose passphrase is asked for at the terminal, or a public
    one whose private half an agent holds. Raises PublishError with what ssh-keygen said, and where it is missing."""
    tool, key = program(TOOL, TO_SIGN, environment), key_file.absolute()
    with files_of(data=data) as files:
        made_at = files["data"].with_suffix(".sig")
        ran = run([tool, "-Y", "sign", "-f", key, "-n", namespace, files["data"]], environment, None, None)
        made = made_at.read_bytes() if made_at.exists() else b""
    if ran.status or not made:
        hint = "name a private key, or the .pub file of one that ssh-agent holds"
        raise PublishError(fault_of_file(key_file, "ssh-keygen did not sign with it", ran.said, hint))
    signed = read_signature(made)
    if signed is None or signed.namespace != namespace:
        what = "its signature is none that can be kept: only those of Ed25519 keys are"
        raise PublishError(Problem(Place(str(key_file)), what, "`ssh-keygen -t ed25519` makes a key"))
    return made


def public_key(key_file: Path, environment: Mapping[str, str]) -> str:
    """The public half of a key, as type and base64, from the .pub file beside it where there is one. Raises
    PublishError where it cannot be read, or is not of Ed25519."""
    beside = key_file if key_file.suffix == ".pub" else key_file.with_name(f"{key_file.name}.pub")
    try:
        words = beside.read_text("utf-8", "replace").split()[:2] if beside.is_file() else []
    except OSError as error:
        raise PublishError(unreadable(Place(str(beside)), error)) from error
    if not words:
        ran = run([program(TOOL, TO_SIGN, environment), "-y", "-f", key_file.absolute()], environment, None, None)
        if ran.status:
            hint = "name the file of a private key, or its .pub file"
            raise PublishError(fault_of_file(key_file, "ssh-keygen cannot read this key", ran.said, hint))
        words = ran.output.decode("utf-8", "replace").split()[:2]
    if not words or words[0] != TYPE or key_text(blob_in(words[-1])) != " ".join(words):
        what = "this is no Ed25519 key of OpenSSH"
        raise PublishError(Problem(Place(str(key_file)), what, "`ssh-keygen -t ed25519` makes one"))
    return " ".join(words)


def fault_of_file(key_file: Path, what: str, said: str, hint: str) -> Problem:
    """What ssh-keygen did not do with the file of a key, in its own words; or what these mean, and another hint."""
    if OPEN_TO_OTHERS in said:
        private = key_file.with_suffix("") if key_file.suffix == ".pub" else key_file
        what = "others may read this key, and ssh-keygen takes none but what its owner alone may read"
        return Problem(Place(str(private)), what, f"chmod 600 {shlex.quote(str(private))}")
    return Problem(Place(str(key_file)), f"{what}: {said or 'it says nothing'}", hint)


def read_signature(data: bytes) -> Signature | None:
    """The signature in a file; None for what is none, or does not write back to the same bytes."""
    text = data.decode("ascii", "replace") if len(data) <= LARGEST else ""
    lines = text.split("\n")
    if lines[0] != BEGIN or lines[-2:] != [END, ""]:
        return None
    blob = blob_in("".join(lines[1:-2]))
    if armoured(blob) != data or not blob.startswith(MAGIC):
        return None
    parts = strings_in(blob.removeprefix(MAGIC))
    if parts is None or len(parts) != 5 or parts[2] or parts[3] not in HASHES:
        return None
    signature, key = strings_in(parts[4]) or [], key_text(parts[0])
    is_whole = len(signature) == 2 and signature[0] == TYPE.encode() and len(signature[1]) == SIGNATURE_BYTES
    namespace = parts[1].decode("ascii", "replace")
    return Signature(key, namespace) if key and is_whole and namespace.isprintable() and namespace else None


def armoured(blob: bytes) -> bytes:
    """The bytes of a signature as a file has them."""
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    return "".join(f"{line}\n" for line in (BEGIN, *lines, END)).encode("ascii")


def key_of(signature: bytes) -> str:
    """The key that a signature says it is by, as type and base64; empty where it is none."""
    found = read_signature(signature)
    return found.key if found else ""


def signature_fault(data: bytes, signature: bytes, key: Key, namespace: str, environment: Mapping[str, str]) -> str:
    """Why a signature over bytes is none by this key in this namespace, in words; empty where it is one. On which days
    the key is valid, and what it may sign, is not asked here. Raises PublishError where ssh-keygen is missing."""
    found = read_signature(signature)
    if found is None:
        return NO_SIGNATURE
    if found.key != key.key:
        return "it was signed with another key"
    if found.namespace != namespace:
        return f"it was signed in the namespace '{found.namespace}', not in '{namespace}'"
    tool = program(TOOL, TO_CHECK, environment)
    with files_of(allowed=f"{SOMEBODY} {key.key}\n".encode("ascii"), signature=signature) as files:
        asked: list[str | Path] = [tool, "-Y", "verify", "-f", files["allowed"], "-I", SOMEBODY, "-n", namespace]
        ran = run([*asked, "-s", files["signature"]], environment, data)
    return f"it was changed since it was signed (ssh-keygen: {ran.said})" if ran.status else ""
