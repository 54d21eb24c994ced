"""Where the words of a Markdown block stand in its source: after the marks of quotes, lists, headings and cells.

The parser gives the lines of a block and its words without those marks, and no column of either.
"""

import re
from typing import Any

BARE_PIPE = re.compile(r"(?<!\\)\|")
BEFORE_A_ROW = re.compile(r"[\s>*+\-.)\d]*")  # the marks of quotes and lists
Columns = list[int | None]  # None where it is not certain


def columns_of(tokens: list[Any], opener: int, leaves: list[int], lines: list[str]) -> list[Columns]:
    """For each inline token (`leaves`) of the block that the token `opener` begins, the column of its
    source line at which each line of its content begins."""
    block = tokens[opener]
    first = (block.map or [0])[0]
    if block.type == "tr_open":
        return [[column] for column in _columns_of_cells([tokens[leaf].content for leaf in leaves], lines[first])]
    if block.type == "heading_open" and block.markup.startswith("#"):
        return [[_column_of_heading(tokens[leaf].content, lines[first], block.markup)] for leaf in leaves]
    return [_columns_of_paragraph(tokens[leaf], lines) for leaf in leaves]


def _columns_of_paragraph(token: Any, lines: list[str]) -> Columns:
    """The marks of quotes and lists stand before a paragraph's words, and nothing behind them."""
    first, last = token.map or (0, 0)
    content, sources = token.content.split("\n"), lines[first:last]
    columns: Columns = [None] * len(content)
    if len(content) == len(sources):  # else a line of white space was taken off
        for row, (line, source) in enumerate(zip(content, sources, strict=True)):
            words = line.strip()
            column = len(source.rstrip()) - len(words)
            if words and column >= 0 and source.startswith(words, column):
                columns[row] = column - line.index(words)
    return columns


def _column_of_heading(words: str, source: str, markup: str) -> int | None:
    """No mark of a quote or a list has a "#", so the first one opens the heading."""
    after = source.find("#") + len(markup)
    column = after + len(source[after:]) - len(source[after:].lstrip())
    return column if source.startswith(words, column) else None


def _columns_of_cells(cells: list[str], source: str) -> Columns:
    """The line's first field is a cell, or only what stands before the row's first pipe; where it
    could be either, nothing is certain."""
    fields, starts = [], [0]
    for found in BARE_PIPE.finditer(source):
        fields.append(source[starts[-1] : found.start()].rstrip())
        starts.append(found.end())
    fields.append(source[starts[-1] :].rstrip())
    whole = [field.strip().replace("\\|", "|") for field in fields]
    is_cell = bool(cells[0]) and whole[0].endswith(cells[0]) and _fits(cells[1:], whole[1:])
    is_before = BEFORE_A_ROW.fullmatch(fields[0]) is not None and _fits(cells, whole[1:])
    columns: Columns = [None] * len(cells)
    if is_cell != is_before:
        for index, (cell, number) in enumerate(zip(cells, range(is_before, len(fields)), strict=False)):
            if fields[number].endswith(cell):  # a cell with an escaped pipe is not as it is written
                columns[index] = starts[number] + len(fields[number]) - len(cell)
    return columns


def _fits(cells: list[str], fields: list[str]) -> bool:
    """A row may have fewer fields than the table has columns, or more."""
    return all(cell == field for cell, field in zip(cells, fields, strict=False)) and not any(cells[len(fields) :])
