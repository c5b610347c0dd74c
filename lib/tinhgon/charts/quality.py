"""How good the reading is: scores with their intervals, what is taken for what, mistakes, rules that err."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language, paragraph, stack
from tinhgon.charts.scores import HEADS, place
from tinhgon.charts.tabular import framed, table

WEIGHT = ("object", "change", "province", "predicate")  # the fields that matter most, in this order
MEASURES = ("precision", "recall", "f1", "accuracy")
OPENING = {
    "en": "<strong>{f1}</strong> of 1 is the F1 of figures found at all{interval}; {tuple} where object, "
    "change, model and province must be right too. Scored: {figures} on {pages}.",
    "vi": "<strong>{f1}</strong> trên 1 là F1 của việc tìm ra số liệu{interval}; {tuple} nếu đối tượng, "
    "biến động, mô hình và tỉnh cũng phải đúng. Chấm trên {figures} của {pages}.",
}
NO_GOLD = {
    "en": "No hand-coded page is given, so nothing can be scored. Code some pages by reading, in a folder of "
    "JSON lines like <code>corpus/gold</code>, and build again with <code>--gold DIR</code>.",
    "vi": "Chưa có trang nào được người mã hóa, nên chưa chấm điểm được. Hãy đọc và mã hóa vài trang vào một "
    "thư mục tệp JSON như <code>corpus/gold</code>, rồi chạy lại với <code>--gold DIR</code>.",
}
BELIEF = {
    "en": "{digests} of the {all} articles scored are digests that were written with this tool at hand, so "
    "these figures are optimistic: pages that nobody has seen will be read less well.",
    "vi": "{digests} trong {all} bài được chấm là bản tóm lược viết cùng lúc với công cụ này, nên điểm số "
    "lạc quan hơn thực tế: trang chưa ai thấy sẽ được đọc kém hơn.",
}
SEEN = {
    "en": "If rules were written or changed while looking at these pages, the figures are optimistic.",
    "vi": "Nếu quy tắc được viết hoặc sửa khi nhìn vào các trang này thì điểm số lạc quan hơn thực tế.",
}


def scored(scores: pd.DataFrame, articles: pd.DataFrame, gold_pages: Sequence[str]) -> Display:
    """The main scores in two sentences, and how far to believe them; what to do where there is no gold."""
    rows = {row["score"]: row for row in scores.to_dict("records")}
    if scores.empty:
        return paragraph(NO_GOLD["en"], NO_GOLD["vi"])
    told = _belief(articles[articles["source_file"].isin(gold_pages)])
    if "detect" in rows:
        told = stack(Display.of(lambda language: _opening(rows, language)), told)
    return told


def _opening(rows: Mapping[str, Mapping[Any, Any]], language: Language) -> str:
    found = rows["detect"]
    pages = wording.count(found["pages"], language, "page", "trang")
    figures = wording.count(found["gold"], language, "figure", "số liệu")
    words = OPENING[language].format(
        f1=wording.number(found["f1"], language),
        tuple=wording.number(rows["tuple"]["f1"], language),
        interval=_bounds(found, "f1", language, " "),
        figures=figures,
        pages=pages,
    )
    return f"<p>{words}</p>"


def _belief(articles: pd.DataFrame) -> Display:
    digests = int((articles["text_kind"] == "digest").sum())

    def write(language: Language) -> str:
        counts = {
            "digests": wording.number(digests, language),
            "all": wording.number(len(articles), language),
        }
        words = BELIEF[language].format(**counts) if digests else SEEN[language]
        return f'<p class="note">{words}</p>'

    return Display.of(write)


def score_table(scores: pd.DataFrame) -> Display:
    """Every score with its interval in brackets."""
    ordered = scores.sort_values("score", key=place, kind="stable")

    def write(language: Language) -> Display:
        told = ordered.assign(
            score=[wording.label("score", name, language) for name in ordered["score"]],
            **{
                name: [_with_bounds(row, name, language) for row in ordered.to_dict("records")]
                for name in MEASURES
            },
        )
        return table(told, "Scores against hand-coded pages", "Điểm số so với trang người mã hóa", HEADS)

    return Display(write("en").en, write("vi").vi)


def _with_bounds(row: Mapping[Any, Any], name: str, language: Language) -> str:
    if wording.missing(row[name]):
        return ""
    return wording.number(row[name], language) + _bounds(row, name, language, " ")


def _bounds(row: Mapping[Any, Any], name: str, language: Language, before: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if wording.missing(low):
        return ""
    return f"{before}({wording.number(low, language)}–{wording.number(high, language)})"


def confused(confusion: pd.DataFrame, field: str) -> Display:
    """The confusion matrix of `field` (`object` or `change`): a row is what a person coded, a column what was
    read.

    Only values that were ever taken for another, or missed, are shown; what is right is in the diagonal.
    """
    rows = confusion[confusion["field"] == field]
    wrong = rows[rows["gold"].fillna("") != rows["found"].fillna("")]
    name = {"en": wording.heading(field, "en").lower(), "vi": wording.heading(field, "vi").lower()}
    captions = {"en": f"Taken for what: {name['en']}", "vi": f"Nhầm thành gì: {name['vi']}"}
    if wrong.empty:
        return table(wrong, captions["en"], captions["vi"])
    values = sorted({str(value) for value in [*wrong["gold"].dropna(), *wrong["found"].dropna()]})
    counts = {
        (str(gold or ""), str(found or "")): int(n)
        for gold, found, n in rows[["gold", "found", "count"]].fillna("").itertuples(index=False)
    }

    def write(language: Language) -> str:
        corner = ("Coded ↓, read →", "Mã hóa ↓, đọc →")[language == "vi"]
        none = {"en": ("missed", "false"), "vi": ("bỏ sót", "đọc thừa")}[language]
        named = {value: wording.escaped(wording.label(field, value, language)) for value in values}
        turned = [f'<th scope="col" class="turned">{word}</th>' for word in [*named.values(), none[0]]]
        heads = f'<th scope="col">{corner}</th>' + "".join(turned)
        lines = [
            f'<tr><th scope="row">{told}</th>'
            + "".join(_count(counts, value, other) for other in [*values, ""])
            + "</tr>"
            for value, told in [*named.items(), ("", none[1])]
        ]
        return framed(wording.escaped(captions[language]), heads, "\n".join(lines), "matrix")

    return Display.of(write)


def _count(counts: Mapping[tuple[str, str], int], gold: str, found: str) -> str:
    count = counts.get((gold, found), 0)
    wrong = ' style="background:rgba(213,94,0,.18);color:#1c2530"' if count and gold != found else ""
    return f'<td class="number"{wrong}>{count or ""}</td>'


def mistakes(errors: pd.DataFrame, kind: str, limit: int = 12) -> Display:
    """The mistakes of one kind (`missed`, `false` or `wrong`) with their sentences, the articles taking
    turns; of figures read wrongly, those first whose object, change, province or model is wrong."""
    captions = {
        "missed": ("Missed", "Bỏ sót"),
        "false": ("Read where nothing is", "Đọc thừa"),
        "wrong": ("Read wrongly", "Đọc sai"),
    }[kind]
    rows = errors[errors["kind"] == kind]
    weight = [WEIGHT.index(field) if field in WEIGHT else len(WEIGHT) for field in rows["field"]]
    turn = rows.groupby(["article_id", "field"], dropna=False).cumcount()
    order = ["weight", "turn", "article_id", "start"]
    rows = rows.assign(weight=weight, turn=turn).sort_values(order, kind="stable")

    def write(language: Language) -> Display:
        told = rows.assign(
            field=[wording.heading(f, language) if not wording.missing(f) else "" for f in rows["field"]],
            part=[wording.label("part", part, language) for part in rows["part"]],
            **{name: _values(rows, name, language) for name in ("gold", "found")},
        )
        columns = {"surface": wording_of("surface"), "part": ("Of", "Thuộc"), "field": ("Field", "Trường")}
        columns |= {
            "gold": ("Coded", "Người mã hóa"),
            "found": ("Read", "Máy đọc"),
            "rule": wording_of("rule"),
        }
        return table(told, *captions, {**columns, "sentence": wording_of("sentence")}, limit)

    return Display(write("en").en, write("vi").vi)


def wording_of(column: str) -> tuple[str, str]:
    """What heads a column, in both languages."""
    return wording.heading(column, "en"), wording.heading(column, "vi")


def _values(rows: pd.DataFrame, name: str, language: Language) -> list[str]:
    pairs = zip(rows["field"], rows[name], strict=True)
    return [
        ""
        if wording.missing(value)
        else value
        if wording.missing(field)
        else wording.label(field, value, language)
        for field, value in pairs
    ]


def rules_at_fault(rule_precision: pd.DataFrame, limit: int = 20) -> Display:
    """How often each rule is right, those that err most first."""
    rows = rule_precision.sort_values(["precision", "figures", "rule"], ascending=[True, False, True])

    def write(language: Language) -> Display:
        told = rows.assign(
            precision=[_with_bounds(row, "precision", language) for row in rows.to_dict("records")]
        )
        columns = {
            "rule": wording_of("rule"),
            "figures": ("Figures made", "Số liệu đã tạo"),
            "paired": ("Are figures", "Đúng là số liệu"),
            "right": ("All right", "Đúng hoàn toàn"),
            "precision": HEADS["precision"],
        }
        return table(told, "Rules, by how often they are right", "Quy tắc, theo mức đúng", columns, limit)

    return Display(write("en").en, write("vi").vi)
