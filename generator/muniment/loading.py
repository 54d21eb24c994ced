"""Loads a file of this program when it is first needed, so that no command waits for what it does not use.

The only place that imports by name. `tests/test_house.py` reads the names that are given here, and holds
them to the rules of any other import.
"""

import gc
from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """The module muniment.NAME, with all that it imports. Give the name as it is written, for a reader.

    What is loaded stays until the end. So the collector of garbage rests meanwhile, and leaves it alone
    from then on: that is a third of the time that loading takes, and processes that are forked from this
    one go on sharing the memory.
    """
    is_watched = gc.isenabled()
    gc.disable()
    try:
        return import_module(f"muniment.{name}")
    finally:
        gc.freeze()
        if is_watched:
            gc.enable()
