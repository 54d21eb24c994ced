"""The checkpoints of the log, as log.html sees them."""

from collections.abc import Iterator
from functools import partial

from muniment.model import Page, Record, Site
from muniment.model.sealing import LeafKind
from muniment.model.sealing_pages import KeyMention, LogEntry, LogPage, ReportMention
from muniment.render.charts import Half, span_strip
from muniment.render.dates import written
from muniment.render.frame import Frame, frame_of
from muniment.render.links import ENTRIES, PROOFS, VERIFY, To, links_from, relative
from muniment.render.sealing_parts import CheckpointView, KeyView, view_checkpoint, view_key
from muniment.render.view_parts import DateView, PagingView, view_date, view_paging
from muniment.render.words import counted, number

CHECKPOINTS = Half("Checkpoints", "checkpoint", "checkpoints")
NOTHING = Half("", "", "")
UNITS = {4: "year", 7: "month", 10: "day"}
# What became of reports: the first that is told says that they are reports.
OF_REPORTS: dict[LeafKind, str] = {
    "add": "added",
    "revise": "revised",
    "review": "reviewed",
    "redact": "hidden in part or whole",
    "withdraw": "withdrawn",
}


class ReportsView(Record, frozen=True):
    """What became of which reports, and of how many more."""

    done: str
    reports: tuple[ReportMention, ...]
    more: str


class EntryView(Record, frozen=True, kw_only=True):
    """A checkpoint, which leaves it added, what they say, and the reports and keys that it is about."""

    checkpoint: CheckpointView
    added: str
    leaves: str  # "leaves 3 to 5", from 0
    before: str  # the size of the one before, or empty
    before_address: str
    reports: tuple[ReportsView, ...]
    named: tuple[KeyMention, ...]
    changed: tuple[KeyMention, ...]
    lost: tuple[KeyMention, ...]
    is_first: bool


class OlderView(Record, frozen=True, kw_only=True):
    size: int
    figure: str
    root: str
    date: DateView
    address: str


class LogView(Record, frozen=True, kw_only=True):
    frame: Frame
    is_newest: bool
    origin: str
    count_words: str
    leaves_words: str
    strip: str  # HTML
    entries: tuple[EntryView, ...]
    older: tuple[OlderView, ...]
    keys: tuple[KeyView, ...]
    paging: PagingView
    file: str
    proofs: str
    verify: str


def view_log(page: Page, site: Site) -> LogView:
    """The newest checkpoints, or a page of older ones."""
    value, address = page.value, page.address
    assert isinstance(value, LogPage)
    to = links_from(address)
    about = f"Every checkpoint of the log of {site.title}: what was published, when, and who signed it."
    first = value.older[-1].size if value.older else value.entries[-1].line.size
    return LogView(
        frame=frame_of(address, site, "The log", about),
        is_newest=not value.paging.newest,
        origin=value.origin,
        count_words=counted(value.checkpoints, "checkpoint"),
        leaves_words=counted(value.entries[0].line.size, "leaf", "leaves"),
        strip=_strip(value, address),
        entries=tuple(_view_entries(value, to)),
        older=tuple(
            OlderView(
                size=one.size,
                figure=number(one.size),
                root=one.root,
                date=view_date(one.on, "", to, "stated"),
                address=to(one.address),
            )
            for one in value.older
        ),
        keys=tuple(view_key(key, first, to) for key in value.keys),
        paging=view_paging(value.paging, to),
        file=to(ENTRIES),
        proofs=to(PROOFS),
        verify=to(VERIFY),
    )


def _strip(page: LogPage, address: str) -> str:
    if not page.spans:
        return ""
    unit = UNITS[len(page.spans[0].edtf)]
    whole = written(f"{page.spans[0].edtf}/{page.spans[-1].edtf}")
    caption = f"How many checkpoints were made each {unit}, {whole}, by the days that they claim."
    link = partial(relative, address)
    return span_strip(page.spans, link, "The checkpoints over time", CHECKPOINTS, NOTHING, height=56, caption=caption)


def _view_entries(page: LogPage, to: To) -> Iterator[EntryView]:
    here = {entry.line.size for entry in page.entries}
    for entry in page.entries:
        place = "" if entry.before in here else to(page.paging.older)
        yield _view_entry(entry, page.authorities, f"{place}#c-{entry.before}" if entry.before else "", to)


def _view_entry(entry: LogEntry, authorities: tuple[str, ...], before: str, to: To) -> EntryView:
    line = entry.line
    first, last = number(line.first), number(line.size - 1)
    return EntryView(
        checkpoint=view_checkpoint(line, authorities, to, entry.judged_at),
        added=added_words(entry),
        leaves=f"leaf {last}" if first == last else f"leaves {first} to {last}",
        before=number(entry.before) if entry.before else "",
        before_address=before,
        reports=tuple(_view_reports(entry, to)),
        named=entry.named,
        changed=entry.changed,
        lost=entry.lost,
        is_first=not entry.before,
    )


def _view_reports(entry: LogEntry, to: To) -> Iterator[ReportsView]:
    counts, named = dict(entry.line.counts), dict(entry.reports)
    for kind, done in OF_REPORTS.items():
        if there := named.get(kind):
            shown = tuple(ReportMention(one.id, one.address and to(one.address)) for one in there)
            more = counts[kind] - len(there)
            yield ReportsView(done.split()[0].capitalize(), shown, f"and {number(more)} more" if more else "")


def added_words(entry: LogEntry) -> str:
    """What the leaves since the checkpoint before say: "2 reports added, 1 reviewed, 1 key named"."""
    return ", ".join(_added(entry)) or "nothing added"


def _added(entry: LogEntry) -> Iterator[str]:
    counts = dict(entry.line.counts)
    is_told = False
    for kind, done in OF_REPORTS.items():
        if count := counts.get(kind, 0):
            yield f"{number(count)} {done}" if is_told else f"{counted(count, 'report')} {done}"
            is_told = True
    keys = ((entry.named, "named"), (entry.lost, "lost"), (entry.changed, "changed"))
    for mentions, done in keys:
        if mentions:
            yield f"{counted(len(mentions), 'key')} {done}"
    if count := counts.get("publish", 0):
        yield f"{counted(count, 'earlier publication')} listed"
