"""What tests of the search page share: reports made by hand, a page for them, and what it shows."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from muniment.model import SearchRecord
from muniment.publish.packs import parts_file
from muniment.publish.search import make_part
from muniment.render import view_search

ASSETS = Path(__file__).parents[1] / "templates" / "assets"
SCRIPTS = tuple(Path(script).name for script in view_search.SCRIPTS)
PATIENCE = 20_000  # milliseconds, for a machine that has much else to do
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Search</title><link rel="icon" href="data:,">
{"".join(f'<script src="assets/{name}" defer></script>' for name in SCRIPTS)}</head><body><main><h1>Search</h1>
<form id="search" role="search" action="search.html"><label>Search <input id="q" name="q" type="search"></label>
<label>Order <select id="sort" name="sort"><option value="">relevance</option><option>newest</option>
<option>oldest</option></select></label><button>Search</button></form>
<div id="filters"></div><p id="count" role="status"></p><ol id="results"></ol>
<button id="more" type="button" hidden>More</button></main></body></html>"""


def report(
    name: str, *paragraphs: str, date: str = "", language: str = "en", **filters: list[str] | str
) -> SearchRecord:
    """filters: source="CNN", place=["Izium"], and title, names, and known=(of title, date, source), in which the title's
    may be the kind of what stands in for it."""
    title, names = str(filters.pop("title", f"Report {name}")), tuple(filters.pop("names", ()))
    of_title, of_date, of_source = filters.pop("known", ("stated", "stated", "suggested"))
    lists = {key: [value] if isinstance(value, str) else value for key, value in filters.items()}
    lists |= {"year": [date[:4] or "unknown"], "language": [language or "unknown"]}
    return SearchRecord(
        address=f"reports/{name}.html",
        title=title,
        paragraphs=paragraphs,
        language=language,
        date=date,
        source=lists.get("source", [""])[0],
        title_status="stated" if of_title == "stated" else "suggested",
        title_kind="title" if of_title in ("stated", "suggested") else of_title,
        date_status=of_date,
        source_status=of_source,
        names=names,
        filters=tuple((key, tuple(values)) for key, values in lists.items()),
    )


def write_search(folder: Path, parts: Sequence[Sequence[SearchRecord]], locks: Path) -> None:
    """The search of reports, oldest first, in these parts."""
    made = [make_part(records, locks) for records in parts]
    write_site(folder, [*(file for part in made for file in part.files), parts_file(part.part for part in made)])


def write_site(folder: Path, files: list[tuple[str, bytes]]) -> None:
    pages = [("search.html", PAGE.encode()), *((f"assets/{name}", (ASSETS / name).read_bytes()) for name in SCRIPTS)]
    for address, data in [*files, *pages]:
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)


def ask(page: Page, text: str) -> None:
    page.fill("#q", text)


def expect_count(page: Page, words: str) -> None:
    expect(page.locator("#count")).to_have_text(words, timeout=PATIENCE)


def names_in(page: Page) -> list[str]:
    """The reports that are shown, in order."""
    links = page.locator("#results h2 a").all()
    return [(link.get_attribute("href") or "").removeprefix("reports/").removesuffix(".html") for link in links]


def facet(page: Page, key: str) -> dict[str, str]:
    """The values of a filter with their counts."""
    labels = page.locator(f"#filters label:has(input[name={key}])")
    return {label.locator("bdi").inner_text(): label.locator(".num").inner_text() for label in labels.all()}


def tick(page: Page, key: str, value: str) -> None:
    page.locator(f"#filters input[name={key}][value='{value}']").click()
