"""How names are written: what the lists of places and of people have in common."""

OFTEN = 4.0  # on the Zipf scale: ten times in a million words


def plain(name: str) -> str:
    """With one sign for every apostrophe, and no stop at the end."""
    return name.replace("’", "'").replace("`", "'").replace("ʼ", "'").strip(" .")
