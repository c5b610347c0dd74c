"""The verb `extract`: five tables whose every row stands where it says, and names that last."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from hand_made import articles
from made_up_text import texts
from tinhgon import extract, tables
from tinhgon.errors import InputError

LEAD = "Toàn tỉnh giảm 206 bản."
NEWS = "\n".join(
    [
        "Yên Bái: Giảm 206 bản",
        LEAD,
        "Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017, tỉnh đã giảm 37 phòng và 412 biên chế.",
        "Có 54/112 xã (bằng 52%) bố trí bí thư đồng thời là chủ tịch UBND.",
        LEAD + " Huyện Trấn Yên còn 5 phòng.",
        "Cấp huyện: nhập Ban Tổ chức của cấp ủy và phòng nội vụ làm một.",
        "Mã số 7788 chưa rõ.",
    ]
)
SHORT = "Lào Cai bớt đầu mối\nSau 3 năm, tỉnh tinh giản 96 biên chế công chức và 319 biên chế viên chức."
NAMES = ["statistics", "ledger", "adoptions", "references", "audits"]


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    """Two articles with figures and one without."""
    return articles(
        [
            {"id": "yen-bai.txt#1", "text": NEWS, "provinces": ["Yên Bái"], "published": "2019-05-04"},
            {"id": "lao-cai.txt#1", "text": SHORT, "provinces": ["Lào Cai"]},
            {"id": "lao-cai.txt#2", "text": "Tin vắn\nTrời nắng đẹp."},
        ]
    )


@pytest.fixture(scope="module")
def found(corpus: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return extract(corpus)


def test_five_tables_with_all_their_columns(found: dict[str, pd.DataFrame]) -> None:
    assert list(found) == NAMES
    for name, table in found.items():
        assert list(table.columns) == list(tables.COLUMNS[name])
        assert [str(kind) for kind in table.dtypes] == [
            tables.DTYPES[kind] for kind in tables.COLUMNS[name].values()
        ]
        assert len(table) > 0, f"{name} is empty"


def test_every_row_stands_where_it_says(corpus: pd.DataFrame, found: dict[str, pd.DataFrame]) -> None:
    text_of = dict(zip(corpus["article_id"], corpus["text"], strict=True))
    for name in ("statistics", "ledger", "adoptions", "references"):
        for row in found[name].itertuples():
            assert text_of[row.article_id][row.start : row.end] == row.surface, name
            assert row.article_id == f"{row.source_file}#{row.article}"
    for row in found["statistics"].itertuples():
        assert row.sentence in text_of[row.article_id]
        assert row.surface in row.sentence


def test_figures_are_coded(found: dict[str, pd.DataFrame]) -> None:
    rows = found["statistics"].set_index("surface")
    assert rows.loc["37 phòng", ["object", "change", "province"]].tolist() == [
        "divisions",
        "decrease",
        "Yên Bái",
    ]
    assert rows.loc["54/112 xã", ["measure", "numerator", "denominator"]].tolist() == ["ratio", 54, 112]
    assert rows.loc["5 phòng", "place"] == "Huyện Trấn Yên"
    assert rows.loc["96 biên chế công chức", "province"] == "Lào Cai"
    assert pd.isna(rows.loc["37 phòng", "numerator"])
    assert not rows["target"].any()


def test_the_other_tables_are_coded(found: dict[str, pd.DataFrame]) -> None:
    assert found["references"][["number", "date"]].to_numpy().tolist() == [["18-NQ/TW", "2017-10-25"]]
    assert found["adoptions"][["province", "predicate", "level"]].to_numpy().tolist() == [
        ["Yên Bái", "organisation_home_affairs", "district"]
    ]
    kinds = found["ledger"].set_index("surface")["kind"]
    assert (kinds["37"], kinds["3 năm"]) == ("statistic", "duration")
    assert (found["ledger"]["kind"] == "statistic").sum() == len(found["statistics"])


def test_what_does_not_add_up_is_named_and_kept(found: dict[str, pd.DataFrame]) -> None:
    rows = found["statistics"].set_index("surface")
    assert rows.loc["52%", "value"] == 52
    assert not pd.isna(rows.loc["52%", "check"])
    assert pd.isna(rows.loc["37 phòng", "check"])
    named = (
        found["audits"].map(str).apply(lambda column: column.str.contains(rows.loc["52%", "statistic_id"]))
    )
    assert named.any(axis=None)


# --- Names that last ---------------------------------------------------------------------------------


def test_a_figure_printed_again_is_another_figure(found: dict[str, pd.DataFrame]) -> None:
    ids = found["statistics"]["statistic_id"]
    assert ids.is_unique
    assert (found["statistics"]["surface"] == "206 bản").sum() == 3


def test_names_last_while_the_sentence_stands(corpus: pd.DataFrame, found: dict[str, pd.DataFrame]) -> None:
    longer = corpus.assign(text=corpus["text"].str.replace("\n", "\nMột đoạn mới: giảm 9 ban.\n", n=1))
    before, after = (
        set(table["statistic_id"]) for table in (found["statistics"], extract(longer)["statistics"])
    )
    assert before < after
    assert len(after - before) == 3


def test_names_differ_between_pages(corpus: pd.DataFrame) -> None:
    twice = pd.concat([corpus, corpus.assign(source_file="copy.txt", article=[1, 2, 3])], ignore_index=True)
    assert extract(twice)["statistics"]["statistic_id"].is_unique


# --- The same by parts, in any order -----------------------------------------------------------------


def test_articles_may_come_in_any_order_and_in_parts(
    corpus: pd.DataFrame, found: dict[str, pd.DataFrame]
) -> None:
    turned = extract(corpus.iloc[::-1])
    parts = [extract(corpus.iloc[[at]]) for at in range(len(corpus))]
    for name in NAMES:
        pd.testing.assert_frame_equal(turned[name], found[name])
        joined = tables.arrange(pd.concat([part[name] for part in parts], ignore_index=True))
        pd.testing.assert_frame_equal(joined, tables.arrange(found[name]))


def test_articles_are_only_read(corpus: pd.DataFrame) -> None:
    before = corpus.copy()
    extract(corpus)
    pd.testing.assert_frame_equal(corpus, before)


def test_no_article_no_row() -> None:
    for name, table in extract(articles([])).items():
        assert table.empty
        assert list(table.columns) == list(tables.COLUMNS[name])


def test_tables_can_be_written_and_read(found: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    for name, table in found.items():
        tables.write(tmp_path, name, table)
        pd.testing.assert_frame_equal(tables.read(tmp_path, name), table)


def test_an_article_without_text_has_no_rows() -> None:
    found = extract(articles([{"id": "a.txt#1"}, {"id": "b.txt#1", "text": LEAD}]))
    assert found["statistics"]["source_file"].tolist() == ["b.txt"]


# --- Rules of one's own ------------------------------------------------------------------------------


def test_rules_of_ones_own_are_followed(tmp_path: Path) -> None:
    corpus = articles([{"id": "a.txt#1", "text": "Tỉnh giảm 14 chòi canh và 3 phòng."}])
    assert extract(corpus)["statistics"]["surface"].tolist() == ["3 phòng"]
    entry = "- {id: huts, vi: a, en: b, kind: bodies, phrases: [chòi canh], examples: [{text: a, value: 1}]}"
    (tmp_path / "objects.yml").write_text(entry, encoding="utf-8")
    rows = extract(corpus, tmp_path)["statistics"]
    assert rows[["surface", "object"]].to_numpy().tolist() == [
        ["14 chòi canh", "huts"],
        ["3 phòng", "divisions"],
    ]


def test_broken_rules_stop_before_any_work(corpus: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "objects.yml").write_text("- {id: huts}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"objects\.yml:1: "):
        extract(corpus, tmp_path)


# --- Any text ----------------------------------------------------------------------------------------


@given((texts() | texts(strange=True)).filter(bool))
@settings(deadline=None, max_examples=30)
def test_any_text_gives_tables_whose_rows_stand_where_they_say(text: str) -> None:
    found = extract(articles([{"id": "a.txt#1", "text": text, "provinces": ["Sơn La", "Lai Châu"]}]))
    for name in ("statistics", "ledger", "adoptions", "references"):
        for row in found[name].itertuples():
            assert text[row.start : row.end] == row.surface
    rows = found["statistics"]
    assert rows["statistic_id"].is_unique
    assert set(rows["qualifier"]) <= {"=", "≈", ">", "<", "≥", "≤"}
    assert set(rows["change"]) <= {"decrease", "increase", "level", "share", "adoption", "transfer"}
    assert set(rows["scope"].dropna()) <= {"whole", "subset", "some"}
    assert set(rows["tier"].dropna()) <= {"province", "district", "commune", "village", "all"}
    assert set(rows["role"].dropna()) <= {"total", "part", "from", "to"}
    assert rows["value"].notna().all()
    assert ((rows["predicate"].notna()) == rows["change"].isin(["share", "adoption"])).all()
