"""Whether a build is one that was signed: what is kept of signatures belongs to one SHA256SUMS, and to no other.

The page that says so is covered by SHA256SUMS itself. So it has two forms, and the signed one is in a site only where
the SHA256SUMS with it is the very one that was signed.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from muniment.kept_signatures import Checker, Signed, Stamped, certificates_in
from muniment.ledger import files_of_log
from muniment.link.addresses import VERIFY
from muniment.link.log_pages import verify_page
from muniment.logbook import Logbook
from muniment.model import Archive, Page, Record, Site, changed, from_json
from muniment.model.signature_names import OF_SUMS, in_order
from muniment.problems import InputError, Place, Problem
from muniment.publish.contents import Contents
from muniment.publish.sums import LARGEST_BESIDE, NAME, is_beside, sums_with
from muniment.render.pages import render_page
from muniment.request import Offer, Request
from muniment.seal.key_faults import Day
from muniment.seal.log import FOLDER
from muniment.seal.ssh import key_of
from muniment.seal.writing import LAST, NEW, SUMS
from muniment.sealed import Stand
from muniment.steps import Workplace, set_aside
from muniment.wholes import Bench

FIRST = f"{NAME}.sig"
STAMP = re.compile(rf"{NAME}\.([a-z0-9-]+)\.tsr")
SEAL_AGAIN = "take content/log/sums away, and `muniment seal` signs the build anew"
UNSIGNED = "this build is not signed, as whoever checks it is told; publish what `muniment seal` builds"


class SignedSums(Record, frozen=True):
    """A SHA256SUMS by its bytes, and how many leaves the log had when the build was made that it is of."""

    bytes: int
    leaves: int
    sha256: str


class KeptSums(Record, frozen=True):
    """The SHA256SUMS that was signed or stamped last, and its signatures and stamps by name."""

    of: SignedSums
    files: dict[str, bytes]


def kept_sums(archive: Path) -> KeptSums | None:
    """What is kept in content/log/sums; None where nothing is. Raises InputError for what no seal has written, before
    anything is opened that is no ordinary file."""
    content, what, last = archive / FOLDER, "this is not what a seal writes", LAST.removeprefix(f"{SUMS}/")
    states = {address.removeprefix(f"{SUMS}/"): state for address, state in files_of_log(archive, SUMS).items()}
    names = [name for name in states if not name.endswith(NEW)]
    odd = [name for name in names if states[name][0] > LARGEST_BESIDE or not (name == last or is_beside(name))]
    if odd:
        raise InputError(*(Problem(Place(f"{FOLDER}/{SUMS}/{name}"), what, SEAL_AGAIN) for name in odd))
    if last not in names:
        return None
    try:
        of = from_json((content / LAST).read_bytes(), SignedSums)
        return KeptSums(of, {name: (content / SUMS / name).read_bytes() for name in names if name != last})
    except (OSError, ValueError) as error:
        raise InputError(Problem(Place(f"{FOLDER}/{LAST}"), what, SEAL_AGAIN)) from error


def as_signed(
    contents: Contents, archive: Archive, stand: Stand, bench: Bench, offer: Offer | None
) -> tuple[Contents, Mapping[str, bytes]]:
    """The contents of a site, and what lies beside its SHA256SUMS. Where what is kept belongs to the SHA256SUMS with
    the page that says it is signed, that page takes the place of the other. Raises InputError where a signature or a
    stamp that is kept does not hold."""
    log = stand.book.ledger.log
    kept = kept_sums(bench.workplace.archive)
    key = offer.key if offer else key_of(kept.files.get(FIRST, b"")) if kept else ""
    if key not in log.by_key:
        return contents, {}
    sealing = changed(stand.sealing, is_signed=True, signer=log.by_key[key].record.principal, signing_key=key)
    files = _rendered(Page(VERIFY, verify_page(archive, sealing)), archive.site, bench.workplace)
    text = _sums_with(contents, files)
    if offer:
        offer.take(text)
    if kept is None or kept.of.sha256 != hashlib.sha256(text).hexdigest():
        return contents, {}
    _check(kept, text, stand.book, bench)
    groups = [[one for one in group if one.address not in files] for group in contents.groups]
    return Contents([*groups, set_aside(files.items(), bench.workplace)]), kept.files


def lacking_signature(request: Request, stand: Stand, signatures: Mapping[str, bytes]) -> tuple[str, ...]:
    """A line on a build that is not to be signed yet and has no signature, though the log names a key that signs
    builds: whoever checks it cannot tell it from one that was changed by somebody else. It is no problem: whoever edits
    what was sealed has it at every step."""
    told = (record for key in stand.book.ledger.log.keys for _, record in key.told)
    is_due = request.offer is None and any(OF_SUMS in record.namespaces for record in told)
    return () if signatures or not is_due else (UNSIGNED,)


def _rendered(page: Page, site: Site, workplace: Workplace) -> dict[str, bytes]:
    return dict(render_page(page, site, workplace.templates, workplace.shape, workplace.code))


def _sums_with(contents: Contents, files: Mapping[str, bytes]) -> bytes:
    hashes = {address: one.sha256 for address, one in contents.files.items()}
    hashes |= {address: hashlib.sha256(data).hexdigest() for address, data in files.items()}
    return sums_with(hashes).text.encode()


def _check(kept: KeptSums, text: bytes, book: Logbook, bench: Bench) -> None:
    """Raises InputError with every stamp and every signature that does not hold."""
    trusted, problems = certificates_in(bench.workplace.archive), list[Problem]()
    checker = Checker(f"{FOLDER}/{SUMS}", (SEAL_AGAIN, SEAL_AGAIN), bench.workshop, problems)
    named = {name: STAMP.fullmatch(name) for name in kept.files}
    stamped = {
        name: Stamped(text, kept.files[name], found[1], trusted[found[1]])
        for name, found in named.items()
        if found and found[1] in trusted
    }
    days = [stamp.time[:10] for stamp in checker.stamps(stamped)]
    on, log = Day(min(days), is_claimed=False) if days else book.reviews.last, book.ledger.log
    signatures = {name: kept.files[name] for name in in_order(kept.files) if not named[name]}
    list(checker.signers(Signed(text, OF_SUMS, len(log.leaves), on), signatures, log.by_key))
    if problems:
        raise InputError(*problems)
