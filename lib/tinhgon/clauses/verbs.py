"""The verbs of a sentence that can govern a figure behind them."""

from __future__ import annotations

from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.clauses.sentence import Sentence
from tinhgon.lexicon import Mention

GOVERNING = ("over_limit", "short")  # standards that govern like verbs: "dôi dư 21 cán bộ"
TOPIC_REACH = 40  # characters between two verbs of a list that names a topic
FINISHED_WITHIN = 6  # characters between a verb and its number behind "xong"
OBJECT_REACH = 14  # characters between a verb and its number: "giảm khoảng 12"


def find_verbs(sentence: Sentence) -> list[Mention]:
    """Verbs of change, then standards that govern forwards, each in order; `giảm` in `chưa giảm` left out,
    and verbs that only name a topic: `đề án tinh giản biên chế`."""
    changes = [m for m in sentence.said("changes") if m.form != "behind"]
    topics: list[Mention] = []
    found: list[Mention] = []
    for verb in [*changes, *sentence.said("standards", *GOVERNING)]:
        if _only_contrasts(sentence, verb) or _only_compares(sentence, verb):
            continue
        if ends(sentence, verb.start, "negation") or _is_finished(sentence, verb):
            continue
        if _is_topic(sentence, verb) or (topics and _continues_topic(sentence, topics[-1], verb)):
            topics.append(verb)
        elif not _in_noun(sentence, verb):
            found.append(verb)
    return found


def _in_noun(sentence: Sentence, verb: Mention) -> bool:
    """A weak verb that is part of a noun: `quản lý` in `cán bộ lãnh đạo, quản lý`."""
    if verb.form != "weak":
        return False
    return any(n.start < verb.start and verb.end <= n.end for n in sentence.said("objects", form="phrases"))


def opening_clause_end(sentence: Sentence) -> int:
    """Where a clause of time or reason at the head of the sentence ends (`Khi hai tỉnh nhập làm một, …`),
    else the start of the sentence."""
    comma = sentence.folded.find(",", sentence.start, sentence.end)
    if comma < 0 or not begins(sentence, sentence.start, "opening_clause"):
        return sentence.start
    return comma


def _only_contrasts(sentence: Sentence, verb: Mention) -> bool:
    """`…, còn khối Đảng 15 biên chế`: a conjunction behind a mark, with its own subject behind it."""
    if not equals(sentence, verb.start, verb.end, "contrasting"):
        return False
    if sentence.between(sentence.start, verb.start).rstrip()[-1:] not in {",", ";"}:
        return False
    return begins(sentence, verb.end, "own_subject") or any(p.start - verb.end == 1 for p in sentence.places)


def _only_compares(sentence: Sentence, verb: Mention) -> bool:
    """`số bản đưa vào đợt này ít hơn`: fewer than elsewhere, with no number of how many."""
    if not equals(sentence, verb.start, verb.end, "fewer_than"):
        return False
    return not any(0 < n.number_start - verb.end < OBJECT_REACH for n in sentence.numerals)


def _is_finished(sentence: Sentence, verb: Mention) -> bool:
    """`sắp xếp xong thì còn 12 xã`, but `sắp xếp xong 22 cơ quan`."""
    if not begins(sentence, verb.end, "finished"):
        return False
    return not any(0 < n.start - verb.end <= FINISHED_WITHIN for n in sentence.numerals)


def _continues_topic(sentence: Sentence, topic: Mention, verb: Mention) -> bool:
    """`đề án sắp xếp bộ máy, |tinh giản biên chế và nâng cao …`: another verb of the list that names a topic,
    which no number follows before the next mark."""
    if verb.form != "phrases" or not 0 < verb.start - topic.end <= TOPIC_REACH:
        return False
    apart = sentence.between(topic.end, verb.start)
    if apart.rstrip()[-1:] != "," or apart.count(",") > 1 or ends(sentence, verb.start, "tense"):
        return False
    end = sentence.folded.find(",", verb.end, sentence.end)
    end = end if end >= 0 else sentence.end
    return not any(topic.end <= n.start < end for n in sentence.numerals)


def _is_topic(sentence: Sentence, verb: Mention) -> bool:
    """A strong verb behind `về, do, việc, đề án…` that no number follows at once."""
    if verb.form != "phrases" or verb.id == "level" or sentence.next_mark(verb.end) == ":":
        return False
    nouns = sentence.said("objects", form="phrases")  # "tổ chức bên trong" holds "trong"
    topics = [m for m in sentence.said("cues", "topic") if not any(n.start < m.start < n.end for n in nouns)]
    marker = sentence.last_before(verb.start, topics)
    if marker is None or sentence.between(marker.end, verb.start).strip():
        return False
    return not any(
        0 <= n.start - verb.end < OBJECT_REACH
        and "," not in sentence.between(verb.end, n.start)
        and not says(sentence, verb.end, n.start, "stock_verb")
        for n in sentence.numerals
    )
