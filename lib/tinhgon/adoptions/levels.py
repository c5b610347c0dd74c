"""On which tier a model runs: by its own words, those next to it, its place."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.adoptions.holders import Holder
from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import consists, ends, equals, lengths, search
from tinhgon.clauses.unions import members
from tinhgon.text import Span

TIERS = {"province": "province_tier", "district": "district_tier", "commune": "commune_tier"}
NEXT_TO = 2  # words of a post between a model and its tier: "Chủ tịch MTTQ [Việt Nam] tỉnh"
MOST_BEFORE = 4  # models before one in a sentence whose level it can share
JOINED = 12  # characters between two models of a list: ", hoặc ", " và "
BEHIND = 160  # characters behind a model in which "ở cấp huyện" names its tier
SMALLER = {"district", "commune"}
OF_AGENCIES = {"units_merged", "health_merged"}
OPENINGS = {"", ",", ":", ";"}  # behind which "huyện" or "xã" is who acts


def levels_of(sentence: Sentence, model: Model, holder: Holder) -> list[str]:
    """province, district, commune, village; several where the sentence joins them, none where it says none.

    The tier that the rules give the model, else the last named in its words or right behind them, before it
    (`ở cấp huyện, …`), behind it (`… ở cấp tỉnh và cấp huyện`), that of the place that runs it, that of its
    bodies (`Phòng Nội vụ` is a district's), that of the model before it in the sentence, else of the agency
    that merges units of its own (`UBND tỉnh đã …`).
    """
    if model.tier:
        return [model.tier]
    if told := _told(sentence, model):
        return told
    if holder.level in SMALLER:
        return [holder.level]
    return _of_bodies(sentence, model) or _carried(sentence, model) or _of_agency(sentence, model)


def _told(sentence: Sentence, model: Model) -> list[str]:
    return _of_words(sentence, model) or _before(sentence, model) or _behind(sentence, model)


def _named(sentence: Sentence, start: int, end: int) -> list[tuple[Span, str]]:
    """The tiers named in a stretch, in order; none inside a compound (`xã hội`) or the name of a province."""
    found = [(span, tier) for tier, words in TIERS.items() for span in _spans(sentence, start, end, words)]
    whole = [(s, t) for s, t in found if not any(o.start <= s.start and s.end < o.end for o, _ in found)]
    return sorted(pair for pair in whole if not _is_other(sentence, pair[0]))


def _spans(sentence: Sentence, start: int, end: int, context: str) -> Iterator[Span]:
    while (span := search(sentence, start, end, context)) is not None:
        yield span
        start = span.end


def _is_other(sentence: Sentence, span: Span) -> bool:
    cut = sentence.cuts_compound(span.start) or sentence.cuts_compound(span.end)
    tier_word = sentence.between(*span).startswith("cấp ")
    if cut or (not tier_word and ends(sentence, span.start, "many")):
        return True
    return any(p.level == "province" and p.start <= span.start < p.end for p in sentence.places)


def _of_words(sentence: Sentence, model: Model) -> list[str]:
    """The last tier that the model's own words name, or those next to it, up to a mark."""
    end = _end_of_list(sentence, model)
    first = sentence.word_at(end)
    for word in sentence.words[first : first + NEXT_TO + 1]:
        if not word.text.isalnum():
            break
        end = word.end
    for place in sentence.places:
        if place.level in SMALLER and place.start < end <= place.end:
            end = place.end
        if model.name and place.level == "province" and sentence.word_at(place.start) == first:
            return ["province"]
    named = _named(sentence, model.start, end)
    return _joined(sentence, *named[-1]) if named else []


def _joined(sentence: Sentence, span: Span, tier: str) -> list[str]:
    """A tier and those joined to it behind: `cấp tỉnh và cấp huyện`."""
    found = [tier]
    for other, another in _named(sentence, span.end, sentence.end):
        if another in found or not consists(sentence, span.end, other.start, "tier_joint"):
            break
        found.append(another)
        span = other
    return found


def _end_of_list(sentence: Sentence, model: Model) -> int:
    """Where the last body ends that is listed behind the model, or the rest of the model's own name:
    `A, B |và Trung tâm Chính trị`, `MTTQ và các tổ chức |chính trị - xã hội`."""
    end, index = model.end, sentence.word_at(model.end)
    if suffix := lengths(sentence, index, "body_suffix"):
        end = sentence.words[index + suffix[-1] - 1].end
    for body in members(sentence):
        listed = end <= body.start and consists(sentence, end, body.start, "body_joint")
        if listed and not any(m.start <= body.start < m.end for m in sentence.models):
            end = body.end
    return end


def _before(sentence: Sentence, model: Model) -> list[str]:
    """`Ở cấp huyện, …`, `… hai việc ở cấp huyện: …`: the last tier named before the model."""
    segment = sentence.segment(model.start)
    previous = [m.end for m in sentence.models if m.end <= model.start]
    for start in dict.fromkeys((max([segment.start, *previous]), segment.start, sentence.start)):
        named = [pair for pair in _named(sentence, start, model.start) if _is_topic(sentence, *pair)]
        if named:
            return [named[-1][1]]
    return []


def _is_topic(sentence: Sentence, span: Span, tier: str) -> bool:
    """`cấp huyện`, `ở các xã`, `Huyện đã …`; `trong tỉnh` names no tier, `trên cấp xã` another one."""
    if sentence.between(*span).startswith("cấp "):
        return not ends(sentence, span.start, "above")
    if tier == "province":
        return False
    return ends(sentence, span.start, "tier_next") or _opens_clause(sentence, span)


def _opens_clause(sentence: Sentence, span: Span) -> bool:
    """Whether a tier acts: `Huyện đã …`, `Các huyện đã …`."""
    index = sentence.word_at(span.start)
    words = sentence.words
    if index and equals(sentence, words[index - 1].start, words[index - 1].end, "several"):
        index -= 1
    return sentence.last_mark(words[index].start) in OPENINGS


def _behind(sentence: Sentence, model: Model) -> list[str]:
    """`… cũng được làm ở cấp huyện`, `… tại các xã`, up to the next model."""
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([sentence.segment(model.start).end, model.end + BEHIND, *following])
    named = [pair for pair in _named(sentence, model.end, stop) if _is_topic(sentence, *pair)]
    if named:
        return _joined(sentence, *named[0])
    smaller = [p for p in sentence.places if p.level in SMALLER and model.end <= p.start and p.end <= stop]
    return [p.level for p in smaller if ends(sentence, p.start, "holder_next")][:1]


def _of_bodies(sentence: Sentence, model: Model) -> list[str]:
    """A department (`sở`) is a province's, a division (`phòng`) a district's."""
    bodies = [one for one in members(sentence) if model.start <= one.start < model.end]
    for words in (sentence.between(one.start, one.end).split() for one in bodies):
        if "sở" in words:
            return ["province"]
        if "phòng" in words and not {"văn", "chống", "dự"} & set(words):
            return ["district"]
    return []


def _carried(sentence: Sentence, model: Model) -> list[str]:
    """The level of the last model before it in the sentence that has one, else that named by one joined to
    it behind."""
    previous = [m for m in sentence.models if m.end <= model.start and not m.tier][-MOST_BEFORE:]
    for other in reversed(previous):
        told = _told(sentence, other) or _of_bodies(sentence, other)
        if told:
            return told
    joined = [m for m in sentence.models if 0 <= m.start - model.end <= JOINED and not m.tier]
    return _of_words(sentence, joined[0]) if joined else []


def _of_agency(sentence: Sentence, model: Model) -> list[str]:
    """The tier of the agency named last before a merger of units: `UBND tỉnh đã sáp nhập …`."""
    if model.id not in OF_AGENCIES:
        return []
    named = _named(sentence, sentence.segment(model.start).start, model.start)
    return [tier for span, tier in named if _is_agency(sentence, span)][-1:]


def _is_agency(sentence: Sentence, span: Span) -> bool:
    return sentence.between(*span).endswith("ủy") or ends(sentence, span.start, "agency_next")
