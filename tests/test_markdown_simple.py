"""The quick way through Markdown is the parser's: the same layout for every text, whoever wrote it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from muniment import markup
from muniment.markdown_parsed import parse_onto
from muniment.markdown_rules import LINK
from muniment.markup import Mark, render_markdown
from muniment.woven import CONTROL, Layout, Sheet, fill

CHECKOUT = Path(__file__).parents[1]


def parsed(text: str) -> Layout | None:
    """The layout that the parser gives for the whole text."""
    sheet = Sheet()
    return sheet.layout(text) if parse_onto(sheet, text, 0, len(text)) else None


def laid_out(text: str) -> Layout | None:
    return markup._laid_out.__wrapped__(text)


@pytest.fixture
def simple(monkeypatch):
    """simple(text) gives the layout, and fails where the parser is asked for any of it."""

    def refuse(sheet: Sheet, text: str, start: int, end: int) -> bool:
        raise AssertionError(f"not taken as simple: {text[start:end]!r}")

    monkeypatch.setattr(markup.whole_parser(), "parse_onto", refuse)
    return laid_out


SIMPLE = [
    "One line.",
    "\n\n  \nOne line\nand another.\n\n\t\nA second paragraph.  \n",
    "Ends in blanks   \n  goes on\nand on \nand on.",
    "# Head\n\n## Head *two* ##x\n### Three\nwords\n#### `four`\n###### six",
    "Head\n====\nwords\n\nHead two\n--\n\nwords",
    "> quoted\n> words\n\n> a second quote",
    "- one\n- two\n  goes on\n- three\n\nwords",
    "*   one\n*   two\n\nwords\n+ three",
    "- loose\n\n- list\n  of two\n\n\n- of three\n\nwords",
    "1. one\n2. two\n\nwords\n\n1) one\n\n7) seven\n",
    "Words then\n- a list\n- of two\n\nWords then\n1. a list",
    "Words then\n> a quote\n\nWords then\n## a heading",
    "---\n\nwords\n\n* * *\n\n___\nwords",
    "```\ncode *is* code\n\n# still\n```\nwords\n\n```python\n  x\n```",
    "a *b* **c** _d_ __e__ *f\ng* **h *i* j** (*k*) *l*, **m:** *n.*—_o_.",
    "[a](https://x.org/y?z=1&b=2#c) [b *c*](/d) [e\nf](#g) [h](mailto:a.b@c.org) [i](http://x.org:80 \"title\")",
    "**[a](https://x.org)** *[b](https://x.org/).* [**c**](https://x.org/%41'%7e)",
    "snake_case_word `code` `a  b` ![picture](https://x.org/a.png) ![](/a)",
    "2 * 3 [sic] [1] R&D AT&T a & b <b>bold</b> a<b !x ~5 {{ x | y }} $5 #tag @me",
    '[a]({{ "/b/c" | url }}), and [d]({{ "/e" | url }}).',
    r"\*a\* 1\. b \_c\_ \[d\] \\ *e\!*",
    "2022 was a year.\n3 of them\nIn 2023.",
    "Ізюм — *місто*.\n\nמילה *אחת* שתיים\u202e\n\n文字。**漢字** 文字 \x00 \x1b",
    "**Bold** at the start\n*of* lines\n_and_ so on\n[links](/too)\n`code`\n!\n<b>",
]  # fmt: skip

TRICKY = [
    "1. one\n\n٤٠. Forty.\n", "1. one\n٢. two", "1. one\n１. two", "٤٠. Forty.", "a\n１. b", "[a](http://x.org:８０/)",
    "", " ", "\n", " \n ", "\t\n\x0c\n", "\xa0", "a\xa0", "\xa0a\n\n\xa0b", "a\x0c\nb", "a\x1c \nb\x85", "a\r\n\r\nb", "a\u2028b\u2028",
    "a\n===", "a\n=\nb", "a|b\n---", "a|\n--", "|a|\n|-|\n|b|", "a | b\n-|-\nc | d", "> a | b\n> --|--", "- a|b\n- --|--",
    "- a\n-\n- b", "-\n\n  a", "- a\n\n  b", "- a\n\n\tb", "- a\n\nb\n- c", "- a\n\n1. b", "- a\n\n* b", "- a\n\n-b", "- a\n- - b",
    "- a\n-- b", "-     code", "-    four", "-     five", "1.  a\n10. b", "01. a\n1. b", "2. a\n3. b", "1. a\n2) b", "1234567890. a",
    "- a\n  - b\n- c", "- a\nb\n- c", "- a\n     b", "- a\n\n      b", "* * a", "* *a*\n* **b**", "+ a\n- b", "- a\n1. b",
    "- # a\n- > b", "- ```\n- a", "- a\n  ```\n  b\n  ```", "> a\nb", "> a\n>\n> b", ">a\n> b", "> - a\n> - b", ">  a", "> a\n\n    b",
    "# ", "#", "#a", "# a #", "# a ##  ", "# a #b", "# #", "####### a", " # a", "#\ta", "# \xa0a", "# a\xa0", "#  a  ", "# a\n    b",
    "a\n# b\nc", "a\n- b", "a\n-", "a\n- ", "a\n2. b", "a\n1. b", "a\n1.", "a\n>b", "a\n    b", "a\n\tb", "a\n    - b", "a\n- - -", "a\n* * *",
    "a\n---\nb", "a\nb\n---", "---\n---", "- - -\n- a", "***", "** * **", "_ _ _", "__ a __", "* a *", "--\n", "-- a", "--- a", "***a", "=",
    "    code\n\nwords", "a\n\n    code\n\n    more\n\nb", "\tcode", "```", "```\na", "```\n```", "```\n\n```", "````\n```\n````", "``` a`b\n```",
    "```\na\n ```\n```", "```\na\n```` \nb", "~~~\na\n~~~\n\n- b", "a ``` b\n\nc", "a\n```\nb\n\nc\n```\nd", "```\na\n``` b\n```\n",
    "[a]: /b\n\n[a]", "[a]\n\n[a]: /b", "[a]:\n/b\n\n[a] [b][a]", "[a][b]", "[a]", "[a] (b)", "[a](b)", "[a](<b>)", "[a]( /b )", "[a](/b 'c')",
    "[a](/b \"c\"d)", "[a](/b(c))", "[a](/b", "[a](/b c)", "[a](//b)", "[a](http://)", "[a](http://b@c/)", "[a](http://b:c/)", "[a](http://é/)",
    "[a](http://b:80)", "[a](http://b:)", "[a](HTTP://B)", "[a](x:y)", "[a](/é)", "[a](/%)", "[a](/%4)", "[a](/%zz%41)", "[a](/b&amp;c)",
    "[a](/b&copy)", "[a](http://x.org?a#b?c@d:e)", "[a](#)", "[a](/)", "[a]()", "[](/a)", "[*a](/b)*", "*[a*](/b)", "[a [b](/c)](/d)", "[[a]](/b)",
    "[a](/b)(/c)", "[a](/b)[c](/d)", "![a](/b)[c](/d)", "!\\[a](/b)", "!![a](/b)", "[![a](/b)](/c)", "[a!](/b)", "[a\\](/b)", "[`a](/b)`",
    "![a *b* c](/d)", "![a\nb](/c)", "[<b>](/c)", "[http://a.b](http://a.b)", "<http://a.b>", "<a@b.c>", "<a:b>", "a < b > c", "<a href=\"x\">", "<!-- a -->",
    "*a", "a*", "*a**", "**a*", "***a***", "*a*b", "a*b*", "a*b*c", "*a *b* c*", "**a **b** c**", "*a _b* c_", "*a\n\nb*", "* a*", "*a *", "*a*.b",
    "**a:**b", "**a:** b", "**a**:", "*(a)*", "(*a*)", "\"*a*\"", "**\"a\"**", "*\"a\"*.", "**[a](/b)**.", "*a*_b_", "_a_b", "a_b_", "_a_b_c_", "__a_",
    "_a__b_", "a__b", "_é_", "é_é", "*é*", "*\u0301a*", "a*\u200b*b*", "*\u200ba*", "«*a*»", "*a*\u2028b", "*a*\xa0b", "\xa0*a*", "*\ta*", "\t*a*", "*a*\t",
    "`a", "``a``", "`` a ` b ``", "` a `", "` `", "`a\nb`", "`a``", "``a`", "`a` `b", "*`a*`", "`*a`*", "`\\`", "\\`a`", "~~a~~", "~a~", "a~~", "~~", "~~~a",
    "a\\", "a\\\nb", "\\a", "\\\\*a*", "\\*a*", "a\\* b", "*\\**", "\\&amp;", "&amp;", "&amp", "&#35;", "&#x;", "&nosuch;", "&a b;", "&&amp;", "AT&T;",
    "a  \nb", "a   ", "a  \n\nb", "*a*  \nb", "*a* \nb", "`a`  \nb", "  \na", "a \xa0 \nb", "a\t\nb", "a \t \nb", "a\n \nb", "a\n\u3000\nb",
    "a\n\n\n\nb", "a\n \n\t\nb", "\ufeffa", "a\x00b\n\n# \x00", "# * a", "## a|\n|-|\nb", "```a|b\n|-|-|\n```", "> a|\n|-|\n", "\\\x00", "[\x00](/a)", "[a](/\x00)", "![\x00](/a)", "`\x00`", "\x00", "\x00\n\n\x00",
]  # fmt: skip

BLOCKS = [
    "\n",
    "\n\n",
    "\n \n",
    "# ",
    "## ",
    "> ",
    ">",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "-",
    "---",
    "===",
    "```",
    "~~~",
    "    ",
    "\t",
    "|",
    "|-|",
    "[a]: /b",
]
INLINES = ["*", "**", "_", "__", "`", "``", "[", "]", "](/b)", "](https://a.b/c)", "](", ")", "![", "!", "\\", "&", "&amp;", "<", "<a:b>", ">", "~", "~~",
           "  \n", " ", "“", ".", ":", '"', "#", "=", "{{ ", "\x00", "\xa0", "\u200b"]  # fmt: skip
WORDS = ["a", "b c", "Izium ", " x", "é", "文", "1", "end."]
PIECES = st.lists(st.sampled_from(BLOCKS + INLINES + WORDS * 4), max_size=30).map("".join)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "- ", "* ", "> ", "1. ", "# ", "  ", "    "]),
        st.lists(st.sampled_from(INLINES + WORDS * 6), min_size=1, max_size=8).map("".join),
        st.sampled_from(["\n", "\n\n", "\n", "  \n", "\n\n\n"]),
    ).map("".join),
    max_size=8,
).map("".join)
ANY = st.text(st.sampled_from("ab1é \n\n\t*_`[]()!<>&;#-=+~|\\/:.\"'{}\x00\x1b\xa0\u2028\u202e"), max_size=60)


def held_to_the_parser(text: str) -> None:
    assert laid_out(text) == parsed(text)


@pytest.mark.parametrize("text", SIMPLE)
def test_what_is_simple_needs_no_parser(simple, text):
    assert simple(text) == parsed(text)


@pytest.mark.parametrize("text", TRICKY)
def test_what_only_looks_simple_is_left_to_the_parser(text):
    held_to_the_parser(text)
    held_to_the_parser(f"Before.\n\n{text}\n\nAfter *it*.")
    held_to_the_parser(f"- before\n\n{text}\n\n- after")


@pytest.mark.parametrize("one", SIMPLE + TRICKY)
def test_blocks_do_not_look_at_each_other(one):
    for other in SIMPLE:
        held_to_the_parser(f"{one}\n\n{other}")
        held_to_the_parser(f"{other}\n{one}")


@settings(max_examples=500)
@given(PIECES | LINES | ANY)
def test_generated_markdown_is_laid_out_alike_both_ways(text):
    held_to_the_parser(text)


@settings(max_examples=200)
@given(LINES | PIECES, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=6), st.booleans())
def test_marks_at_any_place_come_out_alike_both_ways(text, spans, are_links):
    opening, closing = ("<a href=x>", "</a>") if are_links else ("‹first›", "‹end›")
    marks = [Mark(start, start + length, opening, opening, closing, "‹note›") for start, length in spans]
    layout = parsed(text)
    if layout:
        assert render_markdown(text, marks) == fill(layout, text, marks)


@settings(max_examples=200)
@given(
    st.from_regex(r"(https?://|/|#|mailto:)[a-z0-9A-Z/?:@&=+$,.!~*'#_%()é;<> \"-]{0,20}", fullmatch=True),
    st.sampled_from(["[a](%s)", "![a](%s)", "*[a](%s)*", '[a](%s "title")']),
)
@example("http://" + "a" * 300, "[a](%s)")
@example("http://" + ".".join(["a" * 60] * 5), "[a](%s)")
def test_addresses_are_written_alike_both_ways(address, form):
    held_to_the_parser(form % address)


def test_every_sign_that_is_named_is_one_that_cannot_be_printed():
    """`shown` asks for the latter, which is quicker."""
    assert not any(chr(code).isprintable() for code in range(0x3000) if CONTROL.match(chr(code)))


def test_a_link_waits_for_its_notes():
    mark = Mark(1, 2, "<b>", "<b>", "</b>", "<i>note</i>")
    expected = f'<p id="p1" dir="auto"><a href="/b" {LINK}><b>a</b></a><i>note</i></p>\n'
    assert render_markdown("[a](http://b)", [mark]).replace("http://b", "/b") == expected


@pytest.mark.parametrize(
    "text",
    ["*a " * 5_000, "[a](/b" * 2_000, '[a](/b "' * 2_000, "`a " * 5_000, "&a" * 9_000, "<a" * 9_000, "[a" * 2_000, "![a" * 2_000,
     "# a " + "#" * 50_000 + "b", "#" * 50_000, "- a\n\n" * 10_000, "- a\n" * 20_000, "a\n" * 20_000, "a  \n" * 20_000, "> a\n" * 20_000,
     "1. a\n\n" * 2_000 + "    b", "- " * 5_000, "* *" * 5_000, "\n" * 50_000, " \n" * 50_000, "_a" * 20_000, "\\*" * 30_000,
     "```\n" + "a\n" * 30_000, "[a]({{ \"" * 5_000, "~" * 50_000, "---\n\n" * 5_000, "# a\n" * 20_000, "*a*\n\n" * 20_000],
)  # fmt: skip
def test_the_quick_way_is_never_long(text):
    assert laid_out(text)


def bodies(corpora):
    """Every text of the corpora, front matter taken off."""
    for path in sorted((corpora / "posts-18f").glob("*.md")):
        yield path.read_text("utf-8").split("\n---\n", 1)[-1]
    for name in ("current-events", "incidents"):
        for line in (corpora / name / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def test_real_reports_are_laid_out_alike_both_ways(corpora):
    texts = list(bodies(corpora))
    assert len(texts) > 12_000
    for number, text in enumerate(texts):
        layout = parsed(text)
        assert laid_out(text) == layout
        if number % 10 == 0:
            marks = [Mark(found.start(), found.end(), "‹", "‹", "›", "n") for found in re.finditer(r"\b[A-Z]\w+", text)]
            assert render_markdown(text, marks) == fill(layout, text, marks)


def test_the_reports_of_this_archive_are_laid_out_alike_both_ways():
    texts = [path.read_text("utf-8") for path in sorted((CHECKOUT / "seeds").rglob("*.txt"))]
    assert texts
    for text in texts:
        held_to_the_parser(text)


def test_most_of_real_markdown_takes_the_quick_way(corpora, monkeypatch):
    asked = 0

    def counted(sheet: Sheet, text: str, start: int, end: int) -> bool:
        nonlocal asked
        asked += end - start
        return parse_onto(sheet, text, start, end)

    monkeypatch.setattr(markup.whole_parser(), "parse_onto", counted)
    texts = list(bodies(corpora))
    for text in texts:
        laid_out(text)
    assert asked < sum(map(len, texts)) * 0.1
