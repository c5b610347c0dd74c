"""When a figure holds, and what it is compared with."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection

from tinhgon.clauses import Article
from tinhgon.clauses.contexts import begins, consists, ends, says, search
from tinhgon.dates import Date
from tinhgon.statistics.record import Statistic

HEAD = 3  # characters at the head of a sentence, quotation marks among them
CALENDAR = {"period", "date"}  # kinds of dates that a figure can hold for
DATE_BEHIND = 40  # characters between a figure and the date behind it
WORDS_OF_BASE = 4  # words between "so với" and the date: "so với thời điểm tháng 4 năm 2015"
WORDS_OF_START = 2  # words between "từ" and the date: "từ thời điểm năm 2015"
FROM_AT_HEAD = 10  # characters before a date that opens a sentence: "Kể từ năm 2019, …"
CLOCK_WORDS = 4  # characters before a clock: "Lúc 15 giờ ngày 3/7"
NEXT_TO = 2  # characters between a figure and its bracket
BASE_REACH = 40  # characters before a date in which "so với" begins
BASE_BEHIND = 60  # characters between a figure and "so với" behind it

MEASURED = frozenset({"decrease", "increase"})  # changes that have a base before them

_until = re.compile(r"\s(?:đến|tới|[-–])\s")
_of_document = re.compile(r",?\s+\(?(?:ban hành |ký )?(?=ngày|\d)")
_base_words = re.compile(r"\s+[^,;.()]{3,60}")
_granted = re.compile(
    r"\s+(?:của )?((?:tổng )?(?:(?:số|biên chế|chỉ tiêu|mức)(?: [^\W\d]{1,12}){0,5} |được )?giao"
    r"(?: [^\W\d]{1,12}){0,3} \d{4})\b"
)
_base_words_first = re.compile(r"\b(?:so|đối chiếu) với [^,;.()]{3,60}?(?=,| thì )")
_at_head = re.compile(r"(?:^|[,:–\"“]|\bnếu)\s?$")
_taken = re.compile(r"\blấy năm \d{4} làm (?:mốc|gốc)\b")


def time(article: Article, figures: list[Statistic]) -> None:
    """Set period, `as_of` and base of all figures of an article."""
    legal = _dates_of_documents(article)
    for figure in figures:
        date = governing_date(figure, legal)
        figure.period = figure.sentence.text[date.start : date.end] if date else ""
        figure.base = _base(figure)
        if date is not None and date.first and date.last:
            figure.as_of, figure.as_of_basis = f"{date.first}/{_last_day(article, figure, date)}", "sentence"
        elif article.published is not None:
            figure.as_of, figure.as_of_basis = f"{article.published}/{article.published}", "article"


def _last_day(article: Article, figure: Statistic, date: Date) -> datetime.date | None:
    """`Từ năm 2016, tỉnh giảm …`: a change goes on until the page tells of it; else the last day printed."""
    if date.last is None or article.published is None or date.kind != "period":
        return date.last
    goes_on = figure.change in MEASURED and ends(figure.sentence, date.start, "from_day")
    if _until.search(figure.sentence.folded, date.start, date.end):
        return date.last
    return max(date.last, article.published) if goes_on else date.last


def _dates_of_documents(article: Article) -> frozenset[int]:
    """Where the days begin on which documents were issued: `Nghị quyết số 12/NQ-HĐND ngày 5/7/2019`."""
    starts = {date.start for date in article.dates}
    behind = (_of_document.match(article.folded, legal.end) for legal in article.legal_spans)
    return frozenset(match.end() for match in behind if match and match.end() in starts)


def governing_date(figure: Statistic, legal: Collection[int] = ()) -> Date | None:
    """The nearest calendar stretch before the figure, else right behind it, else how long it took.

    Never a base year, a day on which something was said or decided, or a date that `đến nay` leaves behind;
    nor one that begins at `legal`, the days of documents.
    """
    sentence = figure.sentence
    home = sentence.bracket(figure.start)
    open_dates = [
        d for d in sentence.dates if d.start not in legal and sentence.bracket(d.start) in (None, home)
    ]
    if own := _in_own_bracket(figure):
        return own
    usable = [d for d in open_dates if d.kind in CALENDAR and not _is_base(figure, d)]
    before = [d for d in usable if d.end <= figure.start and not _is_of_event(figure, d)]
    if before:
        left = says(sentence, before[-1].end, figure.start, "by_now") and figure.role != "from"
        return None if left else before[-1]
    until = sentence.segment(figure.start).end
    behind = [d for d in usable if 0 <= d.start - figure.end < DATE_BEHIND and d.start < until]
    return behind[0] if behind else _duration(figure, open_dates)


def _in_own_bracket(figure: Statistic) -> Date | None:
    """`120 phòng (năm 2016)`: the date that a bracket right behind the figure holds, and nothing else."""
    sentence = figure.sentence
    if sentence.next_mark(figure.end) != "(":
        return None
    for date in sentence.dates:
        bracket = sentence.bracket(date.start)
        if date.kind not in CALENDAR or bracket is None or not 0 <= bracket.start - figure.end <= NEXT_TO:
            continue
        if bracket.end - date.end <= 1 and consists(sentence, bracket.start, date.start, "at_time"):
            return date
    return None


def _is_of_event(figure: Statistic, date: Date) -> bool:
    """A day on which somebody spoke, met or decided: `Ngày 6/1, ông … cho biết`, `kỳ họp ngày 6/1`."""
    sentence = figure.sentence
    clocks = (d.start - CLOCK_WORDS for d in sentence.dates if d.kind == "time" and d.end == date.start - 1)
    if next(clocks, date.start) - sentence.start <= HEAD:
        return date.kind == "date" and says(sentence, date.end, figure.start, "event_of_day")
    if date.kind == "date" and ends(sentence, date.start, "event_on"):
        return True
    return _heads_meeting(figure, date)


def _heads_meeting(figure: Statistic, date: Date) -> bool:
    """`Phát biểu tại hội nghị sơ kết 6 tháng đầu năm 2019, ông … cho biết`: when they met, or what of."""
    sentence = figure.sentence
    opens = "," not in sentence.between(sentence.start, date.start)
    behind = "," in sentence.between(date.end, figure.start)
    return opens and behind and begins(sentence, sentence.start, "meeting")


def _duration(figure: Statistic, dates: list[Date]) -> Date | None:
    """`trong 5 tháng`, `3 năm giảm 107 đầu mối`: how long a change took; not what there was before it."""
    if figure.role == "from":
        return None
    sentence = figure.sentence
    for date in dates:
        near = date.end <= figure.start or date.start - figure.end < DATE_BEHIND
        heads = date.start - sentence.start <= HEAD
        if date.kind == "duration" and near and (heads or ends(sentence, date.start, "taking", apart=0)):
            return date
    return None


def _is_base(figure: Statistic, date: Date) -> bool:
    sentence, since = figure.sentence, date.start - BASE_REACH
    if figure.end <= date.start:
        since = max(since, figure.end)  # "từ 412 thôn năm 2017 lên 1.103 thôn"
    compared = ends(sentence, date.start, "compared_date", since=since, apart=WORDS_OF_BASE)
    if not compared and not ends(sentence, date.start, "base_date", since=since, apart=WORDS_OF_START):
        return False
    told = date.end < figure.start and consists(sentence, date.end, figure.start, "is_that")
    if not compared and told:
        return False  # "biên chế được giao năm 2020 là 2.310"
    if ends(sentence, date.start, "until_then"):
        return False
    opens = date.start - sentence.start <= FROM_AT_HEAD and sentence.next_mark(date.end) == ","
    return not ((date.kind == "date" or opens) and ends(sentence, date.start, "from_day"))


def _base(figure: Statistic) -> str:
    """`so với năm 2015`: what a change is measured against, as printed; behind the figure, else before it."""
    sentence = figure.sentence
    end = sentence.segment(figure.start).end
    against = search(sentence, figure.end, end, "compared_with")
    if against is not None and against.start - figure.end < BASE_BEHIND:
        words = _base_words.match(sentence.folded, against.end, end)
        return sentence.text[against.start : words.end()].strip() if words else ""
    if figure.change not in MEASURED:
        return ""
    if granted := _granted.match(sentence.folded, figure.end, end):
        return sentence.text[granted.start(1) : granted.end(1)]
    return _base_before(figure)


def _base_before(figure: Statistic) -> str:
    """`So với năm 2015, tỉnh giảm 12%`, `lấy năm 2015 làm mốc`: a base that heads the figure's clause."""
    sentence = figure.sentence
    start = max(sentence.start, sentence.folded.rfind(";", sentence.start, figure.start) + 1)
    for match in _base_words_first.finditer(sentence.folded, start, figure.start):
        if _at_head.search(sentence.folded, start, match.start()) or match.start() == start:
            return sentence.text[match.start() : match.end()].strip()
    taken = _taken.search(sentence.folded, start, sentence.segment(figure.start).end)
    return sentence.text[taken.start() : taken.end()] if taken else ""
