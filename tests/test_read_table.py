"""Cutting CSV files: the same records as Python's csv module, each with its exact bytes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.read.containers import cut_container
from muniment.read.table import cut_records, delimiter_of, split_fields
from muniment.settings import Fields

# Words made of what matters to a CSV reader, and of letters of several lengths in UTF-8.
FIELD = st.text(st.sampled_from('ab ,;\t"\n’жö'), max_size=8)
TABLE = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), max_size=8))


def written(rows: list[list[str]], delimiter: str, line_end: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return stream.getvalue().encode()


@given(TABLE, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_records_are_those_of_the_csv_module(rows, delimiter, line_end):
    data = written(rows, delimiter, line_end)
    text = data.decode()
    expected = [
        row
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        if any("".join(row).strip(" ")) or len(row) > 1
    ]
    found = list(cut_records(data, delimiter))
    assert not any(record.fault for record in found)
    fields = [split_fields(data[record.start : record.end].decode(), delimiter) for record in found]
    kept = [row for row, record in zip(fields, found, strict=True) if row != [""]]
    assert [row for row in kept if len(row) > 1 or row[0].strip(" ")] == expected
    assert [record.fields for record in found] == [len(row) for row in fields]


@given(st.binary(max_size=80) | st.text(st.sampled_from('a,"\r\n'), max_size=40).map(str.encode))
def test_whatever_the_bytes_the_slices_and_what_is_between_them_are_the_file(data):
    at, line = 0, 1
    for record in cut_records(data, ","):
        assert data[at : record.start].strip(b" \r\n") == b""
        assert record.line == data.count(b"\n", 0, record.start) + 1
        assert at <= record.start < record.end <= len(data)
        if not record.fault:
            assert len(split_fields(data[record.start : record.end].decode("latin-1"), ",")) == record.fields
        at, line = record.end, record.line
    assert data[at:].strip(b" \r\n") == b""
    assert line <= data.count(b"\n") + 1


@pytest.mark.parametrize(
    "header, delimiter",
    [
        ("id,text", ","), ("id;text", ";"), ("id\ttext", "\t"), ("id;a,text", ","), ('"id;x"', ","), ('"id";"text"', ";"),
        ("text", ","), ("", ","),
    ],
)  # fmt: skip
def test_the_header_tells_the_delimiter(header, delimiter):
    assert delimiter_of(f"{header}\nx\n".encode()) == delimiter


def seeds_of(data: bytes, path: str = "seeds/rows.csv"):
    problems = []
    return list(cut_container(data, path, Fields(), problems)), [str(problem).split("\n")[0] for problem in problems]


def test_a_record_is_its_exact_bytes_without_its_line_end():
    data = '\ufeffid,text\r\nr1,"One,\r\n""two"""\r\n\r\nr2,Три\r\n'.encode()
    seeds, problems = seeds_of(data)
    assert problems == []
    assert [data[seed.start : seed.end].decode() for seed in seeds] == ['r1,"One,\r\n""two"""', "r2,Три"]
    assert [(seed.row, seed.line, seed.header) for seed in seeds] == [(1, 2, ("id", "text")), (2, 5, ("id", "text"))]
    assert len({seed.container_sha256 for seed in seeds}) == 1


def test_a_quotation_mark_within_a_field_is_text():
    (seed,), problems = seeds_of(b'text,size\nA 5" disk,x\n')
    assert problems == []
    assert split_fields('A 5" disk,x', seed.delimiter) == ['A 5" disk', "x"]


def test_json_lines_may_end_in_either_way_and_be_blank():
    data = b'\xef\xbb\xbf{"text": "a"}\r\n\n  \n{"text": "b"}'
    seeds, problems = seeds_of(data, "seeds/rows.jsonl")
    assert problems == []
    assert [(data[seed.start : seed.end], seed.row, seed.line) for seed in seeds] == [
        (b'{"text": "a"}', 1, 1),
        (b'{"text": "b"}', 2, 4),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'text\n"' + b"a,b\n" * 2_000_000,  # never closed
        b"text\n" + b'"\n' * 400_000,  # each line opens what the next one closes
        b"text\n" + b'"""\n' * 300_000,
        b"text\n" + b'"a"b\n' * 100_000,  # each line is a fault
        b"text\n" + b"," * 4_000_000,
        b'text\n"' + b'""' * 2_000_000,
        b"text,n\n" + b'"",' * 1_000_000,
    ],
    ids=["unclosed", "by turns", "odd", "trailing", "delimiters", "doubled", "empty fields"],
)
def test_a_large_file_made_to_hurt_is_read_to_its_end(data):
    """And soon: each byte is looked at a bounded number of times, or this would take hours."""
    _, problems = seeds_of(data)
    assert len(problems) <= data.count(b"\n")
