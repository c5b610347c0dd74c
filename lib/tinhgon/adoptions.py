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

_UNNAMED = re.compile(r"\b(?:hầu hết|nhiều|đa số|phần lớn|một số|các)\s+(?:các\s+)?(?:tỉnh|địa phương|thành phố)")
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
    for sentence in article.sentences:
        for model in sentence.models:
            if (sentence.start, model.id) in counted or _is_wish(sentence, model):
                continue
            for adoption in _adoptions(article, sentence, model):
                key = (adoption.province, adoption.predicate, adoption.level)
                if key not in seen:
                    seen.add(key)
                    found.append(adoption)
    return found


def _is_wish(sentence: Sentence, model: Model) -> bool:
    """The nearest word before the model says that it is not yet, or not, so."""
    segment = sentence.segment(model.start)
    wish = sentence.last_before(model.start, sentence.said("cues", "wish", start=segment.start, end=model.start))
    done = sentence.last_before(model.start, sentence.said("cues", "done", start=segment.start, end=model.start))
    return wish is not None and (done is None or done.start < wish.start)


def _adoptions(article: Article, sentence: Sentence, model: Model) -> Iterator[Adoption]:
    span = Span(sentence.start, sentence.end)
    level = _level(sentence, model)
    for province, place in _who(article, sentence, model):
        yield Adoption(province, model.id, level, model.start, model.end, span, place, _stage(sentence, model))


def _who(article: Article, sentence: Sentence, model: Model) -> list[tuple[str, str]]:
    """The provinces of a list behind the model, else the one named before it, else the article's."""
    listed = _listed(sentence, model)
    if listed:
        return [(place.province or "", "") for place in listed]
    segment = sentence.segment(model.start)
    before = [p for p in sentence.places if p.province and p.end <= model.start]
    unnamed = _UNNAMED.search(sentence.folded, segment.start, model.end)
    if unnamed is not None and not any(p.start > unnamed.start for p in before):
        return [("", "")]
    if before:
        smaller = "" if before[-1].level == "province" else sentence.text[before[-1].start : before[-1].end]
        return [(before[-1].province or "", smaller)]
    earlier = [p for s in article.sentences if s.line == sentence.line and s.start < sentence.start for p in s.places if p.province]
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
    near = [m for m in sentence.said("tiers", start=model.start, end=min(segment.end, model.end + 30)) if m.form == "phrases"]
    return near[-1].id if near and near[-1].id != "all" else ""


def _stage(sentence: Sentence, model: Model) -> str:
    segment = sentence.segment(model.start)
    if sentence.said("cues", "approved", start=segment.start, end=model.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
