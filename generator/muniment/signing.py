"""Signatures and time stamps, made while an archive is sealed."""

import os
from collections.abc import Sequence
from pathlib import Path

from muniment.outcome import Tell
from muniment.problems import InputError, Place, Problem, PublishError
from muniment.seal.allowed_signers import ALLOWED, NAMESPACES
from muniment.seal.log import Log
from muniment.seal.ssh import key_of, sign
from muniment.seal.stamps import query, time_of_stamp
from muniment.settings import Settings
from muniment.shown_log import certificates_in, fault_of_key
from muniment.stamping import ask


def signatures(data: bytes, name: str, keys: Sequence[Path], log: Log, namespace: str, day: str) -> dict[str, bytes]:
    """A signature by each of these keys, by its name. Raises InputError where one would not count."""
    known, made, problems = {one.record.key: one for one in log.keys}, dict[str, bytes](), list[Problem]()
    for number, file in enumerate(keys, start=1):
        signature = sign(data, file, namespace, os.environ)
        key = known.get(key_of(signature))
        if fault := fault_of_key(key, len(log.leaves), namespace, day):
            hint = f"its line in {ALLOWED} says what it may sign, and when"
            if key is None:
                hint = f'add to {ALLOWED}: NAME namespaces="{",".join(NAMESPACES)}" {key_of(signature)}'
            problems.append(Problem(Place(str(file)), fault, hint))
        made[f"{name}.sig" if number == 1 else f"{name}.{number}.sig"] = signature
    if problems:
        raise InputError(*problems)
    return made


def stamps(data: bytes, name: str, settings: Settings, archive: Path, tell: Tell) -> dict[str, bytes]:
    """A time stamp by each authority of the settings that gives one, by its name; of others it is told why not."""
    made, certificates = {}, certificates_in(archive)
    for one in settings.stamps:
        try:
            response = ask(one.url, query(data, os.environ))
            stamp = time_of_stamp(data, response, one.name, certificates[one.name], os.environ)
        except PublishError as error:
            tell(f"not stamped by {one.name}: {'; '.join(problem.what for problem in error.problems)}")
            continue
        if isinstance(stamp, str):
            tell(f"not stamped by {one.name}: {stamp}")
        else:
            tell(f"stamped by {one.name}: {stamp.time}")
            made[f"{name}.{one.name}.tsr"] = response
    return made
