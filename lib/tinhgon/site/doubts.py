"""What the index says against itself: what cannot be compared, what disagrees, what does not add up, what was skipped."""

from __future__ import annotations

from tinhgon import links
from tinhgon.audits import FAILED
from tinhgon.comparison import shared
from tinhgon.site.articles import card
from tinhgon.site.edition import Edition, Row
from tinhgon.site.report import Report, items


def context(report: Report, edition: Edition) -> Row:
    """What the index's template shows of it."""
    return {
        **_apart(report, edition),
        "conflicts": _conflicts(report, edition),
        **_checks(report, edition),
        "skipped": [row for row in report.rows["pages"] if row["status"] != "read"],
    }


def _apart(report: Report, edition: Edition) -> Row:
    """Kinds of figure that two provinces or more print, and that nevertheless share no axis."""
    comparison = report.frames["comparison"]
    kinds = shared(comparison).to_dict("records") if len(comparison) else []
    unlike = [kind for kind in kinds if not kind["comparable"]]
    values: dict[str, list[Row]] = {}
    for row in report.rows["comparison"]:
        if row["status"] not in {"told_without_number", "not_reported"}:
            values.setdefault(row["family"], []).append(row)
    names = {row["indicator"]: row[f"label_{edition.language}"] for row in report.rows["indicators"]}
    return {
        "apart": [
            {
                "kind": " / ".join(sorted({names.get(row["indicator"], row["indicator"]) for row in values[kind["family"]]})),
                "values": [_reported(row, report, edition) for row in values[kind["family"]]],
                "why": [_reason(code, report, edition) for code in items(kind["why_not"])],
            }
            for kind in unlike
        ],
        "apart_note": edition.say("apart_some", n=edition.number(len(kinds)), like=edition.number(len(kinds) - len(unlike)))
        if kinds
        else edition.say("apart_none"),
    }


def _reason(code: str, report: Report, edition: Edition) -> str:
    entry = report.entries("reasons").get(code)
    return str(entry[edition.language]) if entry else edition.label("why_not", code)


def _reported(row: Row, report: Report, edition: Edition) -> Row:
    """A province's value, linked to the sentence that prints it where one does."""
    figure = report.statistics.get(row["statistic_id"] or "")
    measure = figure["measure"] if figure else None
    return {
        "province": row["province"] or "",
        "value": edition.value({**row, "measure": measure}) or edition.label("status", row["status"]),
        "href": links.article(figure["article_id"], figure["statistic_id"]) if figure else "",
    }


def _conflicts(report: Report, edition: Edition) -> list[Row]:
    """Values of one province, indicator and period that disagree, side by side."""
    names = {row["indicator"]: row[f"label_{edition.language}"] for row in report.rows["indicators"]}
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in report.rows["conflicts"]:
        key = tuple(str(row[name] or "") for name in ("indicator", "province", "part", "period_start", "period_end", "target"))
        found.setdefault(key, []).append(row)
    return [
        {
            "indicator": names.get(rows[0]["indicator"], rows[0]["indicator"]),
            "province": rows[0]["province"] or "",
            "part": rows[0]["part"] or "",
            "values": [_reported(row, report, edition) for row in rows],
        }
        for rows in found.values()
    ]


def _checks(report: Report, edition: Edition) -> Row:
    """The checks of the pages' own arithmetic that failed, each with the sums."""
    failed = [row for row in report.rows["audits"] if row["verdict"] in FAILED and row["article_id"] in report.articles]
    n = len(report.rows["audits"])
    note = edition.say("checks_none")
    if n:
        said = "checks_some" if failed else "checks_all_hold"
        note = edition.say(said, failed=edition.number(len(failed)), n=edition.number(n))
    rows = [
        {
            "href": links.article(row["article_id"], (items(row["statistic_ids"]) or [""])[0]),
            "title": card(report.articles[row["article_id"]], edition)["title"],
            "arithmetic": row[f"explanation_{edition.language}"],
        }
        for row in failed
    ]
    return {"checks": rows, "checks_note": note}
