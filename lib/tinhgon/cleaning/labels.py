"""The label of every line of a page, and the articles that its titles and bodies make."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tinhgon.cleaning import furniture
from tinhgon.cleaning.articles import is_stamped, split
from tinhgon.cleaning.lines import Line
from tinhgon.cleaning.marks import Marks

LEAST = 25  # words of running text that make an article
_site_name = re.compile(r"^\d{1,2}/\d{1,2}/\d{4}(?:,? \d{1,2}:\d{2})?\s+|(?<!\s)\s+[-–—|»]\s[^-–—|»]{2,60}$")
LINK = 4  # words from which a line may be a title
NAME = 6  # words from which a line is more than the name of a section or an office
MENU = 12  # lines of a menu above a title
GALLERY = 60  # words of the longest caption in a block of captions below the text


@dataclass
class Article:
    """One article: the stretch of lines that is its own, its title's index (None where it has none), the
    index where its running text begins."""

    first: int
    end: int
    title: int | None
    text: int


def label(lines: list[Line], marks: Marks, rules: furniture.Furniture) -> list[Article]:
    """Give every line of a page its label; return its articles in order."""
    articles = []
    for first, end in split(lines, marks):
        article = _stretch(lines, marks, rules, first, end)
        if article is not None:
            articles.append(article)
            for line in lines[first:end]:
                line.article = len(articles)
    return articles


def _stretch(
    lines: list[Line], marks: Marks, rules: furniture.Furniture, first: int, end: int
) -> Article | None:
    free = [index for index in range(first, end) if not lines[index].label]
    heads, text = _head(lines, free, rules)
    prose = sum(
        lines[index].words for index in free if text is not None and index >= text and lines[index].is_prose
    )
    if text is None or prose < LEAST:
        for index in free:
            lines[index].mark("teaser" if lines[index].words >= 3 else "furniture", "no_article")
        return None
    title = _label_head(lines, marks, rules, heads)
    _label_text(lines, marks, rules, [index for index in free if index >= text])
    _label_gallery(lines, text, end)
    return Article(first, end, title, text)


def _head(lines: list[Line], free: list[int], rules: furniture.Furniture) -> tuple[list[int], int | None]:
    """The free lines above the running text, and the index where that begins."""
    heads: list[int] = []
    titled = 0  # words of what may be the title
    for index in free:
        line = lines[index]
        asks = line.is_headline and line.text[-1] in "?!" and (titled < NAME or is_stamped(lines, index))
        if line.is_prose and not asks and (titled >= LINK or not line.is_headline):
            return heads, index
        if line.is_headline and line.words > titled and not furniture.match(line, rules, "head"):
            titled = line.words
        heads.append(index)
    return heads, None


def _label_head(lines: list[Line], marks: Marks, rules: furniture.Furniture, heads: list[int]) -> int | None:
    names = [index for index in heads if furniture.match(lines[index], rules, "head")]
    if len(names) == len(heads):
        names = names[:-1]
    for index in names:
        entry = furniture.match(lines[index], rules, "head")
        lines[index].mark("furniture", f"furniture.{entry.id}" if entry else "head")
    candidates = [index for index in heads if not lines[index].label and index not in marks.credits]
    bare = {lines[index].folded for index in candidates}
    for index in candidates:
        named = _site_name.sub("", lines[index].folded)
        if named != lines[index].folded and named in bare:
            lines[index].mark("furniture", "head.page_title")
    candidates = [index for index in candidates if not lines[index].label]
    title = title_of(lines, candidates)
    signed = Counter(credit[:2] for credit in marks.credits.values())
    for index in heads:
        if lines[index].label:
            continue
        if title is not None and index < title and not _signed(marks, index, signed):
            lines[index].mark("furniture", "head.above_title")
        elif index in marks.credits:
            lines[index].mark("byline", "byline.head")
        elif index == title:
            lines[index].mark("title", "head.title")
        else:
            lines[index].mark("body", "head.below_title")
    return title


def _signed(marks: Marks, index: int, signed: Counter[tuple[str, str]]) -> bool:
    """A possible signature above the title is one where its form or a second one says so."""
    credit = marks.credits.get(index)
    return credit is not None and (credit.firm or signed[credit[:2]] > 1)


def title_of(lines: list[Line], candidates: list[int]) -> int | None:
    """The index of the title among the lines above the running text, or None.

    The first one, unless a later one is marked as the heading, stands beside the date line, or the first is
    too short to be more than the name of a section.
    """
    longest = max((at for at in candidates if 6 <= lines[at].words <= 28), default=-1)
    scores = {index: _title_score(lines, index, place, longest) for place, index in enumerate(candidates)}
    stamped = [index for index in candidates if lines[index].words >= NAME and is_stamped(lines, index)]
    if len(stamped) == 1:  # below a menu of any length
        scores[stamped[0]] += min(candidates.index(stamped[0]), MENU)
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    return best if best is not None and scores[best] > -5 else None


def _title_score(lines: list[Line], index: int, place: int, longest: int) -> float:
    line = lines[index]
    score = -float(place) + 4 * (line.hint == "heading") + 3 * is_stamped(lines, index) + line.text.isupper()
    longer = longest > index  # a line of a title's length stands below
    return (
        score
        - 3 * (line.words <= 3)
        - 1.5 * (line.words == 4 and longer)
        - 3 * line.text.endswith(":")
        - 4 * (line.words > 28)
    )


def _label_text(lines: list[Line], marks: Marks, rules: furniture.Furniture, free: list[int]) -> None:
    last = max(index for index in free if lines[index].is_prose)
    for index in free:
        line = lines[index]
        if index > last and index in marks.credits:
            line.mark("byline", "byline.place")
        elif index > last and (entry := furniture.match(line, rules, "tail")):
            line.mark("furniture", f"furniture.{entry.id}")
    below = [index for index in free if index > last and not lines[index].label]
    if len(below) >= 3 and not any(
        lines[index].ends_sentence or lines[index].text[0] in "-+*•" for index in below
    ):
        for index in below:
            lines[index].mark("teaser", "tail.menu")
    for index in _gallery(lines, [index for index in free if not lines[index].label]):
        lines[index].mark("caption", "caption.gallery")
    text = [index for index in free if not lines[index].label]
    last = max((index for index in text if lines[index].is_prose), default=-1)
    for index in text:  # a signature may stand above the gallery
        signs = 0 <= last < index and index in marks.credits
        lines[index].mark(*(("byline", "byline.place") if signs else ("body", "text")))


def _gallery(lines: list[Line], free: list[int]) -> list[int]:
    """The captions that some sites print in one block below the text: the text stands without blank lines,
    one blank line follows, then only lines of a caption's length."""
    starts = [place for place, index in enumerate(free) if lines[index].gap]
    if not starts or starts[-1] < 4:
        return []
    block, above = free[starts[-1] :], [place for place in starts[:-1] if place > 2]
    short = all(lines[index].words <= GALLERY for index in block)
    return block if short and not above and len(block) <= 8 else []


def _label_gallery(lines: list[Line], first: int, end: int) -> None:
    """Lines of a caption's length in a last block that holds a caption are captions as well."""
    last = end
    while last > first and (lines[last - 1].label == "furniture" or not lines[last - 1].gap):
        last -= 1
    start = max(first, last - 1)
    block = lines[start:end]
    words = sum(line.words for line in block)
    if start <= first or words > 0.3 * sum(line.words for line in lines[first:start]):
        return
    if any(line.label == "caption" for line in block):
        for line in block:
            if line.label in {"body", "teaser"} and line.rule != "after.list" and line.words <= GALLERY:
                line.mark("caption", "caption.gallery")
