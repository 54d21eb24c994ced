"""What was corrected is told: on a page, in a feed, on the pages of reports, and without what was taken back."""

import hashlib
import json
import xml.etree.ElementTree as ElementTree

import pytest

from linking import directory_of, every_page
from muniment.link.correction_pages import newest_corrections
from muniment.link.corrections import all_corrections
from muniment.model import Amends, Corrected, Correction, Corrections, Row, Tombstone, Value
from muniment.settings import Settings
from whole import built, bytes_of, fresh_site

ATOM = "{http://www.w3.org/2005/Atom}"
SEED = " date 2022-09-18 A <b> report of Izium."


def review(rest: str, seed: str = SEED) -> str:
    return f"seed: {hashlib.sha256(seed.encode()).hexdigest()}\nreviewer: demo-desk\ndate: 2026-11-22\n{rest}"


FILES = {
    "seeds/a.txt": SEED,
    "seeds/b.txt": "Words of b.",
    "seeds/held.txt": "Words that wait.",
    "seeds/held.txt.meta.yaml": "embargo_until: 2027-01-01\n",
    "content/reviews/a.yaml": review(
        "redact:\n- {start: 2, end: 5, reason: name & such}\n- {start: 16, end: 21, reason: name & such}\n"
        "revisions:\n- {date: 2026-11-20, reason: The date <was> wrong.}\n- {date: 2026-11-20, reason: And so was another.}\n"
    ),
    "content/reviews/gone.yaml": "reviewer: demo-desk\ndate: 2026-11-22\n"
    "withdrawn: {reason: Asked for., date: 2026-11-23, authority: the keepers}\n",
    "content/corrections.yaml": "- {date: 2026-11-24, reason: All spelled anew., reports: [a, b, gone, held], note: By hand.}\n"
    "- {date: 2026-11-25, reason: Of one that waits., reports: [held]}\n- {date: 2026-10-01, reason: Of the whole.}\n",
}


@pytest.fixture(params=["", "https://example.org/x"])
def site(make_archive, request):
    archive = make_archive({**FILES, "content/settings.yaml": f"title: Houses\nurl: {request.param}\n"})
    outcome = built(archive)
    assert [one for one in outcome.problems if one.severity == "error"] == []
    return archive / "site"


def test_every_change_is_told_the_newest_first(site):
    page = (site / "corrections.html").read_text("utf-8")
    anchors = [part.split('"')[0] for part in page.split('<li id="')[1:]]
    assert anchors == [
        "2026-11-24-correction-archive", "2026-11-23-withdrawal-gone", "2026-11-22-redaction-a",
        "2026-11-20-revision-a", "2026-11-20-revision-a.2", "2026-10-01-correction-archive",
    ]  # fmt: skip
    assert "6 changes to what this archive had published" in page
    for words in ("The date &lt;was&gt; wrong.", "name &amp; such", "By hand.", "Of the whole."):
        assert words in page
    assert 'Report <a href="reports/gone.html">gone</a>' in page
    assert "that waits" not in page
    assert "held" not in page


def test_the_feed_has_the_same(site):
    feed = ElementTree.fromstring((site / "corrections.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "Corrected: a, b, gone", "Withdrawn: gone", "Redacted: a", "Revised: a", "Revised: a", "Corrected: Houses",
    ]  # fmt: skip
    assert feed.findtext(f"{ATOM}updated") == "2026-11-24T12:00:00Z"
    assert entries[1].findtext(f"{ATOM}content") == "Asked for. By the keepers."
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    has_url = (site / "sitemap.xml").exists()
    assert all(one.startswith("https://example.org/x/corrections.html#" if has_url else "urn:uuid:") for one in ids)
    assert bool(entries[0].find(f"{ATOM}link") is not None) == has_url


def test_every_page_leads_there_and_a_report_tells_its_own(site):
    for address, way in (("index.html", ""), ("reports/b.html", "../"), ("404.html", None)):
        page = (site / address).read_text("utf-8")
        assert (f'<a href="{way}corrections.html">Corrections</a>' in page) == (way is not None)
    page = (site / "reports/a.html").read_text("utf-8")
    assert "The date &lt;was&gt; wrong." in page
    assert page.count('aria-label="Redacted: name &amp; such"') == 2
    if (site / "sitemap.xml").exists():
        addresses = (site / "sitemap.xml").read_text("utf-8")
        assert "corrections.html" in addresses
        assert "gone.html" not in addresses


def test_they_can_be_followed_before_the_first_which_changes_no_other_page(make_archive, tmp_path):
    archive = make_archive({"seeds/a.txt": SEED})
    built(archive)
    site = archive / "site"
    assert "No change in what this archive had published is recorded." in (site / "corrections.html").read_text("utf-8")
    assert list(ElementTree.parse(site / "corrections.xml").iter(f"{ATOM}entry")) == []
    home = (site / "index.html").read_bytes()
    assert b'href="corrections.html"' in home
    (archive / "content/corrections.yaml").parent.mkdir(exist_ok=True)
    (archive / "content/corrections.yaml").write_text("- {date: 2026-11-20, reason: Why.}\n")
    built(archive)
    assert "Why." in (site / "corrections.html").read_text("utf-8")
    assert len(list(ElementTree.parse(site / "corrections.xml").iter(f"{ATOM}entry"))) == 1
    assert (site / "index.html").read_bytes() == home
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_long_list_is_parted_and_the_feed_knows_the_pages():
    rows = [
        Row(id=f"r{number}", digest=str(number), path="", title=Value("A"), corrected=(Corrected("2026-11-01", "revision", "Why."),))
        for number in range(7)
    ]  # fmt: skip
    directory = directory_of(rows, settings=Settings(page_length=2))
    pages = {page.address: page.value for page in every_page(directory, Settings(page_length=2))}
    parted = {address: value for address, value in pages.items() if isinstance(value, Corrections)}
    assert {address: len(value.lines) for address, value in parted.items()} == {
        "corrections.html": 3, "corrections.2.html": 2, "corrections.1.html": 2
    }  # fmt: skip
    assert parted["corrections.html"].total == 7
    newest = newest_corrections(directory, 2, 5)
    assert [address for address, _ in newest] == ["corrections.html"] * 3 + ["corrections.2.html"] * 2


def test_of_a_report_that_was_withdrawn_its_withdrawal_alone_is_told():
    tombstone = Tombstone("a", "2026-11-23", "Why.", "whose")
    manual = Correction(id="", date="2026-01-01", kind="correction", reason="All.")
    told = all_corrections((), Amends((manual,), (tombstone,)))
    assert [(one.kind, one.id, one.authority) for one in told] == [
        ("withdrawal", "2026-11-23-withdrawal-a", "whose"), ("correction", "2026-01-01-correction-archive", "")
    ]  # fmt: skip


def test_the_data_do_not_have_what_was_withdrawn(site):
    for line in (site / "data/reports.jsonl").read_text("utf-8").splitlines():
        assert json.loads(line)["id"] != "gone"
