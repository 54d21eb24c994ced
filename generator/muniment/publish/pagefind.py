"""Speaks with Pagefind, which makes the search index, over `pagefind --service`.

Each request and each answer is base64 of a JSON object, ended by a comma, on standard input and
output:

    {"message_id": 1, "payload": {"type": "NewIndex", "config": null}}
    {"message_id": 1, "payload": {"type": "NewIndex", "index_id": 0}}

The program comes inside the package pagefind_bin; nothing of the package is run but that program.
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import IO, Any

from muniment.problems import Place, Problem, PublishError

VERSION = "1.5.2"  # whose index files and worker this house knows
LONGEST = 1800.0  # seconds for one index, after which something hangs
WHERE = Place("pagefind")


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
def open_index(program: Path, longest: float = LONGEST) -> Iterator["SearchIndex"]:
    """A new, empty index in a Pagefind process of its own, which ends with the context.

    Raises PublishError when Pagefind refuses something, ends early, or takes `longest` seconds.
    """
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
            )
        except OSError as error:
            raise PublishError(Problem(WHERE, f"{program} cannot be run: {error.strerror}")) from error
        watch = Timer(longest, process.kill)
        watch.daemon = True
        watch.start()
        try:
            yield SearchIndex(process, complaints)
        finally:
            watch.cancel()
            process.kill()  # it holds nothing that a friendlier end would save
            process.communicate()


class SearchIndex:
    """One index under construction: add records, then take the files."""

    def __init__(self, process: "subprocess.Popen[bytes]", complaints: IO[bytes]):
        self._process, self._complaints, self._asked = process, complaints, 0
        self._index = self._ask("NewIndex", config=None)["index_id"]

    def add(self, url: str, content: str, language: str, meta: Mapping[str, str]) -> None:
        """Add plain text in a language (a primary subtag of BCP 47); words are told apart by white
        space alone. `meta` is searched too. A record without any word is left out of the index."""
        self._ask(
            "AddRecord", index_id=self._index, url=url, content=content, language=language,
            meta=dict(meta), filters=None, sort=None,
        )  # fmt: skip

    def files(self) -> dict[str, bytes]:
        """Every file of the finished index by its path."""
        answer = self._ask("GetFiles", index_id=self._index)
        return {each["path"]: base64.b64decode(each["content"]) for each in answer["files"]}

    def _ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        self._asked += 1
        question = {"message_id": self._asked, "payload": {"type": kind, **fields}}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        answer = bytearray()
        try:
            stdin.write(base64.b64encode(json.dumps(question).encode()) + b",")
            stdin.flush()
            while not answer.endswith(b","):
                part = stdout.read1(1 << 20)  # type: ignore[attr-defined]
                if not part:
                    raise self._refusal("it ended early")
                answer += part
            said: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
        except (OSError, ValueError, KeyError) as error:
            raise self._refusal(f"{type(error).__name__}: {error}") from error
        if said["type"] == "Error":
            raise self._refusal(str(said.get("message")))
        return said

    def _refusal(self, what: str) -> PublishError:
        self._complaints.seek(0)
        last = self._complaints.read().decode("utf-8", "replace").strip().split("\n")[-1]
        return PublishError(Problem(WHERE, f"the search index was not made: {what}", last))
