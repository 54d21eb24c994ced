"""What preview shows beside the site itself: a build's problems, and the script that reloads.

The site's bytes stay as they are on disk; what stands here is added while a page is served.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from muniment.problems import Place, Problem

ROOM = "/.muniment/"  # addresses of preview's own; no page of a site begins with a dot
MOST = 200  # problems listed on one page
LARGEST_SHOWN = 2_000_000  # bytes of a file whose line is shown
WIDEST = 160  # characters of that line

POLICY = re.compile(rb"<meta\b[^>]*content-security-policy[^>]*>", re.IGNORECASE)
POLICY_VALUE = re.compile(rb"""\bcontent\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"

SCRIPT = """"use strict";
// Reloads the page once a newer edition of the site is there. A page that nobody sees lets go of its
// connection, since a browser keeps only six to one host.
(() => {
  const edition = document.currentScript.dataset.edition;
  let changes = null;
  const listen = () => {
    if (changes || document.hidden) return;
    const page = location.pathname.slice(1);
    changes = new EventSource("/.muniment/changes?" + new URLSearchParams({ since: edition, page }));
    changes.addEventListener("reload", () => location.reload());
  };
  const rest = () => { if (changes) changes.close(); changes = null; };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
"""

STYLE = """
.muniment-problems { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; }
main.muniment-problems { max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; }
aside.muniment-problems { position: fixed; inset: auto 0 0 0; z-index: 9; max-height: 50vh; overflow: auto;
  padding: .5rem 1.25rem; border-top: 3px solid #b35900; }
.muniment-problems h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
.muniment-problems ol { list-style: none; padding: 0; }
.muniment-problems li { border-left: 4px solid #b3261e; margin: 1.5rem 0; padding: .1rem 0 .1rem 1rem; }
.muniment-problems li.warning { border-color: #b35900; }
.muniment-problems p { margin: .2rem 0; overflow-wrap: anywhere; }
.muniment-problems code, .muniment-problems pre { font-family: ui-monospace, monospace; font-size: .9rem; }
.muniment-problems pre { margin: .4rem 0; padding: .5rem .75rem; overflow-x: auto; border: 1px solid; }
.muniment-problems button { font: inherit; padding: .4rem 1rem; }
"""


def problems_page(problems: Iterable[Problem], archive: Path, edition: str, back: str, has_site: bool) -> bytes:
    """A page that lists what a build had to say, with the lines it is about.

    With `has_site` the build was published all the same, and a button leads on to `back`.
    """
    listed = list(problems)
    title = f"The build {'has' if has_site else 'stopped:'} {_count(listed)}"
    advice = (
        "The rest of the archive was built. Mend what is listed and save: this page goes on by itself."
        if has_site
        else "Nothing was published. Mend what is listed and save: this page goes on by itself."
    )
    action = f"{ROOM}seen?back={quote(back)}"
    form = f'<form method="post" action="{action}"><button>Show the site all the same</button></form>'
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(OWN_POLICY)}">{_head(edition)}</head>'
        f'<body><main class="muniment-problems"><h1>{escape(title)}</h1><p>{advice}</p>'
        f"{_listing(listed, archive)}{form if has_site else ''}</main></body></html>"
    ).encode()


def with_reload(page: bytes, archive: Path, edition: str, problems: Iterable[Problem] = ()) -> bytes:
    """A page of the site with the reloading script, and with a bar of problems at its foot if there are any.

    The page's policy (CSP Level 3, in a meta element) is opened for preview's own script and style.
    """
    page = POLICY.sub(_opened_policy, page)
    head = _head(edition).encode()
    at = page.lower().find(b"</head>")
    page = page[:at] + head + page[at:] if at >= 0 else page + head
    listed = list(problems)
    if not listed:
        return page
    bar = (
        f'<aside class="muniment-problems" aria-label="Problems of the build"><details>'
        f"<summary>The build has {_count(listed)}</summary>{_listing(listed, archive)}</details></aside>"
    ).encode()
    at = page.lower().rfind(b"</body>")
    return page[:at] + bar + page[at:] if at >= 0 else page + bar


def _head(edition: str) -> str:
    return (
        f'<link rel="stylesheet" href="{ROOM}preview.css">'
        f'<script src="{ROOM}reload.js" data-edition="{escape(edition)}" defer></script>'
    )


def _opened_policy(meta: re.Match[bytes]) -> bytes:
    return POLICY_VALUE.sub(_opened_value, meta[0])


def _opened_value(attribute: re.Match[bytes]) -> bytes:
    policy: dict[str, list[str]] = {}
    for part in unescape(attribute[1][1:-1].decode("utf-8", "replace")).split(";"):
        if words := part.split():
            policy.setdefault(words[0].lower(), words[1:])
    for name in ("script-src", "style-src", "connect-src"):
        allowed = policy.get(name, policy.get("default-src", []))
        policy[name] = [source for source in allowed if source not in ("'none'", "'self'")] + ["'self'"]
    value = "; ".join(" ".join([name, *sources]) for name, sources in policy.items())
    return b'content="' + escape(value).encode() + b'"'


def _count(problems: list[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    named = ((errors, "problem"), (len(problems) - errors, "warning"))
    return " and ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in named if number)


def _listing(problems: list[Problem], archive: Path) -> str:
    shown = sorted(problems, key=lambda problem: problem.severity)[:MOST]
    items = "".join(_item(problem, archive) for problem in shown)
    more = f"<p>and {len(problems) - MOST} more</p>" if len(problems) > MOST else ""
    return f"<ol>{items}</ol>{more}"


def _item(problem: Problem, archive: Path) -> str:
    label = "" if problem.severity == "error" else "warning: "
    line = source_line(archive, problem.place)
    return (
        f'<li class="{problem.severity}"><p><code>{escape(str(problem.place))}</code></p>'
        f"<p>{label}{escape(problem.what)}</p>"
        + (f"<pre>{escape(line)}</pre>" if line else "")
        + (f"<p>{escape(problem.hint)}</p>" if problem.hint else "")
        + "</li>"
    )


def source_line(archive: Path, place: Place) -> str:
    """The line that a problem is about, with a mark below its column; empty where there is none to show."""
    if not place.line:
        return ""
    try:
        path = (archive / place.path).resolve()
        if not path.is_relative_to(archive.resolve()) or path.stat().st_size > LARGEST_SHOWN:
            return ""
        lines = path.read_text("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return ""
    if place.line > len(lines):
        return ""
    first = max(0, place.column - WIDEST // 2)
    line = lines[place.line - 1].rstrip("\r").replace("\t", " ")[first : first + WIDEST]
    return f"{line}\n{' ' * (place.column - 1 - first)}^" if place.column else line
