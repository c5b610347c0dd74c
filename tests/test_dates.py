"""Dates: what is calendar, what it covers, and that a ratio never is."""

from __future__ import annotations

import datetime
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import dates

CASES = load_cases("dates")


@pytest.mark.parametrize("case", CASES, ids=itemgetter("id"))
def test_find(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[text[date.start : date.end], date.kind, date.interval()] for date in dates.find(text)]
    wanted = [(*one, None)[:3] for one in case["dates"]]
    assert [one[:2] for one in found] == [list(one[:2]) for one in wanted]
    assert [one[2] for one, want in zip(found, wanted, strict=True) if want[2] is not None] == [
        want[2] for want in wanted if want[2] is not None
    ]


DATELINES = [
    ("Thứ Tư, 12/09/2018, 17:56 [GMT+7]", "2018-09-12", True),
    (".Thứ Tư, 1/12/2021", "2021-12-01", True),
    ("09:42 - Thứ Ba, 18/04/2017 Lượt xem: 3107 In bài viết", "2017-04-18", True),
    ("Thứ Hai, 12/09/2018", "2018-09-12", False),
    ("Ngày 5 tháng 8 năm 2019", "2019-08-05", None),
    ("2017-04-21T03:14:00+07:00", "2017-04-21", None),
    ("21/04/2017 03:14 AM", "2017-04-21", None),
    ("T6, 21/04/2017", "2017-04-21", True),
    ("Fri, 21 Apr 2017", "2017-04-21", True),
    ("21 Tháng Tư, 2017", "2017-04-21", None),
    ("Tháng Tư 21, 2017", "2017-04-21", None),
    ("12 thg 9, 2018", "2018-09-12", None),
    ("Cập nhật lúc 08:30, ngày 21/4/2017", "2017-04-21", None),
    ("Hà Nội, ngày 5 tháng 8 năm 2019", "2019-08-05", None),
    ("TTO - 08/12/2017", "2017-12-08", None),
    ("Chủ nhật, 4/8/2019, 07:00 (GMT+7)", "2019-08-04", True),
]


@pytest.mark.parametrize(("line", "day", "agrees"), DATELINES)
def test_dateline(line: str, day: str, agrees: bool | None) -> None:
    assert dates.parse_dateline(line) == datetime.date.fromisoformat(day)
    found = dates.dateline(line)
    assert found is not None
    assert found.agrees is agrees


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 21/4/2017, Tỉnh ủy tổ chức hội nghị tổng kết",
        "Họp báo ngày 5/8/2019",
        "Đảng bộ tỉnh nhiệm kỳ 2015-2020",
        "Quyết định số 12 ngày 5/8/2019",
        "7/14 huyện",
        "Từ 1/1/2015 đến 30/6/2017",
        "31/6/2017",
        "",
    ],
)
def test_not_a_dateline(line: str) -> None:
    assert dates.parse_dateline(line) is None


@pytest.mark.parametrize(
    ("text", "on", "interval"),
    [
        ("Ngày 17/9, đoàn kiểm tra", "2018-09-18", "2018-09-17/2018-09-17"),
        ("ngày 25/12, huyện họp", "2019-01-02", "2018-12-25/2018-12-25"),
        ("6 tháng đầu năm", "2018-07-10", "2018-01-01/2018-06-30"),
        ("quý III", "2018-07-10", "2018-07-01/2018-09-30"),
        ("ngày 5/3/2017", "2018-07-10", "2017-03-05/2017-03-05"),
    ],
)
def test_year_of_publication(text: str, on: str, interval: str) -> None:
    assert dates.find(text, datetime.date.fromisoformat(on))[0].interval() == interval


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2060, 12, 31)))
def test_every_day_is_read_back(day: datetime.date) -> None:
    for text in (
        f"ngày {day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        day.isoformat(),
    ):
        (found,) = dates.find(text)
        assert (found.start, found.end) == (0, len(text))
        assert found.first == found.last == day


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["huyện", "xã, phường", "chi bộ", "đơn vị"]))
def test_a_ratio_is_never_a_date(part: int, whole: int, noun: str) -> None:
    for text in (
        f"có {part}/{whole} {noun}",
        f"{part:02}/{whole} {noun}",
        f"tại {part}/{whole} {noun} (đạt 50%)",
    ):
        assert dates.find(text) == []


WORDS = [
    *("ngày", "tháng", "năm", "quý", "từ", "đến", "sáng", "thứ", "hai", "mười", "một", "giai đoạn", "giờ"),
    *("đầu", "5", "12/9", "2018", "30-6", ".", ",", "(", "\n"),
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text("0123456789/.-: năm", max_size=60)
)
def test_spans_are_in_order_and_inside(text: str) -> None:
    end = 0
    for date in dates.find(text):
        assert end <= date.start < date.end <= len(text)
        assert date.kind in {"date", "time", "period", "duration"}
        assert not text[date.end - 1 : date.end + 1].isdigit() or date.end == len(text)
        if date.first and date.last:
            assert date.first <= date.last
        end = date.end
