"""YAML that was taken apart, as typed records; what does not fit is told, each fault at its own place.

It takes the nodes of shape.py, the only file that knows who made them. What a record may hold: text, numbers, true or
false, one of some words, records, lists, and mappings of free names; `A | None`, and a list or a mapping where either
may stand. Where `not` or another word of Python is a field's name in the file, the record renames it.
"""

import re
import types
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from muniment.counts import MOST
from muniment.model import Record, changed
from muniment.nearest import meant_by
from muniment.problems import Place, Problem

LONGEST_VALUE = 10_000  # characters of one value; pages repeat it
SCALARS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
EXAMPLES = {float: "it in digits, such as 49.2088", int: "a whole number, such as 100", bool: "true or false"}
COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
LONGEST_SHOWN = 120  # characters of a value that a message repeats
COLLECTIONS = {"sequence": tuple, "mapping": dict}
STAND_INS: dict[Any, Any] = {str: "", int: 0}  # for what is needed and missing, in what is only checked
Node = Any  # with `id` (scalar, sequence, mapping), `tag`, which ends with its type, `value` and `start_mark`
KEY = "="  # after the path of a value of a mapping: the spot of its name; no spot of a value ends so


class Unfit:
    """What stands for a value that was told."""


UNFIT = Unfit()


class Item(Record, frozen=True):
    """A record that was read, and where each of its values stands, by the path to it: "" is the record itself, "name"
    a field, "roles.0.since" a field of the first of its roles as the record has them, "ids.wikidata" a value of a
    mapping. `faulty` are the paths to all that something was told of, or in it, and that is there nevertheless.
    `guessed` are those to what was perhaps meant, or stands for what is missing: to be checked, and not used."""

    record: Any
    spots: Mapping[str, Place]
    faulty: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()

    def standing(self) -> Any:
        """The record without fields that are guessed, or in which something is; None where it needs one of them."""
        kind: type[Record] = type(self.record)
        fields, needed = _fields_of(kind)
        without = {path.partition(".")[0] for path in self.guessed}
        if not without.isdisjoint(needed):
            return None
        defaults = kind(**{fields[name][0]: getattr(self.record, fields[name][0]) for name in needed})
        return changed(self.record, **{fields[name][0]: getattr(defaults, fields[name][0]) for name in without})

    def place(self, path: str = "") -> Place:
        """Where the value stands, or what it stands in, where it has no place of its own."""
        while path and path not in self.spots:
            path = path.rpartition(".")[0]
        return self.spots[path]

    def place_of_name(self, path: str) -> Place:
        """Where the name of a value of a mapping stands: of "names.uk" that of `uk`."""
        return self.spots.get(path + KEY) or self.place(path)


@dataclass
class Shaping:
    """The shaping of a node of one file. `scalar` gives the value that YAML has for a scalar; `spots` has the places of
    all that was made. Where it `guesses`, what is wrong hides no other fault: of an unknown name or word the one that
    was perhaps meant is there, and something for what is needed and missing."""

    path: str
    problems: list[Problem]
    scalar: Callable[[Any], Any]
    guesses: bool = False
    spots: dict[str, Place] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)

    def item(self, node: Node, kind: Any) -> Item | None:
        """The node as a record of this kind, with its places; None where it is none, which was told."""
        record = self.shape(node, kind)
        return None if record is UNFIT else Item(record, self.spots, frozenset(self.faulty), frozenset(self.guessed))

    def shape(self, node: Node, kind: Any, at: str = "") -> Any:
        """The node as a value of this kind; UNFIT where it is none, which was told. What in it can do without does:
        a field that has a default, an item of a list."""
        count, told = len(self.spots), len(self.problems)
        value = self._shape(node, kind, at)
        if value is not UNFIT:
            self.spots[at] = self._place(node)
            self.faulty.update([at] if len(self.problems) > told else [])
        while value is UNFIT and len(self.spots) > count:
            within = self.spots.popitem()[0]
            self.faulty.discard(within)
            self.guessed.discard(within)
        return value

    def _shape(self, node: Node, kind: Any, at: str) -> Any:
        kind = _chosen(node, kind)
        if kind is None:
            return None
        origin = get_origin(kind)
        if origin is tuple:
            return self._shape_list(node, get_args(kind), at)
        if origin is dict:
            return self._shape_mapping(node, get_args(kind)[1], at)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self._shape_fields(node, kind, at)
        return self._shape_choice(node, get_args(kind), at) if origin is Literal else self._shape_scalar(node, kind)

    def _shape_choice(self, node: Node, choices: tuple[Any, ...], at: str) -> Any:
        is_scalar = node.id == "scalar"
        if is_scalar and (value := self.scalar(node)) in choices:
            return value
        written = f"'{_cut(node.value)}'" if is_scalar else "a list or fields"
        meant = meant_by(node.value, filter(None, choices)) if is_scalar else ""
        hint = f"did you mean '{meant}'?" if meant else f"one of {', '.join(filter(None, choices))}"
        unfit = self._tell(node, f"{written} is not known here", hint)
        if not meant or not self.guesses:
            return unfit
        self.guessed.add(at)
        return meant

    def _shape_scalar(self, node: Node, kind: Any) -> Any:
        is_scalar = node.id == "scalar"
        value = self.scalar(node) if is_scalar else node
        if kind in (int, float) and type(value) is int:
            if abs(value) > MOST:
                return self._tell(node, f"{_cut(node.value)} is too large a number", f"at most {MOST:,}")
            return kind(value)
        if kind is str and is_scalar:  # 1984 may be a title
            if len(node.value) > LONGEST_VALUE:
                what = f"{len(node.value):,} characters are too many for one value"
                return self._tell(node, what, f"at most {LONGEST_VALUE:,}")
            return "" if value is None else node.value
        if type(value) is kind:
            return value
        shown = f", not '{_cut(node.value)}'" if is_scalar else ""
        return self._tell(node, f"{SCALARS.get(kind, 'one value')} was expected{shown}", _advice(node, kind))

    def _shape_list(self, node: Node, parts: tuple[Any, ...], at: str) -> Any:
        if _is_null(node):
            return ()
        if node.id != "sequence":
            what = "a list was expected" if parts[-1] is Ellipsis else f"{len(parts)} values were expected"
            return self._tell(node, what, _advice_of_list(parts))
        if parts[-1] is not Ellipsis:
            if len(node.value) != len(parts):
                hint = _advice_of_list(parts)
                return self._tell(node, f"{len(parts)} values were expected", hint)
            values = tuple(
                self.shape(one, kind, _below(at, number))
                for number, (one, kind) in enumerate(zip(node.value, parts, strict=True))
            )
            return UNFIT if UNFIT in values else values
        kept: list[Any] = []
        for one in node.value:
            value = self.shape(one, parts[0], _below(at, len(kept)))
            if value is not UNFIT:
                kept.append(value)
        return tuple(kept)

    def _shape_mapping(self, node: Node, kind: Any, at: str) -> Any:
        if _is_null(node):
            return {}
        if node.id != "mapping":
            return self._tell(node, "names with values were expected", "write 'name: value', one a line")
        made: dict[str, Any] = {}
        for key, value in node.value:
            name = self._name_of(key, made)
            if isinstance(name, Unfit):
                continue
            one = self.shape(value, kind, below := _below(at, name))
            if one is not UNFIT:
                made[name] = one
                self.spots[below + KEY] = self._place(key)
        return made

    def _shape_fields(self, node: Node, kind: Any, at: str) -> Any:
        if node.id != "mapping":
            return self._tell(node, "fields were expected", "write 'name: value', one a line")
        fields, needed = _fields_of(kind)
        names = {str(key.value) for key, _ in node.value if key.id == "scalar"} if self.guesses else set(fields)
        seen: set[str] = set()
        given: dict[str, Any] = {}
        for key, value in node.value:
            name = self._name_of(key, seen)
            if isinstance(name, Unfit):
                self.faulty.add(_below(at, KEY))
                continue
            seen.add(name)
            if name not in fields:
                meant = self._tell_unknown(key, name, fields)
                self.faulty.add(_below(at, name))
                if meant in names or not meant:
                    continue
                name = meant
                names.add(name)
                self.guessed.add(_below(at, name))
            one = self.shape(value, fields[name][1], _below(at, name))
            if one is not UNFIT:
                given[fields[name][0]] = one
            else:
                self.faulty.add(_below(at, name))
        for name in needed:
            if name not in seen:
                self._tell(node, f"'{name}' is missing", f"add '{name}: …'")
            if self.guesses and fields[name][0] not in given and fields[name][1] in STAND_INS:
                given[fields[name][0]] = STAND_INS[fields[name][1]]
                self.guessed.add(_below(at, name))
                self.faulty.add(_below(at, name))
        return UNFIT if any(fields[name][0] not in given for name in needed) else kind(**given)

    def _tell_unknown(self, key: Node, name: str, fields: Iterable[str]) -> str:
        """Tell that there is no field of this name; the one that is perhaps meant."""
        meant = meant_by(name, fields)
        hint = f"did you mean '{meant}'?" if meant else f"known here: {', '.join(fields)}"
        self._tell(key, f"unknown field '{_cut(name)}'", hint)
        return meant

    def _name_of(self, key: Node, seen: Container[str]) -> str | Unfit:
        if key.id != "scalar":
            return self._tell(key, "a field's name must be plain text", "write 'name: value'")
        name = str(key.value)
        return self._tell(key, f"'{_cut(name)}' is given twice", "keep one of them") if name in seen else name

    def _tell(self, node: Node, what: str, hint: str) -> Unfit:
        self.problems.append(Problem(self._place(node), what, hint))
        return UNFIT

    def _place(self, node: Node) -> Place:
        return Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)


@cache
def _fields_of(kind: type[Record]) -> tuple[dict[str, tuple[str, Any]], tuple[str, ...]]:
    """By its name in the file, what each field is called in the record, and its kind; and those that it needs."""
    names, hints = kind.__struct_fields__, get_type_hints(kind)
    written = kind.__struct_encode_fields__
    needed = written[: len(names) - len(kind.__struct_defaults__)]
    return {there: (here, hints[here]) for there, here in zip(written, names, strict=True)}, needed


def _advice(node: Node, kind: Any) -> str:
    """How one value of this kind is written."""
    if node.id != "scalar" or kind not in EXAMPLES:
        return "write one value, after 'name: '"
    if kind is float and COMMA.fullmatch(node.value.strip()):
        return f"with a point: {node.value.strip().replace(',', '.')}"
    return f"write {EXAMPLES[kind]}"


def _advice_of_list(parts: tuple[Any, ...]) -> str:
    if parts[-1] is Ellipsis:
        return "write it as [one, two]"
    return f"write numbers with points, as [{', '.join(['49.2088', '37.2485'][: len(parts)])}]"


def _chosen(node: Node, kind: Any) -> Any:
    """Of the kinds that a value may be of the one that is written; None where it may be none, and is."""
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    parts = get_args(kind)
    if types.NoneType in parts and _is_null(node):
        return None
    kinds = [one for one in parts if one is not types.NoneType]
    wanted = COLLECTIONS.get(node.id)
    return next((one for one in kinds if get_origin(one) is wanted), kinds[0])


def _is_null(node: Node) -> bool:
    return bool(node.id == "scalar" and node.tag.endswith(":null"))


def _below(at: str, name: str | int) -> str:
    return f"{at}.{name}" if at else str(name)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
