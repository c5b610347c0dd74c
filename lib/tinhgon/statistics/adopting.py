"""Which model a figure tells of: one of the sentence, or a merger of what is counted."""

from __future__ import annotations

from dataclasses import replace

from tinhgon.clauses import Model
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

HOLDERS = {"cell_secretaries", "other", "departments", "health_units"}  # what holds posts or runs models
OPEN_SHARES = {"", "plan_done", "other_standard"}  # predicates of shares that a model may take the place of


def adopt(figures: list[Statistic], rulebook: Rulebook) -> None:
    """Settle adoptions: a part of the places (or of those who hold the posts) that runs a model.

    A figure that stands for two models becomes two rows of `figures`.
    """
    for figure in list(figures):
        if not _may_adopt(figure, rulebook):
            continue
        for number, model in enumerate(_models_of(figure, figures)):
            row = figure if number == 0 else replace(figure)
            row.tell("adoption", model.id, f"model.{model.id}")
            row.tier = row.tier or model.tier
            if number:
                figures.insert(figures.index(figure) + number, row)


def _may_adopt(figure: Statistic, rulebook: Rulebook) -> bool:
    if figure.change in {"decrease", "increase"}:
        return False
    if kind_of(figure.object, rulebook) != "places" and figure.object not in HOLDERS:
        return False
    if figure.change == "share" and figure.predicate not in OPEN_SHARES:
        return False
    return figure.role not in {"to", "from", "part"} and figure.rule != "whole"


def _models_of(figure: Statistic, figures: list[Statistic]) -> list[Model]:
    """The models told of the figure: those before it up to the figure before, else the next behind it, else
    the last of the sentence."""
    sentence = figure.sentence
    if not sentence.models:
        return []
    bracket = sentence.bracket(figure.start)
    segment = sentence.segment(bracket.start - 2 if bracket else figure.start)  # outside of the bracket
    others = [s for s in figures if s.end <= figure.start and sentence.bracket(s.start) is None]
    last = others[-1].end if others else sentence.start
    ahead = [m for m in sentence.models if m.end <= figure.start]
    own = [m for m in ahead if m.start >= last]
    if own and own[-1].start >= segment.start:
        return list({m.id: m for m in own}.values())
    behind = [m for m in sentence.models if figure.end <= m.start < segment.end]
    inside = any(m.start >= segment.start for m in ahead)
    return behind[:1] if behind and not inside else ahead[-1:]


def merger(figure: Statistic, rulebook: Rulebook) -> str:
    """The model of a merger; provinces that merge places of theirs run `places_merged`."""
    if figure.object != "other":
        return merger_of(figure.object, rulebook)
    inside = figure.sentence.said("objects", "districts", "communes", "villages", start=figure.end)
    return merger_of(inside[0].id, rulebook) if inside else "other_model"


def merger_of(object_id: str, rulebook: Rulebook) -> str:
    """The model that merging things of this object is.

    >>> from tinhgon.rules import book
    >>> merger_of("villages", book()), merger_of("payroll", book())
    ('places_merged', 'other_model')
    """
    for entry in rulebook.entries("models"):
        if object_id in entry.get("merged", ()):
            return str(entry["id"])
    return "other_model"
