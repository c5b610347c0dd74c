"""Targets of the resolutions: the dashed line of a chart of shares, and the list of all of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tinhgon.charts.display import Display, Language
from tinhgon.charts.tabular import table

REASONS = {
    "nation": (
        "an average of the country: no province can miss it",
        "là mức bình quân cả nước: không tỉnh nào có thể không đạt",
    ),
    "part": (
        "set for a part of each province, not for the whole",
        "đặt ra cho một phần của mỗi tỉnh, không phải toàn tỉnh",
    ),
    "unsaid": (
        "its words do not say that each province must reach it",
        "lời văn không nói từng tỉnh phải đạt",
    ),
    "unchecked": (
        "its words were not compared with any text yet",
        "lời văn chưa được đối chiếu với văn bản nào",
    ),
    "official": (
        "its words were compared with the account of a portal of the State only, not with the document",
        "lời văn mới chỉ được đối chiếu với cổng thông tin nhà nước, chưa đối chiếu với văn bản",
    ),
    "press": (
        "its words were compared with the account of a newspaper or publisher only, not with the document",
        "lời văn mới chỉ được đối chiếu với bài thuật lại, chưa đối chiếu với văn bản",
    ),
    "no_value": ("no province reports it against that base", "không tỉnh nào nêu theo mốc ấy"),
    "": ("drawn", "có vẽ"),
}


EVIDENCE = {
    "primary": ("the document itself", "chính văn bản"),
    "official": ("the account of a portal of the State", "cổng thông tin nhà nước thuật lại"),
    "press": ("the account of a newspaper or publisher", "báo hoặc nhà xuất bản thuật lại"),
    "none": ("nothing yet", "chưa đối chiếu"),
}


def lines_for(targets: pd.DataFrame | None, indicator: str) -> list[dict[Any, Any]]:
    """The targets whose line belongs on the chart of an indicator."""
    if targets is None:
        return []
    rows = targets[targets["line"].fillna(False).astype(bool)].to_dict("records")
    return [row for row in rows if indicator in str(row["indicators"]).split(";")]


def line_words(lines: list[dict[Any, Any]], language: Language) -> str:
    """What the dashed lines of a chart are, for its source line; empty without any."""
    told = [f"{row[f'label_{language}']}, {_named(row['document'], language)}" for row in lines]
    start = " Dashed: " if language == "en" else " Vạch đứt: "
    return f"{start}{'; '.join(told)}." if told else ""


def _named(document: str, language: Language) -> str:
    """A document as one cites it: a resolution by its number, or an official letter."""
    kind = ("Resolution", "Nghị quyết") if "NQ" in document or "QH" in document else ("Letter", "Công văn")
    return f"{kind[language == 'vi']} {document}"


def target_list(targets: pd.DataFrame) -> Display:
    """Every target with its words, document and base, how many values may be held against it, and whether a
    line is drawn or why not."""

    def write(language: Language) -> Display:
        second = language == "vi"
        shown = targets.assign(
            text=targets["words"],
            number=targets["document"],
            compared=[EVIDENCE[str(kind)][second] for kind in targets["evidence"]],
            line=[REASONS[code if isinstance(code, str) else ""][second] for code in targets["no_line"]],
        )
        columns = {
            "text": ("Words", "Lời văn"),
            "number": ("Document", "Văn bản"),
            "until": ("By", "Đến"),
            "base": ("Base", "Mốc so sánh"),
            "compared": ("Compared with", "Đã đối chiếu với"),
            "values": ("Values with that base", "Số giá trị theo mốc ấy"),
            "line": ("Line", "Vạch"),
        }
        return table(shown, "Targets of the resolutions", "Chỉ tiêu của các nghị quyết", columns, limit=0)

    return Display(write("en").en, write("vi").vi)
