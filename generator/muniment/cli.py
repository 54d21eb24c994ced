"""The commands, and the only place that exits. The only file that imports click.

Exit 0 fine, 1 problems found, 2 wrong usage; of `verify` alone, 3 not all could be checked. What a command does stands
in command_NAME.py, loaded when it runs: a word of help needs nothing but click, and no pathlib either.
"""

import os
import sys
import threading
from datetime import datetime
from typing import Any, NoReturn

import click

from muniment import __version__
from muniment.loading import load

DAY = click.DateTime(["%Y-%m-%d"])
FOLDER = click.Path(exists=True, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="muniment")
def commands() -> None:
    """Turn a folder of reports into a verified archive: a static site that anyone can check."""
    if sys.getfilesystemencoding().lower() != "utf-8":  # names, and so ids, would be other ones than elsewhere
        raise click.UsageError("names of files cannot be read as UTF-8 in this locale; set PYTHONUTF8=1")


@commands.command("init")
@click.argument("folder", type=click.Path())
def init_command(**asked: Any) -> int:
    """Start an archive in FOLDER."""
    return perform(load("command_init"), **asked)


@commands.command("add", short_help="Copy reports into seeds/ untouched, with what is known of them.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE... [ARCHIVE]", type=click.Path(exists=True))
@click.option("--url", default="", help="Where the report was published.")
@click.option("--date", default="", help="When it was published: YYYY-MM-DD, YYYY-MM or YYYY.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--retrieved", default="", help="When it was collected: YYYY-MM-DD.")
def add_command(paths: tuple[str, ...], **asked: Any) -> int:
    """Copy each FILE into the seeds/ of ARCHIVE untouched, with what is known of it beside.

    ARCHIVE is a folder, and this one when it is left out.
    """
    *files, last = paths
    archive = last if os.path.isdir(last) else "."  # noqa: PTH112
    if archive != last:
        files.append(last)
    for path in files:
        if os.path.isdir(path):  # noqa: PTH112
            raise click.UsageError(f"{path} is a folder; name the reports in it one by one")
    if not files:
        raise click.UsageError("no report was named")
    return perform(load("command_add"), files=files, archive=archive, **asked)


@commands.command("build")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--site", type=click.Path(), help="Where to publish.  [default: ARCHIVE/site]")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to use; 0 is one a core.")
@click.option("--cluster", default="", metavar="ADDRESS", help="A dask scheduler whose workers do the work.")
@click.option("--fresh", is_flag=True, help="Forget what earlier builds remembered.")
@click.option("--strict", is_flag=True, help="Publish nothing when there is any error.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
@click.option("--profile", is_flag=True, help="At the end, print what each stage took, also when quiet.")
@click.option("--on", type=DAY, help="The day that embargoes are judged on; without it they all hold.")
def build_command(on: datetime | None, **asked: Any) -> int:
    """Build the site of ARCHIVE."""
    return perform(load("command_build"), on=on.date().isoformat() if on else "", **asked)


@commands.command("serve", short_help="Build ARCHIVE, show it here, and reload at every change.")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
def serve_command(**asked: Any) -> int:
    """Build ARCHIVE, show it on this machine, and rebuild and reload at every change."""
    return perform(load("command_serve"), **asked)


@commands.command("check", short_help="Tell every problem of an archive, without writing into it.")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
def check_command(form: str, **asked: Any) -> int:
    """Tell every problem in seeds, content, templates and built links, without writing."""
    return perform(load("command_check"), form=form, quiet=form != "text", **asked)


@commands.command("review", short_help="Decide on what is suggested in a report, one key a decision.")
@click.argument("identifier", metavar="[ID]", default="")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--next", "is_next", is_flag=True, help="Take the report that most needs a look.")
@click.option("--list", "is_list", is_flag=True, help="Tell how far the review of each report is.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of --list."
)
@click.option("--reviewer", envvar="MUNIMENT_REVIEWER", default="", help="Who decides; a pseudonym is fine.")
@click.option("--date", "on", type=DAY, help="The day of the decisions.  [default: today]")
@click.option(
    "--sign",
    "key",
    metavar="KEY",
    type=click.Path(exists=True, dir_okay=False),
    help="Sign the review of ID with this SSH key.",
)
def review_command(identifier: str, archive: str, form: str, on: datetime | None, **asked: Any) -> int:
    """Decide on what is suggested in the report ID of ARCHIVE, one key a decision.

    The beginning of an ID is enough. Without ID it is the report that most needs a look. Each decision is written to
    content/reviews/ID.yaml at once.
    """
    if archive == "." and is_archive(identifier):
        identifier, archive = "", identifier
    day = on.date().isoformat() if on else ""
    quiet = form != "text"
    if asked["key"] and (asked["is_list"] or asked["is_next"]):
        raise click.UsageError("--sign signs the review of one report, without --list and --next")
    return perform(
        load("command_review"), quiet=quiet, identifier=identifier, archive=archive, form=form, on=day, **asked
    )


@commands.command("seal", short_help="Append what changed to the log, sign it, stamp it, and build.")
@click.argument("archive", type=FOLDER, default=".")
@click.option("--key", "keys", multiple=True, type=click.Path(exists=True, dir_okay=False), envvar="MUNIMENT_KEY",
              help="An Ed25519 key of OpenSSH to sign with; twice for two.")  # fmt: skip
@click.option("--unsigned", "is_unsigned", is_flag=True, help="Seal without a signature.")
@click.option("--no-recovery", "has_no_recovery", is_flag=True, help="Make the first seal without a recovery key.")
@click.option("--unvouched", "is_unvouched", is_flag=True, help="Name a key though no earlier one signs for it.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only show what is to be appended.")
@click.option("--site", type=click.Path(), help="Where to publish.  [default: ARCHIVE/site]")
@click.option("--date", "day", type=DAY, help="The day that the log claims.  [default: today in UTC]")
@click.option("--on", type=DAY, help="The day that embargoes are judged on; without it they all hold.")
def seal_command(day: datetime | None, on: datetime | None, **asked: Any) -> int:
    """Show what of ARCHIVE is new since the log was last sealed, append it, and build.

    The log's new checkpoint is signed, and so is the SHA256SUMS of the site; both are stamped by the authorities that
    the settings name. The log only grows: no line of it is ever changed or taken out.
    """
    asked |= {"day": day.date().isoformat() if day else "", "on": on.date().isoformat() if on else ""}
    return perform(load("command_seal"), **asked)


@commands.command("evaluate", short_help="Measure how well names, dates, quotes and claims are found.")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--errors", is_flag=True, help="Also tell what was missed, invented or misread, in its sentence.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def evaluate_command(gold: tuple[str, ...], form: str, **asked: Any) -> int:
    """Measure how well names, dates, quotations and claims are found.

    GOLD are texts in which people have marked all that there is to find: JSON Lines, as the README has them.
    """
    return perform(load("command_evaluate"), gold=list(gold), form=form, quiet=form != "text", **asked)


@commands.command("verify", short_help="Check a published site: texts, log, signatures, stamps.")
@click.argument("site", type=click.Path(exists=True), default="site")
@click.option("--old", default="", metavar="CHECKPOINT", help='Whether the log continues it: "ORIGIN SIZE ROOT".')
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
def verify_command(**asked: Any) -> int:
    """Check SITE: a folder, its zip, or a BagIt pack of it.

    It is the program that every site carries as verify/verify.py. It ends with 0 when all holds, 1 when something does
    not, 2 when it was asked wrongly, and 3 when nothing is wrong and something could not be checked.
    """
    return perform(load("command_verify"), quiet=True, **asked)


def is_archive(path: str) -> bool:
    """Whether a folder of this name holds an archive."""
    return bool(path) and any(os.path.isdir(os.path.join(path, name)) for name in ("seeds", "content"))  # noqa: PTH112, PTH118


def perform(command: Any, quiet: bool = False, **asked: Any) -> int:
    """Run a command, and tell the problems that stop it. Gives the status to exit with."""
    console, problems = load("console"), load("problems")
    with console.Voice(quiet) as voice:
        try:
            status: int = command.run(voice, **asked)
        except problems.ArchiveError as error:
            voice.tell_problems(error.problems)
            if isinstance(error, problems.InputError) and (told := getattr(command, "told_when_refused", None)):
                voice.say(told(**asked))
            return 1
    return status


def leave(status: int) -> NoReturn:
    """Exit, and let the system have the memory back whole: to take apart what was made of an archive, object by
    object, takes longer than to publish an edit. But not while anything else of this process still runs or
    watches it: that expects to be ended in good order."""
    if threading.active_count() == 1 and not sys.gettrace() and not sys.getprofile():
        try:
            click.echo(nl=False)  # what was said so far is heard
            click.echo(nl=False, err=True)
        except OSError:  # nobody listens
            status = status or 1
        os._exit(status)
    sys.exit(status)


def main() -> None:
    """The command `muniment`."""
    try:
        leave(commands(standalone_mode=False) or 0)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)  # 2 of a UsageError
