"""What people settled, and what they should read next, in rows that can be pasted into `corrections.csv`."""

from __future__ import annotations

import pandas as pd

from tinhgon import tables
from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language
from tinhgon.charts.tabular import table

ENTRY = list(tables.COLUMNS["corrections"])[:11]  # the columns of corrections.csv


def read_by_people(statistics: pd.DataFrame, corrections: pd.DataFrame) -> Display:
    """How many figures a person has read, and what they did."""
    read = int((statistics["confirmed"].notna() | statistics["corrected"].notna()).sum())
    acts = corrections["action"].value_counts()
    done = [(name, int(acts[name])) for name in ("confirm", "set", "add", "drop") if name in acts]

    def write(language: Language) -> str:
        whole = wording.count(len(statistics), language, "figure", "số liệu")
        told = [
            f"{wording.label('action', name, language)} {wording.number(n, language)}" for name, n in done
        ]
        if language == "en":
            words = f"<strong>{wording.number(read, language)}</strong> of {whole} have been read by a person"
        else:
            words = f"<strong>{wording.number(read, language)}</strong> trên {whole} đã có người đọc lại"
        joint = {"en": "entries", "vi": "các mục"}[language]
        return f"<p>{words}" + (f" ({joint}: {', '.join(told)}).</p>" if told else ".</p>")

    return Display.of(write)


def settled(corrections: pd.DataFrame, limit: int = 40) -> Display:
    """What people settled: each entry with what was printed, its reason, source, author and day."""
    rows = corrections.assign(field=_headed(corrections["field"], "en"))
    captions = ("What people settled", "Điều con người đã quyết định")
    columns = {
        "surface": (wording.heading("surface", "en"), wording.heading("surface", "vi")),
        "action": ("Action", "Việc làm"),
        "field": ("Field", "Trường"),
        "value": ("Settled as", "Quyết định là"),
        "printed": ("Was read as", "Máy đọc là"),
        "reason": ("Reason", "Lý do"),
        "source": ("Source", "Nguồn"),
        "by": ("By", "Người quyết định"),
        "on": ("On", "Ngày"),
    }
    second = corrections.assign(field=_headed(corrections["field"], "vi"))
    return Display(table(rows, *captions, columns, limit).en, table(second, *captions, columns, limit).vi)


def _headed(fields: pd.Series, language: Language) -> list[str]:
    return [
        ", ".join(wording.heading(name, language) for name in str(cell).split(";"))
        if not wording.missing(cell)
        else ""
        for cell in fields
    ]


def queue(review: pd.DataFrame, limit: int = 12) -> Display:
    """What a person should read first, with the reason and the sentence."""
    rows = review.sort_values("rank")

    def write(language: Language) -> Display:
        told = rows.assign(
            why=[_why(why, language) for why in rows["why"]],
            value=[_read_as(row["field"], row["value"], language) for row in rows.to_dict("records")],
        )
        columns = {
            "surface": (wording.heading("surface", "en"), wording.heading("surface", "vi")),
            "why": ("Why", "Vì sao"),
            "value": ("Read as", "Máy đọc là"),
            "rule": (wording.heading("rule", "en"), wording.heading("rule", "vi")),
            "precision": ("Precision of the rule", "Độ chính xác của quy tắc"),
            "sentence": (wording.heading("sentence", "en"), wording.heading("sentence", "vi")),
        }
        return table(told, "To be read by a person", "Cần người đọc lại", columns, limit)

    return Display(write("en").en, write("vi").vi)


def _why(why: str, language: Language) -> str:
    own = {
        "unknown": ("digits not understood", "chữ số chưa hiểu"),
        "rule": ("the rule errs often", "quy tắc hay sai"),
    }
    if why in own:
        return own[why][language == "vi"]
    return ", ".join(wording.label("check", kind, language) for kind in str(why).split(";"))


def _read_as(fields: object, values: object, language: Language) -> str:
    if wording.missing(values):
        return ""
    pairs = zip(str(fields).split(";"), str(values).split(";"), strict=True)
    return ", ".join(wording.label(field, value, language) for field, value in pairs)


def pasteable(review: pd.DataFrame, limit: int = 12) -> Display:
    """The same rows as CSV under the header of `corrections.csv`, to be changed, signed and pasted there."""
    rows = review.sort_values("rank").head(limit)[list(ENTRY)]
    if rows.empty:
        return table(rows, "Rows for corrections.csv", "Dòng cho corrections.csv")
    lines = wording.escaped(tables.csv_text(rows).replace("\r\n", "\n").rstrip("\n"))

    def write(language: Language) -> str:
        name = {"en": "Rows for corrections.csv", "vi": "Dòng cho corrections.csv"}[language]
        return (
            f'<details class="data"><summary>{name}</summary>\n'
            f'<pre class="printed" lang="vi" tabindex="0">{lines}</pre></details>'
        )

    return Display.of(write)
