"""NAME.meta.yaml, what it may say, and what is published of the evidence because of it."""

import hashlib
from pathlib import Path

import pytest

from muniment.model import digest_of
from muniment.problems import InputError
from muniment.read.document import read_document
from muniment.read.evidence import evidence_files, read_slice
from muniment.read.kinds import published_ending
from muniment.read.relations import RELATIONS
from muniment.read.seeds import find_seeds
from muniment.settings import Settings
from reading import hash_of, lines_of, read_archive
from whole import built

ALL = """\
id: exhumation
title: The exhumation
date: 2022-09-18
url: https://example.org/a
publisher: CNN
author: A. Writer
language: en
retrieved: 2022-09-20 10:00 +03:00
collector: Someone Private
rights: CC BY 4.0
publish: text
version_of: first
translation_of: original
rendering_of: other
"""


def test_every_fault_of_the_file_is_told_at_once(make_archive):
    beside = "uurl: https://example.org\ndate: yesterday\nid: Not plain\npublish: perhaps\n"
    documents, problems = read_archive(make_archive({"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": beside}))
    assert documents == []
    places = [line.split(" ")[0].removeprefix("seeds/a.txt.meta.yaml:") for line in lines_of(problems)]
    assert {"1:1:", "2:7:", "3:5:", "4:10:"} <= set(places)


@pytest.mark.parametrize("name", ["a.txt.meta.yaml", "a.meta.yaml"])
def test_what_the_seed_does_not_say_is_taken_from_beside_it(make_archive, name):
    (document,), problems = read_archive(make_archive({"seeds/a.txt": "Words.", f"seeds/{name}": ALL}))
    assert {problem.what.split(" names ")[0] for problem in problems} == set(RELATIONS)  # of reports that are not there
    assert document.id == "exhumation"
    assert (document.published.value, document.published.where) == ("2022-09-18", "file beside it, line 3")
    assert (document.title.value, document.title.where) == ("The exhumation", "file beside it, line 2")
    assert [value.value for value in (document.url, document.language)] == ["https://example.org/a", "en"]
    assert [value.value for value in (*document.sources, *document.authors)] == ["CNN", "A. Writer"]
    assert document.retrieved == "2022-09-20T10:00:00+03:00"
    assert document.rights == "CC BY 4.0"
    assert (document.version_of, document.translation_of, document.rendering_of) == ("first", "original", "other")
    assert document.publication == "public"
    assert document.evidence.path == "evidence/exhumation.txt"


def test_the_collector_is_private_unless_said_otherwise(make_archive):
    (document,), _ = read_archive(make_archive({"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": "collector: Olha"}))
    assert document.collector == ""
    shown = "collector: Olha\ncollector_public: true\n"
    (document,), _ = read_archive(make_archive({"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": shown}))
    assert document.collector == "Olha"


def test_the_seeds_own_statement_stays(make_archive):
    files = {"seeds/a.txt": " date 2022-09-18 Words.", "seeds/a.txt.meta.yaml": "date: 2022-09-18\npublisher: CNN\n"}
    (document,), problems = read_archive(make_archive(files))
    assert problems == []
    assert document.published.where == "date prefix"
    (document,), problems = read_archive(make_archive({**files, "seeds/a.txt.meta.yaml": "date: 2022-09-19\n"}))
    assert document.published.value == "2022-09-18"
    assert [problem.severity for problem in problems] == ["warning"]


def test_a_date_beside_mends_one_that_is_none(make_archive):
    files = {"seeds/a.txt": " date 2022-13-45 Words.", "seeds/a.txt.meta.yaml": "date: 2022-09-18\n"}
    (document,), problems = read_archive(make_archive(files))
    assert document.published.value == "2022-09-18"
    assert lines_of(problems) == ["seeds/a.txt:1:7: '2022-13-45' is no date"]


def test_what_is_beside_many_records_is_of_each_that_says_nothing_else(make_archive):
    rows = '{"text": "a"}\n{"text": "b", "publisher": "TV"}\n'
    archive = make_archive({"seeds/r.jsonl": rows, "seeds/r.jsonl.meta.yaml": "publisher: CNN\nlanguage: uk\n"})
    documents, problems = read_archive(archive)
    assert problems == []
    assert [document.sources[0].value for document in documents] == ["CNN", "TV"]
    assert [document.language.value for document in documents] == ["uk", "uk"]


def test_a_change_beside_a_seed_or_in_an_attachment_makes_another_seed(make_archive):
    files = {"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": "attachments: [b.jpg]", "seeds/b.jpg": "one"}
    digests = set()
    for change in ({}, {"seeds/b.jpg": "two"}, {"seeds/a.txt.meta.yaml": "attachments: [b.jpg]\nrights: mine\n"}):
        archive = make_archive({**files, **change})
        digests.add(digest_of(find_seeds(archive, Settings(), hash_of, [])))
    assert len(digests) == 3


SECRET = "The secret words. " * 40


@pytest.mark.parametrize("name, content", [
    ("a.txt", SECRET),
    ("a.md", f"---\nsummary: {SECRET}\nbody: {SECRET}\n---\n{SECRET}"),
    ("a.jsonl", f'{{"text": "{SECRET}", "html": "{SECRET}", "summary": "{SECRET}"}}\n'),
])  # fmt: skip
def test_what_rights_withhold_is_nowhere_in_the_document(make_archive, name, content):
    files = {f"seeds/{name}": content, "seeds/b.jpg": b"\xff\xd8"}
    one = "" if name == "a.jsonl" else "attachments: [b.jpg]\n"
    archive = make_archive({**files, f"seeds/{name}.meta.yaml": f"{one}publish: metadata\n"})
    documents, _ = read_archive(archive)
    (document,) = [document for document in documents if document.publication == "metadata"]
    assert "secret" not in repr(document)
    assert document.text_sha256 == hashlib.sha256(SECRET.encode()).hexdigest()
    assert evidence_files(archive, document) == []
    archive = make_archive({**files, f"seeds/{name}.meta.yaml": f"{one}publish: excerpt\n"})
    documents, _ = read_archive(archive)
    (document,) = [document for document in documents if document.publication == "excerpt"]
    assert 200 < len(document.text) <= 300
    assert SECRET.startswith(document.text)
    assert document.evidence.path == ""
    assert all(one.path == "" for one in document.attachments)
    assert evidence_files(archive, document) == []


def test_an_excerpt_of_a_short_text_is_not_the_whole_of_it(make_archive):
    archive = make_archive(
        {"seeds/a.txt": "One two three four five six.", "seeds/a.txt.meta.yaml": "publish: excerpt\n"}
    )
    ((document,), _) = read_archive(archive)
    assert (document.text, document.left_out) == ("One two", 21)


def test_the_evidence_is_the_exact_bytes(make_archive):
    rows = '\ufeffid,text\r\nr1,"One,\r\ntwo"\r\nr2,Three\r\n'.encode()
    plain = b"\xef\xbb\xbf date 2022-09-18 Words.\r\nMore.\r"
    archive = make_archive({"seeds/a.txt": plain, "seeds/rows.csv": rows, "seeds/r.jsonl": b' {"text": "a"}\r\n'})
    documents, problems = read_archive(archive)
    assert problems == []
    published = dict(pair for document in documents for pair in evidence_files(archive, document))
    assert published["evidence/a.txt"] == plain
    assert published["evidence/r1.csv"] == b'r1,"One,\r\ntwo"'
    assert published["evidence/r2.csv"] == b"r2,Three"
    assert b' {"text": "a"}' in published.values()
    for document in documents:
        evidence = document.evidence
        assert hashlib.sha256(published[evidence.path]).hexdigest() == evidence.sha256
        if evidence.container:
            data = (archive / evidence.container).read_bytes()
            assert data[evidence.start : evidence.end] == published[evidence.path]
            assert hashlib.sha256(data).hexdigest() == evidence.container_sha256


def test_attachments_are_published_under_safe_names(make_archive):
    names = ["photos/Фото 1.JPG", "a b.jpg", "a-b.jpg", "run.svg", "scan.pdf", "con.png", "x.p{hp", "noending", "t.csv"]
    listed = "".join(f"- {name!r}\n" for name in names)
    files = {"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": f"attachments:\n{listed}"}
    archive = make_archive({**files, **{f"seeds/{name}": name for name in names}})
    (document,), problems = read_archive(archive)
    assert problems == []
    assert [one.path for one in document.attachments] == [
        "evidence/a/foto-1.jpg", "evidence/a/a-b.jpg", "evidence/a/a-b-2.jpg", "evidence/a/run.svg.txt",
        "evidence/a/scan.pdf.txt", "evidence/a/con-file.png", "evidence/a/x.txt", "evidence/a/noending.txt",
        "evidence/a/t.csv",
    ]  # fmt: skip
    assert [data.decode() for _, data in evidence_files(archive, document)[1:]] == names
    assert document.attachments[0].sha256 == hashlib.sha256(names[0].encode()).hexdigest()


def test_an_attachment_with_a_file_beside_it_is_a_report_too(make_archive):
    files = {"seeds/a.txt": "A.", "seeds/b.txt": "B.", "seeds/a.txt.meta.yaml": "attachments: [b.txt]\n"}
    assert [document.id for document in read_archive(make_archive(files))[0]] == ["a"]
    files["seeds/b.txt.meta.yaml"] = "attachments: [a.txt]\n"
    assert [document.id for document in read_archive(make_archive(files))[0]] == ["a", "b"]


@pytest.mark.parametrize("change", [b"Other.", None])
def test_evidence_that_changed_meanwhile_is_not_published(make_archive, change):
    archive = make_archive({"seeds/a.txt": "Words."})
    (seed,) = find_seeds(archive, Settings(), hash_of, [])
    document = read_document(seed, archive, Settings(), [])
    if change is None:
        (archive / "seeds/a.txt").unlink()
    else:
        (archive / "seeds/a.txt").write_bytes(change)
    with pytest.raises(InputError, match=r"seeds/a\.txt: (changed|cannot be read)"):
        evidence_files(archive, document)


@pytest.mark.parametrize("name, ending", [
    ("a.txt", ".txt"), ("a.md", ".md"), ("a.JPG", ".jpg"), ("a.html", ".html.txt"), ("a.htm", ".htm.txt"),
    ("a.svg", ".svg.txt"), ("a.xml", ".xml.txt"), ("a.xhtml", ".xhtml.txt"), ("a.pdf", ".pdf.txt"), ("a.js", ".js.txt"),
    ("a.php", ".php.txt"), ("a.mht", ".mht.txt"), ("a", ".txt"), ("a.ж", ".txt"), ("a.b c", ".txt"), ("a.", ".txt"),
])  # fmt: skip
def test_what_a_browser_could_run_gets_a_name_it_does_not_run(name, ending):
    assert published_ending(name) == ending


def test_what_is_noted_beside_a_seed_is_read_once(make_archive, monkeypatch):
    archive = make_archive({"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": "publisher: CNN\n"})
    built(archive)
    (archive / "seeds/b.txt").write_text("More words.")
    with monkeypatch.context() as patch:
        patch.setattr("muniment.steps.read_pair", None)
        built(archive)
    (archive / "seeds/a.txt.meta.yaml").write_text("publisher: BBC\n")
    built(archive)
    assert "BBC" in (archive / "site/reports/a.html").read_text("utf-8")


@pytest.mark.parametrize(
    "name, reading", [("a.txt", "muniment.read.document.read_slice"), ("a.txt.meta.yaml", "pathlib.Path.read_bytes")]
)
def test_a_fault_of_the_moment_is_not_remembered(make_archive, monkeypatch, name, reading):
    archive = make_archive({"seeds/a.txt": "Words.", "seeds/a.txt.meta.yaml": "publisher: CNN\n"})
    read = Path.read_bytes if name.endswith(".yaml") else read_slice

    def refuse(path, *span):
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        return read(path, *span)

    with monkeypatch.context() as patch:
        patch.setattr(reading, refuse)
        assert f"seeds/{name}: cannot be read: Permission denied" in "\n".join(map(str, built(archive).problems))
    outcome = built(archive)
    assert (outcome.reports.built, outcome.problems) == (1, ())
