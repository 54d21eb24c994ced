"""Whether a build is one that was signed: what is kept of signatures belongs to one SHA256SUMS, and to no other.

The page that says so is covered by SHA256SUMS itself. So it has two forms, and the signed one is in a site only where
the SHA256SUMS with it is the very one that was signed.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from muniment.link.addresses import VERIFY
from muniment.link.log_pages import verify_page
from muniment.model import Archive, Page, Record, Site, changed, from_json
from muniment.model.sealing_pages import Sealing
from muniment.problems import InputError, Place, Problem
from muniment.publish.contents import Contents
from muniment.publish.sums import BESIDE, NAME, sums_with
from muniment.render.pages import render_page
from muniment.request import Offer
from muniment.seal.log import FOLDER, Log
from muniment.seal.records import Bytes
from muniment.seal.ssh import key_of
from muniment.seal.writing import LAST, SUMS
from muniment.sealed import Stand
from muniment.shown_log import Signed, Stamped, certificates_in, fault_of, fault_of_key, stamp_of
from muniment.steps import Workplace, set_aside
from muniment.wholes import Bench

TO_SUMS = "muniment-sums"
FIRST = f"{NAME}.sig"
SEAL_AGAIN = "take content/log/sums away, and `muniment seal` signs the build anew"


class KeptSums(Record, frozen=True):
    """The SHA256SUMS that was signed or stamped last, by its hash, and its signatures and stamps by name."""

    of: Bytes
    files: dict[str, bytes]


def kept_sums(archive: Path) -> KeptSums | None:
    """What is kept in content/log/sums; None where nothing is. Raises InputError for what no seal has written."""
    folder = archive / FOLDER / SUMS
    try:
        of = from_json((archive / FOLDER / LAST).read_bytes(), Bytes)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        what = "this is not what a seal writes"
        raise InputError(Problem(Place(f"{FOLDER}/{LAST}"), what, SEAL_AGAIN)) from error
    paths = [path for path in sorted(folder.iterdir()) if BESIDE.fullmatch(path.name) and not path.is_symlink()]
    return KeptSums(of, {path.name: path.read_bytes() for path in paths if path.is_file()})


def as_signed(
    contents: Contents, archive: Archive, stand: Stand, bench: Bench, offer: Offer | None
) -> tuple[Contents, Mapping[str, bytes]]:
    """The contents of a site, and what lies beside its SHA256SUMS. Where what is kept belongs to the SHA256SUMS with
    the page that says it is signed, that page takes the place of the other. Raises InputError where a signature or a
    stamp that is kept does not hold."""
    log = stand.book.ledger.log
    kept = kept_sums(bench.workplace.archive)
    signer = offer.signer if offer else _signer(kept, log)
    if not signer:
        return contents, {}
    files = _rendered(page_of_signed(archive, stand.sealing, signer), archive.site, bench.workplace)
    text = _sums_with(contents, files)
    if offer:
        offer.take(text)
    if kept is None or kept.of.sha256 != hashlib.sha256(text).hexdigest():
        return contents, {}
    _check(kept, text, log, bench)
    groups = [[one for one in group if one.address not in files] for group in contents.groups]
    return Contents([*groups, set_aside(files.items(), bench.workplace)]), kept.files


def page_of_signed(archive: Archive, sealing: Sealing, signer: str) -> Page:
    """The page that says that a build is signed."""
    return Page(VERIFY, verify_page(archive, changed(sealing, is_signed=True, signer=signer)))


def _signer(kept: KeptSums | None, log: Log) -> str:
    """The principal of the first signature that is kept, as the log names it."""
    key = key_of(kept.files.get(FIRST, b"")) if kept else ""
    return next((one.record.principal for one in log.keys if one.record.key == key), "")


def _rendered(page: Page, site: Site, workplace: Workplace) -> dict[str, bytes]:
    return dict(render_page(page, site, workplace.templates, workplace.shape, workplace.code))


def _sums_with(contents: Contents, files: Mapping[str, bytes]) -> bytes:
    hashes = {address: one.sha256 for address, one in contents.files.items()}
    hashes |= {address: hashlib.sha256(data).hexdigest() for address, data in files.items()}
    return sums_with(hashes).text.encode()


def _check(kept: KeptSums, text: bytes, log: Log, bench: Bench) -> None:
    """Raises InputError with every stamp and every signature that does not hold."""
    certificates, days, problems = certificates_in(bench.workplace.archive), [], list[Problem]()
    for name, data in kept.files.items():
        authority = name.removeprefix(f"{NAME}.").removesuffix(".tsr")
        if name.endswith(".tsr") and authority in certificates:
            stamp = stamp_of(Stamped(text, data, authority, certificates[authority]), bench.workshop)
            if isinstance(stamp, str):
                problems.append(Problem(Place(f"{FOLDER}/{SUMS}/{name}"), stamp, SEAL_AGAIN))
            else:
                days.append(stamp.time[:10])
    day, keys = min(days, default=log.leaves[-1].on), {one.record.key: one for one in log.keys}
    for name, data in kept.files.items():
        if name.endswith(".sig"):
            key = keys.get(key_of(data))
            fault = fault_of_key(key, len(log.leaves), TO_SUMS, day)
            if key and not fault:
                fault = fault_of(Signed(text, data, key, TO_SUMS), bench.workshop)
            if fault:
                problems.append(Problem(Place(f"{FOLDER}/{SUMS}/{name}"), fault, SEAL_AGAIN))
    if problems:
        raise InputError(*problems)
