"""The command line: `tinhgon build`, `check`, `diff`, `evaluate` and `agreement`.

Exit 0 where it is done, 1 where a check or a cell failed, 2 where the input or the call is wrong. Heavy
imports wait until they are needed.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from tinhgon import __version__
from tinhgon.errors import CheckError, InputError

FOLDER = click.Path(path_type=Path)
LISTED = 3  # skipped pages that the last line names


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tinhgon", message="%(prog)s %(version)s")
def commands() -> None:
    """Saved press pages in; tables, figures and a web report out."""


@commands.command()
@click.option("--corpus", default="corpus/raw", show_default=True, help="Folder of pages, or of shards.")
@click.option("--output", type=FOLDER, default=Path("build"), show_default=True, help="Folder of the build.")
@click.option(
    "--gold", type=FOLDER, help="Folder of hand-coded pages.  [default: corpus/gold for its corpus]"
)
@click.option(
    "--corrections",
    type=FOLDER,
    help="File of what people settled.  [default: corpus/corrections.csv for its corpus]",
)
@click.option("--rules", type=FOLDER, help="Folder of rules laid over the shipped ones.")
@click.option(
    "--only", multiple=True, metavar="NAME", help="Build this notebook (or `site`) and what it needs."
)
@click.option(
    "-p", "given", multiple=True, type=(str, str), metavar="[NOTEBOOK.]NAME VALUE", help="A parameter."
)
@click.option("--params", type=FOLDER, help="YAML file of parameters; -p wins over it.")
@click.option(
    "--language",
    type=click.Choice(["en", "vi"]),
    default="en",
    show_default=True,
    help="Main one of the site.",
)
@click.option("--jobs", type=click.IntRange(1), help="Notebooks at a time.  [default: 2, at most the cores]")
@click.option("--engine", type=click.Choice(["process", "dask"]), help="Who works on shards.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Dask scheduler.  [default: one of its own]")
@click.option(
    "--scratch", default="", metavar="DIR", help="Where shards are kept.  [default: inside --output]"
)
@click.option("--filter", "first_pass", is_flag=True, help="Leave out first what has no word of the field.")
@click.option("--force", is_flag=True, help="Run everything, up to date or not.")
@click.option(
    "--timeout",
    type=click.IntRange(0),
    default=3600,
    show_default=True,
    help="Seconds that a cell may run; 0 for as long as it likes.",
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--verbose", is_flag=True, help="Print each step and how long it took.")
def build(**options: Any) -> None:
    """Run what is not up to date: notebooks, tables, site."""
    from tinhgon.build import build as bring_up_to_date
    from tinhgon.scale import beyond_notebooks, tables_alone

    settings = _settings(options)
    beyond = beyond_notebooks(options["corpus"]) or tables_alone(options["engine"], options["only"])
    progress = Progress(quiet=options["quiet"], verbose=options["verbose"])
    try:
        if beyond or options["engine"]:
            line = _tabulated(options, settings, progress, beyond)
        if not beyond:
            line = _last_line(bring_up_to_date(settings, progress))
    finally:
        progress.close()
    if not options["quiet"]:
        click.echo(line)


def _tabulated(options: dict[str, Any], settings: Any, progress: Progress, beyond: str) -> str:
    """Make the tables shard by shard; where notebooks follow, theirs are published."""
    from tinhgon.shards import asked, tabulate

    if beyond and options["corrections"]:
        raise InputError(f"--corrections: notebooks apply them, and they are left out: {beyond}")
    engine, scheduler, scratch = options["engine"], options["scheduler"], options["scratch"]
    wanted = asked.request(options["corpus"], settings, engine, scheduler, scratch)
    if not beyond:
        wanted = dataclasses.replace(wanted, published=False, only=())
    return asked.told(tabulate(wanted, progress), beyond)


def _settings(options: dict[str, Any]) -> Any:
    from tinhgon.build import Settings
    from tinhgon.build.parameters import from_file
    from tinhgon.build.settings import beside

    corpus = _absolute(options["corpus"])
    given = from_file(options["params"]) if options["params"] else []
    first_pass = [("01_clean.first_pass", True)] if options["first_pass"] else []
    jobs = {"jobs": options["jobs"]} if options["jobs"] else {}
    return Settings(
        corpus=corpus,
        output=_absolute(options["output"]),
        rules=_absolute(options["rules"]) if options["rules"] else None,
        gold=_absolute(options["gold"]) if options["gold"] else beside(corpus, "gold"),
        corrections=(
            _absolute(options["corrections"]) if options["corrections"] else beside(corpus, "corrections.csv")
        ),
        only=options["only"],
        parameters=(*given, *options["given"], *first_pass),
        language=options["language"],
        force=options["force"],
        timeout=options["timeout"],
        **jobs,
    )


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (a link stays a link)


def _last_line(result: Any) -> str:
    pages = f"{result.read} page{'s' * (result.read != 1)} read, {len(result.skipped)} skipped"
    if result.skipped:
        more = len(result.skipped) - LISTED
        named = [reason.rstrip(".") for reason in result.skipped[:LISTED]] + [f"and {more} more"] * (more > 0)
        pages += f" ({'; '.join(named)})"
    where = f"the report is in {_near(result.site)}" if result.site else "the site was not renewed (--only)"
    return f"{pages}; {where}"


def _near(path: Path) -> str:
    """`path` as seen from the working folder where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@commands.command()
@click.option("--output", type=FOLDER, default=Path("build"), show_default=True, help="Folder of the build.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def check(output: Path, quiet: bool) -> None:
    """Verify a build: the digest of every file, the place of every figure in its text, every link."""
    from tinhgon.check import check as verify

    counts = verify(_absolute(output))
    if not quiet:
        click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + ": all as they should be")


@commands.command()
@click.argument("gold", type=FOLDER)
@click.option("--output", type=FOLDER, default=Path("build"), show_default=True, help="Folder of the build.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def evaluate(gold: Path, output: Path, quiet: bool) -> None:
    """Score the built tables against hand-coded pages: the folder GOLD of JSON lines.

    Prints precision, recall, F1 and accuracy with their intervals; writes them, every mistake, what is taken
    for what and the precision of each rule as tables into OUTPUT/evaluation.
    """
    from tinhgon import quality, tables
    from tinhgon.quality.printing import CAUTION, scores_text

    built, written = _absolute(output) / "tables", _absolute(output) / "evaluation"
    coded = quality.read(_absolute(gold))
    judged = quality.evaluate(coded, {name: tables.read(built, name) for name in quality.NEEDED})
    for name, table in judged.items():
        tables.write(written, name, table)
    if not quiet:
        click.echo(f"{scores_text(judged['scores'])}\n\n{CAUTION}")
        mistakes = len(judged["errors"])
        click.echo(f"{len(quality.pages(coded))} pages; {mistakes} mistakes listed in {_near(written)}")


@commands.command()
@click.argument("first", metavar="A", type=FOLDER)
@click.argument("second", metavar="B", type=FOLDER)
def agreement(first: Path, second: Path) -> None:
    """How far two coders agree: the folders A and B of JSON lines, coded from the same pages.

    Prints the F1 of units, Krippendorff's alpha by field, and every disagreement.
    """
    from tinhgon import coders, quality
    from tinhgon.quality.printing import agreement_text

    coded = [quality.read(_absolute(folder)) for folder in (first, second)]
    click.echo(agreement_text(coders.agreement(*coded)))


@commands.command("diff")
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option("--output", type=FOLDER, help="Folder of what is found.  [default: NEW/diff]")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def compare_builds(old: Path, new: Path, output: Path | None, quiet: bool) -> None:
    """What changed from the build in OLD to the build in NEW: rows added, gone and changed.

    Writes changes.csv, tables.csv and a page in either language, outside the sites. Exit 0 whatever changed.
    """
    from tinhgon.diff import diff

    written = _absolute(output or new / "diff")
    outcome = diff(_absolute(old), _absolute(new), written)
    if not quiet:
        click.echo(
            "\n".join([*outcome.summary["en"], f"every change is listed in {_near(written)}/index.html"])
        )


class Progress:
    """A bar on standard error, or a line a step; nothing where nobody looks."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self.verbose = verbose and not quiet
        self.bar_shown = not quiet and not verbose and sys.stderr.isatty()
        self.total = self.done = 0
        self.began: dict[str, float] = {}

    def expect(self, steps: int) -> None:
        """`steps` more steps are known of."""
        self.total += steps
        self._draw("")

    def begin(self, name: str) -> None:
        """A worker has begun a step."""
        self.began[name] = time.monotonic()
        self._draw(name)

    def end(self, name: str, *, ran: bool) -> None:
        """A step is done, or was up to date."""
        self.done += 1
        if self.verbose:
            took = f"{time.monotonic() - self.began[name]:.1f} s" if ran else "up to date"
            click.echo(f"{name}: {took}", err=True)
        self.began.pop(name, None)
        self._draw(next(iter(self.began), ""))

    def close(self) -> None:
        """Take the bar away."""
        if self.bar_shown and self.total:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _draw(self, name: str) -> None:
        if self.bar_shown and self.total:
            filled = 24 * self.done // max(self.total, 1)
            bar = "█" * filled + "░" * (24 - filled)
            click.echo(f"\r\x1b[K{bar} {self.done}/{self.total} {name}"[:100], nl=False, err=True)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    try:
        commands.main(args=arguments, prog_name="tinhgon", standalone_mode=False)
    except click.exceptions.Abort:
        _leave("stopped", 130)
    except click.ClickException as error:
        _leave(error.format_message().replace("\n", " "), 2)
    except InputError as error:
        _leave(str(error), 2)
    except CheckError as error:
        _leave(str(error), 1)
    except OSError as error:
        _leave(f"{error.filename or 'disk'}: {error.strerror or error}", 2)
    except KeyboardInterrupt:
        _leave("stopped", 130)


def _leave(message: str, code: int) -> None:
    """Print the fault, with paths as seen from the working folder, and go."""
    message = message.replace(f"{Path.cwd()}{os.sep}", "")
    click.echo(f"tinhgon: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
