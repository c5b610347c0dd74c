"""Which province runs which model, where the page gives no figure for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tinhgon.clauses import Article, Model, Sentence
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.statistics import Statistic
from tinhgon.text import Span

_UNNAMED = re.compile(
    r"\b(?:hầu hết|nhiều|đa số|phần lớn|một số|các)\s+(?:các\s+)?(?:tỉnh|địa phương|thành phố)"
)
_TAIL = re.compile(r"(?:\s+[^\W\d]+){0,6}?\s+(tỉnh|huyện|xã)(?!\w)")
_LIST = re.compile(r"\s*[:(]\s*$")


@dataclass(frozen=True, slots=True)
class Adoption:
    """A province (empty: unnamed ones) and a model; `text[start:end]` names the model."""

    province: str
    predicate: str
    level: str
    start: int
    end: int
    sentence: Span
    place: str = ""
    stage: str = ""


def find(article: Article, figures: Sequence[Statistic], rulebook: Rulebook) -> list[Adoption]:
    """The adoptions of `article`, each province, model and level once, in order.

    A wish, a request or a plan is not adoption; a model that the same sentence gives a figure for is a
    statistic alone.
    """
    found: list[Adoption] = []
    seen: set[tuple[str, str, str]] = set()
    counted = {(s.sentence.start, s.predicate) for s in figures}
    objects = {(s.sentence.start, s.object) for s in figures}
    for sentence in article.sentences:
        for model in sentence.models:
            if _is_counted(sentence, model, counted, objects, rulebook) or _is_wish(sentence, model):
                continue
            for adoption in _adoptions(article, sentence, model):
                key = (adoption.province, adoption.predicate, adoption.level)
                if key not in seen:
                    seen.add(key)
                    found.append(adoption)
    return found


def _is_counted(
    sentence: Sentence,
    model: Model,
    counted: set[tuple[int, str]],
    objects: set[tuple[int, str]],
    rulebook: Rulebook,
) -> bool:
    """Whether a figure of the sentence tells of the model. A merger of named bodies
    is told beside the figure of another one; a merger of places in general is not."""
    merged = rulebook.by_id("models")[model.id].get("merged", ())
    named = sum(model.start <= m.start and m.end <= model.end for m in sentence.said("offices")) > 1
    if merged and named:
        return False
    return (sentence.start, model.id) in counted or any(
        (sentence.start, object_id) in objects for object_id in merged
    )


def _is_wish(sentence: Sentence, model: Model) -> bool:
    """The nearest word before the model says that it is not yet, or not, so."""
    segment = sentence.segment(model.start)
    wish = sentence.last_before(
        model.start, sentence.said("cues", "wish", start=segment.start, end=model.start)
    )
    done = sentence.last_before(
        model.start, sentence.said("cues", "done", start=segment.start, end=model.start)
    )
    if wish is not None:
        return done is None or done.start < wish.start
    demands = sentence.said("cues", "demand", end=model.start)
    return bool(demands) and ":" in sentence.between(demands[0].end, model.start)


def _adoptions(article: Article, sentence: Sentence, model: Model) -> Iterator[Adoption]:
    span = Span(sentence.start, sentence.end)
    level = _level(sentence, model)
    for province, place in _who(article, sentence, model):
        yield Adoption(
            province, model.id, level, model.start, model.end, span, place, _stage(sentence, model)
        )


def _who(article: Article, sentence: Sentence, model: Model) -> list[tuple[str, str]]:
    """The provinces of a list behind the model, else the one named before it, else the article's."""
    listed = _listed(sentence, model)
    if listed:
        return [(place.province or "", "") for place in listed]
    segment = sentence.segment(model.start)
    within = [p for p in sentence.places if p.level == "province" and model.start <= p.start < model.end]
    if within:
        return [(within[-1].province or "", "")]
    before = [p for p in sentence.places if p.province and p.end <= model.start]
    unnamed = _UNNAMED.search(sentence.folded, segment.start, model.end)
    if unnamed is not None and not any(p.start > unnamed.start() for p in before):
        return [("", "")]
    if before:
        smaller = "" if before[-1].level == "province" else sentence.text[before[-1].start : before[-1].end]
        return [(before[-1].province or "", smaller)]
    earlier = [
        p
        for s in article.sentences
        if s.line == sentence.line and s.start < sentence.start
        for p in s.places
        if p.province
    ]
    if len(article.provinces) == 1:
        return [(article.provinces[0], "")]
    return [(earlier[-1].province or "", "")] if earlier else []


def _listed(sentence: Sentence, model: Model) -> list[Place]:
    """`… cấp huyện (Bình Thuận, Trà Vinh)`, `… MTTQ tỉnh: Bình Phước, Bình Dương`."""
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([sentence.segment(model.end).end, *following])
    named = [p for p in sentence.places if p.level == "province" and model.end <= p.start < stop]
    if not named:
        return []
    opener = re.search(r"[:(]", sentence.folded[model.end : named[0].start])
    if opener is None or not _LIST.search(sentence.folded[model.end : named[0].start].removesuffix("tỉnh ")):
        return []
    return named


def _level(sentence: Sentence, model: Model) -> str:
    """The tier that the words of the model or those next to it name."""
    if model.tier:
        return model.tier
    segment = sentence.segment(model.start)
    tiers = [m for m in sentence.said("tiers", start=model.start) if m.form == "phrases" and m.id != "all"]
    inside = [m for m in tiers if m.end <= model.end + 30]
    if inside:
        return inside[-1].id
    if tail := _TAIL.match(sentence.folded, model.end, segment.end):
        return {"tỉnh": "province", "huyện": "district", "xã": "commune"}[tail[1]]
    others = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([segment.end, model.end + 160, *others])
    far = [m for m in tiers if m.end <= stop and sentence.between(m.start, m.end).startswith("cấp")]
    return far[0].id if far else ""


def _stage(sentence: Sentence, model: Model) -> str:
    segment = sentence.segment(model.start)
    if sentence.said("cues", "approved", start=segment.start, end=model.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
