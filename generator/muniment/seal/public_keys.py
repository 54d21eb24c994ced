"""Ed25519 public keys as OpenSSH writes them: taken apart exactly, and named by their fingerprints.

    ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…

The base64 holds two strings, each behind its length in four bytes: the type again, and the 32 bytes of the key (RFC
8709, 4; RFC 4251, 5). What does not write back to the same signs is none.

The key is a point of the curve (RFC 8032, 5.1.2). By one of small order anybody can sign. There are eight, of five
y, and six more ways to write them: libsodium's `ge25519_has_small_order`, and ed25519 in C2SP's CCTV.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator

TYPE = "ssh-ed25519"
KEY_BYTES = 32
PRIME = 2**255 - 19
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME  # d of RFC 8032, 5.1
OF_EIGHT = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL = {0, 1, PRIME - 1, OF_EIGHT, PRIME - OF_EIGHT}  # of order 4, 1, 2, and 8 twice


def key_text(blob: bytes) -> str:
    """The key in these bytes, as type and base64; empty where they are no Ed25519 key."""
    parts = strings_in(blob)
    is_key = parts is not None and len(parts) == 2 and parts[0] == TYPE.encode() and len(parts[1]) == KEY_BYTES
    return f"{TYPE} {base64.b64encode(blob).decode()}" if is_key else ""


def fault_of_point(blob: bytes) -> str:
    """Why a key, by its bytes as `key_text` takes them, is none to sign with; empty where it is a good one."""
    y = int.from_bytes(blob[-KEY_BYTES:], "little") % 2**255  # without the sign of x
    if y % PRIME in SMALL:
        return "this key is of small order: anybody can sign with it"
    square = (y * y - 1) * (CURVE * y * y + 1)  # x * x, but for a factor that is a square itself
    is_point = y < PRIME and pow(square, (PRIME - 1) // 2, PRIME) == 1
    return "" if is_point else "this is no point of the curve, so that nobody can sign with it"


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
