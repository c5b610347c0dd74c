"""Scores against hand-coded pages: what counts, what a mistake is, how sure a score is."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import quality, tables
from tinhgon.errors import InputError
from tinhgon.quality.pairing import FIELDS, Unit, pair
from tinhgon.quality.scores import measures, scores, wilson
from tinhgon.quality.tallies import Tally

SHARED = Path(__file__).parents[2] / "shared" / "score.py"
NAMES = ("measure", "value", "object", "change", "province")


def figures(rows: list[list[Any]], file: str = "a.txt") -> pd.DataFrame:
    """A table of figures from the short rows of the cases."""
    made = []
    for place, row in enumerate(rows):
        more = row[5] if len(row) > 5 else {}
        where = {"source_file": file, "article": 1, "article_id": f"{file}#1", "start": place}
        made.append({**where, "rule": "verb", **dict(zip(NAMES, row, strict=False)), **more})
    return tables.frame("statistics", made)


def built(statistics: pd.DataFrame, text: str = "") -> dict[str, pd.DataFrame]:
    """Built tables of one article a page."""
    files = sorted({*statistics["source_file"], "a.txt"})
    rows = [{"article_id": f"{f}#1", "source_file": f, "article": 1, "text": text} for f in files]
    empty = {name: tables.frame(name, []) for name in ("adoptions", "references")}
    return {"articles": tables.frame("articles", rows), "statistics": statistics, **empty}


def coded(statistics: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Gold of the pages of `statistics` and a.txt."""
    files = sorted({*statistics["source_file"], "a.txt"})
    return {"articles": pd.DataFrame({"source_file": files, "article": 1}), "statistics": statistics}


@pytest.mark.parametrize("case", load_cases("quality"), ids=itemgetter("id"))
def test_what_counts(case: dict[str, Any]) -> None:
    judged = quality.evaluate(coded(figures(case["gold"])), built(figures(case["found"])))
    rows = {row["score"]: row for row in tables.records(judged["scores"])}
    for name in ("detect", "comparable", "tuple"):
        row = rows[name]
        assert (row["hits"], row["found"], row["gold"]) == (
            case[name],
            len(case["found"]),
            len(case["gold"]),
        )
    kinds = judged["errors"]["kind"].value_counts()
    assert (kinds.get("missed", 0), kinds.get("false", 0)) == (case.get("missed", 0), case.get("extra", 0))
    wrong = judged["errors"][judged["errors"]["kind"] == "wrong"]
    assert sorted(wrong["field"]) == sorted(case.get("wrong", []))


# --- Scores ----------------------------------------------------------------------------------------


def test_precision_recall_and_f1_of_a_known_table() -> None:
    """8 of 10 found are right, 16 were there: 0.8, 0.5 and their harmonic mean."""
    row = {name: value[0] for name, value in measures(np.array([[8.0, 10, 16, 9]])).items()}
    assert row == pytest.approx({"precision": 0.8, "recall": 0.5, "f1": 2 * 0.4 / 1.3, "accuracy": 8 / 9})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([0, 0, 0, 0], (1.0, 1.0)), ([0, 0, 5, 0], (0.0, 0.0)), ([0, 5, 0, 0], (0.0, 1.0))],
)
def test_nothing_found_or_nothing_there(counts: list[float], expected: tuple[float, float]) -> None:
    found = measures(np.array([counts], dtype=float))
    assert (found["precision"][0], found["recall"][0]) == expected


def tally(*pages: tuple[int, int, int]) -> Tally:
    counted = Tally([f"{n}.txt" for n in range(len(pages))])
    for n, (hits, found, gold) in enumerate(pages):
        counted.add("detect", f"{n}.txt", hits=hits, found=found, gold=gold)
    return counted


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    counted = tally((9, 10, 10), (3, 10, 10), (10, 10, 12), (1, 2, 9))
    first, second = (tables.records(scores(counted))[0] for _ in range(2))
    assert first == second
    assert first["f1_low"] < first["f1"] < first["f1_high"]
    assert 0 <= first["precision_low"] <= first["precision"] <= first["precision_high"] <= 1


def test_the_interval_is_that_of_the_pages_resampled() -> None:
    """Two pages, all right and all wrong: a quarter of the samples has the one alone, a quarter the other."""
    row = tables.records(scores(tally((10, 10, 10), (0, 10, 10))))[0]
    assert (row["f1"], row["f1_low"], row["f1_high"]) == (0.5, 0.0, 1.0)


def test_pages_that_are_alike_have_no_spread_and_one_page_has_no_interval() -> None:
    alike = tables.records(scores(tally((8, 10, 10), (8, 10, 10), (8, 10, 10))))[0]
    assert alike["f1_low"] == alike["f1_high"] == alike["f1"]
    assert tables.records(scores(tally((8, 10, 10))))[0]["f1_low"] is None


def test_wilson_as_tabled() -> None:
    """Newcombe 1998, table I: 81 of 263 and 15 of 148."""
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson(15, 148)] == [0.0624, 0.1605]


NUMBERS = [(measure, value, None) for measure in ("count", "percent") for value in (1.0, 2.0)]
unit = st.builds(
    lambda number, alike: Unit(NUMBERS[number], ("x",) * alike + ("",) * (len(FIELDS) - alike), {}),
    st.integers(0, 3),
    st.integers(0, len(FIELDS)),
)


@given(st.lists(unit, max_size=6), st.lists(unit, max_size=6))
def test_pairs_are_one_to_one_and_of_one_number(first: list[Unit], second: list[Unit]) -> None:
    pairs = pair(first, second)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(first[i].number == second[j].number for i, j in pairs)
    numbers = {u.number for u in [*first, *second]}
    counts = [(sum(u.number == n for u in first), sum(u.number == n for u in second)) for n in numbers]
    assert len(pairs) == sum(map(min, counts))


# --- Pages, other tables, mistakes -----------------------------------------------------------------


def test_pages_that_nobody_coded_do_not_count_and_coded_pages_without_a_figure_do() -> None:
    right = [["count", 5, "communes", "decrease", "Sơn La"]]
    gold = coded(figures(right))
    gold["articles"] = pd.DataFrame({"source_file": ["a.txt", "empty.txt"], "article": 1})
    read = pd.concat([figures(right), figures(right, "empty.txt"), figures(right, "other.txt")])
    row = tables.records(quality.evaluate(gold, built(read, "x"))["scores"])
    detect = next(r for r in row if r["score"] == "detect")
    assert (detect["pages"], detect["found"], detect["hits"]) == (2, 2, 1)


def test_models_and_references_are_counted_as_often_as_they_stand() -> None:
    place = {"source_file": "a.txt", "article": 1}
    model = {**place, "province": "Sơn La", "predicate": "party_blocs", "level": None}
    cited = {**place, "number": "18-NQ/TW"}
    gold = {
        "articles": pd.DataFrame([place]),
        "adoptions": pd.DataFrame([model, {**model, "level": "district"}]),
        "references": pd.DataFrame([cited, cited]),
    }
    found = built(figures([]), "Nghị quyết 18-NQ/TW.")
    found["adoptions"] = tables.frame("adoptions", [{**model, "article_id": "a.txt#1"}])
    found["references"] = tables.frame(
        "references", [{**cited, "number": "18-nq/tw"}, {**cited, "number": "19"}]
    )
    judged = quality.evaluate(gold, found)
    rows = {
        row["score"]: (row["hits"], row["found"], row["gold"]) for row in tables.records(judged["scores"])
    }
    assert rows["adoptions"] == (1, 1, 2)
    assert rows["references"] == (1, 2, 2)
    assert "detect" not in rows
    told = sorted(zip(judged["errors"]["part"], judged["errors"]["kind"], strict=True))
    assert told == [("adoptions", "missed"), ("references", "false"), ("references", "missed")]


def test_words_and_what_is_known_of_articles() -> None:
    gold = {
        "articles": pd.DataFrame(
            [{"source_file": "a.txt", "article": 1, "title": "Tinh gọn", "provinces": "Lai Châu;Sơn La"}]
        ),
        "lines": pd.DataFrame(
            {
                "source_file": "a.txt",
                "label": ["title", "body", "furniture"],
                "text": ["Tinh gọn", "Giảm ba xã", "Gửi"],
            }
        ),
    }
    found = built(figures([]))
    known = {"title": "Tinh Gọn", "provinces": "Sơn La", "text": "Tinh gọn\nGiảm ba xã. Gửi bạn"}
    found["articles"] = tables.frame("articles", [{"source_file": "a.txt", "article": 1, **known}])
    rows = {row["score"]: row for row in tables.records(quality.evaluate(gold, found)["scores"])}
    assert (rows["words"]["hits"], rows["words"]["found"], rows["words"]["gold"]) == (5, 7, 5)
    assert (rows["title"]["accuracy"], rows["provinces"]["accuracy"]) == (1.0, 0.0)
    assert "published" not in rows  # nobody coded it


def test_mistakes_carry_their_sentences() -> None:
    text = "Sơn La\nTỉnh giảm 5 xã. Nay còn 9 thôn."
    gold = figures([["count", 9, "villages", "level", "Sơn La", {"surface": "9 thôn"}]])
    read = figures(
        [["count", 5, "communes", "decrease", "Sơn La", {"surface": "5 xã", "sentence": "Tỉnh giảm 5 xã."}]]
    )
    found = tables.records(quality.evaluate(coded(gold), built(read, text))["errors"])
    told = {row["kind"]: (row["surface"], row["sentence"], row["article_id"]) for row in found}
    assert told["missed"] == ("9 thôn", "Nay còn 9 thôn.", "a.txt#1")
    assert told["false"] == ("5 xã", "Tỉnh giảm 5 xã.", "a.txt#1")


def test_confusion_counts_every_figure_once_a_field() -> None:
    rows = [["count", n, "communes", "decrease", "Sơn La"] for n in (1, 2, 3)]
    read = [
        [*rows[0]],
        ["count", 2, "villages", "decrease", "Sơn La"],
        ["count", 8, "villages", "level", "Sơn La"],
    ]
    table = quality.evaluate(coded(figures(rows)), built(figures(read)))["confusion"].astype(object)
    cells = {
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in table[table["field"] == "object"].itertuples(index=False)
    }
    assert cells == {
        ("object", "communes", "communes", 1),
        ("object", "communes", "villages", 1),
        ("object", "communes", None, 1),
        ("object", None, "villages", 1),
    }


def test_precision_of_each_rule() -> None:
    gold = [["count", n, "communes", "decrease", "Sơn La"] for n in (1, 2, 3)]
    read = [
        [*gold[0], {"rule": "sure"}],
        ["count", 2, "villages", "decrease", "Sơn La", {"rule": "weak"}],
        ["count", 9, "villages", "decrease", "Sơn La", {"rule": "weak"}],
    ]
    rows = tables.records(quality.evaluate(coded(figures(gold)), built(figures(read)))["rule_precision"])
    told = {row["rule"]: (row["figures"], row["paired"], row["right"], row["precision"]) for row in rows}
    assert told == {"sure": (1, 1, 1, 1.0), "weak": (2, 1, 0, 0.0)}


def test_gold_of_other_pages_is_refused() -> None:
    gold = coded(figures([["count", 5, "communes", "decrease", "Sơn La"]], "b.txt"))
    gold["articles"] = gold["articles"].tail(1)
    with pytest.raises(InputError, match="none of the 1 hand-coded pages"):
        quality.evaluate(gold, built(figures([])))
