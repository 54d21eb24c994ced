"""What `muniment seal` made is held to by the verifier, which shares no code with it, and by the system's own tools."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from folders import write_files
from muniment import new_signatures
from muniment.build import build
from rendered import typed
from sealed_archives import SEEDS, archive_files, review, seal, signed_review
from signing import listed

LATER = "2099-11-30"  # than the stamps, which are of the day on which the test runs
COMMAND = re.compile(r'<li data-on="(?:any|Linux)">.*?<code class="command"[^>]*>(.*?)</code>')


def checked(site, *more):
    """What the site's own verifier says: its status, and every line."""
    command = [sys.executable, "-I", "verify/verify.py", ".", *more]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def stamped(tmp_path_factory, keys, authority):
    """An archive that was sealed three times: stamped, with a signed review, an excerpt, a redacted report and one that
    was redacted and then withdrawn, and a second key that the first vouches for."""
    files = archive_files(keys, {"content/keys/authorities/clock.pem": authority.certificate})
    folder = write_files(tmp_path_factory.mktemp("stamped") / "archive", files)
    with (folder / "content/settings.yaml").open("a") as settings:
        settings.write("stamps:\n- {name: clock, url: https://clock.example/tsr}\n")
    (folder / "seeds/d.txt").write_text("Четвертий звіт: знайдено 12 тіл.")
    (folder / "seeds/e.txt").write_text(
        "Of this only the beginning may be shown, whatever comes after it, as its owner says. " * 9
    )
    (folder / "seeds/e.meta.yaml").write_text("publish: excerpt\nurl: https://example.org/e\nrights: All reserved\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(new_signatures, "ask", lambda url, query: authority.answer(query))
        seal(folder, keys["alice"])
        signed_review(folder, keys["alice"], SEEDS["seeds/b.txt"])
        allowed = folder / "content/keys/allowed_signers"
        allowed.write_text(allowed.read_text() + listed(keys["bob"], "bob"))
        (folder / "content/reviews/a.yaml").write_text(
            review(SEEDS["seeds/a.txt"], "redact:\n- {start: 0, end: 8, reason: A number}\n")
        )
        (folder / "content/reviews/c.yaml").write_text(
            review(SEEDS["seeds/c.md"], "redact:\n- {start: 2, end: 7, reason: A number}\n")
        )
        seal(folder, keys["alice"], keys["bob"], day=LATER)
        (folder / "content/reviews/c.yaml").write_text(
            review(SEEDS["seeds/c.md"], "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n")
        )
        seal(folder, keys["bob"], day=LATER)
    return folder


def test_the_verifier_finds_nothing_wrong_and_everything_checked(stamped):
    status, said = checked(stamped / "site")
    assert status == 0, said
    for words in ("stamped by 1 of 1", "signed: by bob", "earlier key"):
        assert words in said


def test_every_command_that_the_page_prints_succeeds(stamped):
    lines = [typed(line) for line in COMMAND.findall((stamped / "site/verify.html").read_text("utf-8"))]
    assert {tool for line in lines for tool in ("sha256sum", "ssh-keygen", "openssl", "verify.py") if tool in line} == {
        "sha256sum", "ssh-keygen", "openssl", "verify.py",
    }  # fmt: skip
    for line in lines:
        done = subprocess.run(["sh", "-c", line], cwd=stamped / "site", capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("a page", "reports/b.html"),
        ("a report", "reports/b.json"),
        ("evidence", "evidence/b.txt"),
        ("a record", "log/records/b/v2.json"),
        ("the log", "log/entries.jsonl"),
        ("a checkpoint", "log/checkpoints"),
        ("a stamp", "tsr"),
        ("a review", "verify/reviews/b.yaml"),
    ],
)
def test_one_flipped_byte_is_named(stamped, tmp_path, how, said):
    site = shutil.copytree(stamped / "site", tmp_path / "site")
    names = {
        "a page": "reports/b.html", "a report": "reports/b.json", "evidence": "evidence/b.txt",
        "a record": "log/records/b/v2.json", "the log": "log/entries.jsonl", "a stamp": "SHA256SUMS.clock.tsr",
        "a checkpoint": min(path.relative_to(site).as_posix() for path in site.glob("log/checkpoints/*.txt")),
        "a review": "verify/reviews/b.yaml",
    }  # fmt: skip
    file = site / names[how]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    status, told = checked(site)
    assert status == 1, told
    assert any(line.startswith("FAIL") and said in line for line in told.splitlines()), told


def test_what_is_not_sealed_yet_is_no_pass(stamped, tmp_path):
    folder = shutil.copytree(stamped, tmp_path / "archive")
    (folder / "seeds/f.txt").write_text("A sixth report.")
    build(folder)
    status, said = checked(folder / "site")
    assert status == 1  # it is unsigned, and the archive signs its builds
    assert "not sealed yet" in said
    assert json.loads((folder / "site/reports/f.json").read_bytes())["seal"] is None


def test_an_archive_that_was_never_sealed_is_no_pass_either(make_archive):
    folder = make_archive({"content/settings.yaml": "findings: stated\nsearch: false\n", **SEEDS})
    build(folder)
    status, said = checked(folder / "site")
    assert status == 3, said
