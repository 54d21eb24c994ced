"""Somebody as pages show them: a name that leads to a page, and what editors say of whoever has it.

An address is site-absolute without a leading slash, and empty where nothing leads anywhere.
"""

from muniment.model.document import Status
from muniment.model.editors import Spelling
from muniment.model.record import Record


class Name(Record, frozen=True, array_like=True):
    """An entity or source as other pages show it."""

    id: str
    kind: str  # person, organization, place, source
    name: str
    address: str
    status: Status
    count: int = 0
    sort_key: str = ""


class Post(Record, frozen=True, array_like=True):
    """A role that somebody had, of whom, since and until when, as in Tenure."""

    role: str
    organization: Name | None = None
    since: str = ""
    until: str = ""


class Profile(Record, frozen=True, kw_only=True):
    """What editors say of somebody beside the words that describe them, who is in their lists or not. Whom they name is
    a Name without id and address where it is in words. `is_party_followed` where the party is that of those to whom
    somebody belongs."""

    is_listed: bool = False
    spellings: tuple[Spelling, ...] = ()
    posts: tuple[Post, ...] = ()
    party: Name | None = None
    is_party_followed: bool = False
    affiliation: Name | None = None
    owner: Name | None = None
    external: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    lookalikes: tuple[Name, ...] = ()
