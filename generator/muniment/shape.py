"""Plain YAML in, typed records out; or a Problem that points at the place.

The only file that imports yaml. YAML of a seed is untrusted: nothing is constructed but scalars,
lists and mappings, aliases cannot multiply, and nesting has an end.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeVar

import yaml

from muniment.model import Record
from muniment.problems import Place, Problem
from muniment.shaping import Item, Shaping
from muniment.yaml_simple import Field, simple_fields

Kind = TypeVar("Kind")
Problems = list[Problem]

DEEPEST = 60  # levels of nesting; libyaml's composer would overflow the stack on 100,000
MOST_REPEATED = 50_000  # nodes that aliases repeat
NESTED_BLOCKS = re.compile(r"(?:[-?:][ \t]+){20}| {120}")
# All but what YAML 1.1 calls printable (5.1).
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOADER = yaml.CSafeLoader
NOWHERE = yaml.Mark("", 0, 0, 0, "", 0)


PartKind = Literal["scalar", "sequence", "mapping"]


class Part(Record, frozen=True):
    """A part of YAML, from `start` to `end` in code points of its text, without the comments behind it. `parts` are
    the items of a sequence, and of a mapping each name followed by its value. An alias is a scalar without a value."""

    kind: PartKind
    start: int
    end: int
    value: str = ""
    is_flow: bool = False
    parts: tuple["Part", ...] = ()

    def field(self, name: str) -> "Part | None":
        """The value of this name in a mapping."""
        pairs = zip(self.parts[::2], self.parts[1::2], strict=False)
        return next((value for one, value in pairs if one.value == name), None)


def read_mapping(text: str, path: str, problems: Problems, first_line: int = 1) -> dict[str, Field]:
    """The top-level fields of a YAML mapping, each with its line and column.

    Scalars are the text they were written as, but for null. What is wrong goes to `problems`, and
    the mapping is then empty.
    """
    simple = simple_fields(text, first_line)
    if simple is not None:
        return simple
    node = _compose(text, path, problems, first_line)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        problems.append(
            Problem(_place(node, path, first_line), "fields were expected", "write 'name: value', one a line")
        )
        return {}
    fields: dict[str, Field] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if not name or name in fields:
            what = f"'{name}' is given twice" if name else "a field's name must be plain text"
            problems.append(Problem(_place(key, path, first_line), what, "keep one of them" if name else ""))
            continue
        mark = value.start_mark
        fields[name] = Field(_plain(value), mark.line + first_line, mark.column + 1)
    return fields


def read_record(data: bytes, path: str, kind: type[Kind], problems: Problems) -> Kind | None:
    """One YAML file as a record of `kind`, or None, with every problem of the file at once."""
    text = decoded(data, path, problems)
    if text is None:
        return None
    found: Problems = []
    node = _compose(text, path, found, 1)
    if node is None and not found:
        node = yaml.MappingNode("tag:yaml.org,2002:map", [], NOWHERE, NOWHERE)  # an empty file has every default
    if node is None:
        problems.extend(found)
        return None
    record = Shaping(path, found, _scalar).shape(node, kind)
    problems.extend(found)
    return None if found else record


def read_items(data: bytes, path: str, kind: type[Kind], problems: Problems) -> tuple[Item, ...]:
    """A YAML list of records of `kind`, each with the places of its values. What is wrong is told, and the rest of the
    item stands without it; an item is left out where a field is wrong or missing that has no default."""
    text = decoded(data, path, problems)
    node = _compose(text, path, problems, 1) if text is not None else None
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        problems.append(Problem(_place(node, path, 1), "a list was expected", "begin each item with '- '"))
        return ()
    items = []
    for one in node.value:
        if item := Shaping(path, problems, _scalar).item(one, kind):
            items.append(item)
    return tuple(items)


def read_item(data: bytes, path: str, kind: type[Kind], problems: Problems) -> Item | None:
    """One YAML file as a record of `kind`, as `read_items` gives each; None where a field that has no default is wrong
    or missing, or the whole is broken. An empty file has every default."""
    text, found = decoded(data, path, problems), len(problems)
    node = _compose(text, path, problems, 1) if text is not None else None
    if text is None or len(problems) > found:
        return None
    empty = yaml.MappingNode("tag:yaml.org,2002:map", [], NOWHERE, NOWHERE)
    return Shaping(path, problems, _scalar).item(node or empty, kind)


def decoded(data: bytes, path: str, problems: Problems) -> str | None:
    """The bytes as UTF-8 text without a BOM, or None with a problem that gives line and column."""
    try:
        text = data.decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        bad = " ".join(f"{byte:02x}" for byte in data[error.start : error.start + 2])
        hint = "save the file as UTF-8, and keep the original beside it"
        problems.append(Problem(Place(path, line, column), f"not UTF-8: byte {bad}", hint))
        return None


def layout_of(text: str) -> Part | None:
    """Where the parts of YAML stand that was read before; None of a text that has none, or cannot be taken apart."""
    try:
        _refuse_depth(text)
        return _laid_out(yaml.parse(text, LOADER), text)
    except yaml.YAMLError:
        return None


def _laid_out(events: Iterable[Any], text: str) -> Part | None:
    begun: list[tuple[Any, list[Part]]] = []
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            begun.append((event, []))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            opened, parts = begun.pop()
            kind: PartKind = "mapping" if isinstance(opened, yaml.MappingStartEvent) else "sequence"
            end = parts[-1].end if parts and not opened.flow_style else end
            part = Part(kind, opened.start_mark.index, end, "", bool(opened.flow_style), tuple(parts))
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            value = event.value if isinstance(event, yaml.ScalarEvent) else ""
            part = Part("scalar", start, start + len(text[start:end].rstrip()), value)
        else:
            continue
        if not begun:
            return part
        begun[-1][1].append(part)
    return None


def _compose(text: str, path: str, problems: Problems, first_line: int) -> yaml.Node | None:
    try:
        if text.count("[") + text.count("{") > DEEPEST or NESTED_BLOCKS.search(text):
            _refuse_depth(text)
        node = yaml.compose(text, LOADER)
        if node is not None and "*" in text:
            _refuse_multitude(node)
        return node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path, first_line)
        problems.append(Problem(place, f"broken YAML: {error.problem}", _advice(text, mark, path)))
    except yaml.YAMLError as error:  # a character that YAML forbids
        at = found.start() if (found := FORBIDDEN.search(text)) else 0
        line, column = text.count("\n", 0, at) + first_line, at - text.rfind("\n", 0, at)
        what = f"broken YAML: {getattr(error, 'reason', '') or error}"
        problems.append(Problem(Place(path, line, column), what, "remove the control character"))
    return None


def _advice(text: str, mark: Any, path: str) -> str:
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not tabs"
    if line.count(": ") > 1 or line.count('"') % 2 or line.lstrip().startswith(("%", "@", "`")):
        return "put the value between quotation marks"
    fields = "the fields are 'name: value', one a line"
    return fields if path.endswith(".yaml") else f"{fields}, between two lines of ---"


def _refuse_depth(text: str) -> None:
    """Walk the events, which need no stack, before the composer, which does."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="lists or fields nested too deeply", problem_mark=mark)


def _refuse_multitude(node: yaml.Node) -> None:
    """Count what aliases would repeat, and stop at MOST_REPEATED. A file may be long without any."""
    pending, seen, own = [(node, 0)], 0, set[int]()
    while pending:
        one, depth = pending.pop()
        seen += 1
        own.add(id(one))
        if seen - len(own) > MOST_REPEATED or depth > DEEPEST:
            mark: Any = one.start_mark
            raise yaml.MarkedYAMLError(problem="aliases that multiply", problem_mark=mark)
        if isinstance(one, yaml.CollectionNode):
            pending.extend((child, depth + 1) for child in _children(one))


def _children(node: yaml.CollectionNode) -> Iterator[yaml.Node]:
    for item in node.value:
        yield from item if isinstance(item, tuple) else (item,)


def _plain(node: yaml.Node) -> Any:
    """Text, tuples and dicts. YAML takes `no` for false and 007 for 7; what is stated is what is written."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(item) for item in node.value)
    return None if node.tag.endswith(":null") else node.value


def _scalar(node: yaml.Node) -> Any:
    tag = node.tag.rsplit(":", 1)[-1]
    if tag == "null":
        return None
    if tag in ("bool", "int", "float"):
        try:
            return yaml.constructor.SafeConstructor().construct_object(node)
        except (ValueError, yaml.YAMLError):  # 0x, 1__, an enormous number
            return node.value
    return node.value


def _place(node: yaml.Node, path: str, first_line: int) -> Place:
    return Place(path, node.start_mark.line + first_line, node.start_mark.column + 1)
