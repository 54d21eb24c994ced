"""All that a seed tells beside its text: its fields, the file beside it, what it is called, and what it attaches."""

import re
from collections.abc import Iterator
from pathlib import Path

from muniment.model import Seed, texts_in
from muniment.problems import Problem
from muniment.read.attached_texts import texts_attached
from muniment.read.document import Whole

APART = "\n0\n"  # between texts, so that no name is found across them
# What stands between the values of a record: in two of them may be the two words of a name.
FIELD_NAME = re.compile(r'"[^"\n]{0,200}"[ \t]*:|^[ \t-]*[\w .-]{1,60}:(?=\s)', re.MULTILINE)


def told_by(seed: Seed, whole: Whole, archive: Path, unread: list[Problem]) -> str:
    """All of it; what of that is not looked through is `unread`."""
    beside = texts_in(whole.beside) if seed.beside else ()
    told = [*texts_stated(whole), whole.content.raw, seed.path, *texts_attached(archive, seed, unread), *beside]
    records = [one for one in (whole.content.prefix, whole.content.raw, seed.beside) if ":" in one]
    return APART.join([*told, *(FIELD_NAME.sub(" ", one) for one in records)])


def texts_stated(whole: Whole) -> Iterator[str]:
    """What the seed states, or the file beside it, each as it is published."""
    yield whole.content.prefix
    yield from (value.value for values in whole.stated.values() for value in values)
    yield from (text for pair in whole.content.other for text in pair)
    yield whole.beside.rights
    if whole.beside.collector_public:
        yield whole.beside.collector


def published_of(seed: Seed, whole: Whole, archive: Path, unread: list[Problem]) -> str:
    """All of it that is published where nothing is held back."""
    attached = texts_attached(archive, seed, unread)
    return APART.join([*texts_stated(whole), whole.content.raw, seed.path, *attached])


def shared_by_rows(seed: Seed, whole: Whole) -> str:
    """What a record has from the file that it stands in: its name, the file beside it, what the fields are called."""
    named = [name for name, _ in whole.content.other]
    return APART.join([seed.path, seed.beside, *seed.header, *named, *FIELD_NAME.findall(whole.content.raw)])
