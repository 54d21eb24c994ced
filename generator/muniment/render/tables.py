"""data/: the whole archive as tables, made from the published reports themselves.

CSV by RFC 4180: UTF-8, CRLF, a header. A free-text cell that a spreadsheet could take for a
formula gets an apostrophe before it (OWASP, "CSV Injection"); datapackage.json says so.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from muniment.model import from_json, to_json
from muniment.render.columns import CLAIMS, REPORTS, Column

LARGEST = 20_000_000  # bytes of one part of reports.jsonl: hosts refuse files over 25 MiB
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Files = Iterator[tuple[str, bytes]]


def report_tables(records: Iterable[bytes]) -> Files:
    """reports.jsonl in parts, reports.csv and claims.csv; `records` are the bytes of every
    reports/ID.json in order of id. Holds one part of the lines at a time, and the two tables."""
    reports, claims = _started(REPORTS), _started(CLAIMS)
    lines: list[bytes] = []
    size, number = 0, 1
    for record in records:
        report = from_json(record, dict[str, Any])
        line = to_json(report) + b"\n"
        if lines and size + len(line) > LARGEST:
            yield part_name(number), b"".join(lines)
            lines, size, number = [], 0, number + 1
        lines.append(line)
        size += len(line)
        _write(reports, REPORTS, _report_row(report))
        for claim in report["claims"]:
            _write(claims, CLAIMS, _claim_row(report, claim))
    yield part_name(number), b"".join(lines)
    yield "data/reports.csv", reports.getvalue().encode("utf-8", "replace")
    yield "data/claims.csv", claims.getvalue().encode("utf-8", "replace")


def part_name(number: int) -> str:
    """data/reports.jsonl, data/reports.2.jsonl and so on."""
    return "data/reports.jsonl" if number == 1 else f"data/reports.{number}.jsonl"


def _report_row(report: dict[str, Any]) -> dict[str, Any]:
    title, published, publisher = report["title"], report["published"], report["publisher"] or {}
    return {
        **{name: report[name] for name in ("id", "language", "publication")},
        "title": title["value"],
        "title_status": title["status"],
        "published": published["value"],
        "published_status": published["status"],
        "publisher": publisher.get("value"),
        "publisher_id": publisher.get("source"),
        "publisher_status": publisher.get("status"),
        "url": (report["url"] or {}).get("value"),
        "people": _ids_of(report, "person"),
        "organizations": _ids_of(report, "organization"),
        "places": _ids_of(report, "place"),
        "claims": len(report["claims"]),
        "sha256": report["evidence"]["sha256"],
        "bytes": report["evidence"]["bytes"],
        "evidence": report["evidence"]["path"],
    }


def _ids_of(report: dict[str, Any], kind: str) -> str:
    named = [*report["stated"], *report["mentions"]]
    return " ".join(sorted({one["entity"] for one in named if one["kind"] == kind and one["entity"]}))


def _claim_row(report: dict[str, Any], claim: dict[str, Any]) -> dict[str, Any]:
    same = {name: claim[name] for name in ("surface", "op", "low", "high", "what", "where", "when", "speaker")}
    spot = {name: claim[name] for name in ("status", "start", "end")}
    return {"report": report["id"], "claim": claim["id"], "published": report["published"]["value"], **same, **spot}


def _started(columns: tuple[Column, ...]) -> io.StringIO:
    table = io.StringIO()
    csv.writer(table).writerow([column.name for column in columns])
    return table


def _write(table: io.StringIO, columns: tuple[Column, ...], row: dict[str, Any]) -> None:
    csv.writer(table).writerow([_cell(row[column.name], column.is_free) for column in columns])


def _cell(value: Any, is_free: bool) -> Any:
    """The csv module cannot carry a null byte to every reader, so it goes; evidence keeps it."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if is_free and text.startswith(FORMULA) else text
