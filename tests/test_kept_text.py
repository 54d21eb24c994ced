"""The text of a saved page, kept in content/texts: written by `add`, believed by builds, told where it cannot be."""

import sys

import pytest

from muniment.add import add
from muniment.model import to_readable_json
from muniment.problems import InputError
from muniment.read import main_text
from muniment.work import Memory
from reading import lines_of, read_archive
from whole import built, bytes_of, fresh_site, what_could_run

WORDS = "The police said on Thursday that at least 440 graves were found in a forest near the city."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Graves <b onclick=alert(1)>found</b></title>
<meta property="og:site_name" content="<script>alert(1)</script>"><meta name="author" content="<img src=x onerror=alert(1)>">
<meta property="article:published_time" content="2022-09-16"></head><body><article><h1>Graves found</h1><p>{WORDS}</p>
<p>Somebody wrote &lt;script&gt;alert(1)&lt;/script&gt; and &lt;img src=x onerror=alert(1)&gt; there.</p></article></body></html>
"""
KEPT = "content/texts/page.txt"


@pytest.fixture
def archive(make_archive):
    """One saved page, which `add` has put there."""
    folder = make_archive({"seeds/other.txt": " date 2022-09-17 Another report.\n"})
    (folder.parent / "page.html").write_text(PAGE, "utf-8")
    add([folder.parent / "page.html"], folder)
    return folder


@pytest.fixture
def newer(monkeypatch):
    """An extractor that has learned to find something else."""
    monkeypatch.setattr(main_text, "main_text_of", lambda page: "Something else.\n")
    monkeypatch.setattr(main_text, "EXTRACTOR", "trafilatura 9.9.9")


def page_of(archive):
    documents, problems = read_archive(archive)
    return next(document for document in documents if document.id == "page"), lines_of(problems)


def without_extra(monkeypatch):
    """As where the extra was never installed."""
    monkeypatch.delitem(sys.modules, "muniment.read.main_text", raising=False)
    monkeypatch.setitem(sys.modules, "trafilatura", None)


# Keeping it.


def test_add_keeps_the_text_with_what_it_was_extracted_from(archive):
    document, problems = page_of(archive)
    assert problems == []
    lines = (archive / KEPT).read_text("utf-8").split("\n")
    assert lines[0] == lines[4] == "---"
    assert lines[1] == f"derivation: html/1, {main_text.EXTRACTOR}"
    assert lines[2] == f"seed_sha256: {document.evidence.sha256}"
    assert lines[3] == f"text_sha256: {document.text_sha256}"
    assert "\n".join(lines[5:]) == document.text
    assert document.derivation == f"html/1, {main_text.EXTRACTOR}, kept in {KEPT}"


def test_a_newer_extractor_moves_no_span(archive, newer):
    document, problems = page_of(archive)
    assert problems == []
    assert WORDS in document.text
    (archive / KEPT).unlink()
    document, problems = page_of(archive)
    assert (document.text, document.derivation) == ("Something else.\n", "html/1, trafilatura 9.9.9")


def test_a_text_that_was_kept_stays_when_the_page_is_added_again(archive, newer):
    before = (archive / KEPT).read_bytes()
    assert add([archive.parent / "page.html"], archive)[-1] == f"{KEPT} keeps its text already"
    assert (archive / KEPT).read_bytes() == before
    (archive / KEPT).unlink()
    assert add([archive / "seeds/page.html"], archive)[-1] == f"{KEPT}: 2 words of it, by html/1, trafilatura 9.9.9"
    assert "kept in" in page_of(archive)[0].derivation


def test_a_kept_text_has_the_name_of_the_reports_id(archive):
    (archive / "seeds/page.html.meta.yaml").write_text("id: mine\n", "utf-8")
    assert lines_of(read_archive(archive)[1]) == [f"{KEPT}: warning: no saved page has this id"]
    (archive / KEPT).unlink()
    assert add([archive / "seeds/page.html"], archive)[-1].startswith("content/texts/mine.txt: ")
    documents, problems = read_archive(archive)
    assert problems == []
    (document,) = (document for document in documents if document.id == "mine")
    assert document.derivation.endswith("kept in content/texts/mine.txt")


def test_who_edits_a_kept_text_is_believed_and_readers_are_told(archive):
    (archive / KEPT).write_bytes((archive / KEPT).read_bytes().replace(b"440", b"441").replace(b"\n", b"\r\n"))
    document, problems = page_of(archive)
    assert problems == []
    assert "441 graves" in document.text
    assert document.derivation.endswith(f"kept in {KEPT}, edited there")


def test_a_text_of_other_bytes_is_told_and_the_page_is_read_anew(archive, newer):
    (archive / "seeds/page.html").write_text(PAGE + "<p>Changed.", "utf-8")
    document, problems = page_of(archive)
    assert problems == [f"{KEPT}: kept of other bytes than seeds/page.html has now"]
    assert (document.text, document.derivation) == ("Something else.\n", "html/1, trafilatura 9.9.9")
    with pytest.raises(InputError, match="kept of other bytes"):
        add([archive / "seeds/page.html"], archive)


def test_add_writes_nothing_of_a_page_without_text(archive):
    (archive.parent / "menu.html").write_text("<ul><li><a href=/>Home</a><li><a href=/a>News</a></ul>", "utf-8")
    with pytest.raises(InputError, match=r"menu\.html: no main text was found in it"):
        add([archive.parent / "menu.html"], archive)
    assert not (archive / "seeds/menu.html").exists()


def test_nothing_is_written_or_read_through_a_link(archive, make_archive):
    elsewhere = make_archive({"page.txt": (archive / KEPT).read_text("utf-8")}, "elsewhere")
    (archive / KEPT).unlink()
    (archive / KEPT).parent.rmdir()
    (archive / KEPT).parent.symlink_to(elsewhere)
    with pytest.raises(InputError, match="content/texts: a link"):
        add([archive / "seeds/page.html"], archive)
    document, problems = page_of(archive)
    assert problems == ["content/texts: a link, which is never followed"]
    assert "kept" not in document.derivation


# Builds.


def test_a_built_page_shows_the_text_and_nothing_of_the_page_can_run(archive):
    outcome = built(archive)
    assert (outcome.problems, outcome.reports.built) == ((), 2)
    assert "&lt;script&gt;alert(1)" in (archive / "site/reports/page.html").read_text("utf-8")
    for path in (archive / "site").rglob("*.html"):
        assert what_could_run(path.read_text("utf-8")) == []
    assert (archive / "site/evidence/page.html.txt").read_text("utf-8") == PAGE
    assert not [path for path in (archive / "site/evidence").iterdir() if path.suffix == ".html"]
    assert b'"derivation": "html/1' in (archive / "site/reports/page.json").read_bytes()


def test_a_build_notices_what_becomes_of_a_kept_text(archive, tmp_path):
    built(archive)
    for number, change in enumerate(("edit", "remove", "add", "leave")):
        if change == "edit":
            (archive / KEPT).write_text((archive / KEPT).read_text("utf-8").replace("440", "441"), "utf-8")
        elif change == "remove":
            (archive / KEPT).unlink()
        elif change == "add":
            add([archive / "seeds/page.html"], archive)
        outcome = built(archive)
        assert bool(outcome.written) == (change != "leave")
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / f"fresh-{number}")


def test_preview_notices_an_edit_of_a_kept_text_as_soon(archive, tmp_path):
    memory = Memory()
    built(archive, memory=memory)
    (archive / KEPT).write_text((archive / KEPT).read_text("utf-8").replace("440", "441"), "utf-8")
    outcome = built(archive, memory=memory, pages_only=True, touched=frozenset({KEPT}))
    assert outcome.written
    assert "441 graves" in (archive / "site/reports/page.json").read_text("utf-8")
    built(archive, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_fault_of_a_kept_text_is_no_refused_report(archive):
    (archive / KEPT).write_bytes(b"\xff")
    outcome = built(archive)
    assert lines_of(outcome.problems) == [f"{KEPT}:1:1: not UTF-8: byte ff"]
    assert (outcome.reports.built, outcome.reports.refused) == (2, 0)


# Without the extra.


def test_without_the_extra_a_page_is_told_and_all_else_is_built(archive, monkeypatch):
    (archive / KEPT).unlink()
    without_extra(monkeypatch)
    outcome = built(archive)
    assert [str(problem) for problem in outcome.problems] == [
        "seeds/page.html: a saved page, and trafilatura is not installed\n"
        "  hint: install it with pip install '.[html]' in a checkout of this program; all else is built"
    ]
    assert (outcome.reports.built, outcome.reports.refused) == (1, 1)
    with pytest.raises(InputError, match="trafilatura is not installed"):
        add([archive / "seeds/page.html"], archive)


def test_what_is_kept_is_built_the_same_without_the_extra(archive, monkeypatch):
    before = to_readable_json(page_of(archive)[0])
    without_extra(monkeypatch)
    document, problems = page_of(archive)
    assert problems == []
    assert to_readable_json(document) == before
