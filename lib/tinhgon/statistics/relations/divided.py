"""A total and its parts, told by what the text says and by arithmetic.

`Muốn nghỉ có 912 người. Trong đó, 653 người nghỉ hưu, 259 người thôi việc`: parts that add up are parts, and
take from their total what they leave unsaid.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tinhgon.clauses.contexts import ends, says
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import ANYTHING, is_called, kind_of, nouns_before
from tinhgon.statistics.record import UNRULED, Statistic
from tinhgon.statistics.relations.within import divide_those

KINDS_OF_POSTS = {"civil_servants", "public_employees"}  # what `biên chế` of a total is short for
STOCKS = {"level", "share"}  # changes of what there is, whether or not anything happens
FLOWING = {"decrease", "increase"}  # changes whose figures add up only with others of the same change
CHANCE = 10  # a total below this may be met by chance
MOST_PARTS = 40  # figures among which parts are looked for
SURE_PARTS = 3  # parts that hardly add up by chance
OPENING = 15  # characters at the head of a sentence in which it says that it divides a figure before


def divide(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Settle totals and parts among the figures of one sentence and those of the sentences just before."""
    _partition(figures, earlier, rulebook)
    divide_those(figures, earlier)
    told = [*earlier, *figures]
    first = len(earlier)
    for index in reversed(range(len(told))):
        total = told[index]
        parts = _parts(told, index, max(index + 1, first), rulebook)
        if parts and all(part.role == "part" for part in parts):
            _name_by_parts(total, parts)
        elif parts:
            total.role = total.role or "total"
            for part, before in zip(parts, [total, *parts], strict=False):
                _make_part(part, total, before.end, rulebook)
            _name_by_parts(total, parts)
    _in_brackets(figures)


def _make_part(part: Statistic, total: Statistic, before: int, rulebook: Rulebook) -> None:
    part.role = part.role or "part"
    unsaid = part.rule in UNRULED or (total.change == "adoption" and part.change in STOCKS)
    if unsaid or _borrows(part, part) or _has_verb_of_total(part, total):
        part.follow(total, "part")
    if part.object == "payroll" and kind_of(total.object, rulebook) == "people":
        part.object = total.object
    if part.noun is None and not _has_noun(part, total, before, rulebook):
        part.object = total.object


def _has_verb_of_total(part: Statistic, total: Statistic) -> bool:
    """`35 người được kết nạp: Công an 8, …`: a part without a noun has the verb of the total before."""
    verb = part.governor
    return (
        part.noun is None
        and part.sentence is total.sentence
        and verb is not None
        and verb.end <= part.start
        and (
            not part.sentence.said("changes", start=total.end, end=part.start, form="phrases")
            or verb is total.governor
        )
    )


def _borrows(part: Statistic, first: Statistic) -> bool:
    """Whether a figure behind `trong đó` has the verb of one before it: `giao 215 biên chế, giảm 8 biên chế;
    trong đó cấp tỉnh 105, cấp huyện 110`."""
    sentence = part.sentence
    opener = sentence.last_before(first.start, sentence.said("cues", "breakdown"))
    if opener is None:
        return False
    verb = part.governor
    return part.rule == "coordination" or (verb is not None and verb.end <= opener.start)


def _has_noun(part: Statistic, total: Statistic, before: int, rulebook: Rulebook) -> bool:
    """Whether a noun of the total's kind stands between a part and what was counted before it."""
    kind = kind_of(total.object, rulebook)
    nouns = [m for m in nouns_before(part.sentence, part.start) if m.start >= before]
    return any(total.object == "other" or kind_of(m.id, rulebook) == kind for m in nouns)


def _name_by_parts(total: Statistic, parts: list[Statistic]) -> None:
    """`913 người (514 cán bộ, 399 công chức)`: a noun that says nothing counts what its parts count."""
    objects = {part.object for part in parts if part.noun is not None and part.noun.object != ANYTHING}
    if len(objects) != 1 or total.noun is None:
        return
    unnamed = total.noun.object == ANYTHING and not _has_noun_beside(total)
    if unnamed or (total.object == "payroll" and objects < KINDS_OF_POSTS):
        total.object = objects.pop()


def _has_noun_beside(total: Statistic) -> bool:
    """Whether a noun right before the number names what it counts: `biên chế công chức 20.837 người`."""
    return any(
        total.start - m.end <= 1 and m.id != ANYTHING for m in nouns_before(total.sentence, total.start)
    )


# --- By arithmetic -----------------------------------------------------------------------------------


def _parts(told: list[Statistic], index: int, first: int, rulebook: Rulebook) -> list[Statistic]:
    """The run of figures from `first` on, in one sentence, that add up to the figure at `index`."""
    total = told[index]
    if not _can_be_total(total):
        return []
    for start in range(first, min(first + 2, len(told))):
        run: list[Statistic] = []
        for other in told[start : start + MOST_PARTS]:
            if other.measure == "percent" or other.role in {"from", "to"}:
                continue
            if not _can_be_part(other, total, rulebook) or (run and other.sentence is not run[0].sentence):
                break
            run.append(other)
            amount = sum(figure.amount for figure in run)
            if amount == total.amount and _is_no_chance(total, run):
                return run
            if amount > total.amount:
                break
    return []


def _can_be_total(figure: Statistic) -> bool:
    return figure.measure in {"count", "ratio"} and figure.role in {"", "total"}


def _can_be_part(figure: Statistic, total: Statistic, rulebook: Rulebook) -> bool:
    """Of the same kind, exact, no stock before or after a change."""
    if figure.role not in {"", "part"} or figure.measure not in {"count", "ratio"}:
        return False
    if figure.noun is None or kind_of(figure.object, rulebook) == kind_of(total.object, rulebook):
        return True
    return _is_made_of(total) and kind_of(figure.object, rulebook) in {"bodies", "places"}


def _is_made_of(total: Statistic) -> bool:
    """`47 đơn vị gồm 36 phường và 11 xã`: a noun that says nothing, and what it stands for right behind."""
    noun = total.noun
    if noun is None or noun.object != ANYTHING or is_called(total.sentence, noun, "persons"):
        return False
    opens = total.sentence.first_after(noun.end, total.sentence.said("cues", "breakdown"))
    return opens is not None and not total.sentence.between(noun.end, opens.start).strip(" ,:(")


def _is_no_chance(total: Statistic, run: Sequence[Statistic]) -> bool:
    changes = {part.change for part in run if not _borrows(part, run[0])}
    mixed = changes & FLOWING and changes != {total.change} and total.rule != "of_those"
    if len(run) < 2 or mixed:
        return False
    return len(run) >= SURE_PARTS or total.amount >= CHANCE


# --- By words ----------------------------------------------------------------------------------------


def _partition(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """A sentence that divides a figure of the one before takes its verb: `Số này gồm 1 cán bộ`."""
    totals = [s for s in earlier if s.role != "part" and s.measure not in {"percent", "money"}]
    if not figures or not totals:
        return
    sentence = figures[0].sentence
    opens = sentence.said("cues", "partition", end=figures[0].start)
    if not opens or opens[0].start - sentence.start > OPENING:
        return
    if ends(sentence, figures[0].start, "within"):
        return
    said = sentence.said("changes", *FLOWING, start=opens[0].end, end=figures[0].start)
    done = [m for m in said if m.form in {"phrases", "behind"}]
    change = done[-1].id if done else figures[0].change  # "trong số đảng viên mới kết nạp có 12 nữ"
    alike = [s for s in totals if (s.object, s.change) == (figures[0].object, change)]
    alike = alike or [s for s in totals if _is_of_kind(figures[0], s, rulebook)]
    if not alike:
        return
    total = next((s for s in reversed(alike) if figures[0].is_less(s)), alike[-1])
    change, predicate = undergone(total)
    if change in {"level", "share"}:
        if says(sentence, opens[0].start, opens[0].end, "of_those_told"):
            _divide_stock(figures, total, rulebook)
        return
    for figure in figures:
        if figure.change == change and figure.is_less(total):
            figure.role = figure.role or "part"
        unruled = figure.rule in UNRULED or ends(sentence, figure.start, "the_rest")
        if unruled and figure.change == "level" and figure.measure != "money":
            figure.tell(change, predicate, "partition")
            figure.role = figure.role or "part"
            before = max([sentence.start, *(s.end for s in figures if s.end <= figure.start)])
            if figure.noun is None and not _has_noun(figure, total, before, rulebook):
                figure.object = total.object
    if any(figure.role == "part" for figure in figures):
        total.role = total.role or "total"


def _is_of_kind(part: Statistic, total: Statistic, rulebook: Rulebook) -> bool:
    """Whether a figure can divide another: not bodies or places, people."""
    kinds = {kind_of(part.object, rulebook), kind_of(total.object, rulebook)}
    alike = "people" not in kinds or kinds.isdisjoint({"bodies", "places"})
    return part.noun is None or total.object == "other" or alike


def _divide_stock(figures: list[Statistic], total: Statistic, rulebook: Rulebook) -> None:
    """`hiện có 784 cán bộ. Trong đó 288 cán bộ nữ`: parts of a stock, which is their total."""
    kind = kind_of(total.object, rulebook)
    parts = [
        s
        for s in figures
        if s.role in {"", "total"} and s.is_less(total) and kind_of(s.object, rulebook) == kind
    ]
    for part in parts:
        part.role = "part"
        total.role = total.role or "total"
        if part.object == "payroll" and kind == "people":
            part.object = total.object


def _in_brackets(figures: list[Statistic]) -> None:
    """`31.564 người (giảm 346 người), trong đó công chức 2.929 người (giảm 41 người)`: cuts are divided
    as stocks are."""
    beside = [
        (stock, flow)
        for stock, flow in pairwise(figures)
        if stock.role in {"total", "part"} and not flow.role and flow.change in FLOWING
        if stock.measure == flow.measure and _right_behind(stock, flow)
    ]
    if len(beside) > 1:
        for stock, flow in beside:
            flow.role = stock.role


def _right_behind(stock: Statistic, flow: Statistic) -> bool:
    """Whether a figure stands in a bracket of its own, right behind another."""
    bracket = flow.sentence.bracket(flow.start)
    return bracket is not None and stock.end < bracket.start <= stock.end + len(" (")


def undergone(total: Statistic) -> tuple[str, str]:
    """What happened to the things of a total; of a plan's share, what the plan is about."""
    sentence = total.sentence
    if total.predicate == "plan_done" and total.measure == "ratio":
        verb = sentence.last_before(total.start, sentence.said("changes", *FLOWING, form="phrases"))
        if verb is not None:
            return verb.id, ""
    return total.change, total.predicate
