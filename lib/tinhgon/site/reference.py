"""The page that explains: the methods, with the counts of this corpus."""

from __future__ import annotations

from collections import Counter

from tinhgon.site.edition import Edition
from tinhgon.site.frame import Page
from tinhgon.site.report import Report


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
