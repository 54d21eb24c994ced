"""A report's page: the text exactly, what was found in it marked in place, and what is not known."""

import json
import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.model import (
    Attribution,
    Claim,
    DateMention,
    Decided,
    Evidence,
    Findings,
    Line,
    Mention,
    Name,
    RelatedLine,
    Report,
    Reviewed,
    Site,
    Value,
    changed,
)
from muniment.render.citations import Cited, cite
from muniment.render.nesting import Marking, nested
from muniment.render.pages import render_report
from muniment.render.report_review import review_of
from muniment.render.text import MOST_MARKS, MOST_NOTES
from muniment.render.words import PUBLICATION_MEANINGS
from rendered import FINDINGS, IZIUM, SITE, TEXT, Reader, document_of, html_of, page_of, span, typed

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} \u202egnp.exe"


def read(document=None, findings=FINDINGS, **fields):
    return Reader(html_of(document or document_of(), findings, **fields))


def test_the_text_is_the_archived_one_to_the_letter():
    page = read()
    assert page.sheet.strip() == TEXT
    assert page.misplaced == []


def test_only_a_review_says_that_the_report_names_nobody():
    """What rules did not find may stand there all the same."""
    (quote,), (claim,) = FINDINGS.quotes, FINDINGS.claims

    def words_with(status):
        quotes, claims = (changed(quote, speaker=None, status=status),), (changed(claim, speaker="", status=status),)
        return read(findings=changed(FINDINGS, quotes=quotes, claims=claims)).words

    suggested, reviewed = words_with("suggested"), words_with("reviewed")
    assert (suggested.count("no rule found who"), suggested.count("speaker not named")) == (2, 0)
    assert (reviewed.count("no rule found who"), reviewed.count("speaker not named")) == (0, 2)


def test_names_and_days_lead_to_their_pages():
    marks = [kept for kept in read().all("a") if "mark" in kept.get("class", "").split()]
    assert [kept["href"] for kept in marks] == [
        "../people/marchenko-1.html",
        "../dates/2022-09-16.html",
        "../places/izium.html",
        "../sources/cnn.html",
    ]
    assert marks[2]["class"] == "mark reviewed"
    assert marks[0]["class"] == "mark suggested"


def test_a_date_says_what_it_stands_for_and_why():
    html = html_of(document_of())
    assert '<time datetime="2022-09-16">Friday</time>' in html
    assert "<q>Friday</q> is <b>16\u00a0Sep\u00a02022</b>: the last one before the report’s day." in html


def test_a_claim_is_marked_in_the_text_and_told_below_it():
    page = read()
    assert {"id": "c-0123abcd", "class": "mark claim suggested"} in page.all("span")
    assert "440 or more graves, Izium, September" in re.sub(
        r"\s+", " ", page.words.replace("Sep\u00a02022", "September")
    )
    assert any(kept["href"] == "#c-0123abcd" for kept in page.all("a"))


def test_those_who_passed_a_claim_on_are_linked_where_they_are_known():
    claim = changed(FINDINGS.claims[0], chain=("Valerii Marchenko", "CNN", "<b>Nobody"))
    html = html_of(document_of(), changed(FINDINGS, claims=(claim,)))
    says = html[html.index('data-label="Who says so"') :].partition("</td>")[0]
    assert ' › <a href="../sources/cnn.html" dir="auto">CNN</a> › <bdi>&lt;b&gt;Nobody</bdi>' in says


def test_who_speaks_is_told_with_their_role():
    words = re.sub(r"\s+", " ", read().words)
    assert "Valerii Marchenko, Mayor suggested “The search is ongoing,” p2" in words


def test_through_whom_it_came_is_drawn_from_the_first_voice():
    words = re.sub(r"\s+", " ", read().words)
    assert "Valerii Marchenko is quoted Rada TV carried it p2" in words
    assert "CNN published it suggested" in words
    assert "CNN is credited" not in words  # the publisher is not drawn twice
    assert "collected when: unknown" in words


def test_first_words_that_stand_for_a_title_are_said_to_be_so():
    assert "The file states no title; these are its first words." in html_of(document_of())
    titled = html_of(document_of(title=Value("A title", "stated", "front matter, line 2")))
    assert "states no title" not in titled
    assert "Title from front matter, line 2." in titled
    assert "<title>A title · Test archive</title>" in titled


def test_a_title_that_rules_suggest_is_said_to_be_that():
    title = Value("A title", "suggested", "first line, which stands twice")
    html = html_of(document_of(), Findings(title=title), title="A title", title_kind="title")
    assert "The file states no title; this is its first line, which stands twice." in html
    assert "[“<bdi>A title</bdi>”, suggested title]" in html
    assert '"name": "A title"' not in html  # JSON-LD has no place for a status


def test_what_stands_for_a_title_says_what_it_is():
    after = html_of(document_of(), Findings(begins=5), title_kind="first words")
    assert "these are its first words, after a site’s navigation or a letter’s head." in after
    nothing = html_of(document_of(""), Findings(), title="one", title_kind="file name")
    assert "The file states no title and has no words; this is its name." in nothing


def test_what_is_unknown_is_printed_as_unknown():
    page = read(document_of(published=None), Findings(), publisher=None, language="")
    words = re.sub(r"\s+", " ", page.words)
    for label in ("Published", "Publisher", "Address", "Author", "Collected", "Language"):
        assert f"{label} unknown" in words
    assert "date unknown" in words
    assert "publisher unknown" in words


def test_empty_sections_are_left_out():
    page = read(document_of(), Findings())
    ids = {kept.get("id") for _, kept in page.elements}
    assert not ids & {"claims", "speakers", "related", "versions", "machine"}
    assert {"cite", "evidence", "text"} <= ids


def test_what_the_seed_states_is_shown_with_where():
    document = document_of(
        authors=(Value("A. Author", "stated", "front matter, line 4"),),
        url=Value("https://example.org/a?b=1&c=2", "stated", "front matter, line 5"),
        tags=(Value("war"), Value("graves")),
        coordinates=(49.2, -37.25),
        retrieved="2022-09-20",
        collector="A collector",
        rights="CC BY 4.0",
        prefix=" date 2022-09-18 ",
        other=(("priority", "3"),),
    )
    page = read(document)
    words = re.sub(r"\s+", " ", page.words)
    assert "A. Author stated, front matter, line 4" in words
    assert "49.2° N, 37.25° W" in words
    assert "Collected 2022-09-20, by A collector" in words
    assert "CC BY 4.0" in words
    assert "priority 3" in words
    assert {"href": "https://example.org/a?b=1&c=2", "rel": "nofollow noreferrer"}.items() <= next(
        kept.items() for kept in page.all("a") if "address" in kept.get("class", "")
    )
    assert '<pre class="raw prefix" dir="auto"> date 2022-09-18 </pre>' in html_of(document)


def test_related_reports_and_versions_are_linked():
    other = Line(id="two", address="reports/two.html", title="Another", title_status="stated")
    page = read(related=(RelatedLine(other, (IZIUM,)),), versions=(("translation of", other),), older=other)
    assert [kept["href"] for kept in page.all("a")].count("two.html") == 3
    assert "Translation of" in page.words
    assert "does not say that they tell of the same event" in page.words


def test_the_evidence_can_be_checked_without_this_program():
    document = document_of()
    html = html_of(document)
    assert f"SHA-256 {document.evidence.sha256}" in html
    for command in ("sha256sum evidence/one.txt", "shasum -a 256 evidence/one.txt", "certutil -hashfile"):
        assert command in typed(html)


def test_a_row_says_which_bytes_of_which_file_it_is():
    evidence = Evidence(
        "evidence/one.json", "a" * 64, 40, "seeds/many.jsonl", "seeds/many.jsonl", "b" * 64, 100, 140, 3
    )
    html = html_of(document_of(evidence=evidence))
    assert "seeds/many.jsonl, line 3: bytes 100 to 140" in html
    assert "tail -c +101 seeds/many.jsonl | head -c 40 | sha256sum" in typed(html)
    assert "b" * 64 in html


@pytest.mark.parametrize("publication", ["excerpt", "metadata"])
def test_a_text_whose_rights_are_reserved_says_so_and_offers_no_bytes(publication):
    evidence = Evidence("", "a" * 64, 500, "seeds/one.txt")
    html = html_of(document_of("The beginning", publication=publication, evidence=evidence), Findings())
    assert PUBLICATION_MEANINGS[publication] in html
    assert "rights" not in html
    assert "not published" in html
    assert "sha256sum" not in html


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_nothing_in_a_report_is_run(form):
    line = Name("x", "source", HOSTILE, "", "suggested")
    document = document_of(
        f"{HOSTILE} [x](javascript:alert(1))\n\n" + "A" * 5000,
        form=form,
        title=Value(HOSTILE),
        url=Value("javascript:alert(1)"),
        authors=(Value(HOSTILE),),
        prefix=HOSTILE,
        other=((HOSTILE, HOSTILE),),
        summary=HOSTILE,
        retrieved=HOSTILE,
    )
    claim = Claim("c-1", 0, 8, HOSTILE[:8], "=", 1, 1, HOSTILE, HOSTILE, "2022", HOSTILE, (HOSTILE,))
    credit = Attribution("via", 0, 8, HOSTILE[:8], HOSTILE, "", HOSTILE)
    findings = Findings(claims=(claim,), attributions=(credit,))
    html = html_of(document, findings, publisher=line, language='en" x="')
    page = Reader(html)
    assert [kept.get("type", kept.get("src")) for kept in page.all("script")] == [
        "../assets/report.js",
        "application/ld+json",
    ]
    for tag, kept in page.elements:
        assert tag not in ("img", "iframe", "object", "style")
        assert not [name for name in kept if name.startswith("on") or name == "style"], (tag, kept)
        assert not kept.get("href", "").lower().startswith("javascript")
    assert "\u202e" not in html
    assert page.misplaced == []


def test_the_policy_allows_what_the_page_uses_and_no_more():
    html = html_of(document_of())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.replace("&#39;", "'") == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_data_for_machines_cannot_end_its_element():
    html = html_of(document_of(title=Value("</script><script>alert(1)</script>")))
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in block
    data = json.loads(block)
    assert data["name"] == "</script><script>alert(1)</script>"
    assert data["datePublished"] == "2022-09-18"
    assert data["associatedMedia"]["sha256"] == document_of().evidence.sha256


def test_without_a_title_machines_are_told_none():
    assert '"name":"Mayor' not in html_of(document_of())


def test_absolute_addresses_appear_only_with_the_archives_own():
    assert "og:" not in html_of(document_of())
    assert "canonical" not in html_of(document_of())
    html = html_of(document_of(), site=Site(title="x", url="https://example.org/a/"))
    assert '<link rel="canonical" href="https://example.org/a/reports/one.html">' in html
    assert '<meta property="og:url" content="https://example.org/a/reports/one.html">' in html


def test_every_link_is_relative():
    for kept in [*read().all("a"), *read().all("link")]:
        assert not re.match(r"[a-z]+:|/", kept["href"]) or kept["href"].startswith("data:image/svg+xml"), kept


def test_a_report_comes_with_its_json():
    page, report = page_of(document_of())
    addresses = [address for address, _ in render_report(page, SITE, report)[0]]
    assert addresses == ["reports/one.html", "reports/one.json"]


def test_the_same_report_gives_the_same_bytes():
    page, report = page_of(document_of())
    assert render_report(page, SITE, report) == render_report(page, SITE, report)


# Many and overlapping marks


def test_a_report_with_many_names_stays_readable():
    sentence = "Anna Kovalenko spoke on Sunday. "
    times = 2000
    mentions = tuple(
        Mention("person", at, at + 14, "Anna Kovalenko", "Anna")
        for at in range(0, times * len(sentence), len(sentence))
    )
    dates = tuple(
        DateMention(at + 24, at + 30, "Sunday", "DATE", "x", f"{1000 + number}-01-01")
        for number, at in enumerate(range(0, times * len(sentence), len(sentence)))
    )
    page = read(document_of(sentence * times), Findings(mentions=mentions, dates=dates))
    marks = [kept for tag, kept in page.elements if "mark" in kept.get("class", "").split() and tag in ("a", "span")]
    notes = [kept for kept in page.all("span") if kept.get("role") == "note"]
    assert len(marks) == MOST_MARKS
    assert len(notes) == MOST_NOTES
    words = re.sub(r"\s+", " ", page.words)
    assert f"Notes stand beside the first {MOST_NOTES} marks" in words
    assert f"{2 * times - MOST_MARKS} names, dates and numbers, is not marked" in words
    assert page.sheet.strip() == (sentence * times).strip()


def test_marks_that_overlap_become_marks_that_nest():
    text = "at least 440 graves in Izium were found"
    findings = Findings(
        mentions=(Mention("place", *span("graves in Izium", text), "Izium", "izium", "reviewed"),),
        dates=(DateMention(*span("in Izium were", text), "DATE", "2022-09-16", "2022-09-16"),),
        claims=(Claim("c-1", *span("at least 440 graves", text), ">=", 440, None, "graves"),),
    )
    page = read(document_of(text), findings)
    assert page.misplaced == []
    assert page.sheet.strip() == text


def marking(start, end, is_link, rank):
    return Marking(start=start, end=end, rank=rank, opening="", again="", closing="", is_link=is_link)


@given(
    st.lists(
        st.builds(marking, st.integers(-2, 22), st.integers(-2, 22), st.booleans(), st.integers(0, 3)), max_size=12
    )
)
def test_whatever_overlaps_nests(markings):
    kept = nested(markings, 20)
    for index, one in enumerate(kept):
        assert 0 <= one.start < one.end <= 20
        for other in kept[index + 1 :]:
            assert other.start >= one.start
            assert other.start >= one.end or other.end <= one.end
            assert not (one.is_link and other.is_link and other.start < one.end)


def test_markdown_is_read_as_markdown_and_plain_text_is_not():
    assert "<em>" in html_of(document_of("*one*", form="markdown"), Findings())
    assert "<em>" not in html_of(document_of("*one*"), Findings())


@pytest.mark.parametrize(
    ("language", "text", "direction"),
    [("ar", "قال مسؤول محلي", "rtl"), ("uk", "Ексгумація триватиме", "auto"), ("zh", "集体埋葬地点", "auto")],
)
def test_every_script_keeps_its_language_and_direction(language, text, direction):
    page = read(document_of(text, language=Value(language)), Findings(), title=text)
    sheet = next(kept for kept in page.all("div") if kept.get("id") == "text")
    assert (sheet["lang"], sheet["dir"]) == (language, direction)
    heading = page.all("h1")[0]
    assert (heading["lang"], heading["dir"]) == (language, "auto")
    assert page.sheet.strip() == text


# Citations

CITED = Cited(
    id="one",
    archive="Test {archive}",
    words="50% of “A & B” #1\nTY  - BOOK \\x ~ ^ _ $ {",
    title_kind="title",
    title_status="stated",
    authors=("A. Author", "B\nAuthor"),
    publisher="CNN",
    publisher_status="suggested",
    published="2022-09-18",
    language="en",
    url="https://example.org/a{b}",
    address="",
    sha256="a" * 64,
)


def line_of(cited):
    """The citation as it can be copied."""
    return "".join(piece.before + piece.value + piece.after for piece in cite(cited).pieces)


def test_bibtex_keeps_its_braces_balanced():
    bibtex = cite(CITED).bibtex
    escaped = bibtex.replace("\\{", "").replace("\\}", "").replace("\\textbackslash{}", "")
    assert escaped.count("{") == escaped.count("}")
    assert r"50\% of “A \& B” \#1 TY - BOOK \textbackslash{}x \textasciitilde{} \textasciicircum{} \_ \$ \{" in bibtex
    assert "author       = {{A. Author} and {B Author}}" in bibtex
    assert "url          = {https://example.org/a%7Bb%7D}" in bibtex


def test_ris_has_one_value_a_line():
    lines = cite(CITED).ris.splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert lines[0] == "TY  - NEWS"
    assert lines[-1] == "ER  - "
    assert lines.count("DA  - 2022/09/18/") == 1
    assert [line for line in lines if line.startswith("TY")] == ["TY  - NEWS"]


def test_csl_is_json():
    (item,) = json.loads(cite(CITED).csl)
    assert item["issued"] == {"date-parts": [[2022, 9, 18]]}
    assert item["author"] == [{"literal": "A. Author"}, {"literal": "B Author"}]


def test_a_citation_says_what_is_suggested_and_what_is_unknown():
    untitled = changed(CITED, title_kind="first words", words="First words", publisher="", published="")
    text = line_of(untitled)
    assert "[“First words”, first words]" in text
    suggested = changed(CITED, words="A title", title_status="suggested")
    assert "[“A title”, suggested title]" in line_of(suggested)
    assert "title        = {{[A title]}}" in cite(suggested).bibtex
    assert "TI  - [A title]" in cite(suggested).ris
    assert "publisher unknown" in text
    assert "date unknown" in text
    assert "CNN (suggested)" in line_of(CITED)
    assert "Publisher: unknown" in cite(untitled).bibtex


def test_citations_are_escaped_on_the_page():
    html = html_of(document_of(title=Value("<b>")))
    assert escape("{{<b>}}") in html


# Through whom it came


def drawn(attributions, **findings):
    html = html_of(document_of(), Findings(attributions=attributions, **findings))
    figure = html[html.index('<figure class="chain"') : html.index("</figure>")]
    return re.sub(r"\s+", " ", Reader(figure).words)


def test_one_whom_a_source_passes_on_stands_before_it():
    via = Attribution("via", *span("on Rada TV"), "Rada TV", "", "Valerii Marchenko")
    assert "Valerii Marchenko is cited Rada TV carried it p2" in drawn((via,))


def test_words_of_nobody_named_come_from_an_unknown_voice():
    channel = Attribution("channel", *span("on Rada TV"), "Rada TV")
    assert "unknown whose words it passes on Rada TV carried it p2" in drawn((channel,))


def test_a_channel_carries_the_one_who_speaks_in_its_paragraph():
    channel = Attribution("channel", *span("on Rada TV"), "Rada TV")
    assert "Valerii Marchenko is quoted Rada TV carried it p2" in drawn((channel,), quotes=FINDINGS.quotes)


def test_two_who_carry_the_same_voice_in_two_places_are_two_lines():
    on_rada = Attribution("via", *span("on Rada TV"), "Rada TV", "", "Valerii Marchenko")
    on_espreso = Attribution("via", *span("Mayor"), "Espreso", "", "Valerii Marchenko")
    words = drawn((on_espreso, on_rada))
    assert words.count("Valerii Marchenko is cited") == 2
    assert "Espreso carried it p1 Valerii Marchenko is cited Rada TV carried it p2" in words


def test_many_voices_are_counted_rather_than_drawn():
    many = tuple(Attribution("citing", *span("Mayor"), f"Source {number}") for number in range(10))
    words = drawn(many)
    assert "Source 6 is cited" in words
    assert "Source 7" not in words
    assert "and 3 more in the text" in words


def test_without_voices_the_figure_leads_from_publisher_to_archive():
    assert drawn(()).strip().startswith("CNN published it suggested")


def test_who_passes_it_on_is_told_in_words_where_editors_decided_on_it():
    was = ("kind", "via"), ("source", "Espreso")
    decided = Decided(verb="correct", about="attribution", was=was, now=(*was, ("of", "Klymenko")))
    reviewed = Reviewed(reviewer="desk", date="2022-09-20", decided=(decided,))
    review = review_of(Report(document_of(), Findings(), reviewed=reviewed), lambda start: "", lambda *of: None)
    assert (review.decided[0].was, review.decided[0].now) == (
        "Espreso, passed it on", "Espreso, passed it on, from Klymenko"
    )  # fmt: skip
