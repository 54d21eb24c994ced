"""The commands of verify.html, run as they are printed, with the system's own tools and a time-stamp authority of one's own."""

import hashlib
import re
import shutil
import subprocess
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest

from authority import make_authority
from linking import directory_of
from logs import checkpoint, key_of, signed_by
from muniment.link.log_pages import sealing_pages
from muniment.model import changed
from muniment.model.sealing import LoggedKey, SealedLog, Stamp
from muniment.model.sealing_pages import Sealing
from muniment.render.pages import render_page
from rendered import SITE, typed

TOOLS = ("ssh-keygen", "openssl", "sha256sum", "sh")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}")
ENDING = {"valid_after": "2025-01-01", "valid_before": "2026-01-01"}
PRINTED = re.compile(
    r'<li data-on="(\w+)">.*?<code class="command"[^>]*>(.*?)</code><span[^>]*>It must print (?:<code class="prints">(.*?)</code>)?'
)


def run(line: str, folder: Path) -> str:
    """What a line prints in a folder; it must succeed."""
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


class Workshop:
    """Keys and a time-stamp authority, and a site to sign and stamp."""

    def __init__(self, folder: Path):
        self.site, self.desk = folder / "site", folder / "desk"
        for path in (self.site / "log/checkpoints", self.site / "verify/authorities", self.desk):
            path.mkdir(parents=True)
        self.authority = make_authority(self.desk / "one-tsa")
        (self.site / "verify/authorities/one-tsa.pem").write_bytes(self.authority.certificate)

    def key(self, principal: str, leaf: int = 0, **fields: object) -> LoggedKey:
        run(f"ssh-keygen -q -t ed25519 -N '' -C '' -f {principal}", self.desk)
        public = (self.desk / f"{principal}.pub").read_text().strip()
        listed = key_of(principal, leaf, key=public, **fields)
        fingerprint = run(f"ssh-keygen -l -f {principal}.pub", self.desk).split()[1]
        days = {name: str(fields.get(name, "")).replace("-", "") for name in ENDING}
        ends = "".join(f',{name.replace("_", "-")}="{day}Z"' for name, day in days.items() if day)
        with (self.site / "verify/allowed_signers").open("a") as signers:
            signers.write(f'{principal} namespaces="muniment-checkpoint,muniment-sums"{ends} {public}\n')
        return changed(listed, fingerprint=fingerprint)

    def sign(self, principal: str, namespace: str, path: str, to: str) -> None:
        run(f"ssh-keygen -q -Y sign -n {namespace} -f {principal} - < ../site/{path} > ../site/{to}", self.desk)

    def stamp(self, path: str, to: str) -> str:
        (self.site / to).write_bytes(self.authority.stamp((self.site / path).read_bytes()))
        told = run(f"openssl ts -reply -in ../site/{to} -text", self.desk)
        time = re.search(r"Time stamp: (.*) GMT", told)
        assert time
        return datetime.strptime(time[1], "%b %d %H:%M:%S %Y").strftime("%Y-%m-%dT%H:%M:%SZ")

    def publish(self, sealing: Sealing) -> None:
        """verify.html, and the sums of all that is there."""
        page = next(sealing_pages(directory_of(()).archive, sealing, 100)).page(None)
        (self.site / "verify.html").write_bytes(render_page(page, SITE)[0][1])
        files = sorted(path for path in self.site.rglob("*") if path.is_file() and "SHA256SUMS" not in path.name)
        sums = (
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(self.site).as_posix()}\n"
            for path in files
        )
        (self.site / "SHA256SUMS").write_text("".join(sums))

    def printed(self) -> list[tuple[str, str, str]]:
        """The lines to be typed, on which system, and what they must print to the letter."""
        found = PRINTED.findall((self.site / "verify.html").read_text("utf-8"))
        return [(system, typed(line), unescape(prints)) for system, line, prints in found]


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


def sealed(workshop: Workshop, keys: tuple[LoggedKey, ...], day: str) -> Sealing:
    """A log of one checkpoint, signed by the first key, and stamped by one of two authorities."""
    line = checkpoint(5, on=day, signers=[signed_by(keys[0], day)])
    path = "log/checkpoints/5.txt"
    (workshop.site / path).write_text(f"{line.origin}\n{line.size}\n{line.root}\n")
    workshop.sign(keys[0].key.principal, "muniment-checkpoint", path, f"{path}.sig")
    stamps = (Stamp("one-tsa", workshop.stamp(path, "log/checkpoints/5.one-tsa.tsr")),)
    line = changed(line, stamps=stamps)
    log = SealedLog(origin=line.origin, checkpoints=(line,), keys=keys, authorities=("one-tsa", "two-tsa"))
    return Sealing(log=log, is_signed=True, signer=keys[0].key.principal, signing_key=keys[0].key.key)


def run_as_printed(workshop: Workshop) -> list[str]:
    """All that this system can do, but for verify.py, which is tested on sites of its own; gives what was run."""
    done, systems = [], ("any", "Linux", *(["macOS"] if shutil.which("shasum") else []))
    for system, line, prints in workshop.printed():
        if system not in systems or "verify.py" in line:
            continue
        assert prints in run(line, workshop.site), line
        done.append(line)
    return done


@pytest.mark.parametrize("fields", [{}, ENDING])
def test_the_commands_print_what_the_page_says(workshop, fields):
    sealing = sealed(workshop, (workshop.key("demo-desk", **fields),), "2025-11-22")
    workshop.publish(sealing)
    workshop.sign("demo-desk", "muniment-sums", "SHA256SUMS", "SHA256SUMS.sig")
    workshop.stamp("SHA256SUMS", "SHA256SUMS.one-tsa.tsr")
    done = run_as_printed(workshop)
    assert [line.split(" -s ")[0].split(" -in ")[0] for line in done if not line.startswith("shasum")] == [
        "sha256sum -c SHA256SUMS",
        *(
            f"ssh-keygen -Y verify -f verify/allowed_signers -I demo-desk -n {namespace}"
            + (" -O verify-time=20251122120000Z" if fields else "")
            for namespace in ("muniment-sums", "muniment-checkpoint")
        ),
        "openssl ts -verify -data log/checkpoints/5.txt",
        "openssl ts -reply",
        "test ! -e SHA256SUMS.one-tsa.tsr || openssl ts -verify -data SHA256SUMS",
        "test ! -e SHA256SUMS.two-tsa.tsr || openssl ts -verify -data SHA256SUMS",
    ]
    assert "Verification: OK" in run(done[-2], workshop.site)
    assert run(done[-1], workshop.site) == ""  # which did not stamp it
    told = (workshop.site / "verify.html").read_text("utf-8")
    time = re.search("a line “(Time stamp: .*) GMT”, it may be with a fraction", told)
    assert time
    assert time[1] in run(next(line for line in done if " -reply " in line), workshop.site)


def test_the_key_that_signed_the_build_is_asked_for_where_several_may(workshop):
    """On a day on which it may sign: a build may be signed anew, and stamped, when the log's last leaf is old."""
    keys = workshop.key("demo-desk", **ENDING), workshop.key("next-desk", 1, valid_after="2026-02-01")
    workshop.publish(changed(sealed(workshop, keys, "2025-11-22"), signer="next-desk", signing_key=keys[1].key.key))
    workshop.sign("next-desk", "muniment-sums", "SHA256SUMS", "SHA256SUMS.sig")
    (line,) = [line for line in run_as_printed(workshop) if "muniment-sums" in line]
    assert "-I next-desk" in line
    assert "verify-time=20260201120000Z" in line


def test_a_stamp_is_checked_when_its_certificate_has_run_out(workshop):
    """As of the second that the page tells of, which stands here for today as the year 2100 does."""
    workshop.publish(sealed(workshop, (workshop.key("demo-desk"),), "2025-11-22"))
    note = re.search(r"(-partial_chain -attime \d+) for one-tsa", (workshop.site / "verify.html").read_text("utf-8"))
    assert note
    line = next(line for _, line, _ in workshop.printed() if "openssl ts -verify" in line)
    assert "certificate has expired" in run(f"{line} -attime 4102444800 || true", workshop.site)
    assert "Verification: OK" in run(f"{line} {note[1]}", workshop.site)


def test_windows_is_told_to_compare_histories_too(workshop):
    workshop.publish(sealed(workshop, (workshop.key("demo-desk"),), "2025-11-22"))
    lines = {system: line for system, line, _ in workshop.printed() if "--old" in line}
    assert lines["Windows"].startswith('py -I verify\\verify.py log . --old "example.org/izium 5 ')


def test_an_origin_that_a_shell_would_run_is_quoted(workshop):
    sealing = sealed(workshop, (workshop.key("demo-desk"),), "2025-11-22")
    evil = changed(sealing.log.checkpoints[0], origin='x"$(touch${IFS}gone)`id`')
    workshop.publish(changed(sealing, log=changed(sealing.log, origin=evil.origin, checkpoints=(evil,))))
    (line,) = [line for _, line, _ in workshop.printed() if "--old" in line]  # none for Windows, which quotes otherwise
    printed = run(f"printf '%s|' {line.split(' --old ')[1]}", workshop.site)
    assert printed == f"{evil.origin} 5 {evil.root}|"
    assert not (workshop.site / "gone").exists()
