"""The check of a report's seal in a reader's browser: over http, from a disk, and of forged pages."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from muniment.model import BLOCK, Document, Evidence, Findings, Folded, Redacted, changed
from muniment.recipes import program_templates
from muniment.render.report_seal import LONGEST_SOURCE
from rendered import TEXT, html_of
from sealed_report import LEAVES, ORIGIN, PLAIN, PREFIX, read_from, record_of, seal_of, write_site
from test_markdown_simple import SIMPLE, TRICKY

FRONT = "---\ntitle: A title\nsection: one\nnote: two\n---\n"  # folded away
SOURCE = (
    "# A heading\n\nMayor *Marchenko* said on [Friday](https://example.org/day \"a title\") that 440 graves were found.\n\n"
    "1. One &amp; two\n2. `code`\n\n![a map](map.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)  # fmt: skip
MARKDOWN = (FRONT + SOURCE).encode()
WRONG = "Something is wrong. Do not rely on this page."

Made = tuple[Path, Path]  # a site, and its page


def make(folder: Path, form: str = "plain") -> Made:
    """A sealed report's site, of plain text or of Markdown."""
    if form == "plain":
        document = read_from(PLAIN, TEXT, PREFIX)
        return folder, write_site(folder, PLAIN, document, seal_of(document))
    document = read_from(MARKDOWN, SOURCE, FRONT, "markdown")
    return folder, write_site(folder, MARKDOWN, document, seal_of(document), Findings())


@pytest.fixture(params=["http", "disk"])
def open_sealed(
    request: pytest.FixtureRequest, http_site: Callable[[Path], str], open_page: Callable[..., Page]
) -> Callable[..., Page]:
    """open_sealed((site, page)) opens the page, once over http and once from the disk."""

    def open_one(made: Made, **context: object) -> Page:
        folder, page = made
        root = http_site(folder) if request.param == "http" else folder.as_uri() + "/"
        return open_page(root + page.relative_to(folder).as_posix(), inside=root, **context)

    return open_one


def checked(page: Page) -> tuple[str, dict[str, str]]:
    """What is said after the button is pressed: the verdict, and each line by its first word of all but the last."""
    page.get_by_role("button", name="Check in this browser").click()
    page.locator(".verdict").wait_for()
    lines = page.locator(".verdicts li").all_text_contents()
    names = {"text": "text shown", "record": "record", "checkpoint": "checkpoint", "file": "file that is offered"}
    names["data"] = "data of the report"
    found = {name: line for line in lines for name, words in names.items() if words in line.partition(":")[0]}
    assert len(found) == len(lines)
    return page.locator(".verdict").inner_text(), found


def words_of(lines: dict[str, str]) -> dict[str, str]:
    """The word that each begins with."""
    return {name: line.split()[0] for name, line in lines.items()}


NOT_COMPARED = "The text was not compared. Nothing here shows that it is what was archived."


def is_right(verdict: str, lines: dict[str, str]) -> bool:
    """Whether it is said that nothing is wrong, and how many lines could not be checked; or that the text was not
    compared, which no other words make good."""
    if words_of(lines)["text"] == "Open":
        return verdict == NOT_COMPARED
    left = list(words_of(lines).values()).count("Open")
    if not left:
        return verdict == "Nothing is wrong in text and seal, as far as this page can tell."
    return verdict == f"Nothing is wrong in what was checked; {left} line{'s' * (left > 1)} could not be checked."


# A page as it was sealed.


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_a_page_as_it_was_sealed_passes(open_sealed, assert_accessible, tmp_path, form):
    page = open_sealed(make(tmp_path / "site", form))
    verdict, lines = checked(page)
    is_served = page.url.startswith("http")
    assert is_right(verdict, lines)
    assert words_of(lines) == {
        "text": "Yes", "record": "Yes", "checkpoint": "Compare", "file": "Yes" if is_served else "Open",
        **({"data": "Yes"} if is_served else {}),
    }  # fmt: skip
    assert ORIGIN in lines["checkpoint"]
    assert "Not compared: where links lead" in lines["text"] if form == "markdown" else "to the letter" in lines["text"]
    assert page.locator(".verdicts").get_attribute("role") == "status"
    assert "Title, publisher, dates, quotations, figures and all else" in page.locator(".verdicts").inner_text()
    assert_accessible(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_told_fits_the_screen_in_the_dark_too(open_page, assert_accessible, tmp_path, width):
    folder, path = make(tmp_path)
    tamper(path, "440", "441")
    page = open_page(
        path.as_uri(), inside=folder.as_uri(), color_scheme="dark", viewport={"width": width, "height": 800}
    )
    assert checked(page)[0] == WRONG
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wrong, right = (page.locator(f".verdicts .{name}").first for name in ("No", "Yes"))
    grounds = [one.evaluate("it => getComputedStyle(it).backgroundColor") for one in (wrong, right)]
    assert grounds[0] != grounds[1]  # a block, where what holds has a line
    assert_accessible(page)


def odd(data: bytes, text: str, prefix: str = "") -> tuple[bytes, str, str]:
    return data, text, prefix


ODD = {
    "byte order mark": odd(b"\xef\xbb\xbfOne.\n", "One.\n"),
    "CR LF": odd(b" date 2022-09 One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.\n", " date 2022-09 "),
    "lone CR": odd(b"One.\rTwo.", "One.\nTwo."),
    "both": odd(b"\xef\xbb\xbfOne.\r\nTwo.", "One.\nTwo."),
    "no more than a date": odd(b" date 2022-09-18 x", "x", " date 2022-09-18 "),
    "white space around": odd(b"\n\n  One.\t\n \n", "\n\n  One.\t\n \n"),
    "beyond the first plane": odd("🚀 𝔘𝔫𝔦 \U000e0001".encode(), "🚀 𝔘𝔫𝔦 \U000e0001"),
    "right to left": odd("مسؤول \u202eمحلي\u202c \u200f!".encode(), "مسؤول \u202eمحلي\u202c \u200f!"),
    "combining": odd("e\u0301 é Å\u030a".encode(), "e\u0301 é Å\u030a"),
    "controls": odd(b"a\x00b\x1b[1m\x85 \x0b".replace(b"\x85", "\x85".encode()), "a\x00b\x1b[1m\x85 \x0b"),
    "HTML": odd(b"<b>&amp;</b> <script>\n</script>\n\n\n&lt;", "<b>&amp;</b> <script>\n</script>\n\n\n&lt;"),
    "odd spaces": odd("\xa0a\u2028b\u3000\ufeff".encode(), "\xa0a\u2028b\u3000\ufeff"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_made_again_to_the_byte(open_sealed, tmp_path, name):
    data, text, prefix = ODD[name]
    document = read_from(data, text, prefix)
    verdict, lines = checked(
        open_sealed((tmp_path, write_site(tmp_path, data, document, seal_of(document), Findings())))
    )
    assert is_right(verdict, lines)
    assert words_of(lines)["text"] == "Yes"
    assert "made into a file again" in lines["text"]


def folding(document: Document) -> bytes:
    """The record of a report with a passage that an editor folds."""
    graphic = [{"end": one.end, "start": one.start, "warning": one.warning} for one in document.graphic]
    return record_of(document, review={"by": "desk", "date": "2026-11-22", "graphic": graphic})


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_folds_marks_and_notes_are_no_words_of_the_text(open_sealed, tmp_path, form):
    text = TEXT + "\n\n| Burns | are |\n|---|---|\n| described | here |\n\nAnd here.\n"
    fold = Folded(text.index("search"), text.index("here |"), "Burns are described.")
    document = read_from(text.encode(), text, "", form, graphic=(fold,))
    made = tmp_path, write_site(tmp_path, text.encode(), document, seal_of(document, folding(document)))
    verdict, lines = checked(open_sealed(made))
    assert is_right(verdict, lines)
    assert words_of(lines)["text"] == "Yes"


def test_line_ends_of_two_kinds_take_a_server(open_sealed, tmp_path):
    data, text = b"One.\r\nTwo.\n", "One.\nTwo.\n"
    document = read_from(data, text)
    page = open_sealed((tmp_path, write_site(tmp_path, data, document, seal_of(document), Findings())))
    verdict, lines = checked(page)
    assert is_right(verdict, lines)
    assert words_of(lines)["text"] == "Yes"
    is_served = page.url.startswith("http")
    assert ("how it is read from the file (text/1) is not repeated here" in lines["text"]) is not is_served


def test_long_markdown_takes_a_server_and_long_plain_text_does_not(open_sealed, tmp_path):
    text = "Many words of a long report.\n" * (LONGEST_SOURCE // 28)
    for form, ending in (("plain", "txt"), ("markdown", "md")):
        document = read_from(text.encode(), text, "", form)
        path = write_site(tmp_path / form, text.encode(), document, seal_of(document), Findings())
        page = open_sealed((tmp_path / form, path))
        lines = checked(page)[1]
        can_be_had = form == "plain" or page.url.startswith("http")
        assert words_of(lines)["text"] == ("Yes" if can_be_had else "Open"), ending


# Pages that were forged.


def tamper(path: Path, old: str, new: str, after: str = 'id="text"') -> None:
    """Change the first of some words behind a place in a page."""
    html = path.read_text("utf-8")
    start = html.index(old, html.index(after))
    path.write_text(html[:start] + new + html[start + len(old) :], "utf-8")


DATA = 'id="seal-data"'
FORGED = {
    "a letter of the text": (("440", "441"), "text", ("plain", "markdown")),
    "a letter more": (("said", "saidd"), "text", ("plain", "markdown")),
    "a letter less": (("said", "sad"), "text", ("plain", "markdown")),
    "a space more": (("Marchenko", "March enko"), "text", ("plain",)),
    "what stands before the text": (("2022-09-18", "2022-09-19"), "text", ("plain",)),
    "the front matter": (("title: A", "title: B"), "text", ("markdown",)),
    "an entity": (("One &amp;", "One &lt;"), "text", ("markdown",)),
    "an address shown": (("map.png", "fog.png"), "text", ("markdown",)),
    "the source behind it": (("440", "441", DATA), "text", ("markdown",)),
    "the hash printed": (("<code class=\"hash\"><span>", "<code class=\"hash\"><span>0"), "text", ("plain", "markdown")),
    "how the file ends its lines": (('"written":["\\n"', '"written":["\\r"'), "text", ("plain", "markdown")),
    "the record": (('\\"salt\\":\\"0', '\\"salt\\":\\"1', DATA), "record", ("plain",)),
    "the record's report": (('\\"id\\":\\"one', '\\"id\\":\\"two', DATA), "record", ("plain",)),
    "the proof": (('"proof":["', '"proof":["A', DATA), "record", ("plain",)),
    "the leaf's number": (('"leaf":3', '"leaf":2', DATA), "record", ("plain",)),
    "the leaf's day": (('"on":"2026-11-22"', '"on":"2025-11-22"', DATA), "record", ("plain",)),
    "the size": (('"checkpoint":6', '"checkpoint":5', DATA), "checkpoint", ("plain",)),
    "the root": (('"root":"', '"root":"A', DATA), "record", ("plain",)),
    "the checkpoint printed": ((">6:", ">7:", 'id="seal"'), "checkpoint", ("plain",)),
    "the checkpoint cited": ((">6:", ">7:"), "checkpoint", ("plain",)),
    "that in BibTeX": (("checkpoint 6:", "checkpoint 7:", "@misc"), "checkpoint", ("plain",)),
}  # fmt: skip


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, (_, _, forms) in FORGED.items() for form in forms])
def test_what_was_changed_is_told_and_by_which_check(open_sealed, tmp_path, name, form):
    made, (change, where, _) = make(tmp_path, form), FORGED[name]
    tamper(made[1], *change)
    verdict, lines = checked(open_sealed(made))
    assert verdict == WRONG
    assert words_of(lines)[where] == "No"
    assert where == "text" or words_of(lines)["text"] == "Yes"


def test_text_in_which_only_line_ends_differ_is_the_same_file_only_where_it_is(open_sealed, tmp_path):
    """A text of one line has no line end to be wrong about."""
    document = read_from(b"One line", "One line")
    made = tmp_path, write_site(tmp_path, b"One line", document, seal_of(document), Findings())
    tamper(made[1], '"written":["\\n"', '"written":["\\r"')
    assert is_right(*checked(open_sealed(made)))


# Pages on which other words are shown than are read.

GRAVES = "440 graves"
LIES = {
    "the sheet is hidden, and another one shown": (
        '<div class="sheet text plain" id="text"',
        '<div class="sheet text plain"><p>No graves.</p></div><div hidden class="sheet text plain" id="text"',
    ),
    "the sheet is hidden": ('<div class="sheet text plain"', '<div hidden class="sheet text plain"'),
    "it is only read aloud": ('<div class="sheet-place narrow">', '<div class="sheet-place narrow unseen">'),
    "it is folded away": (
        '<div class="sheet-place narrow">', '<details><summary>No graves.</summary></details><div class="sheet-place narrow" hidden>'
    ),
    "another place of a sheet": ('<div class="sheet-place narrow">', '<div class="sheet-place">No graves.</div><div class="sheet-place narrow">'),
    "words beside the sheet": ('<div class="tab">', '<p>No graves.</p><div class="tab">'),
    "words as an end": (GRAVES, f'<span class="unseen">{GRAVES}</span><span class="end">no graves</span>'),
    "words as another end": ("end of text", "No graves were found"),
    "words as a number": (GRAVES, f'<span class="unseen">{GRAVES}</span><a class="number">no graves</a>'),
    "another number": ('>2</a>', ">440</a>"),
    "another number and anchor": ('id="p2"', 'id="p440"'),
    "words as a note": (GRAVES, f'<span class="unseen">{GRAVES}</span><span class="note">no graves</span>'),
    "words before a note": ('role="note" dir="ltr" lang="en"><b>1</b>', 'role="note" dir="ltr" lang="en">No graves. <b>1</b>'),
    "a note without its status": (">suggested</span></span>", ">No graves</span></span>"),
    "words as what stands before": (GRAVES, f'<span class="unseen">{GRAVES}</span><span class="prefix">no graves</span>'),
    "words as a fold": ("</p>", '</p><details class="graphic"><summary>No graves.</summary></details>'),
    "words as a warning": ("</p>", '</p><details class="graphic"><summary><b>Graphic.</b> No graves.</summary></details>'),
    "words as a control": (GRAVES, f'{GRAVES}<span class="control">No graves</span>'),
    "words as a target": (GRAVES, f'{GRAVES}<span class="target">No graves</span>'),
    "words as an image": (GRAVES, f'{GRAVES}<span class="image">No graves</span>'),
    "words as a picture": (GRAVES, f'{GRAVES}<img alt="No graves">'),
    "words that are blocked": (GRAVES, f'<span class="redacted" role="img" aria-label="Redacted: x">{GRAVES}</span>'),
    "words that are hidden": (GRAVES, f"<span hidden>{GRAVES}</span>"),
    "words in a class that hides": (GRAVES, f'<span class="unseen">{GRAVES}</span>'),
    "words in a size": (GRAVES, f'<font size="1">{GRAVES}</font>'),
    "words in other elements": (GRAVES, f"<s>{GRAVES}</s>"),
    "words that turn": (GRAVES, f'<bdo dir="rtl">{GRAVES}</bdo>'),
    "words for who listens": (GRAVES, f'<span aria-label="no graves">{GRAVES}</span>'),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_is_shown_is_what_is_read(open_page, tmp_path, lie):
    """Of a page that was altered with scripts and styles as they are: the words that count are those that are seen."""
    folder, path = make(tmp_path)
    old, new = LIES[lie]
    html = path.read_text("utf-8")
    html = html.replace(old, new, 1) if old.startswith("<div") else html
    path.write_text(html, "utf-8")
    if not old.startswith("<div"):
        tamper(path, old, new)
    verdict, lines = checked(open_page(path.as_uri(), inside=folder.as_uri()))
    assert (verdict, words_of(lines)["text"]) == (WRONG, "No"), lines["text"]


@pytest.mark.parametrize(("lie", "word"), [("", "Yes"), ("words that are hidden", "No"), ("the sheet is hidden", "No")])
def test_so_it_is_where_a_browser_is_older(open_page, tmp_path, lie, word):
    """Without checkVisibility, which is of 2024."""
    folder, path = make(tmp_path)
    (folder / "assets/none.js").write_text("delete Element.prototype.checkVisibility;")
    old, new = LIES.get(lie, ("<script", "<script"))
    html = path.read_text("utf-8").replace("<script", '<script src="../assets/none.js" defer></script><script', 1)
    start = html.index(old, html.index("sheet-place"))
    path.write_text(html[:start] + new + html[start + len(old) :], "utf-8")
    assert words_of(checked(open_page(path.as_uri(), inside=folder.as_uri()))[1])["text"] == word


MARKDOWN_LIES = {
    "words as a target": ("graves were found", 'graves were found <span class="target">a map 440 found</span>'),
    "words as an image": ("[image: a map]", "No one! a map]"),
    "words as a control": ("graves were found", 'graves were found<span class="control">No</span>'),
    "a name that is no table's": ('aria-label="Table 1"', 'aria-label="No graves"'),
}


@pytest.mark.parametrize("lie", MARKDOWN_LIES)
def test_so_it_is_of_markdown(open_page, tmp_path, lie):
    folder, path = make(tmp_path, "markdown")
    tamper(path, *MARKDOWN_LIES[lie])
    verdict, lines = checked(open_page(path.as_uri(), inside=folder.as_uri()))
    assert (verdict, words_of(lines)["text"]) == (WRONG, "No"), lines["text"]


@pytest.mark.parametrize("old", ["Graphic.</b> Burns are described.", "Burns are described."])
def test_warnings_are_those_of_the_record(open_page, tmp_path, old):
    fold = Folded(TEXT.index("search"), TEXT.index("search") + 6, "Burns are described.")
    document = read_from(TEXT.encode(), TEXT, graphic=(fold,))
    path = write_site(tmp_path, TEXT.encode(), document, seal_of(document, folding(document)))
    tamper(path, old, "No graves were found.")
    assert words_of(checked(open_page(path.as_uri(), inside=tmp_path.as_uri()))[1])["text"] == "No"


def test_the_reason_of_a_redaction_is_that_of_the_record(open_page, tmp_path):
    folder, path = make_kind(tmp_path, "a redacted one")
    tamper(path, "Redacted: a name", "Redacted: no graves")
    assert words_of(checked(open_page(path.as_uri(), inside=folder.as_uri()))[1])["text"] == "No"


STYLES = {
    "a style": ("</head>", "<style>#text p{font-size:0}#text p::before{content:'No graves';font-size:1rem}</style></head>"),
    "another sheet of styles": ("</head>", '<link rel="stylesheet" href="../assets/none.css"></head>'),
    "an element's own": ("<h1", '<h1 style="position:absolute;top:40rem"'),
}  # fmt: skip


@pytest.mark.parametrize("how", STYLES)
def test_where_other_styles_are_at_work_nobody_can_tell_what_is_seen(open_page, tmp_path, how):
    folder, path = make(tmp_path)
    (folder / "assets/none.css").write_text("#text p{transform:scale(0)}")
    html = path.read_text("utf-8").replace('http-equiv="Content-Security-Policy"', 'name="none"')
    path.write_text(html.replace(*STYLES[how], 1), "utf-8")
    verdict, lines = checked(open_page(path.as_uri(), inside=folder.as_uri()))
    assert (verdict, words_of(lines)["text"]) == (NOT_COMPARED, "Open")
    assert "styles that are not the archive’s are at work" in lines["text"]


CLAIMS = {
    "newer": ('"current":true', '"current":false'),
    "another way of reading": ('"derivation":"text/1"', '"derivation":"jsonl/1"'),
    "only a part": ('"written":', '"whole":false,"written":'),
    "no file": ('"evidence":"../evidence/one.txt"', '"evidence":""'),
    "newer, read in another way": ('"current":true,"', '"current":false,"derivation":"jsonl/1","'),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_a_page_says_of_itself_makes_no_changed_words_right(open_sealed, tmp_path, claim):
    """Over http it is held to the data of the report; from a disk, where nothing else can be asked, a text that is said
    to be newer was not compared."""
    made = make(tmp_path)
    tamper(made[1], "440", "441")
    tamper(made[1], *CLAIMS[claim], DATA)
    page = open_sealed(made)
    verdict, lines = checked(page)
    if page.url.startswith("http") or "newer" not in claim:
        assert (verdict, words_of(lines)["text"]) == (WRONG, "No")
    else:
        assert (verdict, words_of(lines)["text"]) == (NOT_COMPARED, "Open")
        assert "from a disk nothing else can be asked" in lines["text"]


def test_a_sealed_page_that_says_it_is_newer_is_held_to_its_data(open_page, http_site, tmp_path):
    folder, path = make(tmp_path)
    tamper(path, '"current":true', '"current":false', DATA)
    page = open_page(http_site(folder) + path.relative_to(folder).as_posix())
    verdict, lines = checked(page)
    assert (verdict, words_of(lines)["data"]) == (WRONG, "No")
    assert "it says otherwise of is_current" in lines["data"]


def test_there_are_no_more_notes_than_the_data_has_values(open_page, http_site, tmp_path):
    folder, path = make(tmp_path)
    html = path.read_text("utf-8")
    start = html.index('<input type="checkbox" class="note-switch" id="n4">')
    note = html[start : html.index("</span></span>", start) + 14]
    more = "".join(note.replace("n4", f"n{number}").replace(">4<", f">{number}<") for number in range(5, 15))
    path.write_text(html.replace(note, note + more), "utf-8")
    lines = checked(open_page(http_site(folder) + path.relative_to(folder).as_posix()))[1]
    assert words_of(lines)["text"] == "No"
    assert "more notes than the data" in lines["text"]


def test_what_no_page_can_show_of_itself_is_said(open_sealed, tmp_path):
    page = open_sealed(make(tmp_path))
    checked(page)
    assert "Whoever changed this page could have changed this check with it" in page.locator(".verdicts").inner_text()


@pytest.fixture(scope="module")
def bench(browser: Browser) -> Iterator[Page]:
    """A page with the style of archives, and the script that looks at sheets."""
    page = browser.new_page()
    yield page
    page.close()


FAULT = """([html, form]) => {
  document.body.innerHTML = html;
  return MunimentSheet.fault(document.getElementById("text"), form, { warnings: [], reasons: [], notes: Infinity });
}"""


@pytest.mark.parametrize("source", [*SIMPLE, *TRICKY, "a\u202eb\x00c\n\n| a |\n|:-:|\n| ~~b~~ |\n\n---\n[a](b)\n"])
def test_any_sheet_that_is_made_is_taken_for_one(bench, source):
    if not bench.query_selector("script"):
        bench.add_script_tag(content=(program_templates() / "assets/verify-sheet.js").read_text("utf-8"))
        bench.evaluate("document.head.append(document.querySelector('script'))")
    for form, ending in (("markdown", "md"), ("plain", "txt")):
        document = read_from(source.encode("utf-8", "surrogatepass"), source, "", form)
        body = html_of(document, Findings()).partition("<body>")[2].partition("</body>")[0]
        assert bench.evaluate(FAULT, [body, form]) == "", ending


def test_a_sheet_in_folds_passes_open_and_closed_and_without_suggestions(open_page, tmp_path):
    fold = Folded(TEXT.index("search"), TEXT.index("search") + 6, "Burns are described.")
    document = read_from(TEXT.encode(), TEXT, graphic=(fold,))
    path = write_site(tmp_path, TEXT.encode(), document, seal_of(document, folding(document)))
    page = open_page(path.as_uri(), inside=tmp_path.as_uri(), viewport={"width": 390, "height": 800})
    for change in ("summary", "#machine"):
        assert words_of(checked(page)[1])["text"] == "Yes"
        page.locator(change).first.click()
    assert words_of(checked(page)[1])["text"] == "Yes"


@pytest.mark.parametrize(
    ("address", "where"), [("evidence/one.txt", "file"), (f"log/checkpoints/{LEAVES}.txt", "checkpoint")]
)
def test_over_http_the_files_are_looked_at_as_well(open_page, http_site, tmp_path, address, where):
    folder, path = make(tmp_path)
    (folder / address).write_bytes((folder / address).read_bytes().replace(b"0", b"1").replace(b"6", b"7"))
    page = open_page(http_site(folder) + path.relative_to(folder).as_posix())
    verdict, lines = checked(page)
    assert (verdict, words_of(lines)[where]) == (WRONG, "No")
    assert words_of(lines)["text"] == "Yes"


def test_a_file_that_is_gone_is_told(open_page, http_site, tmp_path):
    folder, path = make(tmp_path)
    (folder / "evidence/one.txt").unlink()
    page = open_page(http_site(folder) + path.relative_to(folder).as_posix(), expected=("404",))
    verdict, lines = checked(page)
    assert (verdict, words_of(lines)["file"]) == (WRONG, "No")
    assert "the server has no one.txt" in lines["file"]


AWAY = {
    "no network": lambda route: route.abort("internetdisconnected"),
    "a server at fault": lambda route: route.fulfill(status=503, body="busy"),
    "a way to somewhere else": lambda route: route.fulfill(status=302, headers={"location": "/index.html"}),
    "a part of the file": lambda route: route.fulfill(status=206, body="4"),
}


@pytest.mark.parametrize("how", AWAY)
def test_what_cannot_be_fetched_is_left_open_and_makes_no_page_wrong(open_page, http_site, tmp_path, how):
    folder, path = make(tmp_path)
    page = open_page(
        http_site(folder) + path.relative_to(folder).as_posix(), expected=("Failed to load resource", "404", "503")
    )
    page.route("**/evidence/*", AWAY[how])
    page.route("**/log/**", AWAY[how])
    page.route("**/one.json", AWAY[how])
    verdict, lines = checked(page)
    assert verdict == "Nothing is wrong in what was checked; 3 lines could not be checked."
    assert words_of(lines) == {"text": "Yes", "record": "Yes", "checkpoint": "Open", "file": "Open", "data": "Open"}
    assert "one.txt could not be fetched" in lines["file"]
    assert f"{LEAVES}.txt could not be fetched. Compare it with one from a citation" in lines["checkpoint"]
    assert ORIGIN in lines["checkpoint"]


def test_long_markdown_that_cannot_be_fetched_is_left_open(open_page, http_site, tmp_path):
    text = "Many words of a long report.\n" * (LONGEST_SOURCE // 28)
    document = read_from(text.encode(), text, "", "markdown")
    path = write_site(tmp_path, text.encode(), document, seal_of(document), Findings())
    page = open_page(http_site(tmp_path) + path.relative_to(tmp_path).as_posix(), expected=("Failed to load resource",))
    page.route("**/evidence/*", AWAY["no network"])
    lines = checked(page)[1]
    assert (words_of(lines)["text"], words_of(lines)["file"]) == ("Open", "Open")


def test_a_checkpoint_of_which_a_server_has_no_file_is_left_open(open_page, http_site, tmp_path):
    folder, path = make(tmp_path)
    (folder / f"log/checkpoints/{LEAVES}.txt").unlink()
    page = open_page(http_site(folder) + path.relative_to(folder).as_posix(), expected=("404",))
    verdict, lines = checked(page)
    assert is_right(verdict, lines)
    assert f"the server has no {LEAVES}.txt" in lines["checkpoint"]


def test_what_the_words_of_the_file_are_is_told_where_the_page_has_others(open_sealed, tmp_path):
    made = make(tmp_path, "markdown")
    tamper(made[1], "440 graves", "44 graves")
    assert "that 44 graves were found" in checked(open_sealed(made))[1]["text"]


# Pages of which not all can be checked.


def test_a_page_that_is_newer_than_its_record_is_not_yet_sealed(open_sealed, tmp_path):
    document = read_from(PLAIN, TEXT, PREFIX)
    older = record_of(document, seed={"bytes": 1, "sha256": "00" * 32})
    made = tmp_path, write_site(tmp_path, PLAIN, document, seal_of(document, older, is_current=False))
    page = open_sealed(made)
    assert "Not yet sealed: what is published is newer than the log" in page.locator("#seal").inner_text()
    verdict, lines = checked(page)
    assert is_right(verdict, lines)
    assert (words_of(lines)["text"], words_of(lines)["record"]) == ("Open", "Yes")


REDACTED = changed(
    read_from(b"", f"{BLOCK}{TEXT[5:]}"), publication="redacted", evidence=Evidence("", "", 0, ""), is_hidden=True,
    redactions=(Redacted(0, len(BLOCK), "a name", "2026-01-01"),),
)  # fmt: skip
EXCERPT = changed(read_from(PLAIN, TEXT), publication="excerpt", text_sha256="ab" * 32, left_out=1_200)
EXCERPT = changed(EXCERPT, evidence=changed(EXCERPT.evidence, path=""))
SHOWN = hashlib.sha256(TEXT.encode()).hexdigest()
KINDS = {
    "an excerpt": (EXCERPT, {"shown": SHOWN}, "Yes", "the record has of the part that is published"),
    "an older excerpt": (EXCERPT, {}, "Open", "the record has no hash of the part that is published"),
    "none of the text": (
        changed(EXCERPT, publication="metadata", text="", left_out=0), {}, "Open", "none is published, and none is shown"
    ),
    "a record of a table": (
        changed(read_from(PLAIN, TEXT), derivation="jsonl/1"), {}, "Yes",
        "how it is read from the file (jsonl/1) is not repeated here",
    ),
    "a saved page": (
        changed(read_from(PLAIN, TEXT), derivation="html/1, trafilatura 2.3.1"), {}, "Yes", "is not repeated here"
    ),
    "a redacted one": (
        REDACTED, {"redactions": [{"date": "2026-01-01", "end": 5, "reason": "a name", "start": 0}]}, "Yes",
        "the file is not published",
    ),
}  # fmt: skip


def make_kind(folder: Path, name: str) -> Made:
    document, fields, _, _ = KINDS[name]
    seal = seal_of(document, record_of(document, **fields))
    return folder, write_site(folder, PLAIN, document, seal, Findings())


@pytest.mark.parametrize("name", KINDS)
def test_what_can_be_checked_of_other_reports_and_what_cannot(open_sealed, tmp_path, name):
    document, _, word, because = KINDS[name]
    made = make_kind(tmp_path, name)
    page = open_sealed(made)
    verdict, lines = checked(page)
    assert is_right(verdict, lines)
    assert (words_of(lines)["text"], because in lines["text"]) == (word, True)
    assert ("file" in lines) is bool(document.evidence.path)
    if document.text:
        tamper(made[1], "440", "441")
        found = words_of(checked(open_sealed(made))[1])
        is_told = word == "Yes" or page.url.startswith("http")
        assert "No" in (found["text"], found.get("data")) if is_told else found["text"] == "Open"


# Without a script.


def test_without_javascript_the_commands_are_there(open_sealed, tmp_path):
    page = open_sealed(make(tmp_path), java_script_enabled=False)
    assert page.get_by_role("button", name="Check in this browser").count() == 0
    for words in (
        "grep -f - log/records/one/v1.json",
        "ssh-keygen -Y check-novalidate",
        "verify/verify.py .",
    ):
        assert page.get_by_text(words).is_visible()


def test_where_a_browser_computes_no_hashes_the_commands_are_there(open_page, tmp_path):
    folder, path = make(tmp_path)
    (folder / "assets/none.js").write_text("Object.defineProperty(globalThis, 'crypto', { value: {} });")
    tamper(path, "<script", '<script src="../assets/none.js" defer></script><script', "<meta")
    page = open_page(path.as_uri(), inside=folder.as_uri())
    assert "Over plain http a browser computes no hashes" in page.locator(".verdicts").inner_text()
    assert page.get_by_text("ssh-keygen -Y check-novalidate").is_visible()


def test_with_javascript_the_commands_are_one_click_away(open_sealed, tmp_path):
    page = open_sealed(make(tmp_path))
    assert not page.get_by_text("ssh-keygen -Y check-novalidate").is_visible()
    page.get_by_text("Check it with your own tools").click()
    assert page.get_by_text("ssh-keygen -Y check-novalidate").is_visible()
