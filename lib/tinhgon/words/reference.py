"""Which tokens belong to the word before them: the decisions of underthesea's own tagger."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from tinhgon.words import model


def joined(lines: Sequence[Sequence[str]]) -> list[list[bool]]:
    """For each token of each line, whether it continues the word of the token before it.

    >>> joined([["tinh", "giản", "biên", "chế"]])
    [[False, True, False, True]]
    """
    return [_joined(line) for line in lines]


def _joined(line: Sequence[str]) -> list[bool]:
    if not line:
        return []
    tags = [tag == "I-W" for tag in _tagger().predict([[form] for form in line])]
    return [False, *tags[1:]]


@functools.cache
def _tagger() -> Any:
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    tagger.load(str(model.folder()))
    return tagger
