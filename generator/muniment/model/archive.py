"""What linking gives: small rows, one a report, and the groups they form."""

from typing import Literal

from muniment.model.document import Publication, Status, TitleKind, Value
from muniment.model.editors import Essay, Event, Spelling, Tenure
from muniment.model.figures import Counted, Figure
from muniment.model.findings import EntityKind, Located
from muniment.model.publication import Amends, Corrected
from muniment.model.record import Record

Sketch = bytes  # Row has another field of that name
# Of an entity, which may be stated without saying what it is; and of a source.
SightingKind = Literal[
    "person", "organization", "place", "entity", "publisher", "stated", "credit", "via", "channel", "citing"
]


class Sighting(Record, frozen=True, array_like=True):
    """An entity or source in one report: the first sentence that names it, and how often.

    `entity` is an editors' id or empty; then `kind` and `name` identify it. `sentence` is the number,
    from 0, of one of the row's sentences, which are kept apart, since a row is small; it was cut to
    about 300 code points around the name, which stands at [start:end] of it. All three are -1 when
    the name is only stated in the seed's fields; of a graphic passage `sentence` is FOLDED.
    """

    kind: SightingKind
    name: str
    entity: str = ""
    status: Status = "suggested"  # of the name; what a seed states may be found in its text by rules alone
    sentence: int = -1
    start: int = -1
    end: int = -1
    paragraph: int = 0
    times: int = 1
    position: int = -1  # code points into the text, of the first mention
    coordinates: tuple[float, float] | None = None  # of a place, when the seed states them
    sentence_status: Status = "suggested"  # of the sentence, when there is one
    place: Located | None = None  # where a gazetteer has it, when its mentions agree on that


class Telling(Record, frozen=True):
    """A day, month, year or interval that a report says something happened in."""

    edtf: str
    surface: str
    status: Status
    sentence: int  # as a Sighting's
    start: int
    end: int
    paragraph: int
    position: int


class Row(Record, frozen=True, kw_only=True):
    """All that linking and lists need to know of a report; small, one a report.

    `digest` is the SHA-256 of the encoded Report it was made from, so whatever is keyed by a row
    is new when the report is.
    """

    id: str
    digest: str
    path: str
    title: Value  # stated, or suggested
    title_kind: TitleKind = "title"
    published: Value | None = None
    time: str = ""
    language: Value | None = None
    summary: str = ""
    words: int = 0
    bytes: int = 0
    sha256: str = ""
    entities: tuple[Sighting, ...] = ()  # one an entity
    sources: tuple[Sighting, ...] = ()  # the publisher first, then one a source and kind
    told: tuple[Telling, ...] = ()
    dayless: int = 0  # times that its text tells of and that no day can be read of, such as "recently"
    claims: int = 0
    counts: tuple[Counted, ...] = ()  # the claims
    displaced: tuple[str, ...] = ()  # ids of claims whose words stand before them, too, where they are hidden
    version_of: str = ""
    translation_of: str = ""
    rendering_of: str = ""
    publication: Publication = "public"
    line: int = 0  # of a row of a JSONL or CSV file: the line at which it begins
    sentences: str = ""  # the SHA-256 under which its sentences are kept, encoded as a tuple; empty for none
    status: Status = "suggested"  # of the report as a whole
    is_stale: bool = False  # its review was made on other bytes
    left_out: int = 0  # findings that fall short of what the settings require
    corrected: tuple[Corrected, ...] = ()
    decided_of: tuple[str, ...] = ()  # ids, as it seems, that editors' decisions on it name
    care: str = ""  # stands for all that is held back of it; empty where nothing is
    is_guarded: bool = False  # a row of a file of which something is held back
    standing: str = ""  # SHA-256 of its record without its place in the log, under which that is kept
    sketch: Sketch = b""  # of its words, to find reports with nearly the same, as link/shingles.py makes it


class Entity(Record, frozen=True, kw_only=True):
    """A person, organisation or place with an identity. Reports newest first.

    `status` is reviewed when editors list it, else stated or suggested. `address` is its page, or,
    for a name with too few reports to have one, its place in the report that names it. `alike` are ids
    of others that are perhaps the same, for an editor to decide; `lookalikes` are ids, or names of nobody who is
    known here, that are not the same, as editors say of either. What else only editors say is as in Authority.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]  # other spellings, as found or as editors list them
    status: Status
    has_page: bool
    address: str
    sort_key: str
    description: str = ""
    role: str = ""
    coordinates: tuple[float, float] | None = None
    part_of: str = ""
    url: str = ""
    former: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()  # ids
    count: int = 0  # reports, versions of one counted once
    beside: tuple[tuple[str, int], ...] = ()  # ids of entities in the same reports, most first
    coordinates_status: Status = "stated"  # reviewed when editors give them, suggested when only a gazetteer does
    place: Located | None = None  # where a gazetteer has it, as far as nobody who knows better says anything
    keys: tuple[str, ...] = ()  # one of another entity makes the two alike
    alike: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    roles: tuple[Tenure, ...] = ()
    party: str = ""
    affiliation: str = ""
    owner: str = ""
    precision: int = 0  # of the coordinates, in metres, when editors give them; 0 is not stated
    external: tuple[tuple[str, str], ...] = ()
    notes: str = ""


class Source(Record, frozen=True, kw_only=True):
    """A publisher, agency, ministry or channel. Reports newest first. The rest is as in Entity."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    status: Status
    has_page: bool
    address: str
    sort_key: str
    description: str = ""
    party: str = ""
    owner: str = ""
    url: str = ""
    former: tuple[str, ...] = ()
    published: tuple[str, ...] = ()  # ids of reports
    named: tuple[tuple[str, SightingKind], ...] = ()  # reports that credit it, pass it on or only name it, and how
    count: int = 0  # reports of both, versions of one counted once
    relays: tuple[tuple[str, int], ...] = ()  # sources and entities that its own reports pass on, and how often
    relayed_by: tuple[tuple[str, int], ...] = ()
    lookalikes: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    notes: str = ""


class Told(Record, frozen=True):
    """A telling and the report it stands in."""

    report: str
    telling: Telling


class Day(Record, frozen=True):
    """A day ("2022-09-18"), or what is dated to no day but to a month or a year ("2022-09",
    "2022"): what was published then, what reports say happened then, and what editors do, by the
    ids of events. Of these so many are `reaching`: one end is open or unknown, or they last for more than a year; and
    so many `vague`: filed here since no single year is known of them."""

    day: str
    published: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    events: tuple[str, ...] = ()
    reaching: int = 0
    vague: int = 0


class Site(Record, frozen=True, kw_only=True):
    """What every page shows of the archive."""

    title: str
    description: str = ""
    url: str = ""
    language: str = "en"
    author: str = ""
    essays: tuple[tuple[str, str], ...] = ()  # address and title, in order
    is_read_by_rules: bool = False  # with lists of names and places, whose makers are credited
    may_suggest: bool = True  # whether what nobody has looked at is published
    sections: tuple[str, ...] = ()  # of reports, people, organizations, places, timeline, sources, figures, search


class Archive(Record, frozen=True, kw_only=True):
    """The linked whole: rows newest first, and every group of them."""

    site: Site
    rows: tuple[Row, ...]
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    days: tuple[Day, ...]  # days, months and years with anything in them, in order
    essays: tuple[Essay, ...] = ()
    events: tuple[Event, ...] = ()  # in order of time
    figures: tuple[Figure, ...] = ()  # those that editors ask first, in their order
    figures_left: int = 0  # how many more are suggested
    amends: Amends = Amends()
