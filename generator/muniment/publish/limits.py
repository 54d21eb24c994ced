"""What common static hosts allow, against what the site has.

Cloudflare Pages: 20,000 files (100,000 on paid plans), 25 MiB a file. GitHub Pages: 1 GB.
GitLab.com: 1 GB, 200,000 entries. Netlify: 54,000 files a folder. As their own pages say.
"""

from collections.abc import Iterable

from muniment.problems import Place, Problem, PublishError
from muniment.publish.contents import Contents
from muniment.publish.sums import Published

LARGEST = 25 * 1024 * 1024  # bytes of one file
LIMITS = (  # host, files, bytes, files in one folder
    ("Cloudflare Pages", 20_000, 0, 0),
    ("Cloudflare Pages, paid", 100_000, 0, 0),
    ("GitHub Pages", 0, 1_000_000_000, 0),
    ("GitLab Pages", 200_000, 1_000_000_000, 0),
    ("Netlify", 0, 0, 54_000),
)


def check_limits(contents: Contents) -> list[str]:
    """One line with the number and size of the files, and one for each host that has no room for
    them."""
    files, total = len(contents.files), sum([entry.bytes for entry in contents.files.values()])
    fullest, most = contents.fullest
    lines = [f"{files:,} files, {_size(total)}"]
    for host, most_files, most_bytes, most_in_folder in LIMITS:
        if most_files and files > most_files:
            lines.append(f"too many files for {host}: it takes {most_files:,}")
        if most_bytes and total > most_bytes:
            lines.append(f"too large for {host}: it takes {_size(most_bytes)}")
        if most_in_folder and most > most_in_folder:
            folder = fullest.rstrip("/") or "one folder"
            lines.append(f"too many files in {folder} for {host}: it takes {most_in_folder:,} a folder")
    return lines


def refuse_large(entries: Iterable[Published]) -> None:
    """Raises PublishError that names every file over LARGEST."""
    hint = "hosts refuse it; leave the report out with `ignore` in content/settings.yaml, or split it"
    large = [entry for entry in entries if entry.bytes > LARGEST]
    if large:
        what = f"no published file may be over {LARGEST // 1024 // 1024} MiB"
        raise PublishError(*(Problem(Place(entry.address), f"{_size(entry.bytes)}: {what}", hint) for entry in large))


def _size(count: int) -> str:
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:,.1f} {unit}"
    return f"{count} bytes"
