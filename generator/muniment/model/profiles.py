"""What editors say of somebody, as pages show it."""

from muniment.model.editors import Spelling
from muniment.model.lines import Name
from muniment.model.record import Record


class Post(Record, frozen=True, array_like=True):
    """A role that somebody had, of whom, since and until when, as in Tenure."""

    role: str
    organization: Name | None = None
    since: str = ""
    until: str = ""


class Profile(Record, frozen=True, kw_only=True):
    """What editors say of somebody beside the words that describe them. Whom they name is a Name without id and
    address where it is in words. `is_party_followed` where the party is that of those to whom somebody belongs."""

    spellings: tuple[Spelling, ...] = ()
    posts: tuple[Post, ...] = ()
    party: Name | None = None
    is_party_followed: bool = False
    affiliation: Name | None = None
    owner: Name | None = None
    external: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    lookalikes: tuple[Name, ...] = ()
