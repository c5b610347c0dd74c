"""Which province runs which model, where the page gives no figure for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tinhgon.clauses import Article, Model, Sentence
from tinhgon.clauses.contexts import begins, ends, equals, search
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.statistics import Statistic
from tinhgon.text import Span

LIST_OPENINGS = {":", "("}
TIER_NOUNS = {"province": "province_noun", "district": "district_noun", "commune": "commune_noun"}
TIER_NEXT_TO = 30  # characters behind a model in which the tier is its own
TIER_BEHIND = 160  # characters behind a model in which "cấp huyện" names its tier
WORDS_OF_POST = 6  # words between a post and its tier: "Chủ tịch Ủy ban MTTQ và các đoàn thể xã"


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

    >>> from tinhgon.clauses import read_article
    >>> from tinhgon.rules import book
    >>> text = "Lai Châu hợp nhất Ban Tổ chức và Phòng Nội vụ cấp huyện."
    >>> [(row.province, row.predicate, row.level) for row in find(read_article(text, book()), [], book())]
    [('Lai Châu', 'organisation_home_affairs', 'district')]
    """
    told: dict[int, list[Statistic]] = defaultdict(list)
    for figure in figures:
        told[figure.sentence.start].append(figure)
    found: dict[tuple[str, str, str], Adoption] = {}
    for sentence in article.sentences:
        for model in sentence.models:
            if _is_counted(sentence, model, told[sentence.start], rulebook) or _is_wish(sentence, model):
                continue
            for row in _adoptions(article, sentence, model):
                found.setdefault((row.province, row.predicate, row.level), row)
    return list(found.values())


def _is_counted(sentence: Sentence, model: Model, figures: list[Statistic], rulebook: Rulebook) -> bool:
    """Whether a figure of the sentence tells of the model. A merger of named bodies
    is told beside the figure of another one; a merger of places in general is not."""
    merged = rulebook.by_id("models")[model.id].get("merged", ())
    if merged and len(sentence.said("offices", start=model.start, end=model.end)) > 1:
        return False
    return any(figure.predicate == model.id or figure.object in merged for figure in figures)


def _is_wish(sentence: Sentence, model: Model) -> bool:
    """Whether the nearest word before the model says that it is not yet, or not, so."""
    start = sentence.segment(model.start).start
    wish = sentence.last_before(model.start, sentence.said("cues", "wish", start=start, end=model.start))
    done = sentence.last_before(model.start, sentence.said("cues", "done", start=start, end=model.start))
    if wish is not None:
        return done is None or done.start < wish.start
    demands = sentence.said("cues", "demand", end=model.start)
    return bool(demands) and ":" in sentence.between(demands[0].end, model.start)


def _adoptions(article: Article, sentence: Sentence, model: Model) -> Iterator[Adoption]:
    span = Span(sentence.start, sentence.end)
    level, stage = _level(sentence, model), _stage(sentence, model)
    for province, place in _who(article, sentence, model):
        yield Adoption(province, model.id, level, model.start, model.end, span, place, stage)


# --- Who ---------------------------------------------------------------------------------------------


def _who(article: Article, sentence: Sentence, model: Model) -> list[tuple[str, str]]:
    """Provinces, each with the smaller place: those of a list behind the model, else the one named before it,
    else the article's, else the last that the paragraph named. Unnamed ones are one empty province."""
    if listed := _listed(sentence, model):
        return [(place.province or "", "") for place in listed]
    within = [p for p in sentence.places if p.level == "province" and model.start <= p.start < model.end]
    if within:
        return [(within[-1].province or "", "")]
    before = [p for p in sentence.places if p.province and p.end <= model.start]
    unnamed = search(sentence, sentence.segment(model.start).start, model.end, "unnamed_provinces")
    if unnamed is not None and not any(p.start > unnamed.start for p in before):
        return [("", "")]
    if before:
        last = before[-1]
        return [(last.province or "", "" if last.level == "province" else last.surface)]
    if len(article.provinces) == 1:
        return [(article.provinces[0], "")]
    earlier = [s for s in article.sentences if s.line == sentence.line and s.start < sentence.start]
    named = [p.province for s in earlier for p in s.places if p.province]
    return [(named[-1], "")] if named else []


def _listed(sentence: Sentence, model: Model) -> list[Place]:
    """The provinces of `… cấp huyện (Bình Thuận, Trà Vinh)`, `… MTTQ tỉnh: Bình Phước, Bình Dương`."""
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([sentence.segment(model.end).end, *following])
    named = [p for p in sentence.places if p.level == "province" and model.end <= p.start < stop]
    return named if named and _opens_list(sentence, model.end, named[0].start) else []


def _opens_list(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a colon or a bracket ends the words between a model and a province; `tỉnh` may follow it."""
    words = sentence.words[sentence.word_at(start) : sentence.word_at(end)]
    if words and ends(sentence, end, "province_title", since=start):
        words.pop()
    return bool(words) and words[-1].text in LIST_OPENINGS


# --- How ---------------------------------------------------------------------------------------------


def _level(sentence: Sentence, model: Model) -> str:
    """The tier that the words of the model or those next to it name."""
    if model.tier:
        return model.tier
    named = [m for m in sentence.said("tiers", start=model.start, form="phrases") if m.id != "all"]
    inside = [m for m in named if m.end <= model.end + TIER_NEXT_TO]
    if inside:
        return inside[-1].id
    end = sentence.segment(model.start).end
    if tier := _tier_noun(sentence, model.end, end):
        return tier
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([end, model.end + TIER_BEHIND, *following])
    return next((m.id for m in named if m.end <= stop and begins(sentence, m.start, "tier_word")), "")


def _tier_noun(sentence: Sentence, at: int, end: int) -> str:
    """The tier of the nearest of `tỉnh`, `huyện`, `xã` behind a few words of the post."""
    words = sentence.words[sentence.word_at(at) : sentence.word_at(end)]
    for word in words[: WORDS_OF_POST + 1]:
        for tier, noun in TIER_NOUNS.items():
            if equals(sentence, word.start, word.end, noun):
                return tier
        if not word.text.isalpha():
            return ""
    return ""


def _stage(sentence: Sentence, model: Model) -> str:
    """approved, pilot or running: how far the model is."""
    segment = sentence.segment(model.start)
    if sentence.said("cues", "approved", start=segment.start, end=model.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
