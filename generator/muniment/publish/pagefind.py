"""Speaks with Pagefind, which makes the search index, over `pagefind --service`.

Each request and each answer is base64 of a JSON object, ended by a comma, on standard input and
output; answers come in the order of the requests:

    {"message_id": 1, "payload": {"type": "NewIndex", "config": null}}
    {"message_id": 1, "payload": {"type": "NewIndex", "index_id": 0}}

Requests are written while it works on those before, and all of them before an answer is read, so that
neither side waits for the other; what is answered meanwhile it keeps. The program comes inside the package
pagefind_bin; nothing of the package is run but that program.
"""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
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
# Its allocator, where that is jemalloc, needs but one arena. The large pieces of memory that each compression asks
# for it clears by giving their pages back to the system and having them anew, unless pages may be huge: that costs
# a tenth of all.
SURROUNDINGS = {
    "RAYON_NUM_THREADS": "1",
    "TOKIO_WORKER_THREADS": "1",
    "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "2000",  # places of words
    "_RJEM_MALLOC_CONF": "narenas:1,thp:always",
}
# Pagefind writes beside each place of a word its weight, unless that is 25; what nobody has weighed
# weighs 24. This mark, which its HTML reader sets for data-pagefind-weight="1.05", makes all that
# follows weigh 25, and the index a quarter smaller.
EVEN_WEIGHT = "___PAGEFIND_WEIGHT___1.05 "

Process = subprocess.Popen[bytes]


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


@contextmanager
def begun_index(
    program: Path, reports: Iterable[Searchable], longest: float = LONGEST
) -> Iterator[Callable[[], Mapping[str, bytes]]]:
    """An index while Pagefind makes it of the reports, of which it gets each as it is drawn; gives what waits
    for every file of it, by its path.

    Raises PublishError, and so does what waits, when Pagefind refuses something, ends early, or has somebody
    wait for `longest` seconds.
    """
    with tempfile.TemporaryFile() as complaints, _running(program, complaints) as process:
        with _ended_after(longest, process):
            asked = _ask(process, reports, complaints)
        yield partial(_files, process, asked, complaints, longest)


@contextmanager
def _running(program: Path, complaints: IO[bytes]) -> Iterator[Process]:
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
    try:
        yield process
    finally:
        process.kill()  # it holds nothing that a friendlier end would save
        process.communicate()


@contextmanager
def _ended_after(longest: float, process: Process) -> Iterator[None]:
    """Within, a process that hangs is ended after so many seconds."""
    watch = Timer(longest, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _needs_of_the_system() -> dict[str, str]:
    """What a program cannot do without: on Windows, where the system's libraries are."""
    if sys.platform == "win32":
        folder = ctypes.create_unicode_buffer(260)  # MAX_PATH
        ctypes.windll.kernel32.GetWindowsDirectoryW(folder, len(folder))
        return {"SystemRoot": folder.value}
    return {}


def _ask(process: Process, reports: Iterable[Searchable], complaints: IO[bytes]) -> int:
    """Ask for the index of these reports; in how many requests."""
    assert process.stdin is not None
    asked = 0
    for asked, payload in enumerate(_payloads(reports), 1):
        request = base64.b64encode(to_json({"message_id": asked, "payload": payload})) + b","
        with _faults_told(complaints):
            process.stdin.write(request)  # a thread of its own reads it there, however few answers are read here
    with _faults_told(complaints):
        process.stdin.flush()
    return asked


def _payloads(reports: Iterable[Searchable]) -> Iterator[Mapping[str, object]]:
    yield {"type": "NewIndex", "config": None}
    for one in reports:
        yield {
            "type": "AddRecord", "index_id": INDEX, "url": one.url, "content": EVEN_WEIGHT + one.content,
            "language": one.language, "meta": one.meta, "filters": None, "sort": None,
        }  # fmt: skip
    yield {"type": "GetFiles", "index_id": INDEX}


def _files(process: Process, asked: int, complaints: IO[bytes], longest: float) -> Mapping[str, bytes]:
    """Every file of the index that was asked for."""
    with _ended_after(longest, process), _faults_told(complaints):
        answers = list(_answers(process, asked))
    for answer in answers:
        if answer.payload.type == "Error":
            raise _refusal(str(answer.payload.message), complaints)
    return {file.path: file.content for file in answers[-1].payload.files}


def _answers(process: Process, asked: int) -> Iterator[Answer]:
    """Raises ValueError for what is no answer, and when the process ends before all have come."""
    assert process.stdout is not None
    said = bytearray()
    while asked:
        part = process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
        if not part:
            raise ValueError("it ended early")
        said += part
        if b"," in part:
            *ended, said = said.split(b",")
            asked -= len(ended)
            yield from (from_json(_from_base64(each), Answer) for each in ended)


def _from_base64(text: bytearray) -> bytes:
    """As the module base64 has it, in half its time: megabytes of each part come that way."""
    return from_json(b'"' + text + b'"', bytes)


@contextmanager
def _faults_told(complaints: IO[bytes]) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise _refusal(str(error), complaints) from error


def _refusal(what: str, complaints: IO[bytes]) -> PublishError:
    complaints.seek(0)
    last = complaints.read().decode("utf-8", "replace").strip().split("\n")[-1]
    return PublishError(Problem(WHERE, f"the search index was not made: {what}", last))
