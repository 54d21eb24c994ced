"""`muniment seal`: what it appends, what it refuses, and what a build says of it."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from folders import files_of, write_files
from muniment import new_signatures, obstacles
from muniment.build import build
from muniment.check import check
from muniment.problems import ArchiveError, InputError, Place, Problem, PublishError
from muniment.signed_build import UNSIGNED
from rendered import Reader, commands_in
from sealed_archives import DAY, NEXT, SEEDS, archive_files, kinds_of, leaves_of, log_of, review, seal, signed_review
from signing import listed, make_key


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys))


def sha256_of(record):
    """Of its canonical JSON."""
    return hashlib.sha256(json.dumps(record, separators=(",", ":"), sort_keys=True).encode()).hexdigest()


def salts_of(files):
    """Every salt that stands in records."""
    return {json.loads(data)["salt"] for name, data in files.items() if re.search(r"(records|keys)/.*json$", name)}


def problems_of(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


def test_the_first_seal_appends_keys_and_reports_and_signs_the_build(sealed):
    assert kinds_of(sealed) == ["key", "key", "add", "add", "add"]
    assert all(leaf["on"] == DAY and set(leaf) == {"kind", "on", "record"} for leaf in leaves_of(sealed))
    site, log = files_of(sealed / "site"), log_of(sealed)
    assert {f"log/{name}" for name in log if not name.startswith("sums/")} <= site.keys()
    assert site["SHA256SUMS.sig"] == log["sums/SHA256SUMS.sig"]
    assert "This build says that it is signed" in site["verify.html"].decode()
    shown = json.loads(site["reports/a.json"])["seal"]
    assert (shown["leaf"], shown["checkpoint"], shown["is_current"]) == (2, 5, True)


def test_a_leaf_holds_the_hash_of_a_salted_record(sealed):
    for leaf in leaves_of(sealed)[2:]:
        assert any(hashlib.sha256(data).hexdigest() == leaf["record"] for data in log_of(sealed).values())
    records = [json.loads(data) for name, data in log_of(sealed).items() if name.startswith("records/")]
    assert len({one["salt"] for one in records}) == len(records) == 3
    assert all(len(one["salt"]) == 32 for one in records)


def test_sealing_again_appends_nothing_and_changes_nothing(sealed, keys):
    before, site = log_of(sealed), files_of(sealed / "site")
    seal(sealed, keys["alice"], day=NEXT)
    assert log_of(sealed) == before
    assert files_of(sealed / "site") == site


def test_a_fresh_build_elsewhere_gives_the_same_signed_bytes(sealed, tmp_path):
    shutil.rmtree(sealed / ".cache")
    build(sealed, site=tmp_path / "elsewhere", cache=tmp_path / "cache")
    assert files_of(tmp_path / "elsewhere") == files_of(sealed / "site")


def test_only_pages_change_whose_record_did(sealed, keys):
    before = files_of(sealed / "site")
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/b.yaml").write_text(review(SEEDS["seeds/b.txt"], "complete: true\n"))
    seal(sealed, keys["alice"], day=NEXT)
    after = files_of(sealed / "site")
    assert kinds_of(sealed)[5:] == ["publish", "review"]
    changed = {name for name in before if before[name] != after.get(name)}
    assert {"reports/b.html", "reports/b.json", "log.html", "verify.html", "log/entries.jsonl"} <= changed
    assert changed.isdisjoint({"reports/a.html", "reports/a.json", "reports/c.html", "reports/c.json"})
    assert json.loads(after["reports/a.json"])["seal"]["checkpoint"] == 5
    assert json.loads(after["reports/b.json"])["seal"]["checkpoint"] == 7
    told = json.loads(after["log/publications/v1.json"])
    assert told["sums"] == hashlib.sha256(before["SHA256SUMS"]).hexdigest()


def words_in(archive: Path, report: str) -> str:
    """The words of a report's page."""
    return " ".join(Reader((archive / f"site/reports/{report}.html").read_text("utf-8")).words.split())


def since_in(archive: Path, report: str) -> str:
    """What a report's page says of since when the log has its file; empty where it says nothing."""
    told = re.search(r"The same file has been in the log since .*?stamped.*?\.", words_in(archive, report))
    return told[0] if told else ""


def test_a_page_says_since_when_its_file_is_in_the_log(sealed, keys):
    """An editor who decides something makes a report's record younger, and not its evidence."""
    file = sealed / "content/reviews/b.yaml"
    file.parent.mkdir()
    for on, note in ((NEXT, "One."), ("2026-12-01", "Two.")):
        assert not since_in(sealed, "b")
        file.write_text(review(SEEDS["seeds/b.txt"], f"note: {note}\n"))
        seal(sealed, keys["alice"], day=on)
        assert since_in(sealed, "b") == (
            "The same file has been in the log since 22 November 2026 (as the archive claims), by the record of leaf 3, "
            "in checkpoint 5, not stamped."
        )
        file.write_text(review(SEEDS["seeds/b.txt"], f"note: {note} And more.\n"))
        build(sealed)  # not yet sealed
    assert not since_in(sealed, "a")
    assert not since_in(sealed, "b")


def test_of_another_file_than_before_a_page_says_nothing_of_since_when(sealed, keys):
    text, file = "Ivan Petrenko said that much was found.", sealed / "content/reviews/b.yaml"
    why = "revisions:\n- date: 2026-11-24\n  reason: The file was cut off.\n"
    file.parent.mkdir()
    (sealed / "seeds/b.txt").write_text(text)
    file.write_text(review(text, why))
    seal(sealed, keys["alice"], day=NEXT)
    assert not since_in(sealed, "b")
    other = (
        "Another file was sealed of this report before, last on 22 November 2026 (as the archive claims): so says the "
        "record of leaf 3, in checkpoint 5."
    )
    assert other in words_in(sealed, "b")
    assert "Another file" not in words_in(sealed, "a")
    file.write_text(review(text, f"{why}note: Looked at.\n"))
    seal(sealed, keys["alice"], day="2026-12-02")
    assert "since 30 November 2026 (as the archive claims), by the record of leaf 6" in since_in(sealed, "b")
    assert other in words_in(sealed, "b")
    (sealed / "seeds/b.txt").write_text(SEEDS["seeds/b.txt"])  # as it was in the beginning
    file.write_text(review(SEEDS["seeds/b.txt"], f"{why}- date: 2026-12-03\n  reason: It was not.\n"))
    seal(sealed, keys["alice"], day="2026-12-04")
    assert not since_in(sealed, "b")
    file.write_text(review(SEEDS["seeds/b.txt"], "redact:\n- {start: 0, end: 13, reason: A witness}\n"))
    seal(sealed, keys["alice"], day="2026-12-05")
    assert not re.search("in the log since|Another file", words_in(sealed, "b"))


def test_a_page_says_nothing_of_a_time_in_which_nobody_can_say_what_its_file_was(sealed, keys):
    """What was sealed between is of another file, and then taken out."""
    file, seed, other = (
        sealed / "content/reviews/b.yaml",
        SEEDS["seeds/b.txt"],
        "Ivan Petrenko said that much was found.",
    )
    why = "revisions:\n- date: 2026-11-24\n  reason: The file was cut off.\n"
    file.parent.mkdir()
    (sealed / "seeds/b.txt").write_text(other)
    file.write_text(review(other, f"{why}note: Olena Koval has seen it.\n"))
    seal(sealed, keys["alice"], day=NEXT)
    (sealed / "seeds/b.txt").write_text(seed)
    file.write_text(review(seed, f"{why}- date: 2026-12-01\n  reason: It was not.\n"))
    seal(sealed, keys["alice"], day="2026-12-01")
    (sealed / "content/withheld.yaml").write_text("- names: [Olena Koval]\n  reason: A witness\n")
    for _ in range(2):
        build(sealed)
        assert "since 22 November" not in since_in(sealed, "b")
        seal(sealed, keys["alice"], day="2026-12-02")
    assert kinds_of(sealed)[-1] == "redact"
    assert "since 1 December 2026" in since_in(sealed, "b")


def test_the_page_of_a_withdrawn_report_says_where_the_log_says_so(sealed, keys):
    write_files(sealed, {
        "content/reviews/b.yaml":
            review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n"),
    })  # fmt: skip
    build(sealed)
    assert "That it was withdrawn is not yet sealed: it is newer than the log." in words_in(sealed, "b")
    seal(sealed, keys["alice"], day=NEXT)
    words, html = words_in(sealed, "b"), (sealed / "site/reports/b.html").read_text("utf-8")
    assert re.search(
        r"That it was withdrawn was sealed on 30 November 2026 \(as the archive claims\) as leaf 5 of the log \S+, in a "
        r"checkpoint signed by alice and not stamped: 6:\S+=",
        words,
    )
    assert "from 22 November 2026 on, first as leaf 3 in checkpoint 5, is taken out" in words
    assert 'href="../log/records/b/v2.json"' in html
    line = next(one for one in commands_in(html) if "log/entries.jsonl" in one)
    done = subprocess.run(["sh", "-c", line], cwd=sealed / "site", capture_output=True, text=True)
    assert done.stdout.startswith('6:{"kind":"withdraw"')


def test_an_archive_that_was_never_sealed_says_nothing_of_a_log_where_a_report_was_withdrawn(archive):
    write_files(archive, {
        "content/reviews/b.yaml":
            review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n"),
    })  # fmt: skip
    build(archive)
    html = (archive / "site/reports/b.html").read_text("utf-8")
    assert "was withdrawn" in html
    assert not re.search('id="seal"|not yet sealed', html)


def test_what_is_newer_than_the_log_says_so_and_the_build_is_unsigned(sealed):
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/b.yaml").write_text(review(SEEDS["seeds/b.txt"]))
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    build(sealed)
    site = files_of(sealed / "site")
    assert "SHA256SUMS.sig" not in site
    assert "This build is unsigned" in site["verify.html"].decode()
    assert json.loads(site["reports/b.json"])["seal"]["is_current"] is False
    assert json.loads(site["reports/d.json"])["seal"] is None
    for name in ("b", "d"):
        assert "not yet sealed" in site[f"reports/{name}.html"].decode().lower()
    (sealed / "content/reviews/b.yaml").unlink()
    (sealed / "seeds/d.txt").unlink()
    build(sealed)
    assert "SHA256SUMS.sig" in files_of(sealed / "site")


# Evidence that was changed.


@pytest.mark.parametrize("how", ["other bytes", "no bytes", "gone", "another name"])
def test_a_sealed_seed_that_is_changed_without_a_word_stops_the_build(sealed, keys, how):
    seed, site = sealed / "seeds/b.txt", files_of(sealed / "site")
    match how:
        case "other bytes":
            seed.write_text("Ivan Petrenko said that much was found.")
        case "no bytes":
            seed.write_text("")
        case "gone":
            seed.unlink()
        case "another name":
            seed.rename(sealed / "seeds/bee.txt")
    told = problems_of(lambda: build(sealed))
    assert (
        "the bytes of 'b' are not those that were sealed" if how == "other bytes" else "report 'b' was sealed"
    ) in told
    assert "content/reviews/b.yaml" in told
    assert files_of(sealed / "site") == site
    assert "sealed" in problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))


def test_a_sealed_report_that_is_held_back_is_told(sealed):
    (sealed / "seeds/b.meta.yaml").write_text("embargo_until: 2030-01-01\n")
    outcome = build(sealed)
    assert any("'b' was sealed on 2026-11-22, and is held back by now" in one.what for one in outcome.problems)
    assert "log/records/b/v1.json" not in files_of(sealed / "site")
    assert not any("was sealed" in problem.what for problem in build(sealed, on="2030-01-01").problems)


def test_a_seed_may_be_changed_by_an_editor_who_says_why(sealed, keys):
    text = "Ivan Petrenko said that much was found."
    (sealed / "seeds/b.txt").write_text(text)
    (sealed / "content/reviews").mkdir()
    file = sealed / "content/reviews/b.yaml"
    why = "revisions:\n- date: 2026-11-24\n  reason: The file was cut off.\n"
    file.write_text(review(SEEDS["seeds/b.txt"], why))  # made on the old bytes
    problems_of(lambda: build(sealed))
    file.write_text(review(text))  # nobody says why
    problems_of(lambda: build(sealed))
    file.write_text(review(text, why))
    seal(sealed, keys["alice"], day=NEXT)
    assert kinds_of(sealed)[-1] == "revise"
    (sealed / "seeds/b.txt").write_text(text + " Again.")  # the reason of that time is none for this
    file.write_text(review(text + " Again.", why))
    problems_of(lambda: build(sealed))


def test_a_withdrawn_report_leaves_leaves_that_tell_nothing(sealed, keys):
    before = log_of(sealed)
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/b.yaml").write_text(
        review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
    )
    build(sealed)
    assert "log/records/b/v1.json" not in files_of(sealed / "site")  # also before it is sealed
    seal(sealed, keys["alice"], day=NEXT)
    site = files_of(sealed / "site")
    assert kinds_of(sealed)[-1] == "withdraw"
    assert "log/records/b/v1.json" not in site
    assert "records/b/v1.json" not in log_of(sealed)
    record = json.loads(site["log/records/b/v2.json"])
    assert (record["takes_out"], record["seed"], record["text"]) == ([3], None, None)
    page = site["log.html"].decode()  # whose leaves they are is no secret: the tombstone says it
    assert re.findall(r"<dt>(Added|Withdrawn)</dt> <dd>(.*)</dd>", page) == [
        ("Withdrawn", '<a href="reports/b.html">b</a>'),
        ("Added", ", ".join(f'<a href="reports/{one}.html">{one}</a>' for one in "abc")),
    ]
    (sealed / "seeds/b.txt").unlink()
    build(sealed)
    # Who knows the bytes and all that a record says, but the salt, finds no leaf; with the salt it would be found.
    guess = json.loads(before["records/b/v1.json"])
    leaf, others = leaves_of(sealed)[3]["record"], (record["salt"], *salts_of(site), *salts_of(log_of(sealed)))
    assert sha256_of({**guess, "salt": guess["salt"]}) == leaf
    assert guess["salt"] not in others
    without = {name: value for name, value in guess.items() if name != "salt"}
    for one in (without, *({**guess, "salt": salt} for salt in ("", "0" * 32, *others))):
        assert sha256_of(one) not in {leaf["record"] for leaf in leaves_of(sealed)}
    everything = b"".join(site.values())
    for data in (SEEDS["seeds/b.txt"].encode(), before["records/b/v1.json"]):
        assert hashlib.sha256(data).hexdigest().encode() not in everything.replace(
            leaves_of(sealed)[3]["record"].encode(), b""
        )


def test_a_redacted_report_takes_out_what_would_tell_it_and_what_told_of_the_whole_site(sealed, keys):
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/a.yaml").write_text(review(SEEDS["seeds/a.txt"], "complete: true\n"))
    seal(sealed, keys["alice"], day=NEXT)
    sums = hashlib.sha256((sealed / "site/SHA256SUMS").read_bytes()).hexdigest()
    (sealed / "content/reviews/b.yaml").write_text(
        review(SEEDS["seeds/b.txt"], "redact:\n- {start: 0, end: 13, reason: A witness}\n")
    )
    build(sealed)
    assert "log/records/b/v1.json" not in files_of(sealed / "site")
    seal(sealed, keys["alice"], day=NEXT)
    site = files_of(sealed / "site")
    assert kinds_of(sealed)[5:] == ["publish", "review", "redact"]
    record = json.loads(site["log/records/b/v2.json"])
    assert record["takes_out"] == [3, 5]
    assert record["seed"] is None
    assert record["text"] == json.loads(site["reports/b.json"])["text_sha256"]
    assert "log/publications/v1.json" not in site
    everything = b"".join(site.values()) + b"".join(log_of(sealed).values())
    for secret in (SEEDS["seeds/b.txt"].encode(), b"Ivan Petrenko"):
        assert hashlib.sha256(secret).hexdigest().encode() not in everything
        assert secret not in everything
    assert sums.encode() not in everything
    (sealed / "content/reviews/c.yaml").write_text(review(SEEDS["seeds/c.md"]))
    seal(sealed, keys["alice"], day=NEXT)
    assert kinds_of(sealed)[8:] == ["publish", "review"]


def test_records_that_name_somebody_who_is_withheld_later_are_taken_out(sealed, keys):
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/a.yaml").write_text(review(SEEDS["seeds/a.txt"], "note: Olena Koval has seen it.\n"))
    seal(sealed, keys["alice"], day=NEXT)
    assert b"Olena Koval" in (sealed / "site/log/records/a/v2.json").read_bytes()
    (sealed / "content/reviews/a.yaml").write_text(review(SEEDS["seeds/a.txt"]))
    (sealed / "content/withheld.yaml").write_text("- names: [Olena Koval]\n  reason: A witness\n")
    build(sealed)
    assert not any(b"Koval" in data for data in files_of(sealed / "site").values())
    seal(sealed, keys["alice"], day=NEXT)
    assert kinds_of(sealed)[-1] == "redact"
    assert not any(b"Koval" in data for data in (*files_of(sealed / "site").values(), *log_of(sealed).values()))


def test_the_text_of_a_saved_page_is_kept_before_it_is_sealed(sealed, keys):
    words = "At least 440 graves were found in a forest near Izium, and officials said that more would be. " * 5
    (sealed / "seeds/page.html").write_text(f"<!doctype html><title>Graves</title><article><p>{words}</p></article>")
    seal(sealed, keys["alice"], day=NEXT)
    record = json.loads((sealed / "content/log/records/page/v1.json").read_bytes())
    kept = (sealed / "content/texts/page.txt").read_text().partition("---\n---\n")[0].rpartition("---\n")[2]
    assert record["derivation"].endswith("kept in content/texts/page.txt")
    assert record["text"] == hashlib.sha256(kept.encode()).hexdigest()


def test_another_text_of_the_sealed_bytes_stops_the_build_until_an_editor_says_why(sealed, keys):
    page = "<!doctype html><title>Graves</title><article><p>440 graves were found near Izium.</p></article>"
    (sealed / "seeds/page.html").write_text(page)
    (sealed / "seeds/rows.jsonl").write_text('{"id": "row", "text": "In one field.", "body": "In another."}\n')
    seal(sealed, keys["alice"], day=NEXT)
    settings, kept = sealed / "content/settings.yaml", sealed / "content/texts/page.txt"
    settings.write_text(settings.read_text() + "fields: {text: body}\n")
    kept.write_text(kept.read_text().replace("440 graves", "4,400 graves"))
    for ask in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        told = problems_of(ask)
        assert "content/texts/page.txt: the text of 'page' is not the one that was sealed on" in told
        assert "seeds/rows.jsonl: the text of 'row' is not the one that was sealed on" in told
    (sealed / "content/reviews").mkdir()
    for name, seed in (("page", page), ("row", '{"id": "row", "text": "In one field.", "body": "In another."}')):
        why = "revisions:\n- {date: 2026-11-25, reason: It was misread}\n"
        (sealed / f"content/reviews/{name}.yaml").write_text(review(seed, why))
    seal(sealed, keys["alice"], day=NEXT)
    assert kinds_of(sealed)[-2:] == ["revise", "revise"]


# A log that is not what it was.


def tamper(folder, how):
    entries = folder / "content/log/entries.jsonl"
    lines = entries.read_bytes().splitlines(keepends=True)
    match how:
        case "a line removed":
            entries.write_bytes(b"".join([*lines[:2], *lines[3:]]))
        case "the last line removed":
            entries.write_bytes(b"".join(lines[:-1]))
        case "a line added":
            entries.write_bytes(b"".join(lines) + lines[2].replace(b"add", b"review"))
        case "two lines swapped":
            entries.write_bytes(b"".join([lines[0], lines[1], lines[3], lines[2], lines[4]]))
        case "a day changed":
            entries.write_bytes(b"".join(lines).replace(b"2026-11-22", b"2026-11-21", 1))
        case "a space added":
            entries.write_bytes(b"".join(lines).replace(b":", b": ", 1))
        case "no line end":
            entries.write_bytes(b"".join(lines)[:-1])
        case "no such day":
            entries.write_bytes(b"".join(lines).replace(b"2026-11-22", b"2026-11-32", 1))
        case "no entries":
            entries.unlink()
        case "a record changed":
            record = folder / "content/log/records/a/v1.json"
            record.write_bytes(record.read_bytes().replace(b"text/1", b"text/2"))
        case "a record removed":
            (folder / "content/log/records/a/v1.json").unlink()
        case "a record moved":
            (folder / "content/log/records/a/v1.json").rename(folder / "content/log/records/a/v2.json")
        case "a record added":
            (folder / "content/log/records/a/v2.json").write_bytes(b"{}")
        case "two records swapped":
            a, b = (folder / f"content/log/records/{name}/v1.json" for name in "ab")
            one, other = a.read_bytes(), b.read_bytes()
            a.write_bytes(other)
            b.write_bytes(one)
        case "a checkpoint changed":
            file = folder / "content/log/checkpoints/5.txt"
            file.write_text(file.read_text().replace("example.org", "example.com"))
        case "a checkpoint removed":
            (folder / "content/log/checkpoints/5.txt").unlink()
        case "a signature changed":
            file = folder / "content/log/checkpoints/5.txt.sig"
            lines = file.read_text().splitlines(keepends=True)
            file.write_text("".join([*lines[:2], lines[2].swapcase(), *lines[3:]]))
        case "signed sums":
            file = folder / "content/log/sums/SHA256SUMS.sig"
            file.write_bytes((folder / "content/log/checkpoints/5.txt.sig").read_bytes())


TAMPERED = (
    "a line removed", "the last line removed", "a line added", "two lines swapped", "a day changed", "a space added",
    "no line end", "no such day", "no entries", "a record changed", "a record removed", "a record moved",
    "a record added", "two records swapped", "a checkpoint changed", "a checkpoint removed", "a signature changed",
    "signed sums",
)  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_nothing_is_built_or_sealed_on_a_log_that_is_not_what_it_was(sealed, keys, how):
    site = files_of(sealed / "site")
    tamper(sealed, how)
    log = log_of(sealed)
    assert "content/log" in problems_of(lambda: build(sealed))
    assert files_of(sealed / "site") == site
    problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    assert log_of(sealed) == log


def test_a_record_that_nobody_who_checks_the_site_would_read_is_not_sealed(sealed, keys, monkeypatch):
    monkeypatch.setattr(obstacles, "LARGEST", 2000)
    write_files(sealed, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], f"note: {'Looked at. ' * 200}\n")})
    log = log_of(sealed)
    told = problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    assert told.startswith("content/log/records/b/v2.json: what is to be sealed of it (b) is more than")
    assert log_of(sealed) == log


# Keys.


def test_a_key_that_the_archive_does_not_list_cannot_seal(archive, keys, tmp_path):
    told = problems_of(lambda: seal(archive, keys["bob"]))
    assert "the log does not name" in told
    assert f'namespaces="muniment-checkpoint,muniment-review,muniment-sums" {listed(keys["bob"]).split()[2]}' in told
    assert not (archive / "content/log").exists()
    other = make_key(tmp_path, "other", kind="ecdsa")
    assert "Ed25519" in problems_of(lambda: seal(archive, other))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (',valid-before="20261122"', "valid before 2026-11-22, and not on 2026-11-22"),
        (',valid-after="20261123"', "valid from 2026-11-23, and not on 2026-11-22"),
    ],
)
def test_a_key_seals_only_while_it_is_valid(archive, keys, more, told):
    lines = listed(keys["alice"], "alice", more=more) + listed(keys["recovery"], "recovery", "muniment-checkpoint")
    (archive / "content/keys/allowed_signers").write_text(lines)
    assert told in problems_of(lambda: seal(archive, keys["alice"]))
    assert not (archive / "content/log").exists()


def test_the_first_seal_names_a_recovery_key(archive, keys):
    (archive / "content/keys/allowed_signers").write_text(listed(keys["alice"], "alice"))
    assert "recovery" in problems_of(lambda: seal(archive, keys["alice"]))
    seal(archive, keys["alice"], has_no_recovery=True)
    assert kinds_of(archive)[0] == "key"


def test_a_new_key_is_vouched_for_by_one_that_was_there_before_or_it_is_told(sealed, keys):
    file = sealed / "content/keys/allowed_signers"
    file.write_text(file.read_text() + listed(keys["bob"], "bob"))
    other = shutil.copytree(sealed, sealed.parent / "other")
    seal(sealed, keys["alice"], keys["bob"], day=NEXT)
    told = problems_of(lambda: seal(other, keys["bob"], day=NEXT))
    assert re.search(r"seal with a key of alice \(SHA256:.*\) or recovery \(SHA256:.*\) as well", told)
    assert kinds_of(other) == kinds_of(sealed)[:5]
    seal(other, keys["bob"], day=NEXT, is_unvouched=True)
    for folder, is_vouched in ((sealed, True), (other, False)):
        page = (folder / "site/log.html").read_text()
        assert ("not vouched for" in page.lower()) is not is_vouched
    assert {"7.txt.sig", "7.txt.2.sig"} <= {name.rpartition("/")[2] for name in log_of(sealed)}


def test_a_lost_key_signs_nothing_after_the_leaf_that_says_so(sealed, keys):
    allowed, lost = sealed / "content/keys/allowed_signers", sealed / "content/keys/revoked_keys"
    allowed.write_text(allowed.read_text() + listed(keys["bob"], "bob"))
    lost.write_text(listed(keys["alice"]).split(" ", 2)[2].rsplit(" ", 2)[0].strip() + "\n")
    assert "seal with a key of recovery (SHA256:" in problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    assert "was lost by then" in problems_of(lambda: seal(sealed, keys["alice"], day=NEXT, is_unvouched=True))
    seal(sealed, keys["recovery"], keys["bob"], day=NEXT)
    assert kinds_of(sealed)[5:] == ["key", "key", "publish"]
    build(sealed)  # what it signed before still counts


def test_what_a_key_may_sign_by_now_does_not_change_what_it_signed_then(sealed, keys):
    allowed = sealed / "content/keys/allowed_signers"
    ended = listed(keys["alice"], "alice", "muniment-review")
    allowed.write_text(allowed.read_text().replace(listed(keys["alice"], "alice"), ended) + listed(keys["bob"], "bob"))
    assert "not listed for the namespace muniment-checkpoint" in problems_of(
        lambda: seal(sealed, keys["alice"], day=NEXT, is_unvouched=True)
    )
    seal(sealed, keys["recovery"], keys["bob"], day=NEXT)
    assert kinds_of(sealed)[5:] == ["key", "key", "publish"]


# Crashes, full disks, two at once.


def full_after(most, monkeypatch, folder, failed):
    """A disk on which so many things more can be done in a folder, and then nothing that takes room: what was done is
    given, what was not is told among the `failed`."""
    done = []

    def guarded(do, takes_room=lambda *given, **options: True):
        def do_or_fail(path, *given, **options):
            if path.is_relative_to(folder) and takes_room(*given, **options):
                if len(done) == most:
                    failed.add((do.__name__, path.name))
                    raise OSError(28, "No space left on device", str(path))
                done.append((do.__name__, path.name))
            return do(path, *given, **options)

        return do_or_fail

    for name in ("write_bytes", "write_text", "mkdir", "replace", "rename"):
        monkeypatch.setattr(Path, name, guarded(getattr(Path, name)))
    monkeypatch.setattr(Path, "open", guarded(Path.open, lambda mode="r", *given, **options: mode[0] != "r"))
    return done


def told_by(call):
    """What is told where it fails; else "done"."""
    try:
        call()
    except ArchiveError as error:
        return str(error)
    return "done"


def test_a_full_disk_at_any_moment_leaves_the_log_as_it_was(sealed, keys):
    """Then the log stands, and only the signatures of the build are lacking; and in the end these are there, too."""
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    before, site, most, failed, told = log_of(sealed), files_of(sealed / "site"), 0, set(), ""
    while not told or "No space left" in told:
        with pytest.MonkeyPatch.context() as patch:
            done = full_after(most, patch, sealed / "content", failed)
            told = told_by(lambda: seal(sealed, keys["alice"], day=NEXT))
        if ("replace", "entries.jsonl.new") in done:
            most = 0  # from here on the next seal has nothing to append
        else:
            most += 1
        is_sealed = len(leaves_of(sealed)) > 5
        assert log_of(sealed) == before or is_sealed
        assert is_sealed or files_of(sealed / "site") == site
    assert told == "done"
    writes = {name for what, name in failed if what in ("open", "write_bytes")}
    names = {"unfinished.json", "v1.json", "7.txt", "7.txt.sig", "entries.jsonl", "SHA256SUMS.sig", "last.json"}
    assert {f"{name}.new" for name in names} <= writes
    assert {f"{name}.new" for name in names} <= {name for what, name in failed if what == "replace"}
    assert {"d", "publications"} <= {name for what, name in failed if what == "mkdir"}
    assert kinds_of(sealed)[5:] == ["publish", "add"]
    assert "SHA256SUMS.sig" in files_of(sealed / "site")


KILLED = """
import os, sys
from pathlib import Path
from muniment.seal import writing
from sealed_archives import seal
at, done = int(sys.argv[3]), [0]
def dying(do):
    def do_or_die(*given):
        done[0] += 1
        if done[0] == at:
            os._exit(9)
        return do(*given)
    return do_or_die
writing._write, writing._remove, writing._sync = map(dying, (writing._write, writing._remove, writing._sync))
Path.replace = dying(Path.replace)
seal(Path(sys.argv[1]), Path(sys.argv[2]), day="2026-11-30")
"""


def test_a_seal_that_is_killed_at_any_moment_is_whole_or_has_not_been(sealed, keys, tmp_path):
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/b.yaml").write_text(
        review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
    )
    seen = set()
    for at in (*range(1, 14), 16, 20):
        folder = shutil.copytree(sealed, tmp_path / f"killed{at}")
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, folder, keys["alice"], str(at)], capture_output=True, text=True, check=False,
            cwd=folder.parents[0], env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        assert killed.returncode in (0, 9), killed.stderr
        build(folder)  # whatever a seal left, the log is one
        seen.add(len(kinds_of(folder)))
        site = files_of(folder / "site")
        assert "log/records/b/v1.json" not in site
        seal(folder, keys["alice"], day=NEXT)
        assert kinds_of(folder)[5:] == ["withdraw"]
        assert "SHA256SUMS.sig" in files_of(folder / "site")
        assert not any("unfinished" in name or name.endswith(".new") for name in log_of(folder))
        assert "records/b/v1.json" not in log_of(folder)
    assert seen == {5, 6}


SEALING = """
import sys
from pathlib import Path
from sealed_archives import seal
seal(Path(sys.argv[1]), Path(sys.argv[2]), day="2026-11-30")
"""


def test_two_seals_at_once_make_one_log(sealed, keys, tmp_path):
    for name in ("d", "e"):
        (sealed / f"seeds/{name}.txt").write_text(f"Report {name}.")
    command = [sys.executable, "-c", SEALING, str(sealed), str(keys["alice"])]
    paths = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=paths) for _ in range(2)]
    said = [one.communicate()[0].decode() for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    assert kinds_of(sealed)[5:] == ["publish", "add", "add"]
    build(sealed)


# An archive that is not signed, or never sealed.


def test_an_archive_that_was_never_sealed_needs_no_tools(archive, monkeypatch):
    (archive / "content/keys/allowed_signers").unlink()
    monkeypatch.setenv("PATH", "")
    build(archive)
    site = files_of(archive / "site")
    page = site["verify.html"].decode()
    assert "unsigned" in page
    assert "not stamped" in page
    assert not any(name.startswith("log") for name in site)
    assert {"verify/verify.py", "verify/VERIFY.md"} <= site.keys()


def test_a_signed_archive_stops_where_nobody_can_check_its_signatures(sealed, monkeypatch):
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PublishError, match="ssh-keygen"):
        build(sealed)


def test_a_seal_may_be_unsigned_where_no_key_is_listed_that_signs(archive):
    assert "lists keys that sign" in problems_of(lambda: seal(archive))
    assert not (archive / "content/log").exists()
    (archive / "content/keys/allowed_signers").unlink()
    seal(archive)
    assert kinds_of(archive) == ["add", "add", "add"]
    site = files_of(archive / "site")
    assert "SHA256SUMS.sig" not in site
    assert "log/checkpoints/3.txt.sig" not in site


def test_a_seal_is_not_of_a_day_before_the_last(sealed, keys):
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    told = problems_of(lambda: seal(sealed, keys["alice"], day="2026-11-21"))
    assert "the last leaf of the log is of 2026-11-22" in told


def test_a_log_has_one_origin(make_archive, sealed, keys):
    nameless = archive_files(keys) | {"content/settings.yaml": "findings: stated\n"}
    folder = make_archive(nameless, "nameless")
    assert "whose log" in problems_of(lambda: seal(folder, keys["alice"]))
    (folder / "content/settings.yaml").write_text("findings: stated\nurl: https://example.org/our/archive/\n")
    seal(folder, keys["alice"])
    assert (folder / "content/log/checkpoints/5.txt").read_text().startswith("example.org/our/archive\n5\n")
    settings = sealed / "content/settings.yaml"
    settings.write_text(settings.read_text().replace("example.org/sealed", "example.org/other"))
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    with pytest.raises(InputError, match="a log keeps its origin"):
        seal(sealed, keys["alice"], day=NEXT)


def test_remembered_builds_of_a_sealed_archive_equal_fresh_ones(sealed, keys, tmp_path):
    steps = {
        "a review": ("content/reviews/a.yaml", review(SEEDS["seeds/a.txt"])),
        "a report": ("seeds/d.txt", "A fourth report."),
        "a withdrawal": (
            "content/reviews/c.yaml",
            review(SEEDS["seeds/c.md"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n"),
        ),
    }
    for (name, (path, text)), is_sealed in product(steps.items(), (False, True)):
        (sealed / path).parent.mkdir(exist_ok=True)
        (sealed / path).write_text(text)
        if is_sealed:
            seal(sealed, keys["alice"], day=NEXT)
        build(sealed)
        build(sealed, site=tmp_path / "fresh", cache=tmp_path / f"{name} {is_sealed}")
        assert files_of(sealed / "site") == files_of(tmp_path / "fresh"), (name, is_sealed)


def test_what_a_record_has_taken_out_is_taken_out_by_the_one_that_takes_it_out(sealed, keys):
    (sealed / "content/reviews").mkdir()
    (sealed / "content/reviews/b.yaml").write_text(
        review(SEEDS["seeds/b.txt"], "redact:\n- {start: 0, end: 13, reason: A witness}\n")
    )
    seal(sealed, keys["alice"], day=NEXT)
    (sealed / "content/reviews/b.yaml").write_text(
        review(SEEDS["seeds/b.txt"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
    )
    seal(sealed, keys["alice"], day=NEXT)
    assert json.loads((sealed / "content/log/records/b/v3.json").read_bytes())["takes_out"] == [3, 5]
    shutil.rmtree(sealed / ".cache")
    build(sealed)


# Reviews that are signed.


def test_a_signed_review_is_verified_once_its_key_is_in_the_log_and_sealing_again_has_nothing_to_do(archive, keys):
    text = signed_review(archive, keys["alice"], SEEDS["seeds/b.txt"], "# what nobody needs to know\n")
    build(archive)
    assert json.loads((archive / "site/reports/b.json").read_bytes())["status"] == "reviewed"
    seal(archive, keys["alice"])
    shown = json.loads((archive / "site/reports/b.json").read_bytes())
    assert shown["status"] == "verified"
    assert shown["seal"]["is_current"]
    site = files_of(archive / "site")
    assert site["verify/reviews/b.yaml"].decode() == text
    record = json.loads(site[shown["seal"]["record"]])
    assert record["review"]["signed"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    before = log_of(archive)
    seal(archive, keys["alice"], day=NEXT)
    assert log_of(archive) == before


def test_an_archive_outlives_the_key_of_its_reviewer(archive, keys):
    allowed = archive / "content/keys/allowed_signers"
    allowed.write_text(allowed.read_text() + listed(keys["bob"], "bob"))
    signed_review(archive, keys["bob"], SEEDS["seeds/b.txt"])
    seal(archive, keys["alice"])
    allowed.write_text(
        allowed.read_text().replace(
            listed(keys["bob"], "bob"), listed(keys["bob"], "bob", more=',valid-before="20261201"')
        )
    )
    (archive / "content/keys/revoked_keys").write_text(listed(keys["bob"]).split('" ')[1].replace(" a comment", ""))
    seal(archive, keys["alice"], day="2027-03-01")
    assert json.loads((archive / "site/reports/b.json").read_bytes())["status"] == "verified"
    signed_review(archive, keys["bob"], SEEDS["seeds/b.txt"], "note: Looked at again.\n")
    assert "was lost" in problems_of(lambda: build(archive))


def test_the_signed_file_of_a_report_of_which_something_is_hidden_is_not_published(archive, keys):
    signed_review(archive, keys["alice"], SEEDS["seeds/b.txt"], "redact:\n- {start: 0, end: 13, reason: A witness}\n")
    seal(archive, keys["alice"])
    site = files_of(archive / "site")
    assert json.loads(site["reports/b.json"])["status"] == "verified"
    assert not any(name.startswith("verify/reviews") for name in site)
    record = json.loads(site["log/records/b/v1.json"])
    assert record["review"]["signed"] == {"keys": [record["review"]["signed"]["keys"][0]], "sha256": None}
    assert hashlib.sha256((archive / "content/reviews/b.yaml").read_bytes()).hexdigest().encode() not in b"".join(
        site.values()
    )


# Time stamps.


def test_checkpoint_and_build_are_stamped_by_the_authorities_that_can_be_asked(archive, keys, authority, monkeypatch):
    monkeypatch.setattr(
        new_signatures, "ask", lambda url, query: authority.answer(query) if "good" in url else no_answer(url)
    )
    folder = archive / "content/keys/authorities"
    folder.mkdir()
    for name in ("good", "silent"):
        (folder / f"{name}.pem").write_bytes(authority.certificate)
    with (archive / "content/settings.yaml").open("a") as settings:
        settings.write(
            "stamps:\n- {name: good, url: https://good.example/tsr}\n- {name: silent, url: https://silent.example/tsr}\n"
        )
    seal(archive, keys["alice"])
    site = files_of(archive / "site")
    stamps = {name for name in site if name.endswith(".tsr")}
    assert stamps == {"SHA256SUMS.good.tsr", "log/checkpoints/5.good.tsr"}
    assert "stamped by 1 of 2" in site["log.html"].decode().lower()
    assert {"verify/authorities/good.pem", "verify/authorities/silent.pem"} <= site.keys()
    (archive / "content/log/checkpoints/5.good.tsr").write_bytes(site["SHA256SUMS.good.tsr"])
    assert "over other data" in problems_of(lambda: build(archive))


def test_a_page_tells_of_the_first_stamp_that_covers_what_was_sealed_unstamped(archive, keys, authority, monkeypatch):
    (archive / "content/keys/authorities").mkdir()
    (archive / "content/keys/authorities/clock.pem").write_bytes(authority.certificate)
    with (archive / "content/settings.yaml").open("a") as settings:
        settings.write("stamps:\n- {name: clock, url: https://clock.example/tsr}\n")
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: no_answer(url))
    seal(archive, keys["alice"])
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: authority.answer(query))
    (archive / "seeds/d.txt").write_text("A fourth report.")
    seal(archive, keys["alice"], day=NEXT)
    a_page = (archive / "site/reports/a.html").read_bytes()
    write_files(archive, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], "note: Looked at.\n")})
    seal(archive, keys["alice"], day="2026-12-01")
    assert re.search(
        r"in checkpoint 5, and checkpoint 7, which continues it, is stamped by clock on", since_in(archive, "b")
    )
    assert (archive / "site/reports/a.html").read_bytes() == a_page


def no_answer(url):
    raise PublishError(Problem(Place(url), "it cannot be asked: no route"))


def test_attachments_are_sealed_with_their_report(make_archive, keys):
    seed = "A report with a photo."
    archive = make_archive(
        archive_files(
            keys, {"seeds/p.txt": seed, "seeds/p.meta.yaml": "attachments: [photo.png]\n", "seeds/photo.png": "one"}
        )
    )
    seal(archive, keys["alice"])
    (archive / "seeds/photo.png").write_text("two")
    for ask in (lambda: build(archive), lambda: seal(archive, keys["alice"], day=NEXT)):
        with pytest.raises(ArchiveError) as told:
            ask()
        assert "the attachments of 'p' are not those that were sealed on" in str(told.value)
    (archive / "content/reviews").mkdir(exist_ok=True)
    (archive / "content/reviews/p.yaml").write_text(
        review(seed, "revisions:\n- {date: 2026-11-24, reason: A better copy of the photo}\n")
    )
    seal(archive, keys["alice"], day=NEXT)
    assert kinds_of(archive)[-1] == "revise"


def test_no_broken_record_elsewhere_excuses_a_report_that_is_gone(sealed, keys):
    (sealed / "seeds/b.txt").unlink()
    (sealed / "seeds/x.jsonl").write_text("{broken\n")
    with pytest.raises(ArchiveError, match=r"report 'b' was sealed on .* and is there no more"):
        build(sealed)


def test_a_build_that_is_not_the_signed_one_says_so(sealed, keys):
    assert UNSIGNED not in build(sealed).lines()
    (sealed / "content/pages").mkdir(exist_ok=True)
    (sealed / "content/pages/new.md").write_text("---\ntitle: New\n---\nWords.\n")
    for _ in range(2):  # nothing is to be done the second time, and it is as it was
        assert UNSIGNED in build(sealed).lines()
    assert not check(sealed)  # nothing is wrong with it, and the preview has nothing to show on its pages
    seal(sealed, keys["alice"], day=NEXT)
    assert UNSIGNED not in build(sealed).lines()


@pytest.mark.parametrize("kept", ["site", ".cache"])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_log_that_is_gone_is_no_archive_that_was_never_sealed(sealed, kept, is_named):
    build(sealed)
    before = files_of(sealed / "site")
    shutil.rmtree(sealed / "content/log")
    shutil.rmtree(sealed / (".cache" if kept == "site" else "site"))
    if not is_named:
        settings = sealed / "content/settings.yaml"
        settings.write_text(settings.read_text().replace("origin: example.org/sealed\n", ""))
    told = problems_of(lambda: build(sealed))
    assert "content/log is gone: checkpoint 5:" in told
    assert files_of(sealed / "site") == (before if kept == "site" else {})


def test_a_log_keeps_its_origin(sealed, keys):
    settings = sealed / "content/settings.yaml"
    settings.write_text(settings.read_text().replace("example.org/sealed", "example.org/other"))
    for ask in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert "the origin 'example.org/other' is not that of content/log, 'example.org/sealed'" in problems_of(ask)
