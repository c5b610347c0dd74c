"""The command line: what it prints, and its exit codes; `build` has tests of its own (test_build…)."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tinhgon import __version__, cli
from tinhgon.build import Result
from tinhgon.errors import CheckError, InputError


def run(*arguments: str) -> int:
    """The exit code of the command line."""
    try:
        cli.main(list(arguments))
    except SystemExit as error:
        return int(str(error.code or 0))
    return 0


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"tinhgon {__version__}\n"


@pytest.mark.parametrize("command", [[], ["build"], ["check"]])
def test_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--help") == 0
    assert "Usage: tinhgon" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (InputError("corpus/raw: no such folder"), 2, "tinhgon: corpus/raw: no such folder"),
        (CheckError("01_clean.ipynb, cell 3"), 1, "tinhgon: 01_clean.ipynb, cell 3"),
        (
            OSError(errno.ENOSPC, "No space left on device", "x.csv"),
            2,
            "tinhgon: x.csv: No space left on device",
        ),
        (KeyboardInterrupt(), 130, "tinhgon: stopped"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    error: BaseException,
    code: int,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr("tinhgon.build.build", fail)
    assert run("build", "--quiet") == code
    out, err = capsys.readouterr()
    assert (out, err.lstrip("\n")) == ("", f"{line}\n")  # click ends the line on which ^C stands


SITE = Path("build/site/index.html")


@pytest.mark.parametrize(
    ("read", "skipped", "site", "line"),
    [
        (5, [], SITE, "5 pages read, 0 skipped; the report is in build/site/index.html"),
        (
            1,
            ["a.bin: not text."],
            SITE,
            "1 page read, 1 skipped (a.bin: not text); the report is in build/site/index.html",
        ),
        (
            2,
            list("abcd"),
            SITE,
            "2 pages read, 4 skipped (a; b; c; and 1 more); the report is in build/site/index.html",
        ),
        (2, [], None, "2 pages read, 0 skipped; the site was not renewed (--only)"),
    ],
)
def test_the_last_line(
    read: int,
    skipped: list[str],
    site: Path | None,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = Result(read, tuple(skipped), Path.cwd() / site if site else None, 0)
    monkeypatch.setattr("tinhgon.build.build", lambda *_: result)
    assert run("build") == 0
    assert capsys.readouterr().out == f"{line}\n"
    assert run("build", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_the_bar_is_drawn_for_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    progress = cli.Progress(quiet=False, verbose=False)
    progress.expect(2)
    progress.begin("01_clean")
    progress.end("01_clean", ran=True)
    progress.close()
    drawn = capsys.readouterr().err.split("\r\x1b[K")
    assert drawn[1:] == [
        "░" * 24 + " 0/2 ",
        "░" * 24 + " 0/2 01_clean",
        "█" * 12 + "░" * 12 + " 1/2 ",
        "",
    ]


@pytest.mark.parametrize(
    ("quiet", "verbose", "printed"), [(True, False, ""), (False, False, ""), (False, True, "x: up to date\n")]
)
def test_no_bar_where_nobody_looks(
    quiet: bool, verbose: bool, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = cli.Progress(quiet=quiet, verbose=verbose)
    progress.expect(1)
    progress.end("x", ran=False)
    progress.close()
    assert capsys.readouterr().err == printed


def test_check_where_nothing_was_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--output", str(tmp_path)) == 2
    assert "no build here" in capsys.readouterr().err
