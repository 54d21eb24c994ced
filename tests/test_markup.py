"""Text to HTML with marks in it: the text stays itself, and nothing in it runs."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.markup import Mark, paragraphs, prose_of, render_essay, render_markdown, render_plain

CONTROLS = "\x00\x07\x1b\x7f\x85\u061c\u200e\u200f\u202a\u202e\u2066\u2069"
VISIBLE = st.text(st.characters(exclude_characters=CONTROLS, exclude_categories=("Cs", "Cc", "Cf")) | st.just("\n"))
SNIPPETS = st.lists(
    st.sampled_from(
        ["Izium ", "*", "**", "_", "`", "[", "](http://a.b/Izium)", "](x)", "# ", "\n", "\n\n", "> ", "- ", "1. ", "|",
         "\n|-|-|\n", "    ", "\\", "&amp;", "<b>", "~~", "![", "Ізюм ", "![a](b)", "\t", "<http://x.y>", "===", "---"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def marked(text: str, word: str) -> list[Mark]:
    return [
        Mark(found.start(), found.end(), "‹first›", "‹again›", "‹end›", "‹note›") for found in re.finditer(word, text)
    ]


def without_marks(rendered: str) -> str:
    return re.sub("‹(first|again|end|note)›", "", rendered)


def text_of(rendered: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", rendered))


@given(VISIBLE)
def test_plain_text_comes_back_without_its_tags(text):
    assert text_of(render_plain(text)) == text


@given(st.text())
def test_plain_paragraphs_are_where_they_say(text):
    rendered = render_plain(text)
    spans = paragraphs(text, "plain")
    assert rendered.count("<p id=") == len(spans)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans) or not text.isprintable()


def test_plain_text_interprets_no_markup():
    assert render_plain("*a* <b>\n# x") == '<p id="p1" dir="auto">*a* &lt;b&gt;\n# x</p>'


@pytest.mark.parametrize("character, name", [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\u202e", "U+202E")])
@pytest.mark.parametrize("render", [render_plain, render_markdown])
def test_controls_are_shown_and_not_obeyed(render, character, name):
    rendered = render(f"a{character}b")
    assert character not in rendered
    assert name in rendered or "\ufffd" in rendered  # CommonMark replaces the null character


@given(SNIPPETS)
def test_marks_change_nothing_else_in_markdown(text):
    assert without_marks(render_markdown(text, marked(text, "Izium|Ізюм"))) == render_markdown(text)


@given(SNIPPETS)
def test_prose_has_the_length_and_the_words_of_the_source(text):
    prose = prose_of(text, "markdown")
    assert len(prose) == len(text)
    assert all(shown in (source, " ") for shown, source in zip(prose, text, strict=True))


@given(SNIPPETS)
def test_every_numbered_block_has_its_anchor(text):
    rendered = render_markdown(text)
    anchors = re.findall(r' id="p(\d+)"', rendered)
    assert anchors == [str(number) for number in range(1, len(paragraphs(text, "markdown")) + 1)]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("see Izium.", '<p id="p1" dir="auto">see ‹first›Izium‹end›‹note›.</p>'),
        ("**Iz**ium", None),  # the word is not in one run of the source
        ("# In Izium #", '<h3 id="p1" dir="auto">In ‹first›Izium‹end›‹note›</h3>'),
        ("> a\n> Izium", "‹first›Izium‹end›‹note›"),
        ("- Izium\n- b", '<p id="p1" dir="auto" class="tight">‹first›Izium‹end›‹note›</p>'),
        ("| a | Izium |\n|---|---|\n| Izium | c |", "‹first›Izium‹end›‹note›</th>"),
        ("`Izium`", None),
        ("[x](http://a.b/Izium)", None),
        ("&amp; Izium \\* Izium", "‹note› * ‹first›Izium"),
    ],
)
def test_marks_stand_at_their_words(source, expected):
    rendered = render_markdown(source, marked(source, "Izium"))
    assert (expected in rendered) if expected else "‹first›" not in rendered


def test_a_mark_may_run_over_emphasis():
    source = "the *Kharkiv* region"
    rendered = render_markdown(source, [Mark(0, len(source), "‹first›", "‹again›", "‹end›", "‹note›")])
    assert "‹first›the ‹end›<em>‹again›Kharkiv‹end›</em>‹again› region‹end›‹note›" in rendered


def test_a_link_is_not_put_into_a_link():
    source = "[Izium](http://a.b) Izium"
    rendered = render_markdown(source, [Mark(1, 6, "<a href=x>", "<a href=x>", "</a>"), Mark(20, 25, "<a href=x>", "", "</a>")])
    assert rendered.count("<a href=x>") == 1


@pytest.mark.parametrize(
    "source",
    ["[x](javascript:alert(1))", "[x](data:text/html,x)", "[x](../etc)", "<javascript:alert(1)>", "[x](vbscript:x)"],
)
def test_only_web_and_mail_addresses_become_links(source):
    assert "<a" not in render_markdown(source)


def test_web_links_tell_the_other_side_nothing():
    assert '<a href="https://x.org/" rel="nofollow noopener noreferrer"' in render_markdown("[x](https://x.org/)")


def test_pictures_are_named_and_not_loaded():
    rendered = render_markdown("![a bridge](http://example.org/x.png)")
    assert "<img" not in rendered
    assert "a bridge" in rendered
    assert "http://example.org/x.png" in rendered


def test_raw_html_is_text():
    assert "<script" not in render_markdown("<script>alert(1)</script>\n\n<div onclick=x>")
    assert "<script" not in render_essay("<script>alert(1)</script>")


@pytest.mark.parametrize("text", ["[" * 20_000, "*a " * 10_000, "> " * 5_000, "- " * 5_000, "`" * 20_000, "![" * 10_000])
def test_markup_made_to_hurt_is_rendered(text):
    assert render_markdown(text)


def test_essay_headings_have_ids_once_each():
    rendered = render_essay("# Method\n\n## Method\n\n[about](about.html)")
    assert '<h2 id="method">' in rendered
    assert '<h2 id="method-2">' in rendered
    assert '<a href="about.html">' in rendered


def test_real_markdown_keeps_its_marks_in_place(corpora):
    for path in sorted((corpora / "posts-18f").glob("*.md"))[:60]:
        text = path.read_text("utf-8").split("\n---\n", 1)[-1]
        marks = marked(text, r"\b18F\b|\bteam\b")
        rendered = render_markdown(text, marks)
        assert without_marks(rendered) == render_markdown(text)
        assert set(re.findall("‹first›(.*?)‹end›", rendered)) <= {"18F", "team"}
