"""The patterns of numbered documents, compiled from `rules/references.yml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tinhgon.rules import Entry, Rulebook
from tinhgon.searching import Openings, one_of
from tinhgon.text import fold

# A symbol: number, year if it has one, then parts of two capitals or more: 18-NQ/TW, 108/2014/NĐ-CP.
_part = r"[A-ZĐ](?=[A-Za-zĐđ]*[A-ZĐ])[A-Za-zĐđ]{1,14}\d{0,2}(?!\w)"
_symbol = rf"\d{{1,5}}[a-z]?(?:\s?/\s?\d{{4}}(?!\d))?(?:\s?[-–/]\s?{_part})+"
_short = r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d(?!\d))?"
NUMBER = re.compile(rf"(?P<symbol>{_symbol})|(?P<short>{_short})(?![\w%])(?![.,/]\d)(?!\s?[-–]\s?\d)")
NEXT = re.compile(r"(?:\s*,\s*|\s+và\s+|\s*,\s*và\s+)(?P<so>số\s+)?(?=\d)")

# After a number that counts something: not the number of a document.
COUNTED = re.compile(
    r"\s*(?:%|(?:phần trăm|tháng|tuần|giờ|phút|lần|nội dung|vụ|trường|điểm|vấn đề|giai đoạn|nhóm|người"
    r"|phương án|biên chế|cán bộ|công chức|công trình|viên chức|đảng viên|đảng bộ|chi bộ|đơn vị|đầu mối|phòng"
    r"|ban(?! hành| thường vụ| chấp hành)|sở|cơ quan|cơ sở|huyện|xã|phường|thị xã|thị trấn|quận|tỉnh"
    r"|thành phố|thôn|bản|ấp|khóm|khu|tổ|lớp|trạm|trung tâm|bệnh viện|hộ|đồng|tỷ|tỉ|triệu|nghìn"
    r"|ngàn|vạn|ha|km|vị trí"
    r"|chức danh|lãnh đạo|cấp phó|cấp trưởng|hợp đồng|lao động|cuộc|lượt|ý kiến|văn bản|nhiệm vụ|giải pháp"
    r"|dự án|tiêu chí|chỉ tiêu|mục tiêu|bước(?! đầu)|loại|nghị quyết|kết luận|đề án)(?!\w)"
    r"|ngày(?! \d)|năm(?! \d{4}(?!\s?[-–]\s?\d)))"
)
# What may follow a bare number that is surely one.
SURE = re.compile(
    r"\s*(?:$|[^\w\s%])|\s+(?:và|của|về|ngày \d|năm \d{4}|tháng \d|khóa|do|được|đã|là|đối với|nhằm|theo|trong"
    r"|tại|với|mà|thì|cũng|nêu|gắn|để|này|trên|nói|vừa|sẽ|ra đời|có hiệu lực)(?!\w)"
)
_term = r"(?:\s*\(khóa [ivx]+(?:(?:, ?| và )[ivx]+)*\)|,? khóa [ivx]+(?!\w))"
TERM = re.compile(_term)
_ends = r"(?=\s*(?:$|[^\w\s])|\s+(?:khóa|của|về|và|đã|là|được)(?!\w))"
CENTRAL = re.compile(
    r"(?:của )?(?:các )?(?:hội nghị )?(?:lần thứ )?(?:bch |ban chấp hành )?(?:trung ương|tw|t\.?ư)(?: đảng)?"
    rf"\s?(?P<numbers>\d{{1,2}}(?!\d|[.,/]\d)(?:(?:, ?| và )\d{{1,2}}{_ends})*){_term}?"
)
_issues = r"(?:đã |vừa |có |cũng |tiếp tục |mới )*(?:ban hành|ra|ký|ký ban hành|thông qua)"
_ordinal = (
    r"(?:\d{1,3}(?![.,/]\d)|[ivxl]{1,6}|nhất|hai|ba|tư|năm(?! \d)|sáu|bảy|tám|chín"
    r"|mười(?: (?:một|hai|ba|bốn|lăm))?)(?!\w)"
)
_central_near = (
    rf"(?:của |các |hội nghị |lần thứ (?:{_ordinal} )?|bch |ban chấp hành )*(?:trung ương|tw|t\.?ư)"
)
# `Hội nghị lần thứ sáu Ban Chấp hành Trung ương`, `Hội nghị Trung ương lần thứ sáu`
SESSION = re.compile(
    rf"(?:của )?(?:các )?hội nghị (?:lần thứ (?P<first>{_ordinal}) (?:của )?"
    rf"(?:bch|ban chấp hành) (?:trung ương|tw)|(?:trung ương|tw) lần thứ (?P<last>{_ordinal}))"
    rf"(?: đảng)?{_term}?"
)


@dataclass(frozen=True, eq=False)
class Patterns:
    """What `references` searches with; all but `symbol` and `short` (up to a digit) are for folded text.
    `opening` finds where one of the patterns `begun` may begin, by its name."""

    opening: Openings
    begun: dict[str, re.Pattern[str]]
    symbol: re.Pattern[str]
    short: re.Pattern[str]
    issuer: re.Pattern[str]
    issued: re.Pattern[str]
    issues: re.Pattern[str]
    kinds: dict[str, Entry]
    by_symbol: dict[str, Entry]
    by_short: dict[str, Entry]


@functools.cache
def patterns(book: Rulebook) -> Patterns:
    """The patterns of one book of rules."""
    entries = book.entries("references")
    kinds = {
        fold(phrase): entry for entry in entries if entry["class"] == "kind" for phrase in entry["phrases"]
    }
    by_symbol = {symbol: entry for entry in entries for symbol in entry.get("symbols", ())}
    by_short = {short: entry for entry in entries for short in entry.get("short", ())}
    listed = {
        name: [phrase for entry in entries if entry["class"] == name for phrase in entry["phrases"]]
        for name in ("issuer", "part", "ordinal")
    }
    issuer, parts, ordinals = map(one_of, listed.values())
    begun = {"kind": kinds, "part": listed["part"], "ordinal": listed["ordinal"]}
    return Patterns(
        opening=Openings(begun),
        begun={
            "kind": re.compile(
                rf"(?P<kind>{one_of(kinds)})\s++(?:này\s++)?(?:số\s*+:?\s*+(?=\d)|(?=\d)|(?={_central_near}))"
            ),
            "part": re.compile(
                rf"(?:{parts})\s+\d{{1,3}}[a-zđ]?(?!\w|[.,]\d)"
                r"(?:(?:, | và |\s?[-–]\s?)\d{1,3}(?!\w|[.,/]\d))*"
            ),
            "ordinal": re.compile(rf"(?:{ordinals})\s+(?:thứ\s+)?{_ordinal}"),
        },
        symbol=re.compile(
            rf"\d(?<![\w/.,-].)\d{{0,4}}(?:/\d{{4}})?\s?[-/]\s?(?P<kind>{one_of(by_symbol)})(?=[-/\s])"
        ),
        short=re.compile(rf"(?P<kind>{one_of(by_short)})\s?(?:số\s)?$"),
        issuer=re.compile(rf"(?:hội nghị lần thứ {_ordinal} (?:của )?)?(?:{issuer})(?!\w)"),
        issued=re.compile(
            rf"được(?<!\w.{{4}}) (?P<issuer>{issuer})(?!\w)[^.;\n]{{0,30}}? (?:ban hành|thông qua)(?!\w)"
        ),
        issues=re.compile(
            rf"(?P<issuer>{issuer})(?!\w)[^.;,\n]{{0,40}}? {_issues}"
            r"(?: các| [^.;,\n]{1,20} (?:tại|bằng))? $"
        ),
        kinds=kinds,
        by_symbol=by_symbol,
        by_short=by_short,
    )
