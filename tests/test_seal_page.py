"""The check of a report's seal in a reader's browser: over http, from a disk, and of forged pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from muniment.model import Evidence, Findings, Folded, Redacted, changed
from muniment.render.report_seal import LONGEST_SOURCE
from rendered import TEXT
from sealed_report import LEAVES, ORIGIN, PLAIN, PREFIX, read_from, record_of, seal_of, write_site

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
    found = {name: line for line in lines for name, words in names.items() if words in line.partition(":")[0]}
    assert len(found) == len(lines)
    return page.locator(".verdict").inner_text(), found


def words_of(lines: dict[str, str]) -> dict[str, str]:
    """The word that each begins with."""
    return {name: line.split()[0] for name, line in lines.items()}


def is_right(verdict: str, lines: dict[str, str]) -> bool:
    """Whether it is said that nothing is wrong, and how many lines could not be checked."""
    left = list(words_of(lines).values()).count("Open")
    if not left:
        return verdict == "Nothing is wrong, as far as this page can tell."
    return verdict == f"Nothing is wrong in what was checked; {left} line{'s' * (left > 1)} could not be checked."


# A page as it was sealed.


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_a_page_as_it_was_sealed_passes(open_sealed, assert_accessible, tmp_path, form):
    page = open_sealed(make(tmp_path / "site", form))
    verdict, lines = checked(page)
    is_served = page.url.startswith("http")
    assert is_right(verdict, lines)
    assert words_of(lines) == {
        "text": "Yes", "record": "Yes", "checkpoint": "Compare", "file": "Yes" if is_served else "Open"
    }  # fmt: skip
    assert ORIGIN in lines["checkpoint"]
    assert "Not compared: where links lead" in lines["text"] if form == "markdown" else "to the letter" in lines["text"]
    assert page.locator(".verdicts").get_attribute("role") == "status"
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


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_folds_marks_and_notes_are_no_words_of_the_text(open_sealed, tmp_path, form):
    text = TEXT + "\n\n| Burns | are |\n|---|---|\n| described | here |\n\nAnd here.\n"
    fold = Folded(text.index("search"), text.index("here |"), "Burns are described.")
    document = read_from(text.encode(), text, "", form, graphic=(fold,))
    verdict, lines = checked(open_sealed((tmp_path, write_site(tmp_path, text.encode(), document, seal_of(document)))))
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
    verdict, lines = checked(page)
    assert verdict == "Nothing is wrong in what was checked; 2 lines could not be checked."
    assert words_of(lines) == {"text": "Yes", "record": "Yes", "checkpoint": "Open", "file": "Open"}
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


KINDS = {
    "an excerpt": ({"publication": "excerpt", "text_sha256": "ab" * 32, "derivation": "text/1"}, "Open", "not all of the text"),
    "a record of a table": ({"derivation": "jsonl/1"}, "Yes", "how it is read from the file (jsonl/1) is not repeated here"),
    "a saved page": ({"derivation": "html/1, trafilatura 2.3.1"}, "Yes", "is not repeated here"),
    "a redacted one": (
        {
            "publication": "redacted", "evidence": Evidence("", "", 0, ""), "is_hidden": True,
            "redactions": (Redacted(0, 5, "a name", "2026-01-01"),),
        },
        "Yes", "the file is not published",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_what_can_be_checked_of_other_reports_and_what_cannot(open_sealed, tmp_path, name):
    fields, word, because = KINDS[name]
    document = read_from(PLAIN, TEXT, **fields)
    if name == "an excerpt":
        document = changed(document, evidence=changed(document.evidence, path=""))
    made = tmp_path, write_site(tmp_path, PLAIN, document, seal_of(document), Findings())
    verdict, lines = checked(open_sealed(made))
    assert is_right(verdict, lines)
    assert (words_of(lines)["text"], because in lines["text"]) == (word, True)
    assert ("file" in lines) is bool(document.evidence.path)
    if word == "Yes":
        tamper(made[1], "440", "441")
        assert words_of(checked(open_sealed(made))[1])["text"] == "No"


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
