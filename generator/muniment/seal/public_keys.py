"""Ed25519 public keys as OpenSSH writes them: taken apart exactly, and named by their fingerprints.

    ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…

The base64 holds two strings, each behind its length in four bytes: the type again, and the 32 bytes of the key (RFC
8709, 4; RFC 4251, 5). What does not write back to the same signs is none.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator

TYPE = "ssh-ed25519"
KEY_BYTES = 32


def key_text(blob: bytes) -> str:
    """The key in these bytes, as type and base64; empty where they are no Ed25519 key."""
    parts = strings_in(blob)
    is_key = parts is not None and len(parts) == 2 and parts[0] == TYPE.encode() and len(parts[1]) == KEY_BYTES
    return f"{TYPE} {base64.b64encode(blob).decode()}" if is_key else ""


def blob_in(text: str) -> bytes:
    """The bytes that base64 stands for; none where it is not what these bytes are written as."""
    try:
        blob = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return blob if base64.b64encode(blob).decode() == text else b""


def fingerprint(key: str) -> str:
    """Of a key as type and base64, as `ssh-keygen -l` prints it: SHA256 and base64 without its padding."""
    digest = hashlib.sha256(blob_in(key.partition(" ")[2])).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def strings_in(data: bytes) -> list[bytes] | None:
    """The strings that bytes hold one behind the other; None where these do not come out even."""
    try:
        return list(_strings(data))
    except ValueError:
        return None


def _strings(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4])
        if end > len(data) or at + 4 > len(data):
            raise ValueError("a string ends behind the end")
        yield data[at + 4 : end]
        at = end
