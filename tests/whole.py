"""What tests of whole archives share: building in this process or another, and comparing sites."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from muniment.build import Outcome, build


def bytes_of(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site, by address."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def built(archive: Path, **options: object) -> Outcome:
    """Build an archive in this process, in silence."""
    return build(archive, **options)  # type: ignore[arg-type]


def fresh_site(archive: Path, elsewhere: Path) -> dict[str, str]:
    """What a build without memory, into another folder, gives."""
    built(archive, site=elsewhere, cache=elsewhere.with_name(f"{elsewhere.name}-cache"))
    return bytes_of(elsewhere)


def run_muniment(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "muniment", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )
