"""How much a build wrote."""

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1e6


@dataclass(frozen=True)
class Output:
    """Files and bytes of a site, and the bytes of the search index in it."""

    row: str
    files: int
    bytes: int
    search: int


def output_of(row: str, site: Path) -> Output:
    """What lies in a built site."""
    files = [(path, path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    index = site / "pagefind"
    search = sum(size for path, size in files if index in path.parents)
    return Output(row, len(files), sum(size for _, size in files), search)
