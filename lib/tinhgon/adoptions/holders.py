"""Who runs a model: the provinces of a list, the one named before it, the article's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from tinhgon.clauses import Article, Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says, search
from tinhgon.places import Place

LIST_OPENINGS = {":", "("}
ADJACENT = 3  # words between a model and the place behind it that is its own without "tại"
LOOK_BACK = 400  # sentences in which the last province named is looked for
NOBODY = ("", "")


@dataclass(frozen=True, slots=True)
class Holder:
    """A province (empty: unnamed ones), with the smaller place as printed and its level."""

    province: str
    place: str = ""
    level: str = ""


def holders(article: Article, sentence: Sentence, model: Model, *, named_only: bool = False) -> list[Holder]:
    """Those who run the model: a list of provinces behind it (`(A, B)`, `: A, B`), the provinces named in it
    or before it in its segment, unnamed ones (`hầu hết các tỉnh`), those behind it (`tại A và B`), those
    before it in the sentence. With `named_only` none else; else the article's, or the last that was named.
    """
    segment = sentence.segment(model.start)
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([segment.end, *following])
    before = _places(sentence, segment.start, model.start)
    unnamed = _unnamed(article, sentence, segment.start, model.end)
    if listed := _listed(sentence, model.end, stop):
        return listed
    if within := _run(sentence, _places(sentence, model.start, model.end), provinces_only=True):
        return within
    if before and (unnamed is None or before[-1].start > unnamed):
        more = begins(sentence, segment.start, "besides") and _behind(article, sentence, model, stop)
        return list(dict.fromkeys([*_of_run(article, sentence, before), *(more or ())]))
    if unnamed is not None and not says(sentence, model.end, stop, "such_as"):
        return [Holder("")]
    if behind := _behind(article, sentence, model, stop):
        return behind
    if unnamed is not None or _unnamed(article, sentence, model.end, stop) is not None:
        return [Holder("")]
    if earlier := _places(sentence, sentence.start, segment.start):
        return _of_run(article, sentence, earlier)
    return [] if named_only else _of_article(article, sentence)


def _places(sentence: Sentence, start: int, end: int) -> list[Place]:
    return [p for p in sentence.places if start <= p.start and p.end <= end]


def _unnamed(article: Article, sentence: Sentence, start: int, end: int) -> int | None:
    """Where provinces are spoken of without their names; `nhiều địa phương` are an article's own, if it is of
    one province."""
    found = search(sentence, start, end, "unnamed_provinces")
    provinces = (p for p in sentence.places if p.level == "province" and p.end <= end)
    if found is None and len(article.provinces) != 1 and not any(provinces):
        found = search(sentence, start, end, "unnamed_places")
    return None if found is None else found.start


# --- Lists -------------------------------------------------------------------------------------------


def _listed(sentence: Sentence, start: int, stop: int) -> list[Holder]:
    """The provinces of `… cấp huyện (Bình Thuận, Trà Vinh)`, `… MTTQ tỉnh: Bình Phước, Bình Dương`."""
    behind = [p for p in _places(sentence, start, stop) if p.level == "province"]
    if not behind or not _opens_list(sentence, start, behind[0].start):
        return []
    return [Holder(p.province or "") for p in behind]


def _opens_list(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a colon or a bracket ends the words between a model and a province; `tỉnh` may follow it."""
    words = sentence.words[sentence.word_at(start) : sentence.word_at(end)]
    if words and ends(sentence, end, "province_title", since=start):
        words.pop()
    return bool(words) and words[-1].text in LIST_OPENINGS


def _run(sentence: Sentence, places: Sequence[Place], *, provinces_only: bool = False) -> list[Holder]:
    """The last of these places, and the ones side by side with it: `Bình Thuận và Trà Vinh`."""
    if provinces_only:
        places = [p for p in places if p.level == "province"]
    named = _narrowed(sentence, places)
    if not named:
        return []
    run = named[-1:]
    for place, end in reversed(named[:-1]):
        if place.level != run[0][0].level or not consists(sentence, end, run[0][0].start, "place_joint"):
            break
        run.insert(0, (place, end))
    return list(dict.fromkeys(_holder(place) for place, _ in run))


def _narrowed(sentence: Sentence, places: Sequence[Place]) -> list[tuple[Place, int]]:
    """The places, each with where its explanation ends; none that only explains the smaller one before:
    `huyện Cẩm Khê |, Phú Thọ`."""
    found: list[tuple[Place, int]] = []
    for place in places:
        last, end = found[-1] if found else (place, place.end)
        mark = sentence.between(end, place.start).strip(" tỉnh")
        within = mark in {",", "(", "-", ""} or ends(sentence, place.start, "lies_within", since=end)
        if last.province == place.province and last.level != place.level and within:
            closed = sentence.text[place.end : place.end + 1] == ")"
            found[-1] = (last, place.end + closed)
        else:
            found.append((place, place.end))
    return found


def _holder(place: Place) -> Holder:
    if place.level == "province":
        return Holder(place.province or "")
    return Holder(place.province or "", place.surface, place.level)


def _of_run(article: Article, sentence: Sentence, places: Sequence[Place]) -> list[Holder]:
    """One holder a province; a place whose province is not known is of the article's."""
    found: dict[str, Holder] = {}
    for holder in _run(sentence, places):
        province = holder.province or _province(article, sentence)
        if province:
            found.setdefault(province, Holder(province, holder.place, holder.level))
    return list(found.values())


# --- Behind the model, or not in its sentence --------------------------------------------------------


def _behind(article: Article, sentence: Sentence, model: Model, stop: int) -> list[Holder]:
    """`… tại Bình Dương, Sóc Trăng`, `… có An Giang và Đồng Tháp`, `… huyện Đức Thọ`."""
    places = _places(sentence, model.end, stop)
    if not places:
        return []
    first = places[0]
    apart = sentence.word_at(first.start) - sentence.word_at(model.end)
    named = ends(sentence, first.start, "holder_next", since=model.end)
    if not named and apart > ADJACENT and first.province not in article.provinces[:1]:
        return []
    run = [first]
    for place in places[1:]:
        if place.level != first.level or not consists(sentence, run[-1].end, place.start, "place_joint"):
            break
        run.append(place)
    return _of_run(article, sentence, run)


def _of_article(article: Article, sentence: Sentence) -> list[Holder]:
    province = _province(article, sentence)
    return [Holder(province)] if province else []


def _province(article: Article, sentence: Sentence) -> str:
    """The article's only province, else the last named in the paragraph, else the last of its own."""
    index = bisect_left(article.sentences, sentence.start, key=attrgetter("start"))
    there = begins(sentence, sentence.start, "there") and index and article.sentences[index - 1]
    if there and there.places and there.places[-1].province:
        return there.places[-1].province
    if len(article.provinces) == 1:
        return article.provinces[0]
    recalled = begins(sentence, sentence.start, "this_province")
    for earlier in reversed(article.sentences[max(0, index - LOOK_BACK) : index]):
        if says(earlier, earlier.start, earlier.end, "unnamed_provinces"):
            return ""
        for place in reversed(earlier.places):
            here = recalled or earlier.line == sentence.line
            if place.province and (here or place.province in article.provinces):
                return place.province
    return ""
