"""The verbs of a sentence that can govern a figure behind them."""

from __future__ import annotations

from tinhgon.clauses.contexts import ends
from tinhgon.clauses.sentence import Sentence
from tinhgon.lexicon import Mention

GOVERNING = ("over_limit", "short")  # standards that govern like verbs: "dôi dư 21 cán bộ"
OBJECT_REACH = 14  # characters between a verb and its number: "giảm khoảng 12"


def find_verbs(sentence: Sentence) -> list[Mention]:
    """Verbs of change, then standards that govern forwards, each in order; `giảm` in `chưa giảm` left out,
    and verbs that only name a topic: `đề án tinh giản biên chế`."""
    changes = [m for m in sentence.said("changes") if m.form != "behind"]
    return [
        m
        for m in [*changes, *sentence.said("standards", *GOVERNING)]
        if not ends(sentence, m.start, "negation") and not _is_topic(sentence, m)
    ]


def _is_topic(sentence: Sentence, verb: Mention) -> bool:
    """A strong verb behind `về, do, việc, đề án…` that no number follows at once."""
    if verb.form != "phrases" or verb.id == "level":
        return False
    marker = sentence.last_before(verb.start, sentence.said("cues", "topic"))
    if marker is None or sentence.between(marker.end, verb.start).strip():
        return False
    return not any(0 <= n.start - verb.end < OBJECT_REACH for n in sentence.numerals)
