"""Checking: what is wrong within and between built pages, and that nothing is written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.check import check, check_site, format_problems
from muniment.page_links import page_links, style_links
from muniment.problems import Forgotten, Place, Problem
from muniment.work import workshop_at

HEAD = '<!doctype html><html lang="en"><head><title>x</title><link rel="stylesheet" href="assets/a.css"></head><body>'
FINE = {
    "index.html": HEAD + '<p id="p1"><a href="reports/a.html#p%31">a</a> <a href="#">up</a> <a href="#p1">here</a>',
    "reports/a.html": '<p id="p1"><a href="../index.html?q=1#p1">home</a> <a href="a.json">data</a> <a href="">self</a>'
    '<a href="https://example.org/">elsewhere</a> <a href="mailto:a@example.org">write</a> <a href="Ізюм.html">x</a>',
    "reports/Ізюм.html": '<a href="%D0%86%D0%B7%D1%8E%D0%BC.html#:~:text=words">self</a><img src="data:image/gif,">',
    "reports/a.json": "{}",
    "assets/a.css": "@font-face { src: url('f.woff2') } a { background: url(data:image/png;base64,AA) }",
    "assets/f.woff2": b"font",
    "evidence/hostile.html.txt": '<a href="nowhere.html"><script src="https://evil.example/x.js">',
}


@pytest.fixture
def problems_of(make_archive: Callable[..., Path], tmp_path: Path) -> Callable[..., list[str]]:
    """problems_of({"index.html": ...}) gives what is wrong with a site of the FINE files and these."""

    def check_files(files: dict[str, str | bytes]) -> list[str]:
        site = make_archive({**FINE, **files}, "site")
        with workshop_at(tmp_path / "cache" / "links.sqlite") as workshop:
            return [str(problem) for problem in check_site(site, workshop)]

    return check_files


def test_a_fine_site_has_no_problem(problems_of):
    assert problems_of({}) == []


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ('<a href="b.html">', 'leads to "b.html", which the site does not have'),
        ('<a href="REPORTS/a.html">', 'leads to "REPORTS/a.html", which the site does not have'),
        ('<a href="reports/">', 'leads to "reports/", which the site does not have'),
        ('<a href="reports/a.html#p9">', 'leads to "reports/a.html#p9", and that page has no such anchor'),
        ('<a href="#p9">', 'leads to "index.html#p9", and that page has no such anchor'),
        ('<link rel="alternate" href="feed.xml">', 'leads to "feed.xml", which the site does not have'),
        ('<link rel="stylesheet" href="b.css">', 'loads "b.css", which the site does not have'),
        ('<script src="b.js"></script>', 'loads "b.js", which the site does not have'),
        ('<img srcset="a.png 1x, b.png 2x" src="reports/a.json">', 'loads "a.png", which the site does not have'),
        ('<svg><use href="icons.svg#a"/></svg>', 'loads "icons.svg", which the site does not have'),
        ('<meta http-equiv="refresh" content="0; url=b.html">', 'leads to "b.html", which the site does not have'),
        ('<a href="../b.html">', '"../b.html" leads out of the site'),
        ('<a href="reports/../../b.html">', '"reports/../../b.html" leads out of the site'),
        ('<a href="%2e%2e/b.html">', '"%2e%2e/b.html" leads out of the site'),
        ('<a href="/b.html">', '"/b.html" is found only at the root of a domain'),
        ('<a href=" java\nscript:alert(1)">', 'leads to "javascript:alert(1)", which may run in the reader\'s browser'),
        ('<a href="data:text/html,x">', 'leads to "data:text/html,x", which may run in the reader\'s browser'),
        ('<img src="https://example.org/a.png">', 'asks outside the site for "https://example.org/a.png"'),
        ('<script src="//example.org/a.js"></script>', 'asks outside the site for "//example.org/a.js"'),
        ('<link rel="preconnect" href="https://example.org">', 'asks outside the site for "https://example.org"'),
        ('<style>@import "https://example.org/a.css";</style>', 'asks outside the site for "https://example.org/a.css"'),
        ('<p style="background: url(https://example.org/a)">', 'asks outside the site for "https://example.org/a"'),
        ('<p id="a"><b id="a">', 'the id "a" stands here again'),
        ('<base href="reports/">', "a base element moves every link of the page"),
    ],
)  # fmt: skip
def test_each_fault_is_named(problems_of, page, problem):
    found = problems_of({"index.html": f'<p id="p1">{page}', "b.png": b""})
    assert [line.partition(": ")[2] for line in found] == [problem]


def test_a_fault_has_its_line_and_column(problems_of):
    assert problems_of({"index.html": '<p id="p1">\n  <b><a href="b.html">'}) == [
        'site/index.html:2:6: leads to "b.html", which the site does not have'
    ]


def test_a_style_sheet_is_read_too(problems_of):
    assert problems_of({"assets/a.css": "\n\na { background: url(none.png) }"}) == [
        'site/assets/a.css:3: loads "assets/none.png", which the site does not have'
    ]


def test_a_fault_of_many_pages_is_told_once(problems_of):
    pages = {f"{name}.html": '<a href="none.html">' for name in "abc"}
    assert problems_of(pages) == [
        'site/a.html:1:1: leads to "none.html", which the site does not have\n  hint: so do 2 other pages'
    ]


def test_evidence_is_never_read_as_a_page(problems_of):
    assert problems_of({"evidence/b.txt": '<a href="nowhere.html">'}) == []


def test_links_in_words_are_no_links():
    page = page_links("a.html", '<p>&lt;a href="b.html"> <!-- <a href="c.html"> --><script>"<a href=d.html>"</script>')
    assert page.references == ()
    assert style_links("a.css", "").references == ()


def test_a_huge_page_is_read_in_one_go():
    words = "&lt;a href= <" * 200_000
    page = page_links("a.html", f"<p id='p1'>{words}</p><a href='b.html'>")
    assert page.anchors == ("p1",)
    assert [reference.target for reference in page.references] == ["b.html"]


# A whole archive.


def everything_in(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Time of change and bytes of every file, and the time of every folder, by path."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


BROKEN = {
    "seeds/a.txt": "A report that is fine.",
    "seeds/b.md": "---\ntitle: a: b\n---\nA report whose fields are broken.",
    "content/entities/places.yaml": "- id: izium\n  kind: planet\n  name: Izium\n",
    "content/pages/about.md": "---\ntitle: About\n---\n[Here](nowhere.html).",
    "site/kept.html": "An older site.",
}


def test_an_archive_is_checked_whole_and_left_as_it_is(make_archive):
    archive = make_archive(BROKEN)
    before = everything_in(archive)
    told = [str(problem.place) for problem in check(archive)]
    assert everything_in(archive) == before
    assert [place.split(":")[0] for place in told] == [
        "content/entities/places.yaml", "seeds/b.md", "site/about.html",
    ]  # fmt: skip


def test_a_site_that_no_build_would_write_is_told_with_the_rest(make_archive):
    archive = make_archive({**BROKEN, "elsewhere/x": "", ".cache": "a file"})
    shutil.rmtree(archive / "site", ignore_errors=True)
    (archive / "site").symlink_to(archive / "elsewhere")
    told = [problem.place.path for problem in check(archive)]
    assert told == ["site", ".cache", "content/entities/places.yaml", "seeds/b.md", "site/about.html"]


@pytest.mark.parametrize("name", ["content/entities", "content/pages"])
def test_a_file_in_place_of_an_editors_folder_is_told(make_archive, name):
    told = [str(problem).split("\n")[0] for problem in check(make_archive({"seeds/a.txt": "One.", name: "id: x"}))]
    assert told == [f"{name}: not a folder"]


def test_a_memory_that_is_damaged_again_and_again_is_a_problem_like_any_other(make_archive, monkeypatch):
    def give_nothing(shelf, digest):
        raise Forgotten(Problem(Place(str(shelf)), "damaged"))

    monkeypatch.setattr("muniment.steps.fetch", give_nothing)
    told = [(problem.place.path.rpartition("/")[2], problem.what) for problem in check(make_archive(BROKEN))]
    assert ("store.sqlite", "damaged") in told
    assert "places.yaml" in dict(told), "and the others with it"


def test_a_broken_template_hides_no_other_problem(make_archive):
    archive = make_archive({**BROKEN, "templates/404.html": "{% if %}", "templates/entity.html": "{{ page. }}"})
    told = [problem.place.path for problem in check(archive)]
    assert sorted(told) == [
        "content/entities/places.yaml", "seeds/b.md", "templates/404.html", "templates/entity.html",
    ]  # fmt: skip


def test_the_links_of_editors_pages_are_checked(make_archive):
    about = "---\ntitle: About\n---\n[Here](nowhere.html) and [there](reports/a.html#p9) and [fine](reports/a.html)."
    archive = make_archive({"seeds/a.txt": "A report that is fine.", "content/pages/about.md": about})
    told = [(problem.place.path, problem.what) for problem in check(archive)]
    assert told == [
        ("site/about.html", 'leads to "nowhere.html", which the site does not have'),
        ("site/about.html", 'leads to "reports/a.html#p9", and that page has no such anchor'),
    ]


# The three ways to tell problems.

PROBLEMS = (
    Problem(Place("seeds/a,b:c.md", 3, 7), "50% of it\nis broken", "mend: it, all"),
    Problem(Place("content"), "odd \x1b[31m\u202ename", severity="warning"),
)


def test_text_is_for_a_person_and_cannot_act_on_the_terminal():
    assert format_problems(PROBLEMS, "text").split("\n") == [
        "seeds/a,b:c.md:3:7: 50% of it",
        "is broken",
        "  hint: mend: it, all",
        "content: warning: odd \\x1b[31m\\u202ename",
    ]


def test_json_is_a_list_of_flat_rows():
    rows = json.loads(format_problems(PROBLEMS, "json"))
    assert rows[0]["path"] == "seeds/a,b:c.md"
    assert (rows[0]["line"], rows[0]["column"], rows[0]["severity"]) == (3, 7, "error")
    assert rows[1] == {
        "path": "content", "line": 0, "column": 0, "severity": "warning", "what": "odd \x1b[31m\u202ename", "hint": "",
    }  # fmt: skip
    assert format_problems((), "json").strip() == "[]"


def test_github_commands_escape_what_would_end_them():
    assert format_problems(PROBLEMS, "github").split("\n") == [
        "::error file=seeds/a%2Cb%3Ac.md,line=3,col=7::50%25 of it%0Ais broken%0Amend: it, all",
        "::warning file=content::odd \x1b[31m\u202ename",
    ]


def test_a_build_that_was_cut_off_is_told(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", ".cache/journal.json": "{}"})
    assert [str(problem).split("\n")[0] for problem in check(archive)] == [
        ".cache/journal.json: warning: a build was cut off, and its site may be between two states"
    ]
    assert (archive / ".cache/journal.json").exists()
