"""What a verb or standard tells of a figure: change and predicate."""

from __future__ import annotations

from tinhgon.clauses.contexts import equals, says
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.models.adopting import merged_by, merger
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

NOT_MERGED = {"residents", "households"}  # what cannot be merged


def tell_by(figure: Statistic, verb: Mention | None, rulebook: Rulebook) -> None:
    """Let the figure tell what its verb or standard says; a stock where it has none."""
    figure.governor = verb
    if verb is not None and verb.id == "adoption" and figure.object in NOT_MERGED:
        verb = None  # the people of a commune that is merged are only told
    if (
        verb is not None
        and verb.id == "transfer"
        and figure.measure != "count"
        and _is_of_places(figure, rulebook)
    ):
        verb = None  # "bố trí 11/11 huyện có bí thư không phải người địa phương"
    if verb is not None and _came_of_merger(figure, verb, rulebook):
        verb = None
    if verb is None:
        figure.change, figure.rule = "level", "no_verb"
    elif verb.concern == "standards":
        figure.tell("share", verb.id, f"standard.{verb.id}")
    elif _are_gathered(figure, verb, rulebook):
        figure.tell("transfer", "", "verb.transfer")
    else:
        figure.change, figure.rule = verb.id, f"{'weak' if verb.form == 'weak' else 'verb'}.{verb.id}"
        if verb.id == "increase" and _is_founded_by_merger(figure, verb):
            figure.change = "level"
        elif verb.id == "decrease" and _is_also_merged(figure, verb):
            figure.tell("adoption", merger(figure, rulebook), "verb.adoption")
        elif verb.id == "adoption":
            figure.predicate = (
                "other_model"
                if _only_renames(figure, verb)
                or _only_rearranges(figure, verb, rulebook)
                or _unites_posts(figure, verb, rulebook)
                else merged_by(figure, verb, rulebook) or merger(figure, rulebook)
            )


def _unites_posts(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`100% xã hoàn thành việc nhất thể hóa`: posts are united in places, not these."""
    return _is_of_places(figure, rulebook) and equals(figure.sentence, verb.start, verb.end, "unites_posts")


def _are_gathered(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`gom 15 biên chế về Văn phòng Tỉnh ủy`: people are moved, not merged."""
    people = kind_of(figure.object, rulebook) == "people" and figure.measure == "count"
    return people and equals(figure.sentence, verb.start, verb.end, "gathering")


def _came_of_merger(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`thành lập 37 xã`: places are made of others, unless they are called new."""
    if not _is_of_places(figure, rulebook):
        return False
    return equals(figure.sentence, verb.start, verb.end, "founding_of_places")


def _is_of_places(figure: Statistic, rulebook: Rulebook) -> bool:
    return kind_of(figure.object, rulebook) == "places"


def _is_also_merged(figure: Statistic, verb: Mention) -> bool:
    """`hợp nhất, sáp nhập, giải thể 21 đơn vị`: how many were only dissolved is not told."""
    sentence = figure.sentence
    mergers = sentence.said("changes", "adoption", end=verb.start, form="phrases")
    return (
        bool(mergers)
        and verb.end <= figure.start
        and equals(sentence, verb.start, verb.end, "undergone_alone")
        and equals(sentence, mergers[-1].end, verb.start, "verb_list")
    )


def _is_founded_by_merger(figure: Statistic, verb: Mention) -> bool:
    """`lập mới 6 đơn vị từ việc gộp các đơn vị cũ`: what came of a merger is a stock."""
    sentence = figure.sentence
    founded = equals(sentence, verb.start, verb.end, "founding")
    return founded and says(sentence, figure.end, sentence.segment(figure.start).end, "by_merger")


def _only_renames(figure: Statistic, verb: Mention) -> bool:
    """`đổi tên 7 tổ dân phố`, and not `sáp nhập, đổi tên 7 tổ dân phố`."""
    sentence = figure.sentence
    if not equals(sentence, verb.start, verb.end, "renaming"):
        return False
    mergers = sentence.said("changes", "adoption", end=verb.start, form="phrases")
    return not (mergers and equals(sentence, mergers[-1].end, verb.start, "verb_list"))


def _only_rearranges(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`sắp xếp 45 đơn vị`, and no word of the sentence says how. Places are rearranged by merging."""
    sentence = figure.sentence
    if kind_of(figure.object, rulebook) == "places" or figure.object == "other":
        return False
    if not equals(sentence, verb.start, verb.end, "rearranging"):
        return False
    start, end = _clause(figure, verb)
    mergers = sentence.said("changes", "adoption", start=start, end=end, form="phrases")
    silent = all(equals(sentence, m.start, m.end, "rearranging") for m in mergers)
    return silent and not sentence.said("cues", "result", start=start, end=end)


def _clause(figure: Statistic, verb: Mention) -> tuple[int, int]:
    """The stretch around a figure and its verb, up to the next numbers on both sides."""
    sentence = figure.sentence
    first, last = min(figure.start, verb.start), max(figure.end, verb.end)
    start = max([sentence.start, *(n.end for n in sentence.numerals if n.end <= first)])
    mergers = sentence.said("changes", "adoption", start=start, end=first, form="phrases")
    comma = sentence.folded.rfind(",", start, first)
    if mergers and comma > mergers[-1].end:
        start = comma + 1
    end = min([sentence.end, *(n.start for n in sentence.numerals if n.start >= last)])
    return start, end


def rearranged(figure: Statistic, rulebook: Rulebook) -> None:
    """`18/18 sở có đề án sắp xếp`: a part of the bodies or places of which a merger is told behind."""
    sentence = figure.sentence
    if kind_of(figure.object, rulebook) not in {"bodies", "places"}:
        return
    end = sentence.segment(figure.start).end
    told = sentence.said("changes", "adoption", start=figure.end, end=end, form="phrases")
    if told and not any(figure.end <= n.start < told[0].start for n in sentence.numerals):
        only = equals(sentence, told[0].start, told[0].end, "rearranging")
        figure.tell("adoption", "other_model" if only else merger(figure, rulebook), "rearranged")
