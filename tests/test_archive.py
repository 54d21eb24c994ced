"""Whole archives: the two reports of this one, others made to hurt, and what is always true."""

import contextlib
import json
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from functools import wraps
from pathlib import Path

import pytest

from muniment import steps, story
from muniment.model import Page, Site
from muniment.outcome import Tally
from muniment.problems import InputError, PublishError
from muniment.seal.writing import SUMS
from muniment.steps import Workplace
from muniment.work import Memory, Result
from whole import built, bytes_of, fresh_site, run_muniment, what_could_run

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def izium(tmp_path_factory):
    """This repository's own archive, built."""
    archive = tmp_path_factory.mktemp("izium")
    for folder in ("seeds", "content"):
        shutil.copytree(CHECKOUT / folder, archive / folder)
    outcome = built(archive)
    unsigned = {f"content/{SUMS}"}  # as after every change, until somebody who has a key seals it
    assert [problem for problem in outcome.problems if problem.place.path not in unsigned] == []
    return archive / "site"


def report_of(site: Path, identifier: str) -> dict:
    return json.loads((site / "reports" / f"{identifier}.json").read_text("utf-8"))


CNN, CENSOR = "000-dffad53a69c735df", "004-9c5af615230406a8"


def test_no_page_needs_the_plain_way(izium, tmp_path, monkeypatch):
    """What the quick way cannot do costs twice; the program's own templates ask for nothing of that kind."""

    def refuse(*_):
        raise AssertionError("made plainly")

    monkeypatch.setattr("muniment.render.engine._render_plainly", refuse)
    assert fresh_site(izium.parent, tmp_path / "quick") == bytes_of(izium)


def test_every_page_is_the_same_made_plainly(izium, tmp_path, monkeypatch):
    """Templates have a quick way; what they give without it is in test_render_quick.py, and here for all pages."""

    def refuse(*_):
        raise TypeError

    monkeypatch.setattr("muniment.render.engine.rendered", refuse)
    assert fresh_site(izium.parent, tmp_path / "plain") == bytes_of(izium)


def test_every_name_of_the_two_reports_is_linked(izium):
    pages = "".join((izium / "reports" / f"{one}.html").read_text("utf-8") for one in (CNN, CENSOR))
    for address in (
        "places/izium.html", "places/kharkiv-region.html", "people/valerii-marchenko.html",
        "people/volodymyr-zelensky.html", "people/oleh-kotenko.html", "people/ihor-klymenko.html",
        "sources/cnn.html", "sources/censor-net.html", "sources/espreso.html", "sources/rada-tv.html",
    ):  # fmt: skip
        assert f'href="../{address}"' in pages, address
        assert (izium / address).exists(), address


@pytest.mark.parametrize(
    "identifier, words, day",
    [(CNN, "Sunday", "2022-09-18"), (CNN, "Friday", "2022-09-16"), (CENSOR, "September 16", "2022-09-16")],
)
def test_relative_days_lead_to_their_day(izium, identifier, words, day):
    dates = [date for date in report_of(izium, identifier)["dates"] if words in date["surface"]]
    assert dates
    assert {date["edtf"] for date in dates} == {day}
    assert f'href="../dates/{day}.html"' in (izium / "reports" / f"{identifier}.html").read_text("utf-8")


def test_today_in_the_later_report_is_its_own_day(izium):
    found = {date["surface"]: date["edtf"] for date in report_of(izium, CENSOR)["dates"]}
    assert found.get("today, September 16", found.get("today")) == "2022-09-16"


@pytest.mark.parametrize("identifier, seed", [(CNN, "000_dffad53a69c735df.txt"), (CENSOR, "004_9c5af615230406a8.txt")])
def test_the_published_evidence_is_the_seed_and_nothing_is_invented(izium, identifier, seed):
    assert (izium / "evidence" / f"{identifier}.txt").read_bytes() == (CHECKOUT / "seeds" / seed).read_bytes()
    report = report_of(izium, identifier)
    assert report["title"]["status"] == "suggested"
    assert report["title"]["value"].rstrip(" …") in report["text"].replace("\n", " ")
    assert report.get("url") in (None, {"value": None})
    assert report.get("authors") in (None, [])
    page = (izium / "reports" / f"{identifier}.html").read_text("utf-8")
    assert "first words" in page
    assert "unknown" in page


def test_every_offset_indexes_the_text(izium):
    for identifier in (CNN, CENSOR):
        report = report_of(izium, identifier)
        for group in ("mentions", "dates", "quotes", "claims", "attributions"):
            assert report[group], group
            for finding in report[group]:
                assert report["text"][finding["start"] : finding["end"]] == finding["surface"]


APART = ("pagefind/", "assets/", "SHA256SUMS.")  # signatures are there with the versions of the handover alone


def test_the_structure_of_the_site(izium):
    """The golden list of addresses; a page that comes or goes changes it, and is looked at."""
    addresses = "\n".join(address for address in bytes_of(izium) if not address.startswith(APART))
    golden = Path(__file__).parent / "golden" / "izium.txt"
    assert addresses + "\n" == golden.read_text("utf-8"), "if the change is meant, write the new list into the golden"


def test_sums_cover_every_byte(izium):
    listed = dict(reversed(line.split("  ", 1)) for line in (izium / "SHA256SUMS").read_text("utf-8").splitlines())
    found = bytes_of(izium)
    assert listed == {name: digest for name, digest in found.items() if not name.startswith("SHA256SUMS")}


HOSTILE = {
    "seeds/script.txt": "<script>alert(1)</script> <img src=x onerror=alert(1)> said Oleh Kotenko.",
    "seeds/script.md": "---\ntitle: '</title><script>alert(1)</script>'\nurl: javascript:alert(1)\nsource: '\"><script>x'\n"
    "---\n[press](javascript:alert(1)) <script>alert(1)</script> ![i](http://example.org/x.png)\n\n<b onclick=x>b</b>",
    "seeds/rows.jsonl": json.dumps({"id": "../../etc/passwd", "text": "root:x:0:0", "title": "=1+1"}) + "\n",
    "seeds/long.txt": "words " * 900_000,
    "seeds/rtl.txt": "report \u202egpj.exe\u202c of \u2067x\u2069 the day",
    "seeds/bomb.md": "---\na: &a [1,2,3,4,5,6,7,8,9]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9))
    + "---\ntext",
    "seeds/null.txt": b"before\0after the null byte",
    "seeds/ok.txt": " date 2024-01-02 A report that is fine.",
}


def test_hostile_reports_harm_nothing(make_archive):
    archive = make_archive(HOSTILE)
    (archive / "seeds" / "link.txt").symlink_to("/etc/passwd")
    outcome = built(archive)
    told = "\n".join(map(str, outcome.problems))
    assert "seeds/bomb.md" in told
    assert "seeds/link.txt" in told
    site = archive / "site"
    assert (site / "reports" / "ok.html").exists()
    assert not list(archive.rglob("passwd*"))
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert what_could_run(text) == [], page
        assert "\u202e" not in text, page
        assert "root:x:0:0:root" not in text
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
            assert "<" not in data
    assert "'=1+1" in (site / "data" / "reports.csv").read_text("utf-8")
    assert outcome.reports.read == outcome.reports.built + outcome.reports.refused


def test_an_archive_of_nothing_builds(make_archive):
    archive = make_archive({"seeds/.gitkeep": ""})
    outcome = built(archive)
    assert (outcome.problems, outcome.reports.built) == ((), 0)
    assert (archive / "site" / "index.html").exists()


def test_a_folder_that_is_no_archive_is_refused(tmp_path):
    result = run_muniment("build", str(tmp_path))
    assert result.returncode == 1
    assert "seeds" in result.stderr
    assert list(tmp_path.iterdir()) == []


MIXED = {
    "content/settings.yaml": "title: Mixed\n",
    "content/entities/places.yaml": "- {id: izium, kind: place, name: Izium, names: [Ізюм]}\n",
    "content/pages/about.md": "---\ntitle: About\n---\nWhat this is.\n",
    "seeds/a.txt": " date 2022-09-18 Mayor Valerii Marchenko said Sunday that at least 440 graves were found in Izium.",
    "seeds/b.md": "---\ntitle: Ізюм сьогодні\ndate: 2022-09-16\nsource: Censor.NET\nlanguage: uk\n---\nУ місті **Ізюм** тривають роботи.",
    "seeds/c.csv": 'id,text,date\r\nc1,"A report, with a comma",2022-09-17\r\nc2,Izium was visited by Valerii Marchenko,2022-09\r\n',
    "seeds/d2.txt": "A report with a photo.",
    "seeds/d2.txt.meta.yaml": "attachments: [photo.jpg]\n",
    "seeds/photo.jpg": "a picture",
    "seeds/d.jsonl": '{"id": "d1", "text": "تقرير من إيزيوم", "date": "2022-09-19", "language": "ar"}\n',
}


def test_the_same_bytes_whatever_the_machine(make_archive):
    here, there = make_archive(MIXED, "here"), make_archive(MIXED, "a folder elsewhere # %41")
    first = run_muniment("build", str(here), "--jobs", "1", PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")
    second = run_muniment("build", str(there), "--jobs", "2", PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert bytes_of(here / "site") == bytes_of(there / "site")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there in every locale")
def test_a_locale_that_would_give_other_names_is_refused(make_archive):
    archive = make_archive({"seeds/привіт.txt": "One."})
    result = run_muniment("build", str(archive), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 2
    assert "set PYTHONUTF8=1" in result.stderr
    assert not (archive / "site").exists()


EDITS = {
    "a report's words": ("seeds/a.txt", " date 2022-09-18 Nobody said anything."),
    "a report's date": ("seeds/a.txt", MIXED["seeds/a.txt"].replace("2022-09-18", "2022-09-11")),
    "a row": ("seeds/c.csv", MIXED["seeds/c.csv"].replace("comma", "colon")),
    "a new report": ("seeds/e.txt", "Ihor Klymenko and Valerii Marchenko met in Izium on 3 March 2021."),
    "a report gone": ("seeds/b.md", None),
    "the editors' names": ("content/entities/places.yaml", "- {id: izium, kind: place, name: Izyum, names: [Izium]}\n"),
    "no editors' names": ("content/entities/places.yaml", None),
    "a setting": ("content/settings.yaml", "title: Another\nfindings: stated\n"),
    "the length of pages": ("content/settings.yaml", "title: Mixed\npage_length: 2\nentity_pages_from: 1\n"),
    "the site's address": ("content/settings.yaml", "title: Mixed\nurl: https://example.org/there\n"),
    "a former id": (
        "content/entities/places.yaml",
        "- {id: izium, kind: place, name: Izium, former: [old-izium]}\n",
    ),
    "rights": ("seeds/a.txt.meta.yaml", "publish: excerpt\n"),
    "an embargo": ("seeds/a.txt.meta.yaml", "embargo_until: 2099-01-01\n"),
    "own style": ("templates/style/99.css", "a { color: red }"),
    "a page": ("content/pages/about.md", "---\ntitle: About us\n---\nElse.\n"),
    "a template": (
        "templates/404.html",
        "<!doctype html><html lang=en><title>{{ site.title }}</title><h1>Lost</h1></html>",
    ),
    "beside a report": ("seeds/a.txt.meta.yaml", "publisher: CNN\nurl: https://example.org/a\n"),
    "an attachment": ("seeds/photo.jpg", "another picture"),
    "the file beside that names it": ("seeds/d2.txt.meta.yaml", "rights: CC BY 4.0\n"),
    "a broken report": ("seeds/b.md", "---\ntitle: a: b: c\n---\n"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_remembered_build_equals_a_fresh_one(make_archive, tmp_path, edit):
    archive = make_archive(MIXED)
    built(archive)
    path, content = EDITS[edit]
    if content is None:
        (archive / path).unlink()
    else:
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(content, "utf-8", newline="")
    built(archive)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_an_archive_can_do_without_search(make_archive, tmp_path, monkeypatch):
    archive = make_archive(
        {**MIXED, "content/settings.yaml": "title: Mixed\nurl: https://example.org\nsearch: false\n"}
    )
    with monkeypatch.context() as patch:
        patch.delattr(steps, "search_record")  # what nobody searches is not made
        built(archive)
    addresses = set(bytes_of(archive / "site"))
    assert not {"search.html", "opensearch.xml"} & addresses
    assert not any(address.startswith("pagefind/") for address in addresses)
    assert "search" not in (archive / "site/index.html").read_text("utf-8")
    (archive / "content/settings.yaml").write_text("title: Mixed\n")
    built(archive)
    assert "search.html" in bytes_of(archive / "site")
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_build_for_the_pages_alone_leaves_the_search_and_tables_for_the_next(make_archive, tmp_path):
    archive, memory = make_archive(MIXED), Memory()
    built(archive, pages_only=True, memory=memory)  # no build has made one yet
    before = bytes_of(archive / "site")
    assert "pagefind/parts.js" in before
    (archive / "seeds/new.txt").write_text("A report that came later.")
    built(archive, pages_only=True, memory=memory)
    pages = bytes_of(archive / "site")
    assert {address for address in pages if pages[address] != before.get(address)} >= {"reports/new.html", "index.html"}
    assert pages["pagefind/parts.js"] == before["pagefind/parts.js"]
    assert pages["data/reports.csv"] == before["data/reports.csv"]
    built(archive, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_second_build_writes_nothing(make_archive):
    archive = make_archive(MIXED)
    built(archive)
    times = {path: path.stat().st_mtime_ns for path in (archive / "site").rglob("*") if path.is_file()}
    outcome = built(archive)
    assert (outcome.written, outcome.deleted) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (archive / "site").rglob("*") if path.is_file()}


def test_a_damaged_site_is_mended(make_archive):
    archive = make_archive(MIXED)
    built(archive)
    before = bytes_of(archive / "site")
    (archive / "site" / "reports" / "a.html").write_text("forged")
    (archive / "site" / "reports" / "c1.html").unlink()
    built(archive)
    assert bytes_of(archive / "site") == before


@pytest.mark.parametrize("name", ["seeds", "content", "templates", "site", ".cache"])
def test_a_link_in_place_of_a_folder_is_not_followed(make_archive, tmp_path, name):
    archive = make_archive({"seeds/a.txt": "One.", "content/settings.yaml": "title: One\n"})
    victim = make_archive({"index.html": "theirs", "lock": "theirs", "staging-a/b": "theirs"}, "victim")
    before = bytes_of(victim)
    shutil.rmtree(archive / name, ignore_errors=True)
    (archive / name).symlink_to(victim)
    with pytest.raises(InputError, match=f"^{re.escape(name)}: a link, which is never followed"):
        built(archive)
    assert bytes_of(victim) == before


@pytest.mark.parametrize(
    "name", ["lock", "clock", "journal.json", "journal.json.new", "store.sqlite", "store.sqlite-journal"]
)
def test_nothing_is_written_through_a_link_in_the_cache(make_archive, tmp_path, name):
    """An archive that somebody sends may hold any .cache."""
    archive, victim = make_archive({"seeds/a.txt": "One.", ".cache/x": ""}), tmp_path / "victim"
    victim.write_text("theirs")
    (archive / ".cache" / name).symlink_to(victim)
    if name == "lock":
        with pytest.raises(PublishError, match=re.escape(str(archive / ".cache/lock"))):
            built(archive)
    else:
        built(archive)
    assert victim.read_text() == "theirs"


def test_a_template_that_is_edited_while_pages_are_made_stops_the_build(make_archive, monkeypatch):
    """A page of a draft must not be remembered as one of what the template was before and is again."""
    archive = make_archive({"seeds/a.txt": "One.", "templates/404.html": "as it was"})
    template, make_page = archive / "templates/404.html", story.make_page

    @wraps(make_page)
    def edit_and_make(page: Page, workplace: Workplace, site: Site) -> Result:
        template.write_text("a draft")
        return make_page(page, workplace, site)

    monkeypatch.setattr(story, "make_page", edit_and_make)
    with pytest.raises(InputError, match="templates: changed while the site was made"):
        built(archive)
    monkeypatch.undo()
    template.write_text("as it was")
    built(archive)
    assert (archive / "site/404.html").read_text() == "as it was"


def test_a_memory_that_is_damaged_is_made_anew(make_archive):
    archive = make_archive(MIXED)
    built(archive)
    before = bytes_of(archive / "site")
    shutil.rmtree(archive / "site")
    for volume in (archive / ".cache").glob("store.sqlite.*"):
        volume.write_bytes(volume.read_bytes().replace(b"the", b"447"))
    built(archive)
    assert bytes_of(archive / "site") == before


def test_a_memory_that_is_damaged_while_it_is_made_anew_is_told_with_its_place(make_archive, monkeypatch):
    def fail(*_):
        raise sqlite3.DatabaseError("database disk image is malformed")

    archive, said = make_archive(MIXED), []
    monkeypatch.setattr("muniment.story.begin_search", fail)
    with pytest.raises(PublishError) as caught:
        built(archive, tell=said.append)
    assert said == ["what was remembered of earlier builds is damaged; building anew"]
    (problem,) = caught.value.problems
    assert problem.place.path == str(archive / ".cache/store.sqlite")
    assert problem.what == "damaged while it was in use: database disk image is malformed"
    assert problem.hint
    assert not (archive / "site/index.html").exists()


def test_strict_publishes_nothing_when_anything_is_wrong(make_archive):
    archive = make_archive({**MIXED, "seeds/bad.md": "---\ntitle: a: b: c\n---\n"})
    result = run_muniment("build", str(archive), "--strict")
    assert result.returncode == 1
    assert "seeds/bad.md:2:" in result.stderr
    assert "nothing is published: --strict allows no error (7 reports read, 6 could be built)" in result.stderr
    assert not (archive / "site" / "index.html").exists()
    assert run_muniment("build", str(archive)).returncode == 0


def test_an_empty_folder_is_seen_where_nothing_else_has_changed(make_archive, tmp_path):
    archive = make_archive(MIXED)
    name = "seeds/a.txt.meta.yaml"
    for round_, change in enumerate((lambda: None, (archive / name).mkdir, (archive / name).rmdir)):
        change()
        for _ in range(3):  # at the last of which nothing has changed for a while
            built(archive)
            time.sleep(0.06)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / f"fresh{round_}")


def test_two_builds_at_once_do_not_mix(make_archive, tmp_path):
    archive = make_archive({**MIXED, **{f"seeds/n{n}.txt": f"Report {n} of Izium on 1 May 2022." for n in range(60)}})
    command = [sys.executable, "-m", "muniment", "build", str(archive), "--quiet"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(one.communicate()[1], one.returncode) for one in both]
    assert [code for _, code in ends] == [0, 0], ends
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


MANY = "id,text\nfine,A row that is fine.\n" + "only one field\n" * 1500


def test_the_counts_add_up(make_archive):
    """Refused are an empty file, one of two twins, and each of 1,500 broken rows; a.docx is no report."""
    broken = {"seeds/empty.txt": "", "seeds/twin.txt": "x", "seeds/TWIN.md": "y", "seeds/many.csv": MANY}
    outcome = built(make_archive({**MIXED, **broken, "seeds/a.docx": "z"}))
    assert outcome.reports == Tally(built=8, refused=1502, held=0)
    assert outcome.lines()[-1].startswith("1,510 reports read, 8 built, 1,502 refused; 1,502 errors")


@pytest.mark.slow
def test_a_build_killed_at_any_moment_is_completed_or_undone(make_archive, tmp_path):
    archive = make_archive({**MIXED, **{f"seeds/n{n}.txt": f"Report {n} of Izium on 1 May 2022." for n in range(40)}})
    command = [sys.executable, "-m", "muniment", "build", str(archive), "--quiet"]
    built(archive)
    moments = random.Random(20220918)
    for turn in range(20):
        (archive / "seeds" / "a.txt").write_text(f" date 2022-09-18 Turn {turn}: Valerii Marchenko spoke in Izium.")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.3, 1.5))
        process.kill()
        process.wait()
    built(archive)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_report_too_large_for_a_page_is_refused_alone(make_archive):
    archive = make_archive({"seeds/large.txt": "&" * 6_000_000, "seeds/ok.txt": "A report that is fine."})
    outcome = built(archive)
    assert [str(problem.place) for problem in outcome.problems] == ["seeds/large.txt"]
    assert outcome.reports == Tally(built=1, refused=1, held=0)


def test_a_report_as_long_as_many_books_is_read_for_names_in_its_beginning(make_archive, monkeypatch):
    monkeypatch.setattr("muniment.study.LONGEST_READ", 60)
    text = "On 1 May 2022 the mayor of Izium spoke. " + "And so on. " * 5 + "On 2 May 2022 he was silent."
    archive = make_archive({"seeds/long.txt": text, "seeds/short.txt": "On 3 May 2022 nobody spoke."})
    outcome = built(archive)
    told = [str(problem).split("\n")[0] for problem in outcome.problems]
    assert told == ["seeds/long.txt: warning: names, dates and claims were looked for in its first 60 characters"]
    report = report_of(archive / "site", "long")
    assert report["text"] == text
    assert [date["edtf"] for date in report["dates"]] == ["2022-05-01"]


CORPORA = {
    "posts-18f": ("*.md", "fields: {author: authors, summary: excerpt}\n", 509),
    "incidents": ("incidents.jsonl", "fields: {places: place, latitude: lat, longitude: lon, url: links.0}\n", 1300),
    "current-events": (
        "current-events.jsonl", 'fields: {source: "sources.*.name", url: sources.0.url, tags: topic}\n', 1500,
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPORA)
def test_real_reports_build_with_one_line_of_settings(corpora, tmp_path, name):
    pattern, fields, expected = CORPORA[name]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "settings.yaml").write_text(f"title: {name}\n{fields}")
    for path in (corpora / name).glob(pattern):
        lines = path.read_bytes().splitlines(keepends=True)
        (tmp_path / "seeds" / path.name).write_bytes(b"".join(lines[:expected] if pattern != "*.md" else lines))
    outcome = built(tmp_path, jobs=2)
    assert outcome.reports == Tally(built=expected, refused=0, held=0)
    assert [problem.severity for problem in outcome.problems] == (["warning"] if name == "posts-18f" else [])
    table = (tmp_path / "site" / "data" / "reports.csv").read_bytes()
    assert table.count(b"\r\n") == expected + 1


def test_sentences_are_kept_apart_from_rows_and_stand_on_the_pages_that_quote_them(make_archive):
    text = "Mayor Valerii Marchenko spoke in Izium. On Friday 16 September 2022 he spoke again.\n"
    archive = make_archive({"seeds/a.txt": text, "seeds/b.txt": f"{text}It rained in Kharkiv."})
    built(archive)
    pages = {path.stem: path.read_text("utf-8") for path in (archive / "site").rglob("*.html")}
    (mayor,) = (page for name, page in pages.items() if name.startswith("valerii-marchenko"))
    for page in (mayor, pages["2022-09-16"]):
        assert "a.html" in page
        assert "b.html" in page
    assert mayor.count("spoke in Izium") == 2
    assert pages["2022-09-16"].count("he spoke again") == 2
