"""Style, scripts, fonts and pictures: what templates/ holds beside the templates themselves."""

from pathlib import Path

from muniment.problems import InputError, Place, Problem, linked

STYLE = "assets/style.css"


def asset_files(templates: Path, override: Path | None = None) -> list[tuple[str, bytes]]:
    """[(address, bytes)], sorted by address: `style/*.css` in the order of their names as one
    `assets/style.css`, and everything below `assets/` as it is.

    A file of `override`, the archive's own folder, takes the place of the one with the same name,
    or is added. Raises InputError for a link there, which could lead to any file of this machine,
    and for anything else that is no ordinary file.
    """
    style: dict[str, Path] = {}
    found: dict[str, Path] = {}
    for folder in [templates, override] if override and override.is_dir() else [templates]:
        _refuse_odd_files(folder)
        style |= {path.name: path for path in _files_below(folder / "style") if path.suffix == ".css"}
        found |= {path.relative_to(folder).as_posix(): path for path in _files_below(folder / "assets")}
    files = {address: path.read_bytes() for address, path in found.items()}
    if style:
        files[STYLE] = b"\n".join(style[name].read_bytes().strip() for name in sorted(style)) + b"\n"
    return sorted(files.items())


def _refuse_odd_files(folder: Path) -> None:
    below = [*folder.glob("*.html"), *_files_below(folder / "style"), *_files_below(folder / "assets")]
    odd = [path for path in (folder, folder / "style", folder / "assets", *below) if path.is_symlink()]
    odd += [path for path in below if not path.is_symlink() and not path.is_file()]
    if odd:
        raise InputError(*(_odd(path, folder) for path in sorted(odd)))


def _odd(path: Path, folder: Path) -> Problem:
    place = Place((Path("templates") / path.relative_to(folder)).as_posix())
    return linked(place) if path.is_symlink() else Problem(place, "not an ordinary file", "put the file itself here")


def _files_below(folder: Path) -> list[Path]:
    """Files and links below a folder; hidden ones, which editors and systems leave, are passed over."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    visible = [path for path in sorted(folder.iterdir()) if path.name[0] != "." and path.name != "__pycache__"]
    return [file for path in visible for file in (_files_below(path) if _is_folder(path) else [path])]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
