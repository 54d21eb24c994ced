"""The plan of the house, kept true: who may import whom, how big a room may grow, how it is written.

Each rule is one test, and a failure lists every place that breaks it. The rules themselves, with their
reasons in brief, stand in CONTRIBUTING.md.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
HOUSE = CHECKOUT / "generator" / "muniment"
STAGES = {"read", "understand", "link", "render", "seal", "publish"}
GROUND = {
    "__init__", "again", "bodies", "cluster", "compiled", "counted_things", "counts", "crew", "edtf", "external", "folding", "ids", "kinds_of_things", "languages", "loading", "markdown_columns",
    "markdown_parsed", "markdown_rules", "markdown_simple", "markdown_words", "markup", "model", "nearest", "phrases", "platforms", "problems", "sentences", "settings", "sought",
    "recipes", "runs", "shape", "shaping", "states", "store", "timex", "usage", "user_key", "volumes", "work",
    "whole_words", "woven", "yaml_simple",
}  # fmt: skip
# What of the ground deals with the machine.
OUTSIDE = ("bodies.py", "cluster.py", "compiled.py", "recipes.py", "store.py", "user_key.py", "volumes.py", "work.py")
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
# A reader of a site has it alone, and must be able to read it whole: no part of it can be moved elsewhere, and what its
# functions give is said behind their first lines.
ALONE, LONGEST_ALONE = "seal/verify.py", 399

HOMES = {  # every package from outside is imported in one file
    "anyascii": "ids.py",
    "click": "cli.py",
    "distributed": "cluster.py",
    "jinja2": "render/sandbox.py",
    "markdown_it": "markdown_parsed.py",
    "markupsafe": "render/sandbox.py",
    "mdit_py_plugins": "markdown_parsed.py",
    "msgspec": "model/record.py",
    "pagefind_bin": "publish/pagefind.py",
    "rich": "terminal.py",
    "ruamel": "editors_yaml.py",
    "starlette": "preview_server.py",
    "trafilatura": "read/main_text.py",
    "uvicorn": "preview_server.py",
    "watchdog": "preview_watch.py",
    "yaml": "shape.py",
}
IMPORT_NAMES = {"markdown-it-py": "markdown_it", "pyyaml": "yaml", "pagefind-bin": "pagefind_bin"}
IMPORTED_BY_OTHERS = {"lxml_html_clean"}  # by trafilatura
# Classes of libraries that can be made to do something in another way only by inheriting from them.
LIBRARIES_ONLY_WAY = {"StateInline", "CodeGenerator", "msgspec.Struct"}
PROCESSES = {"multiprocessing", "concurrent", "sqlite3"}
OUTSIDE_INPUT = {
    "getpass", "http", "locale", "platform", "random", "secrets", "socket", "time", "urllib.request",
    "uuid.uuid1", "uuid.uuid4",
}  # fmt: skip
OUTSIDE_CALLS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "os.environ", "os.getenv", "os.getcwd",
    "Path.cwd", "Path.home", "hash", "uuid.uuid1", "uuid.uuid4",
}  # fmt: skip
WRITING = {
    "write_text", "write_bytes", "unlink", "rename", "mkdir", "rmdir", "touch", "symlink_to", "hardlink_to",
    "os.replace", "os.rename", "os.remove", "os.link", "os.symlink", "os.makedirs",
    "shutil.copy", "shutil.copyfile", "shutil.copytree", "shutil.move", "shutil.rmtree",
}  # fmt: skip
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|base|manager|misc|tools)(_|$)")

ROOMS = {path.relative_to(HOUSE).as_posix(): ast.parse(path.read_bytes()) for path in sorted(HOUSE.rglob("*.py"))}


def floor_of(room: str) -> str:
    """The floor a file stands on: "ground", the name of a stage, or "top"."""
    first = room.split("/")[0].removesuffix(".py")
    return "ground" if first in GROUND else first if first in STAGES else "top"


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports; `from a import b` is a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            stem = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{stem}.{each.name}") for each in node.names)


def loaded(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file loads by name, as `loading.py` does it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load":
            name = (
                node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else "a name not written out"
            )
            yield node.lineno, f"{HOUSE.name}.{name}"


def room_of(name: str) -> str | None:
    """The file of the house that a dotted name leads to, if it is of the house."""
    parts = name.split(".")
    if parts[0] != HOUSE.name:
        return None
    for length in (len(parts), len(parts) - 1):
        stem = "/".join(parts[1:length])
        for room in (f"{stem}.py", f"{stem}/__init__.py".lstrip("/")):
            if room in ROOMS:
                return room
    return f"{'/'.join(parts[1:])}.py"


@cache
def rooms_used() -> tuple[tuple[str, int, str], ...]:
    """(file, line, file it imports) for every import of the house by the house, loaded ones included."""
    found = (
        (room, line, room_of(name)) for room, tree in ROOMS.items() for line, name in (*imported(tree), *loaded(tree))
    )
    return tuple((room, line, used) for room, line, used in found if used)


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every name and attribute used: "a.b" and "b" for x.a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
            if isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, node.func.id


def tracked_files() -> list[Path]:
    """What the project consists of: git's list, or every file where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT, capture_output=True, check=False,
    )  # fmt: skip
    if listing.returncode:
        pytest.skip("this is no git checkout, so there is no list of the project's files")
    names = sorted(filter(None, listing.stdout.decode().split("\0")))
    return [CHECKOUT / name for name in names if (CHECKOUT / name).is_file()]


def assert_none(broken: list[str], rule: str) -> None:
    assert not broken, f"{rule}\n  " + "\n  ".join(broken)


# Who may import whom.


def test_stages_never_import_each_other_and_no_arrow_runs_upward():
    def may_import(room: str, used: str) -> bool:
        allowed = {"top": STAGES | {"top", "ground"}, "ground": {"ground"}}
        return floor_of(used) in allowed.get(floor_of(room), {"ground", floor_of(room)})

    broken = [f"{room}:{line} imports {used}" for room, line, used in rooms_used() if not may_import(room, used)]
    assert_none(broken, "a stage imports the ground and its own siblings; the ground imports the ground")


def test_every_folder_is_a_floor_of_the_plan():
    folders = {room.split("/")[0] for room in ROOMS if "/" in room}
    assert_none(
        sorted(folders - STAGES - {"model", "review"}), "a new folder is a new floor: it needs a place in the plan"
    )


def test_no_files_import_each_other_in_a_circle():
    used_by = {room: sorted({used for user, _, used in rooms_used() if user == room} - {room}) for room in ROOMS}
    finished: set[str] = set()

    def follow(path: tuple[str, ...]) -> list[str]:
        if path[-1] in path[:-1]:
            return [" imports ".join(path[path.index(path[-1]) :])]
        if path[-1] in finished:
            return []
        circles = [circle for used in used_by.get(path[-1], ()) for circle in follow((*path, used))]
        finished.add(path[-1])
        return circles

    circles = [circle for room in sorted(ROOMS) for circle in follow((room,))]
    assert_none(circles, "the cause of a circle is most often a record that knows its container")


def test_imports_are_absolute_and_of_things_that_exist():
    relative = [f"{room}:{line}" for room, tree in ROOMS.items() for line, name in imported(tree) if name[0] == "."]
    assert_none(relative, "write `from muniment.x import y`")
    missing = [f"{room}:{line} imports {used}" for room, line, used in rooms_used() if used not in ROOMS]
    assert_none(missing, "no such file")


def test_each_package_from_outside_is_imported_in_one_file():
    broken = []
    for room, tree in ROOMS.items():
        for line, name in imported(tree):
            package = name.split(".")[0]
            if package in sys.stdlib_module_names or package in (HOUSE.name, ""):
                continue
            if HOMES.get(package) != room:
                home = HOMES.get(package, "no file yet: give it one in HOMES of this test")
                broken.append(f"{room}:{line} imports {package}, whose home is {home}")
    assert_none(broken, "a library is spoken to through one file, so that it can be replaced there")


def test_every_dependency_has_a_home_and_every_home_a_dependency():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    given = (*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra))
    names = {re.split(r"[<>=!~ \[;]", each)[0].lower() for each in given}
    declared = {IMPORT_NAMES.get(name, name.split(".")[0].replace("-", "_")) for name in names}
    assert_none(
        sorted(declared - set(HOMES) - IMPORTED_BY_OTHERS), "declared in pyproject.toml, with no home in this test"
    )
    comes_along = {"markupsafe", "mdit_py_plugins"}  # with jinja2, and optional
    assert_none(sorted(set(HOMES) - declared - comes_along), "has a home here, and is not declared")


def test_only_the_workshop_knows_of_memory_and_processes():
    broken = [
        f"{room}:{line} imports {name}"
        for room, tree in ROOMS.items()
        for line, name in imported(tree)
        if name.split(".")[0] in PROCESSES
        and room not in (("store.py", "bodies.py") if name == "sqlite3" else ("crew.py", "cluster.py"))
    ]
    assert_none(
        broken,
        "processes live in crew.py and cluster.py, memory between builds in store.py and bodies.py; work.py is the door",
    )


# What a stage may read, and who may write.


def test_stages_read_no_clock_environment_network_or_random_number():
    broken = []
    for room, tree in ROOMS.items():
        if floor_of(room) == "top" or room in OUTSIDE:
            continue
        broken += [
            f"{room}:{line} imports {name}"
            for line, name in imported(tree)
            if any(name == banned or name.startswith(f"{banned}.") for banned in OUTSIDE_INPUT)
        ]
        broken += [f"{room}:{line} uses {name}" for line, name in called(tree) if name in OUTSIDE_CALLS]
    assert_none(broken, "what must vary comes in as an argument, or two builds differ")


def test_only_publishing_and_the_editors_commands_write_files():
    broken = [
        f"{room}:{line} uses {name}"
        for room, tree in ROOMS.items()
        if floor_of(room) not in ("top", "publish", "seal") and room not in OUTSIDE
        for line, name in called(tree)
        if name in WRITING
    ]
    assert_none(broken, "a stage gives values; publish/ writes them")


def test_only_the_console_speaks_and_only_the_command_line_exits():
    speaking, leaving = {"print", "sys.stdout", "sys.stderr"}, {"exit", "sys.exit", "quit", "os._exit"}
    broken = []
    for room, tree in ROOMS.items():
        speakers = {"console.py": speaking, "terminal.py": speaking, "cli.py": leaving}
        speakers["seal/verify.py"] = speaking | leaving
        banned = (speaking | leaving) - speakers.get(room, set())
        broken += [f"{room}:{line} uses {name}" for line, name in called(tree) if name in banned]
    assert_none(broken, "console.py speaks, in a terminal through terminal.py; cli.py exits")


# How a room is built.


def test_no_file_and_no_function_outgrows_its_walls():
    broken = []
    for room, tree in ROOMS.items():
        length = len((HOUSE / room).read_text("utf-8").splitlines())
        longest = LONGEST_ALONE if room == ALONE else LONGEST_FILE
        if length > longest:
            broken.append(f"{room} has {length} lines; a file has at most {longest}")
        for function in functions_of(tree):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            documented = body[0].lineno - function.body[0].lineno if body and body is not function.body else 0
            length = (function.end_lineno or 0) - function.lineno + 1 - documented
            if length > LONGEST_FUNCTION:
                broken.append(f"{room}:{function.lineno} {function.name} has {length}; at most {LONGEST_FUNCTION}")
    assert_none(broken, "split by meaning, not by length (a function's docstring is not counted)")


def test_every_file_says_what_it_is_and_every_public_function_what_it_gives():
    broken = []
    for room, tree in ROOMS.items():
        first = (ast.get_docstring(tree) or "").split("\n")[0]
        if not first.endswith((".", ":", "!", "?")):
            broken.append(f"{room}:1 opens with no sentence that says what it is")
        if room == ALONE:
            continue
        public = [tree.body] + [n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_"]
        for node in (node for body in public for node in body):
            is_public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_"
            if is_public and not ast.get_docstring(node):
                broken.append(f"{room}:{node.lineno} {node.name} says nothing of what it gives")
    assert_none(broken, "shapes, units, errors, and the standard it follows, as far as they are not plain")


def test_there_is_no_import_inside_functions_and_none_for_type_checkers():
    broken = [
        f"{room}:{line} imports {name} inside {function.name}"
        for room, tree in ROOMS.items()
        for function in functions_of(tree)
        for line, name in imported(function)
    ]
    broken += [
        f"{room}:{line}" for room, tree in ROOMS.items() for line, name in imported(tree) if "TYPE_CHECKING" in name
    ]
    assert_none(broken, "where one is needed, the plan is wrong")


def test_only_loading_loads_by_name():
    broken = [
        f"{room}:{line} uses {name}"
        for room, tree in ROOMS.items()
        if room != "loading.py"
        for line, name in (*imported(tree), *called(tree))
        if name in ("__import__", "importlib.import_module", "import_module", "exec", "eval")
    ]
    assert_none(broken, "what a file needs stands at its top; what a command can wait for goes through loading.py")


def test_what_is_made_once_has_a_name_of_its_own():
    names = re.findall(
        r'again\.(?:once|each)\(\s*"([^"]+)"', "".join(path.read_text("utf-8") for path in HOUSE.rglob("*.py"))
    )
    assert sorted(names) == sorted(set(names))
    assert len(names) > 10


def test_nothing_inherits_but_errors_and_records():
    errors = {"Exception"}
    errors |= {
        node.name
        for node in ast.walk(ROOMS["problems.py"])
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }
    broken = [
        f"{room}:{node.lineno} {node.name} inherits {ast.unparse(ancestor)}"
        for room, tree in ROOMS.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for ancestor in node.bases
        if ast.unparse(ancestor) not in errors | LIBRARIES_ONLY_WAY | {"Record", "Generic[Small]"}  # which names a type
    ]
    assert_none(broken, "choose by a table or by `match`")


def test_no_pattern_hangs_on_the_version_of_python():
    """Before 3.11.5, (?:ab)*+ takes more than it should: github.com/python/cpython/issues/106052."""
    group = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+(?!\])")
    broken = [
        f"{room}:{node.lineno} {node.value.strip()[:60]}"
        for room, tree in ROOMS.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and group.search(node.value)
    ]
    assert_none(broken, "a group that gives nothing back is (?>(?:ab)*)")


def test_the_ground_that_newcomers_are_told_of_is_the_ground():
    told = re.search(r"may import is the ground: `([^`]+)`", (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8"))
    assert told
    assert set(told[1].split()) | {"__init__"} == GROUND


def test_names_say_what_a_file_holds():
    broken = [room for room in ROOMS if any(VAGUE_NAMES.search(part) for part in Path(room).with_suffix("").parts)]
    assert_none(broken, "one concept, one file, named for what it holds")


# What is tracked.


def test_templates_hold_no_style_and_no_script_of_their_own():
    inline = re.compile(rb"""\s(style|on[a-z]+)\s*=\s*["'{]|<script(?![^>]*\b(src|type="application/(?:ld\+)?json"))""")
    broken = [
        f"{path.relative_to(CHECKOUT)}:{number} {found[0].decode().strip()}"
        for path in sorted((CHECKOUT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if (found := inline.search(line))
    ]
    assert_none(broken, "the policy of every page refuses them")


def test_nothing_is_left_for_later_and_no_file_knows_one_machine():
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    machine = re.compile(r"(?<![\w./-])/(?:tmp|root|home|work|farm|Users)/[\w.-]")
    broken = []
    for path in tracked_files():
        name = path.relative_to(CHECKOUT).as_posix()
        if name.startswith("seeds/") or path.suffix in (".png", ".woff2", ".zip", ".gz"):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            broken += [f"{name}:{number} {found[0]}" for rule in (later, machine) if (found := rule.search(line))]
    assert_none(broken, "do it now, or say in the README what is missing; name no folder of one machine")
