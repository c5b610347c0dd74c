"""How far two coders agree: units, Krippendorff's α, the disagreements."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhgon import coders, quality, tables
from tinhgon.cli import main
from tinhgon.coders import alpha
from tinhgon.errors import InputError

GOLD = Path(__file__).parents[1] / "corpus" / "gold"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("0100000010", "1110010000", 0.095),  # Krippendorff 2011, part A: two observers, binary data
        ("aabbdcccedda", "babbbcccedd d".replace(" ", ""), 0.692),  # the same, part B: nominal data
        ("abab", "abab", 1.0),
        ("abab", "baba", -0.75),
    ],
)
def test_alpha_as_published(first: str, second: str, expected: float) -> None:
    assert alpha(first, second) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("aaa", "aaa")])
def test_alpha_of_one_value_is_not_a_number(first: str, second: str) -> None:
    assert alpha(first, second) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=20))
def test_alpha_is_the_same_whoever_comes_first_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    first, second = "".join(a for a, _ in pairs), "".join(b for _, b in pairs)
    there, back = alpha(first, second), alpha(second, first)
    assert there == back
    assert there is None or there <= 1


def coded(*figures: dict[str, object], pages: tuple[str, ...] = ("a.txt",)) -> dict[str, pd.DataFrame]:
    place = {"source_file": "a.txt", "article": 1, "measure": "count", "surface": "5 xã"}
    return {
        "articles": pd.DataFrame({"source_file": pages, "article": 1}),
        "statistics": pd.DataFrame([{**place, **figure} for figure in figures]),
    }


VILLAGES: dict[str, object] = {"value": 5.0, "object": "villages", "tier": "village"}
COMMUNES: dict[str, object] = {"value": 9.0, "object": "communes", "tier": "commune"}


def test_units_fields_and_disagreements() -> None:
    found = coders.agreement(
        coded(VILLAGES, COMMUNES, {**VILLAGES, "value": 7.0}),
        coded({**VILLAGES, "tier": "commune"}, COMMUNES),
    )
    unit = tables.records(found["units"])[0]
    assert (unit["first"], unit["second"], unit["both"], unit["f1"]) == (3, 2, 2, 0.8)
    fields = {row["field"]: row for row in tables.records(found["fields"])}
    assert fields.keys() == {"object", "tier"}  # what neither coded is not compared
    assert (fields["object"]["alpha"], fields["tier"]["same"]) == (1.0, 0.5)
    told = [(r["field"], r["first"], r["second"]) for r in tables.records(found["disagreements"])]
    assert told == [("", "count, 7.0", ""), ("tier", "village", "commune")]


def test_pages_that_one_coder_did_not_read_are_left_out() -> None:
    other = coded(VILLAGES, {**COMMUNES, "source_file": "b.txt"}, pages=("a.txt", "b.txt"))
    found = coders.agreement(coded(VILLAGES), other)
    assert tables.records(found["units"])[0]["f1"] == 1.0
    assert found["disagreements"].empty
    with pytest.raises(InputError, match="no page in common"):
        coders.agreement(coded(VILLAGES), coded({**VILLAGES, "source_file": "b.txt"}, pages=("b.txt",)))


def test_a_coder_agrees_with_herself() -> None:
    gold = quality.read(GOLD)
    found = coders.agreement(gold, gold)
    assert (found["units"]["f1"] == 1).all()
    assert found["fields"]["alpha"].eq(1).all()
    assert found["disagreements"].empty


def test_the_command_prints_alpha_and_each_disagreement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(GOLD, tmp_path / "other")
    for name, old, new in (("lines", '"body"', '"caption"'), ("references", '"18-NQ/TW"', '"19-NQ/TW"')):
        path = other / f"{name}.jsonl"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    main(["agreement", str(GOLD), str(other)])
    printed = capsys.readouterr().out
    assert "label: A body | B caption" in printed
    assert printed.count("references A") == 2
    assert "alpha" in printed


def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["agreement", str(GOLD), str(tmp_path)])
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
