"""The commands, and the only place that exits. The only file that imports click.

Exit 0 fine, 1 problems found, 2 wrong usage.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from muniment import __version__
from muniment.add import add
from muniment.build import build
from muniment.check import check, format_problems
from muniment.console import Voice
from muniment.init import init
from muniment.outcome import counted
from muniment.preview import serve
from muniment.problems import ArchiveError

DAY = click.DateTime(["%Y-%m-%d"])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="muniment")
def commands() -> None:
    """Turn a folder of reports into a verified archive: a static site that anyone can check."""
    if sys.getfilesystemencoding().lower() != "utf-8":  # names, and so ids, would be other ones than elsewhere
        raise click.UsageError("names of files cannot be read as UTF-8 in this locale; set PYTHONUTF8=1")


@commands.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Start an archive in FOLDER."""
    with Voice() as voice:
        for line in init(folder):
            voice.say(line)


@commands.command("add")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE... [ARCHIVE]", type=click.Path(exists=True, path_type=Path)
)
@click.option("--url", default="", help="Where the report was published.")
@click.option("--date", default="", help="When it was published: YYYY-MM-DD, YYYY-MM or YYYY.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--retrieved", default="", help="When it was collected: YYYY-MM-DD.")
def add_command(paths: tuple[Path, ...], url: str, date: str, publisher: str, retrieved: str) -> None:
    """Copy each FILE into the seeds/ of ARCHIVE untouched, with what is known of it beside.

    ARCHIVE is a folder, and this one when it is left out.
    """
    *files, last = paths
    archive = last if last.is_dir() else Path()
    if not last.is_dir():
        files.append(last)
    for path in files:
        if path.is_dir():
            raise click.UsageError(f"{path} is a folder; name the reports in it one by one")
    if not files:
        raise click.UsageError("no report was named")
    with Voice() as voice:
        for line in add(files, archive, url=url, date=date, publisher=publisher, retrieved=retrieved):
            voice.say(line)


@commands.command("build")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--site", type=click.Path(path_type=Path), help="Where to publish.  [default: ARCHIVE/site]")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to use; 0 is one a core.")
@click.option("--fresh", is_flag=True, help="Forget what earlier builds remembered.")
@click.option("--strict", is_flag=True, help="Publish nothing when there is any error.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
@click.option("--on", type=DAY, help="The day that embargoes are judged on; without it they all hold.")
def build_command(
    archive: Path, site: Path | None, jobs: int, fresh: bool, strict: bool, quiet: bool, on: datetime | None
) -> None:
    """Build the site of ARCHIVE."""
    with Voice(quiet) as voice:
        outcome = build(
            archive, site=site, jobs=jobs or os.cpu_count() or 1, fresh=fresh, strict=strict,
            on=on.date().isoformat() if on else "",
            tell=voice.say, progress=voice.step,
        )  # fmt: skip
        voice.tell_problems(outcome.problems)
        for line in outcome.lines():
            voice.say(line)
    if strict and outcome.errors:
        sys.exit(1)


@commands.command("serve")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
def serve_command(archive: Path, port: int, open_browser: bool) -> None:
    """Build ARCHIVE, show it on this machine, and rebuild and reload at every change."""
    with Voice() as voice:
        serve(archive, port=port, open_browser=open_browser, tell=voice.say)


@commands.command("check")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
def check_command(archive: Path, form: str) -> None:
    """Tell every problem in seeds, content, templates and built links, without writing."""
    problems = check(archive)
    if form == "text":
        with Voice() as voice:
            voice.tell_problems(problems, most=len(problems))
            errors = sum(problem.severity == "error" for problem in problems)
            voice.say(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    else:
        click.echo(format_problems(problems, form), nl=form == "github")
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


def main() -> None:
    """The command `muniment`."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except ArchiveError as error:
        with Voice() as voice:
            voice.tell_problems(error.problems)
        sys.exit(1)
