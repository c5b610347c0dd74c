"""What the Methods text counts: every number and list that its sentences name, in one language's words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from tinhgon import agreement
from tinhgon.audits import FAILED
from tinhgon.charts.corpus import KEPT
from tinhgon.comparison.periods import GAP
from tinhgon.site.edition import Edition, Row
from tinhgon.site.report import Report, items

Facts = dict[str, str]
VALUED = ("reported", "derived", "conflict")


def facts(report: Report, edition: Edition) -> Facts:
    """Every number and list of the text but the parameters, as words; "0" or "" where there is none."""
    return {
        name: value
        for part in (_corpus, _cleaning, _figures, _thresholds, _compared, _robust, _scored)
        for name, value in part(report, edition).items()
    }


def _corpus(report: Report, edition: Edition) -> Facts:
    pages, articles = report.rows["pages"], report.rows["articles"]
    left = [row for row in pages if row["status"] != "read"]
    dated = [row for row in articles if row["published"]]
    days = sorted(row["published"] for row in dated)
    hashes = "".join(sorted(str(row["sha256"] or "") for row in pages))
    provinces = {name for row in articles for name in items(row["provinces"])}
    publishers = {row["publisher"] for row in articles if row["publisher"]}
    return {
        "pages": edition.number(len(pages)),
        "read": edition.number(len(pages) - len(left)),
        "corpus": hashlib.sha256(hashes.encode()).hexdigest()[:16],
        "left": edition.number(len(left)),
        "left_by_reason": _by("status", (row["status"] for row in left), edition),
        "articles": edition.many(len(articles), "article"),
        "provinces": edition.many(len(provinces), "province"),
        "publishers": edition.many(len(publishers), "publisher_count"),
        "dated": edition.number(len(dated)),
        "undated": edition.number(len(articles) - len(dated)),
        "years": "–".join(dict.fromkeys((days[0][:4], days[-1][:4]))) if days else "",
        "bases": _by("published_basis", (row["published_basis"] for row in dated), edition),
        "copies": edition.number(sum(bool(row["duplicate_of"]) for row in articles)),
        "digests": edition.number(sum(row["text_kind"] == "digest" for row in articles)),
    }


def _by(column: str, values: Iterable[str | None], edition: Edition) -> str:
    """Codes with how often each occurs, the most frequent first."""
    counts = Counter(value for value in values if value)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{edition.label(column, code)} {edition.number(n)}" for code, n in ranked)


def _cleaning(report: Report, edition: Edition) -> Facts:
    lines = report.rows["lines"]
    kept = sum(row["label"] in KEPT for row in lines)
    aside = (row["label"] for row in lines if row["label"] not in KEPT)
    return {
        "lines": edition.many(len(lines), "line"),
        "kept": edition.number(kept),
        "set_aside": _by("label", aside, edition) or edition.say("none"),
    }


def _figures(report: Report, edition: Edition) -> Facts:
    rows, ledger, audits = (report.rows[name] for name in ("statistics", "ledger", "audits"))
    return {
        "figures": edition.many(len(rows), "figure"),
        "measures": _by("measure", (row["measure"] for row in rows), edition) or edition.say("none"),
        "with_figures": edition.number(len({row["article_id"] for row in rows})),
        "targets": edition.number(sum(bool(row["target"]) for row in rows)),
        "approximate": edition.number(sum(row["qualifier"] not in {None, "="} for row in rows)),
        "placeless": edition.number(sum(row["province"] is None for row in rows)),
        "adoptions": edition.number(len(report.rows["adoptions"])),
        "references": edition.number(len(report.rows["references"])),
        "runs": edition.number(len(ledger)),
        "unknown": edition.number(sum(row["kind"] == "unknown" for row in ledger)),
        "confirmed": edition.number(sum(bool(row["confirmed"]) for row in rows)),
        "corrected": edition.number(sum(bool(row["corrected"]) for row in rows)),
        "checks": edition.number(len(audits)),
        "failed": edition.number(sum(row["verdict"] in FAILED for row in audits)),
    }


def _thresholds(report: Report, edition: Edition) -> Facts:
    """What the gate and the test of agreement take for the same."""
    rounds = [entry[edition.language] for entry in report.book.entries("rounds")]
    low, high = agreement.REACH["≈"]
    return {
        "rounds": "; ".join(rounds),
        "gap": edition.number(GAP.days),
        "about": edition.number(round(100 * max(1 - low, high - 1))),
        "over": edition.number(round(100 * (agreement.REACH[">"][1] - 1))),
        "under": edition.number(round(100 * (1 - agreement.REACH["<"][0]))),
    }


def _compared(report: Report, edition: Edition) -> Facts:
    rows = report.rows["comparison"]
    values = [row for row in rows if row["status"] in VALUED]
    apart = [row for row in values if not row["comparable"]]
    axes = {row["axis"] for row in values if row["comparable"]}
    status = Counter(row["status"] for row in rows)
    spans = [row for row in report.rows["articles"] if row["published_within"] and not row["published"]]
    return {
        "spanned": edition.number(len(spans)),
        "values": edition.many(len(values), "values"),
        "valued_provinces": edition.many(len({row["province"] for row in values}), "province"),
        "comparable": edition.number(len(values) - len(apart)),
        "axes": edition.many(len(axes), "axis"),
        "apart": edition.number(len(apart)),
        "reasons": _reasons(apart, report, edition) or edition.say("none"),
        "conflicts": edition.number(status["conflict"]),
        "derived": edition.number(status["derived"]),
        "told": edition.number(status["told_without_number"]),
        "silent": edition.number(status["not_reported"]),
    }


def _reasons(apart: list[Row], report: Report, edition: Edition) -> str:
    """Why values stand on no axis, each reason with how many it holds for; a value may have several."""
    names = report.entries("reasons")
    counts = Counter(code for row in apart for code in items(row["why_not"]))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    told = [
        f"{names[code][edition.language] if code in names else code} {edition.number(n)}"
        for code, n in ranked
    ]
    return "; ".join(told)


def _robust(report: Report, edition: Edition) -> Facts:
    rows = report.rows["robustness"]
    axes = {(row["indicator"], row["round"], row["target"]) for row in rows}
    fragile = {
        (row["indicator"], row["round"], row["target"])
        for row in rows
        if row["kind"] == "article" and not row["comparable"]
    }
    return {"tested": edition.number(len(axes)), "fragile": edition.number(len(fragile))}


def _scored(report: Report, edition: Edition) -> Facts:
    """The scores against hand-coded pages, where there are any."""
    scores = {row["score"]: row for row in report.rows["scores"]}
    detect = scores.get("detect", {})
    pages = detect.get("pages") or 0
    shares = [f"{name}{end}" for name in ("precision", "recall", "f1") for end in ("", "_low", "_high")]
    return {
        "scored_pages": edition.number(pages),
        "unscored": "" if pages else "1",
        **{name: edition.number(detect.get(name)) for name in ("gold", "found", "hits")},
        **{name: _score(detect.get(name), edition) for name in shares},
        "tuple": _score(scores.get("tuple", {}).get("f1"), edition),
        "comparable_f1": _score(scores.get("comparable", {}).get("f1"), edition),
    }


def _score(value: float | None, edition: Edition) -> str:
    """A score to three places, so that 0.9976 is not read as 1, nor 1 as a rounded figure."""
    if value is None:
        return "–"
    told = f"{value:.3f}"
    return told.replace(".", ",") if edition.language == "vi" else told
