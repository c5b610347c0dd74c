"""Whether a sentence tells of a model as done, or only wishes, plans, rules or denies it."""

from __future__ import annotations

from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says, search
from tinhgon.lexicon import Mention

UNION = ("one_body", "one_person", "one_roof", "holds_post", "dissolved")
NAMED_UNION = ("one_body", "one_person", "one_roof")
UNION_REACH = 40  # characters from a model in which the verb stands that unites its bodies
NAME_REACH = 60  # characters around the name of a body in which the words stand that tell of it
ENDED_REACH = 25  # characters before the name of a body in which a word ends it
DENIAL_REACH = 45  # characters before that verb in which "không", "quy định" undo it


def is_told(sentence: Sentence, model: Model) -> bool:
    """Whether the model runs, is being tried or has been decided.

    False where the nearest word before its verb looks ahead (`sẽ`, `đề nghị`), denies it, or is of a rule;
    where what follows says that it is not done, or, behind `việc` or `khi`, looks ahead; in a list that is
    opened as things to be done.
    """
    segment, at = sentence.segment(model.start), _verb(sentence, model)
    start = _behind_purpose(sentence, _opening(sentence, model, segment.start), at)
    if _is_ahead(sentence, start, at) or _is_denied(sentence, min(at, model.start), max(at, model.end)):
        return False
    stop = _stop(sentence, model)
    if begins(sentence, start, "purpose") and not says(sentence, start, model.start, "comma"):
        return False
    if _is_undone(sentence, model, start, stop) or _is_ended(sentence, model, stop):
        return False
    if ends(sentence, model.start, "holders_topic") or begins(sentence, model.end, "holders_behind"):
        return False
    if sentence.text[sentence.start : sentence.end].rstrip().endswith("?"):
        return False
    if _is_name(sentence, model) and not _is_running(sentence, model, stop):
        return False
    if _is_topic(sentence, model) and _is_ahead_first(sentence, model.end, stop):
        return False
    if _is_in_general(sentence, model):
        return False
    demands = sentence.said("cues", "demand", end=model.start)
    return not (demands and ":" in sentence.between(demands[0].end, model.start))


def goes_on(sentence: Sentence) -> bool:
    """Whether the sentence goes on with what the one before tells: `Trong đó có …`, or names what is to be
    done without a subject: `Hợp nhất …`."""
    return begins(sentence, sentence.start, "goes_on")


def looks_ahead(sentence: Sentence) -> bool:
    """Whether the last word of mood in the sentence looks ahead."""
    return _is_ahead(sentence, sentence.start, sentence.end)


def stage_of(sentence: Sentence, model: Model) -> str:
    """approved, pilot or running: how far the model is."""
    segment = sentence.segment(model.start)
    if sentence.said("cues", "approved", start=segment.start, end=model.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"


def _stop(sentence: Sentence, model: Model) -> int:
    """Where the words about the model end: at the next one that is not of its list."""
    end = model.end
    for other in sentence.models:
        if other.start >= end:
            if not consists(sentence, end, other.start, "body_joint"):
                return min(other.start, sentence.segment(model.start).end)
            end = other.end
    return sentence.segment(model.start).end


def _is_undone(sentence: Sentence, model: Model, start: int, stop: int) -> bool:
    """Whether the words behind the model say that it is not done; of what is told as done before it, `nhưng
    chưa có trụ sở` says something else."""
    undone = search(sentence, model.end, stop, "undone")
    if undone is None or not sentence.said("cues", "done", start=start, end=model.start):
        return undone is not None
    turned = sentence.said("cues", "contrast", start=model.end, end=undone.start)
    return not turned and not says(sentence, model.end, undone.start, "comma")


def _is_ended(sentence: Sentence, model: Model, stop: int) -> bool:
    """Whether the words right behind the model say that it is no more; it is not itself the end of a body."""
    if sentence.rulebook.by_id("models")[model.id].get("dissolved"):
        return False
    ended = search(sentence, model.end, stop, "ended")
    return ended is not None and not says(sentence, model.end, ended.start, "comma")


def _verb(sentence: Sentence, model: Model) -> int:
    """Where the verb ends that unites the bodies: right before the model, else the first in or behind it."""
    before = _verbs_before(sentence, model)
    if before and not says(sentence, before[-1].end, model.start, "comma"):
        return model.start
    stop = min(sentence.segment(model.start).end, model.end + UNION_REACH)
    behind = sentence.said("cues", *UNION, start=model.start, end=stop)
    if not behind or (behind[0].start >= model.end and says(sentence, model.end, behind[0].start, "comma")):
        return model.start
    return behind[0].end


def _verbs_before(sentence: Sentence, model: Model) -> list[Mention]:
    return sentence.said(
        "cues", *UNION, start=max(sentence.start, model.start - UNION_REACH), end=model.start
    )


def _opening(sentence: Sentence, model: Model, start: int) -> int:
    """Where the model's clause opens: a segment that begins with its verb goes on with the one before."""
    verbs = sentence.said("cues", *UNION, start=start, end=model.start)
    first = verbs[0].start if verbs else model.start
    while start > sentence.start and not sentence.between(start, first).strip():
        first = start = sentence.segment(start - 1).start
    return start


def _behind_purpose(sentence: Sentence, start: int, at: int) -> int:
    """Where who acts is named behind a clause of purpose: `Nhằm …, |huyện hợp nhất …`; else `start`."""
    comma = sentence.folded.find(",", start, at)
    if comma < 0 or not begins(sentence, start, "purpose"):
        return start
    index = sentence.word_at(comma + 1)
    named = any(place.start == sentence.words.starts[index] for place in sentence.places)
    return comma + 1 if named or begins(sentence, comma + 1, "actor") else start


def _is_ahead(sentence: Sentence, start: int, at: int) -> bool:
    """Whether the last word of mood before `at` looks ahead."""
    told = sentence.said("cues", "carried_out", start=start, end=at)
    wishes = [
        m
        for m in sentence.said("cues", "wish", start=start, end=at)
        if not any(t.start <= m.start and m.end <= t.end for t in told)
    ]
    wish = sentence.last_before(at, wishes)
    done = sentence.last_before(at, sentence.said("cues", "done", "decided", start=start, end=at))
    divided = start > sentence.start and sentence.folded[start - 1] != ","
    if wish is None and done is None and divided:  # "A sẽ nhập với B; C nhập với D"
        before = sentence.segment(start - 1)
        return _is_ahead(sentence, before.start, before.end)
    return wish is not None and (done is None or done.start <= wish.start)


def _is_ahead_first(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the first word of mood in a stretch looks ahead."""
    wish = sentence.said("cues", "wish", start=start, end=end)
    done = sentence.said("cues", "done", start=start, end=end)
    return bool(wish) and (not done or wish[0].start < done[0].start)


def _is_denied(sentence: Sentence, near: int, at: int) -> bool:
    """Whether `không`, `quy định` stand before `near` or up to `at`, no comma or `đã` between."""
    start = max(sentence.start, near - DENIAL_REACH)
    ended = sentence.said("cues", "dissolved", start=start)  # "không còn chi bộ cơ quan"
    denials = [
        m
        for m in sentence.said("cues", "denied", start=start, end=at)
        if not any(one.start <= m.start < one.end for one in ended)
    ]
    if not denials or says(sentence, denials[-1].end, at, "comma"):
        return False
    return not sentence.said("cues", "done", start=denials[-1].end, end=at)


def _is_topic(sentence: Sentence, model: Model) -> bool:
    """`việc hợp nhất …`, `khi hợp nhất …`, or a body by its name alone: `Văn phòng cấp ủy - HĐND`."""
    before = _verbs_before(sentence, model)
    return _is_name(sentence, model) or ends(
        sentence, before[-1].start if before else model.start, "topic_word"
    )


def _is_name(sentence: Sentence, model: Model) -> bool:
    """Whether the model is but the name of a body: `cơ quan Tổ chức - Nội vụ`."""
    if not model.name:
        return False
    start, stop = max(sentence.start, model.start - UNION_REACH), min(sentence.end, model.end + UNION_REACH)
    for verb in sentence.said("cues", *NAMED_UNION, start=start, end=stop):
        first, last = min(verb.end, model.end), max(verb.start, model.start)
        if first >= last or not says(sentence, first, last, "comma"):
            return False
        if any(first <= other.start and other.end <= last for other in sentence.models):
            return False  # "hợp nhất cơ quan A - B, C - D"
    return True


def _is_running(sentence: Sentence, model: Model, stop: int) -> bool:
    """Whether the words around a body's name tell that it runs, not that it ends, nor of an officer of it."""
    ended = sentence.said("cues", "dissolved", start=model.start - ENDED_REACH, end=model.start)
    if ended or ends(sentence, model.start, "officer"):
        return False
    start = max(sentence.segment(model.start).start, model.start - NAME_REACH)
    return says(sentence, start, min(stop, model.end + NAME_REACH), "named_running")


def _is_in_general(sentence: Sentence, model: Model) -> bool:
    """`lúng túng khi hợp nhất …`: a time that never was, unless the sentence tells of something done."""
    before = _verbs_before(sentence, model)
    at = before[-1].start if before else model.start
    general = ends(sentence, at, "whenever") and not ends(sentence, at, "since_when")
    return general and not sentence.said("cues", "done", "decided")
