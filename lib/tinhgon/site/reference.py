"""The pages that explain: the code book, generated from the rules in use, and the methods with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.report import Report

CODED = ("objects", "changes", "models", "standards", "tiers")


def code_book(report: Report, edition: Edition) -> Page:
    """The ids of the tables, what each counts and how the press prints it."""
    sections = [
        {
            "name": name,
            "title": edition.say(f"book_{name}"),
            "note": edition.say(f"book_{name}_note"),
            "entries": [_entry(entry, name, report, edition) for entry in report.entries(name).values()],
        }
        for name in CODED
    ]
    context = {
        "sections": [section for section in sections if section["entries"]],
        "digest": report.book.digest,
    }
    return Page("code-book.html", edition.say("code_book"), "code_book.html.j2", context)


def _entry(entry: Mapping[str, Any], name: str, report: Report, edition: Edition) -> Row:
    column = {"objects": "object", "changes": "change", "tiers": "tier"}.get(name, "predicate")
    return {
        "id": entry["id"],
        "label": entry[edition.language],
        "other": entry[edition.other.language],
        "examples": _examples(entry, column)[:3],
        "figures": sum(row[column] == entry["id"] for row in report.rows["statistics"]),
    }


def _examples(entry: Mapping[str, Any], column: str) -> list[str]:
    """The texts of an entry's examples that show what it finds, not those that show what it leaves alone."""
    return [
        str(example["text"])
        for example in entry.get("examples", [])
        if all(example.get(key, "") is not None for key in ("value", "figure"))
        and example.get(column, entry["id"]) == entry["id"]
    ]


def methods(report: Report, version: str, edition: Edition) -> Page:
    """How the figures were read and how far they can be trusted, with the counts of this corpus."""
    kinds = Counter(row["text_kind"] or "original" for row in report.rows["articles"])
    bases = Counter(row["published_basis"] or "" for row in report.rows["articles"])
    figures = report.rows["statistics"]
    context = {
        "version": version,
        "digest": report.book.digest,
        "note": report.note(edition),
        "counts": {
            "pages": len(report.rows["pages"]),
            "read": sum(row["status"] == "read" for row in report.rows["pages"]),
            "articles": len(report.rows["articles"]),
            "digests": kinds["digest"],
            "undated": bases[""] + bases["clock"],
            "figures": len(figures),
            "adoptions": len(report.rows["adoptions"]),
            "references": len(report.rows["references"]),
            "confirmed": sum(bool(row["confirmed"]) for row in figures),
            "corrected": sum(bool(row["corrected"]) for row in figures),
            "approximate": sum(row["qualifier"] not in {None, "="} for row in figures),
            "placeless": sum(row["province"] is None for row in figures),
        },
    }
    return Page("methods.html", edition.say("methods"), "methods.html.j2", context)
