"""Programs of the system that make and check what this one does not: found, run, and heard.

Nothing of this process's surroundings goes with them but what they need to find themselves, an agent that holds keys,
and whoever asks for a passphrase.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from muniment.model import Record
from muniment.problems import Place, Problem, PublishError, printable

LONGEST = 60.0  # seconds that a program is waited for which asks nobody
MOST_SAID = 400  # characters that are told of what it said
# What goes with them: where programs, their libraries and temporary files lie; agents; how to ask for a passphrase.
TAKEN_ALONG = (
    "PATH", "HOME", "TMPDIR", "TERM", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY",
    "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "GPG_TTY", "PATHEXT", "SYSTEMROOT",
    "TEMP", "TMP", "USERPROFILE",
)  # fmt: skip
PACKAGES = {"ssh-keygen": "OpenSSH (on Debian the package openssh-client)", "openssl": "OpenSSL (the package openssl)"}


class Ran(Record, frozen=True):
    """How a program ended, 0 where it was content; what it gave; and what it said beside, in one line."""

    status: int
    output: bytes
    said: str


def found(name: str, environment: Mapping[str, str]) -> str:
    """Where a program lies; empty where there is none of this name. None counts that is found by way of the folder one
    is in, as Windows looks there first: that may be an archive of somebody else's."""
    folders = filter(os.path.isabs, environment.get("PATH", os.defpath).split(os.pathsep))
    path = shutil.which(name, path=os.pathsep.join(folders)) or ""
    return path if Path(path).is_absolute() else ""


def program(name: str, purpose: str, environment: Mapping[str, str]) -> str:
    """The same. Raises PublishError where there is none, with what it is needed for: "to check signatures"."""
    if path := found(name, environment):
        return path
    what = f"this program is not here, and it takes it {purpose}"
    raise PublishError(Problem(Place(name), what, f"install {PACKAGES[name]}, or put it on the PATH"))


@contextmanager
def files_of(**contents: bytes) -> Iterator[dict[str, Path]]:
    """Files that hold these bytes, by name, for as long as it takes. Raises PublishError where they cannot be."""
    try:
        with tempfile.TemporaryDirectory(prefix="muniment-") as folder:
            files = {name: Path(folder) / name for name in contents}
            for name, data in contents.items():
                files[name].write_bytes(data)
            yield files
    except OSError as error:
        what = f"no temporary file can be written: {error.strerror}"
        hint = "see whether the disk is full, and who may write there"
        raise PublishError(Problem(Place("TMPDIR"), what, hint, of_the_moment=True)) from error


def run(
    arguments: Sequence[str | Path], environment: Mapping[str, str], given: bytes | None = b"",
    longest: float | None = LONGEST,
) -> Ran:  # fmt: skip
    """Run a program without a shell, in English. It is `given` bytes to read; where these are None, it reads what this
    process would. Raises PublishError where it cannot be run, or has not ended after `longest` seconds."""
    surroundings = {name: environment[name] for name in TAKEN_ALONG if name in environment} | {"LC_ALL": "C"}
    place = Place(Path(arguments[0]).name)
    heard: dict[str, bytes | None] = {} if given is None else {"input": given}
    try:
        ran = subprocess.run(
            list(arguments), **heard, capture_output=True, env=surroundings, timeout=longest, check=False
        )  # type: ignore[call-overload]
    except subprocess.TimeoutExpired as error:
        what = f"it did not end within {longest:.0f} seconds"
        raise PublishError(Problem(place, what, "try again", of_the_moment=True)) from error
    except OSError as error:
        what = f"it cannot be run: {error.strerror}"
        raise PublishError(Problem(place, what, "see whether it is well installed", of_the_moment=True)) from error
    return Ran(ran.returncode, ran.stdout, _in_one_line(ran.stderr))


def _in_one_line(said: bytes) -> str:
    lines = (line.strip() for line in said.decode("utf-8", "replace").replace("\r", "\n").split("\n"))
    return printable("; ".join(filter(None, lines)))[:MOST_SAID]
