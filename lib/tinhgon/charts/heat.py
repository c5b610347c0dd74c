"""How much is known of each province, by kind of thing: counts, never mixed up with what is not reported."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from tinhgon import links
from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language, rulebook
from tinhgon.charts.tabular import framed, table, tint

KINDS = {
    "people": ("Posts and people", "Biên chế, con người"),
    "bodies": ("Bodies", "Cơ quan, tổ chức"),
    "places": ("Places", "Đơn vị, địa bàn"),
    "models": ("Models", "Mô hình"),
    "other": ("Other", "Khác"),
}
CAPTION = ("What is reported of each province, by kind", "Mỗi tỉnh được nêu những gì, theo loại")
KEY = (
    "Numbers: values in the comparison, darker for more. Dots: told without a number. Stripes: not reported. "
    "Neither is zero.",
    "Số: số giá trị trong bảng so sánh, càng nhiều càng đậm. Chấm: có nêu nhưng không có số. Sọc: không nêu. "
    "Cả hai đều không phải số không.",
)
WORDS = {
    "told": ("told without a number", "có nêu nhưng không có số"),
    "silent": ("not reported", "không nêu"),
}


def coverage_heat(comparison: pd.DataFrame, indicators: pd.DataFrame) -> Display:
    """Provinces by kinds of indicators: how many values each has, what is told without a number, and what is
    not reported, each drawn in a way of its own."""
    known = dict(
        zip(indicators["indicator"], map(_kind, indicators["change"], indicators["object"]), strict=True)
    )
    told = comparison[comparison["status"].ne("not_reported")]
    kinds = told["indicator"].map(known).fillna("other")
    named = told["status"].eq("told_without_number")
    counts = Counter(zip(told["province"][~named], kinds[~named], strict=True))
    words = set(zip(told["province"][named], kinds[named], strict=True))
    provinces = sorted(set(comparison["province"].dropna()), key=wording.alphabetical)
    if not provinces:
        return table(comparison, *CAPTION)
    most = max(counts.values(), default=0)

    def write(language: Language) -> str:
        second = language == "vi"
        heads = [("Province", "Tỉnh")[second], *(names[second] for names in KINDS.values())]
        first, *rest = (f'<th scope="col" class="number">{head}</th>' for head in heads)
        body = "\n".join(
            f'<tr><th scope="row"><a class="province" href="{links.province(name)}">'
            f"{wording.escaped(name)}</a></th>"
            + "".join(_cell(counts[name, kind], (name, kind) in words, most, language) for kind in KINDS)
            + "</tr>"
            for name in provinces
        )
        head = first.replace(' class="number"', "") + "".join(rest)
        return framed(CAPTION[second], head, body, "heat") + f'\n<p class="note">{KEY[second]}</p>'

    return Display.of(write)


def _kind(change: object, objects: object) -> str:
    """The kind of thing that an indicator is of."""
    if change == "adoption":
        return "models"
    first = "" if wording.missing(objects) else str(objects).split(";")[0]
    kind = str(rulebook().by_id("objects").get(first, {}).get("kind", "other"))
    return kind if kind in KINDS else "other"


def _cell(count: int, told: bool, most: int, language: Language) -> str:
    if count:
        return f'<td class="number"{tint(count, most)}>{wording.number(count, language)}</td>'
    state = "told" if told else "silent"
    return f'<td class="{state}"><span class="unseen">{WORDS[state][language == "vi"]}</span></td>'
