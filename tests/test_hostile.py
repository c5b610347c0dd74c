"""Hostile pages end in bounded time and memory, write nothing, and leave the good ones alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import hostile_pages
from tinhgon.pages import bulk, files

MOST_MEMORY = 1.5e9  # bytes of the process that reads them all
MOST_SECONDS = 120  # of processor time, for all of them
WORK = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
resource.setrlimit(resource.RLIMIT_CPU, ({3 * MOST_SECONDS}, {3 * MOST_SECONDS}))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # whatever is written ends the process
from tinhgon import clean, extract, pages
rows, articles, figures = [], [], []
for batch in pages.batches(sys.argv[1], 1):
    found = clean(batch)
    statistics = extract(found["articles"])["statistics"]
    figures += statistics[["source_file", "surface", "start", "end"]].values.tolist()
    rows += found["pages"][["source_file", "status", "reason"]].fillna("").values.tolist()
    articles += found["articles"][["source_file", "text"]].values.tolist()
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stdout.write(json.dumps([rows, articles, figures, int(peak) * 1024, used.ru_utime + used.ru_stime]))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process with limits made of the endless pages."""
    folder = tmp_path_factory.mktemp("hostile") / "endless"
    hostile_pages.endless(folder)
    done = subprocess.run([sys.executable, "-c", WORK, folder], stdout=subprocess.PIPE, check=True)
    rows, articles, figures, memory, seconds = json.loads(done.stdout)
    return {
        "status": {name: status for name, status, _ in rows},
        "reason": {name: reason for name, _, reason in rows},
        "text": dict(articles),
        "figures": figures,
        "memory": memory,
        "seconds": seconds,
    }


def test_time_and_memory_are_bounded(told: dict[str, Any]) -> None:
    assert told["memory"] < MOST_MEMORY
    assert told["seconds"] < MOST_SECONDS


def test_good_pages_between_them_are_read(told: dict[str, Any]) -> None:
    due = "\n".join(hostile_pages.GOOD.split("\n")[1:-1])
    for name in ("a-good.txt", "z-good.txt"):
        assert told["status"][name] == "read"
        assert told["text"][name] == due
    assert told["text"]["large.parquet#3"] == due.replace("815", "816")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gigabyte.txt", "larger than 100 MB"),
        ("pipe.txt", "a pipe or a device"),
        ("zero.txt", "a pipe or a device"),
        ("gone.txt", "cannot be read"),
        ("bomb.docx", "unpacks to more than 40 MB"),
        ("picture.docx", "unpacks to more than"),
        ("bomb.pdf", "PDF"),
        ("large.parquet#2", "a text of more than 100 MB"),
    ],
)
def test_the_bad_is_listed_with_its_reason(told: dict[str, Any], name: str, reason: str) -> None:
    assert told["status"][name] == "skipped"
    assert told["reason"][name].startswith(f"{name}: ")
    assert reason in told["reason"][name]


def test_nothing_of_another_file_comes_in(told: dict[str, Any]) -> None:
    assert not any("root:" in text for text in told["text"].values())
    assert told["status"]["traversal.docx"] == "read"
    assert not Path("/tmp/tinhgon-evil.txt").exists()


def test_entities_do_not_unfold(told: dict[str, Any]) -> None:
    for name in ("entities.html", "entities.xhtml", "entities.docx", "outside.docx"):
        assert len(told["text"].get(name, "")) < 2 * len(hostile_pages.GOOD), name


@pytest.mark.parametrize(
    "name",
    [
        "line.txt",
        "lines.txt",
        "blank.txt",
        "word.txt",
        "digits.txt",
        "spaces.txt",
        "marks.txt",
        "address.txt",
    ],
)
def test_an_article_with_a_monster_in_it_keeps_its_words(told: dict[str, Any], name: str) -> None:
    for line in hostile_pages.GOOD.split("\n")[1:-1]:
        assert line in told["text"][name]


def test_figures_stand_where_they_are_said_to(told: dict[str, Any]) -> None:
    assert len(told["figures"]) > 20
    for name, surface, start, end in told["figures"]:
        if name in told["text"]:
            assert told["text"][name][start:end] == surface


def test_a_small_parquet_file_of_endless_texts(tmp_path: Path) -> None:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array(["x" * 50_000_000]))
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    with pytest.raises(bulk.NotRecords, match="unpack to more than 200 times its size"):
        deque(bulk.parquet(tmp_path / "a.parquet", files.LARGEST), maxlen=0)


@pytest.mark.slow
def test_a_million_lines(tmp_path: Path) -> None:
    lines = hostile_pages.article(*(f"dòng {number}" for number in range(1_000_000)))
    (tmp_path / "lines.txt").write_text(lines, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", WORK, tmp_path], stdout=subprocess.PIPE, check=True)
    (row,), articles, _, memory, seconds = json.loads(done.stdout)
    assert row[1] == "read"
    assert hostile_pages.GOOD.split("\n")[2] in articles[0][1]
    assert memory < MOST_MEMORY
    assert seconds < MOST_SECONDS
