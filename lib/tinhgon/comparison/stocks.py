"""What the words around a bare number say of it: that it is all of them, what a change left, or the places in
which something happened."""

from __future__ import annotations

import re

from tinhgon.figures import Figure
from tinhgon.text import fold

WHOLE_ROLES = frozenset({"from", "to", "total"})

_left = re.compile(r"\b(?<!không )(?:còn|xuống)\b")
_all = re.compile(
    r"\b(?:(?<!không )còn|xuống|thành|hiện|nay có|lúc này|tổng|tất cả|(?:toàn|cả) (?:tỉnh|thành phố))\b"
)
_where = re.compile(r"\b(?:ở|tại|trong|trên|cho|của)\s+(?:hơn |gần |khoảng |trên |tất cả |cả )?$")
_province = re.compile(r"\b(?:(?:toàn|cả) (?:tỉnh|thành phố)|tính chung|tổng cộng|gộp cả)\b")
_of_it = re.compile(r"(?:^|, )(?:tỉnh|thành phố)\b")
_clause = re.compile(r"[;:.]\s")
_NEAR = 25  # characters before a figure in which the word stands that makes it what is left


def is_left(figure: Figure) -> bool:
    """Whether a stock is what is left after the cut: the page says `còn`, or breaks a change down."""
    if figure.role == "to" or not figure.sentence:
        return True
    return bool(_left.search(_before(figure)[-_NEAR:]))


def is_all(figure: Figure) -> bool:
    """Whether a stock is said to be all that there is, now or before: `cả tỉnh có`, `hiện có`, `còn`, from
    and to. A number in passing, as of the departments that a rule is about, may be of some alone.

    >>> bare = Figure(*[""] * len(Figure._fields))._replace(surface="62 xã")
    >>> is_all(bare._replace(sentence="Hiện toàn tỉnh có 62 xã."))
    True
    >>> is_all(bare._replace(sentence="Đề án hỗ trợ 62 xã khó khăn."))
    False
    """
    if figure.role in WHOLE_ROLES:
        return True
    return bool(_all.search(_clause_of(figure)))


def is_province_wide(figure: Figure) -> bool:
    """Whether a bare number of what happened is told of the province: the sentence names it or says `cả
    tỉnh`, or its clause is about `tỉnh`. Others may be of one place that the article comes to speak of.

    >>> bare = Figure(*[""] * len(Figure._fields))._replace(surface="ba bản", province="Sơn La")
    >>> is_province_wide(bare._replace(sentence="Hồi trước, ba bản chung một chi bộ."))
    False
    >>> is_province_wide(bare._replace(sentence="Năm ngoái, tỉnh nhập ba bản."))
    True
    """
    sentence = fold(figure.sentence)
    named = bool(figure.province) and fold(figure.province) in sentence
    return named or bool(_province.search(sentence)) or bool(_of_it.search(_clause_of(figure)))


def is_where(figure: Figure) -> bool:
    """Whether a number counts the places in which something happened, not what it happened to.

    >>> bare = Figure(*[""] * len(Figure._fields))._replace(surface="47 xã")
    >>> is_where(bare._replace(sentence="Bản được nhập tại 47 xã."))
    True
    >>> is_where(bare._replace(sentence="Tỉnh nhập 47 xã."))
    False
    """
    return bool(_where.search(_before(figure)))


def _clause_of(figure: Figure) -> str:
    """The folded clause of a figure, up to it."""
    return _clause.split(_before(figure))[-1]


def _before(figure: Figure) -> str:
    """The folded sentence up to the figure, all of it where the figure is not found in it."""
    sentence = fold(figure.sentence)
    at = sentence.find(fold(figure.surface))
    return sentence if at < 0 else sentence[:at]
