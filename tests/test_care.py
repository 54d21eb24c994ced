"""What editors hold back of one report, and what is then told of it, on its page, in its data and elsewhere."""

import hashlib
import json
import re
import time

import pytest

from leaks import words_told
from muniment.add import add
from muniment.markup import paragraphs
from muniment.model import Folded
from muniment.problems import InputError
from muniment.render.folds import with_folds
from whole import built, bytes_of, fresh_site

TEXT = (
    "Mayor Valerii Marchenko said on Friday that at least 440 graves were found in Izium.\n\n"
    "Bohdan Tkach counted 17 graves on 16 September 2022. “I saw them,” said Tkach in Izium.\n\n"
    "The road to Kupiansk was closed."
)
SEED = f" date 2022-09-18 {TEXT}"


def review(seed: str, rest: str, reviewer: str = "demo-desk") -> str:
    sha256 = hashlib.sha256(seed.encode()).hexdigest()
    return f"seed: {sha256}\nreviewer: {reviewer}\ndate: 2026-11-22\ncomplete: true\n{rest}"


def redact(words: str, text: str = TEXT, more: str = "") -> str:
    start = text.index(words)
    return f"redact:\n- {{start: {start}, end: {start + len(words)}, reason: name of a witness{more}}}\n"


def told(outcome) -> list[str]:
    return [str(one).split("\n")[0] for one in outcome.problems]


def report_of(archive, name: str = "a") -> dict:
    return json.loads((archive / f"site/reports/{name}.json").read_bytes())


def page_of(archive, address: str = "reports/a.html") -> str:
    return (archive / "site" / address).read_text("utf-8")


# Redaction


def test_a_block_stands_for_the_words_and_says_why(make_archive):
    archive = make_archive({"seeds/a.txt": SEED, "content/reviews/a.yaml": review(SEED, redact("Bohdan Tkach"))})
    outcome = built(archive)
    assert told(outcome) == [
        "content/reviews/a.yaml:6:3: warning: words redacted here also stand at characters 158 to 163, and are hidden "
        "there too"
    ]
    page, report = page_of(archive), report_of(archive)
    block = '<span class="redacted" role="img" aria-label="Redacted: name of a witness">█████</span>'
    assert page.count(block) == 2
    assert "Redacted: <b>name of a witness</b>, 22 Nov 2026." in page.replace("\u00a0", " ")
    assert '<dt>File</dt> <dd><span class="unknown">not published: redacted</span></dd>' in page
    assert "Words of it are redacted: a block of one length stands for them" in page
    assert report["text"] == TEXT.replace("Bohdan Tkach", "█████").replace("Tkach", "█████")
    assert report["redactions"][0] == {"start": 86, "end": 91, "reason": "name of a witness", "date": "2026-11-22"}
    assert not (archive / "site/evidence").exists()
    row = (archive / "site/data/reports.csv").read_text("utf-8").splitlines()[1]
    assert row.endswith(",,,,redacted,reviewed,demo-desk,complete")


def test_findings_stand_at_their_new_places_and_so_do_decisions(make_archive):
    decisions = """decisions:
- {accept: mention, exact: Izium, start: 78, kind: place}
- {accept: mention, exact: Izium, prefix: "said Tkach in ", kind: place}
- {add: mention, exact: Bohdan Tkach, kind: person}
- {correct: mention, exact: Tkach, start: 163, kind: person, name: Bohdan Tkach}
- {add: mention, exact: Mayor, kind: person, name: Bohdan Tkach}
- {add: mention, exact: The road, kind: place, note: not where Tkach lives}
- {correct: title, value: What Bohdan Tkach saw}
- {correct: language, value: en}
"""
    files = {"seeds/a.txt": SEED, "content/reviews/a.yaml": review(SEED, redact("Bohdan Tkach") + decisions)}
    archive = make_archive(files)
    outcome = built(archive)
    report = report_of(archive)
    reviewed = [(one["start"], one["surface"]) for one in report["mentions"] if one["status"] == "reviewed"]
    text = report["text"]
    first = text.index("Izium")
    assert reviewed == [
        (first, "Izium"),
        (text.index("Izium", first + 1), "Izium"),
        (text.index("The road"), "The road"),
    ]
    assert report["title"]["kind"] == "first words"
    assert [one["note"] for one in report["review"]["decided"]] == ["not where █████ lives", None]
    assert report["language"] == "en"
    assert [one for one in told(outcome) if "warning" not in one] == [
        "content/reviews/a.yaml:13:54: words that are hidden stand here, and are shown as blocks"
    ]


def test_only_there_where_an_editor_says_so(make_archive):
    rest = redact("Izium", more=", only_here: true")
    archive = make_archive({"seeds/a.txt": SEED, "content/reviews/a.yaml": review(SEED, rest)})
    assert told(built(archive)) == []
    report = report_of(archive)
    assert report["text"] == TEXT.replace("Izium", "█████", 1)
    assert [one["surface"] for one in report["mentions"] if one["surface"] == "Izium"] == ["Izium"]


def test_other_spellings_that_editors_list_are_hidden_and_common_words_are_not(make_archive):
    text = "The mayor left. Bohdan Tkach, the mayor, left by night. Богдан Ткач was seen, and so was Bodya."
    seed = f" date 2022-09-18 {text}"
    files = {
        "seeds/a.txt": seed,
        "content/entities/people.yaml": "- {id: bt, name: B. Tkach-Melnyk, names: [Bohdan Tkach, Богдан Ткач, Bodya], kind: person}\n",
        "content/reviews/a.yaml": review(seed, redact("Bohdan Tkach, the mayor", text)),
    }
    archive = make_archive(files)
    outcome = built(archive)
    assert report_of(archive)["text"] == "The mayor left. █████, left by night. █████ was seen, and so was █████."
    assert any("also stand in content/entities/people.yaml:1:" in one for one in told(outcome))


def test_words_that_stand_in_what_editors_wrote_are_told_by_their_place(make_archive):
    event = "- {id: e, title: Bohdan Tkach counts graves, date: 2022-09-16, reports: [a]}\n"
    files = {
        "seeds/a.txt": SEED,
        "content/events.yaml": event,
        "content/reviews/a.yaml": review(SEED, redact("Bohdan Tkach")),
    }
    line = "words redacted here also stand in content/events.yaml:1:18, where they are published"
    assert any(line in one for one in told(built(make_archive(files))))


def test_words_that_stand_in_another_report_are_told_by_their_place_alone(make_archive):
    files = {
        "seeds/a.txt": SEED,
        "seeds/b.txt": "Somebody knew Bohdan Tkach.",
        "seeds/c.txt": "Bohdan TKACH again.",
        "content/reviews/a.yaml": review(SEED, redact("Bohdan Tkach")),
    }
    archive = make_archive(files)
    outcome = built(archive)
    line = "content/reviews/a.yaml:6:3: warning: words redacted here also stand in reports/b and 1 more, where they are published"
    assert line in told(outcome)
    assert not any("Tkach" in one for one in told(outcome))
    (archive / "seeds/b.txt").write_text("Somebody knew him.")
    assert line.replace("b and 1 more", "c") in told(built(archive))


def test_of_an_excerpt_the_rest_is_not_told_either(make_archive):
    files = {
        "seeds/a.txt": SEED,
        "seeds/a.txt.meta.yaml": "rights: Somebody's\n",
        "content/reviews/a.yaml": review(
            SEED, redact("Bohdan Tkach") + "publish: excerpt\nrights: All rights reserved\n"
        ),
    }
    archive = make_archive(files)
    built(archive)
    report = report_of(archive)
    assert (report["publication"], report["rights"]) == ("excerpt", "All rights reserved")
    assert TEXT.startswith(report["text"])
    assert report["redactions"] == []
    assert report["text_sha256"] == hashlib.sha256(report["text"].encode()).hexdigest()
    assert report["evidence"]["sha256"] is None


@pytest.mark.parametrize(
    "beside, own, publication",
    [("text", "excerpt", "excerpt"), ("metadata", "excerpt", "metadata"), ("excerpt", "metadata", "metadata"),
     ("excerpt", "text", "excerpt"), ("public", "text", "public")],
)  # fmt: skip
def test_of_two_rights_the_stricter_holds(make_archive, beside, own, publication):
    files = {
        "seeds/a.txt": SEED,
        "seeds/a.txt.meta.yaml": f"publish: {beside}\n",
        "content/reviews/a.yaml": review(SEED, f"publish: {own}\n"),
    }
    archive = make_archive(files)
    built(archive)
    assert report_of(archive)["publication"] == publication


def test_the_kept_text_of_a_saved_page_is_redacted_by_its_own_positions(make_archive, tmp_path):
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Graves</title></head><body><article><h1>Graves</h1><p>The police said '
        "on Thursday that at least 440 graves were found in a forest near Izium by Bohdan Tkach.</p></article></body></html>"
    )
    (tmp_path / "page.html").write_text(page)
    archive = make_archive({"content/settings.yaml": "", "seeds/.gitkeep": ""})
    add([tmp_path / "page.html"], archive)
    text = (archive / "content/texts/page.txt").read_text("utf-8").split("---\n", 2)[2]
    digest = f"text: {hashlib.sha256(text.encode()).hexdigest()}\n"
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/page.yaml").write_text(review(page, digest + redact("Bohdan Tkach", text)))
    assert told(built(archive)) == []
    assert report_of(archive, "page")["text"] == text.replace("Bohdan Tkach", "█████")
    kept = archive / "content/texts/page.txt"
    kept.write_text(kept.read_text("utf-8").replace("The police", "Police"), "utf-8")
    assert told(built(archive)) == [
        "content/reviews/page.yaml:7:3: made on another text than is read in seeds/page.html now; the report is held back"
    ]
    assert not (archive / "site/reports/page.html").exists()
    (archive / "content/reviews/page.yaml").write_text(review(page, redact("Bohdan Tkach", text)))
    assert told(built(archive)) == [
        "content/reviews/page.yaml:6:3: the kept text of seeds/page.html was edited, and the words may stand elsewhere; "
        "the report is held back"
    ]


# Coordinates

PLACED = (
    "---\ntitle: A place\nplaces: [Somewhere]\nlatitude: 49.20881\nlongitude: 37.24851\nmemo: near 49.209, 37.25\n"
    "---\nThey lay at 49.2088, 37.2485, and 49.5 percent were old.\n"
)


@pytest.mark.parametrize("where", ["review", "settings"])
def test_coordinates_are_told_less_exactly_and_nothing_has_the_exact_ones(make_archive, where):
    files = {"seeds/a.md": PLACED}
    if where == "review":
        files["content/reviews/a.yaml"] = review(PLACED, "coarsen: 1\n")
    else:
        files["content/settings.yaml"] = "coarsen: 1\n"
    archive = make_archive(files)
    assert told(built(archive)) == []
    report = report_of(archive)
    assert report["coordinates"] == {"value": [49.2, 37.2], "status": "stated", "decimals": 1}
    assert report["text"] == "They lay at █████, █████, and 49.5 percent were old.\n"
    assert report["other"] == {"memo": "near █████, █████"}
    everything = b"".join(path.read_bytes() for path in (archive / "site").rglob("*") if path.is_file())
    for exact in (b"49.20", b"37.24", b"37.25"):
        assert exact not in everything
    assert "49.2° N, 37.2° E" in page_of(archive)
    assert "made less exact by the editors" in page_of(archive)


def test_coordinates_that_are_no_more_exact_than_that_hide_nothing(make_archive):
    archive = make_archive({"seeds/a.md": PLACED, "content/settings.yaml": "coarsen: 5\n"})
    built(archive)
    assert report_of(archive)["publication"] == "public"
    assert (archive / "site/evidence/a.md").read_text("utf-8") == PLACED


# Graphic passages

BURNS = "Bohdan Tkach counted 17 graves on 16 September 2022."


@pytest.fixture
def graphic(make_archive):
    rest = f"graphic:\n- exact: {BURNS}\n  warning: The dead are described.\n"
    files = {
        "seeds/a.txt": SEED,
        "seeds/b.txt": " date 2022-09-19 Bohdan Tkach spoke in Izium on 16 September 2022.",
        "content/reviews/a.yaml": review(SEED, rest),
        "content/settings.yaml": "url: https://example.org/x\n",
    }
    archive = make_archive(files)
    assert told(built(archive)) == []
    return archive


def test_a_graphic_passage_is_folded_on_its_page(graphic):
    page = page_of(graphic)
    fold = '<details class="graphic" id="p2"><summary lang="en" dir="ltr"><b>Graphic.</b> The dead are described.</summary>'
    assert fold in page
    inside = page.split(fold)[1].split("</details>")[0]
    assert "17 graves" in inside
    assert "17 graves" not in page.replace(inside, "")
    assert 'id="p2"' not in page.replace(fold, "")
    assert '<a href="#p2">A graphic passage, folded in the report</a>' in page


def test_it_is_quoted_nowhere_else(graphic):
    site = graphic / "site"
    (person,) = (site / "people").glob("bohdan-tkach-*.html")
    for page in (person, site / "dates/2022-09-16.html"):
        text = page.read_text("utf-8")
        assert "counted" not in text
        assert "A graphic passage, folded in the report" in text
        assert "reports/a.html#p2" in text
    assert "counted 17" not in "".join(
        path.read_text("utf-8") for path in site.rglob("*.html") if path.name != "a.html"
    )
    assert report_of(graphic)["graphic"] == [
        {"start": 86, "end": 86 + len(BURNS), "warning": "The dead are described."}
    ]
    assert report_of(graphic)["claims"][1]["surface"].startswith("17")


def test_what_stands_for_its_words_is_no_quotation(make_archive):
    """On the page of a question, in its drawing, and among what was decided."""
    claim = "c-" + hashlib.sha256(b"17 graves\x001").hexdigest()[:8]
    rest = (
        f"graphic:\n- exact: {BURNS}\n  warning: The dead are described.\n"
        "decisions:\n- {reject: mention, exact: Bohdan Tkach}\n"
    )
    files = {
        "seeds/a.txt": SEED,
        "content/reviews/a.yaml": review(SEED, rest),
        "content/questions.yaml": f"- {{id: graves, question: How many?, claims: ['a#{claim}']}}\n",
    }
    archive = make_archive(files)
    assert told(built(archive)) == []
    page = page_of(archive, "figures/graves.html")
    instead = "A graphic passage, folded in the report; The dead are described."
    assert f'<a href="../reports/a.html#{claim}"><bdi>{instead}</bdi></a>' in page
    assert "“A graphic passage" not in page
    assert '<p class="small">16\u00a0September\u00a02022</p>' in page  # of what, no word
    assert "17 graves" not in page
    decided = page_of(archive).split('id="review"')[1]
    assert '<a href="#p2">A graphic passage, folded in the report</a> <span class="small">a name</span>' in decided


def test_graphic_claims_are_not_taken_for_counts_of_one_thing(make_archive):
    text = " date 2022-09-18 A rocket struck the crowded market in Kharkiv, killing {} people."
    files = {}
    for name in "ab":
        seed = text.format(12 + ord(name))
        rest = f"graphic:\n- {{exact: '{seed[17:]}', warning: Grave words.}}\n"
        files |= {f"seeds/{name}.txt": seed, f"content/reviews/{name}.yaml": review(seed, rest)}
    archive = make_archive(files)
    assert told(built(archive)) == []
    assert not (archive / "site/figures.html").exists()


def test_thousands_of_graphic_paragraphs_are_folded_in_seconds():
    text = "\n\n".join(f"Burns of {number}." for number in range(8000))
    html = "".join(f'<p id="p{number}" dir="auto">Burns.</p>\n' for number in range(1, 8001))
    graphic = [Folded(start, end, "Burns.") for start, end in paragraphs(text, "plain")]
    began = time.perf_counter()
    assert with_folds(html, text, "plain", graphic).count("<details") == 8000
    assert time.perf_counter() - began < 3


def test_what_begins_with_it_has_other_first_words_and_another_preview(make_archive):
    rest = "graphic:\n- exact: Mayor Valerii Marchenko said on Friday that at least 440 graves\n  warning: Graves.\n"
    files = {
        "seeds/a.txt": SEED,
        "content/reviews/a.yaml": review(SEED, rest),
        "content/settings.yaml": "url: https://example.org/x\n",
    }
    archive = make_archive(files)
    built(archive)
    assert report_of(archive)["title"]["value"] == BURNS
    page = page_of(archive)
    assert 'og:description" content="… were found in Izium.' in page
    assert "440" not in page.split("</head>")[0]
    assert "440" not in page_of(archive, "index.html")


def test_a_text_that_is_graphic_as_a_whole_is_known_by_its_id(make_archive):
    rest = "graphic:\n- exact: |-\n    " + TEXT.replace("\n\n", "\n\n    ") + "\n  warning: All of it.\n"
    archive = make_archive({"seeds/a.txt": SEED, "content/reviews/a.yaml": review(SEED, rest)})
    built(archive)
    assert report_of(archive)["title"] == {"value": "a", "status": "suggested", "kind": "file name"}


def test_rows_of_a_table_and_code_are_folded_too(make_archive):
    text = "# Graves\n\n| who | what |\n|---|---|\n| a boy | burned |\n| a girl | hidden |\n\n```\nburned too\n```\n"
    rest = "graphic:\n- {exact: burned, start: 42, warning: Burns.}\n- {exact: burned too, warning: <b>More</b>.}\n"
    archive = make_archive({"seeds/a.md": text, "content/reviews/a.yaml": review(text, rest)})
    assert told(built(archive)) == []
    page = page_of(archive)
    warning = '<summary lang="en" dir="ltr"><b>Graphic.</b> Burns.</summary>'
    assert f'<td dir="auto"><details class="graphic">{warning}burned</details></td>' in page
    assert '<td dir="auto">hidden</td>' in page
    assert '<b>Graphic.</b> &lt;b&gt;More&lt;/b&gt;.</summary><pre dir="auto"><code>burned too' in page


# Reports withdrawn, under embargo, in files of many


def test_what_is_withdrawn_is_counted_and_told_of_nowhere(make_archive):
    rest = "withdrawn: {reason: He asked for it., date: 2026-11-23, authority: the keepers}\n"
    archive = make_archive(
        {"seeds/a.txt": SEED, "seeds/b.txt": "Other words.", "content/reviews/a.yaml": review(SEED, rest)}
    )
    outcome = built(archive)
    assert outcome.lines()[-1].startswith("2 reports read, 1 built, 0 refused, 1 withdrawn; 0 errors, 0 warnings")
    assert "He asked for it." in page_of(archive)
    assert "the keepers" in page_of(archive)
    assert sorted(path.name for path in (archive / "site/reports").iterdir()) == ["a.html", "b.html", "b.json"]
    (archive / "seeds/a.txt").unlink()
    assert built(archive).reports.read == 1
    assert "He asked for it." in page_of(archive)


ROWS = '{"id": "one", "text": "A first row."}\n{"id": "two", "text": "A second row."}\n'


def test_a_row_is_under_embargo_by_its_review(make_archive):
    row = ROWS.splitlines()[1]
    files = {"seeds/rows.jsonl": ROWS, "content/reviews/two.yaml": review(row, "embargo_until: 2027-01-01\n")}
    archive = make_archive(files)
    outcome = built(archive)
    assert (outcome.reports.built, outcome.reports.held, told(outcome)) == (1, 1, [])
    assert not (archive / "site/reports/two.html").exists()
    assert "container" not in report_of(archive, "one")["evidence"]
    assert built(archive, on="2027-01-01").reports.built == 2
    assert report_of(archive, "one")["evidence"]["container"]["end"] == len(ROWS.splitlines()[0])


@pytest.mark.parametrize(
    "rest",
    ["publish: metadata\n", "withdrawn: {reason: x, date: 2026-11-23, authority: y}\n", redact("second", "A second")],
)
def test_its_neighbours_tell_nothing_of_a_row_that_is_held_back(make_archive, tmp_path, rest):
    archive = make_archive({"seeds/rows.jsonl": ROWS})
    built(archive)
    assert "container" in report_of(archive, "one")["evidence"]
    (archive / "content/reviews").mkdir(parents=True)
    (archive / "content/reviews/two.yaml").write_text(review(ROWS.splitlines()[1], rest))
    built(archive)
    assert "container" not in report_of(archive, "one")["evidence"]
    whole = hashlib.sha256(ROWS.encode()).hexdigest().encode()
    assert all(whole not in path.read_bytes() for path in (archive / "site").rglob("*") if path.is_file())
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_who_is_withheld_is_hidden_in_either_order_and_by_surname_where_the_whole_name_stands(make_archive):
    archive = make_archive({
        "seeds/a.txt": SEED,
        "seeds/b.txt": "The list has TKACH, Bohdan; and Tkach Bohdan once more. Tkach signed.",
        "seeds/c.txt": "Another Tkach was somewhere else.",
        "content/withheld.yaml": "- {names: [Bohdan Tkach], reason: a private person}\n",
    })  # fmt: skip
    built(archive)
    for name in "ab":
        assert not {"tkach", "bohdan"} & set(re.findall(r"\w+", json.dumps(report_of(archive, name)).casefold()))
    assert "Another Tkach was" in report_of(archive, "c")["text"]


NAMED_IN_FULL_ELSEWHERE = {
    "the title": {"a.md": "---\ntitle: Talk with Bohdan Tkach\n---\nThen Tkach left.\n"},
    "the author of a record": {"a.jsonl": '{"id": "a", "author": "Bohdan Tkach", "text": "Then Tkach left."}\n'},
    "beside it": {"a.txt": "Then Tkach left.", "a.txt.meta.yaml": "author: Tkach Bohdan\n"},
    "an attachment": {
        "a.txt": "Then Tkach left.",
        "a.txt.meta.yaml": "attachments: [b.srt]\n",
        "b.srt": "Bohdan Tkach:",
    },
    "two columns": {"a.csv": "id,text,first,last\r\na,Then she left.,Bohdan,Tkach\r\n"},
    "two fields": {"a.jsonl": '{"id": "a", "last": "Tkach", "first": "Bohdan", "text": "Then Tkach left."}\n'},
    "two fields within one": {
        "a.jsonl": '{"id": "a", "by": {"given": "Bohdan", "family": "Tkach"}, "text": "Left."}\n'
    },
    "two fields, escaped": {"a.jsonl": '{"id": "a", "n": "\\u0042ohdan", "m": "Tk\\u0061ch", "text": "Left."}\n'},
    "two fields of front matter": {"a.md": "---\nfirst: Bohdan\nlast: Tkach\n---\nThen Tkach left.\n"},
}


@pytest.mark.parametrize("where", NAMED_IN_FULL_ELSEWHERE)
def test_who_is_withheld_is_hidden_by_surname_wherever_the_whole_name_stands(make_archive, where):
    files = {f"seeds/{name}": text for name, text in NAMED_IN_FULL_ELSEWHERE[where].items()}
    archive = make_archive({**files, "content/withheld.yaml": "- {names: [Bohdan Tkach], reason: a private person}\n"})
    assert told(built(archive)) == []
    assert report_of(archive)["publication"] == "redacted"
    assert words_told(archive / "site", ["Bohdan", "Tkach"]) == []


def test_nothing_that_editors_list_leads_to_somebody_who_is_withheld(make_archive):
    text = " date 2022-09-18 Anna Bondar spoke in Izium."
    archive = make_archive({
        "seeds/a.txt": text,
        "content/withheld.yaml": "- {names: [Bohdan Tkach], reason: a private person}\n",
        "content/entities/people.yaml": "- {id: person-7, name: Bohdan Tkach}\n"
        "- {id: anna, name: Anna Bondar, affiliation: person-7, not: [person-7],\n"
        "   roles: [{role: helper, organization: person-7}]}\n",
        "content/sources.yaml": "- {id: paper, name: A paper, owner: person-7, party: person-7}\n",
        "content/events.yaml": "- {id: e, title: They meet, date: 2022-09-16, people: [anna, person-7]}\n",
        "content/questions.yaml": "- {id: q, question: How many?, where: person-7}\n",
        "content/reviews/a.yaml": review(text, "decisions:\n- {add: mention, exact: Izium, kind: person, entity: person-7}\n"),
    })  # fmt: skip
    outcome = built(archive)
    hint = "\n  hint: what is listed of it names somebody who is withheld: see what is said of content/entities"
    lines = [str(one) for one in outcome.problems]
    assert f"content/events.yaml:1:62: 'person-7' is left out of what is published{hint}" in lines
    assert f"content/questions.yaml:1:39: 'person-7' is left out of what is published{hint}" in lines
    assert words_told(archive / "site", ["person-7", "Tkach"]) == []


@pytest.mark.parametrize(
    "name",
    [
        "withheld.yml",
        "Withheld.yaml",
        "withheld.yaml.txt",
        "with-held.json",
        "withhold.yaml",
        "pages/withheld.yaml",
        "withheld/a.yaml",
    ],
)
def test_a_list_of_people_that_would_not_be_read_stops_the_build(make_archive, name):
    archive = make_archive({"seeds/a.txt": SEED, f"content/{name}": "- {names: [Bohdan Tkach], reason: private}\n"})
    with pytest.raises(InputError, match="this list would not be read, and everybody on it be named"):
        built(archive)
    assert not (archive / "site").exists() or not list((archive / "site").rglob("*.html"))


def test_an_archive_that_needs_the_list_is_not_built_without_it(make_archive):
    """As on another machine, since the list is kept out of the repository."""
    archive = make_archive({"seeds/a.txt": SEED, "content/settings.yaml": "withheld: true\n"})
    with pytest.raises(InputError, match=r"withheld\.yaml: there is no such file, and the settings need it"):
        built(archive)
    (archive / "content/withheld.yaml").write_text("[]\n")
    assert told(built(archive)) == []


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_list_of_people_stops_the_build_and_one_of_nobody_does_not(make_archive, text):
    archive = make_archive({"seeds/a.txt": SEED, "content/withheld.yaml": text})
    with pytest.raises(InputError, match=r"the file is empty\n  hint: write \[\] where nobody is withheld"):
        built(archive)
    (archive / "content/withheld.yaml").write_text("[]\n")
    assert told(built(archive)) == []


IN_OTHER_CASES = "Орина Квітковська жила тут. Ми бачили Орину Квітковську. Квітковську забрали до Квітки."


def test_a_redacted_name_in_another_case_is_told_by_its_place_alone(make_archive):
    seed = f" date 2022-09-18 {IN_OTHER_CASES}"
    rest = redact("Орина Квітковська", IN_OTHER_CASES)
    archive = make_archive({"seeds/a.txt": seed, "content/reviews/a.yaml": review(seed, rest)})
    what = "words at characters 38 to 43 and in 2 other places may be a hidden name in another case, and are published"
    assert told(built(archive)) == [f"content/reviews/a.yaml:6:3: warning: {what}"]
    (archive / "content/reviews/a.yaml").write_text(review(seed, rest.replace("witness", "witness, only_here: true")))
    assert told(built(archive)) == []


def test_a_withheld_name_in_another_case_is_told_until_it_is_listed(make_archive):
    archive = make_archive({
        "seeds/a.txt": "Ми бачили Орину Квітковську, і Марину Квітну.",
        "content/withheld.yaml": "- {names: [Орина Квітковська], reason: private}\n",
    })  # fmt: skip
    what = "words at characters 10 to 27 may be a hidden name in another case, and are published"
    assert told(built(archive)) == [f"seeds/a.txt: warning: {what}"]
    (archive / "content/withheld.yaml").write_text(
        "- {names: [Орина Квітковська, Орину Квітковську], reason: private}\n"
    )
    assert told(built(archive)) == []
    assert report_of(archive)["text"] == "Ми бачили █████, і Марину Квітну."


def test_a_note_says_who_held_words_back_the_archive_or_the_reviewer(make_archive):
    hidden = redact("Kupiansk")
    files = {
        "seeds/a.txt": SEED,
        "content/withheld.yaml": "- {names: [Bohdan Tkach], reason: a private person}\n",
        "content/reviews/a.yaml": review(SEED, hidden),
    }
    archive = make_archive(files)
    assert told(built(archive)) == []
    notes = re.findall(r'<span class="note [^>]*><b>\d+</b>Redacted: (.*?)</span></span>', page_of(archive))
    plain = [re.sub("<[^>]*>", "", one) for one in notes]
    assert plain == [
        "a private person. reviewed by the archive",
        "name of a witness, 22\u00a0Nov\u00a02026. reviewed by demo-desk",
    ]


@pytest.mark.parametrize("seed", [SEED, "other bytes"], ids=["reviewed", "suggested"])
def test_rights_that_a_review_says_have_its_status(make_archive, seed, request):
    rest = "rights: All rights are with the author.\n"
    archive = make_archive({"seeds/a.txt": SEED, "content/reviews/a.yaml": review(seed, rest)})
    built(archive)
    status = request.node.callspec.id
    (fact,) = re.findall(r"<dt>Rights</dt>\s*<dd[^>]*>(.*?)</dd>", page_of(archive), re.DOTALL)
    assert f'<span class="status {status}">' in fact


def test_people_who_are_withheld_are_hidden_in_reports_that_have_a_stale_review(make_archive):
    rest = "decisions:\n- {accept: mention, exact: Izium, kind: place, start: 78}\n- {add: mention, exact: Tkach, start: 93, kind: person}\n"
    files = {
        "seeds/a.txt": SEED,
        "content/withheld.yaml": "- {names: [Bohdan Tkach, Tkach], reason: a private person}\n",
        "content/reviews/a.yaml": review("other bytes", rest),
    }
    archive = make_archive(files)
    outcome = built(archive)
    assert told(outcome) == [
        "content/reviews/a.yaml:1:7: warning: made on another state of the file: the review is stale"
    ]
    report = report_of(archive)
    assert "Tkach" not in report["text"]
    assert report["review"]["stale"]


HIDDEN_FURTHER = {
    "a value that is not shown": '{"id": "a", "text": "Words.", "sources": [{"name": "A paper", "contact": "Bohdan Tkach"}]}\n',
    "the name of a field": '{"id": "a", "text": "Words.", "Bohdan Tkach": "said so"}\n',
    "a value that is too long": json.dumps({"id": "a", "text": "Words.", "memo": f"{'word ' * 3000} Bohdan Tkach"})
    + "\n",
    "escapes": '{"id": "a", "text": "Words.", "sources": {"name": "A", "by": "\\u0422\\u043a\\u0430\\u0447"}}\n',
}


@pytest.mark.parametrize("how", HIDDEN_FURTHER)
def test_a_name_in_a_file_is_hidden_with_it_wherever_it_stands(make_archive, how):
    files = {
        "seeds/a.jsonl": HIDDEN_FURTHER[how],
        "content/withheld.yaml": "- {names: [Bohdan Tkach, Ткач], reason: a private person}\n",
        "content/settings.yaml": "fields: {source: sources.*.name}\n",
    }
    archive = make_archive(files)
    built(archive)
    assert report_of(archive)["publication"] == "redacted"
    assert not (archive / "site/evidence").exists()


def test_what_is_left_out_of_a_saved_page_is_hidden_with_its_file(make_archive):
    page = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="windows-1251"><title>Graves</title></head><body><nav>'
        "Олег Ткач</nav><article><h1>Graves</h1><p>The police said on Thursday that at least 440 graves were found in a "
        "forest near the city of Izium.</p></article></body></html>\n"
    )
    files = {
        "seeds/a.html": page.encode("windows-1251"),
        "content/withheld.yaml": "- {names: [Олег Ткач], reason: a private person}\n",
    }
    archive = make_archive(files)
    built(archive)
    assert "Ткач" not in report_of(archive)["text"]
    assert report_of(archive)["publication"] == "redacted"


@pytest.mark.parametrize(
    "name, words", [("tkach.jpg", "no words"), ("notes.txt", "Seen by Bohdan TKACH."), ("a.srt", "1\nTkach")]
)
def test_what_a_report_attaches_is_looked_through_too(make_archive, name, words):
    files = {
        "seeds/a.txt": "A report.",
        "seeds/a.txt.meta.yaml": f"attachments: [files/{name}, files/b.jpg]\n",
        f"seeds/files/{name}": words,
        "seeds/files/b.jpg": "a picture",
        "content/withheld.yaml": "- {names: [Tkach], reason: a private person}\n",
    }
    archive = make_archive(files)
    built(archive)
    assert report_of(archive)["attachments"] == []
    assert not (archive / "site/evidence").exists()


def test_a_list_that_is_broken_stops_the_build(make_archive):
    files = {"seeds/a.txt": SEED, "content/withheld.yaml": "- {name: Bohdan Tkach, reason: a private person}\n"}
    archive = make_archive(files)
    with pytest.raises(Exception, match="unknown field 'name'"):
        built(archive)
    assert not (archive / "site/index.html").exists()


@pytest.mark.parametrize("path", ["content/settings.yaml", "templates/list.html"])
def test_a_name_in_the_settings_or_templates_stops_the_build(make_archive, path):
    words = "title: The house of Bohdan Tkach\n" if path.endswith(".yaml") else "<p>Bohdan Tkach</p>"
    files = {"seeds/a.txt": SEED, "content/withheld.yaml": "- {names: [Bohdan Tkach], reason: private}\n", path: words}
    archive = make_archive(files)
    with pytest.raises(Exception, match=f"{path}:1:"):
        built(archive)
    assert not (archive / "site/index.html").exists()
