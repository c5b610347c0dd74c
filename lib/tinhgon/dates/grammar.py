"""The forms in which the press prints dates, times, periods and durations.

Every form is matched against folded text (`text.fold`): lower case, new tone style. `OPENINGS` finds
the words at which one of a family of forms may begin; `PATTERNS` holds a pattern a family, the alternation of
its forms, the longer ones first; the name of the group that matched is the form.
"""

from __future__ import annotations

import re

from tinhgon.searching import Openings

# --- Numbers in words, as far as calendars need them ----------------------------------------------

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
MONTH_NAMES = {"giêng": 1, "chạp": 12}
_unit = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_after_ten = r"(?:mốt|một|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_word = (
    rf"(?:(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín) (?:mươi|chục)(?: {_after_ten})?(?!\w)"
    rf"|mười(?: {_after_ten})?(?!\w)|{_unit}(?!\w))"
)
_word_day = rf"(?:hai (?:mươi )?{_after_ten}(?!\w)|{_word})"
_rest_of_year = rf"(?: {_word}(?: {_after_ten}(?!\w))?)?"
_year_words = (
    rf"(?:(?:một|hai) (?:nghìn|ngàn)(?: (?:không|{_unit}) trăm)?(?: (?:linh|lẻ))?{_rest_of_year}"
    rf"|(?:một (?:tám|chín)|hai không)(?: (?:linh|lẻ))?(?: không)?{_rest_of_year}"
    rf"|{_unit} trăm(?: (?:linh|lẻ))?{_rest_of_year})"
)

# --- Parts ----------------------------------------------------------------------------------------

_free = r"(?<![\d%])(?<!\d[.,/:-])"  # a number does not begin inside another
_day = r"(?:0?[1-9]|[12]\d|3[01])"
_month = r"(?:0?[1-9]|1[0-2])"
_year = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d)"
_sep = r"\s?[/.\-–]\s?"
_end = r"(?!\d|[.,/–-]\d|\s?%)"
_code = r"(?!\s?/\s?[^\W\d]|-[^\W\d])"  # `13/2010/TT-BNV` is a document
_dmy = "".join(
    [
        rf"{_day}\s?(?:/\s?{_month}\s?/|-\s?{_month}\s?-|–\s?{_month}\s?–|\.\s?{_month}\s?\.)",
        rf"\s?(?:{_year}|\d\d(?!\d)){_code}",
    ]
)
_dm = rf"{_day}{_sep}{_month}{_end}(?:,? năm {_year})?"
_my = rf"{_month}{_sep}{_year}{_code}"
_clock = (
    r"(?:[01]?\d|2[0-4])(?:\s:\s|\s?:)[0-5]\d(?::[0-5]\d)?(?!\d)(?:\s?[ap]m(?!\w))?"
    r"(?:\s?\(?\[?(?:gmt|utc)\s?[+-]?\s?\d{1,2}(?::?\d\d)?\)?\]?)?"
    r"|\d{1,2}\s?(?:h|g)(?:\s?[0-5]\d)?(?!\w)'?"
    r"|\d{1,2}\s?giờ(?!\w)(?!\s?/)(?:\s(?:kém\s)?[0-5]?\d(?!\d|[.,/-]\d)(?:\sphút(?!\w)|(?=\s(?:sáng|trưa|chiều|tối|ngày|phút)|\s?[,.;)]|\s?$)))?"
)
_weekday = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|chúa nhật)(?!\w)"
_part_of_day = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya|hôm|ngày)"

# Words that may follow a bare `5/11` that is a date, never the noun of a ratio.
_after_date = (
    r"(?=\s*$|\s*[^\w\s%/.,+–-]|\s*[.,](?!\d)|\s+(?:và|đến|tới|của|là|có|được|đã|sẽ|tại|ở|do|với|theo|trong|cho|về|thì|mà|như|nhưng|để"
    r"|này|vừa|qua|hằng|hàng|tức|nhằm|khi|các|những|ông|bà|đồng chí|năm|\(|\d))"
)
# Nouns that make a figure of what looks like a year: `đến 2000 người`.
_counted = (
    r"(?!\s*(?:người|biên|cán|công chức|công nhân|viên|đảng|chi bộ|đơn vị|đầu|phòng|ban|sở|cơ|huyện|xã|phường"
    r"|thị|quận|tỉnh|thành|thôn|bản|ấp|khóm|khu|tổ|trường|điểm|lớp|trạm|trung|bệnh|hộ|dân|đồng|tỷ|tỉ|triệu"
    r"|nghìn|ngàn|vạn|ha|km|m2|mét|vị|chức|lãnh|cấp|trưởng|phó|hợp|lao|suất|cuộc|lượt|ý kiến|văn bản|giáo"
    r"|học|em|cháu|doanh|dự|tiêu|chỉ tiêu|tấn|kg|%)(?!\w))"
)
_to = r"\s?(?:-|–|đến|tới)\s?"
_years = (
    rf"{_year}(?:{_to}(?:hết )?(?:năm )?{_year}"
    rf"|(?:(?:,| và|;) (?:năm )?{_year}{_counted})+|-\d\d(?!\d|[.,/]\d))?"
)
_roman = r"(?:iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư|nhất)(?!\w)"
_lead = r"(?:(?:đầu|giữa|cuối|hết|nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần|tuần đầu) )"
_of = r"(?: của)?"
_name = rf"(?:{_month}(?![\d%])|{_word}|(?:tư|giêng|chạp)(?!\w))"
_scale = r"(?!\s(?:mươi|mốt|lăm|nhăm|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục)(?!\w))"
_many = rf"(?:\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?|(?:{_unit} trăm (?:linh |lẻ )?)?{_word}|{_unit} trăm)"
_count = rf"{_many}(?:(?:\s?[-–]\s?|,? (?:đến|tới|hoặc) |, ){_many})?"
_unit_of_time = (
    r"(?:năm học|năm|tháng|tuần lễ|tuần|ngày|đêm|giờ|tiếng|phút|giây|quý|nhiệm kỳ|thập k[ỷỉ]"
    r"|thập niên|thế k[ỷỉ])"
)
_tail = r"(?: rưỡi(?!\w))?(?: (?:tới|qua|gần đây|vừa qua)(?!\w))?"
_modern = r"(?:19[3-9]|20[0-6])\d(?!\d|[.,/-]\d|\s?%)"
_when = rf"(?:(?:hết )?{_part_of_day} (?:nay |qua )?)?(?:{_weekday}[,\s(]*)?(?:ngày )?(?:(?:mùng|mồng) )?"
_each = r"(?<!mỗi )(?<!hàng )(?<!hằng )(?<!từng )(?<!một )(?<!\d )(?<!/)"

_no_quantity = "".join(
    rf"(?<!{cue} )"
    for cue in (
        *(
            "số",
            "là",
            "có",
            "còn",
            "gồm",
            "được",
            "đạt",
            "giảm",
            "tăng",
            "trên",
            "hơn",
            "gần",
            "khoảng",
            "thành",
        ),
        *("lên", "xuống", "với", "dư", "thừa", "thiếu", "ước", "chỉ", "cả", "và", "quá", "bằng", "chiếm"),
    )
)
_no_document = "".join(
    rf"(?<!{kind} )"
    for kind in (
        "số",
        "nghị quyết",
        "nghị định",
        "quyết định",
        "thông tư",
        "liên tịch",
        "kết luận",
        "chỉ thị",
        "kế hoạch",
        "luật",
    )
)

# --- Forms ----------------------------------------------------------------------------------------

FORMS = {
    # 2017-10-25, with or without a clock behind a T
    "iso": (
        rf"{_free}(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
        r"(?:t\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?"
    ),
    "clock": (
        rf"{_free}(?:24/(?:24|7)\s?(?:giờ|h)(?!\w)|{_clock})(?:{_to}(?:{_clock}))?"
        r"(?: (?:sáng|trưa|chiều|tối|đêm)(?! \d|\w))?"
    ),
    # Sáng thứ Hai, ngày 5 tháng 8 năm 2019; ngày mùng 3 tháng 3; hai mươi tư tháng bảy
    "day_words": (
        rf"{_free}{_when}(?:{_day}|{_word_day})(?: ?[-–,và]+ ?{_day})? tháng (?!năm {_year}){_name}"
        rf"(?:(?:,? năm|,)? (?:{_year}|{_year_words})|{_after_date})"
    ),
    # Chiều 11-9-2018, từ 1.7.2025, Thứ Tư, 12/09/2018
    "day": rf"{_free}{_when}\(?(?:ngày )?{_dmy}(?:\s?[-–]\s?{_dmy})?(?!\d|[.,/-]\d)",
    # ngày 14 và 15/2, từ 20-30/4/2018
    "days": (
        rf"(?:(?:các |hai |ba |\d )?ngày|từ|sáng|trưa|chiều|tối|đêm) {_day}(?:\s?[-–]\s?|, | và | đến ){_day}"
        rf"(?:(?:, | và ){_day})*\s?/\s?{_month}(?!\d)(?:\s?/\s?{_year})?(?:,? năm {_year})?{_end}"
    ),
    # ngày 17/9, sáng 14/2, sáng nay (14/2), hôm 5/3, mùng 8/3
    "day_month": (
        rf"(?:(?:hết |(?:các |hai |ba |\d )(?=ngày))?{_part_of_day}(?: nay| qua| mai| hôm nay| hôm qua)?"
        rf"(?:,? ?\(?{_weekday})?[,\s(]+(?:(?:ngày|mùng|mồng) )*"
        rf"|{_weekday}[,\s(]+(?:(?:ngày|mùng|mồng) )*|(?:mùng|mồng) )"
        rf"{_dm}(?:(?:,| và|;) (?:ngày )?{_dm}{_after_date})*"
    ),
    "from_to": (
        rf"từ {_dm}{_to}{_dm}{_after_date}|từ {_my}{_to}{_my}{_counted}"
        rf"|từ {_month}\s?-\s?{_month}/{_year}{_counted}"
    ),
    "until": rf"(?:đến|tới|trước|sau|từ|vào|hết) {_day}\s?[/.\-–]\s?{_month}{_end}{_after_date}",
    "quarter": (
        rf"{_each}{_lead}?(?:các )?quý {_roman}(?:(?:{_to}|, | và )(?:quý )?{_roman})*"
        rf"(?:(?:\s?[/.,\-]\s?|{_of} |, )(?:năm )?{_year})?"
    ),
    # 6 tháng đầu năm 2018, 9 tháng năm 2018, 3 quý đầu năm, 6 tháng cuối năm
    "part_of_year": (
        rf"{_free}{_count} (?:tháng|quý) (?:(?:đầu|cuối)(?:{_of} năm(?: (?:{_year}|nay))?| {_year})"
        rf"|(?:{_of} )?năm {_year}|\s?/\s?{_year})(?!\w)"
        rf"|nửa (?:đầu|cuối|năm đầu|năm cuối)(?:{_of}(?: năm)?) {_year}"
    ),
    "month": (
        rf"{_each}{_lead}?(?:các )?tháng {_name}"
        rf"(?:(?:{_to}|, | và )(?:tháng )?{_name}(?=\s?/\s?{_year}|,? năm {_year}))*"
        rf"(?:(?:\s?[/.\-–]\s?|,? năm |,? )(?:{_year}(?!\s?/|\w)|(?<=năm ){_year_words})"
        rf"|{_end}{_counted}{_after_date}|(?<=\d){_end}{_counted})"
    ),
    "month_year": rf"{_free}{_no_document}{_my}(?!\d|[.,/-]\d){_counted}{_after_date}",
    # giai đoạn (từ) (năm) 2016 - 2020, nhiệm kỳ 2015-2020, năm học 2018-2019
    "stretch": (
        r"(?:giai đoạn|nhiệm k[ỳì]|thời k[ỳì]|năm học|niên khóa|niên độ|niên vụ|khóa)"
        rf"(?: từ)?(?: năm)? {_years}"
    ),
    "years_counted": rf"{_free}{_count} năm \(?(?={_year}(?:\s?[-–,]| (?:đến|và) )){_years}\)?",
    "year": rf"{_lead}?(?:các |hai |ba )?năm (?:{_years}|{_year_words}{_scale}{_counted})",
    "weak_year": (
        rf"(?:đến|tới|từ|trước|sau|nhìn|hướng|với|đầu|giữa|cuối|hết|vào|xuân|hè|tết) {_modern}{_counted}"
    ),
    "years": rf"{_free}{_modern}\s?[-–]\s?{_modern}{_counted}",
    # A number without a dot after no word of quantity: "kế hoạch 2018 của tỉnh"
    "lone_year": rf"{_free}{_no_quantity}{_modern}{_after_date}",
    "decade": (
        r"(?:những năm|thập niên|thập k[ỷỉ]|những thập niên) (?:\d0|(?:19|20)\d0)(?!\d|[.,/-]\d)"
        r"|thế k[ỷỉ] (?:thứ )?(?:\d{1,2}|[ivx]+)(?!\w)"
    ),
    "weekday": rf"{_part_of_day} {_weekday}",
    "duration": (
        rf"{_free}(?:nửa|{_count}) {_unit_of_time}(?!\w){_scale}(?! {_year}|(?<=ngày) \d){_tail}"
    ),
    "day_alone": rf"{_each}(?:ngày|mùng|mồng) {_day}(?!\d|[.,/-]\d|\s?%){_counted}{_after_date}",
}  # fmt: skip

# What a form begins with, so that most words of a text are passed over at once.


def _each_with(words: str, *followers: str) -> list[str]:
    return [f"{word} {follower}" for word in words.split() for follower in followers]


_number_words = "một hai ba bốn năm sáu bảy bẩy tám chín mười nửa"
_units = "năm tháng tuần ngày đêm giờ tiếng phút giây quý nhiệm thập thế"
_after_number = (
    f"{_units} một hai ba bốn sáu bảy bẩy tám chín mười mươi mốt tư lăm nhăm chục linh lẻ trăm nghìn ngàn"
    " không đến tới hoặc và học nửa đầu cuối"
)
# What a figure that is none has behind it is seen at once: `153 thôn`.
_may_be_one = rf"(?={_modern}|\d+(?:[.,]\d+)*\s?(?:[-–/:.,hgv]|đến|tới|{_units.replace(' ', '|')}))"
_parts_of_day = "sáng trưa chiều tối đêm khuya hôm ngày hết thứ mùng mồng"
_stretches = ["giai đoạn ", "nhiệm kỳ ", "nhiệm kì ", "thời kỳ ", "thời kì ", "thế kỷ ", "thế kỉ "]
FAMILIES = {
    "digit": (
        [],
        "iso clock day_words day days day_month part_of_year month_year years_counted years duration"
        " lone_year",
    ),
    "number": (
        _each_with(_number_words, *_after_number.split(), *"-–(0123456789"),
        "day_words days day_month part_of_year years_counted stretch year duration",
    ),
    "day": (
        [*_each_with(_parts_of_day, ""), "rạng sáng ", "chủ nhật ", "chúa nhật "],
        "day_words day days day_month until quarter month year weak_year weekday day_alone",
    ),
    "lead": (
        _each_with(
            "đầu giữa cuối thượng trung hạ tuần các",
            *("năm", "tháng", "quý", "tuần", "đầu", "ngày", *"0123456789"),
        ),
        "quarter month year days day_month weak_year",
    ),
    "period": (
        [*_each_with("tháng quý niên khóa những thập", ""), *_stretches],
        "month quarter stretch decade",
    ),
    "preposition": (
        _each_with("từ đến tới trước sau nhìn hướng với vào xuân hè tết", *"0123456789"),
        "days from_to until weak_year",
    ),
}
OPENINGS = Openings({name: phrases for name, (phrases, _) in FAMILIES.items()})
_opening = {"digit": _may_be_one}
PATTERNS = {
    name: re.compile(
        f"{_opening.get(name, '')}(?:"
        + "|".join(f"(?P<{form}>{FORMS[form]})" for form in forms.split())
        + ")"
    )
    for name, (_, forms) in FAMILIES.items()
}
RANGE = re.compile(r"\s?(?:-|–|,? ?(?:cho )?đến|,? ?(?:cho )?tới)(?: hết)?\s?")
FROM = re.compile(r"(?:kể )?từ $")
