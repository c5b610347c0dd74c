"""Whether a figure is a plan or a result: the words around it, its date, the sentences before it.

A text that lays out a plan says so once (`theo đề án`, `dự kiến`) and then goes on in plain verbs; a figure
that no word of its own sentence makes a result is read in that frame.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says, search, search_last
from tinhgon.dates import Date
from tinhgon.lexicon import Mention
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.timing import governing_date

GRACE = datetime.timedelta(days=45)  # pages tell of the end of a month or quarter before it has come
AT_ONCE = 1  # characters between a word of plans and the verb of result behind it: "sẽ giảm được"
FOLLOWING = 12  # figures of a list that share the word for plans behind it
STOCKS = {"level", "share"}  # changes of what there is, whether or not anything happens
LEAD_LINES = 2  # title and lead, which say what the article is about


def look_ahead(article: Article, figures: list[Statistic]) -> None:
    """Set `target` (true where the text looks ahead) and `stage` of all figures of an article, in order."""
    if not figures:
        return
    of_sentence: dict[Sentence, list[Statistic]] = defaultdict(list)
    for figure in figures:
        of_sentence[figure.sentence].append(figure)
    about_plan = _is_about_plan(article)
    ahead, line, silent = False, 0, list[Sentence]()
    for sentence in article.sentences:
        if sentence.line != line:
            ahead = about_plan and (ahead or _any_frames(article, silent))
            line, silent = sentence.line, []
        if sentence not in of_sentence:
            silent.append(sentence)
            continue
        ahead = _read(article, of_sentence[sentence], ahead or _any_frames(article, silent), about_plan)
        silent = []


def _read(article: Article, figures: list[Statistic], ahead: bool, about_plan: bool) -> bool:
    """Settle the figures of a sentence that begins in this frame; the frame that it leaves behind."""
    first = figures[0]
    ahead = ahead or (about_plan and says(first.sentence, first.sentence.start, first.start, "afterwards"))
    ahead = ahead or _frames(article, first.sentence, first.start)
    for index, figure in enumerate(figures):
        said = _said(article, figure, figures[index + 1 : index + FOLLOWING])
        if said is None:
            said = ahead and (_goes_on(figure) or _is_planned_stock(article, figure))
        else:
            ahead = said
        figure.target = said and not _is_stock_before(figure)
        figure.stage = _stage(figure)
    return ahead


def _is_stock_before(figure: Statistic) -> bool:
    """What there was before the change, or the whole of a share, is a fact, also where a plan is told."""
    if figure.rule == "whole":
        return not says(figure.sentence, figure.start, figure.end + len(" mới"), "afterwards")
    return figure.role == "from" and figure.change == "level"


# --- In the sentence ---------------------------------------------------------------------------------


def _said(article: Article, figure: Statistic, following: list[Statistic]) -> bool | None:
    """What the words of the sentence and the figure's date say; none where they say nothing."""
    sentence = figure.sentence
    if (behind := _said_behind(figure, following)) is not None:
        return behind
    asked = ends(sentence, figure.start, "number_of_plan") and not ends(sentence, figure.start, "number_met")
    if asked and figure.change in FLOWS:
        return True
    looks_ahead = [
        m
        for m in sentence.said("cues", "plan")
        if not _is_carried_out(sentence, m) and not _is_past(article, sentence, m)
    ]
    plan = sentence.last_before(figure.start, looks_ahead)
    told = [m for m in sentence.said("cues", "done") if not _is_attribute(sentence, m)]
    done = sentence.last_before(figure.start, told)
    floor = figure.numeral.qualifier == "≥" and not figure.numeral.ranged
    if floor and plan is None and done is None and figure.change == "decrease":
        return True  # "tỉnh tiếp tục tinh giản tối thiểu 10% biên chế"
    if plan is not None:
        return done is None or done.start <= plan.end + AT_ONCE
    if done is not None:
        return False
    return _by_date(article, figure, governing_date(figure))


def _is_past(article: Article, sentence: Sentence, plan: Mention) -> bool:
    """`đến năm 2018` in a text of 2019, and an "if" that only holds one time against another."""
    if begins(sentence, plan.start, "held_against"):
        return True
    until = [d.last for d in sentence.dates if plan.start <= d.start <= plan.end + 1 and d.last is not None]
    return bool(until) and article.published is not None and until[0] < article.published


def _is_attribute(sentence: Sentence, done: Mention) -> bool:
    """Whether a word of time only picks out what is changed: `205 xã hiện nay để thành lập 64 xã`."""
    if not equals(sentence, done.start, done.end, "at_present"):
        return False
    nouns = sentence.said("objects", end=done.start, form="phrases")
    return bool(nouns) and done.start - nouns[-1].end <= 1 and begins(sentence, done.end, "change_of_it")


def _is_carried_out(sentence: Sentence, plan: Mention) -> bool:
    """Whether a word of plans only says what was reached: `đạt 94% chỉ tiêu nghị quyết đề ra`, `hoàn thành
    chỉ tiêu giảm 10% biên chế`."""
    if ends(sentence, plan.start, "plan_met"):
        return True
    shares = [n for n in sentence.numerals if n.measure == "percent" and n.end <= plan.start]
    if not shares or not begins(sentence, shares[-1].end, "share_of_plan"):
        return False
    return not set(sentence.between(shares[-1].end, plan.start)) & {",", ";", ":"}


def _by_date(article: Article, figure: Statistic, date: Date | None) -> bool | None:
    """A stretch of time that begins, or an end (`đến năm 2025`) that comes, after publication is ahead."""
    if date is None or date.first is None or date.last is None or article.published is None:
        return None
    if date.first > article.published:
        sentence = figure.sentence
        return not says(sentence, sentence.start, figure.start, "allotted")
    if date.last > article.published + GRACE:
        return True if ends(figure.sentence, date.start, "until") else None
    return False


def _said_behind(figure: Statistic, following: list[Statistic]) -> bool | None:
    """`57 sở, 107 phòng của tỉnh sẽ không còn`: a word of plans or of results between a figure and the verb
    behind it, or a plan at the end of its clause; none where neither stands there."""
    sentence = figure.sentence
    if says(sentence, figure.end, sentence.segment(figure.start).end, "plan_closing"):
        return True
    verb = figure.governor
    if verb is not None and verb.start < figure.start and not ends(sentence, verb.start, "nominal"):
        return None
    end = _reach(figure, following)
    plan = search_last(sentence, figure.end, end, "plan_behind")
    done = search_last(sentence, figure.end, end, "done_behind")
    if plan is None and done is None:
        return None
    return done is None or (plan is not None and plan.start > done.start)


def _reach(figure: Statistic, following: list[Statistic]) -> int:
    """Where the words behind a figure no longer say anything of it: at its verb, at the next segment, or at a
    figure that has a verb of its own."""
    sentence = figure.sentence
    verb = figure.governor
    if verb is not None and figure.end <= verb.start:
        return verb.end
    end = _clause_end(figure)
    at = figure.end
    for other in following:
        if sentence.said("changes", *FLOWS, "level", start=at, end=other.start, form="phrases"):
            return min(end, other.start)
        at = other.end
    return end


def _clause_end(figure: Statistic) -> int:
    """Where the segment of a figure ends, or a clause that turns elsewhere: `…, và huyện phấn đấu`."""
    sentence = figure.sentence
    end = sentence.segment(figure.start).end
    start = figure.end
    while (turn := search(sentence, start, end, "turn")) is not None:
        if not any(0 <= n.start - turn.end <= 1 for n in sentence.numerals):
            return turn.start
        start = turn.end
    return end


# --- In the text -------------------------------------------------------------------------------------


def _goes_on(figure: Statistic) -> bool:
    """Whether a figure without a word of its own is told in the frame: what happens, what came of it, a part;
    a stock only where it is one of those."""
    if figure.change not in STOCKS or figure.role in {"to", "part"}:
        return True
    sentence = figure.sentence
    if sentence.said("cues", "result", end=figure.start):
        return True
    return says(sentence, sentence.start, min(sentence.end, figure.end + len(" mới")), "afterwards")


def _is_planned_stock(article: Article, figure: Statistic) -> bool:
    """`Theo kế hoạch, số người làm việc là 41.350`: how many a plan of the same sentence says there are."""
    verb, sentence = figure.governor, figure.sentence
    copula = verb is not None and equals(sentence, verb.start, verb.end, "copula")
    return copula and _frames(article, sentence, figure.start)


def _is_about_plan(article: Article) -> bool:
    """Whether the title tells of something ahead, or the lead of a plan."""
    opening = [s for s in article.sentences if s.line < LEAD_LINES]
    return _any_frames(article, opening) or any(s.said("cues", "plan") for s in opening if s.line == 0)


def _any_frames(article: Article, sentences: list[Sentence]) -> bool:
    """Whether a sentence tells of a plan that the next ones go on about: by its words, or by its date."""
    return any(
        _frames(article, s, s.end) or (_is_dated_ahead(article, s) and says(s, s.start, s.end, "scheme"))
        for s in sentences
    )


def _frames(article: Article, sentence: Sentence, end: int) -> bool:
    """Whether a sentence speaks of a plan before `end`; one cited by its number is carried out: `theo Đề án
    số 09-ĐA/TU`."""
    start = sentence.start
    while (plan := search(sentence, start, end, "plan_frame")) is not None:
        if not any(one.start < plan.end and plan.start < one.end for one in article.references):
            return True
        start = plan.end
    return False


def _is_dated_ahead(article: Article, sentence: Sentence) -> bool:
    published = article.published
    return published is not None and any(d.first is not None and d.first > published for d in sentence.dates)


def _stage(figure: Statistic) -> str:
    """approved, pilot or running: how far a model is."""
    if figure.change != "adoption":
        return ""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    if figure.target or sentence.said("cues", "approved", start=segment.start, end=figure.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
