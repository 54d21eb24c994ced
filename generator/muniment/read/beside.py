"""NAME.meta.yaml, the file beside a seed: what its collector knows of it.

What it says may hold a report back from being published whole. So a file that cannot be read holds
back the report, and is never taken for an empty one.
"""

from typing import Literal

from muniment.ids import report_id
from muniment.model import Record
from muniment.problems import Place, Problem
from muniment.read.dates import advise_date, read_date
from muniment.read.folder import shown, shown_path
from muniment.read.kinds import CONTAINERS, ending_of
from muniment.shape import decoded, read_mapping, read_record
from muniment.yaml_simple import Field

LARGEST = 1_000_000  # bytes
OF_ONE_REPORT = ("id", "attachments", "version_of", "translation_of", "rendering_of")


class Beside(Record, frozen=True, kw_only=True):
    """What a file beside a seed may state. `collector` stays private unless `collector_public`.

    `publish` is what rights allow: the text, its beginning, or what is known of it; `public` and
    `text` are two words for the same. `attachments` are paths relative to the seed.
    """

    id: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""
    retrieved: str = ""
    collector: str = ""
    collector_public: bool = False
    rights: str = ""
    publish: Literal["public", "text", "excerpt", "metadata"] = "public"
    attachments: tuple[str, ...] = ()
    version_of: str = ""
    translation_of: str = ""
    rendering_of: str = ""
    embargo_until: str = ""


def read_beside(data: bytes, path: str, seed: str, problems: list[Problem]) -> Beside | None:
    """The file's fields, or None when one of them cannot be understood; with every problem of it.

    A date that is no date, an id that is not plain, or a field that makes no sense for a file of
    many records is told too, and holds nothing back; an embargo that ends on no day holds back.
    """
    if len(data) > LARGEST:
        what = f"{len(data):,} bytes are too many to state what is known of a report"
        problems.append(Problem(Place(path), what, f"at most {LARGEST:,}; long texts are seeds of their own"))
        return None
    beside = read_record(data, path, Beside, problems)
    text = decoded(data, path, [])
    is_held_back = beside is None
    for name, field in fields_of(text or "", path).items():
        place = Place(path, field.line, field.column)
        value = field.value if isinstance(field.value, str) else ""
        if name in ("date", "retrieved") and value and read_date(value) is None:
            problems.append(Problem(place, f"'{shown(value)}' is no date", advise_date(value)))
        if name in OF_ONE_REPORT and field.value and ending_of(seed) in CONTAINERS:
            what = f"'{name}' is of one report, and {shown_path(seed)} holds many"
            own = "leave it out here; a record may have a field of that name"
            problems.append(Problem(place, what, own if name == "id" else "give that report a file of its own"))
        elif name == "id" and value and (plain := report_id(value, seed)) != value:
            what = f"the id '{shown(value)}' is not plain"
            problems.append(Problem(place, what, f"it is published as '{plain}': write that"))
        elif name == "embargo_until" and value and not is_day(value):
            what = f"'{shown(value)}' is no day"
            problems.append(Problem(place, what, "write YYYY-MM-DD, the first day on which it may be published"))
            is_held_back = True
    return None if is_held_back else beside


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar as ISO 8601 writes one, so that days sort as text."""
    date = read_date(text)
    return date is not None and date[0] == text and len(text) == len("2022-09-18")


def fields_of(text: str, path: str) -> dict[str, Field]:
    """The fields again, each with its line and column; none of a text that is broken as a whole."""
    return read_mapping(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), path, [])


def place_of(name: str, text: str, path: str) -> Place:
    """Where in the file a field stands."""
    field = fields_of(text, path).get(name)
    return Place(path, field.line, field.column) if field else Place(path)
