"""Findings as sentences of the index: grouped by what they tell, numbers linked to where they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from tinhgon import links
from tinhgon.charts import wording
from tinhgon.comparison import Finding
from tinhgon.site.edition import Edition, Row
from tinhgon.site.report import Report

# What a group of findings is headed by, and how the ids of its findings begin. Best first.
GROUPS = {
    "side_by_side": ("like-for-like", "agreed"),
    "cuts": ("cut-and-left", "from-and-to", "sources-add-up", "quota"),
    "firmness": ("rests-on", "end-rests-on", "stands-without", "without-approximate"),
    "models": ("models-run", "models-named"),
    "bare": ("bare-cuts", "ratings"),
}
DOUBTS = ("conflict", "check", "shared", "no-figure")  # told in parts of their own
SHOWN = 6  # of a group; the rest is folded away


def context(found: Iterable[Finding], report: Report, edition: Edition) -> Row:
    """What the index's template shows of the findings, by group; what no group claims comes last."""
    groups: dict[str, list[Finding]] = {name: [] for name in (*GROUPS, "other")}
    for finding in found:
        if not finding.id.startswith(DOUBTS):
            groups[_group(finding)].append(finding)
    return {
        "findings": [_told(name, members, report, edition) for name, members in groups.items() if members]
    }


def _told(name: str, members: list[Finding], report: Report, edition: Edition) -> Row:
    """A group: what all of its findings have in common is said once, above them."""
    same = len({item.strength for item in members}) == 1
    return {
        "name": name,
        "title": edition.say(f"findings_{name}"),
        "strength": _strength(members[0], edition) if same else "",
        "first": sentences(members[:SHOWN], report, edition, plain=same),
        "rest": sentences(members[SHOWN:], report, edition, plain=same),
    }


def _group(finding: Finding) -> str:
    return next((name for name, starts in GROUPS.items() if finding.id.startswith(starts)), "other")


def sentences(found: Iterable[Finding], report: Report, edition: Edition, plain: bool = False) -> list[Row]:
    """Each finding's address and sentence, and unless `plain` how far it is to be trusted."""
    return [
        {
            "id": f"finding-{item.id}",
            "html": sentence(item, report, edition),
            "strength": "" if plain else _strength(item, edition),
        }
        for item in found
    ]


def _strength(finding: Finding, edition: Edition) -> str:
    phrase = f"strength_{finding.strength}"
    return edition.say(phrase) if edition.knows(phrase) else ""


def sentence(finding: Finding, report: Report, edition: Edition) -> Markup:
    """A finding's sentence, each number that a figure prints linked to where it is printed; figures that
    no number of the sentence names follow as numbered evidence.
    """
    text = str(getattr(finding, edition.language))
    rows = [report.statistics[ident] for ident in finding.statistic_ids if ident in report.statistics]
    taken: list[tuple[int, int, Row]] = []
    rest: list[Row] = []
    for row in rows:
        place = _mention(text, row, taken, edition)
        if place:
            taken.append((*place, row))
        else:
            rest.append(row)
    html, at = Markup(""), 0
    for start, end, row in sorted(taken, key=lambda item: item[:2]):
        html += escape(text[at:start]) + _link(row, text[start:end])
        at = end
    return html + escape(text[at:]) + _evidence(rest, edition)


def _mention(
    text: str, row: Row, taken: list[tuple[int, int, Row]], edition: Edition
) -> tuple[int, int] | None:
    """Where the sentence prints a number of the row that no other row has taken."""
    numbers = [
        wording.number(row[name], edition.language)
        for name in ("numerator", "value", "denominator")
        if row[name] is not None
    ]
    for number in numbers:
        # A part takes its whole along (13/14), a share its sign (100 %).
        for found in re.finditer(rf"(?<![\d.,/]){re.escape(number)}(?!\d|[.,]\d)(?:/[\d.,]*\d|\s?%)?", text):
            if all(found.end() <= start or found.start() >= end for start, end, _ in taken):
                return found.span()
    return None


def _link(row: Row, words: str) -> Markup:
    href = links.article(row["article_id"], row["statistic_id"])
    return Markup('<a class="evidence" href="{}" title="{}">{}</a>').format(href, row["surface"], words)


def _evidence(rows: list[Row], edition: Edition) -> Markup:
    if not rows:
        return Markup("")
    marks = Markup(" ").join(_link(row, str(n)) for n, row in enumerate(rows, start=1))
    return Markup(' <span class="more-evidence">{}: {}</span>').format(edition.say("evidence"), marks)
