"""Signatures and time stamps that an archive keeps, checked by the system's own tools: once, then remembered.

What is kept is a claim: where it does not hold, the build stops.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muniment.bodies import Result
from muniment.model import Key, Record, Signer, Stamp, to_bytes
from muniment.problems import Place, Problem
from muniment.seal.key_faults import Day, fault_of_key
from muniment.seal.log_keys import LogKey
from muniment.seal.public_keys import fingerprint
from muniment.seal.running import program
from muniment.seal.ssh import TO_CHECK as TO_CHECK_SIGNATURES
from muniment.seal.ssh import TOOL as SSH
from muniment.seal.ssh import key_of, signature_fault
from muniment.seal.stamps import TO_CHECK as TO_CHECK_STAMPS
from muniment.seal.stamps import TOOL as OPENSSL
from muniment.seal.stamps import time_of_stamp
from muniment.settings import AUTHORITIES
from muniment.work import Task, Workshop


class Signed(Record, frozen=True):
    """Bytes that were signed in a namespace, and by what their signatures are judged: what the first so many leaves say
    of keys, and a day."""

    data: bytes
    namespace: str
    size: int
    on: Day


class Signature(Record, frozen=True):
    """Bytes, a signature over them, and the key and the namespace that it should be in."""

    data: bytes
    signature: bytes
    key: Key
    namespace: str


class Stamped(Record, frozen=True):
    """Bytes, and what an authority with these certificates answered when it was asked to stamp them."""

    data: bytes
    response: bytes
    authority: str
    certificates: bytes


@dataclass(frozen=True)
class Checker:
    """Checks what lies in a folder of the archive; what does not hold is told, and how it is mended: where it is a
    signature, where a stamp."""

    folder: str
    hints: tuple[str, str]
    workshop: Workshop
    problems: list[Problem]

    def signers(self, signed: Signed, signatures: Mapping[str, bytes], keys: Mapping[str, LogKey]) -> Iterator[Signer]:
        """Whose signatures count, by what the log says of their keys. The signatures are by their addresses in the
        site."""
        for address, data in signatures.items():
            known = keys.get(key_of(data))
            key = known.as_of(signed.size) if known else None
            fault = fault_of_key(key, signed.namespace, signed.on)
            if key and not fault:
                fault = fault_of(Signature(signed.data, data, key, signed.namespace), self.workshop)
            if fault:
                self.problems.append(Problem(Place(f"{self.folder}/{address}"), fault, self.hints[0]))
            elif key:
                yield signer_of(key, signed.on, address)

    def stamps(self, stamped: Mapping[str, Stamped]) -> Iterator[Stamp]:
        """The time stamps that hold, of these by their addresses in the site."""
        for address, one in stamped.items():
            stamp = stamp_of(one, self.workshop)
            if isinstance(stamp, Stamp):
                yield stamp
            else:
                self.problems.append(Problem(Place(f"{self.folder}/{address}"), stamp, self.hints[1]))


def signer_of(key: Key, on: Day, address: str = "") -> Signer:
    """Who signed with a key that counts on a day, where the signature is in the site."""
    mark = fingerprint(key.key)
    return Signer(
        principal=key.principal, key=key.key, fingerprint=mark, day=on.day, is_claimed=on.is_claimed, file=address
    )


def fault_of(signature: Signature, workshop: Workshop) -> str:
    """Why a signature is none of these bytes; empty where it is."""
    tool = program(SSH, TO_CHECK_SIGNATURES, os.environ)  # whatever is remembered
    check = partial(_check_signature, signature=signature)
    return workshop.once(Task(check, str, tool, describe=lambda _: to_bytes(signature)))


def _check_signature(_: None, signature: Signature) -> Result:
    data, namespace = signature.data, signature.namespace
    return to_bytes(signature_fault(data, signature.signature, signature.key, namespace, os.environ)), ()


def stamp_of(stamped: Stamped, workshop: Workshop) -> Stamp | str:
    """The stamp, or in words why it does not hold."""
    tool = program(OPENSSL, TO_CHECK_STAMPS, os.environ)  # whatever is remembered; not every one can check
    check = partial(_check_stamp, stamped=stamped)
    time, fault = workshop.once(Task(check, tuple[str, str], tool, describe=lambda _: to_bytes(stamped)))
    return Stamp(stamped.authority, time) if time else fault


def _check_stamp(_: None, stamped: Stamped) -> Result:
    """The time in a stamp, or else why it does not hold."""
    told = time_of_stamp(stamped.data, stamped.response, stamped.authority, stamped.certificates, os.environ)
    return to_bytes((told.time, "") if isinstance(told, Stamp) else ("", told)), ()


def certificates_in(archive: Path) -> Mapping[str, bytes]:
    """Those of all authorities whose stamps the archive takes, by their names."""
    folder = archive / AUTHORITIES
    paths = sorted(folder.glob("*.pem")) if folder.is_dir() else []
    return {path.stem: path.read_bytes() for path in paths if path.is_file() and not path.is_symlink()}
