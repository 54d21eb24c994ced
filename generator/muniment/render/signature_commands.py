"""What to type for a signature or a time stamp, and what it prints: the lines of ssh-keygen and openssl on all pages.

They are for a shell, in the folder that holds index.html. Names of files and of people may hold anything.
"""

import shlex
from datetime import UTC, datetime

from muniment.edtf import MONTHS
from muniment.render.links import CERTIFICATES, SIGNERS

STAMP_HOLDS = "Verification: OK"  # what openssl prints of one


def signature_by(principal: str, namespace: str, path: str, signature: str, day: str = "") -> str:
    """Whether a signature is of this file and by somebody whose key is listed. A key that is not valid for ever is
    asked for as of noon of a day, UTC: ssh-keygen would ask for it as of today."""
    when = f" -O verify-time={day.replace('-', '')}120000Z" if day else ""
    asked = f"-f {SIGNERS} -I {shlex.quote(principal)} -n {namespace}{when}"
    return f"ssh-keygen -Y verify {asked} -s {shlex.quote(signature)} < {shlex.quote(path)}"


def signature_alone(namespace: str, path: str, signature: str) -> str:
    """Whether a signature is of this file, and by which key: whatever is listed of that one today, so that a page which
    stays as it is may say so."""
    return f"ssh-keygen -Y check-novalidate -n {namespace} -s {shlex.quote(signature)} < {shlex.quote(path)}"


def good(namespace: str, principal: str, fingerprint: str) -> str:
    """What ssh-keygen prints of a good signature, to the letter; without a fingerprint, as far as it is known. Of one
    alone it tells no principal."""
    whose = f" for {principal}" if principal else ""
    return f'Good "{namespace}" signature{whose} with ED25519 key {fingerprint}'.rstrip()


def stamp_on(path: str, stamp: str, authority: str) -> str:
    """Whether a time stamp is of this file and by this authority."""
    files = (path, stamp, f"{CERTIFICATES}{authority}.pem")
    data, response, certificates = map(shlex.quote, files)
    return f"openssl ts -verify -data {data} -in {response} -CAfile {certificates}"


def time_in(stamp: str) -> str:
    """What its authority signed of a time stamp, the time among it; beside that it could hold any words."""
    return f"openssl ts -reply -in {shlex.quote(stamp)} -token_out -text"


def time_as_printed(time: str) -> str:
    """2026-11-22T12:03:05Z as openssl prints it, but for fractions of a second: "Nov 22 12:03:05 2026"."""
    moment = moment_of(time)
    return f"{MONTHS[moment.month - 1][:3]} {moment.day:>2} {moment:%H:%M:%S} {moment.year}"


def as_of(time: str) -> str:
    """What has openssl judge certificates as of a time."""
    return f"-partial_chain -attime {int(moment_of(time).timestamp())}"


def moment_of(time: str) -> datetime:
    """2026-11-22T12:03:05Z, in UTC."""
    return datetime.fromisoformat(time).astimezone(UTC)
