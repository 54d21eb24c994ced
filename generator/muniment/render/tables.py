"""data/: the reports and their claims as tables, made of what the published reports hold.

CSV by RFC 4180: UTF-8, CRLF, a header. A free-text cell that a spreadsheet could take for a
formula gets an apostrophe before it (OWASP, "CSV Injection"); datapackage.json says so.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muniment.model import Record, from_bytes, to_json
from muniment.render.columns import CLAIMS, REPORTS, Column

FORMULA = ("=", "+", "-", "@", "\t", "\r")

Fields = dict[str, Any]


class _Echo:
    """A file that keeps nothing, so that a csv.writer gives back each line."""

    def write(self, line: str) -> str:
        """The line."""
        return line


WRITER = csv.writer(_Echo())


class TableRows(Record, frozen=True):
    """What the CSV tables hold of one report: its row of reports.csv, and its rows of claims.csv, one after
    another."""

    report: bytes
    claims: bytes


@dataclass(frozen=True)
class ReportTable:
    """A table that has a piece of every report, one after another in order of id: `head` comes before them,
    and `end` after each. `piece` gives a report's from the body that is kept of it."""

    address: str
    head: bytes
    end: bytes
    piece: Callable[[bytes], bytes]


def table_rows(report: Fields) -> TableRows:
    """The rows of a report, from the fields of its reports/ID.json, so that they cannot differ."""
    claims = b"".join([csv_line(CLAIMS, _claim_row(report, claim)) for claim in report["claims"]])
    return TableRows(csv_line(REPORTS, _report_row(report)), claims)


def csv_line(columns: tuple[Column, ...], row: Fields) -> bytes:
    """One record of a table: b'id,"a, b",440\\r\\n'."""
    return _line([_cell(row[column.name], column.is_free) for column in columns])


def _line(cells: list[Any]) -> bytes:
    line: str = WRITER.writerow(cells)
    return line.encode("utf-8", "replace")


def _head(columns: tuple[Column, ...]) -> bytes:
    return _line([column.name for column in columns])


def _cell(value: Any, is_free: bool) -> Any:
    """A null byte ends a cell in many readers, so it goes; evidence keeps it."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if is_free and text.startswith(FORMULA) else text


def _report_row(report: Fields) -> Fields:
    title, published, publisher = report["title"], report["published"], report["publisher"] or {}
    named = _ids_by_kind(report)
    return {
        **{name: report[name] for name in ("id", "language", "publication", "status")},
        "reviewer": (report["review"] or {}).get("reviewer"),
        "review": _state_of(report["review"]) if report["review"] else None,
        "title": title["value"],
        "title_status": title["status"],
        "title_kind": title["kind"],
        "published": published["value"],
        "published_status": published["status"],
        "publisher": publisher.get("value"),
        "publisher_id": publisher.get("source"),
        "publisher_status": publisher.get("status"),
        "url": (report["url"] or {}).get("value"),
        "people": " ".join(sorted(named.get("person", ()))),
        "organizations": " ".join(sorted(named.get("organization", ()))),
        "places": " ".join(sorted(named.get("place", ()))),
        "claims": len(report["claims"]),
        "sha256": report["evidence"]["sha256"],
        "bytes": report["evidence"]["bytes"],
        "evidence": report["evidence"]["path"],
    }


def _state_of(review: Fields) -> str:
    return "stale" if review["stale"] else "complete" if review["complete"] else "partial"


def _ids_by_kind(report: Fields) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for one in (*report["stated"], *report["mentions"]):
        if one["entity"]:
            ids.setdefault(one["kind"], set()).add(one["entity"])
    return ids


def _claim_row(report: Fields, claim: Fields) -> Fields:
    same = {
        name: claim[name]
        for name in ("surface", "op", "low", "high", "what", "fate", "where", "when", "speaker", "basis")
    }
    spot = {name: claim[name] for name in ("status", "start", "end")}
    chain = to_json(claim["chain"]).decode()
    own = {
        "report": report["id"],
        "claim": claim["id"],
        "published": report["published"]["value"],
        "chain": chain,
        "excludes": claim["excludes"]["surface"] if claim["excludes"] else None,
    }
    return {**own, **same, **spot}


LINES_TABLE = ReportTable("data/reports.jsonl", b"", b"\n", lambda line: line)  # of the reports' JSON
ROWS_TABLE = ReportTable("data/reports.csv", _head(REPORTS), b"", lambda body: from_bytes(body, TableRows).report)
CLAIMS_TABLE = ReportTable("data/claims.csv", _head(CLAIMS), b"", lambda body: from_bytes(body, TableRows).claims)
