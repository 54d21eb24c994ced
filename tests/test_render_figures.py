"""Questions as readers see them: every claim drawn and in its words, who stands behind it, what ties and parts claims."""

import hashlib
import json
import re
import time
from html import unescape
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claiming import claimed, counted, row
from linking import directory_of, every_page
from muniment.link.figure_pages import MOST_SHOWN
from muniment.model import (
    ClaimLine,
    ClaimRef,
    CountedRange,
    FigureLine,
    FigureList,
    FigurePage,
    FigureRef,
    OriginLine,
    Page,
    Question,
    Sighting,
    Standing,
    TieLine,
    changed,
)
from muniment.render.chart_claims import MOST_ROWS, ClaimRow, claims_chart, number_scale, range_strip
from muniment.render.pages import render_page
from muniment.render.question_data import question_tables
from muniment.render.schemas import SCHEMAS
from muniment.render.view_figures import answer_words, quoted
from muniment.settings import Settings
from rendered import SITE, Reader, document_of, html_of, page_of
from test_render_home import HOME
from test_render_lists import HOSTILE, line, name, quotation
from whole import built, bytes_of, fresh_site, what_could_run

OPERATORS = ("=", ">=", ">", "<=", "<", "~", "range")


def claim_id(words: str, occurrence: int = 1) -> str:
    """The id of the claim with these words."""
    return "c-" + hashlib.sha256(f"{words}\0{occurrence}".encode()).hexdigest()[:8]


def ref(report: str, words: str) -> str:
    return f"{report}#{claim_id(words)}"


CONTENT = {
    "content/entities/all.yaml": (
        "- {id: kharkiv, kind: place, name: Kharkiv, names: [Харків], coordinates: [49.99, 36.23]}\n"
        "- {id: state, kind: organization, name: The state}\n"
        "- {id: klymenko, kind: person, name: Ihor Klymenko, party: state}\n"
    ),
    "content/sources.yaml": "- {id: espreso, name: Espreso}\n- {id: cnn, name: CNN}\n",
    "seeds/first.md": (
        "---\ndate: 2022-09-16\nsource: Censor.NET\n---\n"
        "Ihor Klymenko said 12 people were killed in Kharkiv, Espreso reports.\n\n"
        "“About 12 people were killed in Kharkiv,” said Ihor Klymenko."
    ),
    "seeds/second.md": (
        "---\ndate: 2022-09-17\nsource: CNN\n---\n"
        "Mayor Anna Berg said at least 30 people were killed in Kharkiv. Between 40 and 50 people were killed in Kharkiv."
    ),
    "seeds/third.md": "---\ndate: 2022-09-18\n---\nUp to 20 people were killed in Kharkiv. More than 398 crosses stand there.",
    "seeds/fourth.md": "---\ndate: 2022-09-18\nsource: BBC\n---\nHundreds of people were killed in Kharkiv. In Kharkiv 25 people were killed.",
    "seeds/other.md": "---\ndate: 2022-09-18\nlanguage: uk\n---\nУ Харкові загинули 12 людей.",
}
QUESTIONS = f"""
- id: toll
  question: How many people were killed in Kharkiv?
  counted: [people killed]
  where: kharkiv
  when: 2022-09
  note: Counted in one night.
  claims:
    - {ref("first", "12 people")}
    - {ref("first", "About 12 people")}
    - {ref("second", "at least 30 people")}
    - {ref("second", "Between 40 and 50 people")}
    - {{claim: "{ref("third", "Up to 20 people")}", note: Nobody says who counted.}}
    - {ref("fourth", "Hundreds of people")}
  beside:
    - {{claim: "{ref("third", "More than 398 crosses")}", note: Crosses are no people.}}
- id: nothing
  question: Скільки могил?
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    for path, text in (CONTENT | {"content/questions.yaml": QUESTIONS}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    assert built(folder).problems == ()
    return folder


@pytest.fixture(scope="module")
def site(archive):
    return archive / "site"


def words_of(path) -> str:
    return " ".join(Reader(path.read_text("utf-8")).words.replace("\u00a0", " ").split())


# The page of a question.


def test_a_question_shows_every_claim_and_who_stands_behind_it(site):
    words = words_of(site / "figures/toll.html")
    assert "6 claims in 4 reports: from 12 to 40–50." in words
    assert "They have 3 origins; one of them is not known, and may be one of the others." in words
    assert "outlets3Censor.NET, CNN, BBC and 1 report whose publisher is not known" in words
    assert "relays1Espreso" in words
    assert "parties1The state and 1 speaker whose party is not known" in words
    assert "first-hand0none: nobody who says so is said to have counted or seen it" in words
    assert "Counts, not a score: they are never added up." in words
    assert "Claims 1 and 2 count as one utterance: Ihor Klymenko says so in one report." in words
    assert "are a report’s own words and the quotation that they rest on, of Ihor Klymenko." in words
    assert "no report names who said, saw or read it, so they count as one" in words
    assert "Only tells claim 2 again." in words
    assert "Nobody says who counted." in words
    assert "More than 398 crosses" in words
    assert "Crosses are no people." in words
    assert "Not compared with 1 claim without a number to compare." in words
    assert "In conflict with claims" in words
    assert "What this does not prove" in words


def test_a_question_that_nothing_answers_says_so(site):
    assert "No claim that answers it is in this archive." in words_of(site / "figures/nothing.html")


def of_claims(*claims, **fields):
    """The words of the page of a question that these claims answer."""
    rows = [row(f"r{n}", claim, **fields) for n, claim in enumerate(claims)]
    refs = tuple(ClaimRef(one.id, one.counts[0].id) for one in rows)
    directory = directory_of(rows, questions=(Question(id="toll", question="How many?", claims=refs),))
    (page,) = (page for page in every_page(directory, Settings()) if page.address == "figures/toll.html")
    return " ".join(Reader(render_page(page, SITE)[0][1].decode()).words.split())


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((12,), "1 claim in 1 report: 12."),
        ((12, 12), "so they count as one origin. Their numbers can all be right."),
        ((12, 30), "They are in conflict with each other."),
        ((12, 30, None), "2 of them are in conflict with each other."),
        ((12, 30, 40), "Each is in conflict with another."),
        ((12, 30, 40, None), "3 of them are in conflict with another."),
        ((12, 12, None), "None that can be compared is in conflict with another."),
        ((12, None), "They cannot be compared with each other."),
        ((None, None), "It has no number to compare."),
    ],
)
def test_the_first_sentences_are_right_of_few_claims(numbers, told):
    words = of_claims(*(counted(f"{n} {number} graves", number) for n, number in enumerate(numbers)))
    assert told in words
    assert "1 of them" not in words


def test_one_claim_has_one_origin_and_two_may_have_an_unknown_one():
    one, other = counted("12 graves", 12, speaker="Klymenko"), counted("30 graves", 30)
    named = (Sighting("person", "Klymenko"),)
    assert "How many origins It has one origin. Claim 1" in of_claims(one, entities=named)
    assert "How many origins No report tells where it comes from. Claim 1" in of_claims(other)
    words = of_claims(one, other, entities=named)
    assert "They have 2 origins; one of them is not known, and may be the other." in words
    assert "In conflict with claim 2: their ranges share no number." in words


def test_claims_that_nobody_has_put_to_the_question_stand_apart(site):
    page = Reader((site / "figures/toll.html").read_text("utf-8"))
    assert {"id": "further", "class": "machine"} in page.all("section")
    assert "25 people" in page.words.partition("Perhaps also")[2]
    assert page.misplaced == []


def test_links_lead_to_the_claim_in_its_report_and_back(site):
    page = Reader((site / "figures/toll.html").read_text("utf-8"))
    link = f"../reports/first.html#{claim_id('12 people')}"
    assert link in [one.get("href") for one in page.all("a")]
    report = (site / "reports/first.html").read_text("utf-8")
    assert f'id="{claim_id("12 people")}"' in report
    assert 'Answers: <a href="../figures/toll.html"' in report
    assert 'Stands beside: <a href="../figures/toll.html"' in (site / "reports/third.html").read_text("utf-8")
    assert "figures/" not in (site / "reports/other.html").read_text("utf-8")


def test_the_list_and_the_first_page_show_the_counts(site):
    vector = "outlets 3relays 1speakers 2parties 1first-hand 0documents 0"
    for address in ("figures.html", "index.html"):
        words = words_of(site / address)
        assert "How many people were killed in Kharkiv?" in words
        assert "from 12 to 40–50 · 6 claims in 4 reports, 3 origins · Kharkiv, September 2022 reviewed" in words
        assert vector in words
    assert "2 questions asked by the editors" in words_of(site / "figures.html")


def test_the_section_is_there_where_there_is_a_question_and_nowhere_else(site, make_archive):
    assert 'href="figures.html" aria-current="page"' in (site / "figures.html").read_text("utf-8")
    for files in ({}, {"seeds/a.txt": "12 people were killed in Kharkiv."}):
        archive = make_archive(files, f"without-{len(files)}")
        (archive / "seeds").mkdir(exist_ok=True)
        built(archive)
        assert not (archive / "site/figures.html").exists()
        assert "figures.html" not in (archive / "site/index.html").read_text("utf-8")
        assert json.loads((archive / "site/data/questions.json").read_bytes()) == {"schema": 1, "questions": []}


def test_what_rules_suggest_says_that_it_is_suggested(make_archive):
    rocket = "A rocket struck the crowded railway station in Kharkiv, killing {} people."
    kept = {path: text for path, text in CONTENT.items() if "content" in path}
    archive = make_archive(
        kept | {f"seeds/{n}.txt": f" date 2022-09-1{n} {rocket.format(12 + n)}" for n in range(6, 8)}
    )
    built(archive)
    listed = words_of(archive / "site/figures.html")
    assert "suggested by rules" in listed
    (page,) = (archive / "site/figures").glob("*.html")
    assert "How many people were reported dead in Kharkiv?" in words_of(page)
    assert "Whether they do, an editor decides." in words_of(page)
    (to_ask,) = re.findall(r"<pre[^>]*>(.*?)</pre>", page.read_text("utf-8"), re.DOTALL)
    (archive / "content/questions.yaml").write_text(unescape(to_ask), "utf-8")
    assert built(archive).problems == ()
    assert "1 question asked by the editors." in words_of(archive / "site/figures.html")


ACCEPTED = """
seed: {seed}
reviewer: desk
date: 2026-01-02
decisions:
- accept: mention
  exact: Hostomel
  kind: place
  name: Hostomel
"""


@pytest.fixture
def offered(make_archive):
    """An archive with a suggested question on a place that no editor lists: accepted in a report, no more."""
    rocket = "A rocket struck the crowded railway station in Hostomel, killing {} people."
    seeds = {f"seeds/r{n}.txt": f" date 2022-09-1{n} {rocket.format(12 + n)}" for n in range(6, 8)}
    return make_archive(seeds)


def offers(archive):
    """The texts that the one page of a question offers to editors."""
    (page,) = (one for one in (archive / "site/figures").glob("*.html") if "For editors" in one.read_text("utf-8"))
    return [unescape(one) for one in re.findall(r"<pre[^>]*>(.*?)</pre>", page.read_text("utf-8"), re.DOTALL)]


@pytest.mark.parametrize("is_accepted", [False, True], ids=["suggested", "accepted in a report"])
def test_what_is_offered_works_as_it_is_where_no_editor_lists_the_place(offered, is_accepted):
    if is_accepted:
        for path in (offered / "seeds").glob("*.txt"):
            review = ACCEPTED.format(seed=hashlib.sha256(path.read_bytes()).hexdigest())
            (offered / "content/reviews").mkdir(parents=True, exist_ok=True)
            (offered / f"content/reviews/{path.stem}.yaml").write_text(review, "utf-8")
    assert built(offered).problems == ()
    (before,) = json.loads((offered / "site/data/questions.json").read_bytes())["questions"]
    question, place = offers(offered)
    (offered / "content").mkdir(exist_ok=True)
    (offered / "content/questions.yaml").write_text(question, "utf-8")
    assert built(offered).problems == ()
    (after,) = json.loads((offered / "site/data/questions.json").read_bytes())["questions"]
    assert after == before | {"status": "reviewed", "where": None}
    (offered / "content/entities").mkdir()
    (offered / "content/entities/places.yaml").write_text(place, "utf-8")
    (offered / "content/questions.yaml").write_text(f"{question}\n  where: {before['where']}\n", "utf-8")
    assert built(offered).problems == ()
    (after,) = json.loads((offered / "site/data/questions.json").read_bytes())["questions"]
    assert after == before | {"status": "reviewed"}


def test_a_place_that_is_listed_by_now_is_offered_by_its_id(offered, tmp_path):
    built(offered)
    _, place = offers(offered)
    (offered / "content/entities").mkdir(parents=True)
    (offered / "content/entities/places.yaml").write_text(place, "utf-8")
    built(offered)
    (question,) = offers(offered)
    assert "  where: " in question
    assert bytes_of(offered / "site") == fresh_site(offered, tmp_path / "fresh")


def test_an_editor_who_gives_a_suggested_question_another_id_leaves_its_address_behind(offered, tmp_path):
    built(offered)
    question, _ = offers(offered)
    (before,) = (offered / "site/figures").glob("*.html")
    (offered / "content").mkdir(exist_ok=True)
    asked = question.replace("- id: ", "- id: toll #", 1)
    (offered / "content/questions.yaml").write_text(asked, "utf-8")
    assert built(offered).problems == ()
    assert 'content="0; url=toll.html"' in before.read_text("utf-8")
    assert bytes_of(offered / "site") == fresh_site(offered, tmp_path / "fresh")


QUOTABLE = "".join(map(chr, (0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0x1F600))) + '"\\\t: - #{'


def test_words_of_any_letters_are_offered_as_yaml_reads_them():
    assert yaml.safe_load(f"a: {quoted(QUOTABLE)}") == {"a": QUOTABLE}


def test_an_edit_of_a_question_makes_its_pages_anew_and_the_site_is_that_of_a_fresh_build(make_archive, tmp_path):
    archive = make_archive(CONTENT | {"content/questions.yaml": QUESTIONS})
    built(archive)
    before = bytes_of(archive / "site")
    for number, (old, new) in enumerate(
        ((QUESTIONS, QUESTIONS.replace("killed in Kharkiv?", "killed in the city?")), (QUESTIONS, ""), ("", QUESTIONS))
    ):
        (archive / "content/questions.yaml").write_text(new, "utf-8")
        built(archive)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / f"fresh-{number}")
        assert old != new
    assert bytes_of(archive / "site") == before


def test_the_sitemap_lists_questions(make_archive):
    archive = make_archive(
        CONTENT | {"content/questions.yaml": QUESTIONS, "content/settings.yaml": "url: https://example.org/a\n"}
    )
    built(archive)
    sitemap = (archive / "site/sitemap.xml").read_text("utf-8")
    assert "https://example.org/a/figures.html" in sitemap
    assert "https://example.org/a/figures/toll.html" in sitemap


def test_an_edit_of_one_report_makes_only_those_questions_anew_that_show_it(make_archive):
    archive = make_archive(CONTENT | {"content/questions.yaml": QUESTIONS})
    built(archive)
    before = bytes_of(archive / "site")
    (archive / "seeds/fourth.md").write_text(CONTENT["seeds/fourth.md"].replace("BBC", "RFI"), "utf-8")
    built(archive)
    after = bytes_of(archive / "site")
    changed_pages = {address for address in after if after[address] != before.get(address) and "figures" in address}
    assert changed_pages == {"figures/toll.html"}


@pytest.mark.parametrize("size", [{"width": 1300, "height": 900}, {"width": 390, "height": 800}], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["figures/toll.html", "figures/nothing.html", "figures.html", "index.html"])
def test_a_page_is_accessible_fits_and_needs_no_javascript(open_page, assert_accessible, site, address, size, scheme):
    page = open_page((site / address).as_uri(), inside=site.as_uri(), viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    without = open_page((site / address).as_uri(), inside=site.as_uri(), java_script_enabled=False)
    assert without.locator("h1").count() == 1


def test_print_leaves_out_what_is_only_suggested(open_page, site):
    page = open_page((site / "figures/toll.html").as_uri(), inside=site.as_uri())
    page.emulate_media(media="print")
    assert not page.locator("#further").is_visible()
    assert page.get_by_text("What a machine suggests is left out of print.").is_visible()
    assert page.locator("#claims").is_visible()


# The data.


def test_the_data_say_what_the_page_says(site):
    data = json.loads((site / "data/questions.json").read_bytes())
    Draft202012Validator(SCHEMAS["questions"]).validate(data)
    toll = data["questions"][0]
    assert [one["surface"] for one in toll["beside"]] == ["More than 398 crosses"]
    assert [one["surface"] for one in toll["further"]] == ["25 people"]
    assert toll["claims"][0]["retells"] == 1
    assert {tie["kind"] for origin in toll["origins"] for tie in origin["ties"]} == {
        "utterance",
        "retelling",
        "unknown",
    }
    package = json.loads((site / "data/datapackage.json").read_bytes())
    entry = next(one for one in package["resources"] if one["path"] == "questions.json")
    assert entry["jsonSchema"] == "schema/questions.schema.json"


CLAIMS = st.builds(
    claimed, st.sampled_from("abc"), st.sampled_from(["", "Klymenko"]), publisher=st.sampled_from(["", "cnn"]),
    relays=st.sampled_from([(), ("Espreso",)]), number=st.sampled_from([None, 12, 0.5]), op=st.sampled_from(OPERATORS),
    fate=st.sampled_from(["", "dead"]), basis=st.sampled_from(["", "document", "first-hand"]),
    published=st.sampled_from(["", "2022-09-16"]),
)  # fmt: skip


@given(st.lists(CLAIMS, max_size=6))
def test_every_question_fits_the_schema(claims):
    rows = [row(name, *(one.claim for one in claims if one.report == name)) for name in "abc"]
    refs = tuple(dict.fromkeys(ClaimRef(one.report, one.claim.id) for one in claims))
    question = Question(id="toll", question="How many?", claims=refs)
    (_, data), *more = question_tables(directory_of(rows, questions=(question,)).archive.figures)
    assert not more
    Draft202012Validator(SCHEMAS["questions"]).validate(json.loads(data))


# The drawing.


def drawn(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<body>{html}</body>")


def of(tree: ElementTree.Element, *classes: str) -> list[ElementTree.Element]:
    return [one for one in tree.iter() if set(classes) <= set(one.get("class", "").split())]


def claim_row(op: str = "=", low: float | None = 440, high: float | None = 440, **fields: object) -> ClaimRow:
    given: dict[str, object] = {"words": "440 graves", "who": "Klymenko, through CNN", "day": "2022-09-16", "number": 1}
    return ClaimRow(op=op, low=low, high=high, **{**given, **fields})  # type: ignore[arg-type]


SHAPES = {
    "Disc": claim_row(),
    "Bar": claim_row("range", 400, 440),
    "Arrow": claim_row(">=", 440, None),
    "Dots": claim_row("~", 445, 445),
    "Hollow": claim_row("~", 445, 445, retells=1, number=2),
    "Cross": claim_row(number=0),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_caption_names_every_shape_that_is_used_and_no_other(shape):
    rows = [claim_row("~", 445, 445), SHAPES[shape]] if shape == "Hollow" else [SHAPES[shape]]
    tree = drawn(claims_chart(rows, "How many?"))
    (caption,) = tree.iter("figcaption")
    named = {"".join(one.itertext()) for one in caption.iter("b")}
    assert named == ({shape} if shape != "Hollow" else {"Dots", "Hollow"})
    classes = {"Disc": "point", "Bar": "bar", "Arrow": "arrow", "Dots": "loose", "Hollow": "hollow", "Cross": "cross"}
    assert of(tree, classes[shape])
    assert bool(of(tree, "tie")) == (shape == "Hollow")


def test_the_description_tells_the_whole_finding():
    rows = [
        claim_row(),
        claim_row(">=", 398, None, day="", who="The ministry", number=2),
        claim_row(number=0, low=398, high=398),
    ]
    (description,) = (one.text for one in drawn(claims_chart(rows, "How many?")).iter("desc"))
    assert description == (
        "16\u00a0September\u00a02022: “440 graves”, 440, Klymenko, through CNN. "
        "day not known: “440 graves”, 398 or more, The ministry. "
        "16\u00a0September\u00a02022: “440 graves”, Klymenko, through CNN: not a count of what is asked. "
        "The scale runs from 380 to 460 and does not begin at zero."
    )


def test_a_scale_that_does_not_begin_at_zero_says_so():
    assert "The scale begins at 438, not at zero." in claims_chart([claim_row(), claim_row(low=445, high=445)], "x")
    assert "not at zero" not in claims_chart([claim_row(), claim_row(low=4, high=4)], "x")
    assert "not at zero" not in claims_chart([claim_row("<=", None, 440)], "x")


def test_what_has_no_number_has_a_row_and_no_shape():
    tree = drawn(claims_chart([claim_row(), claim_row("~", None, None, number=2)], "x"))
    assert len(of(tree, "point")) == 1
    assert "no number" in "".join(tree.itertext())
    assert claims_chart([claim_row("~", None, None)], "x") == ""
    assert range_strip([("~", None, None, False)], "x") == ""


NUMBERS = st.integers(0, 10**15) | st.floats(0, 1.7e308) | st.sampled_from([1e300, 1e308, 0])


@given(st.lists(st.tuples(st.sampled_from(OPERATORS), NUMBERS, NUMBERS), min_size=1, max_size=6))
def test_whatever_is_claimed_the_drawing_stays_within_its_place(claims):
    rows = [
        claim_row(
            op, None if op in ("<", "<=") else min(one, other), None if op in (">", ">=") else max(one, other), number=n
        )
        for n, (op, one, other) in enumerate(claims, 1)
    ]
    for html in (claims_chart(rows, "x"), range_strip([(one.op, one.low, one.high, False) for one in rows], "x")):
        for share in re.findall(r'(?:x|x1|x2)="([-0-9.]+)%"', html):
            assert 0 <= float(share) <= 100
        if html:
            drawn(html)


@given(st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 1e12)).map(lambda ends: (min(ends), max(ends))), min_size=1))
def test_a_scale_holds_all_and_has_few_round_numbers(extents):
    scale = number_scale(extents)
    assert scale
    assert scale.first <= min(first for first, _ in extents)
    assert scale.last >= max(last for _, last in extents)
    assert 1 <= round((scale.last - scale.first) / scale.step) <= 8


@pytest.mark.parametrize("last", [5, 440, 99_999, 350_000, 7_000_000, 10**13, 1e20])
def test_numbers_of_a_scale_do_not_touch_on_a_phone(last):
    tree = drawn(claims_chart([claim_row(low=0, high=0), claim_row(low=last, high=last, number=2)], "x"))
    ticks = [one for one in tree.iter("text") if one.get("y") == "16.0"]
    reach = -8.0
    for one in ticks:
        width, x = 7.5 * len(one.text), 3.5 * float(one.get("x").rstrip("%"))
        left = x - {"middle": width / 2, "end": width}.get(one.get("text-anchor") or "", 0)
        assert left >= reach + 7
        reach = left + width
    assert len(ticks) >= 2


def test_an_arrow_has_room_or_is_left_out():
    rows = [claim_row("<=", None, 12), claim_row(low=350_000, high=350_000, number=2)]
    assert not of(drawn(claims_chart(rows, "x")), "arrow")
    assert of(drawn(claims_chart([claim_row("<=", None, 200_000), rows[1]], "x")), "arrow")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([("=", 50, 50), ("~", 50, 50)], "50 or about 50"),
        ([("=", 440, 440), ("~", 445, 445)], "from 440 to about 445"),
        ([("=", 50, 50), ("=", 50, 50)], "50"),
        ([("~", None, None)], ""),
    ],
)
def test_an_answer_goes_from_the_lowest_to_the_highest(counts, words):
    assert answer_words(counts) == words


def test_many_claims_are_drawn_up_to_a_bound():
    html = claims_chart([claim_row(number=n) for n in range(1, MOST_ROWS + 9)], "x")
    assert "8 more claims below, not drawn." in html
    assert "8 more claims not drawn." in html


# What could do harm.

HOSTILE_NAME = name(HOSTILE)
HOSTILE_CLAIM = ClaimLine(
    claim=counted(HOSTILE, 1e300, what=HOSTILE, where=HOSTILE, excludes=HOSTILE, fate=HOSTILE),
    speaker=HOSTILE_NAME, party=HOSTILE_NAME, carriers=(HOSTILE_NAME,), place=None, note=HOSTILE,
    standing=Standing(0, 7, (7,), 9, (("no number", 2),)),
)  # fmt: skip
HOSTILE_FIGURE = FigurePage(
    id="a", question=HOSTILE, status="suggested", counted=(HOSTILE,), where=HOSTILE_NAME, when="2022-09", note=HOSTILE,
    claims=(HOSTILE_CLAIM,), beside=(changed(HOSTILE_CLAIM, standing=None),), further=(changed(HOSTILE_CLAIM, standing=None),),
    quotations=(quotation(line("a", title=HOSTILE), f"Says {HOSTILE} there.", HOSTILE),) * 3, left=9, beside_left=1,
    further_left=1, reports=1, origins=(OriginLine((0, 7), 9, (TieLine("relay", (0, 7), HOSTILE_NAME),), False),),
    origins_left=2, vector=((HOSTILE_NAME,),) * 6, counts=(9,) * 6, reports_of_nobody=1, speakers_of_no_party=1,
    is_place_listed=False, to_adopt=("a#c-01234567",),
)  # fmt: skip
HOSTILE_LINE = FigureLine(
    id="a", address="figures/a.html", question=HOSTILE, status="suggested", where=HOSTILE_NAME, when="2022", claims=1,
    reports=1, origins=1, counts=(1,) * 6, ranges=(CountedRange("~", 1e300, 1e300, False),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("figures/a.html", HOSTILE_FIGURE),
        (
            "figures.html",
            FigureList(figures=(HOSTILE_LINE,), part=1, parts=("figures.html",), asked=0, suggested=1, left=2),
        ),
        ("index.html", changed(HOME, figures=(HOSTILE_LINE,), asked=1, suggested=5)),
    ],
)
def test_hostile_words_are_words(address, value):
    html = render_page(Page(address, value), SITE)[0][1].decode()
    assert what_could_run(html) == []
    assert Reader(html).misplaced == []
    assert "<script>alert" not in html
    assert "\u202e" not in html


def test_a_report_links_a_hostile_question_as_words():
    page, _ = page_of(document_of())
    claim = "c-0123abcd"
    html = html_of(document_of(), figures=(FigureRef(claim, "answers", "figures/a.html", HOSTILE, "suggested"),))
    assert page.address == "reports/one.html"
    assert what_could_run(html) == []
    assert "Answers: " in html


def test_a_question_with_thousands_of_claims_is_quickly_made_and_bounded():
    rows = [
        row(
            f"r{report}",
            *(counted(f"{report} {number} graves", number * report, id=f"c-{number:08x}") for number in range(50)),
        )
        for report in range(100)
    ]
    refs = tuple(ClaimRef(one.id, claim.id) for one in rows for claim in one.counts)
    began = time.perf_counter()
    directory = directory_of(rows, questions=(Question(id="graves", question="How many?", claims=refs),))
    page = next(one for one in every_page(directory, Settings()) if one.address == "figures/graves.html")
    assert isinstance(page.value, FigurePage)
    assert (len(page.value.claims), page.value.left) == (MOST_SHOWN, 5000 - MOST_SHOWN)
    html = render_page(page, SITE)[0][1].decode()
    assert time.perf_counter() - began < 20
    assert len(html) < 1_000_000
    assert "And 4,800 more" in html
