"""Graphic passages of a text, folded behind their warnings: paragraphs in <details>, which open without a script.

The anchor of a folded paragraph is that of its fold, and so are those of the claims in it: whoever follows a link to
one comes to the warning, and opens it or does not.

    <details class="graphic" id="p3"><summary …><b>Graphic.</b> Burns are described.</summary><p …>…</p></details>
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from muniment.markup import paragraphs
from muniment.model import Folded, warnings_of
from muniment.woven import shown

INSTEAD = "A graphic passage, folded in the report"  # wherever its words would be quoted
OPENING = re.compile(r'<([a-z0-9]+) id="p(\d+)"([^>]*)>')
CLAIM = re.compile(r'<span id="(c-[0-9a-f]{8})"')
CELL = re.compile(r"(<t[dh][^>]*>)(.*?)(</t[dh]>)", re.DOTALL)


def with_folds(html: str, text: str, form: str, graphic: Sequence[Folded]) -> str:
    """The HTML of a text, as text.py makes it, with each paragraph folded that has graphic words."""
    if not graphic:
        return html
    warnings = {number: warnings_of(passages) for number, passages in folded_in(paragraphs(text, form), graphic)}
    parts, done = [], 0
    for opening in OPENING.finditer(html):
        if opening.start() >= done and (warning := warnings.get(int(opening[2]))):
            parts.append(html[done : opening.start()])
            folded, done = _folded(html, opening, warning)
            parts.append(folded)
    return "".join((*parts, html[done:]))


def folded_in(spans: Iterable[tuple[int, int]], graphic: Iterable[Folded]) -> Iterator[tuple[int, list[Folded]]]:
    """Of these spans, in the order of the text, the numbers, from 1, of those with graphic words, and the passages."""
    waiting = deque(sorted(graphic, key=lambda one: one.start))
    near: list[Folded] = []
    for number, (start, end) in enumerate(spans, 1):
        while waiting and waiting[0].start < end:
            near.append(waiting.popleft())
        near = [one for one in near if start < one.end]
        if within := [one for one in near if one.start < end]:
            yield number, within


def _folded(html: str, opening: re.Match[str], warning: str) -> tuple[str, int]:
    """The element that begins there, folded, and where it ends."""
    tag, number, attributes = opening.groups()
    closing = f"</{tag}>"
    end = html.find(closing, opening.end())
    inside = html[opening.end() : end]
    summary = f'<summary lang="en" dir="ltr"><b>Graphic.</b> {shown(warning)}</summary>'
    anchors = "".join(f'<span id="{claim}"></span>' for claim in CLAIM.findall(inside))
    inside = CLAIM.sub("<span", inside)
    if tag == "tr":  # of which nothing but cells may be a part
        cells = CELL.sub(rf'\1{_escaped(anchors)}<details class="graphic">{_escaped(summary)}\2</details>\3', inside)
        folded = f"{opening[0]}{cells}{closing}"
    else:
        fold = f'<details class="graphic" id="p{number}">{summary}'
        folded = f"{anchors}{fold}<{tag}{attributes}>{inside}{closing}</details>"
    return folded, end + len(closing)


def _escaped(replacement: str) -> str:
    return replacement.replace("\\", r"\\")
