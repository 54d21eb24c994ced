"""Text to HTML with marks in it: the text stays itself, and nothing in it runs."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment import markup
from muniment.markup import Mark, paragraphs, prose_of, render_essay, render_markdown, render_plain, seen_words
from muniment.woven import is_clean, named, shown

CONTROLS = "\x00\x07\x1b\x7f\x85\u061c\u200e\u200f\u202a\u202e\u2066\u2069"
VISIBLE = st.text(st.characters(exclude_characters=CONTROLS, exclude_categories=("Cs", "Cc", "Cf")) | st.just("\n"))
SNIPPETS = st.lists(
    st.sampled_from(
        ["Izium ", "*", "**", "_", "`", "[", "](http://a.b/Izium)", "](x)", "# ", "\n", "\n\n", "> ", "- ", "1. ", "|",
         "\n|-|-|\n", "    ", "\\", "&amp;", "<b>", "~~", "![", "Ізюм ", "![a](b)", "\t", "<http://x.y>", "===", "---"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def marked(text: str, words: str) -> list[Mark]:
    found = re.finditer(words, text)
    return [Mark(each.start(), each.end(), "‹first›", "‹again›", "‹end›", "‹note›") for each in found]


def link(start: int, end: int) -> Mark:
    return Mark(start, end, "<a href=x>", "<a href=x>", "</a>", "‹note›")


def without_marks(rendered: str) -> str:
    return re.sub("‹(first|again|end|note)›", "", rendered)


def text_of(rendered: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", rendered))


@given(VISIBLE)
def test_plain_text_comes_back_without_its_tags(text):
    assert text_of(render_plain(text)) == text


@given(st.text(st.sampled_from("ab \n\t\x00\u2028\u202e")))
def test_plain_paragraphs_are_runs_of_lines_between_blank_ones(text):
    spans = paragraphs(text, "plain")
    assert [line for start, end in spans for line in text[start:end].split("\n")] == [
        line for line in text.split("\n") if line.strip()
    ]
    assert render_plain(text).count("<p id=") == len(spans)


def test_plain_text_interprets_no_markup():
    assert render_plain("*a* <b>\n# x") == '<p id="p1" dir="auto">*a* &lt;b&gt;\n# x</p>'


def test_a_mark_that_runs_over_a_blank_line_is_taken_up_again():
    rendered = render_plain("He said\n\nthat.", [Mark(3, 13, "‹first›", "‹again›", "‹end›", "‹note›")])
    assert rendered == (
        '<p id="p1" dir="auto">He ‹first›said‹end›</p>\n\n<p id="p2" dir="auto">‹again›that‹end›‹note›.</p>'
    )


def test_marks_nest_and_of_two_that_cross_the_later_ends_first():
    marks = [Mark(0, 5, "(", "(", ")"), Mark(2, 8, "[", "[", "]"), Mark(2, 3, "{", "{", "}"), Mark(6, 6, "!", "!", "!")]
    assert text_of(render_plain("abcdefgh", marks)) == "(ab[{c}de])fgh"


def test_a_million_spaces_are_read_in_one_go():
    text = "a" + " " * 1_000_000 + "b"
    assert paragraphs(text, "plain") == ((0, len(text)),)


@pytest.mark.parametrize(
    "character, shown", [("\x00", "␀"), ("\x1b", "␛"), ("\r", "␍"), ("\x85", "U+0085"), ("\u202e", "U+202E")]
)
@pytest.mark.parametrize("render", [render_plain, render_markdown, render_essay])
def test_controls_are_shown_and_not_obeyed(render, character, shown):
    rendered = render(f"a{character}b")
    assert character not in rendered
    assert f'<span class="control" title="U+{ord(character):04X}">{shown}</span>' in rendered


@given(SNIPPETS)
def test_marks_change_nothing_else_in_markdown(text):
    assert without_marks(render_markdown(text, marked(text, "Izium|Ізюм"))) == render_markdown(text)


@given(SNIPPETS)
def test_a_mark_stands_at_its_own_occurrence_of_a_word(text):
    """Were it put at another one, the result would differ once its own is another word."""
    references = re.search(r"\[[^\]]*\]:?", text)
    for found in re.finditer("Izium ", text) if not references else ():
        mark = [Mark(found.start(), found.end(), "‹first›", "‹again›", "‹end›", "‹note›")]
        other = text[: found.start()] + "Qzxqm " + text[found.end() :]
        here, there = (render_markdown(one, mark).replace("‹end›‹again›", "") for one in (text, other))
        assert there.replace("Qzxqm", "Izium") == here


@given(SNIPPETS)
def test_prose_has_the_length_and_the_words_of_the_source(text):
    prose = prose_of(text, "markdown")
    assert len(prose) == len(text)
    blanks = " \n" if "|" in text else " "  # between the cells of a table, words end
    assert all(shown == source or shown in blanks for shown, source in zip(prose, text, strict=True))
    assert prose_of("`|`Izium ", "markdown") == "   Izium "


@given(SNIPPETS)
def test_every_numbered_block_has_its_anchor(text):
    rendered = render_markdown(text)
    anchors = re.findall(r' id="p(\d+)"', rendered)
    assert anchors == [str(number) for number in range(1, len(paragraphs(text, "markdown")) + 1)]


@given(SNIPPETS | st.text(st.sampled_from("ab *<&\x00\x1b\u202e\xa0\n")))
def test_the_words_that_are_seen_are_those_of_the_page(text):
    """As a browser without style would tell them: of the HTML, tags taken off."""
    bare = markup.INSIDE_WORDS.sub("", render_markdown(text))
    before, *parts = markup.NUMBERED.split(bare)
    parts = [html.unescape(re.sub("<[^>]*>", " ", part)) for part in [before + (parts or [""])[0], *parts[1:]]]
    words = [" ".join(part.split()) for part in parts]
    assert seen_words(text, "markdown") == (tuple(words) if any(words) else ())


@given(st.text() | st.text(st.sampled_from("ab \n\t\xa0\u2028\x1c\u200b")))
def test_folded_words_have_one_space_between_them(text):
    assert markup._folded(text, is_clean(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "source, expected",
    [
        ("see Izium.", '<p id="p1" dir="auto">see ‹first›Izium‹end›‹note›.</p>'),
        ("# In Izium #", '<h3 id="p1" dir="auto">In ‹first›Izium‹end›‹note›</h3>'),
        ("In\nIzium\n===", '<h3 id="p1" dir="auto">In\n‹first›Izium‹end›‹note›</h3>'),
        ("> a\n> Izium", "a\n‹first›Izium‹end›‹note›"),
        ("> a\nIzium", "a\n‹first›Izium‹end›‹note›"),
        ("-\ta\n\n\tIzium", '<p id="p2" dir="auto">‹first›Izium‹end›‹note›</p>'),
        ("- Izium\n- b", '<p id="p1" dir="auto" class="tight">‹first›Izium‹end›‹note›</p>'),
        ("| a | Izium |\n|---|---|\n| b | c |", '<th dir="auto">‹first›Izium‹end›‹note›</th>'),
        ("a \\| Izium | b\n--|--\n", None),  # a cell is not as it is written
        ("a | b\n--|--\nc \\| Izium | Izium", '<td dir="auto">c | Izium</td>\n<td dir="auto">‹first›Izium‹end›'),
        ("\\* Izium", "* ‹first›Izium‹end›‹note›"),
        ("&amp; Izium", "&amp; ‹first›Izium‹end›‹note›"),
        ("**Iz**ium", None),  # not a word of the source
        ("`Izium`", None),
        ("    Izium", None),
        ("```\nIzium\n```", None),
        ("[x](http://a.b/Izium)", None),
        ("![Izium](x)", None),
        ("[x]\n\n[x]: http://a.b/Izium", None),
    ],
)
def test_marks_stand_at_their_words(source, expected):
    rendered = render_markdown(source, marked(source, "Izium"))
    assert (expected in rendered) if expected else "‹first›" not in rendered


def test_a_mark_may_run_over_emphasis_and_escapes():
    source = r"the *Kharkiv* re\*gion"
    rendered = render_markdown(source, [Mark(0, len(source), "‹first›", "‹again›", "‹end›", "‹note›")])
    assert (
        "‹first›the ‹end›<em>‹again›Kharkiv‹end›</em>"
        "‹again› re‹end›‹again›*‹end›‹again›gion‹end›‹note›"
    ) in rendered  # fmt: skip


def test_underscores_that_emphasise_nothing_are_words():
    assert "‹first›snake‹end›‹again›_‹end›‹again›case‹end›" in render_markdown("snake_case", marked("snake_case", ".+"))
    assert prose_of("snake_case *all* 2 * 3", "markdown") == "snake_case  all  2 * 3"


def test_a_link_is_not_put_into_a_link_and_a_note_waits_until_it_is_closed():
    source = "[Izium](http://a.b) Izium"
    assert render_markdown(source, [link(1, 6), link(20, 25)]).count("<a href=x>") == 1
    rendered = render_markdown(source, [Mark(1, 6, "<b>", "<b>", "</b>", "<a href=note>")])
    assert "<b>Izium</b></a><a href=note> Izium" in rendered


def test_a_link_within_a_link_is_shown_as_words():
    rendered = render_markdown("[<http://a.b>](http://c.d)")
    assert rendered.count("<a ") == rendered.count("</a>") == 1


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
    assert "\u202e" not in render_essay("`\u202e`\n\n```\n\u202e\n```\n\n    \u202ecode\n")
    assert render_essay("[" * 60_000).startswith('<div class="too-deep">')


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "*a " * 10_000, "> " * 5_000, "- " * 5_000, "`" * 20_000, "![" * 10_000, "![" * 5_000 + "](x)" * 5_000,
     "<a " * 10_000, "|a" * 5_000 + "\n" + "|-" * 5_000, "a" + " " * 50_000 + "b"],
)  # fmt: skip
def test_markup_made_to_hurt_is_rendered(text):
    assert render_markdown(text)
    assert len(prose_of(text, "markdown")) == len(text)


@pytest.mark.parametrize("text", ["> " * 40 + "buried", "- " * 40 + "buried", "> - " * 15 + "buried"])
def test_words_nested_deeper_than_the_parser_goes_are_shown_as_plain_text(text):
    rendered = render_markdown(text, marked(text, "buried"))
    assert rendered.startswith('<div class="too-deep"><p id="p1" dir="auto">')
    assert "‹first›buried‹end›" in rendered
    assert paragraphs(text, "markdown") == paragraphs(text, "plain")


def test_quotes_as_deep_as_the_parser_goes_are_quotes():
    assert render_markdown("> " * 18 + "deep").count("<blockquote>") == 18


def test_table_rows_are_numbered_once_and_say_how_they_are_aligned():
    rendered = render_markdown("| a | b |\n|---|:-:|\n| c | d |\n\nend")
    assert re.findall(r"<(\w+) id=\"(p\d)\"", rendered) == [("tr", "p1"), ("tr", "p2"), ("p", "p3")]
    assert '<td dir="auto" class="align-center">d</td>' in rendered
    assert "style=" not in rendered
    assert "style=" not in render_essay("| a |\n|:-:|\n| c |")


@pytest.mark.parametrize(
    "source, prose",
    [
        ("# Head", "  Head"),
        ("*a* **b**", " a    b  "),
        ("[Izium](http://a.b)", " Izium             "),
        ("a `code` b", "a        b"),
        ('a <b class="x">b</b>', f"a {' ' * 13}b    "),
        ("2 < 3 > 1", "2 < 3 > 1"),
        ("a\n    b\n\n    code", "a\n    b\n\n        "),
        (r"5 \* 5 &amp; 6", "5  * 5       6"),
    ],
)
def test_prose_is_what_a_reader_reads(source, prose):
    assert prose_of(source, "markdown") == prose


def test_essay_headings_have_ids_once_each():
    rendered = render_essay("# Method\n\n## Method 2\n\n## Method\n\n## Main\n\n## !\n\n[about](about.html)")
    assert re.findall('<h2 id="([^"]+)"', rendered) == ["method", "method-2", "method-3", "main-2", "part"]
    assert '<a href="about.html">' in rendered


def test_real_markdown_keeps_its_marks_in_place(corpora):
    for path in sorted((corpora / "posts-18f").glob("*.md"))[:60]:
        text = path.read_text("utf-8").split("\n---\n", 1)[-1]
        marks = marked(text, r"\b18F\b|\bteam\b")
        rendered = render_markdown(text, marks)
        assert without_marks(rendered) == render_markdown(text)
        assert set(re.findall("‹first›(.*?)‹end›", rendered)) <= {"18F", "team"}


@pytest.mark.parametrize(
    "text", ["a\\&#x202e;b", "a&#x202e;&#27;b\\&#0;", "![a&#x202e;b](/c)", "[a](/&#x202e;)", "*&#x202e;*", "`\u202e`"]
)
def test_a_control_that_the_text_only_spells_is_not_obeyed_either(text):
    assert not set(render_markdown(text) + "".join(seen_words(text, "markdown"))) & set("\u202e\x1b\x00")


@given(SNIPPETS | st.text(st.sampled_from("ab \n\t\xa0\u2028\x00\x1b\u202e*`&#x202e;é")))
def test_words_that_are_clean_are_shown_as_they_are_piece_by_piece(text):
    layout = markup._laid_out(text)
    assert all(named(one) == one for one in layout.words) or not layout.are_clean
    pieces = map(shown, layout.words)
    assert render_markdown(text) == "".join(
        part for pair in zip(layout.html, [*pieces, ""], strict=True) for part in pair
    )
