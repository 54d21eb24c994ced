"""What is stated of how reports hang together: versions, translations and renderings of others."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from muniment.model import Row, Seed
from muniment.problems import Problem
from muniment.read.beside import place_of
from muniment.read.folder import shown, shown_path
from muniment.read.held import Held

RELATIONS = ("version_of", "translation_of", "rendering_of")


def check_relations(rows: Iterable[Row], seeds: Sequence[Seed], held: Held, problems: list[Problem]) -> None:
    """A warning for every report that is said to be a version of one that the archive does not have, or of itself; it
    is published without that. One that is held back is no fault."""
    rows = tuple(rows)
    stating = [row for row in rows if row.version_of or row.translation_of or row.rendering_of]
    known = {row.id for row in rows if stating}
    besides = {seed.path: seed for seed in seeds if stating and seed.beside}
    for row in stating:
        for name in RELATIONS:
            other, seed = getattr(row, name), besides.get(row.path)
            if not other or seed is None or (other in known and other != row.id):
                continue
            if other != row.id and other in held.ids:
                continue
            close = get_close_matches(other, sorted(known - {row.id}), 1)
            hint = f"did you mean '{close[0]}'?" if close else "write the id of a report: its page's name without .html"
            what = (
                "the report itself"
                if other == row.id
                else f"'{shown(other)}', and no report {'published here' if held.is_more else 'here'} has that id"
            )
            place = place_of(name, seed.beside, shown_path(seed.beside_path))
            problems.append(Problem(place, f"{name} names {what}", hint, severity="warning"))
