"""Places with a number for a name: `quận 3, 4, 5`, `phường 12`, `tổ dân phố số 5`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tinhgon.places.scanning import COMMUNE, DISTRICT, VILLAGE, Candidate
from tinhgon.searching import one_of

KINDS = ("quận", "phường", "thôn", "bản", "ấp", "xóm", "khóm", "tiểu khu", "khu phố", "tổ dân phố")
_numbered = re.compile(
    rf"(?P<type>{one_of(KINDS)})\s(?:số\s)?"
    r"(?P<numbers>\d{1,2}[a-z]?(?![\w%]|[.,/]\d)(?:(?:, | và )\d{1,2}(?![\w%]|[.,/]\d))*)"
)
_number = re.compile(r"\d+[a-z]?")
# A noun after the number is what is counted: `mỗi quận 3 phòng`.
_counts = re.compile(
    r"\s(?:phường|xã|phòng|ban|đơn vị|người|cán bộ|công chức|chi bộ|đảng viên|điểm|tổ|cơ quan|trường|hộ"
    r"|biên chế|đồng chí|triệu|tỷ|nghìn|lần|năm|tháng|thành viên|phó|đảng bộ|lãnh đạo)(?!\w)"
)
CITY = ("Thành phố Hồ Chí Minh",)


def numbered(folded: str) -> Iterator[Candidate]:
    """The places of a folded text that are named by numbers, one a number; such districts are of one city."""
    for match in _numbered.finditer(folded):
        if _counts.match(folded, match.end()):
            continue
        level = {"quận": DISTRICT, "phường": COMMUNE}.get(match["type"], VILLAGE)
        for index, number in enumerate(_number.finditer(folded, *match.span("numbers"))):
            start = match.start() if index == 0 else number.start()
            options = CITY if level == DISTRICT else ()
            yield Candidate(start, number.end(), level, number[0], options, True, False)
