"""A model told of again without its name: `mô hình này cũng được thực hiện ở cấp xã`."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import search
from tinhgon.text import Span


def recalled(sentence: Sentence) -> Iterator[Span]:
    """The words that recall a model: `mô hình này`, or `mô hình` in a bracket or segment that names none."""
    if "mô hình" not in sentence.folded[sentence.start : sentence.end]:
        return
    starts = dict.fromkeys([sentence.start, *(b.start for b in sentence.brackets)])
    segments = {sentence.segment(start) for start in starts}
    segments |= {
        sentence.segment(i + 1) for i in range(sentence.start, sentence.end - 1) if sentence.folded[i] == ";"
    }
    for segment in sorted(segments):
        if any(segment.start <= m.start < segment.end for m in sentence.models):
            continue
        context = "model_recalled" if sentence.bracket(segment.start) is None else "model_word"
        if (span := search(sentence, *segment, context)) is not None:
            yield span
