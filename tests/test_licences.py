"""What the report is made with: pinned with hashes, listed with licences, and in no need of a network."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from conftest import CASES
from test_setup import ROOT, uv
from tinhgon.site import licences
from tinhgon.site.edition import Edition

# A machine with nothing but itself: loopback is there and up, for kernels are spoken to by it.
ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
    fcntl.ioctl(door, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))
    try:
        door.connect(("192.0.2.1", 9))
        sys.exit("the network can be reached")
    except OSError:
        pass
os.execv(sys.executable, [sys.executable, "-m", "tinhgon.cli", *sys.argv[1:]])
"""


def test_every_package_has_a_version_and_a_licence() -> None:
    listed = licences.packages("tinhgon")
    names = [name for name, _, _ in listed]
    assert names == sorted(set(names))
    assert {"numpy", "pandas", "papermill", "tinhgon", "underthesea"} <= set(names)
    assert "pytest" not in names
    for name, version, licence in listed:
        assert version == distribution(name).version
        assert licence, name
    unknown = [name for name, _, licence in listed if licence == licences.UNKNOWN]
    assert len(unknown) <= 3, unknown


def test_the_page_lists_them_in_both_languages() -> None:
    for language in ("en", "vi"):
        edition = Edition(language, main="en")  # type: ignore[arg-type]
        html = licences.page(edition).render(edition)
        assert f"<td>{distribution('numpy').version}</td>" in html
        assert html.count("<tr><th") == len(licences.packages("tinhgon")) + 1


def test_the_hashes_follow_from_the_lock() -> None:
    done = uv("export", "--frozen", "--quiet", "--no-dev", "--no-emit-project", "--no-header")
    assert done.returncode == 0, done.stderr
    text = (ROOT / "requirements-hashes.txt").read_text(encoding="utf-8")
    assert done.stdout == text, "run `make lock`"
    pinned = re.split(r"\n(?=[\w.-]+==)", text)
    assert len(pinned) > 100
    for package in pinned:
        assert re.match(r"[\w.-]+==\S+", package)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package


def alone(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`tinhgon` where there is no network."""
    separate = ["unshare", "-rn", sys.executable, "-c"]
    try:
        allowed = subprocess.run([*separate, "pass"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("no unshare on this machine")
    if allowed.returncode:
        pytest.skip(f"no network of one's own is allowed here: {allowed.stderr.decode().strip()}")
    return subprocess.run([*separate, ALONE, *map(str, arguments)], capture_output=True, text=True)


def test_reading_counting_and_segmenting_need_no_network(tmp_path: Path) -> None:
    only = ["--only", "01_clean", "--only", "02_terms", "--only", "03_statistics"]
    done = alone("build", "--corpus", CASES / "corpus", "--output", tmp_path / "out", *only)
    assert done.returncode == 0, done.stderr
    assert {"articles.csv", "statistics.csv", "terms.csv"} <= {
        path.name for path in (tmp_path / "out" / "tables").iterdir()
    }


@pytest.mark.slow
def test_a_whole_report_needs_no_network(tmp_path: Path) -> None:
    done = alone("build", "--corpus", CASES / "corpus", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "site" / "index.html").exists()
    assert alone("check", "--output", tmp_path / "out").returncode == 0
