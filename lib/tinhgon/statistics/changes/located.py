"""Where something is done: `việc sắp xếp diễn ra tại 22 cơ quan`, `tại 7 quận, tổ chức Hội … giải thể`.

Such a figure counts those that run a change; nothing happens to them.
"""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.rules import Rulebook
from tinhgon.statistics.models.adopting import merger_of
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import UNRULED, Statistic

OTHER = "other_model"
SMALLER = {"districts": {"communes", "villages"}, "communes": {"villages"}, "villages": set[str]()}


def settle_located(figures: list[Statistic], preceding: list[Sentence], rulebook: Rulebook) -> None:
    """Settle the figures of one sentence that tell where something is done as adoptions."""
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        if before is not None and before.rule == "located" and _joined(before, figure):
            figure.follow(before, "located")
        elif _takes_part(figure, preceding) or (
            _is_located(figure, before, rulebook)
            and _something_is_done(figure, preceding)
            and not _is_told_in_figures(figures[index + 1 :])
        ):
            figure.tell("adoption", _model(figure, preceding, rulebook), "located")


def _is_located(figure: Statistic, before: Statistic | None, rulebook: Rulebook) -> bool:
    """Whether the figure tells where, with no verb of its own before it."""
    sentence = figure.sentence
    if figure.measure == "percent" or kind_of(figure.object, rulebook) not in {"places", "bodies"}:
        return False
    if not ends(sentence, figure.start, "done_where"):
        return False
    if before is not None and equals(sentence, before.end, figure.start, "belonging"):
        return False
    governor = figure.governor
    behind = governor is not None and governor.start >= figure.end
    return figure.rule in UNRULED or behind


def _takes_part(figure: Statistic, preceding: list[Sentence]) -> bool:
    """`hai xã cũng vào cuộc`, behind a sentence on mergers."""
    if figure.rule not in UNRULED or not begins(figure.sentence, figure.end, "takes_part"):
        return False
    return any(earlier.said("changes", "adoption", form="phrases") for earlier in preceding)


def _joined(before: Statistic, figure: Statistic) -> bool:
    """`tại 04 phường và 02 xã`."""
    return figure.rule in UNRULED and equals(figure.sentence, before.end, figure.start, "place_list")


def _something_is_done(figure: Statistic, preceding: list[Sentence]) -> bool:
    sentence = figure.sentence
    if sentence.said("changes", "adoption", "decrease"):
        return True
    if not says(sentence, sentence.start, sentence.end, "carried_out"):
        return False
    if says(sentence, sentence.start, figure.start, "named_model"):
        return True
    return any(earlier.said("changes", "adoption", form="phrases") for earlier in preceding)


def _is_told_in_figures(behind: list[Statistic]) -> bool:
    """`tại 2 huyện, số bản giảm 30%`: what is done there has a figure of its own, and is no merger."""
    cut = any(figure.change == "decrease" for figure in behind)
    return cut and not behind[0].sentence.said("changes", "adoption")


def _model(figure: Statistic, preceding: list[Sentence], rulebook: Rulebook) -> str:
    """Places in which smaller ones are merged run that merger."""
    smaller = SMALLER.get(figure.object)
    if not smaller or (figure.governor is not None and figure.governor.id == "decrease"):
        return OTHER
    for sentence in (figure.sentence, *preceding):
        if sentence.said("changes", "adoption", form="phrases"):
            named = sentence.said("objects", *smaller)
            return merger_of(named[0].id, rulebook) if named else OTHER
    return OTHER
