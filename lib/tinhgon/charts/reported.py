"""Every value of one province: reported, derived with its formula, in conflict, told without a number; and
what other provinces report and this one does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language, paragraph
from tinhgon.charts.provinces import amount
from tinhgon.charts.tabular import evidence_link, framed

HEADS = {
    "en": ("Indicator", "Value", "Of", "Period", "Comparable"),
    "vi": ("Chỉ số", "Giá trị", "Của", "Thời kỳ", "So sánh được"),
}
ORDER = ("reported", "derived", "conflict", "partly_reported", "told_without_number")
YES = {"en": "yes", "vi": "có"}
WHOLE = {"en": "the province", "vi": "cả tỉnh"}


def values_of(values: pd.DataFrame, indicators: pd.DataFrame, statistics: pd.DataFrame) -> Display:
    """The rows of `comparison` of one province as a table, each value linked to the sentence that prints it.

    A derived one has links to its parts behind its formula; a conflict shows all its values; what is told
    without a number says so. Below, as a list to open, what two other provinces report and this one does not.
    """
    shown = values[values["status"].ne("not_reported")]
    silent = values[values["status"].eq("not_reported")]
    if values.empty:
        return paragraph("No indicator is reported.", "Không có chỉ số nào được nêu.", "note")
    order = shown["status"].map(lambda status: ORDER.index(status) if status in ORDER else len(ORDER))
    rows = shown.assign(order=order).sort_values(["order", "indicator", "period_end", "part"], kind="stable")
    known = {row["statistic_id"]: row for row in statistics.to_dict("records")}
    names: dict[str, dict[Any, Any]] = {
        language: dict(zip(indicators["indicator"], indicators[f"label_{language}"], strict=True))
        for language in ("en", "vi")
    }
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))

    def write(language: Language) -> str:
        body = "\n".join(
            _row(row, names[language], units.get(row["indicator"], ""), known, language)
            for row in rows.to_dict("records")
        )
        heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS[language])
        caption = {"en": "Indicators of the province", "vi": "Chỉ số của tỉnh"}[language]
        table = framed(caption, heads, body) if len(rows) else ""
        return table + _silent([names[language].get(name, name) for name in silent["indicator"]], language)

    return Display.of(write)


def _row(
    row: Mapping[Any, Any], names: Mapping[Any, Any], unit: str, known: Mapping[Any, Any], language: Language
) -> str:
    fits = YES[language] if row["comparable"] is True else _reasons(row["why_not"], language)
    plan = {"en": "plan: ", "vi": "kế hoạch: "}[language] if row["target"] is True else ""
    days = [row[end] for end in ("period_start", "period_end") if not wording.missing(row[end])]
    period = wording.date("/".join(dict.fromkeys(days)) or None, language)
    part = WHOLE[language] if wording.missing(row["part"]) else wording.escaped(row["part"])
    cells = [
        f'<th scope="row">{wording.escaped(names.get(row["indicator"], row["indicator"]))}</th>',
        f'<td class="{row["status"]}">{plan}{_value(row, unit, known, language)}</td>',
        f'<td lang="vi">{part}</td>' if not wording.missing(row["part"]) else f"<td>{part}</td>",
        f"<td>{period}</td>",
        f"<td>{fits}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _value(row: Mapping[Any, Any], unit: str, known: Mapping[Any, Any], language: Language) -> str:
    """A value linked to its evidence, in words where it has no number."""
    told = wording.escaped(amount(row, unit, language))
    status = wording.label("status", row["status"], language)
    behind = [known[name] for name in str(row["sources"] or "").split(";") if name in known]
    if row["status"] == "reported":
        own = known.get(row["statistic_id"]) or (behind[0] if behind else None)
        more = "".join(f" {evidence_link(str(n), other)}" for n, other in enumerate(_others(behind, own), 2))
        return (evidence_link(told, own) if own else told) + more
    printed = ", ".join(evidence_link(wording.escaped(part["surface"]), part) for part in behind)
    if row["status"] == "told_without_number":
        articles = [] if wording.missing(row["article_ids"]) else str(row["article_ids"]).split(";")
        links = [evidence_link(status, {"article_id": name}) for name in articles[:1]]
        return links[0] if links else status
    if row["status"] == "derived":
        return f"{told}<br/><small>{status}: {wording.escaped(row['formula'])}; {printed}</small>"
    return f"{status}: {printed}" if printed else status


def _others(behind: list[Any], own: Any) -> list[Any]:
    """The other places that print the value, one an article."""
    seen = {own["article_id"]} if own else set()
    found = []
    for row in behind:
        if row["article_id"] not in seen:
            seen.add(row["article_id"])
            found.append(row)
    return found


def _reasons(cell: object, language: Language) -> str:
    codes = [] if wording.missing(cell) else str(cell).split(";")
    return wording.escaped("; ".join(wording.label("why_not", code, language) for code in codes))


def _silent(names: list[Any], language: Language) -> str:
    if not names:
        return ""
    count = wording.number(len(names), language)
    summary = (
        f"Not reported of this province: {count} indicators that two others report"
        if language == "en"
        else f"Không nêu về tỉnh này: {count} chỉ số mà hai tỉnh khác có nêu"
    )
    told = "".join(
        f"<li>{wording.escaped(name)}</li>" for name in sorted(set(names), key=wording.alphabetical)
    )
    return f'\n<details class="silent"><summary>{summary}</summary>\n<ul>{told}</ul></details>'
