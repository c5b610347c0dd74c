"""Which province runs which model: a row a model, a column a province, a letter a tier."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tinhgon import links
from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language
from tinhgon.charts.tabular import evidence_link, framed, table

LETTERS = {
    "province": ("P", "T"),
    "district": ("D", "H"),
    "commune": ("C", "X"),
    "village": ("V", "B"),
}


def adoption_matrix(adoptions: pd.DataFrame, statistics: pd.DataFrame) -> Display:
    """Which province runs which model, one row a model, one column a province, a letter for each tier.

    Told with a figure or without; brackets: approved or on trial; `…`: the page's list goes on. A blank cell
    is a province not named, which is not the same as one without the model.
    """
    cells = _cells(adoptions, statistics)
    if cells.empty:
        return table(cells, "Which province runs which model", "Tỉnh nào thực hiện mô hình nào")
    provinces = sorted(cells["province"].unique(), key=wording.alphabetical)
    models = (
        cells.groupby("predicate")["province"].nunique().sort_values(ascending=False, kind="stable").index
    )
    found = {key: group.to_dict("records") for key, group in cells.groupby(["predicate", "province"])}

    def write(language: Language) -> str:
        second = language == "vi"
        caption = ("Which province runs which model", "Tỉnh nào thực hiện mô hình nào")[second]
        heads = "".join(f'<th scope="col" class="turned">{_link(name)}</th>' for name in provinces)
        body = "\n".join(
            f'<tr><th scope="row">{wording.escaped(wording.label("predicate", model, language))}</th>'
            + "".join(_cell(found.get((model, name), []), language) for name in provinces)
            + "</tr>"
            for model in models
        )
        corner = f'<th scope="col">{("Model", "Mô hình")[second]}</th>'
        return framed(caption, corner + heads, body, "matrix") + f'\n<p class="note">{KEY[second]}</p>'

    return Display.of(write)


KEY = (
    "P province, D district, C commune, V village, ● no tier printed; in brackets: approved or on trial; …: "
    "the page's list goes on. Blank: not named, which is not the same as not done.",
    "T cấp tỉnh, H cấp huyện, X cấp xã, B thôn bản, ● không nêu cấp; trong ngoặc: mới phê duyệt hoặc thí "
    "điểm; …: danh sách trên báo còn tiếp. Ô trống: không được nêu tên, không có nghĩa là không làm.",
)


def _cells(adoptions: pd.DataFrame, statistics: pd.DataFrame) -> pd.DataFrame:
    counted = statistics[(statistics["change"] == "adoption") & ~statistics["target"].fillna(False)]
    counted = counted[counted["predicate"].notna()]
    columns = ["province", "predicate", "level", "stage", "surface", "article_id", "statistic_id"]
    rows = pd.concat([counted.assign(level=counted["tier"])[columns], adoptions.reindex(columns=columns)])
    return rows[rows["province"].notna()].drop_duplicates(["province", "predicate", "level", "stage"])


def _link(province: str) -> str:
    return f'<a class="province" href="{links.province(province)}">{wording.escaped(province)}</a>'


def _cell(rows: list[dict[Any, Any]], language: Language) -> str:
    return f"<td>{' '.join(_letter(row, language) for row in rows)}</td>"


def _letter(row: dict[Any, Any], language: Language) -> str:
    letter = LETTERS.get(row["level"], ("●", "●"))[language == "vi"]
    letter += "…" if str(row["surface"]).rstrip(" )").endswith(("…", "...")) else ""
    letter = f"({letter})" if row["stage"] in {"approved", "pilot"} else letter
    told = wording.escaped(row["surface"])
    return evidence_link(f'<span title="{told}">{letter}</span>', row)
