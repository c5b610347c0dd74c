"""Of whom a figure is told: the agency, bloc or area that its clause, or the sentence before, speaks of."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says, search
from tinhgon.lexicon import Mention
from tinhgon.places import Place

AGENCY, BLOC, SECTOR, CENTRAL, AREA = "agency", "part_topic", "sector", "central", "area"
PARTS = (AGENCY, BLOC, SECTOR, CENTRAL)  # cues of what is less than the whole apparatus of a place
SPEECH_WITHIN = 30  # characters between an agency and the verb that makes it only speak
TITLE_WITHIN = 2  # characters between a speaker's title and the agency
SUBJECT_WITHIN = 30  # characters at the head of a sentence in which its subject begins
LABEL_WITHIN = 2  # characters between a place and the figure that it labels: "Ba Tri 118"
SENTENCES_BACK = 3  # sentences without a subject of their own that go on about the one before


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause is about: `kind` is one of `PARTS` or `AREA`; `tier` that of an agency, if it has one."""

    kind: str
    start: int
    end: int
    tier: str = ""


@functools.lru_cache(maxsize=64)  # asked again for a figure's tier, scope and place
def topic_before(sentence: Sentence, at: int) -> Topic | None:
    """The agency, bloc or sector that the words before `at` speak of, not those that a later clause with a
    subject of its own, or a place that labels the figure, has left behind."""
    if labelled_by_place(sentence, at) or not any(sentence.said("cues", kind) for kind in PARTS):
        return None
    start = sentence.segment(at).start
    named = _parts(sentence, start, at)
    if not named and start > sentence.start and not _has_subject(sentence, start, at):
        named = _parts(sentence, sentence.start, at)
    return named[-1] if named and not _next_item(sentence, named[-1].end, at) else None


def _next_item(sentence: Sentence, start: int, at: int) -> bool:
    """Whether an item of a list that begins with a tier stands between: `các ban giảm 3, cấp xã giảm 5`."""
    leads = sentence.said("tiers", start=start, end=at, form="lead")
    return any(sentence.last_mark(m.start) in {",", ";", ":"} for m in leads)


def _parts(sentence: Sentence, start: int, end: int) -> list[Topic]:
    """The agencies and blocs inside a stretch, in order; those that only speak, and those in a bracket that
    does not reach to its end, left out."""
    home = sentence.bracket(end)
    named = [
        m
        for kind in PARTS
        for m in sentence.said("cues", kind, start=start, end=end)
        if sentence.bracket(m.start) in (None, home) and not is_speaker(sentence, m)
    ]
    found = [Topic(m.id, m.start, m.end, _tier_of(sentence, m, end)) for m in named if _is_part(sentence, m)]
    return sorted(found, key=lambda topic: topic.end)


def _is_part(sentence: Sentence, cue: Mention) -> bool:
    """Not what is counted or merged (`3 chi cục`, `nhập vào Chi cục Thú y`); `riêng` picks out an agency or
    group, no place and no time: `riêng huyện Yên Châu`, `riêng năm 2019`."""
    if ends(sentence, cue.start, "number_of"):
        return False
    if is_counted(sentence, cue.start) or is_merged(sentence, cue.start) or is_attached(sentence, cue.start):
        return False
    if any(n.start < cue.start and cue.end <= n.end for n in sentence.said("objects")):
        return False  # "24 phòng, chi cục"
    if ends(sentence, cue.start, "no_agency"):
        return False
    if cue.id == CENTRAL and not _is_central(sentence, cue):
        return False
    if not equals(sentence, cue.start, cue.end, "singling_out"):
        return not begins(sentence, cue.start, "bloc_of_tier")
    return not (begins(sentence, cue.end, "singled_whole") or _place_at(sentence, cue.end))


def _is_central(sentence: Sentence, cue: Mention) -> bool:
    """Ministries without the localities; one ministry only as the subject of its clause."""
    if begins(sentence, cue.end, "and_localities"):
        return False
    if not begins(sentence, cue.start, "one_ministry"):
        return True
    return sentence.last_mark(cue.start) in {"", ";"}


def is_merged(sentence: Sentence, at: int) -> bool:
    """Whether what begins at `at` is merged, founded or dissolved, and is not what the figure is told of."""
    return ends(sentence, at, "merged", apart=1) and not ends(sentence, at, "not_merged", apart=1)


def is_attached(sentence: Sentence, at: int) -> bool:
    """Whether what begins at `at` only says whose a figure before it is: `9 trung tâm trực thuộc sở; …`."""
    earlier = [n for n in sentence.numerals if n.end <= at]
    if not earlier:
        return False
    if ends(sentence, at, "owner"):
        return True
    start = earlier[-1].end
    for noun in sentence.said("objects", start=start, end=at):
        if sentence.between(start, noun.start).strip() in {"", ","}:
            start = max(start, noun.end)
    word = sentence.words[sentence.word_at(at)]
    belongs = search(sentence, start, word.end, "belongs")
    return belongs is not None and break_after(sentence, start) > at


_phrase_mark = re.compile(r"[,;:()]")


def break_after(sentence: Sentence, start: int) -> int:
    """Where a noun phrase that reaches to `start` ends: the next mark or a word that none goes beyond."""
    mark = _phrase_mark.search(sentence.folded, start, sentence.end)
    end = mark.start() if mark else sentence.end
    word = search(sentence, start, end, "phrase_end")
    if word is not None and begins(sentence, word.end, "equals_behind"):
        return break_after(sentence, word.end)
    return word.start if word else end


def is_counted(sentence: Sentence, at: int) -> bool:
    """Whether a number stands right before position `at`."""
    return any(0 <= at - numeral.end < LABEL_WITHIN for numeral in sentence.numerals)


def _place_at(sentence: Sentence, at: int) -> bool:
    return any(0 <= place.start - at < LABEL_WITHIN for place in sentence.places)


def _tier_of(sentence: Sentence, cue: Mention, end: int) -> str:
    """The tier of an agency: what its name says (`sở`), or the word behind it (`văn phòng UBND huyện`); of a
    bloc, where it is called the province's."""
    if cue.id == BLOC or says(sentence, cue.start, cue.end, "bodies_of_masses"):
        verbs = [m.start for m in sentence.verbs if cue.end <= m.start < end and m.form == "phrases"]
        verb = min(verbs, default=end)
        return "province" if says(sentence, cue.end, verb, "of_province") else ""
    if cue.id != AGENCY:
        return ""
    if equals(sentence, cue.end, _next_word_end(sentence, cue.end), "province_word"):
        return "province" if not says(sentence, cue.start, cue.end, "armed") else ""
    behind = sentence.said("tiers", start=cue.start, end=_name_end(sentence, cue.end), form="phrases")
    if behind:
        return behind[-1].id
    known = sentence.said("cues", "province_agency", start=cue.start, end=cue.end)
    return "province" if known else ""


def _next_word_end(sentence: Sentence, at: int) -> int:
    index = sentence.word_at(at)
    return sentence.words[index].end if index < len(sentence.words) else at


def _name_end(sentence: Sentence, at: int) -> int:
    """Where the name that begins before `at` ends, as far as words of tiers go: two words on."""
    index = min(sentence.word_at(at) + 1, len(sentence.words) - 1)
    return sentence.words[index].end if sentence.words else at


def is_speaker(sentence: Sentence, agency: Mention) -> bool:
    """An agency that only speaks: `Giám đốc Sở Nội vụ …`, `Sở Nội vụ cho biết`."""
    titles = sentence.said("cues", "speaker", end=agency.start)
    if any(agency.start - m.end < TITLE_WITHIN for m in titles):
        return True
    speech = search(sentence, agency.end, sentence.end, "speech")
    if speech is None or speech.start - agency.end > SPEECH_WITHIN:
        return False
    return not set(sentence.between(agency.end, speech.start)) & {",", ";"}


def labelled_by_place(sentence: Sentence, at: int) -> bool:
    """`…, Chợ Lách 47`: the place right before a figure is what it is told of."""
    return any(0 <= at - place.end < LABEL_WITHIN for place in sentence.places)


# --- The sentence before -----------------------------------------------------------------------------


def _has_subject(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a stretch names what it is about: a place or the whole of it, an agency, bloc, tier or noun."""
    if _area_in(sentence, start, at) or _parts(sentence, start, at):
        return True
    if sentence.said("tiers", start=start, end=at, form="lead"):
        return True
    return _noun_as_subject(sentence, start, at)


def _noun_as_subject(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a noun that no number counts stands before the first verb of a stretch."""
    verbs = [m.start for m in sentence.verbs if start <= m.start < at and m.form == "phrases"]
    nouns = sentence.said("objects", start=start, end=min(verbs, default=at), form="phrases")
    return any(not is_counted(sentence, noun.start) for noun in nouns)


def _area_in(sentence: Sentence, start: int, at: int) -> bool:
    if any(start <= p.start and p.end <= at and not names_office(sentence, p) for p in sentence.places):
        return True
    return says(sentence, start, at, "whole_area")


def carried_topic(article: Article, index: int, at: int) -> Topic | None:
    """What a sentence without a subject before `at` goes on about: the agency or bloc that was the subject of
    the sentence before, or of one a little before it.

    `index` is the sentence's place in the article.
    """
    sentence = article.sentences[index]
    if _area_in(sentence, sentence.start, at) or sentence.said("cues", "nationwide", end=at):
        return None
    if any(m.id == "all" for m in sentence.said("tiers", end=at)):
        return None
    if sentence.said("tiers", end=at, form="lead") or begins(sentence, sentence.start, "concerning_what"):
        return None
    for earlier in reversed(article.sentences[max(0, index - SENTENCES_BACK) : index]):
        title = earlier.line == 0 < sentence.line
        if title or sentence.line - earlier.line > SENTENCES_BACK:
            return None
        if topic := _subject_of(earlier):
            return None if topic.kind == AREA else topic
    return None


def _subject_of(sentence: Sentence) -> Topic | None:
    """The agency or bloc that heads the sentence, or the area that it speaks of."""
    for topic in _parts(sentence, sentence.start, sentence.end):
        heads = topic.start - sentence.start < SUBJECT_WITHIN and topic.kind != SECTOR
        alone = equals(sentence, topic.start, topic.end, "singling_out")
        if heads and not alone and not ends(sentence, topic.start, "circumstance"):
            return topic
    area = [p for p in sentence.places if not names_office(sentence, p)]
    if area or says(sentence, sentence.start, sentence.end, "whole_area"):
        return Topic(AREA, sentence.start, sentence.start)
    return None


OFFICE_REACH = 14  # characters before a place in which the words of an office stand
WORDS_OF_OFFICE = 1  # words between them and the place: "Ủy viên huyện"


def names_office(sentence: Sentence, place: Place) -> bool:
    """A place that only names a person's office: `Bí thư Huyện ủy Nậm Nhùn`."""
    since = place.start - OFFICE_REACH
    return ends(sentence, place.start, "place_of_office", since=since, apart=WORDS_OF_OFFICE)
