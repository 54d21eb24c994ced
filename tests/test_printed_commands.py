"""The commands that the pages of sealed archives print, run as they are printed, whatever became of keys since; and which
pages stay as they are."""

import hashlib
import re
import shutil
import subprocess

import pytest

from folders import files_of
from muniment import new_signatures
from muniment.build import build
from rendered import Reader, typed
from sealed_archives import SEEDS, SETTINGS, archive_files, seal
from signing import listed, needed, signed

PANEL = re.compile(r'<div class="seal" id="seal".*?</details>', re.S)
TYPED = re.compile(r'<li data-on="(?:any|Linux)">.*?<code class="command" dir="ltr">(.*?)</code>')
ENDED = ',valid-after="20200101",valid-before="20210101"'


def allowed(archive, *lines):
    (archive / "content/keys/allowed_signers").write_text("".join(lines))


def recovery(keys):
    return listed(keys["recovery"], "recovery", "muniment-checkpoint")


def run(line, folder):
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def in_panel(site, report="a"):
    """The commands of a report's panel, but for those of Windows and macOS."""
    panel = PANEL.search((site / f"reports/{report}.html").read_text("utf-8"))
    return [typed(line) for line in TYPED.findall(panel[0])]


def given(site):
    """What each command of a report's panel and of verify.html prints."""
    lines = [typed(line) for line in TYPED.findall((site / "verify.html").read_text("utf-8"))]
    return {line: run(line, site) for line in (*in_panel(site), *lines)}


def lasting_pages(site):
    """Those that tell of what was sealed at some time: reports, and older checkpoints."""
    return {name: data for name, data in files_of(site).items() if re.match(r"reports/|log\.\d+\.html$", name)}


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys, {"content/settings.yaml": f"{SETTINGS}page_length: 1\n"}))


def test_the_commands_of_a_key_that_has_ended_hold(archive, keys):
    allowed(archive, listed(keys["alice"], "alice", more=ENDED), recovery(keys))
    seal(archive, keys["alice"], day="2020-11-22")
    told = given(archive / "site")
    signatures = [said for line, said in told.items() if line.startswith("ssh-keygen")]
    assert len(signatures) == 3  # the panel's, the build's, the last checkpoint's
    assert all('Good "muniment-' in said for said in signatures)


def test_every_signature_of_a_checkpoint_is_checked_by_its_own_file(archive, keys):
    allowed(archive, *(listed(keys[name], name) for name in ("alice", "bob")), recovery(keys))
    seal(archive, keys["alice"], keys["bob"])
    first, second = (line for line in in_panel(archive / "site") if line.startswith("ssh-keygen"))
    assert ("6.txt.sig <" in first, "6.txt.2.sig <" in second) == (True, True)
    shown = Reader((archive / "site/reports/a.html").read_text("utf-8")).words
    for line, name in ((first, "alice"), (second, "bob")):
        printed = run(line, archive / "site").strip()
        assert f"signed by the key of {name}{line}It must print {printed}" in shown


def test_the_commands_of_a_page_hold_when_its_signer_has_another_name(archive, keys):
    """And no page that tells of what was signed before is another for it."""
    seal(archive, keys["alice"])
    for number in range(3):
        (archive / f"seeds/d{number}.txt").write_text(f"Report {number}.")
        seal(archive, keys["alice"], day=f"2026-11-2{number + 3}")
    site = archive / "site"
    before = lasting_pages(site)
    assert {"log.1.html", "log.2.html", "log.3.html", "reports/a.html"} <= before.keys()
    allowed(archive, listed(keys["alice"], "alina"), recovery(keys))
    seal(archive, keys["alice"], day="2026-11-26")
    after = lasting_pages(site)
    assert {name for name in before if after[name] != before[name]} == {"log.4.html"}  # which led to the newest
    assert "alina" in (site / "verify.html").read_text("utf-8")
    assert any("Good" in said for line, said in given(site).items() if "check-novalidate" in line)


@pytest.fixture
def stamped(archive, keys, authority, monkeypatch):
    """An archive with three checkpoints that nobody stamped, and a fourth with a stamp and the review of a report; and
    its site from before that."""
    needed("openssl")
    seal(archive, keys["alice"], day="2026-01-05")
    for number in range(2):
        (archive / f"seeds/d{number}.txt").write_text(f"Report {number}.")
        seal(archive, keys["alice"], day=f"2026-01-1{number}")
    before = files_of(archive / "site")
    monkeypatch.setattr(new_signatures, "ask", lambda url, query: authority.answer(query))
    (archive / "content/keys/authorities").mkdir()
    (archive / "content/keys/authorities/clock.pem").write_bytes(authority.certificate)
    with (archive / "content/settings.yaml").open("a") as settings:
        settings.write("stamps:\n- {name: clock, url: https://clock.example/tsr}\n")
    (archive / "content/reviews").mkdir()
    digest = hashlib.sha256(SEEDS["seeds/b.txt"].encode()).hexdigest()
    (archive / "content/reviews/b.yaml").write_text(f"seed: {digest}\nreviewer: demo-desk\ndate: 2026-01-19\n")
    seal(archive, keys["alice"], day="2026-01-20")
    return archive, before


def test_the_stamp_on_a_checkpoint_is_checked_by_the_page_that_cites_it(stamped):
    site = stamped[0] / "site"
    told = {line: run(line, site) for line in in_panel(site, "b") if "verify.py" not in line}
    (checked,) = (said for line, said in told.items() if line.startswith("openssl ts -verify"))
    (time,) = (said for line, said in told.items() if line.startswith("openssl ts -reply"))
    assert "Verification: OK" in checked
    assert time.startswith("Time stamp: ")
    assert not any("openssl" in line for line in in_panel(site))  # its own checkpoint has none


def test_a_later_stamp_is_told_of_where_the_newest_checkpoints_are_and_changes_no_other_page(stamped):
    before, after = stamped[1], files_of(stamped[0] / "site")
    others = {name for name in before if before[name] != after.get(name) and name.endswith((".html", ".json"))}
    redirect = {name for name in others if b'http-equiv="refresh"' in before[name]}  # what led to the newest page
    assert {name for name in others - redirect if name.startswith(("reports/", "log"))} == {
        "reports/b.html", "reports/b.json", "log.html", "log/proofs.json"
    }  # fmt: skip
    assert b"the day of its time stamp" in after["log.html"]
    older = [data for name, data in after.items() if re.fullmatch(r"log\.[123]\.html", name)]
    assert [b"key valid on" in data for data in older] == [False] * 3


def test_a_remembered_build_shows_a_later_stamp_as_a_fresh_one(stamped, tmp_path):
    archive, _ = stamped
    shutil.rmtree(archive / ".cache")
    build(archive, site=tmp_path / "fresh", cache=tmp_path / "cache")
    assert files_of(tmp_path / "fresh") == files_of(archive / "site")


def test_a_key_that_was_lost_is_listed_until_then_and_what_it_signed_before_holds(archive, keys):
    seal(archive, keys["alice"])
    allowed(archive, *(listed(keys[name], name) for name in ("alice", "bob")), recovery(keys))
    (archive / "content/keys/revoked_keys").write_text(keys["alice"].with_suffix(".pub").read_text())
    seal(archive, keys["recovery"], keys["bob"], day="2026-11-24")
    site = archive / "site"
    (line,) = (one for one in (site / "verify/allowed_signers").read_text().splitlines() if one.startswith("alice "))
    assert 'namespaces="muniment-checkpoint,muniment-review",valid-before="20261125Z"' in line
    assert all("Good" in said for one, said in given(site).items() if one.startswith("ssh-keygen"))
    for space, day in (
        ("muniment-checkpoint", "20261126"),
        ("muniment-sums", "20261124"),
        ("muniment-sums", "20261123"),
    ):
        asked = ["ssh-keygen", "-Y", "verify", "-f", "verify/allowed_signers", "-I", "alice", "-n", space]
        (site / "late.sig").write_bytes(signed(keys["alice"], b"words", space))
        late = [*asked, "-O", f"verify-time={day}", "-s", "late.sig"]
        done = subprocess.run(late, cwd=site, input=b"words", capture_output=True, check=False)
        assert done.returncode != 0 or not done.stdout.startswith(b"Good")


def test_a_key_that_had_ended_before_it_was_lost_is_listed_until_it_had(archive, keys):
    ends = ',valid-before="20261123"'
    allowed(archive, listed(keys["alice"], "alice", more=ends), listed(keys["bob"], "bob"), recovery(keys))
    seal(archive, keys["alice"])
    (archive / "content/keys/revoked_keys").write_text(keys["alice"].with_suffix(".pub").read_text())
    seal(archive, keys["bob"], day="2026-11-30")
    lines = (archive / "site/verify/allowed_signers").read_text().splitlines()
    assert [line.split()[1].split(",", 2)[-1] for line in lines if line.startswith("alice ")] == [
        'valid-before="20261123Z"'
    ]
