"""What the search is told of a report: its readable words, and what it may be filtered by."""

import pytest

from muniment.model import (
    Document,
    Evidence,
    Findings,
    Line,
    Mention,
    Name,
    Report,
    ReportPage,
    SearchRecord,
    changed,
)
from muniment.render.search_record import search_record

EVIDENCE = Evidence("evidence/a.txt", "0" * 64, 10, "seeds/a.txt")
LINE = Line(id="a", address="reports/a.html", title="Graves", title_status="suggested", language="en")


def name(kind: str, words: str, address: str = "") -> tuple[tuple[str, str, str], Name]:
    folder = {"person": "people", "source": "sources"}.get(kind, f"{kind}s")
    key = words.lower().replace(" ", "-")
    return (kind, words, ""), Name(key, kind, words, address or f"{folder}/{key}.html", "suggested")


def record(
    text: str = "Words.", form: str = "plain", line: Line = LINE, publication: str = "public", **page
) -> SearchRecord:
    document = Document(
        id="a", form=form, text=text, text_sha256="", derivation="", evidence=EVIDENCE, publication=publication
    )
    findings = Findings(mentions=(Mention("place", 0, 5, text[:5], text[:5]),))
    page = {"names": (), "sources": (), "dates": (), **page}
    return search_record(Report(document, findings), ReportPage(digest="", line=line, **page))


def filters(made: SearchRecord) -> dict[str, tuple[str, ...]]:
    return dict(made.filters)


def test_each_paragraph_of_a_plain_text_is_one_of_the_record():
    assert record("First line\nof it.\n\n\nSecond * not markup *.\n").paragraphs == (
        "First line of it.",
        "Second * not markup *.",
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Some *stressed* [words](http://example.org/hidden).\n\nEnd.", ("Some stressed words.", "End.")),
        ("## Heading\n\nText", ("Heading", "Text")),
        ("> a quote of `code < x`\n> in two lines", ("a quote of code < x in two lines",)),
        ("- one\n- two", ("one", "two")),
        ("| name | age |\n|---|---|\n| Anna | 70 |", ("name age", "Anna 70")),
        ("a **bold**ly b &amp; c &lt;", ("a boldly b & c <",)),
        ("<b>not a tag</b> here", ("<b>not a tag</b> here",)),
        ("```\ncode block\n```", ("code block",)),
        ("***", ()),
    ],
)
def test_of_markdown_what_is_seen_is_searched(text, seen):
    assert record(text, "markdown").paragraphs == seen


def test_a_report_without_text_is_still_found():
    made = record("")
    assert (made.address, made.title, made.paragraphs) == ("reports/a.html", "Graves", ())


def test_filters_offer_names_that_have_a_page():
    made = record(
        names=(
            name("person", "Oleh Kotenko"),
            name("person", "Once Named", "reports/a.html#p1"),
            name("place", "Izium"),
        ),
        sources=(name("source", "Espreso"), name("source", "Nobody", "")),
    )
    assert filters(made)["person"] == ("Oleh Kotenko",)
    assert filters(made)["place"] == ("Izium",)
    assert filters(made)["source"] == ("Espreso", "Nobody")
    assert "organization" not in filters(made)


def test_who_published_it_is_always_a_filter():
    line = changed(LINE, publisher=Name("cnn", "source", "CNN", "reports/a.html#p1", "stated"))
    made = record(line=line)
    assert (made.source, filters(made)["source"]) == ("CNN", ("CNN",))


def test_how_each_value_is_known_goes_with_it():
    line = changed(LINE, title_status="stated", published_status="verified", publisher_status="reviewed")
    made = record(line=line)
    assert (made.title_status, made.date_status, made.source_status) == ("stated", "verified", "reviewed")


def test_what_is_unknown_is_a_value():
    made = record(line=changed(LINE, language=""))
    assert filters(made)["year"] == ("unknown",)
    assert filters(made)["language"] == ("unknown",)
    dated = record(line=changed(LINE, published="2022-09", language="uk-UA"))
    assert (filters(dated)["year"], filters(dated)["language"]) == (("2022",), ("uk",))


def test_a_report_that_no_editor_has_reviewed_is_found_under_suggested_alone():
    line = changed(LINE, title_status="stated", published="2022", published_status="stated")
    assert filters(record(line=line))["status"] == ("suggested",)


def test_names_that_the_text_does_not_spell_out_are_added():
    made = record(
        "In Izium.", names=(name("place", "Izium"), name("person", "Oleh Kotenko")), aliases=("Ізюм", "Изюм", "Izium")
    )
    assert made.names == ("Oleh Kotenko", "Ізюм", "Изюм")
