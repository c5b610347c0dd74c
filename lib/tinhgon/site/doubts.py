"""What the index holds against its own numbers: what is unlike, disagrees, does not add up or was skipped."""

from __future__ import annotations

from collections.abc import Iterable

from tinhgon import links
from tinhgon.charts.wording import alphabetical
from tinhgon.comparison import Finding, shared
from tinhgon.site.edition import Edition, Row
from tinhgon.site.report import Report, items
from tinhgon.site.told import sentences

VALUES = 3  # of a province and kind


def context(found: Iterable[Finding], report: Report, edition: Edition) -> Row:
    """What the index's template shows of it."""
    found = list(found)

    def begin(*starts: str) -> list[Row]:
        return sentences([item for item in found if item.id.startswith(starts)], report, edition, plain=True)

    return {
        "apart": _apart(report, edition),
        "apart_notes": begin("shared"),
        "conflicts": begin("conflict"),
        "checks": begin("check-failed"),
        "checks_notes": begin("checks"),
        "silent": begin("no-figure"),
        "skipped": [row for row in report.rows["pages"] if row["status"] != "read"],
    }


def _apart(report: Report, edition: Edition) -> list[Row]:
    """Kinds of figure that two provinces print and that share no axis, those of most provinces first."""
    comparison = report.frames["comparison"]
    kinds = shared(comparison).to_dict("records") if len(comparison) else []
    values: dict[str, list[Row]] = {}
    for row in report.rows["comparison"]:
        if row["status"] not in {"told_without_number", "not_reported", "derived"}:
            values.setdefault(row["family"], []).append(row)
    unlike = sorted(
        (kind for kind in kinds if not kind["comparable"]),
        key=lambda kind: (-len(items(kind["provinces"])), kind["family"]),
    )
    return [
        {
            "kind": _kind(kind["family"], edition),
            "provinces": _by_province(values[kind["family"]], report, edition),
            "why": [_reason(code, report, edition) for code in items(kind["why_not"])],
        }
        for kind in unlike
    ]


def _kind(family: str, edition: Edition) -> str:
    """What a family of indicators is called: what is counted, what happened, the measure if no count."""
    thing, change, measure = family.split(".")
    words = [edition.label("object", thing), edition.label("change", change)]
    return ", ".join([*words, edition.label("measure", measure)] if measure != "count" else words)


def _by_province(rows: list[Row], report: Report, edition: Edition) -> list[Row]:
    """The values of one kind, province by province; of many the first are shown."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["province"], []).append(row)
    return [
        {
            "name": name,
            "href": links.province(name),
            "values": [_reported(row, report, edition) for row in found[name][:VALUES]],
            "more": len(found[name]) > VALUES,
        }
        for name in sorted(found, key=alphabetical)
    ]


def _reason(code: str, report: Report, edition: Edition) -> str:
    entry = report.entries("reasons").get(code)
    return str(entry[edition.language]) if entry else edition.label("why_not", code)


def _reported(row: Row, report: Report, edition: Edition) -> Row:
    """A province's value, linked to the sentence that prints it where one does."""
    figure = report.statistics.get(row["statistic_id"] or "")
    measure = figure["measure"] if figure else None
    return {
        "value": edition.value({**row, "measure": measure}) or edition.label("status", row["status"]),
        "href": links.article(figure["article_id"], figure["statistic_id"]) if figure else "",
    }
