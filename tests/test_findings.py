"""The sentences of the index: made from the tables, each with the figures that it rests on."""

from __future__ import annotations

import re
from typing import Any

from hand_made import articles, statistics
from tinhgon import audits, comparison, tables
from tinhgon.rules import book

DEFAULTS = {"as_of": "2018-01-01/2018-12-31", "as_of_basis": "sentence"}


def told(figures: list[dict[str, Any]], **case: Any) -> dict[str, comparison.Finding]:
    table = statistics(figures, **DEFAULTS)
    given = articles(case.get("articles", []))
    made = comparison.compare(table, tables.frame("adoptions", case.get("adoptions", [])), given)
    checked = audits.audit(table, given)
    found = comparison.findings({**made, "statistics": table, "articles": given, "audits": checked})
    assert len({finding.id for finding in found}) == len(found)
    return {finding.id.split("-son-la")[0]: finding for finding in found}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_finding_of_a_cut() -> None:
    finding = told(
        [
            {"id": "cut", "object": "villages", "change": "decrease", "value": 815},
            {"id": "left", "object": "villages", "value": 2509, "role": "to"},
        ]
    )["cut-and-left"]
    assert "815 fewer" in finding.en
    assert plain(finding.en).endswith("2,509 left: 24.5 % of 3,324 (derived).")
    assert plain(finding.vi).endswith("còn 2.509: 24,5 % của 3.324 (suy ra).")
    assert set(finding.statistic_ids) == {"cut", "left"}
    assert finding.strength == "derived"


def test_finding_of_two_sources_that_add_up() -> None:
    rounds = [("a.txt#1", 94, 3230, 2018), ("b.txt#1", 815, 2509, 2019)]
    figures = [
        {"in": article, "object": "villages", "as_of": f"{year}-01-01/{year}-12-31", **figure}
        for article, cut, left, year in rounds
        for figure in ({"change": "decrease", "value": cut}, {"value": left, "role": "to"})
    ]
    finding = told(figures)["sources-add-up"]
    assert "3,230 + 94 = 2,509 + 815 = 3,324" in finding.en
    assert len(finding.statistic_ids) == 4
    figures[0]["value"] = 95
    assert "sources-add-up" not in told(figures)


def test_findings_of_models_and_silence() -> None:
    found = told(
        [
            {"measure": "ratio", "numerator": n, "denominator": 14, "change": "adoption", "predicate": model}
            for n, model in ((7, "joint_office"), (2, "mobilisation_front"))
        ],
        adoptions=[
            {
                "article_id": "a.txt#1",
                "province": "Trà Vinh",
                "predicate": "joint_office",
                "level": "district",
            }
        ],
        articles=[{"id": "c.txt#1", "provinces": "Điện Biên"}],
    )
    assert "runs 1 of 2 counted models in at least half of its 14" in found["models-run"].en
    assert "1 pairs" in found["models-named"].en
    assert found["no-figure"].vi == "Điện Biên: có bài nhưng không có số liệu nào."


def test_finding_of_failed_checks() -> None:
    figures = [
        {
            "id": "r",
            "measure": "ratio",
            "numerator": 76,
            "denominator": 186,
            "change": "adoption",
            "surface": "76/186",
        },
        {"id": "p", "measure": "percent", "value": 40.3, "change": "adoption", "surface": "40,3%"},
    ]
    found = told([{**figure, "predicate": "joint_office"} for figure in figures])
    assert found["checks"].en == "Of 1 checks of the pages' own arithmetic 1 failed."
    failed = next(finding for finding in found.values() if finding.id.startswith("check-failed"))
    assert failed.statistic_ids == ("p", "r")
    assert failed.strength == "disputed"


def test_every_template_has_one_set_of_names() -> None:
    import string

    for entry in book().entries("findings"):
        names = [
            {field for _, field, _, _ in string.Formatter().parse(entry[lang]) if field}
            for lang in ("en", "vi")
        ]
        assert names[0] == names[1], entry["id"]


def test_provinces_side_by_side_are_told_with_all_their_values() -> None:
    rows = [("Sơn La", 12), ("Lai Châu", 8)]
    figures = [
        {"id": name, "in": f"{name}.txt#1", "province": name, "object": "payroll", "measure": "percent",
         "change": "decrease", "value": value, "base": "so với năm 2015"}
        for name, value in rows
    ]  # fmt: skip
    finding = like(figures)["like-for-like-payroll"]
    assert plain(finding.en).endswith("(against 2015), 2017–2021: Sơn La 12 % and Lai Châu 8 %.")
    assert plain(finding.vi).endswith("(so với 2015), 2017–2021: Sơn La 12 % và Lai Châu 8 %.")
    assert (finding.statistic_ids, finding.strength) == (("Sơn La", "Lai Châu"), "each")


def test_a_plan_is_said_to_be_one_and_stands_apart_from_results() -> None:
    figures = [
        {"in": f"{name}.txt#1", "province": name, "object": "communes", "value": value, "target": planned,
         "role": role}
        for name, before in (("Sơn La", 200), ("Lai Châu", 100))
        for value, planned, role in ((before, False, "from"), (before // 2, True, "to"))
    ]  # fmt: skip
    found = like(figures)
    assert found["like-for-like-plan-communes"].en.startswith("Planned. ")
    assert not any("like-for-like-communes.decrease" in name for name in found)


def test_of_many_provinces_the_ends_are_told() -> None:
    names = ["Sơn La", "Lai Châu", "Hà Giang", "Cao Bằng", "Lào Cai", "Yên Bái"]
    figures = [
        {"in": f"{name}.txt#1", "province": name, "object": "villages", "value": 1000 + at}
        for at, name in enumerate(names)
    ]
    finding = like(figures)["like-for-like-many-villages"]
    assert plain(finding.en).endswith("2017–2021: 6 provinces, from Sơn La 1,000 to Yên Bái 1,005.")


def like(figures: list[dict[str, Any]]) -> dict[str, comparison.Finding]:
    """The findings of provinces side by side by the head of their ids, the first of each."""
    table = statistics(figures, **DEFAULTS)
    made = comparison.compare(table, tables.frame("adoptions", []), articles([]))
    found: dict[str, comparison.Finding] = {}
    for finding in comparison.findings({**made, "statistics": table}):
        if finding.id.startswith("like-for-like"):
            found.setdefault(re.split(r"-(?:level|decrease)", finding.id)[0], finding)
    return found
