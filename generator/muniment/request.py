"""What a build was asked for, and whether it may be done there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from muniment.model import Record
from muniment.problems import InputError, Place, Problem
from muniment.read.folder import odd_folders
from muniment.work import Memory


@dataclass(frozen=True)
class Offer:
    """By which key a build is going to be signed first, as type and base64, and what takes the bytes of SHA256SUMS as
    they are to be signed."""

    key: str
    take: Callable[[bytes], None]


class Request(Record, frozen=True):
    """What a build was asked for: where things lie, and the options of the command; `touched` are the paths of
    the archive of which alone anything may have changed since the last build of the same memory, if that is known;
    `offer` is to whoever signs it."""

    archive: Path
    site: Path
    cache: Path
    jobs: int
    strict: bool
    on: str
    cluster: str
    pages_only: bool
    memory: Memory | None
    touched: frozenset[str] | None = None
    offer: Offer | None = None


def refuse_what_cannot_be(request: Request) -> None:
    """Raises InputError for what is no archive, for folders that lead elsewhere, and for a site within what
    it is made of."""
    archive = request.archive
    refuse_other_folders(archive)
    own = [name for name, path in (("site", request.site), (".cache", request.cache)) if path == archive / name]
    if odd := odd_folders(archive, ("seeds", "content", "templates", *own)):
        raise InputError(*odd)
    refuse_site_within(request.site, archive)


def refuse_other_folders(archive: Path) -> None:
    """A folder with neither seeds/ nor content/ is not an archive, and is left as it is."""
    if not (archive / "seeds").is_dir() and not (archive / "content").is_dir():
        hint = "`muniment init FOLDER` starts an archive; reports belong in its seeds/"
        raise InputError(Problem(Place(str(archive)), "no seeds/ and no content/ here: this is not an archive", hint))


def refuse_site_within(site: Path, archive: Path) -> None:
    """What is derived may not lie among what it is derived from, or a build would change its evidence."""
    within = site.resolve()
    if within.exists() and not within.is_dir():
        raise InputError(Problem(Place(str(site)), "this is a file, not a folder", "name a folder with --site"))
    for name in ("seeds", "content", "templates", ".cache"):
        if within == archive / name or archive / name in within.parents:
            hint = "publish to a folder of its own: site/, or one outside the archive"
            raise InputError(Problem(Place(str(site)), f"this is within the archive's {name}/", hint))
