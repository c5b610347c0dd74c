"""The provinces in tables: what may be compared, what cannot be and why, what disagrees, what stands behind
each; and the models that one runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from tinhgon.charts import captions, wording
from tinhgon.charts.bars import bars, dots
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph
from tinhgon.charts.drawing import Names
from tinhgon.charts.parts import divided
from tinhgon.charts.side_by_side import PERCENT, VALUED
from tinhgon.charts.tabular import evidence_link, folded, table


def model_shares(statistics: pd.DataFrame, caption_en: str, caption_vi: str) -> Display:
    """The models that places run, each with the share of places that run it: one dot a model, tier and value.

    A percentage that only repeats a ratio is left out; where the pages disagree, each value has its dot.
    Hollow: not yet running. Plans are left out.
    """
    rows = statistics[(statistics["change"] == "adoption") & statistics["measure"].isin(["ratio", "percent"])]
    rows = rows[~rows["target"].fillna(False) & rows["place"].isna() & rows["value"].notna()]
    rows = _unrepeated(rows.sort_values(["measure", "value", "stage"], ascending=False, kind="stable"))
    rows = rows.sort_values(["value", "predicate", "tier"], ascending=[False, True, True], ignore_index=True)
    records = rows.to_dict("records")
    names: Names = {language: [_model(row, language) for row in records] for language in LANGUAGES}
    columns = ["predicate", "tier", "value", "numerator", "denominator", "qualifier", "stage"]
    drawn = rows[columns].assign(waiting=rows["stage"].isin(["approved", "pilot"]))
    caption = Caption(
        caption_en,
        caption_vi,
        "Shares of what the page counts; a model without a dot is not named, not absent.",
        "Tỷ lệ của những gì bài báo đếm; mô hình không có chấm là không được nêu, không phải không có.",
        unit=PERCENT,
        period=captions.years(rows["as_of"]),
    )
    return dots(caption, drawn, "predicate", "waiting", columns, names=names)


SAME = 0.1  # percentage points: a printed percentage this near its ratio says the same


def _unrepeated(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` without those whose model, tier and value an earlier row has."""
    seen: dict[tuple[str, str], list[float]] = {}
    kept = []
    for model, tier, value in rows[["predicate", "tier", "value"]].astype(object).itertuples(index=False):
        before = seen.setdefault((str(model), str(tier)), [])
        kept.append(all(abs(value - other) > SAME for other in before))
        before.append(value)
    return rows[pd.Series(kept, index=rows.index, dtype=bool)]


def _model(row: dict[Any, Any], language: Language) -> str:
    """A model's name, and the tier that it runs on."""
    tier = "" if wording.missing(row["tier"]) else f"{wording.label('tier', row['tier'], language)}: "
    return tier + wording.label("predicate", row["predicate"], language)


def cut_and_left(comparison: pd.DataFrame, indicators: pd.DataFrame) -> Display:
    """What was cut and what is left of one thing in one province: one bar, divided, each its own whole.

    Only where the comparison could derive the share from two printed figures.
    """
    cuts = indicators[(indicators["change"] == "decrease") & (indicators["unit"] == "%")]
    rows = comparison[(comparison["status"] == "derived") & comparison["numerator"].notna()]
    rows = rows.merge(cuts[["indicator", "object"]], on="indicator")
    rows = rows.sort_values(["object", "province", "period_end"])
    data = rows.assign(
        cut=rows["numerator"],
        left=rows["denominator"] - rows["numerator"],
        period=[str(day)[:4] if not wording.missing(day) else "" for day in rows["period_end"]],
        target=rows["target"].fillna(False).astype(bool),
    )
    return divided(data[["province", "object", "cut", "left", "target", "period"]].reset_index(drop=True))


class Finding(Protocol):
    """What a finding says, and the figures that it rests on."""

    @property
    def en(self) -> str: ...
    @property
    def vi(self) -> str: ...
    @property
    def statistic_ids(self) -> Sequence[str]: ...


def findings(found: Sequence[Finding], statistics: pd.DataFrame, limit: int = 12) -> Display:
    """Findings as a list, best first, each with links to the sentences of its figures."""
    if not found:
        return paragraph("The tables hold no finding yet.", "Các bảng chưa cho phát hiện nào.", "note")
    rows = {row["statistic_id"]: row for row in statistics.to_dict("records")}

    def item(finding: Finding, language: Language) -> str:
        behind = [rows[name] for name in finding.statistic_ids if name in rows][:EVIDENCE]
        marks = " ".join(evidence_link(wording.escaped(row["surface"]), row) for row in behind)
        told = wording.escaped(getattr(finding, language))
        return f'<li>{told}<br/><small class="source">{marks}</small></li>' if marks else f"<li>{told}</li>"

    def write(language: Language) -> str:
        return f'<ul class="findings">{"".join(item(finding, language) for finding in found[:limit])}</ul>'

    return Display.of(write)


EVIDENCE = 6  # links after one finding


def not_comparable(
    comparison: pd.DataFrame, indicators: pd.DataFrame, statistics: pd.DataFrame, limit: int = 40
) -> Display:
    """What is reported and yet not comparable, with the reason, never a chart."""
    apart = ~comparison["comparable"].fillna(False) & comparison["status"].isin([*VALUED, "conflict"])
    columns = ["indicator", "province", "value", "why_not"]
    captions = ("Reported, not comparable, and why", "Có báo cáo nhưng không so sánh được, và lý do")
    return _values(comparison[apart], indicators, statistics, captions, columns, limit)


def reasons(comparison: pd.DataFrame) -> Display:
    """Why reported values stand on no axis: one bar a reason, by how many values it holds for; a value may
    have several."""
    apart = ~comparison["comparable"].fillna(False) & comparison["status"].isin([*VALUED, "conflict"])
    codes = comparison.loc[apart, "why_not"].dropna().str.split(";").explode()
    counted = codes.value_counts().rename_axis("why_not").reset_index(name="values")
    counted = counted.sort_values(["values", "why_not"], ascending=[False, True], ignore_index=True)
    if counted.empty:
        return paragraph("Every value can be compared.", "Mọi giá trị đều so sánh được.", "note")
    caption = Caption(
        "Why values stand alone",
        "Vì sao các giá trị đứng riêng",
        f"Of {wording.number(int(apart.sum()), 'en')} values; one may have several reasons.",
        f"Trong {wording.number(int(apart.sum()), 'vi')} giá trị; một giá trị có thể có nhiều lý do.",
        unit=("values", "giá trị"),
    )
    return bars(caption, counted, "why_not", "values")


def compared(
    comparison: pd.DataFrame, indicators: pd.DataFrame, statistics: pd.DataFrame, limit: int = 40
) -> Display:
    """What two provinces or more report of the same thing, side by side."""
    rows = comparison[comparison["comparable"].fillna(False)]
    columns = ["indicator", "province", "value", "period_end", "status"]
    return _values(rows, indicators, statistics, ("Side by side", "Đặt cạnh nhau"), columns, limit)


def disagreements(
    conflicts: pd.DataFrame, indicators: pd.DataFrame, statistics: pd.DataFrame, limit: int = 40
) -> Display:
    """Values of one indicator, province and period that disagree: all of them, none averaged."""
    columns = ["indicator", "province", "value", "published", "publisher", "kind"]
    captions = ("Values that disagree", "Các giá trị mâu thuẫn")
    return _values(conflicts, indicators, statistics, captions, columns, limit)


def _values(
    rows: pd.DataFrame,
    indicators: pd.DataFrame,
    statistics: pd.DataFrame,
    captions: tuple[str, str],
    columns: list[str],
    limit: int,
) -> Display:
    """Rows of the comparison, indicators by their labels and values in words that link to their evidence."""
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))
    owners: dict[Any, Any] = dict(zip(statistics["statistic_id"], statistics["article_id"], strict=True))
    owned = rows.assign(article_id=rows["statistic_id"].map(owners))

    def write(language: Language) -> Display:
        names = dict(zip(indicators["indicator"], indicators[f"label_{language}"], strict=True))
        told = [amount(row, units.get(row["indicator"], ""), language) for row in owned.to_dict("records")]
        named = owned.assign(indicator=[names.get(name, name) for name in owned["indicator"]], value=told)
        return table(named, *captions, columns, limit, evidence="value")

    return Display(write("en").en, write("vi").vi)


def amount(row: Mapping[Any, Any], unit: str, language: Language) -> str:
    """A value in words that a line does not break: a part of a whole, a percentage or a number.

    >>> amount({"value": 91.5, "qualifier": ">"}, "%", "vi")
    '>\xa091,5%'
    >>> amount({"numerator": 76, "denominator": 186}, "%", "en")
    '76\xa0of\xa0186'
    """
    if not wording.missing(row.get("numerator")) and not wording.missing(row.get("denominator")):
        return wording.part(row["numerator"], row["denominator"], language).replace(" ", "\xa0")
    if wording.missing(row.get("value")):
        return ""
    sign = row.get("qualifier")
    before = "" if wording.missing(sign) or sign == "=" else f"{sign}\xa0"
    return before + (wording.percent if unit == "%" else wording.number)(row["value"], language)


def coverage(frame: pd.DataFrame, limit: int = 70) -> Display:
    """What stands behind each province, by how many articles."""
    rows = frame.sort_values("province", key=lambda names: names.map(wording.alphabetical))
    rows = rows.sort_values(["articles", "figures"], ascending=False, kind="stable")
    named = [0 if wording.missing(names) else names.count(";") + 1 for names in rows["publishers"]]
    rows = rows.assign(publishers=named)
    columns = [
        "province",
        "articles",
        "publishers",
        "first_published",
        "last_published",
        "figures",
        "confirmed",
    ]
    captions = ("What stands behind each province", "Mỗi tỉnh dựa trên những gì")
    shown = table(rows, *captions, [*columns, "flagged", "models", "comparable", "conflicts"], limit)
    if rows.empty:
        return shown
    return folded(
        shown,
        f"Table: {wording.count(len(rows), 'en', 'province', 'tỉnh')}, by articles, dates, figures, checks",
        f"Bảng: {wording.count(len(rows), 'vi', 'province', 'tỉnh')}, với số bài, ngày, số liệu và kiểm tra",
    )
