"""Speaks with Pagefind, which makes the search index, over `pagefind --service`.

Each request and each answer is base64 of a JSON object, ended by a comma, on standard input and
output; answers come in the order of the requests:

    {"message_id": 1, "payload": {"type": "NewIndex", "config": null}}
    {"message_id": 1, "payload": {"type": "NewIndex", "index_id": 0}}

All requests are written before an answer is read, so that neither side waits for the other at
each record. The program comes inside the package pagefind_bin; nothing of the package is run but
that program.
"""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import IO

from muniment.model import Record, from_json, to_json
from muniment.problems import Place, Problem, PublishError

if sys.platform == "win32":
    import ctypes

VERSION = "1.5.2"  # whose index files and worker this house knows
LONGEST = 1800.0  # seconds for one index, after which something hangs
WHERE = Place("pagefind")
INDEX = 0  # the number of a process's first index
# Parts are made side by side, each by a process that needs no threads of its own. Pieces of the
# index of a tenth of the usual size take half the time to compress, and a query reads less of them.
# Nothing of this process's own environment goes with it, for Pagefind takes options from there.
SURROUNDINGS = {
    "RAYON_NUM_THREADS": "1",
    "TOKIO_WORKER_THREADS": "1",
    "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "2000",  # places of words
}
# Pagefind writes beside each place of a word its weight, unless that is 25; what nobody has weighed
# weighs 24. This mark, which its HTML reader sets for data-pagefind-weight="1.05", makes all that
# follows weigh 25, and the index a quarter smaller.
EVEN_WEIGHT = "___PAGEFIND_WEIGHT___1.05 "


class Searchable(Record, frozen=True):
    """What Pagefind gets of one report: its name there, plain text whose words are told apart by white
    space alone, a language (a primary subtag of BCP 47), and further texts that are searched too.

    No word of the text may begin with "_": Pagefind takes some for marks. One without any word is
    left out of the index."""

    url: str
    content: str
    language: str
    meta: Mapping[str, str]


class File(Record, frozen=True):
    path: str
    content: bytes  # base64 in JSON


class Payload(Record, frozen=True):
    type: str
    message: str | None = None
    files: tuple[File, ...] = ()


class Answer(Record, frozen=True):
    payload: Payload


def find_program() -> Path:
    """The Pagefind program. Raises PublishError when it is not installed."""
    spec = find_spec("pagefind_bin")
    name = "pagefind.exe" if sys.platform == "win32" else "pagefind"
    for folder in spec.submodule_search_locations or () if spec else ():
        if (program := Path(folder) / name).is_file():
            return program
    hint = f'install it: pip install "pagefind-bin=={VERSION}"'
    raise PublishError(Problem(WHERE, "the search index cannot be made: Pagefind is not installed", hint))


def make_index(program: Path, reports: Iterable[Searchable], longest: float = LONGEST) -> dict[str, bytes]:
    """Every file of the index of some reports, by its path.

    Raises PublishError when Pagefind refuses something, ends early, or takes `longest` seconds.
    """
    requests = [_request(0, {"type": "NewIndex", "config": None})]
    for number, one in enumerate(reports, 1):
        requests.append(
            _request(
                number,
                {
                    "type": "AddRecord", "index_id": INDEX, "url": one.url, "content": EVEN_WEIGHT + one.content,
                    "language": one.language, "meta": one.meta, "filters": None, "sort": None,
                },
            )
        )  # fmt: skip
    requests.append(_request(len(requests), {"type": "GetFiles", "index_id": INDEX}))
    with tempfile.TemporaryFile() as complaints, _running(program, complaints, longest) as process:
        try:
            answers = _answers(process, requests)
        except (OSError, ValueError) as error:
            raise _refusal(str(error), complaints) from error
        for answer in answers:
            if answer.payload.type == "Error":
                raise _refusal(str(answer.payload.message), complaints)
    return {file.path: file.content for file in answers[-1].payload.files}


def _request(number: int, payload: Mapping[str, object]) -> bytes:
    return base64.b64encode(to_json({"message_id": number, "payload": payload})) + b","


@contextmanager
def _running(program: Path, complaints: IO[bytes], longest: float) -> Iterator["subprocess.Popen[bytes]"]:
    try:
        process = subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=SURROUNDINGS | _needs_of_the_system(),
        )
    except OSError as error:
        raise PublishError(Problem(WHERE, f"{program} cannot be run: {error.strerror}")) from error
    watch = Timer(longest, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield process
    finally:
        watch.cancel()
        process.kill()  # it holds nothing that a friendlier end would save
        process.communicate()


def _needs_of_the_system() -> dict[str, str]:
    """What a program cannot do without: on Windows, where the system's libraries are."""
    if sys.platform == "win32":
        folder = ctypes.create_unicode_buffer(260)  # MAX_PATH
        ctypes.windll.kernel32.GetWindowsDirectoryW(folder, len(folder))
        return {"SystemRoot": folder.value}
    return {}


def _answers(process: "subprocess.Popen[bytes]", requests: list[bytes]) -> list[Answer]:
    """Raises ValueError for what is no answer, and when the process ends before all have come."""
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None
    stdin.write(b"".join(requests))  # a thread of its own reads them there, however few answers are read here
    stdin.flush()
    answers: list[Answer] = []
    said = bytearray()
    while len(answers) < len(requests):
        part = stdout.read1(1 << 16)  # type: ignore[attr-defined]
        if not part:
            raise ValueError("it ended early")
        said += part
        if b"," in part:
            *ended, said = said.split(b",")
            answers += [from_json(_from_base64(each), Answer) for each in ended]
    return answers


def _from_base64(text: bytearray) -> bytes:
    """As the module base64 has it, in half its time: megabytes of each part come that way."""
    return from_json(b'"' + text + b'"', bytes)


def _refusal(what: str, complaints: IO[bytes]) -> PublishError:
    complaints.seek(0)
    last = complaints.read().decode("utf-8", "replace").strip().split("\n")[-1]
    return PublishError(Problem(WHERE, f"the search index was not made: {what}", last))
