"""Time stamps (RFC 3161), asked for and checked by `openssl ts`.

A stamp is checked as of the time in it, so that it outlives the certificates of whoever gave it.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from muniment.model import Stamp
from muniment.problems import Place, Problem, PublishError, printable
from muniment.seal.running import Ran, files_of, program, run

TOOL = "openssl"
TO_STAMP, TO_CHECK = "to ask for time stamps", "to check time stamps"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIME = re.compile(rf"^Time stamp: ({'|'.join(MONTHS)}) +(\d+) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (\d{{4}}) GMT$", re.M)
ALGORITHM = re.compile(r"^Hash Algorithm: (\S+)$", re.M)
STATUS = re.compile(r"^Status: (.+)$", re.M)
LARGEST = 1_000_000  # bytes of a response
OTHER_DATA = "message imprint mismatch"  # what openssl says of a stamp over other data
REASON = re.compile(r"Verify error:([^;]+)")  # which openssl found in the chain of certificates
UNKNOWN = re.compile(r"unknown option|invalid command|^usage:", re.I)  # what it says of what it cannot do
NONE_KEPT = "this is no time stamp"


def query(data: bytes, environment: Mapping[str, str]) -> bytes:
    """What to ask an authority, so that it stamps these bytes: their SHA-256, and for its certificates (RFC 3161,
    2.4.1). It holds no nonce: the answer is for the public, and the same question has the same bytes. Raises
    PublishError where openssl is missing."""
    tool = program(TOOL, TO_STAMP, environment)
    with files_of(data=data) as files:
        asked: list[str | Path] = [tool, "ts", "-query", "-data", files["data"], "-sha256", "-cert", "-no_nonce"]
        ran = run(asked, environment)
    if ran.status or not ran.output:
        what = f"it makes no query for a time stamp: {ran.said}"
        raise PublishError(Problem(Place(TOOL), what, "see whether it is well installed"))
    return ran.output


def time_of_stamp(
    data: bytes, response: bytes, authority: str, certificates: bytes, environment: Mapping[str, str]
) -> Stamp | str:
    """The stamp by an authority, with this name and these certificates (PEM), over these bytes; in words why it is
    none. Raises PublishError where openssl is missing, or is one that cannot check it."""
    tool = program(TOOL, TO_CHECK, environment)
    if len(response) > LARGEST:
        return NONE_KEPT
    with files_of(data=data, response=response, certificates=certificates) as files:
        read = run([tool, "ts", "-reply", "-in", files["response"], "-text"], environment)
        if read.status and UNKNOWN.search(read.said):
            raise _cannot_check(tool, read.said, environment)
        signed = run([tool, "ts", "-reply", "-in", files["response"], "-token_out", "-text"], environment)
        told = _time_in(read, signed)
        if isinstance(told, str):
            return told
        trusted = files["certificates"]
        asked: list[str | Path] = [tool, "ts", "-verify", "-data", files["data"], "-in", files["response"]]
        asked += ["-CAfile", trusted, "-untrusted", trusted, "-partial_chain", "-attime", str(int(told.timestamp()))]
        checked = run(asked, environment)
    if checked.status == 0 and b"Verification: OK" in checked.output:
        return Stamp(authority, told.isoformat().replace("+00:00", "Z"))
    if b"Verification: FAILED" not in checked.output:  # it judged nothing
        raise _cannot_check(tool, checked.said, environment)
    if OTHER_DATA in checked.said:
        return "it is a stamp over other data"
    reason = REASON.search(checked.said)
    return f"its signature does not hold by the certificates of {authority}: {reason[1] if reason else checked.said}"


def _time_in(read: Ran, signed: Ran) -> datetime | str:
    """The time in a stamp, by what openssl says of the part that is signed; in words why there is none, by what it
    says of the whole, which could have any words beside the status."""
    words = read.output.decode("utf-8", "replace")
    if read.status or not (status := STATUS.search(words)):
        return NONE_KEPT
    words = signed.output.decode("utf-8", "replace")
    time, algorithm = TIME.search(words), ALGORITHM.search(words)
    if not status[1].startswith("Granted") or time is None:
        return f"the authority gave none: {status[1]}"
    if algorithm is None or algorithm[1].lower() != "sha256":
        return f"it is over {algorithm[1] if algorithm else 'another hash'}, not over SHA-256"
    month, day, hour, minute, second, year = time.groups()
    return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=UTC)


def _cannot_check(tool: str, said: str, environment: Mapping[str, str]) -> PublishError:
    """That it is the program which cannot check, as LibreSSL's, and says nothing of the stamp."""
    version = run([tool, "version"], environment).output.decode("utf-8", "replace").partition("\n")[0]
    what = f"this openssl ({printable(version) or tool}) cannot check a stamp as of its own time: {said}"
    return PublishError(Problem(Place(TOOL), what, "install OpenSSL 1.1.1 or later, and put it first on the PATH"))
