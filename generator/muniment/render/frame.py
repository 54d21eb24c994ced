"""What stands around every page: its head, the masthead, the foot, and the policy it lives under."""

from functools import lru_cache

from muniment import __version__
from muniment.model import Record, Site
from muniment.render.links import (
    ATOM,
    CORRECTIONS,
    HOME,
    JSON_FEED,
    OPENSEARCH,
    SECTIONS,
    STYLE,
    VERIFY,
    To,
    absolute,
    links_from,
)

LABELS = {
    "reports": "Reports",
    "people": "People",
    "organizations": "Organisations",
    "places": "Places",
    "timeline": "Timeline",
    "sources": "Sources",
    "figures": "Figures",
    "search": "Search",
}
SCRIPT_RULES = "script-src 'self'"
SEARCH_RULES = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'"


class Link(Record, frozen=True, eq=False):
    """A link as templates get it: already relative to the page. Two are two things, whatever they hold; those
    around a page are the same ones again, and so is the HTML around it."""

    address: str
    label: str
    current: str = ""  # of aria-current: "page" for this page, "true" for its section


class Frame(Record, frozen=True, kw_only=True):
    """Everything that base.html needs of a page but its body."""

    title: str  # empty on the first page, which bears the archive's own
    description: str
    language: str = "en"  # of the program's own words
    policy: str
    style: str
    canonical: str = ""  # only with the archive's URL
    kind: str = "website"  # of OpenGraph
    published: str = ""
    home: str
    is_home: bool = False
    nav: tuple[Link, ...] = ()
    essays: tuple[Link, ...] = ()
    corrections: str
    verify: str
    atom: str = ""
    json_feed: str = ""
    opensearch: str = ""
    scripts: tuple[str, ...] = ()
    data: str = ""  # JSON-LD, "<" escaped
    alternate: str = ""  # the same as JSON
    program: str = f"Muniment {__version__}"


def frame_of(
    address: str,
    site: Site,
    title: str,
    description: str,
    *,
    section: str = "",
    kind: str = "website",
    published: str = "",
    scripts: tuple[str, ...] = (),
    is_search: bool = False,
    has_form: bool = False,
    fetches: bool = False,
    data: str = "",
    alternate: str = "",
) -> Frame:
    """The frame of the page at an address. `section` is the one of Site.sections it belongs to;
    `scripts`, `alternate` are site addresses; `is_search` allows what the search engine needs,
    `fetches` what asks for other files of the site."""
    to = links_from(address)
    return Frame(
        title=title,
        description=" ".join(description.split()),
        policy=_policy(bool(scripts), is_search, has_form, fetches),
        style=to(STYLE),
        canonical=absolute(site.url, address),
        kind=kind,
        published=published,
        home=to(HOME),
        is_home=address == HOME,
        nav=_nav(site, to, section, SECTIONS.get(section) == address),
        essays=_essays(site, to, address if "/" not in address else ""),
        corrections=to(CORRECTIONS),
        verify=to(VERIFY),
        atom=to(ATOM),
        json_feed=to(JSON_FEED),
        opensearch=to(OPENSEARCH) if site.url and "search" in site.sections else "",
        scripts=tuple(to(script) for script in scripts),
        data=data,
        alternate=to(alternate),
    )


@lru_cache(maxsize=256)
def _nav(site: Site, to: To, section: str, is_section: bool) -> tuple[Link, ...]:
    """The sections as from the pages of a folder; `is_section` for the page of `section` itself."""
    current = {section: "page" if is_section else "true"}
    return tuple(
        Link(to(SECTIONS[name]), LABELS[name], current.get(name, "")) for name in site.sections if name in SECTIONS
    )


@lru_cache(maxsize=256)
def _essays(site: Site, to: To, address: str) -> tuple[Link, ...]:
    """The editors' pages; `address` is that of the page they are linked from, if it may be one of them."""
    return tuple(Link(to(page), name, "page" if page == address else "") for page, name in site.essays)


@lru_cache(maxsize=8)
def _policy(has_scripts: bool, is_search: bool, has_form: bool, fetches: bool) -> str:
    """DESIGN section 8, less what the page does not use. Data blocks (JSON-LD) are not scripts."""
    rules = SEARCH_RULES if is_search else SCRIPT_RULES if has_scripts else ""
    rules += "; connect-src 'self'" if fetches and not is_search else ""
    form = "form-action 'self'" if has_form or is_search else "form-action 'none'"
    parts = ("default-src 'none'", rules, "style-src 'self'", "img-src 'self' data:", "font-src 'self'")
    return "; ".join(part for part in (*parts, "base-uri 'none'", form) if part)
