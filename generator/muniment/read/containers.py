"""A file of many reports, cut into one Seed a record: exact byte slices, nothing decoded but the header."""

import hashlib
from collections.abc import Iterator

from muniment.model import Seed
from muniment.problems import Place, Problem
from muniment.read.folder import shown, shown_path
from muniment.read.kinds import ending_of
from muniment.read.records import MARK, decoded_record
from muniment.read.table import Cut, cut_records, delimiter_of, split_fields
from muniment.settings import Fields

OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16's
MOST_RECORDS = 1_000_000


def cut_container(data: bytes, path: str, fields: Fields, problems: list[Problem]) -> Iterator[Seed]:
    """The records of a JSONL or CSV file in order; what is wrong with one leaves out that one.

    `row` counts all records from 1, so that a number stays the same when another one is mended.
    """
    found: list[Problem] = []
    whole = hashlib.sha256(data).hexdigest()
    start = len(MARK) if data.startswith(MARK) else 0
    if data.startswith(OTHER_MARKS):
        hint = "save the file as UTF-8, and keep the original beside it"
        problems.append(Problem(Place(shown_path(path), 1, 1), "not UTF-8: this is UTF-16", hint))
        return
    records = _json_lines if ending_of(path) == ".jsonl" else _csv_records
    row = 0
    for row, seed in enumerate(records(data, path, start, whole, fields, found), start=1):
        if row > MOST_RECORDS:
            found.append(
                Problem(
                    Place(shown_path(path)),
                    f"more than {MOST_RECORDS:,} records; the rest is left out",
                    "split the file",
                )
            )
            break
        if seed is not None:
            yield seed
    if not row and not found:
        found.append(Problem(Place(shown_path(path)), "holds no record", "remove it, or fill it", "warning"))
    problems.extend(found)


def _json_lines(
    data: bytes, path: str, start: int, whole: str, fields: Fields, problems: list[Problem]
) -> Iterator[Seed]:
    """One value a line (jsonlines.org); blank lines are passed over."""
    line, row, size = 0, 0, len(data)
    while start < size:
        newline = data.find(b"\n", start)
        newline = size if newline < 0 else newline
        end = newline - 1 if newline > start and data[newline - 1] == 13 else newline
        line += 1
        part = data[start:end]
        if part.strip():
            row += 1
            yield Seed(path, start, end, hashlib.sha256(part).hexdigest(), row, line, whole)
        start = newline + 1


def _csv_records(
    data: bytes, path: str, start: int, whole: str, fields: Fields, problems: list[Problem]
) -> Iterator[Seed | None]:
    """A Seed a record, or None for one that is left out, with why."""
    delimiter = delimiter_of(data, start)
    records = cut_records(data, delimiter, start)
    header = _header(data, next(records, None), path, delimiter, problems)
    if not header:
        return
    if not {fields.text, "text"} & set(header):
        what = f"no field of the header is named '{shown(fields.text or 'text')}'"
        hint = "say which one holds the text: text, under fields, in content/settings.yaml"
        problems.append(Problem(Place(shown_path(path), 1), what, hint))
        return
    for row, record in enumerate(records, start=1):
        place = Place(shown_path(path), record.line)
        if record.fault:
            problems.append(_fault(data, record, path))
            yield None
        elif record.fields != len(header):
            what = f"{_counted(record.fields)}, and the header has {len(header)}"
            more = f"put a field that holds a {_name_of(delimiter)} between quotation marks"
            hint = more if record.fields > len(header) else "write the empty ones, too"
            problems.append(Problem(place, what, hint))
            yield None
        else:
            sha256 = hashlib.sha256(data[record.start : record.end]).hexdigest()
            yield Seed(
                path, record.start, record.end, sha256, row, record.line, whole, header, delimiter=delimiter
            )  # fmt: skip


def _header(data: bytes, record: Cut | None, path: str, delimiter: str, problems: list[Problem]) -> tuple[str, ...]:
    """The names of the fields, white space around them left out; empty, with why, when there is no saying."""
    if record is None:
        return ()
    if record.fault:
        problems.append(_fault(data, record, path))
        return ()
    text = decoded_record(data[record.start : record.end], shown_path(path), problems)
    if text is None:
        return ()
    names = [name.strip() or f"column {number}" for number, name in enumerate(split_fields(text, delimiter), start=1)]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        what = f"the header names '{shown(twice[0])}' twice"
        problems.append(Problem(Place(shown_path(path), record.line), what, "give each field a name of its own"))
        return ()
    return tuple(names)


def _fault(data: bytes, record: Cut, path: str) -> Problem:
    """Where the quotation mark is, and which lines are left out because of it."""
    line_start = data.rfind(b"\n", 0, record.fault_at) + 1
    line = record.line + data.count(b"\n", record.start, record.fault_at)
    column = len(data[line_start : record.fault_at].removeprefix(MARK).decode("utf-8", "replace")) + 1
    last = record.line + data[record.start : record.end].rstrip().count(b"\n")
    left_out = f"lines {record.line} to {last} are left out" if last > record.line else "this record is left out"
    hint = 'a quotation mark within a field is written twice, "", and the field is put between two'
    return Problem(Place(shown_path(path), line, column), f"{record.fault}; {left_out}", hint)


def _counted(fields: int) -> str:
    return "1 field" if fields == 1 else f"{fields} fields"


def _name_of(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon"}.get(delimiter, "tab")
