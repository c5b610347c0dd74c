"""The benchmarks on tiny sizes: that each part measures what it says, never how fast."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import extracting, made, notebook, report
from benchmarks.__main__ import PARTS, run
from benchmarks.timing import least, used
from tinhgon.extraction import extract

KEYS = {key for rows in report.SECTIONS.values() for key, _, _ in rows}
OF_ISSUES = {
    *("extract_mb_s", "extract_vs_scan", "extract_vs_quantulum3", "clean_ms_page", "words_vs_underthesea"),
    *(
        "words_vs_pyvi",
        "words_identical",
        "pipeline_pages_s_core",
        "pipeline_press_pages_s_core",
        "extract_real_mb_s",
        "peak_rss_mb",
        "growth_exponent",
        "dask_equal",
    ),
}


def test_the_page_shows_all_keys_that_are_promised() -> None:
    assert KEYS >= OF_ISSUES


@pytest.mark.parametrize("part", ["cleaning", "segmentation"])
def test_a_part_writes_its_keys_and_leaves_others(part: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bench.json").write_text('{"build_cold_s": 1.5}')
    known = run([part], True, (), tmp_path)
    assert json.loads((tmp_path / "out" / "bench.json").read_text("utf-8")) == known
    assert known["build_cold_s"] == 1.5
    found = known.keys() - {"build_cold_s", "machine", "quick"}
    assert found
    assert found <= KEYS
    assert not (tmp_path / "BENCHMARKS.md").exists()  # tiny sizes say nothing about speed


@pytest.mark.slow
@pytest.mark.parametrize("part", sorted(PARTS.keys() - {"cleaning", "segmentation"}))
def test_every_part_runs(part: str, tmp_path: Path) -> None:
    known = run([part], True, (), tmp_path)
    assert known.keys() - {"machine", "quick"} <= KEYS
    assert known.get("dask_equal") is not False


def test_pages_differ_and_come_back_the_same() -> None:
    assert made.contents(2_000, 3) == made.contents(2_000, 3)
    assert len({*made.contents(2_000, 5)}) == 5
    texts = made.articles(3_000, 2)["text"]
    assert all(3_000 <= len(text.encode()) < 6_000 for text in texts)


@pytest.mark.parametrize(("share", "least", "most"), [(made.PRESS, 0.5, 2), (made.CODED, 2, 3.5)])
def test_articles_are_as_dense_in_figures_as_is_said(share: float, least: float, most: float) -> None:
    given = made.articles(5_000, 12, share)
    kilobytes = sum(len(text.encode()) for text in given["text"]) / 1000
    assert least < len(extract(given)["statistics"]) / kilobytes < most


def test_pages_have_figures_by_their_share() -> None:
    few, many = (sum(map(str.isdigit, "".join(made.contents(5_000, 6, share)))) for share in (0.06, None))
    assert few < many / 2


def test_the_notebook_finds_numbers_with_their_nouns() -> None:
    text = "Sơn La đã giảm 2.818 biên chế. Ngày 12/3, còn 24,5% xã."
    found = notebook.figures(made.articles(100, 1).assign(text=text))
    assert found[["value", "noun", "verb"]].to_numpy().tolist() == [
        [2818.0, "biên chế", "giảm"],
        [24.5, "%", "còn"],
    ]
    assert set(found["province"]) == {"Sơn La"}


def test_hostile_texts_are_many_and_each_is_as_long_as_asked() -> None:
    assert len(extracting.HOSTILE) > 20
    assert all(extracting.HOSTILE.values())


def test_the_least_of_rounds_is_told() -> None:
    assert 0 <= least(lambda: sum(range(1000)), 2) < 1


def test_what_a_command_used_is_told_and_its_failure_is_raised() -> None:
    spent = used(["python3", "-c", "sum(range(10**7))"])
    assert spent.passed > 0
    assert spent.peak_mb > 1
    with pytest.raises(RuntimeError, match="no luck"):
        used(["python3", "-c", "raise SystemExit('no luck')"])
