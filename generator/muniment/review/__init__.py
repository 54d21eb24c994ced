"""The editor's walk: `muniment review`. Begin at `walk.py`."""
