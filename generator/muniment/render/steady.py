"""What of Jinja's own would make another page the second time, and what templates get in its place."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

# Random text, a random item, and a memory between calls: a page must be the same bytes every time.
UNSTEADY_GLOBALS = ("lipsum", "cycler", "joiner", "namespace")
UNSTEADY_FILTERS = ("random", "pprint")
# Those that give something which is used up; what an imported template exports is used by page after page.
LAZY_FILTERS = ("batch", "items", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "slice", "unique")


def at_once(lazy: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, giving all at once."""

    @wraps(lazy)
    def given(*arguments: Any, **named: Any) -> Any:
        found = lazy(*arguments, **named)
        return tuple(found) if isinstance(found, Iterator) else found

    return given


def mapping(*pairs: Any, **named: Any) -> dict[Any, Any]:
    """A new dict. The class itself would have others changed: dict.update(those, ...)."""
    return dict(*pairs, **named)
