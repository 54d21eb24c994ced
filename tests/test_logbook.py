"""Who signed and stamped a log, and since when a leaf was there: as builds have it, whatever was sealed later."""

import json
import os
import shutil

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from folders import files_of
from muniment import new_signatures
from muniment.build import build
from muniment.ledger import ledger_of
from muniment.logbook import logbook_of, signatures_in
from muniment.model import CheckpointLine, Key, Stamp, changed
from muniment.model.signature_names import MOST, in_order, signature_names
from muniment.problems import ArchiveError, InputError, PublishError
from muniment.publish.sums import is_beside
from muniment.read.reviews import SIGNATURE as OF_A_REVIEW
from muniment.seal.key_faults import NOT_NAMED, Day, fault_of_key, stamp_days
from muniment.seal.leaves import Leaf
from muniment.seal.log import SIGNATURE as OF_A_CHECKPOINT
from muniment.seal.log import Log, LogKey
from muniment.seal.logged_reviews import logged_reviews
from muniment.seal.records import key_record
from muniment.settings import read_settings
from muniment.work import workshop_at
from sealed_archives import DAY, NEXT, SEEDS, SETTINGS, archive_files, log_of, review, seal, signed_review
from signing import listed, needed

CLOCK = "stamps:\n- {name: clock, url: https://clock.example/tsr}\n"
ALLOWED = "content/keys/allowed_signers"


def book_of(archive):
    """Its log, as a build without memory has it."""
    with workshop_at(archive / ".cache" / "another.sqlite", fresh=True) as workshop:
        return logbook_of(archive, read_settings(archive, []), workshop)


def reviewed(archive, report):
    """Have an editor look at a report, which changes nothing of any other."""
    (archive / "content/reviews").mkdir(exist_ok=True)
    (archive / f"content/reviews/{report}.yaml").write_text(review(SEEDS[f"seeds/{report}.md"]))


def told(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys))


@pytest.fixture
def clock(monkeypatch, authority):
    """clock(archive) has it ask an authority for stamps from now on."""
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: authority.answer(query))

    def begin(archive, settings=SETTINGS):
        (archive / "content/settings.yaml").write_text(settings + CLOCK)
        (archive / "content/keys/authorities").mkdir(exist_ok=True)
        (archive / "content/keys/authorities/clock.pem").write_bytes(authority.certificate)

    return begin


# Days.

DAYS = st.dictionaries(st.integers(1, 40), st.dates().map(str), max_size=12)


@given(DAYS, st.integers(0, 45))
@example({3: "2026-11-23", 5: "2026-11-22"}, 2)
def test_the_day_of_a_leaf_is_that_of_the_earliest_stamp_over_any_checkpoint_that_covers_it(days, leaf):
    covering = [day for size, day in days.items() if size > leaf]
    expected = Day(min(covering), is_claimed=False) if covering else Day(DAY)
    assert stamp_days(days).of(leaf, DAY) == expected


def test_each_stamp_is_looked_at_once_however_many_leaves_are_asked_for():
    looked_at = []

    class Days(dict):
        def __getitem__(self, size):
            looked_at.append(size)
            return super().__getitem__(size)

    days = stamp_days(Days(dict.fromkeys(range(1, 500), "2026-11-22")))
    assert all(days.of(leaf, "").day for leaf in range(499))
    assert len(looked_at) == 499


def test_signatures_are_found_by_one_look_at_all_files():
    names = (name for size in range(1, 300) for name in (f"log/checkpoints/{size}.txt.2.sig", f"log/records/r{size}"))
    assert signatures_in(names)[299] == ["log/checkpoints/299.txt.2.sig"]
    assert next(names, None) is None


def test_a_page_tells_the_day_of_the_checkpoint_that_it_cites():
    """And a key is judged on that of the earliest stamp of all."""
    leaves = tuple(Leaf("review", f"2026-11-0{number}", f"{number:064x}") for number in range(1, 5))
    first = CheckpointLine(origin="o", size=2, root="r", first=0, on="2026-11-02", counts=())
    lines = [first, changed(first, size=4, first=2, stamps=(Stamp("clock", "2026-11-05T01:02:03Z"),))]
    log = Log(leaves=leaves, signed=(("a", "key", 1), ("b", "key", 3)))
    found = logged_reviews(log, lines, stamp_days({4: "2026-11-05"}))
    stamped = Day("2026-11-05", is_claimed=False)
    assert [(one.leaf, one.judged, one.told) for one in found.signed.values()] == [
        (1, stamped, Day("2026-11-02")), (3, stamped, stamped),
    ]  # fmt: skip
    assert (found.size, found.last) == (4, stamped)


# Keys.


def test_a_key_is_what_the_log_said_of_it_then():
    key = Key(principal="alice", key="ssh-ed25519 AAAA", namespaces=("muniment-sums",))
    later = changed(key, principal="alina", valid_before="2026-12-01")
    known = LogKey(key_record(later), 3, 8, ((3, key_record(key)), (5, key_record(later)), (9, key_record(key))))
    assert known.as_of(3) is None
    assert (known.as_of(4), known.as_of(5), known.as_of(6)) == (key, key, later)
    assert known.as_of(9) == changed(later, state="lost")
    assert known.as_of(20) == changed(key, state="lost")  # what was lost stays so
    assert [known.leaf_as_of(size) for size in (3, 4, 5, 6, 20)] == [-1, 3, 3, 5, 9]
    assert fault_of_key(known.as_of(3), "muniment-sums", Day(DAY)) == NOT_NAMED
    assert fault_of_key(known.as_of(4), "muniment-sums", Day("2026-12-01")) == ""
    assert "valid before" in fault_of_key(known.as_of(6), "muniment-sums", Day("2026-12-01"))
    assert "was lost by then" in fault_of_key(known.as_of(9), "muniment-sums", Day(DAY))
    assert "not listed for the namespace" in fault_of_key(known.as_of(4), "muniment-review", Day(DAY))


def test_who_signed_is_called_what_the_log_called_the_key_then(archive, keys):
    seal(archive, keys["alice"])
    before, allowed = files_of(archive / "site"), archive / ALLOWED
    allowed.write_text(allowed.read_text().replace("alice namespaces", "alina namespaces"))
    reviewed(archive, "c")
    seal(archive, keys["alice"], day=NEXT)
    lines = book_of(archive).shown.checkpoints
    assert [[(one.principal, one.file) for one in line.signers] for line in lines] == [
        [("alice", "log/checkpoints/5.txt.sig")],
        [("alina", "log/checkpoints/8.txt.sig")],
    ]
    after = files_of(archive / "site")
    assert {name for name in before if name.startswith("reports/") and before[name] != after[name]} == {
        "reports/c.html", "reports/c.json",
    }  # fmt: skip


def test_a_later_stamp_changes_no_page_of_a_report(archive, keys, clock):
    seal(archive, keys["alice"])
    signed_review(archive, keys["alice"], SEEDS["seeds/b.txt"])
    seal(archive, keys["alice"])
    before = files_of(archive / "site")
    assert json.loads(before["reports/b.json"])["review"]["signers"][0]["claimed"] is True
    clock(archive)
    reviewed(archive, "c")
    seal(archive, keys["alice"])
    after, lines = files_of(archive / "site"), book_of(archive).shown.checkpoints
    assert {name for name in before if name.startswith("reports/") and before[name] != after[name]} == {
        "reports/c.html", "reports/c.json",
    }  # fmt: skip
    assert [line.stamped_on for line in lines] == ["", "", lines[-1].stamps[0].time[:10]]
    assert {one.day for line in lines for one in line.signers} == {lines[-1].stamped_on}  # as all are judged by now


def test_what_a_reviewer_may_sign_by_now_does_not_unmake_what_was_sealed(archive, keys):
    """Not before the log says it, nor once it does: the build and whoever checks the site agree."""
    allowed = archive / ALLOWED
    allowed.write_text(allowed.read_text() + listed(keys["bob"], "bob"))
    signed_review(archive, keys["bob"], SEEDS["seeds/b.txt"])
    seal(archive, keys["alice"])
    allowed.write_text(allowed.read_text().replace(listed(keys["bob"], "bob"), listed(keys["bob"], "bob", "other")))
    build(archive)
    assert json.loads((archive / "site/reports/b.json").read_bytes())["status"] == "verified"
    seal(archive, keys["alice"], day=NEXT)
    assert json.loads((archive / "site/reports/b.json").read_bytes())["status"] == "verified"
    signed_review(archive, keys["bob"], SEEDS["seeds/b.txt"], "note: Looked at again.\n")
    assert "is not listed for the namespace muniment-review" in told(lambda: build(archive))


# Names.


def test_names_of_signatures_are_one_to_nineteen_everywhere():
    names = signature_names("5.txt")
    assert (names[0], names[1], names[-1], len(names)) == ("5.txt.sig", "5.txt.2.sig", "5.txt.19.sig", MOST)
    assert in_order(reversed(names)) == list(names)
    for number in ("", *(f".{number}" for number in (0, 1, 2, "02", 9, 10, 19, 20, 99, 999, "2.x", "٢"))):
        is_one = f"5.txt{number}.sig" in names
        assert bool(OF_A_CHECKPOINT.fullmatch(f"log/checkpoints/5.txt{number}.sig")) is is_one, number
        assert bool(OF_A_REVIEW.fullmatch(f"content/reviews/r.yaml{number}.sig")) is is_one, number
        assert is_beside(f"SHA256SUMS{number}.sig") is is_one, number
    assert not is_beside("SHA256SUMS.2.clock.tsr")


def test_nobody_signs_with_more_keys_than_there_are_names(archive, keys):
    assert "20 keys are too many: a file has at most 19 signatures" in told(
        lambda: seal(archive, *[keys["alice"]] * 20)
    )
    assert not (archive / "content/log").exists()
    seal(archive, *[keys["alice"]] * 19)
    assert "checkpoints/5.txt.19.sig" in log_of(archive)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("checkpoints/5.txt.1.sig", "no file of a log has this name"),
        ("checkpoints/5.txt.20.sig", "no file of a log has this name"),
        ("checkpoints/x.txt", "no file of a log has this name"),
        ("checkpoints/05.txt", "no file of a log has this name"),
        ("checkpoints/old/5.txt", "no file of a log has this name"),
        ("checkpoints/4.txt.sig", "there is no checkpoint of 4 leaves that it would be of"),
        ("checkpoints/6.clock.tsr", "there is no checkpoint of 6 leaves that it would be of"),
        ("notes.txt", "no file of a log has this name"),
        ("records/a/v7.json", "no leaf of the log has the SHA-256 of this record"),
    ],
)
def test_a_stranger_in_the_log_is_told(archive, keys, name, what):
    seal(archive, keys["alice"])
    (archive / "content/log" / name).parent.mkdir(exist_ok=True)
    shutil.copy(archive / "content/log/checkpoints/5.txt.sig", archive / "content/log" / name)
    said = told(lambda: build(archive))
    assert f"content/log/{name}: {what}" in said
    assert len(said.splitlines()) == 2  # and its hint


def test_a_copy_of_a_record_is_told(archive, keys):
    """As programs make them that keep the folders of two machines alike."""
    seal(archive, keys["alice"])
    folder = archive / "content/log/records/b"
    for name in ("v1 2.json", "v1 (copy).json", "Another.json"):
        shutil.copy(folder / "v1.json", folder / name)
    said = told(lambda: build(archive))
    for name in ("v1 2.json", "v1 (copy).json", "Another.json"):
        assert f"content/log/records/b/{name}: this is the copy of another record\n  hint: take it away" in said
    assert "v1.json" not in said


# Stamps, and the tools that check.


def test_only_certificates_that_are_published_count(archive, keys, clock, tmp_path):
    """A link is followed by nobody, and a stamp that no certificate of the site checks is not in the site."""
    clock(archive)
    seal(archive, keys["alice"])
    assert book_of(archive).shown.checkpoints[0].stamps
    (archive / "content/settings.yaml").write_text(SETTINGS)
    file = archive / "content/keys/authorities/clock.pem"
    file.rename(tmp_path / "clock.pem")
    file.symlink_to(tmp_path / "clock.pem")
    assert not book_of(archive).shown.checkpoints[0].stamps
    build(archive)
    assert not [name for name in files_of(archive / "site") if name.endswith((".tsr", ".pem"))]


def test_without_openssl_nothing_that_is_stamped_is_built_remembered_or_not(
    archive, keys, clock, monkeypatch, tmp_path
):
    """Also where nothing is signed, and nothing has changed since."""
    clock(archive)
    (archive / ALLOWED).unlink()
    seal(archive)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/ssh-keygen").symlink_to(needed("ssh-keygen"))
    for _ in range(2):
        build(archive)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", str(tmp_path / "bin"))
            for is_fresh in (False, True):
                with pytest.raises(PublishError, match="openssl: this program is not here"):
                    build(archive, fresh=is_fresh)


def test_an_openssl_that_cannot_check_says_so_and_accuses_nobody(archive, keys, clock, monkeypatch, other_openssl):
    clock(archive)
    seal(archive, keys["alice"])
    monkeypatch.setenv("PATH", f"{other_openssl}{os.pathsep}{os.environ['PATH']}")
    said = told(lambda: build(archive))  # whatever is remembered
    assert "openssl: this openssl (LibreSSL 3.3.6) cannot check a stamp as of its own time" in said
    assert "hint: install OpenSSL" in said
    assert "does not hold" not in said
    with pytest.raises(PublishError, match="LibreSSL"):
        build(archive, fresh=True)


def test_a_log_is_what_it_was_when_it_was_hashed(archive, keys):
    seal(archive, keys["alice"])
    with workshop_at(archive / ".cache" / "another.sqlite") as workshop:
        ledger = ledger_of(archive, workshop)
        (archive / "content/log/checkpoints/5.txt").write_text("another\n")
        with pytest.raises(PublishError, match=r"checkpoints/5\.txt: changed while it was being read"):
            ledger.bytes_of("log/checkpoints/5.txt")


def test_a_log_that_changes_between_its_hash_and_its_reading_is_not_remembered(archive, keys, monkeypatch):
    seal(archive, keys["alice"])
    from muniment import ledger

    counting, file = ledger.counting, archive / "content/log/records/a/v1.json"

    def change(*given):
        file.write_bytes(file.read_bytes().replace(b"text/1", b"text/2"))
        return counting(*given)

    monkeypatch.setattr(ledger, "counting", change)
    with (
        workshop_at(archive / ".cache" / "another.sqlite") as workshop,
        pytest.raises((PublishError, InputError)) as error,
    ):
        ledger_of(archive, workshop)
    assert "v1.json: changed while it was being read" in str(error.value)
