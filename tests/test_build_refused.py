"""Bad input by the command line: one line, exit 2, and nothing good is overwritten."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from building import Place
from tinhgon import tables
from tinhgon.build import swap
from tinhgon.cli import main

pytestmark = pytest.mark.usefixtures("isolated")


@pytest.fixture
def tinhgon(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs the command line on the tiny notebooks; gives its exit code, output and error."""
    from tinhgon.build import settings

    monkeypatch.setattr(settings, "shipped", lambda: place.notebooks)
    monkeypatch.chdir(place.root)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main(["build", *map(str, arguments)])
        except SystemExit as error:
            code = int(str(error.code or 0))
        out, err = capsys.readouterr()
        return code, out, err

    return run


WRONG = {
    "missing corpus": (["--corpus", "nowhere"], "no such folder of pages"),
    "empty corpus": (["--corpus", "empty"], "no pages in this folder"),
    "corpus is a file": (["--corpus", "corpus/son-la.txt"], "no such folder of pages"),
    "output in the corpus": (["--corpus", "corpus", "--output", "corpus/out"], "inside the corpus"),
    "output under a file": (["--corpus", "corpus", "--output", "corpus/son-la.txt/out"], "son-la.txt"),
    "output of someone else": (["--corpus", "corpus", "--output", "."], "holds notebooks"),
    "missing rules": (
        ["--corpus", "corpus", "--output", "out", "--rules", "nowhere"],
        "no such folder of rules",
    ),
    "unknown parameter": (
        ["--corpus", "corpus", "--output", "out", "-p", "factr", "2"],
        "did you mean factor?",
    ),
    "ill-typed parameter": (
        ["--corpus", "corpus", "--output", "out", "-p", "factor", "two"],
        "'two' is no int",
    ),
    "unknown option": (["--corpse", "corpus"], "No such option"),
    "ill-typed option": (["--jobs", "many"], "many"),
    "missing parameter file": (["--params", "nowhere.yml"], "nowhere.yml"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_call(tinhgon, place: Place, case: str) -> None:
    (place.root / "empty").mkdir()
    before = place.published()
    arguments, told = WRONG[case]
    code, out, err = tinhgon(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("tinhgon: ")
    assert told in err
    assert place.published() == before


def test_broken_rules(tinhgon, place: Place) -> None:
    before = place.published()
    (place.root / "rules").mkdir()
    (place.root / "rules" / "objects.yml").write_text("- id: villages\n  phrase: [bản]\n", encoding="utf-8")
    code, _, err = tinhgon("--corpus", "corpus", "--output", "out", "--rules", "rules")
    assert code == 2
    assert err.count("\n") == 1
    assert re.search(r"rules/objects\.yml:\d: ", err)
    assert place.published() == before


def test_a_file_that_is_not_text(tinhgon, place: Place) -> None:
    (place.corpus / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    code, out, _ = tinhgon("--corpus", "corpus", "--output", "out")
    assert code == 0
    assert out.startswith("2 pages read, 1 skipped (scan.txt: not text")
    assert out.endswith("the report is in out/site/index.html\n")
    pages = tables.read(place.output / "tables", "pages").set_index("source_file")
    assert pages.loc["scan.txt", "status"] == "skipped"


def test_no_page_can_be_read(tinhgon, place: Place) -> None:
    before = place.published()
    for page in place.corpus.iterdir():
        page.write_bytes(b"PK\x03\x04 a ZIP")
    code, out, err = tinhgon("--corpus", "corpus", "--output", "out")
    assert (code, out) == (2, "")
    assert "no article on any of the 2 pages. First: lai-chau.txt: not text" in err
    assert place.published() == before


def test_a_second_build_in_the_same_folder(tinhgon, place: Place) -> None:
    code = "import sys; from pathlib import Path; from tinhgon.build import lock\n"
    code += "with lock.held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    lock = place.output / ".work" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        code_, _, err = tinhgon("--corpus", "corpus", "--output", "out")
        other.kill()
    assert code_ == 2
    assert err.count("\n") == 1
    assert f"another build runs in this folder (process {other.pid})" in err


def test_a_full_disk_at_the_swap(tinhgon, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.published()
    (place.corpus / "son-la.txt").write_text("Sơn La\nTỉnh giảm 7 bản.\n", encoding="utf-8")

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(swap, "link", full)
    code, _, err = tinhgon("--corpus", "corpus", "--output", "out")
    assert code == 2
    assert err.count("\n") == 1
    assert "No space left on device" in err
    assert place.published() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk"
)
def test_a_disk_that_is_really_full(tinhgon, place: Place) -> None:
    disk = place.root / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        code, _, err = tinhgon("--corpus", "corpus", "--output", "disk/out")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    assert code in {1, 2}
    assert "No space left on device" in err
    assert err.startswith("tinhgon: ")
