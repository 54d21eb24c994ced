"""What a report's page says of its seal, without a script; and the commands on it, given in a shell."""

import json
import re
import shlex
import shutil
import subprocess

import pytest
from jsonschema import Draft202012Validator

from muniment.model import Findings, Stamp, changed
from muniment.model.sealing import EarlierRecord, SignerMention
from muniment.render.report_json import report_fields
from muniment.render.schemas import SCHEMAS
from rendered import TEXT, Reader, commands_in, document_of, html_of, page_of
from sealed_report import DAY, LEAVES, NUMBER, ORIGIN, PLAIN, PREFIX, read_from, record_of, seal_of, sign, write_site


def read(document=None, **fields):
    return Reader(html_of(document or document_of(), **fields))


def test_a_page_of_an_archive_without_a_log_says_so_in_one_line():
    page = read()
    assert "This archive was never sealed: unsigned, not stamped." in page.words
    assert "The seal" not in page.words
    assert [one["src"] for one in page.all("script") if "src" in one] == ["../assets/report.js"]


def test_a_page_that_waits_for_its_seal_says_so():
    page = read(has_log=True)
    assert "not yet sealed: newer than the log" in page.words
    assert {"href": "../log.html"} in page.all("a")


def test_a_sealed_page_says_where_it_stands_and_who_signed():
    document = read_from(PLAIN, TEXT, PREFIX)
    seal = seal_of(document, leaf=1234)
    page = read(document, seal=seal, has_log=True)
    said = " ".join(page.words.split())
    assert (
        f"Sealed on 22 November 2026 (as the archive claims) as leaf 1,234 of the log {ORIGIN}, in a checkpoint signed "
        f"by demo-desk and not stamped: {seal.cited}"
    ) in said
    assert {one["href"] for one in page.all("a")} >= {
        "../log/records/one/v1.json", f"../log.html#c-{LEAVES}", "../verify.html"
    }  # fmt: skip
    assert "in a checkpoint that nobody signed" in read(document, seal=seal_of(document, signers=())).words
    assert "ssh-keygen" not in html_of(document, seal=seal_of(document, signers=()))


def test_a_page_says_who_stamped_its_own_checkpoint_and_how_that_is_checked():
    document = read_from(PLAIN, TEXT, PREFIX)
    seal = seal_of(document, stamps=(Stamp("clock", "2026-11-23T08:05:09Z"),))
    html = html_of(document, seal=seal)
    assert "signed by demo-desk and stamped by clock on 23 November 2026:" in " ".join(Reader(html).words.split())
    checked, read_out = (one for one in commands_in(html) if one.startswith("openssl"))
    stamp = f"log/checkpoints/{LEAVES}.clock.tsr"
    assert checked == (
        f"openssl ts -verify -data log/checkpoints/{LEAVES}.txt -in {stamp} -CAfile verify/authorities/clock.pem"
    )
    assert read_out == f"openssl ts -reply -in {stamp} -token_out -text | grep 'Time stamp'"


SINCE = EarlierRecord(leaf=1, on="2026-11-20", address="log/records/one/v1.json", checkpoint=2)


def test_a_page_says_since_when_its_file_is_in_the_log_and_how_that_is_checked(tmp_path):
    document = read_from(PLAIN, TEXT, PREFIX)
    stamps = (Stamp("clock", "2026-11-21T08:05:09Z"),)
    seal = seal_of(document, address="log/records/one/v2.json", since=changed(SINCE, stamped=2, stamps=stamps))
    path = write_site(tmp_path / "site", PLAIN, document, seal)
    page = Reader(html := path.read_text("utf-8"))
    assert (
        "The same file has been in the log since 20 November 2026 (as the archive claims), by the record of leaf 1, in "
        "checkpoint 2, stamped by clock on 21 November 2026."
    ) in " ".join(page.words.split())
    assert {one["href"] for one in page.all("a")} >= {"../log/records/one/v1.json", "../log.html#c-2"}
    later = html_of(document, seal=changed(seal, since=changed(SINCE, stamped=4, stamps=stamps)))
    assert "in checkpoint 2, and checkpoint 4, which continues it, is stamped by clock" in " ".join(
        Reader(later).words.split()
    )
    (line,) = (one for one in commands_in(html) if one.endswith("log/records/one/v1.json") and "evidence" in one)
    earlier = tmp_path / "site/log/records/one/v1.json"
    for bytes_then, printed in ((record_of(document, note="then"), True), (b"{}", False)):
        earlier.write_bytes(bytes_then)
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path / "site", capture_output=True, text=True)
        assert bool(done.stdout) is printed
    assert "in the log since" not in html_of(document, seal=seal_of(document))


def test_every_citation_has_the_checkpoint_of_a_page_that_is_as_it_was_sealed():
    document = read_from(PLAIN, TEXT, PREFIX)
    seal = seal_of(document)
    page = read(document, seal=seal)
    assert page.words.count(f"Test archive, report one, checkpoint {seal.cited}. SHA-256 ") == 4
    citation = html_of(document, seal=seal).partition('id="citation"')[2].partition("</p>")[0]
    digits = re.findall(r'<code dir="ltr">(.*?)</code>', citation)  # in which no letter is taken for another
    assert digits == [seal.cited, document.evidence.sha256]
    older = html_of(document, seal=changed(seal, is_current=False))
    assert "checkpoint" not in older.partition('id="cite"')[2].partition("</section>")[0]


def test_nothing_in_a_record_or_a_text_ends_the_data_block():
    hostile = "</script><script>alert(1)</script> <!-- \u2028"
    document = read_from(hostile.encode(), hostile, "", "markdown")
    html = html_of(document, Findings(), seal=seal_of(document, origin="example.org/</script>"))
    block = html.split('id="seal-data">')[1].split("</script>")[0]
    assert json.loads(block)["source"] == hostile
    assert "<" not in block


def test_the_json_has_the_place_in_the_log_as_the_format_says():
    document = read_from(PLAIN, TEXT, PREFIX)
    page, report = page_of(document, seal=seal_of(document))
    fields = json.loads(json.dumps(report_fields(report, page.value)))
    assert list(fields["seal"]) == sorted(fields["seal"])
    assert (fields["seal"]["leaf"], fields["seal"]["record"]) == (NUMBER, "log/records/one/v1.json")
    schema = SCHEMAS["report"]["properties"]["seal"]
    Draft202012Validator(schema).validate(fields["seal"])
    Draft202012Validator(schema).validate(None)
    assert not Draft202012Validator(schema).is_valid(fields["seal"] | {"kind": "add"})


# With the reader's own tools.


def test_each_command_says_for_which_system_it_is():
    """A line that names none is for Linux and macOS; what has a pipe or a tool of one system names it."""
    document = read_from(PLAIN, TEXT, PREFIX)
    html = html_of(document, seal=seal_of(document))
    assert not any(
        word in line for line in commands_in(html, "any") for word in ("sha256sum", "shasum", "Get-", "/dev/", "\\")
    )
    assert all("sha256sum" in line for line in commands_in(html, "Linux"))
    assert all("shasum" in line for line in commands_in(html, "macOS"))
    assert [len(commands_in(html, one)) for one in ("Linux", "macOS", "Windows")] == [3, 3, 4]
    words = " ".join(Reader(html).words.split())
    assert "The same, on macOS shasum -a 256 evidence/one.txt" in words.replace("macOSshasum", "macOS shasum")
    assert (
        "(Get-FileHash -Algorithm SHA256 -LiteralPath 'log/records/one/v1.json').Hash | "
        "% { Select-String $_ -LiteralPath 'log/entries.jsonl' }"
    ) in commands_in(html, "Windows")
    assert "Lines that name no system are for Linux and macOS" in words


@pytest.mark.skipif(shutil.which("shasum") is None, reason="needs shasum")
def test_those_for_macos_print_the_same(tmp_path):
    document = read_from(PLAIN, TEXT, PREFIX)
    folder = tmp_path / "site"
    html = write_site(folder, PLAIN, document, seal_of(document)).read_text("utf-8")

    def printed(system: str) -> list[str]:
        lines = commands_in(html, system)
        return [subprocess.run(["sh", "-c", one], cwd=folder, capture_output=True, text=True).stdout for one in lines]

    assert printed("macOS") == printed("Linux")
    assert all(printed("macOS"))


def test_the_commands_do_what_is_said_of_them(tmp_path):
    document = read_from(PLAIN, TEXT, PREFIX)
    folder = tmp_path / "site"
    path = write_site(folder, PLAIN, document, seal_of(document))
    sign(folder, seal_of(document), tmp_path / "key")
    record, log, signature, every, *_ = commands_in(path.read_text("utf-8"))

    def given_in_a_shell(command: str) -> tuple[int, str]:
        done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True)
        return done.returncode, done.stdout

    assert given_in_a_shell(record) == (0, record_of(document).decode() + "\n")
    code, line = given_in_a_shell(log)
    assert (code, line.partition(":")[0]) == (0, str(NUMBER + 1))
    assert json.loads(line.partition(":")[2])["on"] == DAY
    assert given_in_a_shell(signature)[1].startswith('Good "muniment-checkpoint" signature with ED25519 key SHA256:')
    assert every == "python3 -I verify/verify.py ."
    (folder / "evidence/one.txt").write_bytes(b"other words")
    (folder / f"log/checkpoints/{LEAVES}.txt").write_text("other\n")
    assert [given_in_a_shell(one)[0] != 0 for one in (record, signature)] == [True, True]
    (folder / "evidence/one.txt").unlink()
    assert given_in_a_shell(record) == (1, "")  # nothing is found by the hash of nothing


def test_no_name_breaks_out_of_a_command():
    document = read_from(PLAIN, TEXT, PREFIX)
    signers = (SignerMention("desk", "SHA256:one", "'; rm -rf . #.sig"), SignerMention("other", "SHA256:two", "b.sig"))
    one, two = (
        shlex.split(one) for one in commands_in(html_of(document, seal=seal_of(document, signers=signers)))
        if one.startswith("ssh-keygen")
    )  # fmt: skip
    assert (one[6], two[6]) == ("'; rm -rf . #.sig", "b.sig")
