"""Graphic passages of a text, folded behind their warnings: paragraphs in <details>, which open without a script.

The anchor of a folded paragraph is that of its fold, and so are those of the claims in it: whoever follows a link to
one comes to the warning, and opens it or does not.

    <details class="graphic" id="p3"><summary …><b>Graphic.</b> Burns are described.</summary><p …>…</p></details>
"""

import re
from collections.abc import Sequence

from muniment.markup import paragraphs
from muniment.model import Folded
from muniment.woven import shown

INSTEAD = "A graphic passage, folded in the report"  # wherever its words would be quoted
CLAIM = re.compile(r'<span id="(c-[0-9a-f]{8})"')
CELL = re.compile(r"(<t[dh][^>]*>)(.*?)(</t[dh]>)", re.DOTALL)


def with_folds(html: str, text: str, form: str, graphic: Sequence[Folded]) -> str:
    """The HTML of a text, as text.py makes it, with each paragraph folded that has graphic words."""
    if not graphic:
        return html
    for number, (start, end) in enumerate(paragraphs(text, form), 1):
        warnings = [one.warning for one in graphic if one.start < end and start < one.end]
        if warnings:
            html = _folded(html, number, " ".join(dict.fromkeys(warnings)))
    return html


def _folded(html: str, number: int, warning: str) -> str:
    opening = re.search(rf'<([a-z0-9]+) id="p{number}"([^>]*)>', html)
    if not opening:
        return html
    tag, closing = opening[1], f"</{opening[1]}>"
    end = html.find(closing, opening.end()) + len(closing)
    inside = html[opening.end() : end - len(closing)]
    summary = f'<summary lang="en" dir="ltr"><b>Graphic.</b> {shown(warning)}</summary>'
    anchors = "".join(f'<span id="{claim}"></span>' for claim in CLAIM.findall(inside))
    inside = CLAIM.sub("<span", inside)
    if tag == "tr":  # of which nothing but cells may be a part
        cells = CELL.sub(rf'\1{_escaped(anchors)}<details class="graphic">{_escaped(summary)}\2</details>\3', inside)
        folded = f"{opening[0]}{cells}{closing}"
    else:
        fold = f'<details class="graphic" id="p{number}">{summary}'
        folded = f"{anchors}{fold}<{tag}{opening[2]}>{inside}{closing}</details>"
    return html[: opening.start()] + folded + html[end:]


def _escaped(replacement: str) -> str:
    return replacement.replace("\\", r"\\")
