"""What of the log a site carries, and what checks it: log/ and verify/."""

import base64
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from muniment.gathering import Reports
from muniment.kept_signatures import certificates_in
from muniment.ledger import Ledger
from muniment.logbook import Logbook
from muniment.model import Key, LoggedKey, Record, changed, to_json
from muniment.model.signature_names import OF_SUMS
from muniment.problems import Place, PublishError, torn
from muniment.publish.sums import Published
from muniment.seal.allowed_signers import allowed_signers
from muniment.seal.log import FOLDER, LOG, RECORDS, STAMP, Kept
from muniment.sealed import Stand
from muniment.settings import Settings
from muniment.steps import set_aside
from muniment.wholes import Bench

PROOFS = f"{LOG}/proofs.json"
SHIPPED = ("VERIFY.md", "vectors.json", "verify.py")  # of seal/, beside this file


class Consistency(Record, frozen=True, rename={"first": "from", "size": "to"}):
    """The proof (RFC 6962, 2.1.2) that a checkpoint continues one before it, in base64."""

    first: int
    proof: tuple[str, ...]
    size: int


class Proofs(Record, frozen=True):
    """log/proofs.json"""

    consistency: tuple[Consistency, ...]
    schema: int = 1


class Description(Record, frozen=True):
    """verify/archive.json"""

    asked: tuple[str, ...]
    authorities: tuple[str, ...]
    origin: str
    reviewers: int
    schema: int = 1


def sealing_files(
    stand: Stand, reports: Reports, settings: Settings, bench: Bench
) -> tuple[tuple[Published, ...], ...]:
    """The log, what checks it, and the reviews that are signed."""
    book = stand.book
    signed = set_aside(_signed_reviews(reports, bench.workplace.archive), bench.workplace)
    trusted = certificates_in(bench.workplace.archive)
    log = log_files(book.ledger, stand.records, trusted.keys(), bench)
    return log, checking_files(book, settings, trusted, bench), signed


def _signed_reviews(reports: Reports, archive: Path) -> Iterator[tuple[str, bytes]]:
    """The files of reviews that are signed, and their signatures, where the whole report is published: what was signed
    can be checked only as it is, and holds words of the text. Raises PublishError where one changes meanwhile."""
    reviews = reports.reviews
    for row in reports.rows if reviews.signatures else ():
        review = reviews.by_id.get(row.id)
        if review is None or not review.keys or row.publication != "public" or row.is_stale or review.names_withheld:
            continue
        files = [(review.path, reviews.sha256[row.id])]
        files += [(one.path, one.sha256) for one in reviews.signatures[row.id]]
        for path, sha256 in files:
            yield f"verify/{path.removeprefix('content/')}", _read(archive, path, sha256)


def _read(archive: Path, path: str, sha256: str) -> bytes:
    data = (archive / path).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PublishError(torn(Place(path)))
    return data


def log_files(
    ledger: Ledger, shown: Sequence[Kept], authorities: Collection[str], bench: Bench
) -> tuple[Published, ...]:
    """The log as it lies in content/, but for records that may not be published, and stamps of others than these
    authorities, which nobody could check; what the site lacks of it is staged. Raises PublishError where a file changes
    meanwhile."""
    made_of, again = (ledger, shown, frozenset(authorities)), bench.workshop.again
    files = again.once("log files", made_of, lambda: tuple(_published(*made_of)))
    if not bench.folder.holds(files):
        for one in files:
            if not bench.folder.holds([one]):
                data = _read(bench.workplace.archive, f"{FOLDER}/{one.address}", one.sha256)
                set_aside([(one.address, data)], bench.workplace)
    return files


def _published(ledger: Ledger, shown: Sequence[Kept], authorities: Collection[str]) -> Iterator[Published]:
    records = {one.address for one in shown}
    for address in sorted(ledger.files) if ledger.log.checkpoints else ():
        stamp = STAMP.fullmatch(address)
        is_hidden = address.startswith(RECORDS) and address not in records
        if not is_hidden and not (stamp and stamp[2] not in authorities):
            yield Published(address, ledger.files[address], ledger.sizes[address])


def checking_files(
    book: Logbook, settings: Settings, trusted: Mapping[str, bytes], bench: Bench
) -> tuple[Published, ...]:
    """What checks a site, and what that takes: proofs, keys, certificates, the program and its format."""
    ledger, log = book.ledger, book.shown
    description = Description(log.authorities, tuple(sorted(trusted)), log.origin, settings.reviewers)
    files = [("verify/archive.json", to_json(description))]
    files += [(f"verify/{name}", (Path(__file__).parent / "seal" / name).read_bytes()) for name in SHIPPED]
    if log.origin:
        files.append((PROOFS, to_json(Proofs(tuple(_proofs(ledger))))))
        listed = [one for one in (_as_listed(key, ledger) for key in log.keys) if one.namespaces]
        files.append(("verify/allowed_signers", allowed_signers(listed)))
        files += [(f"verify/authorities/{name}.pem", data) for name, data in trusted.items()]
    return set_aside(files, bench.workplace)


def _as_listed(one: LoggedKey, ledger: Ledger) -> Key:
    """A key as `ssh-keygen` is told of it: one that was lost has ended with the day on which the log says so, and signs
    no build, since there is none in a site from before that."""
    if one.lost_at < 0:
        return one.key
    ended = (date.fromisoformat(ledger.log.leaves[one.lost_at].on) + timedelta(days=1)).isoformat()
    spaces = tuple(name for name in one.key.namespaces if name != OF_SUMS)
    return changed(one.key, namespaces=spaces, valid_before=min(one.key.valid_before or ended, ended))


def _proofs(ledger: Ledger) -> Iterator[Consistency]:
    sizes = [one.size for one in ledger.log.checkpoints]
    for first, size in pairwise(sizes):
        proof = ledger.tree.consistency(first, size)
        yield Consistency(first, tuple(base64.b64encode(one).decode() for one in proof), size)
