"""`muniment init`: the folders and files that an archive begins with."""

import shlex
from pathlib import Path

from muniment.first_files import FILES
from muniment.problems import Place, Problem, PublishError
from muniment.read.folder import shown_path


def init(folder: Path) -> list[str]:
    """Start an archive in a folder, which is made where there is none. Gives the lines to tell the person.

    A file that is there already is left as it is. Raises PublishError, and writes nothing, where the
    folder holds an archive or cannot be one.
    """
    place = Place(shown_path(str(folder)))
    for name in ("seeds", "content"):
        if (folder / name).exists():
            hint = "`muniment build` builds it; name another folder to start a new one"
            raise PublishError(Problem(place, f"there is an archive here already: it has {name}/", hint))
    for outer in folder.resolve().parents:
        if outer.name in ("seeds", "content", "site") and (outer.parent / "content" / "settings.yaml").exists():
            hint = "its files would become reports and pages of that one; name a folder outside it"
            raise PublishError(Problem(place, f"this is within another archive's {outer.name}/", hint))
    lines = []
    try:
        for path, text in FILES.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            try:
                with (folder / path).open("xb") as stream:  # x: never over what is there
                    stream.write(text.encode())
            except FileExistsError:
                lines.append(f"{path} was there, and is left as it is")
    except OSError as error:
        raise PublishError(Problem(place, f"no archive can be started here: {error.strerror}")) from error
    return [
        f"started an archive in {place}",
        *lines,
        "put reports into seeds/, a title into content/settings.yaml, who you are into content/pages/about.md, and",
        "how to reach you into content/pages/contact.md; every file below content/ shows an example of itself",
        "saved pages (.html) need the extra html: pip install '.[html]' where the program was installed from",
        f"then: muniment build {shlex.quote(place.path)}",
    ]
