"""Signatures and time stamps, made while an archive is sealed."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from muniment.kept_signatures import certificates_in
from muniment.model import Record
from muniment.model.signature_names import MOST, NAMESPACES, signature_names
from muniment.outcome import Tell
from muniment.problems import InputError, Place, Problem, PublishError
from muniment.seal.allowed_signers import ALLOWED
from muniment.seal.key_faults import Day, fault_of_key
from muniment.seal.log import Log
from muniment.seal.ssh import key_of, sign
from muniment.seal.stamps import query, time_of_stamp
from muniment.settings import TimeAuthority
from muniment.stamping import ask


class MadeStamps(Record, frozen=True):
    """Time stamps by their names, and the day on which they are judged; None where there are none."""

    files: dict[str, bytes] = {}
    day: Day | None = None


def signatures(data: bytes, name: str, keys: Sequence[Path], log: Log, namespace: str, on: Day) -> dict[str, bytes]:
    """A signature by each of these keys, by its name. Raises InputError where one would not count on that day."""
    if len(keys) > MOST:
        what = f"{len(keys)} keys are too many: a file has at most {MOST} signatures"
        raise InputError(Problem(Place("--key"), what, "name fewer"))
    known, made, problems = log.by_key, dict[str, bytes](), list[Problem]()
    for file, address in zip(keys, signature_names(name), strict=False):
        signature = sign(data, file, namespace, os.environ)
        signer = key_of(signature)
        key = known[signer].as_of(len(log.leaves)) if signer in known else None
        if fault := fault_of_key(key, namespace, on):
            hint = f"its line in {ALLOWED} says what it may sign, and when"
            if key is None:
                hint = f'add to {ALLOWED}: NAME namespaces="{",".join(NAMESPACES)}" {signer}'
            problems.append(Problem(Place(str(file)), fault, hint))
        made[address] = signature
    if problems:
        raise InputError(*problems)
    return made


def stamp_name(name: str, authority: str) -> str:
    """How the stamp of an authority over a file, or a checkpoint without its ending, is named."""
    return f"{name}.{authority}.tsr"


def stamps(
    data: bytes, name: str, authorities: Iterable[TimeAuthority], archive: Path, latest: str, tell: Tell
) -> MadeStamps:
    """A time stamp by each of these authorities that gives one; of others it is told why not. One of a day after the
    `latest` is none: nothing could be sealed before that day."""
    made, days, certificates = dict[str, bytes](), list[str](), certificates_in(archive)
    for one in authorities:
        try:
            response = ask(one.url, query(data, os.environ))
            stamp = time_of_stamp(data, response, one.name, certificates[one.name], os.environ)
        except PublishError as error:
            tell(f"not stamped by {one.name}: {'; '.join(problem.what for problem in error.problems)}")
            continue
        if isinstance(stamp, str):
            tell(f"not stamped by {one.name}: {stamp}")
        elif stamp.time[:10] > latest:
            tell(f"not stamped by {one.name}: its clock is wrong, it says {stamp.time}")
        else:
            tell(f"stamped by {one.name}: {stamp.time}")
            made[stamp_name(name, one.name)] = response
            days.append(stamp.time[:10])
    return MadeStamps(made, Day(min(days), is_claimed=False) if days else None)
