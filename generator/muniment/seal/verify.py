"""Checks an archive that Muniment made: its texts, its log, its signatures. Needs Python 3.11 or later, and no more."""

import base64
import hashlib
import struct
from collections.abc import Iterable

# ---- Merkle trees: RFC 6962; the proofs by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2.


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry of a log."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two parts of a tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Roots:
    """The root after every leaf: of the leaves so far, the complete parts from the largest on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, leaf: bytes) -> None:
        """One leaf more, by its hash."""
        self.size += 1
        count = self.size
        while not count & 1:  # as many parts become one as the number of leaves ends in zeroes
            leaf, count = node_hash(self.parts.pop(), leaf), count >> 1
        self.parts.append(leaf)

    def root(self) -> bytes:
        """The root of all leaves by now."""
        if not self.parts:
            return hashlib.sha256(b"").digest()
        root = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            root = node_hash(part, root)
        return root


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Iterable[bytes]) -> bytes | None:
    """The root that a leaf and its audit path lead to; None where the path cannot be one."""
    if not 0 <= index < size:
        return None
    number, last, root = index, size - 1, leaf
    for part in path:
        if last == 0:
            return None
        if number & 1 or number == last:
            root = node_hash(part, root)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            root = node_hash(root, part)
        number, last = number >> 1, last >> 1
    return root if last == 0 else None


# ---- Ed25519: RFC 8032, 5.1. Slow, which is no harm: an archive has few signatures.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int, int, int]  # extended homogeneous coordinates
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_sum(a: Point, b: Point) -> Point:
    """Two points of the curve, added."""
    one = (a[1] - a[0]) * (b[1] - b[0]) % P
    two = (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(number: int, point: Point) -> Point:
    """A point so many times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = point_sum(total, point)
        point, number = point_sum(point, point), number >> 1
    return total


def point_of(data: bytes) -> Point | None:
    """The point of 32 bytes, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (not x and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the Ed25519 signature of a message by a key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or BASE is None:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = point_times(s, BASE), point_sum(r, point_times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# ---- SSH signatures: PROTOCOL.sshsig of OpenSSH.

BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"


def string(data: bytes) -> bytes:
    """After its length, as SSH writes it (RFC 4251, 5)."""
    return struct.pack(">I", len(data)) + data


def armoured(blob: bytes) -> bytes:
    """A signature as ssh-keygen writes it into a file."""
    text = base64.b64encode(blob)
    return BEGIN + b"".join(text[at : at + 70] + b"\n" for at in range(0, len(text), 70)) + END


def strings_in(data: bytes) -> list[bytes] | None:
    """The strings that data is made of, each after its length; None where it is not."""
    found = []
    while data:
        size = struct.unpack(">I", data[:4])[0] if len(data) >= 4 else len(data)
        if size > len(data) - 4:
            return None
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found


def signer(signature: bytes, message: bytes, namespace: str) -> str:
    """The key that signed a message in a namespace, as allowed_signers has it. Raises ValueError with why not."""
    if not (signature.startswith(BEGIN) and signature.endswith(END)):
        raise ValueError("it is no SSH signature")
    try:
        blob = base64.b64decode(signature[len(BEGIN) : -len(END)])
    except ValueError:
        raise ValueError("it is no base64") from None
    parts = strings_in(blob[10:]) if blob[:10] == b"SSHSIG\x00\x00\x00\x01" else None
    if parts is None or len(parts) != 5 or armoured(blob) != signature:
        raise ValueError("it does not write back to itself")
    key, its_namespace, reserved, algorithm, inner = parts
    if its_namespace != namespace.encode():
        raise ValueError(f"it is in the namespace '{its_namespace.decode('utf-8', 'replace')}', not '{namespace}'")
    key_parts, inner_parts = strings_in(key), strings_in(inner)
    if not key_parts or not inner_parts or key_parts[0] != b"ssh-ed25519" or inner_parts[0] != b"ssh-ed25519":
        raise ValueError("it is not by an Ed25519 key")
    if reserved or algorithm not in (b"sha256", b"sha512") or len(key_parts) != 2 or len(inner_parts) != 2:
        raise ValueError("it is made in a way that is not known")
    digest = hashlib.new(algorithm.decode(), message).digest()
    signed = b"SSHSIG" + string(its_namespace) + string(reserved) + string(algorithm) + string(digest)
    if not is_signed(key_parts[1], inner_parts[1], signed):
        raise ValueError("it is not of these bytes")
    return "ssh-ed25519 " + base64.b64encode(key).decode()
