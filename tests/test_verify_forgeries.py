"""What a forger may do to a sealed site, one thing at a time: each is caught, and named.

Each also with SHA256SUMS made anew by the forger, who has no key: then its signature is what fails, and whatever the
log, the evidence or a signature can say beyond that is still said.
"""

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folders import write_files
from muniment.seal import verify
from naive_sealer import (
    BLOCKED,
    ORIGIN,
    PLAIN,
    REVIEW,
    Files,
    Sealer,
    Tools,
    begin,
    canonical,
    encoded,
    resummed,
    reviewed,
    root_of,
    sealed_site,
    sha256,
    sums_of,
)


@pytest.fixture(scope="module", autouse=True)
def _asked_once():
    """Whether a signature or stamp holds, which depends on bytes alone, is worked out once for all sites."""
    kept = verify.is_signed, verify.day_of_stamp
    verify.is_signed, verify.day_of_stamp = map(functools.cache, kept)
    yield
    verify.is_signed, verify.day_of_stamp = kept


@pytest.fixture(scope="session")
def good(tools: Tools) -> Files:
    return sealed_site(tools)


Checked = tuple[int, list[str]]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Checked]:
    """check(files) gives the status, and a line for each check: its result, what and why."""

    def run(files: Files, *options: str) -> Checked:
        folder = tmp_path / "site"
        for old in sorted(folder.rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() else old.unlink()
        return run_verify(write_files(folder, files), *options, capsys=capsys)

    return run


def run_verify(path: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> Checked:
    capsys.readouterr()
    words = [str(path), *options]
    try:
        status = verify.main(["log", *words] if "--old" in options else words)
    except SystemExit as ended:  # where it was asked wrongly
        status = int(ended.code or 0)
    return status, capsys.readouterr().out.splitlines()


def failures(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line.startswith("FAIL"))


def test_a_good_site_holds(check, good):
    status, lines = check(good)
    assert (status, failures(lines)) == (0, "")
    told = "\n".join(lines)
    for words in (
        f"{ORIGIN} 12 ", "stamped by 1 of 1 authorities", "2 reports: the text is what its evidence gives",
        "1 report: the text has its hash", "2 reports: no file here shows the text", "signed: by desk, valid",
    ):  # fmt: skip
        assert words in told


def test_a_flipped_byte_in_any_file_is_named(check, good):
    for name, data in good.items():
        for at in {0, len(data) // 2, len(data) - 1}:
            flipped = bytearray(data)
            flipped[at] ^= 1
            status, lines = check({**good, name: bytes(flipped)})
            named = "SHA256SUMS" if name == "SHA256SUMS" else name
            assert status == 1, (name, at)
            assert named in failures(lines), (name, at)
            if not name.startswith("SHA256SUMS"):
                status, lines = check(resummed({**good, name: bytes(flipped)}))
                assert status == 1, (name, at)
                assert "SHA256SUMS.sig: it is not of these bytes" in failures(lines)


# What a forger does: changes files, and is named by words that stand in the line of a failure. The second words are of
# what is told when SHA256SUMS was made anew.

BY_SUMS = "SHA256SUMS.sig: it is not of these bytes"
UNLISTED, GONE = "SHA256SUMS does not list it", "is not there"


def without(*names: str) -> Callable[[Files], Files]:
    return lambda files: {name: data for name, data in files.items() if name not in names}


def adding(name: str, data: bytes = b"x") -> Callable[[Files], Files]:
    return lambda files: {**files, name: data}


def renaming(old: str, new: str) -> Callable[[Files], Files]:
    return lambda files: {new if name == old else name: data for name, data in files.items()}


def swapping(one: str, other: str) -> Callable[[Files], Files]:
    return lambda files: {**files, one: files[other], other: files[one]}


def lines(change: Callable[[list[bytes]], list[bytes]], name: str = "log/entries.jsonl") -> Callable[[Files], Files]:
    return lambda files: {**files, name: b"".join(change(files[name].splitlines(keepends=True)))}


def replacing(name: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    def forge(files: Files) -> Files:
        assert old in files[name]
        return {**files, name: files[name].replace(old, new)}

    return forge


def saying(name: str, **fields: object) -> Callable[[Files], Files]:
    """A report that says something else; a field of a field by two names with a double underscore."""

    def forge(files: Files) -> Files:
        report = json.loads(files[f"reports/{name}.json"])
        for path, value in fields.items():
            *above, last = path.split("__")
            place = functools.reduce(lambda part, one: part[one], above, report)
            place[last] = value
        return {**files, f"reports/{name}.json": json.dumps(report).encode()}

    return forge


def both(*forgeries: Callable[[Files], Files]) -> Callable[[Files], Files]:
    return lambda files: functools.reduce(lambda made, forge: forge(made), forgeries, files)


PLAIN_JSON, ENTRIES = "reports/plain.json", "log/entries.jsonl"
RECORD = "log/records/plain/v2.json"
LINE = b'{"kind":"add","on":"2026-01-05","record":"' + b"0" * 64 + b'"}\n'
FORGED_TEXT = "Nothing was found.\n"
FORGED = {
    "a page changed": (replacing("reports/plain.html", b"Many", b"Some"), "reports/plain.html: its bytes", BY_SUMS),
    "a file added": (adding("reports/more.html"), f"reports/more.html: {UNLISTED}", BY_SUMS),
    "a file removed": (without("index.html"), f"index.html: index.html {GONE}", BY_SUMS),
    "a file renamed": (renaming("index.html", "home.html"), f"home.html: {UNLISTED}", BY_SUMS),
    "beside the sums": (adding("SHA256SUMS.exe"), "SHA256SUMS.exe: it belongs to nothing", "SHA256SUMS.exe"),
    "a line of the log removed": (lines(lambda all: all[:3] + all[4:]), ENTRIES, "not of all its 11 leaves"),
    "the last line removed": (lines(lambda all: all[:-1]), ENTRIES, "not of all its 11 leaves"),
    "a line added": (lines(lambda all: [*all, LINE.replace(b"2026-01-05", b"9999-01-05")]), ENTRIES, "not of all its 13 leaves"),
    "a day that goes back": (lines(lambda all: [*all, LINE]), ENTRIES, f"{ENTRIES}: a leaf is of an earlier day"),
    "a line put between": (lines(lambda all: [*all[:3], LINE, *all[3:-1]]), ENTRIES, "log/checkpoints/12.txt: it is not"),
    "lines reordered": (lines(lambda all: [all[1], all[0], *all[2:]]), ENTRIES, "log/checkpoints/6.txt: it is not"),
    "a line edited": (lines(lambda all: [*all[:-1], re.sub(rb"20\d\d-\d\d-\d\d", b"9999-01-05", all[-1])]), ENTRIES, "checkpoints/12.txt: it is not"),
    "a line that is none": (lines(lambda all: [*all[:-1], b"{}\n"]), ENTRIES, "line 12 is no leaf"),
    "a last line without end": (lambda files: {**files, ENTRIES: files[ENTRIES][:-1]}, ENTRIES, "its last has no end"),
    "a day that is none": (replacing(ENTRIES, b"2026-01-05", b"2026-02-31"), ENTRIES, f"{ENTRIES}: day is out of range"),
    "a record removed": (without(RECORD), RECORD, "leaf 7: its record is missing"),
    "a record edited": (replacing(RECORD, b"2026-01-04", b"2026-01-03"), RECORD, f"{RECORD}: it is the record of no leaf"),
    "records swapped": (swapping("log/records/plain/v1.json", RECORD), RECORD, "it is not of a leaf 'add' there"),
    "a record renamed": (renaming(RECORD, "log/records/plain/v3.json"), RECORD, "log/records/plain/v3.json, leaf 7: it is not of a leaf 'review' there"),
    "a record added": (adding("log/records/plain/v9.json", b"{}"), "v9.json", "v9.json: it is the record of no leaf"),
    "another text": (saying("plain", text=FORGED_TEXT), PLAIN_JSON, "plain.json, its text: it is not that of its SHA-256"),
    "another text with its hash": (
        saying("plain", text=FORGED_TEXT, text_sha256=sha256(FORGED_TEXT.encode())), PLAIN_JSON, "gives another by text/1",
    ),
    "another text that was kept": (
        saying("saved", text=FORGED_TEXT, text_sha256=sha256(FORGED_TEXT.encode())), "saved.json", "saved.json, its seal: its text is",
    ),
    "another excerpt": (saying("short", text=FORGED_TEXT), "short.json", "short.json, its seal: its shown is"),
    "another redacted text": (
        saying("hidden", text=FORGED_TEXT, text_sha256=sha256(FORGED_TEXT.encode())), "hidden.json", "hidden.json, its seal: its text is",
    ),
    "a text where there is none to be": (saying("short", publication="metadata"), "short.json", "only metadata are published"),
    "more shown than was sealed": (saying("hidden", publication="public"), "hidden.json", "hidden.json, its text"),
    "other evidence": (adding("evidence/plain.txt", b"other"), "evidence/plain.txt", "evidence/plain.txt has other bytes"),
    "other evidence, told": (
        both(adding("evidence/plain.txt", b"other"), saying("plain", text="other", text_sha256=sha256(b"other"), evidence__sha256=sha256(b"other"), evidence__bytes=5)),
        "evidence/plain.txt", "plain.json, its seal: its text is",
    ),
    "evidence told of another size": (saying("plain", evidence__bytes=1), PLAIN_JSON, "evidence/plain.txt has other bytes"),
    "evidence of another report": (saying("plain", evidence__path="evidence/marked.md"), PLAIN_JSON, "its evidence cannot be evidence/marked.md"),
    "evidence that escapes": (saying("plain", evidence__path="evidence/plain.txt/../../x"), PLAIN_JSON, "its evidence cannot be"),
    "evidence removed": (without("evidence/plain.txt"), f"evidence/plain.txt {GONE}", "evidence/plain.txt is not there"),
    "another attachment": (adding("evidence/plain/photo.png"), "photo.png", "photo.png has other bytes"),
    "an attachment no more told": (saying("plain", attachments=[]), PLAIN_JSON, "its attachments is []"),
    "another derivation": (saying("plain", derivation="html/1"), PLAIN_JSON, "its derivation is html/1"),
    "a report removed": (without(PLAIN_JSON), PLAIN_JSON, "plain.json: it is gone, and the log does not say"),
    "a withdrawn report shown": (renaming("reports/marked.json", "reports/gone.json"), "gone.json", "gone.json: it is here, and the log says"),
    "a report of another": (saying("plain", id="marked"), PLAIN_JSON, "plain.json: it is of another report"),
    "a report with no seal": (saying("plain", seal=None), PLAIN_JSON, "there is none, and it is in the log"),
    "a seal of another leaf": (saying("plain", seal__leaf=3), PLAIN_JSON, "it tells leaf 3, and the log 7"),
    "a seal of another root": (saying("plain", seal__root=encoded(bytes(32))), PLAIN_JSON, "it tells root AAAA"),
    "a seal of another checkpoint": (saying("plain", seal__checkpoint=6), PLAIN_JSON, "it tells checkpoint 6"),
    "a seal of another log": (saying("plain", seal__origin="x"), PLAIN_JSON, "it tells origin x"),
    "a seal of another record": (saying("plain", seal__record="log/records/plain/v1.json"), PLAIN_JSON, "it tells record"),
    "a leaf that is no number": (saying("plain", seal__leaf="7"), PLAIN_JSON, "it tells leaf 7, and the log 7"),
    "a report with a name that none has": (adding("reports/Forged_1.json", b'{"id": "Forged_1"}'), "Forged_1.json", "or has no such name"),
    "a seal of another day": (saying("plain", seal__on="2020-01-01"), PLAIN_JSON, "it tells on 2020-01-01"),
    "a proof cut short": (saying("plain", seal__proof=[]), PLAIN_JSON, "its seal: it is no path of that leaf"),
    "a proof of something else": (saying("plain", seal__proof=[encoded(bytes(32))] * 4), PLAIN_JSON, "its proof leads elsewhere"),
    "a name twice": (replacing(PLAIN_JSON, b'{\n "schema"', b'{\n "text": "x",\n "schema"'), PLAIN_JSON, "a name stands in it twice"),
    "a report said to be verified": (saying("marked", status="verified"), "marked.json", "marked.json, its review: it is said to be verified"),
    "the review changed": (adding("verify/reviews/plain.yaml", REVIEW + b"#"), "reviews/plain.yaml", "reviews/plain.yaml.sig: it is not of these bytes"),
    "the review's signature removed": (without("verify/reviews/plain.yaml.sig"), "plain.yaml.sig", "0 signatures of 1 count"),
    "a checkpoint edited": (replacing("log/checkpoints/6.txt", b"\n6\n", b"\n5\n"), "checkpoints/6.txt", "checkpoints/6.txt: it is not example.org"),
    "another origin": (replacing("log/checkpoints/6.txt", b"example", b"another"), "checkpoints/6.txt", "checkpoints/6.txt: it is not example.org"),
    "the last checkpoint removed": (
        without(*(f"log/checkpoints/12.{one}" for one in ("txt", "txt.sig", "clock.tsr"))), "12.txt", "not of all its 12 leaves",
    ),
    "a checkpoint removed": (without(*(f"log/checkpoints/6.{one}" for one in ("txt", "txt.sig", "clock.tsr"))), "6.txt", "its seal: it tells checkpoint 6, and the log 12"),
    "a checkpoint more": (lambda files: {**files, "log/checkpoints/9.txt": files["log/checkpoints/6.txt"]}, "9.txt", "checkpoints/9.txt: it is not example.org"),
    "a checkpoint with a zero": (renaming("log/checkpoints/6.txt", "log/checkpoints/06.txt"), "06.txt", "06.txt: it belongs to nothing"),
    "a signature over nothing": (adding("log/checkpoints/7.txt.sig"), "7.txt.sig", "7.txt.sig: it belongs to nothing"),
    "a checkpoint unsigned": (without("log/checkpoints/12.txt.sig"), "12.txt.sig", "checkpoints/12.txt, signed: no signature counts"),
    "proofs removed": (without("log/proofs.json"), "log/proofs.json", BY_SUMS),
    "a proof of nothing": (adding("log/proofs.json", canonical({"consistency": [], "schema": 1})), "proofs.json", BY_SUMS),
    "a wrong proof": (
        adding("log/proofs.json", canonical({"consistency": [{"from": 6, "proof": [encoded(bytes(32))] * 4, "to": 12}], "schema": 1})),
        "proofs.json", BY_SUMS,
    ),
    "an origin of its own": (replacing("verify/archive.json", b"example", b"another"), "archive.json", "checkpoints/6.txt: it is not another.org"),
    "the archive's file removed": (without("verify/archive.json"), "archive.json", "verify/archive.json is not there"),
    "the archive's file not canonical": (adding("verify/archive.json", b"{ }"), "archive.json", "it does not write back to itself"),
    "other keys for ssh-keygen": (replacing("verify/allowed_signers", b"desk", b"disk"), "allowed_signers", BY_SUMS),
    "the log removed": (
        lambda files: {name: data for name, data in files.items() if not name.startswith("log/")}, ENTRIES, "log/entries.jsonl is not there",
    ),
    "stamps swapped": (swapping("log/checkpoints/6.clock.tsr", "log/checkpoints/12.clock.tsr"), "6.clock.tsr", "6.clock.tsr: it is of other bytes, or by nobody trusted here: message imprint mismatch"),
    "a stamp by nobody known": (renaming("log/checkpoints/6.clock.tsr", "log/checkpoints/6.other.tsr"), "6.other.tsr", "6.other.tsr: it belongs to nothing"),
    "no certificate": (without("verify/authorities/clock.pem"), "clock.pem", "6.clock.tsr: verify/authorities/clock.pem is not there"),
    "the sums removed": (without("SHA256SUMS"), "SHA256SUMS is not there", None),
    "a line of the sums removed": (lines(lambda all: all[1:], "SHA256SUMS"), "assets/site.css: SHA256SUMS does not list it", None),
    "a line of the sums twice": (lines(lambda all: [all[0], *all], "SHA256SUMS"), "SHA256SUMS, read: an address stands in it twice", None),
    "a line as GNU escapes it": (lines(lambda all: [b"\\" + all[0], *all[1:]], "SHA256SUMS"), "SHA256SUMS, read: line 1", None),
    "a line that escapes": (
        lines(lambda all: [*all, b"0" * 64 + b"  ../../etc/passwd\n"], "SHA256SUMS"), "../../etc/passwd: ../../etc/passwd is not there", None,
    ),
    "the sums unsigned": (without("SHA256SUMS.sig"), "SHA256SUMS, signed: no signature counts", "SHA256SUMS, signed: no signature counts"),
    "the sums' stamp of another": (
        lambda files: {**files, "SHA256SUMS.clock.tsr": files["log/checkpoints/6.clock.tsr"]}, "SHA256SUMS.clock.tsr: it is of other bytes", "SHA256SUMS.clock.tsr",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_a_forger_does_is_named(name, check, good):
    forge, named, named_anew = FORGED[name]
    forged = forge(dict(good))
    status, told = check(forged)
    assert status == 1
    assert named in failures(told)
    if named_anew is not None:
        status, told = check(resummed(forged))
        assert status == 1
        assert named_anew in failures(told)
        assert "SHA256SUMS" in failures(told)


# What takes a key, or a log, of the forger's own: sites that are sealed so.


def signed(
    name: str, signer: str = "desk", namespace: str = "", data: bytes | None = None
) -> Callable[[Files, Tools], Files]:
    own = {"SHA": "muniment-sums", "log": "muniment-checkpoint", "ver": "muniment-review"}[name[:3]]
    return lambda files, tools: {
        **files, f"{name}.sig": tools.sign(files[name] if data is None else data, signer, namespace or own)
    }  # fmt: skip


@pytest.mark.parametrize("name", ["log/checkpoints/12.txt", "verify/reviews/plain.yaml", "SHA256SUMS"])
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"namespace": "muniment-else"}, "it is not written as one by Ed25519 in the namespace 'muniment-"),
        ({"signer": "stranger"}, "is not in the log"),
        ({"data": b"other"}, "it is not of these bytes"),
        ({"signer": "recovery"}, "is not listed for muniment-"),
    ],
)
def test_a_signature_that_does_not_count_is_named(name, how, why, check, good, tools):
    if how.get("signer") == "recovery" and name.startswith("log/"):
        return
    for finish in (dict, resummed):
        status, told = check(finish(signed(name, **how)(good, tools)))
        assert status == 1
        assert re.search(rf"{re.escape(name)}\.sig: .*{re.escape(why)}", failures(told))


def test_a_signature_that_is_written_otherwise_is_named(check, good):
    body = good["SHA256SUMS.sig"].split(b"\n")
    joined = b"\n".join([body[0], b"".join(body[1:-2]), *body[-2:]])
    status, told = check({**good, "SHA256SUMS.sig": joined})
    assert status == 1
    assert "SHA256SUMS.sig: it is not written as one" in failures(told)


DESKS = {
    "expired": ({"valid_before": "2020-01-01"}, "had expired on 20"),
    "not yet valid": ({"valid_after": "2999-01-01"}, "was not yet valid on 20"),
    "not for that": ({"namespaces": ["muniment-else"]}, "is not listed for muniment-"),
}


@pytest.mark.parametrize("case", DESKS)
def test_a_key_that_does_not_count_is_named(case, check, tools):
    fields, why = DESKS[case]
    made = begin(tools, desk=fields)
    made.checkpoint("desk")
    status, told = check(made.finish("desk"))
    assert status == 1
    for name in ("log/checkpoints/6.txt", "log/checkpoints/12.txt", "SHA256SUMS", "verify/reviews/plain.yaml"):
        assert re.search(rf"{re.escape(name)}\.sig: its key SHA256:\S+ {why}", failures(told))
    assert "plain.json, its review: it is said to be verified, and 0 signatures of 1 count" in failures(told)


def test_a_key_is_judged_on_the_claimed_day_where_nobody_stamped(check, tools):
    made = begin(tools, Sealer(tools, authorities=()), desk={"valid_before": "2026-01-20"})
    made.checkpoint("recovery")
    status, told = check(made.finish("desk"))
    assert status == 1
    assert "checkpoints/6.txt" not in failures(told)  # of a day on which the key was valid
    assert "SHA256SUMS.sig: its key" in failures(told)
    assert "had expired on 2026-02-01" in failures(told)
    assert "no authority was asked: its day is only claimed" in "\n".join(told)


def test_the_day_of_the_sums_is_that_of_the_last_leaf_where_they_have_no_stamp(check, tools):
    made = begin(tools)
    made.checkpoint("desk", authorities=[])
    status, told = check(without("SHA256SUMS.clock.tsr")(made.finish("desk")))
    assert (status, failures(told)) == (3, "")
    assert f"ok           SHA256SUMS, signed: by desk, valid on {made.stamped_on} as claimed" in told


def test_a_review_that_is_not_sealed_yet_is_verified_by_keys_that_are_listed_by_now(check, good, tools):
    def resigned(*changes: Callable[[Files], Files]) -> Files:
        files = both(*changes)(good)
        files["SHA256SUMS"] = sums_of(files)
        files["SHA256SUMS.sig"] = tools.sign(files["SHA256SUMS"], "desk", "muniment-sums")
        files["SHA256SUMS.clock.tsr"] = tools.stamp(files["SHA256SUMS"], "clock")
        return files

    newer = saying("marked", seal__is_current=False, status="verified")
    review = adding("verify/reviews/marked.yaml", REVIEW)
    signature = adding("verify/reviews/marked.yaml.sig", good["verify/reviews/plain.yaml.sig"])
    status, told = check(resigned(newer, review, signature))
    assert (status, failures(told)) == (3, "")
    assert "marked.json, its review: it is said to be verified, and 0 signatures" in failures(
        check(resigned(newer, review))[1]
    )
    assert "marked.json, its review: it is said to be verified, and 0 signatures" in failures(check(resigned(newer))[1])


def test_a_lost_key_counts_before_its_loss_alone(check, tools):
    made = begin(tools)
    made.key("desk", "2026-02-02", state="lost")
    made.checkpoint("desk")
    status, told = check(made.finish("desk"))
    assert status == 1
    assert "checkpoints/13.txt.sig: its key" in failures(told)
    assert failures(told).count("was lost by then") == 2
    assert "checkpoints/6.txt" not in failures(told)


def test_a_key_that_was_listed_later_does_not_count_for_what_was_before(check, tools):
    made = begin(tools)
    made.files["verify/reviews/plain.yaml.sig"] = tools.sign(REVIEW, "late", "muniment-review")
    made.key("late", "2026-02-02")
    made.checkpoint("desk")
    status, told = check(made.finish("late"))
    assert status == 1
    assert "reviews/plain.yaml.sig: its key" in failures(told)
    assert "was listed later than that" in failures(told)
    assert failures(told).count("\n") == 1  # and that it is not verified


def test_a_key_that_no_earlier_one_signed_in_is_told(check, tools):
    made = begin(tools)
    made.key("stranger", "2026-02-02")
    made.checkpoint("stranger")
    status, told = check(made.finish("stranger"))
    assert status == 3
    assert [line for line in told if line.startswith("not checked")] == [
        f"not checked  key {verify.fingerprint(tools.key('stranger'))}: of stranger, says leaf 12, signed by no earlier key; ask whether it is"
    ]


def test_whoever_is_not_vouched_for_vouches_for_nobody(check, tools):
    made = begin(tools)
    made.key("stranger", "2026-02-02")
    made.checkpoint("stranger")
    made.key("friend", "2026-02-03")
    made.checkpoint("stranger")
    status, told = check(made.finish("friend"))
    assert (status, "\n".join(told).count("signed by no earlier key")) == (3, 2)


# What a key may do by itself alone: each changes what the log says of it in the very checkpoint that it signs.
WIDENED = {
    "for more": ({"namespaces": ["muniment-review"]}, {}),
    "for longer": ({"valid_before": "2026-01-20"}, {"valid_before": ""}),
    "for another": ({"namespaces": ["muniment-review", "muniment-sums"]}, {"principal": "another"}),
}


@pytest.mark.parametrize(("others", "is_vouched"), [((), False), (("desk",), True)], ids=["alone", "with another"])
@pytest.mark.parametrize("case", WIDENED)
def test_no_key_widens_by_itself_what_it_may_do(case, others, is_vouched, check, tools):
    first, later = WIDENED[case]
    made = begin(tools, Sealer(tools, authorities=()))
    made.key("friend", "2026-02-02", **first)
    made.checkpoint("desk")
    made.key("friend", "2026-02-03", **later)
    made.checkpoint("friend", *others)
    status, told = check(made.finish("desk"))
    assert (status, failures(told)) == (0 if is_vouched else 3, "")
    assert "\n".join(told).count("signed by no earlier key") == (0 if is_vouched else 1)


def test_a_day_before_the_stamp_of_what_was_before_is_named(check, tools):
    made = Sealer(tools)
    made.key("desk")
    made.checkpoint("desk")
    made.stamped_on = ""
    made.key("friend", "2026-01-06")
    made.checkpoint("desk")
    status, told = check(made.finish("desk"))
    assert status == 1
    assert re.search(
        r"leaf 1: it claims a day before 20\d\d-\d\d-\d\d, when those before it were stamped", failures(told)
    )


def test_a_report_that_is_held_back_is_not_there_or_newer(check, tools):
    made = begin(tools)
    taken = made.records["marked"][0]
    made.record("redact", "marked", "2026-02-02", publication="held", takes_out=[taken])
    made.checkpoint("desk")
    page = made.files.pop("reports/marked.json")
    held = dict(made.finish("desk"))
    status, told = check(held)
    assert (status, failures(told)) == (0, "")
    newer = saying("marked", seal__is_current=False)
    made.files["reports/marked.json"] = page
    status, told = check(newer(made.finish("desk")))
    assert "marked.json, its seal" not in failures(told)  # it is not sealed yet
    status, told = check(made.finish("desk"))
    assert "marked.json, its seal: its publication is public, and held was sealed" in failures(told)


def test_an_authority_that_is_asked_by_now_need_not_have_stamped_what_was_before(check, tools):
    made = begin(tools, Sealer(tools, authorities=()))
    made.authorities = ("clock",)
    made.checkpoint("desk")
    status, told = check(made.finish("desk"))
    assert (status, failures(told)) == (0, "")


def test_a_recovery_key_takes_over(check, tools):
    made = begin(tools)
    made.key("desk", "2026-02-02", state="lost")
    made.key("new", "2026-02-02")
    made.checkpoint("recovery")
    status, told = check(made.finish("new"))
    assert (status, failures(told)) == (0, "")


@pytest.mark.parametrize(("principal", "status"), [("desk", 1), ("other", 0)])
def test_two_reviewers_are_two_principals(principal, status, check, tools):
    made = Sealer(tools, reviewers=2)
    made.key("second", principal=principal)
    begin(tools, made)
    made.files["verify/reviews/plain.yaml.2.sig"] = tools.sign(REVIEW, "second", "muniment-review")
    number, address, record = made.records["plain"]
    record["review"] = reviewed(tools, "desk", "second")
    data = canonical({"salt": f"{number:032x}", "schema": 1, **record})
    made.files[address], made.leaves[number] = (
        data,
        made.leaves[number].replace(sha256(made.files[address]).encode(), sha256(data).encode()),
    )
    made.checkpoint("desk")
    found, told = check(made.finish("desk"))
    assert (found, "1 signatures of 2 count" in failures(told)) == (status, status == 1)


def changed_at_the_end(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize(
    ("stamp", "why"),
    [
        (lambda tools, data: tools.stamp(data + b"x", "clock"), "it is of other bytes"),
        (lambda tools, data: tools.stamp(data, "clock", "sha512"), "it is no time stamp over a SHA-256"),
        (lambda tools, data: tools.stamp(data, "other"), "by nobody trusted here"),
        (
            lambda tools, data: changed_at_the_end(tools.stamp(data, "clock")),
            "it is of other bytes, or by nobody trusted",
        ),
        (lambda tools, data: tools.stamp(data, "clock")[:-1], ""),
        (lambda tools, data: b"\x30\x84\xff\xff\xff\xff", "it is no time stamp"),
        (lambda tools, data: b"", "it is no time stamp"),
    ],
)
def test_a_stamp_that_is_none_is_named(stamp, why, check, good, tools):
    forged = {**good, "log/checkpoints/12.clock.tsr": stamp(tools, good["log/checkpoints/12.txt"])}
    for finish in (dict, resummed):
        status, told = check(finish(forged))
        assert status == 1
        assert re.search(rf"checkpoints/12\.clock\.tsr: .*{why}", failures(told))


# Logs that a seal of ours would not write.


def resealed(tools: Tools, change: Callable[[Sealer], None]) -> Files:
    made = begin(tools)
    change(made)
    made.checkpoint("desk")
    return made.finish("desk")


GIVEN = {"text": sha256(PLAIN), "derivation": "text/1"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda made: made.record("review", "marked", takes_out=[3]), "may not take out leaf 3"),
        (lambda made: made.record("redact", "marked", takes_out=[3, 99], **GIVEN), "may not take out leaf 99"),
        (lambda made: made.record("redact", "marked", takes_out=[3, 0], **GIVEN), "may not take out leaf 0"),
        (
            lambda made: made.record("redact", "saved", takes_out=[3], **GIVEN),
            "saved: a record of it is missing",
        ),
        (lambda made: made.record("add", "marked", **GIVEN), "no leaf 'add' has it"),
        (lambda made: made.record("revise", "new", **GIVEN), "no leaf 'revise' has it"),
        (lambda made: made.record("withdraw", "marked", **GIVEN), "no leaf 'withdraw' has it"),
        (
            lambda made: made.record("revise", "marked", version=5, **GIVEN),
            "marked: a record of it is missing",
        ),
        (lambda made: made.record("revise", "marked", version=1, **GIVEN), "no leaf 'revise' has it"),
        (lambda made: made.record("revise", "marked", salt="", **GIVEN), "or has no salt"),
        (lambda made: made.record("key", "marked", **GIVEN), "it is not of a leaf 'key' there"),
        (lambda made: made.record("revise", "marked", takes_out=[-1], **GIVEN), "may not take out leaf -1"),
    ],
)
def test_a_log_that_is_not_one_is_named(change, why, check, tools):
    status, told = check(resealed(tools, change))
    assert status == 1
    assert why in failures(told)


# What cannot be checked is no failure, and no pass.


def test_an_archive_without_keys_is_not_signed(check, tools):
    made = Sealer(tools, authorities=())
    made.record("add", "plain", seed={"bytes": 3, "sha256": sha256(b"One")}, text=sha256(b"One"), derivation="text/1")
    made.report("plain", b"One", "One")
    made.checkpoint()
    status, told = check(made.finish())
    assert (status, failures(told)) == (3, "")
    assert "SHA256SUMS, signed: it is not signed: the log lists no key for that" in "\n".join(told)
    signed_by_somebody = {**made.files, "SHA256SUMS.sig": tools.sign(made.files["SHA256SUMS"], "desk", "muniment-sums")}
    assert check(signed_by_somebody)[0] == 1


def test_an_archive_that_was_never_sealed_has_texts_that_are_checked(check, tools):
    made = Sealer(tools, authorities=())
    made.report("plain", b"One", "One")
    files = made.finish()
    never = {name: data for name, data in files.items() if not name.startswith("log/")} | {
        "verify/archive.json": canonical({"asked": [], "authorities": [], "origin": "", "reviewers": 1, "schema": 1})
    }
    never["SHA256SUMS"] = sums_of(never)
    status, told = check(never)
    assert (status, failures(told)) == (3, "")
    assert "this archive was never sealed" in "\n".join(told)
    never["reports/plain.json"] = never["reports/plain.json"].replace(b'"text": "One"', b'"text": "Two"')
    assert "plain.json, its text: it is not that of its SHA-256" in failures(check(resummed(never))[1])


def test_what_is_newer_than_the_log_is_not_checked(check, good, tools):
    files = saying("plain", seal__is_current=False, status="suggested")(good)
    files["SHA256SUMS"] = sums_of(files)
    files["SHA256SUMS.sig"] = tools.sign(files["SHA256SUMS"], "desk", "muniment-sums")
    files["SHA256SUMS.clock.tsr"] = tools.stamp(files["SHA256SUMS"], "clock")
    status, told = check(files)
    assert (status, failures(told)) == (3, "")
    assert "not checked  1 report: what is here is newer than what was sealed" in told


def test_a_stamp_that_was_asked_for_and_is_not_there_is_not_checked(check, tools):
    made = begin(tools, Sealer(tools, authorities=("clock", "second")))
    made.checkpoint("desk", authorities=["clock"])
    status, told = check(made.finish("desk"))
    assert (status, failures(told)) == (3, "")
    assert "not checked  log/checkpoints/12.txt: stamped by 1 of 2 authorities" in told


def test_an_authority_that_was_never_reached_makes_nothing_wrong(check, tools):
    made = begin(tools, Sealer(tools, authorities=()))
    made.checkpoint("desk")
    made.authorities = ("clock",)
    files = made.finish()
    files = resummed({name: data for name, data in files.items() if not name.endswith(".tsr")})
    files["SHA256SUMS.sig"] = tools.sign(files["SHA256SUMS"], "desk", "muniment-sums")
    status, told = check(files)
    assert (status, failures(told)) == (3, "")
    assert "not checked  log/checkpoints/12.txt: stamped by 0 of 1 authorities: its day is only claimed" in told


def test_a_report_is_not_erased_in_the_name_of_another(check, tools):
    """Whoever has the key may take out what a report said of itself, and nothing else."""
    made = begin(tools, Sealer(tools, authorities=()))
    victim = made.record("add", "victim", "2026-02-02", text=sha256(b"v"), derivation="text/1")
    made.checkpoint("desk")
    del made.records["victim"]
    made.records["hidden"][2]["version"] = 3
    hidden = {"publication": "redacted", "text": sha256(BLOCKED.encode()), "derivation": "text/1"}
    made.record("redact", "hidden", "2026-02-03", **hidden, takes_out=[victim])
    made.checkpoint("desk")
    _, told = check(made.finish("desk"))
    assert "log/records/hidden: a record of it is missing, or of another" in failures(told)


def test_without_openssl_stamps_are_not_checked(check, good, monkeypatch):
    monkeypatch.setattr(verify, "day_of_stamp", verify.day_of_stamp.__wrapped__)
    monkeypatch.setattr(verify.shutil, "which", lambda name: None)
    status, told = check(good)
    assert (status, failures(told)) == (3, "")
    assert "not checked  log/checkpoints/6.clock.tsr: there is no openssl here" in told
    assert "not checked  SHA256SUMS: stamped by 0 of 1 authorities: its day is only claimed" in told


# An old checkpoint.


def test_all_of_a_site_is_checked_beside_what_was_cited(good, tmp_path, capsys):
    cited = f"6:{encoded(root_of(good[ENTRIES].splitlines()[:6]))}"
    site = write_files(tmp_path, good)
    assert verify.main([str(site), "--old", cited]) == 0
    assert capsys.readouterr().out.endswith("all of it holds\n")
    (site / "index.html").write_bytes(b"<!doctype html>Another")
    assert verify.main([str(site), "--old", cited]) == 1
    assert "index.html" in failures(capsys.readouterr().out.splitlines())
    assert verify.main(["log", str(site), "--old", cited]) == 0
    assert capsys.readouterr().out.endswith("the log holds\n")


def test_whether_a_log_continues_what_was_cited(check, good):
    leaves = good[ENTRIES].splitlines()
    cited = f"{ORIGIN} 6 {encoded(root_of(leaves[:6]))}"
    status, told = check(good, "--old", cited)
    assert (status, told[-2:]) == (
        0,
        [f"ok           it continues {cited}: this log, of 12 leaves, has {cited}", "the log holds"],
    )
    between = f"{ORIGIN} 3 {encoded(root_of(leaves[:3]))}"
    assert check(good, "--old", between)[0] == 0
    for wrong in (
        f"{ORIGIN} 6 {encoded(bytes(32))}",
        cited.replace("example", "another"),
        cited.replace(" 6 ", " 7 "),
        cited.replace(" 6 ", " 99 "),
    ):
        status, told = check(good, "--old", wrong)
        assert status == 1
        assert f"it does not continue {wrong}: this log, of 12 leaves, has" in failures(told)
    root = cited.split()[2]
    for none in ("6:AAAA", f"checkpoint 6:{root[:-1]}", f"checkpoint 6:{root}x", "6 what"):
        assert check(good, "--old", none)[0] == 2
    for same in (
        cited.removeprefix(f"{ORIGIN} "),
        f"checkpoint 6:{root}.",
        f" “checkpoint 6:{root}”, ",
        cited.replace(" ", "\n") + "\n",
        f"checkpoint 6:{cited.split()[2]}",
        f"{ORIGIN}, checkpoint 6:{cited.split()[2]}",
    ):
        assert check(good, "--old", same)[0] == 0
        assert check(good, "--old", same.replace("6", "7", 1))[0] == 1
    for wrong in ("6", "6:", "checkpoint 6", "06:abc", "x"):
        assert check(good, "--old", wrong)[0] == 2
    alone = {name: data for name, data in good.items() if name.startswith(("log/", "verify/"))}
    assert check(alone, "--old", cited)[0] == 0
    told = check(alone, "--old", cited.replace("example", "another"))[1]
    assert [failures(told), "1 FAILED"] == told[-2:]


def test_a_log_of_too_many_checkpoints_is_refused_before_they_are_gone_through(check, good):
    many = {f"log/checkpoints/{size}.txt": b"" for size in range(13, 20_013)}
    status, told = check({**good, **many})
    assert status == 1
    assert told[-2].endswith(": too many checkpoints or keys")


# Whatever is done to it at random.


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_no_site_that_was_changed_at_random_passes(check, good, data):
    files = dict(good)
    for _ in range(data.draw(st.integers(1, 3))):
        names = sorted(files)
        name, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
        at = data.draw(st.integers(0, len(files[name])))
        match data.draw(st.sampled_from(["flip", "cut", "delete", "add", "swap", "lines", "line", "insert"])):
            case "flip" if files[name]:
                at = min(at, len(files[name]) - 1)
                flipped = bytes([files[name][at] ^ data.draw(st.integers(1, 255))])
                files[name] = files[name][:at] + flipped + files[name][at + 1 :]
            case "cut":
                files[name] = files[name][:at]
            case "delete":
                del files[name]
            case "add":
                files[
                    data.draw(st.sampled_from(["a", "log/x", "log/checkpoints/13.txt", "SHA256SUMS.sha", "verify/x"]))
                ] = files[other]
            case "swap":
                files[name], files[other] = files[other], files[name]
            case "lines":
                told = files[name].splitlines(keepends=True)
                files[name] = b"".join(data.draw(st.permutations(told)))
            case "line":
                told = files[name].splitlines(keepends=True)
                files[name] = b"".join(told[:-1])
            case "insert":
                files[name] = files[name][:at] + data.draw(st.binary(min_size=1, max_size=3)) + files[name][at:]
    if data.draw(st.booleans()):
        files["SHA256SUMS"] = sums_of(files)
    status, _ = check(files)
    rest = {name: data for name, data in good.items() if name != "SHA256SUMS.clock.tsr"}  # as if nobody had been asked
    assert status == (0 if files == good else 3 if files == rest else 1)
