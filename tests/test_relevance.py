"""The first pass: it lets every page of the field pass, however it is written, and leaves out others."""

from __future__ import annotations

import html
import time
import unicodedata
from operator import itemgetter
from pathlib import Path

import pytest

from conftest import load_cases
from tinhgon import pages, rules, text
from tinhgon.errors import InputError
from tinhgon.pages import relevance

SHARED = Path("/work/shared")
CORPUS = Path(__file__).parents[1] / "corpus" / "raw"
MAY_BE = relevance.relevant()
WRITTEN = {
    "utf-8": str.encode,
    "utf-16": lambda told: told.encode("utf-16"),
    "capitals": lambda told: told.upper().encode(),
    "set-apart": lambda told: unicodedata.normalize("NFD", told).encode(),
    "without-marks": lambda told: text.plain(told).encode(),
    "old-tone": lambda told: text.old_tone(told).encode(),
    "entities": lambda told: "".join(
        f"&#{ord(char)};" if ord(char) > 127 else char for char in told
    ).encode(),
    "named-entities": lambda told: html.escape(told).encode("ascii", "xmlcharrefreplace"),
    "broken-lines": lambda told: told.replace(" ", "\n  ").encode(),
    "twice-encoded": lambda told: told.encode().decode("cp1252", "replace").encode(),
}


@pytest.mark.parametrize("case", load_cases("first_pass"), ids=itemgetter("id"))
def test_pages(case: dict) -> None:
    assert MAY_BE(case["text"].encode()) is case["passes"]


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize(
    "case", [case for case in load_cases("first_pass") if case["passes"]], ids=itemgetter("id")
)
def test_it_passes_however_it_is_written(case: dict, written) -> None:
    told = case["text"] + " Đó là điều mà người dân của tỉnh không hề được biết."
    assert MAY_BE(written(told))


@pytest.mark.parametrize(
    "folder", [CORPUS, SHARED / "seeds" / "pages", SHARED / "dev" / "pages"], ids=["shipped", "seeds", "dev"]
)
def test_its_recall_is_one(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"no {folder} here")
    files = [file for file in sorted(folder.iterdir()) if file.suffix in {".txt", ".html"}]
    assert [file.name for file in files if not MAY_BE(file.read_bytes())] == []


def test_what_it_leaves_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Trận đấu kết thúc với tỷ số 2-1.", encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(
        '{"text": "Xã đã sáp nhập hai thôn."}\n{"text": "Trời mưa."}\n', "utf-8"
    )
    table = pages.read(tmp_path, MAY_BE)
    assert dict(zip(table["source_file"], table["status"], strict=True)) == {
        "one.txt": "off_topic",
        "two.jsonl#1": "read",
        "two.jsonl#2": "off_topic",
    }
    assert table["content"].notna().tolist() == [False, True, False]
    assert "first pass" in table["reason"].iloc[0]


def test_a_cue_of_too_few_letters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "first_pass.txt").write_text("bộ máy\n", encoding="utf-8")
    with pytest.raises(InputError, match="bộ máy"):
        relevance.relevant(tmp_path)


def test_cues_of_ones_own_are_added(tmp_path: Path) -> None:
    (tmp_path / "first_pass.txt").write_text("giao thông công cộng\n", encoding="utf-8")
    told = "Tuyến giao thông công cộng mới.".encode()
    assert relevance.relevant(tmp_path)(told)
    assert not MAY_BE(told)


def test_every_cue_keeps_letters_enough() -> None:
    assert all(cues.enough and cues.some for cues in relevance.cues(rules.book()))


def test_it_is_quick() -> None:
    """50 MB a second on a core of its own; a tenth of that is asked for where others work beside it."""
    told = ["football", "weather", "prices", "recipe", "school", "traffic", "phones"]
    texts = " ".join(case["text"] for case in load_cases("first_pass") if case["id"] in told)
    data = (texts * 8).encode()[:5000]
    assert not MAY_BE(data)
    began = time.process_time()
    for _ in range(400):
        MAY_BE(data)
    assert 400 * len(data) / (time.process_time() - began) > 5e6
