"""This archive as it is sealed: its reports, its reviews, its log, and the commands that a reader is given."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from folders import files_of
from muniment.build import build
from rendered import typed
from signing import needed

CHECKOUT = Path(__file__).parents[1]
REPORTS = ("000-dffad53a69c735df", "004-9c5af615230406a8")
COMMAND = re.compile(r'<li data-on="(?:any|Linux)">.*?<code class="command"[^>]*>(.*?)</code>')
TABLE = re.compile(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|$", re.M)
READERS = re.compile(r"^### What a reader can do$(.*?)^## ", re.M | re.S)


@pytest.fixture(scope="module")
def izium(tmp_path_factory):
    needed("ssh-keygen")
    folder = tmp_path_factory.mktemp("izium")
    for name in ("seeds", "content"):
        shutil.copytree(CHECKOUT / name, folder / name)
    build(folder)
    return folder / "site"


def ran(line, folder):
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("report", REPORTS)
def test_each_report_is_sealed_as_it_is_and_its_review_signed(izium, report):
    shown = json.loads((izium / f"reports/{report}.json").read_bytes())
    assert shown["status"] == "verified"
    assert shown["seal"]["is_current"]
    assert shown["seal"]["origin"] == "muniment.example/izium"
    assert shown["evidence"]["sha256"] == json.loads(shown_record(izium, shown))["seed"]["sha256"]
    assert [one["principal"] for one in shown["review"]["signers"]] == ["demo-desk"]
    assert (izium / f"verify/reviews/{report}.yaml.sig").exists()


def shown_record(site, report):
    return (site / report["seal"]["record"]).read_bytes()


def test_the_private_halves_of_the_keys_are_not_kept():
    for path in (CHECKOUT / "content").rglob("*"):
        assert not path.is_file() or b"PRIVATE KEY" not in path.read_bytes(), path


def test_the_build_says_whether_it_is_the_one_that_was_signed(izium):
    """By the same program with the versions of the handover it is; by any other it need not be, and then says so."""
    kept = json.loads((CHECKOUT / "content/log/sums/last.json").read_bytes())["sha256"]
    is_signed = hashlib.sha256((izium / "SHA256SUMS").read_bytes()).hexdigest() == kept
    assert ("SHA256SUMS.sig" in files_of(izium)) is is_signed
    assert f"This build {'says that it is signed' if is_signed else 'is unsigned'}" in (
        izium / "verify.html"
    ).read_text("utf-8")


def test_the_handover_names_the_versions_of_what_makes_the_bytes():
    named = {name for name, _ in TABLE.findall((CHECKOUT / "content/pages/handover.md").read_text("utf-8"))}
    assert {"jinja2", "markdown-it-py", "msgspec", "pagefind-bin", "anyascii", "pyyaml"} <= named


def test_the_commands_of_the_handover_hold_where_the_build_is_the_signed_one(izium):
    lines = (CHECKOUT / "content/pages/handover.md").read_text("utf-8").splitlines()
    sums, signature = (next(line for line in lines if line.startswith(one)) for one in ("sha256sum", "ssh-keygen -Y"))
    assert ran(sums, izium)[0] == 0
    if (izium / "SHA256SUMS.sig").exists():
        assert ran(signature, izium)[0] == 0


def test_the_commands_of_its_page_hold_as_they_are_printed(izium):
    lines = [typed(line) for line in COMMAND.findall((izium / "verify.html").read_text("utf-8"))]
    assert any("muniment-checkpoint" in line for line in lines)
    for line in lines:
        status, said = ran(line, izium)
        assert status == 0 or is_as_told(izium, status, said), f"{line}\n{said}"


def is_as_told(site, status, said):
    """Whether what does not hold, or cannot be checked, is what the handover tells, and nothing else: no earlier key
    stands for that of second-desk, whose leaf is number 4; and a build that is not the signed one has no signature."""
    odd = [line for line in said.splitlines() if line.startswith(("FAIL", "not checked"))]
    key = [line for line in odd if ": of second-desk, says leaf 4, signed by no earlier key" in line]
    unsigned = [line for line in odd if line.startswith("FAIL         SHA256SUMS, signed: no signature counts")]
    is_unsigned = not (site / "SHA256SUMS.sig").exists()
    return (len(key), len(unsigned), len(odd)) == (1, is_unsigned, 1 + is_unsigned) and status == (
        1 if is_unsigned else 3
    )


def test_the_log_says_that_no_earlier_key_stands_for_the_last(izium):
    status, said = ran("python3 -I verify/verify.py .", izium)
    assert is_as_told(izium, status, said), said
    page = (izium / "log.html").read_text("utf-8")
    assert page.count("<b>not vouched for:</b> no earlier key signed this checkpoint") == 1


def test_the_commands_of_the_readme_hold_as_they_are_printed(izium):
    """With the checkpoint of a citation, as it stands there, in the place of the one that is shown."""
    (section,) = READERS.findall((CHECKOUT / "README.md").read_text("utf-8"))
    lines = [line for block in re.findall(r"```sh\n(.*?)```", section, re.S) for line in block.splitlines() if line]
    assert len(lines) == 2
    cited = re.search(
        r"checkpoint (?:<[^>]*>)*([0-9]+):([A-Za-z0-9+/]{43}=)",
        (izium / f"reports/{REPORTS[0]}.html").read_text("utf-8"),
    )
    for line in lines:
        status, said = ran(line.replace("4:J4Jm7t…", f"{cited[1]}:{cited[2]}"), izium)
        is_old = "--old" in line
        assert is_as_told(izium, status, said) or (is_old and status == 3 and "FAIL" not in said), f"{line}\n{said}"
    assert "4:J4Jm7t…" in lines[1]
