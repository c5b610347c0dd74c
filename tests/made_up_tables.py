"""Small made-up tables with what real ones have: hostile text, missing cells, two provinces, a digest."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tinhgon import audits, comparison, concordance, corrections, quality, tables
from tinhgon.shortfalls import passages
from tinhgon.text import sentences

HOSTILE = '<script>alert("x")</script> $a_1$ & <b>'
TEXT = (
    f"{HOSTILE} Sơn La\nTỉnh giảm 815 thôn, nay còn 2.509 thôn. Có 7/14 huyện làm vậy, đạt 50,5%."
    " Tuy nhiên còn nhiều hạn chế."
)
DAY, AT = "2019-08-05", TEXT.index("815")
OTHER = "Lai Châu\nCó trên 60% huyện làm vậy. Mô hình được nhân rộng."


def tables_made_up() -> dict[str, pd.DataFrame]:
    """Every table that the charts show, by name."""
    found = {
        "pages": tables.frame(
            "pages",
            [
                {
                    "source_file": "a<b>.txt",
                    "status": "read",
                    "articles": 1,
                    "repairs": ["eth:2", "space:9"],
                    "bytes": 9,
                },
                {"source_file": "b.txt", "status": "read", "articles": 1, "bytes": 7},
                {"source_file": "c.txt", "status": "skipped", "articles": 0, "reason": "c.txt: not text <i>"},
            ],
        ),
        "lines": tables.frame(
            "lines",
            [
                _line(1, "title", f"{HOSTILE} Sơn La"),
                _line(2, "body", "x" * 300),
                _line(3, "furniture", "Gửi <u>"),
            ],
        ),
        "articles": tables.frame(
            "articles",
            [
                _article(
                    "a<b>.txt", f"{HOSTILE} Sơn La", TEXT, "Sơn La", published="2019-08-05", publisher=HOSTILE
                ),
                _article("b.txt", "Lai Châu", OTHER, "Lai Châu", text_kind="digest"),
            ],
        ),
        "statistics": tables.frame(
            "statistics",
            [
                _figure("815 thôn", 815, object="villages", change="decrease", tier="village"),
                _figure("2.509 thôn", 2509, object="villages", change="level", tier="village"),
                _figure(
                    "7/14 huyện", 50, measure="ratio", numerator=7, denominator=14, stage="pilot", **MODEL
                ),
                _figure("50,5%", 50.5, measure="percent", **MODEL),
                _figure("trên 60% huyện", 60, file="b.txt", measure="percent", qualifier=">", **MODEL),
            ],
        ),
        "adoptions": tables.frame(
            "adoptions", [_model("Sơn La", "district"), _model("Lai Châu", None), _model(None, None)]
        ),
        "references": tables.frame(
            "references",
            [
                {**_place("a<b>.txt"), "surface": "Nghị quyết 18", "kind": "nghị quyết", "number": number}
                for number in ("18-NQ/TW", None)
            ],
        ),
        "ledger": tables.frame(
            "ledger",
            [
                {
                    **_place("a<b>.txt"),
                    "start": TEXT.index("815"),
                    "end": TEXT.index("815") + 3,
                    "surface": "815",
                    "kind": kind,
                }
                for kind in ("statistic", "unknown")
            ],
        ),
        "terms": tables.frame(
            "terms",
            [
                {
                    "term": term,
                    "group": group,
                    "frequency": n,
                    "per_million": 10.0 * n,
                    "document_frequency": 1,
                }
                for group in ("all", "Sơn La", "Lai <i>Châu")
                for n, term in ((3, "biên chế"), (2, HOSTILE))
            ],
        ),
    }  # fmt: skip
    found["audits"] = audits.audit(found["statistics"], found["articles"])
    found |= comparison.compare(found["statistics"], found["adoptions"], found["articles"])
    found["shortfalls"] = passages(found["articles"])
    found |= quality.evaluate(gold_made_up(), found)
    found["review"] = corrections.review(found, found["articles"], found["rule_precision"])
    line = {
        **_place("a<b>.txt"),
        "query": "biên chế",
        "found": 2,
        "left": HOSTILE,
        "match": "biên chế",
        "right": None,
    }
    found[concordance.TABLE] = tables.frame(
        concordance.TABLE, [{**line, "provinces": "Sơn La", "start": 0, "end": 8}]
    )
    found["corrections"] = tables.frame("corrections", [_entry("set", HOSTILE), _entry("confirm", None)])
    return found


def gold_made_up() -> dict[str, pd.DataFrame]:
    """A coder's reading of the first page: one figure as the tables have it, one otherwise, one missed."""
    coded = [
        _figure("815 thôn", 815, object="villages", change="decrease", tier="village"),
        _figure("2.509 thôn", 2509, object="communes", change="level", place=HOSTILE),
        _figure("815", 9, object="communes", change="level") | {"surface": HOSTILE},
    ]
    return {
        "articles": pd.DataFrame([{**_place("a<b>.txt"), "title": HOSTILE, "provinces": "Sơn La"}]),
        "statistics": pd.DataFrame(coded).drop(columns=["sentence", "start", "end", "statistic_id"]),
        "references": pd.DataFrame([{**_place("a<b>.txt"), "number": HOSTILE, "surface": HOSTILE}]),
    }


def _entry(action: str, value: str | None) -> dict[str, Any]:
    """A line of corrections.csv."""
    said = {"field": "place" if value else None, "value": value, "printed": "place=" if value else None}
    signed = {"reason": HOSTILE, "source": HOSTILE, "by": HOSTILE, "on": "2026-01-03"}
    place = {**_place("a<b>.txt"), "surface": "815 thôn", "occurrence": 1, "statistic_id": "815 thôn"}
    return {**place, "action": action, **said, **signed}


def tables_empty() -> dict[str, pd.DataFrame]:
    """The same tables without a row."""
    return {name: table.head(0) for name, table in tables_made_up().items()}


MODEL = {"object": "districts", "change": "adoption", "predicate": "joint_office", "tier": "district"}


def _place(file: str) -> dict[str, Any]:
    return {"article_id": f"{file}#1", "source_file": file, "article": 1}


def _line(number: int, label: str, text: str) -> dict[str, Any]:
    return {
        "source_file": "a<b>.txt",
        "line": number,
        "article": 1,
        "label": label,
        "rule": "made_up",
        "text": text,
    }


def _article(file: str, title: str, text: str, provinces: str, **more: Any) -> dict[str, Any]:
    return {
        **_place(file),
        "title": title,
        "text": text,
        "characters": len(text),
        "provinces": [provinces],
        **more,
    }


def _figure(surface: str, value: float, file: str = "a<b>.txt", **more: Any) -> dict[str, Any]:
    text = TEXT if file == "a<b>.txt" else OTHER
    start = text.index(surface)
    sentence = next(span for span in sentences(text) if span.start <= start < span.end)
    return {
        **_place(file),
        "statistic_id": surface,
        "surface": surface,
        "measure": "count",
        "value": value,
        "qualifier": "=",
        "province": "Sơn La" if file == "a<b>.txt" else "Lai Châu",
        "scope": "whole",
        "target": False,
        "sentence": text[sentence.start : sentence.end],
        "start": start,
        "end": start + len(surface),
    } | more


def _model(province: str | None, level: str | None) -> dict[str, Any]:
    told = {
        "province": province,
        "predicate": "party_blocs",
        "level": level,
        "surface": f"hợp nhất {HOSTILE}…",
    }
    return {**_place("b.txt"), **told, "sentence": "Mô hình được nhân rộng.", "start": 40, "end": 62}
