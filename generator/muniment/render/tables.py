"""data/: the reports and their claims as tables, made of what the published reports hold.

CSV by RFC 4180: UTF-8, CRLF, a header. A free-text cell that a spreadsheet could take for a
formula gets an apostrophe before it (OWASP, "CSV Injection"); datapackage.json says so.
"""

import csv
from collections.abc import Iterable
from typing import Any

from muniment.model import Record, to_json
from muniment.render.columns import CLAIMS, REPORTS, Column
from muniment.render.table_parts import in_parts, part_address

FORMULA = ("=", "+", "-", "@", "\t", "\r")

Fields = dict[str, Any]
Files = list[tuple[str, bytes]]


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


def table_rows(report: Fields) -> TableRows:
    """The rows of a report, from the fields of its reports/ID.json, so that they cannot differ."""
    claims = b"".join([csv_line(CLAIMS, _claim_row(report, claim)) for claim in report["claims"]])
    return TableRows(csv_line(REPORTS, _report_row(report)), claims)


def json_table(lines: Iterable[bytes], number: int) -> Files:
    """A part of reports.jsonl, the first, second and so on; the reports' JSON in order of id."""
    return [(part_address("data/reports.jsonl", number), b"".join([line + b"\n" for line in lines]))]


def csv_tables(reports: Iterable[TableRows]) -> Files:
    """reports.csv and claims.csv, each in parts; the reports in order of id."""
    rows, claims = [], []
    for one in reports:
        rows.append(one.report)
        claims.append(one.claims)
    heads = [_line([column.name for column in columns]) for columns in (REPORTS, CLAIMS)]
    return [*in_parts("data/reports.csv", rows, heads[0]), *in_parts("data/claims.csv", claims, heads[1])]


def csv_line(columns: tuple[Column, ...], row: Fields) -> bytes:
    """One record of a table: b'id,"a, b",440\\r\\n'."""
    return _line([_cell(row[column.name], column.is_free) for column in columns])


def _line(cells: list[Any]) -> bytes:
    line: str = WRITER.writerow(cells)
    return line.encode("utf-8", "replace")


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
        **{name: report[name] for name in ("id", "language", "publication")},
        "title": title["value"],
        "title_status": title["status"],
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


def _ids_by_kind(report: Fields) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for one in (*report["stated"], *report["mentions"]):
        if one["entity"]:
            ids.setdefault(one["kind"], set()).add(one["entity"])
    return ids


def _claim_row(report: Fields, claim: Fields) -> Fields:
    same = {name: claim[name] for name in ("surface", "op", "low", "high", "what", "where", "when", "speaker")}
    spot = {name: claim[name] for name in ("status", "start", "end")}
    chain = to_json(claim["chain"]).decode()
    published = report["published"]["value"]
    return {"report": report["id"], "claim": claim["id"], "published": published, "chain": chain, **same, **spot}
