"""Where the records of a CSV file begin and end, to the byte (RFC 4180, with LF or CRLF).

A field in quotation marks may hold the delimiter, line ends, and quotation marks written twice.
A mark within a field that does not begin with one is text, as other readers have it. Each byte is
looked at a bounded number of times, whatever the file holds.
"""

from collections.abc import Iterator

from muniment.model import Record

QUOTE, RETURN, NEWLINE = b'"\r\n'
DELIMITERS = (",", ";", "\t")
UNCLOSED = "a quotation mark opens here and is never closed"
TRAILING = "text after a closing quotation mark"


class Cut(Record, frozen=True):
    """A record's place in the bytes, its line end left out, and how many fields it has.

    `line` is the line it begins at, `fault` says what is wrong with its quotation marks, and then
    `fault_at` is the byte where that is, and [start:end] the whole stretch that cannot be trusted.
    """

    start: int
    end: int
    line: int
    fields: int
    fault: str = ""
    fault_at: int = 0


def cut_records(data: bytes, delimiter: str, start: int = 0) -> Iterator[Cut]:
    """Every record from byte `start`, where a line begins, but blank lines."""
    separator, line, size = delimiter.encode(), 1, len(data)
    while start < size:
        newline = data.find(b"\n", start)
        end = size if newline < 0 else newline
        if data.find(b'"', start, end) < 0:
            fields, fault, fault_at, following = data.count(separator, start, end) + 1, "", 0, line + 1
        else:
            end, fields, fault, fault_at = _scan(data, start, separator)
            following = line + data.count(b"\n", start, end) + 1
        last = end - 1 if end > start and data[end - 1] == RETURN else end
        if data[start:last].strip(b" \r"):
            yield Cut(start, last, line, fields, fault, fault_at)
        start, line = end + 1, following


def _scan(data: bytes, start: int, separator: bytes) -> tuple[int, int, str, int]:
    """Where the record ends that begins at `start` (its newline, or the end of the data), its fields,
    and the fault of its quotation marks with its place."""
    at, fields, size, newline = start, 1, len(data), -1
    while True:
        if at < size and data[at] == QUOTE:
            closing = _closing(data, at + 1)
            if closing < 0:
                return size, fields, UNCLOSED, at
            at = closing + 1
            if data[at : at + 1] == separator:
                at, fields = at + 1, fields + 1
                continue
            if data[at : at + 2] in (b"\r", b"\r\n"):
                at += 1
            if at < size and data[at] != NEWLINE:
                newline = data.find(b"\n", at)
                return size if newline < 0 else newline, fields, TRAILING, at
            return at, fields, "", 0
        if newline < at:  # looked for once a line, or a long line would be read once a field
            newline = data.find(b"\n", at)
            newline = size if newline < 0 else newline
        delimiter = data.find(separator, at, newline)
        if delimiter < 0:
            return newline, fields, "", 0
        at, fields = delimiter + 1, fields + 1


def _closing(data: bytes, at: int) -> int:
    """The quotation mark that closes the field whose words begin at `at`, or -1."""
    while (at := data.find(b'"', at)) >= 0 and data[at + 1 : at + 2] == b'"':
        at += 2
    return at


def split_fields(text: str, delimiter: str) -> list[str]:
    """The fields of one record that `cut_records` found no fault in, without their quotation marks."""
    if '"' not in text:
        return text.split(delimiter)
    fields, at = [], 0
    while True:
        if text[at : at + 1] == '"':
            end = at + 1
            while text[(end := text.index('"', end)) + 1 : end + 2] == '"':
                end += 2
            fields.append(text[at + 1 : end].replace('""', '"'))
            end += 1
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            fields.append(text[at:end])
        if end >= len(text):
            return fields
        at = end + 1


def delimiter_of(data: bytes, start: int = 0) -> str:
    """The sign that parts the fields of the first record: a comma if it has one, else ";" or a tab."""
    for delimiter in DELIMITERS:
        first = next(cut_records(data, delimiter, start), None)
        if first is not None and first.fields > 1 and not first.fault:
            return delimiter
    return ","
