"""A seed's bytes to a Document: the text as it is, and what the seed states, with where it states it."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.model import Seed, digest_of
from muniment.read.document import read_document
from muniment.read.seeds import find_seeds
from muniment.settings import Fields, Settings
from reading import hash_of, lines_of, read_archive


@pytest.fixture
def read(make_archive):
    """read("name.md", content) gives the only document of an archive, and the lines of its problems."""

    def read_one(name, content, settings="", **beside):
        files = {f"seeds/{name}": content, "content/settings.yaml": settings}
        documents, problems = read_archive(make_archive({**files, **beside}))
        return (documents[0] if documents else None), lines_of(problems)

    return read_one


def stated(values):
    return [(value.value, value.status, value.where) for value in values]


def test_a_date_prefix_is_taken_off_and_kept(read):
    document, problems = read("a_b.txt", " date 2022-09-18 Graves were *found*.\n")
    assert problems == []
    assert (document.id, document.form, document.text) == ("a-b", "plain", "Graves were *found*.\n")
    assert document.prefix == " date 2022-09-18 "
    assert stated([document.published]) == [("2022-09-18", "stated", "date prefix")]
    assert document.title is None
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()


@pytest.mark.parametrize(
    "text, published",
    [
        (" date 2022-09 Words.", "2022-09"),
        ("\ufeff date 2022-09-18 Words.", "2022-09-18"),
        ("date 2022-09-18 Words.", None),
        (" date 2022 Words.", None),
        (" date 2022-09-18, Words.", None),
        ("Words.\n date 2022-09-18 Words.", None),
        (" Date 2022-09-18 Words.", None),
    ],
)
def test_only_the_exact_prefix_is_one(read, text, published):
    document, problems = read("a.txt", text)
    assert problems == []
    assert (document.published.value if document.published else None) == published
    assert document.prefix + document.text == text.removeprefix("\ufeff")


def test_line_ends_become_one_sign_and_nothing_else_changes(read):
    text = "One\r\ntwo\rthree\n\u00a0e\u0301 \t\x0b\u2028end \x07"
    document, problems = read("a.txt", text.encode())
    assert problems == []
    assert document.text == "One\ntwo\nthree\n\u00a0e\u0301 \t\x0b\u2028end \x07"


FRONT = """---
title: "Izium: what is known"
date: 2017-03-08 2:05:17 -0400
authors: [Олена, A. Writer]
publisher: CNN
source: Reuters
original_url: https://example.org/a
lang: no
tags: graves
entities:
  - Red Cross
  - Red Cross
people: [Oleh Kotenko]
organisations: [Rada TV]
places: "Izium, Kharkiv region"
description: What this is.
id: mine
edition: 007
nested: {a: [1, two]}
empty:
---
Words *here*.
"""


def test_front_matter_is_taken_as_stated_with_its_line(read):
    document, problems = read("a.md", FRONT)
    assert problems == []
    assert (document.form, document.text, document.prefix + document.text) == ("markdown", "Words *here*.\n", FRONT)
    assert stated([document.title]) == [("Izium: what is known", "stated", "front matter, line 2")]
    assert stated([document.published]) == [("2017-03-08", "stated", "front matter, line 3")]
    assert document.time == "02:05:17-04:00"
    assert [value.value for value in document.authors] == ["Олена", "A. Writer"]
    assert [value.value for value in document.sources] == ["CNN", "Reuters"]
    assert document.url.value == "https://example.org/a"
    assert document.language.value == "no"
    assert [value.value for value in document.tags] == ["graves"]
    assert [value.value for value in document.entities] == ["Red Cross"]
    assert [value.value for value in document.people] == ["Oleh Kotenko"]
    assert [value.value for value in document.organizations] == ["Rada TV"]
    assert stated(document.places) == [("Izium, Kharkiv region", "stated", "front matter, line 15")]
    assert document.summary == "What this is."
    assert document.id == "a"
    assert dict(document.other) == {"id": "mine", "edition": "007", "nested": '{"a": ["1", "two"]}'}


@pytest.mark.parametrize(
    "content, text",
    [
        ("No front matter.\n---\nat all\n", "No front matter.\n---\nat all\n"),
        ("---\n---\nWords.", "Words."),
        ("--- \r\ntitle: a\r\n---\t\r\nWords.", "Words."),
        ("---\ntitle: a\n...\nWords.\n---\n", "Words.\n---\n"),
        ("----\nWords.", "----\nWords."),
    ],
)
def test_where_front_matter_begins_and_ends(read, content, text):
    document, problems = read("a.md", content)
    assert problems == []
    assert document.text == text


def test_the_settings_tell_where_fields_are(read):
    settings = "fields: {date: meta.published, source: from.*.name, url: from.0.url, places: where}\n"
    front = "---\nmeta: {published: 18 September 2022}\nfrom:\n- {name: CNN, url: 'https://example.org'}\n- {name: TV}\nwhere: Izium\n"
    document, problems = read("a.md", f"{front}---\nWords.", settings)
    assert problems == []
    assert stated([document.published]) == [("2022-09-18", "stated", "front matter, line 2")]
    assert [value.value for value in document.sources] == ["CNN", "TV"]
    assert document.url.value == "https://example.org"
    assert [value.value for value in document.places] == ["Izium"]
    assert document.other == ()


def test_a_mapped_field_that_is_not_there_falls_back_on_its_own_name(read):
    document, _ = read("a.md", "---\ndate: 2022\n---\nWords.", "fields: {date: published}\n")
    assert document.published.value == "2022"


RECORD = {
    "id": "Report 7",
    "text": "One.\r\nTwo.\rThree. ",
    "date": "2022-09",
    "sources": [{"name": "CNN", "url": "https://example.org/1"}, {"name": "TV", "url": "https://example.org/2"}],
    "tags": ["a", "b"],
    "lat": "49.2088",
    "lon": 37.2485,
    "seen": True,
    "count": 1.10,
    "nothing": None,
}


def test_a_json_record(make_archive):
    settings = "fields: {source: sources.*.name, url: sources.0.url, latitude: lat, longitude: lon}\n"
    line = json.dumps(RECORD).replace("1.1", "1.10")
    content = f'{{"text": "First."}}\n{line}\n'
    archive = make_archive({"seeds/rows.jsonl": content, "content/settings.yaml": settings})
    (first, second), problems = read_archive(archive)
    assert problems == []
    assert (first.id, first.text) == (f"rows-{first.evidence.sha256[:8]}", "First.")
    assert (second.id, second.form, second.text) == ("report-7", "plain", "One.\nTwo.\nThree. ")
    assert stated([second.published]) == [("2022-09", "stated", "field date, record 2")]
    assert stated(second.sources)[1] == ("TV", "stated", "field sources.*.name, record 2")
    assert second.url.value == "https://example.org/1"
    assert second.coordinates == (49.2088, 37.2485)
    assert dict(second.other) == {"seen": "true", "count": "1.10"}
    assert second.evidence.path == "evidence/report-7.json"
    assert (second.evidence.container, second.evidence.line) == ("seeds/rows.jsonl", 2)
    assert (second.evidence.start, second.evidence.bytes) == (19, len(line))


def test_there_is_one_zero(make_archive):
    """Values that are equal have the same bytes."""
    files = {
        "seeds/a.md": "---\nlatitude: -0.0\nlongitude: -0\n---\nWords.",
        "content/settings.yaml": "fields: {latitude: latitude, longitude: longitude}",
    }
    (document,), _ = read_archive(make_archive(files))
    assert repr(document.coordinates) == "(0.0, 0.0)"


def test_a_csv_record(make_archive):
    content = 'id;text;date;Place\r\n;"One; ""two""\r\nthree";2022-09-18;Izium\r\nÄ1;x;;\r\nÅ1;y;;\r\n'
    archive = make_archive({"seeds/rows.csv": content, "content/settings.yaml": "fields: {places: Place}\n"})
    (first, second, third), problems = read_archive(archive)
    assert problems == []
    assert first.text == 'One; "two"\nthree'
    assert first.id == f"rows-{first.evidence.sha256[:8]}"
    assert first.published.where == "field date, record 1"
    assert [value.value for value in first.places] == ["Izium"]
    assert second.published is None
    assert second.id != third.id
    assert {second.id[:3], third.id[:3]} == {"a1-"}


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv"])
def test_white_space_of_a_records_text_is_kept(make_archive, name):
    text = '{"text": "  a \\n "}' if name.endswith("jsonl") else 'text,x\n"  a \n ",'
    (document,), _ = read_archive(make_archive({f"seeds/{name}": text}))
    assert document.text == "  a \n "


def test_a_seed_that_changes_while_it_is_read_is_refused(make_archive):
    archive = make_archive({"seeds/a.txt": "Words."})
    (seed,) = find_seeds(archive, Settings(), hash_of, [])
    (archive / "seeds/a.txt").write_bytes(b"Other.")
    problems = []
    assert read_document(seed, archive, Settings(), problems) is None
    (archive / "seeds/a.txt").unlink()
    assert read_document(seed, archive, Settings(), problems) is None
    assert lines_of(problems) == [
        "seeds/a.txt: changed while it was being read",
        "seeds/a.txt: cannot be read: No such file or directory",
    ]


def test_a_surrogate_never_leaves_the_reader(make_archive):
    archive = make_archive({"seeds/rows.jsonl": '{"text": "a \\ud800 b", "\\udfff": ["\\uD800"], "title": "\\udc00"}'})
    (document,), problems = read_archive(archive)
    assert document.text == "a \ufffd b"
    assert document.title.value == "\ufffd"
    assert len(problems) == 1
    digest_of(document)


NAMES = ("a.txt", "a.md", "a.jsonl", "a.csv")
FRAGMENTS = st.sampled_from(
    [b"---\n", b"title: ", b"date: ", b"\n", b"- ", b"[", b"{", b'"', b"\\ud800", b"\xff", b"\x00", b"\xef\xbb\xbf", b"text",
     b",", b":", b'{"text": "', b'"}', b" date 2022-", b"13-45 ", b"&a ", b"*a", b"\r", "Ізюм".encode(), b"1e999", b"!!python/object "]
)  # fmt: skip


@given(st.sampled_from(NAMES), st.binary(max_size=60) | st.lists(FRAGMENTS, max_size=14).map(b"".join))
def test_no_bytes_make_reading_fail(tmp_path_factory, name, data):
    archive = tmp_path_factory.mktemp("any")
    (archive / "seeds").mkdir()
    (archive / "seeds" / name).write_bytes(data)
    problems = []
    settings = Settings(fields=Fields(source="a.*.b", places="a.0", text="text"))
    for seed in find_seeds(archive, settings, hash_of, problems):
        document = read_document(seed, archive, settings, problems)
        if document is not None:
            document.text.encode()
            digest_of(document)
            assert "\r" not in document.text
            assert document.evidence.sha256 == hashlib.sha256(data[seed.start : seed.end]).hexdigest()
        else:
            assert problems
    if not data:
        assert problems
    "\n".join(map(str, problems)).encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_offsets_into_the_text_lead_back_into_the_file(tmp_path_factory, words):
    archive = tmp_path_factory.mktemp("offsets")
    data = f" date 2022-09-18 {words}".encode()
    (archive / "a.txt").write_bytes(data)
    seed = Seed("a.txt", 0, len(data), hashlib.sha256(data).hexdigest())
    document = read_document(seed, archive, Settings(), [])
    if words.strip():
        assert document.text == words.replace("\r\n", "\n").replace("\r", "\n")
        assert (document.prefix + document.text).encode() == data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    else:
        assert document is None


def test_a_title_as_long_as_a_book_is_left_out_and_told(make_archive):
    long = "a" * 20_000
    archive = make_archive(
        {"seeds/a.md": f"---\ntitle: {long}\nsource: CNN\nmood: {long}\n---\nWords.",
         "seeds/b.jsonl": json.dumps({"text": "Words.", "title": long, "more": {"x": long}})}
    )  # fmt: skip
    documents, problems = read_archive(archive)
    assert [(document.title, document.other) for document in documents] == [(None, ()), (None, ())]
    assert documents[0].sources[0].value == "CNN"
    assert len(problems) == 4
    assert all("has more than 10,000 characters, and is left out" in problem.what for problem in problems)


def test_five_megabytes_on_one_line_are_read(make_archive):
    words = "words " * 900_000
    archive = make_archive(
        {"seeds/a.txt": words, "seeds/b.md": f"---\n{words}", "seeds/c.jsonl": json.dumps({"text": words}),
         "seeds/d.csv": f'text,x\n"{words}",y\n'}
    )  # fmt: skip
    documents, problems = read_archive(archive)
    assert [document.id[:1] for document in documents] == ["a", "c", "d"]
    assert {document.text for document in documents} == {words}
    assert lines_of(problems) == ["seeds/b.md:1:1: the front matter that begins here is never closed"]
