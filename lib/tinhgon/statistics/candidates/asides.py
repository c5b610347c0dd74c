"""Numbers that no page gives as figures, though a noun that is counted stands behind them: prizes, what each
has, the posts of one person, numbers in names."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, search_last
from tinhgon.numerals import Numeral
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.nouns import Noun, is_called

HIGHEST_IN_NAME = 40  # numbers of wards and villages stay below
EACH_WITHIN = 60  # characters between "mỗi" and what each has
POSTS_AT_MOST = 4  # that one person holds
EACH_AT_MOST = 3  # of what rules give to every one of them

NAME_WITHIN = 60  # characters of the two words of a name before its number

WORDS_OF_SPEAKER = 3  # between somebody and the verb of saying: "một cán bộ [huyện Bắc Yên] cho biết"

_rank_before = re.compile(
    r"\b(?:thứ|hạng|vị trí)(?:\s+thứ)?\s+\w+\s+(?:trong|trên)(?:\s+(?:tổng\s+)?số)?\s+$"
)
_word_before = re.compile(r"(?<!\w)(\w++)\s++(\w++)\s*$")


def is_aside(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether a number is told in passing and counts nothing of the apparatus."""
    if noun is None or numeral.measure != "count":
        return False
    if _is_speaker(sentence, numeral, noun) or _is_ranking(sentence, numeral):
        return True
    if noun.kind == "places" and ends(sentence, numeral.start, "delegates_of"):
        return True
    if _is_held(sentence, numeral, noun):
        return True
    if _is_honoured(sentence, numeral) or _is_of_each(sentence, numeral):
        return True
    return _is_of_one(sentence, numeral, noun)


def _is_speaker(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`một cán bộ huyện cho biết`: somebody whom the page quotes."""
    if not numeral.in_words or numeral.value != 1 or noun.kind not in {"people", "any"}:
        return False
    first = sentence.word_at(noun.end)
    ahead = sentence.words[first : first + WORDS_OF_SPEAKER]
    return any(begins(sentence, at, "says_now") for at in (noun.end, *(word.end for word in ahead)))


def _is_held(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`215 người kiêm nhiệm 3 chức danh`: how many posts each of them holds."""
    if numeral.value > POSTS_AT_MOST or noun.kind != "people":
        return False
    return begins(sentence, numeral.number_start, "posts_in_number") and ends(
        sentence, numeral.start, "holding"
    )


def _is_ranking(sentence: Sentence, numeral: Numeral) -> bool:
    """`xếp thứ 4 trong 14 tỉnh`: those among which a place is held."""
    return _rank_before.search(sentence.folded, sentence.start, numeral.start) is not None


def _is_honoured(sentence: Sentence, numeral: Numeral) -> bool:
    """`tặng bằng khen cho 45 tổ chức đảng; 9 chi bộ`: a ceremony, until another verb stands."""
    prize = search_last(sentence, sentence.start, numeral.start, "prize")
    if prize is None or (prize.start > sentence.start and sentence.text[prize.start].isupper()):
        return False  # "Ban Thi đua - Khen thưởng" is a body
    if sentence.said("changes", *FLOWS, start=prize.end, end=numeral.start, form="phrases"):
        return False
    comma = sentence.folded.rfind(",", prize.end, numeral.start)
    parted = sentence.said("cues", "breakdown", start=comma, end=numeral.start)
    if comma >= 0 and not parted and any(comma < m.start < numeral.start for m in sentence.verbs):
        return False
    segment = sentence.segment(numeral.start)
    return segment.start <= prize.start or not any(
        segment.start <= m.start < numeral.start for m in [*sentence.verbs, *sentence.said("standards")]
    )


def _is_of_each(sentence: Sentence, numeral: Numeral) -> bool:
    """`mỗi tổ dân phố có 1 tổ trưởng và 1 tổ phó`: what every one of them has by rule."""
    if numeral.value > EACH_AT_MOST:
        return False
    start = max(sentence.segment(numeral.start).start, numeral.start - EACH_WITHIN)
    each = search_last(sentence, start, numeral.start, "each")
    if each is None:
        return False
    ruled = [m for m in sentence.said("changes", start=each.end, end=numeral.start) if m.form != "behind"]
    if not ruled or any(m.id in FLOWS and m.form == "phrases" for m in ruled[:-1]):
        return False
    return equals(sentence, ruled[-1].start, ruled[-1].end, "each_has")


def _is_of_one(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`nhất thể hóa 2 chức danh này`: the posts that one person holds."""
    return is_called(sentence, noun, "posts_of_one") and bool(
        sentence.said("cues", "one_person") or sentence.said("cues", "one_holder")
    )


def is_in_name(sentence: Sentence, numeral: Numeral) -> bool:
    """`xã Phú Ninh 1, Phú Ninh 2 và Phú Ninh 3`: one name before several numbers; a bracket of names of which
    some have no number: `(Nà Sàng 1, Bản Đun)`."""
    if numeral.measure != "count":
        return False
    name = _name_before(sentence, numeral)
    if not name or numeral.in_words or numeral.value > HIGHEST_IN_NAME:
        return False
    if bracket := sentence.bracket(numeral.start):
        items = sentence.between(bracket.start, bracket.end).split(",")
        if not all(any(char.isdigit() for char in item) for item in items):
            return True
    numbered = re.compile(re.escape(name) + r"\s+\d{1,2}\b", re.IGNORECASE)
    return len(numbered.findall(sentence.text, sentence.start, sentence.end)) > 1


def _name_before(sentence: Sentence, numeral: Numeral) -> str:
    """The two capitalised words right before a number; empty where they are none."""
    match = _word_before.search(
        sentence.text, max(sentence.start, numeral.start - NAME_WITHIN), numeral.start
    )
    if match is None or not all(word[0].isupper() for word in match.groups()):
        return ""
    return match[0].strip()
