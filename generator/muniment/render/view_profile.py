"""What editors say of a person, organisation, place or source, as profile.html shows it."""

from collections.abc import Iterable

from muniment.edtf import OPEN
from muniment.external import address_of, register_name
from muniment.model import Post, Profile, Record
from muniment.render.dates import SPACE, written
from muniment.render.links import To
from muniment.render.view_parts import NameView, direction_of, language_tag, view_name, view_names
from muniment.render.words import language_name, number


class TongueView(Record, frozen=True):
    """The names that somebody has in one language; `tag` is for a lang attribute, and may be empty."""

    words: str  # "Ukrainian", "Ukrainian (Latin)"
    tag: str
    direction: str
    names: tuple[str, ...]


class PostView(Record, frozen=True):
    """A role that somebody had, and when, in words, which are empty where nobody knows."""

    role: str
    organization: NameView | None
    when: str


class ExternalView(Record, frozen=True):
    """Somebody's id elsewhere; the address is empty where none is known."""

    words: str  # "Wikidata Q158084"
    address: str


class ProfileView(Record, frozen=True, kw_only=True):
    """`names` are those whose language is not stated."""

    language: str  # of the name above all others
    names: tuple[str, ...]
    tongues: tuple[TongueView, ...]
    posts: tuple[PostView, ...]
    party: NameView | None
    is_party_followed: bool
    affiliation: NameView | None
    owner: NameView | None
    external: tuple[ExternalView, ...]
    notes: tuple[str, ...]  # paragraphs
    lookalikes: tuple[NameView, ...]


def view_profile(profile: Profile, name: str, names: Iterable[str], to: To) -> ProfileView:
    """What a page says of somebody called so, who is also called `names`, beside what describes them."""
    spelled = {one.name for one in profile.spellings}
    languages = dict.fromkeys(one.language for one in profile.spellings)
    own = [one.language for one in profile.spellings if one.name == name]
    tongues = [
        TongueView(
            language_name(language),
            language_tag(language),
            direction_of(language),
            tuple(one.name for one in profile.spellings if one.language == language and one.name != name),
        )
        for language in languages
    ]
    return ProfileView(
        language=language_tag(own[0]) if own else "",
        names=tuple(one for one in names if one not in spelled),
        tongues=tuple(one for one in tongues if one.names),
        posts=tuple(_view_post(one, to) for one in profile.posts),
        party=view_name(profile.party, to) if profile.party else None,
        is_party_followed=profile.is_party_followed,
        affiliation=view_name(profile.affiliation, to) if profile.affiliation else None,
        owner=view_name(profile.owner, to) if profile.owner else None,
        external=tuple(
            ExternalView(f"{register_name(one)} {its}", address_of(one, its)) for one, its in profile.external
        ),
        notes=tuple(words for one in profile.notes.split("\n\n") if (words := one.strip())),
        lookalikes=view_names(profile.lookalikes, to),
    )


def written_distance(metres: int) -> str:
    """1000 is "1 km", 2500 is "2.5 km", 500 is "500 m", with spaces that do not break."""
    return f"{number(metres / 1000)}{SPACE}km" if metres >= 1000 else f"{metres}{SPACE}m"


def _view_post(post: Post, to: To) -> PostView:
    return PostView(
        post.role,
        view_name(post.organization, to) if post.organization else None,
        written_tenure(post.since, post.until),
    )


def written_tenure(since: str, until: str) -> str:
    """When somebody had a role: ("2019-05-20", "..") is "since 20 May 2019"."""
    if since and until not in ("", OPEN):
        return written(f"{since}/{until}")
    if since:
        return f"since {written(since)}" if until else f"from {written(since)}, end not known"
    if until == OPEN:
        return "to this day, beginning not known"
    return f"until {written(until)}, beginning not known" if until else ""
