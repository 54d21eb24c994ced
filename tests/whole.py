"""What tests of whole archives share: building in this process or another, and comparing sites."""

import hashlib
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from muniment.build import Outcome, build


def bytes_of(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site, by address."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {address: hashlib.sha256(files[address].read_bytes()).hexdigest() for address in sorted(files)}


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


class _Elements(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def what_could_run(page: str) -> list[str]:
    """Everything in a page that a browser would run or load and that is not the site's own."""
    parser = _Elements()
    parser.feed(page)
    found = []
    for tag, attributes in parser.found:
        if tag == "script" and attributes.get("type") != "application/ld+json":
            found += [] if attributes.get("src", "").lstrip("./").startswith("assets/") else [f"<script {attributes}>"]
        found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action", "data"):
            scheme = attributes.get(name, "").strip().lower().partition(":")[0]
            loads = tag in ("script", "img", "iframe", "object", "embed", "audio", "video", "source", "form")
            found += (
                [f"{tag} {name}={scheme}"]
                if scheme in ("javascript", "vbscript") or (loads and "//" in attributes.get(name, ""))
                else []
            )
    return found
