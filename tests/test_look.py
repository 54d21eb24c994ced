"""Pages as a browser shows them: legible, still, and whole without JavaScript, wide and narrow, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from muniment.model import (
    EntityPage,
    Essay,
    EssayPage,
    Name,
    NotFound,
    Page,
    Post,
    Profile,
    Search,
    Site,
    SourcePage,
    Spelling,
    Value,
    changed,
)
from muniment.publish.assets import asset_files
from muniment.recipes import program_templates
from muniment.render.pages import render_page, render_report
from rendered import CNN, IZIUM, SITE, document_of, page_of
from test_render_home import EMPTY, HOME, LINE

WIDE, TABLET, PHONE = ({"width": width, "height": 900} for width in (1300, 768, 390))
LONG = changed(LINE, title="<b> " + "Unbroken" * 40 + " العربية", title_status="stated", publisher=None, published="")
ARABIC = document_of(
    "قال مسؤول محلي يوم الأحد إن عمليات استخراج الجثث ستستمر.",
    id="arabic",
    form="markdown",
    title=Value("مسؤول محلي"),
    language=Value("ar"),
    other=(("section", "world"),),
    prefix="---\na: 1\nb: 2\nc: 3\nd: 4\n---\n",
)

SOMEBODY = Name("", "", "Unbroken" * 20, "", "reviewed")
PROFILE = Profile(
    spellings=(Spelling("Ізюм", "uk"), Spelling("إيزيوم", "ar"), Spelling("Unbroken" * 20, "uk-Latn")),
    posts=(Post("Head", changed(IZIUM, kind="organization"), "2019-09-27", "2023~"), Post("Unbroken" * 20, SOMEBODY)),
    party=SOMEBODY, is_party_followed=True, affiliation=IZIUM, owner=SOMEBODY, notes="One.\n\nTwo.",
    external=(("wikidata", "Q212"), ("elsewhere", "Unbroken" * 20)), lookalikes=(IZIUM, SOMEBODY),
)  # fmt: skip
LISTED = EntityPage(
    name=IZIUM, names=("Izyum",), role="A role", coordinates=(49.2, 37.2), precision=20_000, total=1, profile=PROFILE
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A few pages on a disk, with their style and fonts."""
    folder = tmp_path_factory.mktemp("site")
    pages = [
        page_of(document_of(prefix=" date 2022-09-18 "), older=LONG),
        page_of(ARABIC, changed(page_of(ARABIC)[1].findings, **EMPTY_FINDINGS)),
        (Page("index.html", changed(HOME, latest=(LINE, LONG))), None),
        (Page("empty.html", EMPTY), None),
        (Page("search.html", Search(2)), None),
        (Page("about.html", EssayPage(Essay("about", "About", "## Why\n\n- one\n\n> two\n\n`three`"))), None),
        (Page("404.html", NotFound("No such page")), None),
        (Page("places/listed.html", LISTED), None),
        (Page("sources/listed.html", SourcePage(name=CNN, kind="outlet", profile=PROFILE)), None),
    ]
    files = list(asset_files(program_templates()))
    for page, report in pages:
        site = Site(title="Empty") if page.address == "empty.html" else SITE
        files += render_report(page, site, report)[0] if report else render_page(page, site)
    for address, data in files:
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)
    return folder


EMPTY_FINDINGS = {"mentions": (), "dates": (), "quotes": (), "claims": (), "attributions": ()}
ADDRESSES = (
    "reports/one", "reports/arabic", "index", "empty", "search", "about", "404", "places/listed", "sources/listed",
)  # fmt: skip
EXPECTED = {"search": ("ERR_FILE_NOT_FOUND",)}  # its index is not made here


def opened(open_page, site, address, **context):
    return open_page(
        f"{(site / address).as_uri()}.html", inside=site.as_uri(), expected=EXPECTED.get(address, ()), **context
    )


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(WIDE, "light"), (TABLET, "dark"), (PHONE, "dark"), ({"width": 320, "height": 700}, "light")],
    ids=lambda one: one if isinstance(one, str) else one["width"],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_accessible_and_fits(open_page, site, address, size, scheme):
    page = opened(open_page, site, address, viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The preload asks for files that the page's policy rightly forbids.
    results = Axe().run(page, options={"preload": False})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_needs_no_javascript(open_page, site, address):
    page = opened(open_page, site, address, java_script_enabled=False)
    assert page.locator("h1").count() == 1


def test_fonts_come_from_the_archive_itself(open_page, site):
    page = opened(open_page, site, "reports/one")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('1rem Evidence') && document.fonts.check('1rem Apparatus')")
    assert page.evaluate("[...document.fonts].some(face => face.family === 'Evidence' && face.status === 'loaded')")


def test_no_word_is_left_alone_below_a_figure(open_page, site):
    caption = opened(open_page, site, "index", viewport=PHONE).locator("figcaption").first
    assert caption.evaluate("element => getComputedStyle(element).textWrapStyle") == "pretty"


def test_notes_stand_beside_their_line(open_page, site):
    page = opened(open_page, site, "reports/one", viewport=WIDE)
    sheet, mark, note = (page.locator(one).first.bounding_box() for one in ("#text", "time.mark, .mark time", ".note"))
    assert note["x"] >= sheet["x"] + sheet["width"]
    assert abs(note["y"] - mark["y"]) < 60


def test_on_a_phone_a_note_opens_below_its_line_without_scripts(open_page, site):
    page = opened(open_page, site, "reports/one", viewport=PHONE, java_script_enabled=False)
    note, key = page.locator(".note").first, page.locator(".note-key").first
    assert not note.is_visible()
    assert key.inner_text().strip().endswith("16 Sep 2022".replace(" ", "\u00a0"))
    key.click()
    assert note.is_visible()
    assert note.bounding_box()["y"] > key.bounding_box()["y"]


def test_one_switch_hides_what_a_machine_suggests(open_page, site):
    page = opened(open_page, site, "reports/one", viewport=WIDE)
    assert page.locator("#claims").is_visible()
    said = page.get_by_text("publisher not shown")
    assert [said.nth(place).is_visible() for place in range(said.count())] == [False, False]
    page.locator("#machine").uncheck()
    assert [said.nth(place).is_visible() for place in range(said.count())] == [True, True]
    for hidden in ("#claims", "#speakers", ".note.suggested >> nth=0", ".voices"):
        assert not page.locator(hidden).is_visible()
    assert page.locator(".mark.suggested").first.evaluate("it => getComputedStyle(it).textDecorationLine") == "none"
    assert page.locator(".mark.reviewed").first.evaluate("it => getComputedStyle(it).textDecorationLine") == "underline"
    page.reload()
    assert not page.locator("#machine").is_checked()  # remembered


def test_print_leaves_out_what_a_machine_suggests_and_says_so(open_page, site):
    page = opened(open_page, site, "reports/one")
    page.emulate_media(media="print")
    assert not page.locator("#claims").is_visible()
    assert page.get_by_text("What a machine suggests is left out of print.").is_visible()
    assert page.locator(".hash").first.is_visible()


def test_a_copied_passage_holds_received_words_only(open_page, site):
    page = opened(open_page, site, "reports/one", viewport=WIDE)
    copied = page.evaluate("() => { getSelection().selectAllChildren(p1); return String(getSelection()); }")
    assert copied.strip() == "Mayor Valerii Marchenko said on Friday that at least 440 graves were found in Izium."
