"""What is held back is in no byte of a site, and cannot be guessed from any: of redacted words, of people who are
withheld, of withdrawn reports. And the test itself finds what is let through on purpose.
"""

import base64
import gzip
import hashlib
import json
import shutil
import unicodedata

import pytest
from jsonschema import Draft202012Validator

from leaks import guesses, guesses_met, sizes_told, words_told
from muniment.ids import suggested_id
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

WITNESS = "Vasyl Zhovtobryukh"  # redacted in one report
CHILD = "Світлана Перебийніс"  # redacted in another
NEIGHBOUR = "Ольга Криворучко"  # withheld everywhere
NEIGHBOURS = [NEIGHBOUR, "Ольги Криворучко", "Olha Kryvoruchko", "Криворуччиха"]
TAKEN_BACK = "Яромир Непийвода"  # named in a report that was withdrawn
SECRETS = [
    "Zhovtobryukh",
    "Жовтобрюх",
    "Перебийніс",
    "Perebiynis",
    "Криворучко",
    "Kryvoruchko",
    "Криворуччиха",
    "Непийвода",
]

TESTIMONY = f"""---
title: The testimony of {WITNESS}
date: 2022-09-18
people: [{WITNESS}, Valerii Marchenko]
author: {WITNESS}
tags: [{WITNESS}, graves]
url: https://example.org/people/vasyl-zhovtobryukh
summary: What Vasyl ZHOVTOBRYUKH saw in Izium.
place: {{lat: 49.20881, lon: 37.24851}}
note: said by {WITNESS}
---
# What was seen

Mayor Valerii Marchenko said on Friday that at least 440 graves were found in Izium. **Vasyl** Zhovtobryukh saw them.

“I counted 17 of them,” said Zhovtobryukh. [His page](https://example.org/people/vasyl-zhovtobryukh) says more.

Василь Жовтобрюх, Zhovto\u00adbryukh, ZHOVTOBRYUKH and &#90;hovtobryukh are one, and V. Zhovto**bryukh** is, too.
"""
INTERVIEW = (
    " date 2022-09-19 In Izium a girl, Світлана Перебийніс, told the police that 23 people lived in the cellar. "
    "Перебийні\u0301с is nine years old, said her aunt. Svitlana Perebiynis lives in Kharkiv now. "
    + "The cellar was cold, and the road to Kupiansk was closed for nine days in a row by then. "
    * 3
)
NEWS = (
    " date 2022-09-20 Ольга Криворучко said that 12 graves were found in Izium. OLHA KRYVORUCHKO, a neighbour, was there "
    "on 3 March 2021. "
    + "The cellar was cold, and the road to Kupiansk was closed for nine days in a row by then. "
    * 3
)
ROWS = [
    {"id": "row-1", "text": "A man said that 5 houses burned in Izium on 1 March 2022.", "date": "2022-09-21"},
    {"id": "row-2", "text": f"{NEIGHBOUR} said that 6 houses burned in Izium.", "people": [NEIGHBOUR]},
    {"text": f"Somebody without an id: {NEIGHBOUR}, who counted 7 houses.", "date": "2022-09-22"},
    {"id": "row-4", "text": f"{TAKEN_BACK} counted 8 houses in Kharkiv.", "date": "2022-09-22"},
    {"id": "row-5", "text": f"{WITNESS} counted 9 houses in Kharkiv.", "date": "2022-09-23"},
]
TABLE = f'id,text,title\r\nc1,"A report, with a comma",One\r\nc2,"{NEIGHBOUR} spoke","About {NEIGHBOUR}"\r\n'
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Graves near Izium, {NEIGHBOUR}</title>
<meta name="author" content="{NEIGHBOUR}"></head><body><article><h1>Graves near Izium</h1>
<p>The police said on Thursday that at least 440 graves were found in a forest near the city of Izium.</p>
<p>Olha Kryvo&shy;ruchko, a neighbour, told reporters that she had heard shots in the forest all through that summer.</p>
</article></body></html>
"""
WITHDRAWN = f" date 2022-09-24 {TAKEN_BACK} gave an interview of his own free will, and regretted it. 1,733 times."
SEEDS = {
    "seeds/testimony.md": TESTIMONY,
    "seeds/testimony.md.meta.yaml": "attachments: [zhovtobryukh.jpg]\ncollector: Vasyl Zhovtobryukh\ncollector_public: true\n",
    "seeds/zhovtobryukh.jpg": b"\xff\xd8 a portrait of Vasyl Zhovtobryukh " + b"." * 1500,
    "seeds/interview.txt": INTERVIEW,
    "seeds/news.txt": NEWS,
    "seeds/hoard.jsonl": "".join(
        json.dumps(row, ensure_ascii=number % 2 == 0) + "\n" for number, row in enumerate(ROWS)
    ),
    "seeds/table.csv": TABLE,
    "seeds/page.html": PAGE,
    "seeds/withdrawn.txt": WITHDRAWN,
    "seeds/other.txt": " date 2022-09-25 Nobody is named here but Valerii Marchenko, in Izium.",
    "seeds/other.txt.meta.yaml": "version_of: interview\n",
}
CONTENT = {
    "content/settings.yaml": "title: Houses\nurl: https://example.org/archive\ncoarsen: 1\n"
    "fields: {latitude: place.lat, longitude: place.lon}\n",
    "content/withheld.yaml": f"- names: {json.dumps(NEIGHBOURS, ensure_ascii=False)}\n  reason: a private person\n",
    "content/entities/places.yaml": "- {id: izium, name: Izium, names: [Ізюм], coordinates: [49.2089, 37.2485]}\n",
    "content/entities/people.yaml": f"- {{id: olha, name: Olha K., names: [{NEIGHBOUR}, Ольга К.]}}\n"
    "- {id: valerii-marchenko, name: Valerii Marchenko}\n",
    "content/pages/about.md": "---\ntitle: About\n---\nAn archive.\n",
    "content/pages/neighbours.md": "---\ntitle: Neighbours\n---\nWe thank **Ольга** Криворучко and others.\n",
    "content/corrections.yaml": "- {date: 2026-11-01, reason: All names are spelled anew., reports: [interview]}\n"
    f"- {{date: 2026-11-02, reason: Asked for by {NEIGHBOUR}.}}\n",
}


def sha256_of(text: str | bytes) -> str:
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def review_of(seed: str | bytes, rest: str) -> str:
    return f"seed: {sha256_of(seed)}\nreviewer: demo-desk\ndate: 2026-11-22\ncomplete: true\n{rest}"


def redaction(text: str, words: str, reason: str) -> str:
    start = text.index(words)
    return f"- {{start: {start}, end: {start + len(words)}, reason: {reason}}}\n"


def rows_of(hoard: str) -> list[bytes]:
    return [line.encode() for line in hoard.splitlines()]


def everything() -> dict[str, str | bytes]:
    """An archive in which words are held back in every way, and stand in every place."""
    body, words = TESTIMONY.split("---\n", 2)[2], INTERVIEW[len(" date 2022-09-19 ") :]
    row = rows_of(SEEDS["seeds/hoard.jsonl"])[4]
    withdrawal = "withdrawn: {reason: He asked for it., date: 2026-11-23, authority: the keepers}\n"
    reviews = {
        "testimony": review_of(
            TESTIMONY,
            f"note: We spoke to {WITNESS} again.\nredact:\n"
            + redaction(body, "Vasyl** Zhovtobryukh", "name of a witness")
            + "revisions:\n- {date: 2026-11-20, reason: The name of Zhovtobryukh was spelled wrong.}\n"
            + f"decisions:\n- {{add: mention, exact: Mayor, kind: person, name: {WITNESS}}}\n"
            + "- {accept: mention, exact: Izium, kind: place, entity: izium}\n"
            + "- {correct: title, value: The testimony of Vasyl Zhovtobryukh}\n"
            + "- {accept: mention, exact: Zhovtobryukh saw, kind: person, note: his name}\n",
        ),
        "interview": review_of(INTERVIEW, "redact:\n" + redaction(words, "Світлана Перебийніс", "name of a child")),
        "news": review_of(NEWS, "decisions:\n- {accept: mention, exact: Ольга Криворучко, kind: person}\n"),
        "row-4": "reviewer: demo-desk\ndate: 2026-11-22\n" + withdrawal,
        "row-5": review_of(row, "redact:\n" + redaction(ROWS[4]["text"], WITNESS, "name of a witness")),
        "withdrawn": review_of(WITHDRAWN, f"note: {TAKEN_BACK}\n" + withdrawal),
        "long-gone": "reviewer: demo-desk\ndate: 2026-11-22\n" + withdrawal,
    }
    return {**SEEDS, **CONTENT, **{f"content/reviews/{name}.yaml": text for name, text in reviews.items()}}


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The archive, and how its build went."""
    folder = tmp_path_factory.mktemp("held") / "archive"
    for path, content in everything().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder, built(folder)


@pytest.fixture(scope="module")
def site(held):
    return held[0] / "site"


def hidden_inputs() -> list[bytes]:
    """All bytes of which nothing may be told."""
    hoard = SEEDS["seeds/hoard.jsonl"]
    texts = [TESTIMONY, INTERVIEW, NEWS, WITHDRAWN, hoard, TABLE, PAGE, SEEDS["seeds/testimony.md.meta.yaml"]]
    texts += [TESTIMONY.split("---\n", 2)[2], *(text[17:] for text in (INTERVIEW, NEWS, WITHDRAWN))]
    texts += [row["text"] for row in ROWS[1:]]
    rows = [*rows_of(hoard)[1:], TABLE.split("\r\n")[2].encode()]
    return [*(text.encode() for text in texts), *rows, SEEDS["seeds/zhovtobryukh.jpg"]]


def guessed(site) -> dict[str, str]:
    """What somebody could guess who knows all that is published, and the words."""
    published = sorted(sha256_of(path.read_bytes()) for path in (site / "evidence").rglob("*") if path.is_file())
    inputs = hidden_inputs()
    # A hash over the hashes of all files would tell one of them to whoever has the others.
    whole = ["".join(sorted([*published, sha256_of(one)])).encode() for one in inputs]
    names = [WITNESS, CHILD, TAKEN_BACK, *NEIGHBOURS, *SECRETS]
    return guesses([*inputs, *whole], names, [path for path in SEEDS if path != "seeds/other.txt"])


def test_the_build_says_what_it_did_with_each_report(held):
    _, outcome = held
    reports = outcome.reports
    assert (reports.built, reports.refused, reports.withdrawn) == (11, 0, 2)
    assert "11 built, 0 refused, 2 withdrawn" in outcome.lines()[-1]
    told = [f"{one.place}: {one.what}" for one in outcome.problems if one.severity == "error"]
    assert sorted({line.split(":")[0] for line in told}) == [
        "content/corrections.yaml", "content/entities/people.yaml", "content/pages/neighbours.md",
        "content/reviews/testimony.yaml",
    ]  # fmt: skip


def test_no_byte_of_a_site_tells_what_is_held_back(site):
    assert words_told(site, SECRETS) == []


def test_nothing_in_a_site_is_a_hash_of_what_is_held_back(site):
    assert guesses_met(site, guessed(site)) == []


def test_no_size_of_what_is_held_back_is_told(site):
    sizes = {len(one) for one in hidden_inputs()}
    assert sizes_told(site, {size for size in sizes if size > 300}) == []  # a small number may be any


def test_what_a_problem_says_does_not_tell_it_either(held):
    """Logs of builds may be public, too: what is redacted is told by its place alone."""
    _, outcome = held
    told = "\n".join(str(one) for one in outcome.problems if one.place.path.startswith(("content/", "seeds/testimony")))
    assert all(word not in told for word in SECRETS)


def test_blocks_stand_for_the_words_and_all_else_is_there(site):
    report = json.loads((site / "reports/testimony.json").read_bytes())
    assert report["title"]["value"] == "The testimony of █████"
    assert "were found in Izium. █████ saw them." in report["text"]
    assert "“I counted 17 of them,” said █████. His page █████ says more." in report["text"]
    assert [report["text"][one["start"] : one["end"]] for one in report["redactions"]] == ["█████"] * 8
    assert {one["reason"] for one in report["redactions"]} == {"name of a witness"}
    assert report["publication"] == "redacted"
    assert report["evidence"] == {"path": None, "sha256": None, "bytes": None, "name": None}
    assert report["text_sha256"] == sha256_of(report["text"])
    assert report["coordinates"] == {"value": [49.2, 37.2], "status": "stated", "decimals": 1}
    assert [one["surface"] for one in report["mentions"] if one["status"] == "reviewed"] == ["Izium"]
    assert [one["name"] for one in report["stated"]] == ["Valerii Marchenko"]
    assert report["review"]["note"] == "We spoke to █████ again."
    assert report["review"]["revisions"][0]["reason"] == "The name of █████ was spelled wrong."
    assert report["attachments"] == []


def test_what_is_left_fits_the_schemas(site):
    schema = Draft202012Validator(json.loads((site / "data/schema/report.schema.json").read_bytes()))
    for line in (site / "data/reports.jsonl").read_text("utf-8").splitlines():
        report = json.loads(line)
        schema.validate(report)
        for group in ("mentions", "dates", "quotes", "claims", "attributions"):
            assert all(report["text"][one["start"] : one["end"]] == one["surface"] for one in report[group])


def test_other_rows_of_a_file_tell_nothing_of_it(site):
    row = json.loads((site / "reports/row-1.json").read_bytes())
    assert "container" not in row["evidence"]
    assert row["evidence"]["sha256"] == sha256_of(rows_of(SEEDS["seeds/hoard.jsonl"])[0])
    page = (site / "reports/row-1.html").read_text("utf-8")
    assert "seeds/hoard.jsonl, of which not all is published" in page
    assert "tail -c" not in page


def test_a_row_without_an_id_gets_one_that_tells_nothing_of_its_bytes(site):
    row = rows_of(SEEDS["seeds/hoard.jsonl"])[2]
    (name,) = (path.stem for path in (site / "reports").glob("hoard-*.json"))
    assert name != f"hoard-{sha256_of(row)[:8]}"
    text = json.loads((site / f"reports/{name}.json").read_bytes())["text"]
    assert name == f"hoard-{sha256_of(text)[:8]}"


@pytest.mark.parametrize("report", ["withdrawn", "row-4", "long-gone"])
def test_what_was_withdrawn_has_a_tombstone_and_is_nowhere_else(site, report):
    page = (site / f"reports/{report}.html").read_text("utf-8")
    assert "This report was withdrawn" in page
    assert "He asked for it." in page
    assert '<meta name="robots" content="noindex">' in page
    assert not (site / f"reports/{report}.json").exists()
    others = {"corrections.html", "corrections.xml", "SHA256SUMS", f"reports/{report}.html"}
    told = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and f"{report}.html".encode() in path.read_bytes()
    }
    assert told <= others
    assert f"reports/{report}.html".encode() not in (site / "sitemap.xml").read_bytes()


def test_a_build_that_remembers_gives_the_same_bytes(held, tmp_path):
    folder, _ = held
    archive = tmp_path / "archive"
    shutil.copytree(folder, archive, ignore=shutil.ignore_patterns("site", ".cache"))
    away = {archive / "content/withheld.yaml": archive / "withheld", archive / "content/reviews": archive / "reviews"}
    for path, elsewhere in away.items():
        path.rename(elsewhere)
    memory = Memory()
    built(archive, memory=memory)
    assert words_told(archive / "site", ["Zhovtobryukh"])
    for path, elsewhere in away.items():
        elsewhere.rename(path)
    built(archive, memory=memory, pages_only=True)  # as the preview does it: nothing of this waits
    assert words_told(archive / "site", SECRETS) == []
    assert guesses_met(archive / "site", guessed(archive / "site")) == []
    built(archive, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


LEAKS = {
    "small letters": lambda word: word.lower(),
    "capitals": lambda word: word.upper(),
    "apart": lambda word: unicodedata.normalize("NFD", word.replace("y", "ý")),
    "Latin": lambda word: "zhovtobryukh",
    "an entity": lambda word: "".join(f"&#{ord(one)};" for one in word),
    "a URL": lambda word: "".join(f"%{one:02X}" for one in word.encode()),
    "JSON": lambda word: "".join(f"\\u{ord(one):04x}" for one in word),
    "tags": lambda word: f"{word[:4]}<b>{word[4:]}</b>",
    "signs": lambda word: f"{word[:4]}\u00ad{word[4:]}",
    "base64": lambda word: base64.b64encode(f"It was {word}!".encode()).decode(),
    "base64, one on": lambda word: base64.b64encode(f"It was a {word}.".encode()).decode(),
    "base64, two on": lambda word: base64.b64encode(f"It was in {word}.".encode()).decode(),
    "packed": lambda word: (
        f"munimentPack({json.dumps([base64.b64encode(gzip.compress(word.encode() * 9)).decode()])});"
    ),
}


@pytest.mark.parametrize("how", LEAKS)
def test_a_word_that_is_let_through_is_found(tmp_path, how):
    (tmp_path / "page.html").write_text(
        f"<p>{LEAKS[how]('Zhovtobryukh')}</p>" if how != "packed" else LEAKS[how]("Zhovtobryukh")
    )
    assert words_told(tmp_path, SECRETS)


def test_a_word_in_the_name_of_a_file_is_found(tmp_path):
    (tmp_path / "people").mkdir()
    (tmp_path / "people/vasyl-zhovtobryukh.html").write_text("")
    assert words_told(tmp_path, SECRETS)


@pytest.mark.parametrize(
    "leak",
    [
        sha256_of(TESTIMONY),
        sha256_of(INTERVIEW[17:])[:12],
        f"vasyl-{suggested_id('person', WITNESS)[-8:]}",
        hashlib.sha1(NEWS.encode()).hexdigest(),
        sha256_of(sha256_of(TESTIMONY)),
    ],
)
def test_a_hash_that_is_let_through_is_found(tmp_path, leak):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "page.html").write_text(f"<code>{leak}</code>")
    assert guesses_met(tmp_path, guessed(tmp_path))


def test_a_size_that_is_let_through_is_found(tmp_path):
    (tmp_path / "page.html").write_text(f"<p>{len(TESTIMONY.encode()):,} bytes</p>")
    assert sizes_told(tmp_path, [len(TESTIMONY.encode())])


def test_the_index_of_the_search_is_looked_through_unpacked(site):
    told = words_told(site, ["Marchenko"])
    assert any("words-" in one and "unzipped" in one for one in told)
    assert any("text-0.js" in one for one in told)
    assert any("core.js" in one for one in told)
