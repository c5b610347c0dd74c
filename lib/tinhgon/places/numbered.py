"""Places with a number for a name: `quận 3, 4, 5`, `phường 12`, `tổ dân phố số 5`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tinhgon.places.scanning import COMMUNE, DISTRICT, VILLAGE, Candidate
from tinhgon.searching import digit_runs, one_of

KINDS = ("quận", "phường", "thôn", "bản", "ấp", "xóm", "khóm", "tiểu khu", "khu phố", "tổ dân phố")
_type = re.compile(rf"(?P<type>{one_of(KINDS)})\s(?:số\s)?$")
_numbers = re.compile(r"\d{1,2}[a-z]?(?![\w%]|[.,/]\d)(?:(?:, | và )\d{1,2}(?![\w%]|[.,/]\d))*")
_last_words = (*KINDS, "số")
REACH = 20  # characters before a number in which its type stands
_number = re.compile(r"\d+[a-z]?")
# A noun after the number is what is counted: `mỗi quận 3 phòng`.
_counts = re.compile(
    r"\s(?:phường|xã|phòng|ban|đơn vị|người|cán bộ|công chức|chi bộ|đảng viên|điểm|tổ|cơ quan|trường|hộ"
    r"|biên chế|đồng chí|triệu|tỷ|nghìn|lần|năm|tháng|thành viên|phó|đảng bộ|lãnh đạo)(?!\w)"
)
CITY = ("Thành phố Hồ Chí Minh",)


def numbered(folded: str) -> Iterator[Candidate]:
    """The places of a folded text that are named by numbers, one a number; such districts are of one city."""
    for digit in digit_runs(folded):
        left = max(0, digit - REACH)
        if not folded[left:digit].rstrip().endswith(_last_words):
            continue
        kind, numbers = _type.search(folded, left, digit), _numbers.match(folded, digit)
        if kind is None or numbers is None or _counts.match(folded, numbers.end()):
            continue
        level = {"quận": DISTRICT, "phường": COMMUNE}.get(kind["type"], VILLAGE)
        for number in _number.finditer(numbers[0]):
            start = kind.start() if number.start() == 0 else digit + number.start()
            options = CITY if level == DISTRICT else ()
            yield Candidate(start, digit + number.end(), level, number[0], options, True, False)
