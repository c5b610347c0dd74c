"""Models that stand right behind a figure, or in the sentence before it."""

from __future__ import annotations

from collections.abc import Sequence

from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, lengths, says
from tinhgon.statistics.record import Statistic

POSTS = {"leaders", "deputies"}
MARKS = frozenset(".,;:()…")
RIGHT_BEHIND = 30  # characters between a figure and the model behind it that it alone runs


def right_behind(figure: Statistic) -> list[Model]:
    """The models that the counted places run, told right behind them: `4/10 huyện hợp nhất A với B`.

    Not where the figure itself tells in how many places another one runs (`tại 8/9 huyện`).
    """
    sentence = figure.sentence
    start = _aside_end(figure)
    behind = [m for m in sentence.models if start <= m.start <= start + RIGHT_BEHIND]
    if not behind or ends(sentence, figure.start, "runs_in"):
        return []
    gap = sentence.between(start, behind[0].start)
    if MARKS.intersection(gap) or any(start <= n.start < behind[0].start for n in sentence.numerals):
        return []
    return _listed(sentence, behind)


def _listed(sentence: Sentence, models: list[Model]) -> list[Model]:
    """The first of these models and those that are listed right behind it, unless a number comes after them:
    `11 huyện để A kiêm B, C kiêm D`."""
    found = models[:1]
    for model in sentence.models[sentence.models.index(found[0]) + 1 :]:
        if not consists(sentence, found[-1].end, model.start, "body_joint"):
            break
        if all(model.id != other.id for other in found):
            found.append(model)
    counted = any(n.start >= found[-1].end for n in sentence.numerals)
    return found[:1] if counted else found


def _aside_end(figure: Statistic) -> int:
    """Where the bracket right behind a figure ends (`198 thôn (tương đương 81,5%) có …`), else the figure."""
    sentence = figure.sentence
    opened = sentence.folded.find("(", figure.end, figure.end + 2)
    bracket = sentence.bracket(opened + 1) if opened >= 0 else None
    return bracket.end + 1 if bracket else figure.end


def by_examination(figure: Statistic) -> bool:
    """Whether posts are counted that are filled by examination: `thi tuyển |12 chức danh lãnh đạo`."""
    return figure.object in POSTS and ends(figure.sentence, figure.start, "examined")


def told_before(figure: Statistic, preceding: Sequence[Sentence]) -> list[Model]:
    """The last model of the sentence before, where the figure's own says that it is carried out:
    `Tỉnh làm mô hình A. Đến nay, 812/1.024 thôn đã thực hiện.`"""
    sentence = figure.sentence
    if not preceding or not preceding[0].models:
        return []
    recalls = says(sentence, sentence.start, sentence.end, "model_recalled")
    return preceding[0].models[-1:] if recalls or _does_so(figure) else []


def _does_so(figure: Statistic) -> bool:
    """Whether the words behind a figure say that it does so: a verb without an object."""
    sentence = figure.sentence
    index = sentence.word_at(figure.end)
    while begins(sentence, _start(sentence, index), "does_already"):
        index += 1
    for size in lengths(sentence, index, "does_so"):
        after = index + size
        if after == len(sentence.words) or sentence.words.texts[after] in MARKS:
            return True
    return False


def _start(sentence: Sentence, index: int) -> int:
    return sentence.words.starts[index] if index < len(sentence.words) else sentence.end
