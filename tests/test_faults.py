"""What goes wrong around a build: kills, full and read-only disks, spoilt files, two at once, clocks.

Each fault really happens. The last good build must stand whole, and the next run must bring it up to date.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import FORK, Place, alone, built, edit, isolate
from tinhgon import tables
from tinhgon.build import digests
from tinhgon.build.swap import PARTS
from tinhgon.errors import CheckError, InputError

pytestmark = pytest.mark.usefixtures("isolated")


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Place, float]:
    """A built place; the same with a page edited and built again; how many seconds that took."""
    before = built(tmp_path_factory.mktemp("faults") / "place", "10_clean", "20_count")
    after = before.copy(before.root.with_name("after"))
    edit(after)
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        began = time.monotonic()
        after.build()
    return before, after, time.monotonic() - began


@pytest.fixture
def place(before_and_after: tuple[Place, Place, float], tmp_path: Path) -> Place:
    """A copy of the built place, to do anything with."""
    return before_and_after[0].copy(tmp_path / "place")


@pytest.fixture
def due(before_and_after: tuple[Place, Place, float]) -> dict[str, str]:
    """What must be published once the page is edited."""
    return before_and_after[1].published()


# --- Kills -----------------------------------------------------------------------------------------


def killed_and_recovered(place: Place, seed: int, took: float, due: dict[str, str]) -> None:
    """Kill a build at a random moment, the build alone or with all that it started, and build again."""
    chance = random.Random(seed)
    before = place.published()
    edit(place)
    process = alone(place)
    time.sleep(chance.uniform(0, 1.1 * took))
    with contextlib.suppress(ProcessLookupError):
        if chance.random() < 0.5:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert_whole(place, before, due)
    place.build()
    assert place.published() == due
    leftovers = {path.name for path in (place.output / ".work").iterdir()}
    assert leftovers <= {"lock", "stamps", "tables", "tables.sums", "notebooks", "slices", "site", "runs"}


def assert_whole(place: Place, before: dict[str, str], after: dict[str, str]) -> None:
    """Each part is wholly the old or wholly the new one. Only in the midst of the swap, of which the journal
    tells, may one be on its way; and then both are there."""
    for part in PARTS:
        found = within(place.published(), part)
        swapping = (place.output / ".work" / "swap.journal").exists()
        assert found in (within(before, part), within(after, part)) or (swapping and not found)
    if not (place.output / ".work" / "swap.journal").exists():
        assert place.published() in (before, after)


def within(files: dict[str, str], part: str) -> dict[str, str]:
    """The files of one part."""
    return {name: digest for name, digest in files.items() if name.split("/")[0] == part}


@pytest.mark.parametrize("seed", range(5))
def test_a_build_killed_at_any_moment(
    before_and_after: tuple[Place, Place, float], place: Place, due: dict[str, str], seed: int
) -> None:
    killed_and_recovered(place, seed, before_and_after[2], due)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5, 205))
def test_two_hundred_kills(
    before_and_after: tuple[Place, Place, float], place: Place, due: dict[str, str], seed: int
) -> None:
    killed_and_recovered(place, seed, before_and_after[2], due)


def test_a_first_build_killed_and_then_built(place: Place, due: dict[str, str]) -> None:
    """Where nothing was published yet, nothing is: neither a part nor a manifest."""
    shutil.rmtree(place.output)
    edit(place)
    process = alone(place)
    time.sleep(0.7)
    os.killpg(process.pid, signal.SIGKILL)
    process.join()
    assert place.published() == {}
    place.build()
    assert place.published() == due


# --- Disks -----------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a disk is not allowed here (needs root)")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def remount(disk: Path, options: str) -> None:
    """Change a disk's size, or whether it can be written."""
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True)


def test_a_disk_that_fills_up(place: Place, disk: Path, due: dict[str, str]) -> None:
    """With ever more pages of 4 kB free it is full at once, in a kernel, or as the parts are made ready."""
    full = place.copy(disk / "place")
    before = full.published()
    edit(full)
    faults = []
    for free in range(0, 60, 6):
        used = os.statvfs(disk)
        remount(disk, f"size={(used.f_blocks - used.f_bavail + free) * used.f_bsize}")
        fault = fault_of(full)
        if not fault:
            break
        faults.append(fault)
        assert full.published() == before
    assert len(faults) > 1
    assert all("No space left on device" in fault for fault in faults)
    assert full.published() == due


def fault_of(place: Place) -> str:
    """What a build says when it fails, "" where it does not."""
    try:
        place.build()
    except (InputError, CheckError) as error:
        return str(error)
    return ""


def test_a_folder_that_cannot_be_written(place: Place, disk: Path, due: dict[str, str]) -> None:
    closed = place.copy(disk / "place")
    before = closed.published()
    edit(closed)
    remount(disk, "ro")
    with pytest.raises(InputError, match="cannot be written: Read-only file system") as raised:
        closed.build()
    assert "\n" not in str(raised.value)
    assert closed.published() == before
    remount(disk, "rw")
    closed.build()
    assert closed.published() == due


def test_a_corpus_that_cannot_be_written_is_read(place: Place, disk: Path, due: dict[str, str]) -> None:
    edit(place)
    shutil.copytree(place.corpus, disk / "corpus")
    shutil.rmtree(place.corpus)
    place.corpus.symlink_to(disk / "corpus")
    remount(disk, "ro")
    place.build()
    assert place.published() == due


# --- Spoilt files ----------------------------------------------------------------------------------

SPOILT = {
    "emptied": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "garbled": lambda data: bytes(byte ^ 0xA5 for byte in data),
}


@pytest.mark.parametrize("how", SPOILT)
def test_whatever_the_build_left_is_spoilt(place: Place, due: dict[str, str], how: str) -> None:
    """Every file of the output folder, stamps and manifest among them; the hidden files are second names of
    the published ones, so both go."""
    edit(place)
    for file in sorted(place.output.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            file.unlink()
            file.write_bytes(SPOILT[how](data))
    (place.output / "manifest.json").write_text('{"tinhgon": "0.1', encoding="utf-8")
    place.build()
    assert place.published() == due


@pytest.mark.parametrize("data", [b"", b"\xff\x00mani"])
def test_a_journal_that_was_cut_short(place: Place, due: dict[str, str], data: bytes) -> None:
    """It is written by rename, so only a disk that lost its power cuts it; what is staged tells enough."""
    edit(place)
    (place.output / ".work" / "swap.journal").write_bytes(data)
    (place.output / ".work" / "next").mkdir()
    place.build()
    assert place.published() == due


def test_shards_cut_short(place: Place) -> None:
    """Good records and good pages are read, what is lost is listed with the reason."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [f"Tỉnh số {number}\nGiảm {number} xã.\n" for number in range(1000)]
    pq.write_table(pa.table({"text": texts}), place.corpus / "a.parquet")
    data = (place.corpus / "a.parquet").read_bytes()
    (place.corpus / "a.parquet").write_bytes(data[: len(data) // 2])
    middle = len(data) // 3
    (place.corpus / "b.parquet").write_bytes(data[:middle] + bytes(2000) + data[middle + 2000 :])
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts[:10])
    (place.corpus / "c.jsonl").write_text(lines[:-20], encoding="utf-8")
    result, _ = place.build(only=("10_clean",))
    pages = tables.read(place.output / "tables", "pages").set_index("source_file")
    assert "not Parquet" in pages.loc["a.parquet", "reason"]
    assert any("not Parquet" in reason for reason in result.skipped if reason.startswith("b.parquet"))
    assert sorted(pages["status"].filter(like="c.jsonl")) == ["read"] * 9 + ["skipped"]
    assert pages.loc["c.jsonl#10", "reason"].startswith("c.jsonl#10: not JSON")
    assert pages.loc["lai-chau.txt", "status"] == "read"


# --- Two at once, and clocks -----------------------------------------------------------------------


def test_two_builds_on_one_folder(place: Place, due: dict[str, str]) -> None:
    edit(place)
    said = FORK.Queue()
    both = [alone(place, said), alone(place, said)]
    told = sorted(said.get(timeout=120) for _ in both)
    for process in both:
        process.join()
    assert "done" in told
    refused = [
        line for line in told if line != "done"
    ]  # on a quick machine the second may wait for the first
    assert all("another build runs in this folder (process " in line for line in refused)
    assert place.published() == due


def test_the_clock_set_back(place: Place, due: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """All that was built is of the future, and the clock goes on backwards while the build runs."""
    future = time.time() + 20 * 365 * 86_400
    for file in [*place.output.rglob("*"), *place.corpus.rglob("*")]:
        os.utime(file, (future, future))
    assert place.build()[1] == []
    edit(place)
    os.utime(place.corpus / "son-la.txt", (86_400, 86_400))
    real, began = time.time, time.monotonic()
    monkeypatch.setattr(time, "time", lambda: real() - 1000 * (time.monotonic() - began))
    place.build()
    assert place.published() == due
    assert digests.tree(place.output) == due
