"""The word lists under words/: plain text that a person can read and mend."""

from importlib.resources import files

Groups = dict[str, tuple[str, ...]]


def read_groups(name: str) -> Groups:
    """The groups of words/NAME.txt. A group is a name, a colon, and words parted by commas, or by
    spaces where there is no comma; it goes on in indented lines; "#" begins a remark."""
    lines = (files("muniment.understand") / "words" / f"{name}.txt").read_text("utf-8").splitlines()
    groups: dict[str, str] = {}
    group = ""
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if not line[0].isspace():
            group, _, line = line.partition(":")
        groups[group] = groups.get(group, "") + " " + line.strip()
    return {group: _items(text) for group, text in groups.items()}


def _items(text: str) -> tuple[str, ...]:
    items = text.split(",") if "," in text else text.split()
    return tuple(item.strip() for item in items if item.strip())
