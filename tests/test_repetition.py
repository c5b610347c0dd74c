"""What repeats: copies of one text, a site's own lines; and what is left out for its topic or language."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

from tinhgon import tables
from tinhgon.cleaning import clean, sites
from tinhgon.errors import InputError
from tinhgon.frequency import terms

WHO = ["Tỉnh ủy", "Ban Thường vụ", "Sở Nội vụ", "Huyện ủy Pa Sang", "Thị ủy Mường Lay", "Đảng ủy xã Tả Lèng"]
DOES = [
    "đã sắp xếp",
    "vừa hợp nhất",
    "đang rà soát",
    "phải kiện toàn",
    "quyết định giải thể",
    "tiếp tục giảm",
]
WHAT = [
    "các phòng chuyên môn",
    "hai đơn vị sự nghiệp",
    "đầu mối bên trong",
    "ban chỉ đạo cấp huyện",
    "số cấp phó",
]
WHY = [
    "để bớt tầng nấc",
    "theo đề án được duyệt",
    "cho gọn việc",
    "sau ba năm thí điểm",
    "vì nhiệm vụ trùng nhau",
]
PROMISE = "Ứng dụng Mường Then Plus đã có mặt trên mọi kho ứng dụng dành cho điện thoại thông minh."
SLOGAN = "Đọc Mường Then, hiểu quê mình"


def article(seed: int, paragraphs: int = 6) -> list[str]:
    """A title and paragraphs of sentences that no other seed has."""
    chance = random.Random(seed)

    def sentence() -> str:
        parts = (chance.choice(words) for words in (WHO, DOES, WHAT, WHY))
        return f"{' '.join(parts)}, còn {chance.randrange(2, 999)} người và {chance.randrange(2, 999)} việc."

    title = f"{chance.choice(WHO)} sắp xếp bộ máy đợt {chance.randrange(1000)}"
    return [title, *(" ".join(sentence() for _ in range(3)) for _ in range(paragraphs))]


def page(seed: int, *more: str) -> str:
    return "\n".join([*article(seed), *more])


def cleaned(contents: dict[str, str], url: str = "", **options: Any) -> dict[str, pd.DataFrame]:
    """The tables of text pages by name; `url` holds `{}` for the name."""
    rows = [
        {"source_file": name, "container": "text", "status": "read", "url": url.format(name)}
        for name in contents
    ]
    table = tables.frame("pages", rows)
    return clean(table.assign(content=table["source_file"].map(contents).astype("str")), **options)


def copies(found: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Each copy's file with its original's."""
    rows = found["articles"].dropna(subset="duplicate_of")
    return dict(zip(rows["source_file"], rows["duplicate_of"].str.removesuffix("#1"), strict=True))


# --- Copies ----------------------------------------------------------------------------------------

TITLE, *BODY = article(1, paragraphs=8)
COPIES = {
    "a": "\n".join([TITLE, *BODY]),
    "another-title": "\n".join(["Bớt đầu mối, thêm việc ở một tỉnh miền núi", *BODY, "Theo TTXVN"]),
    "cut-short": "\n".join([TITLE, *BODY[:7]]),
    "edited": "\n".join([TITLE, *BODY]).replace("đã sắp xếp", "đã bố trí lại"),
    "marked": "\n".join([TITLE, f"(TTXVN) - {BODY[0]}", *BODY[1:]]),
}
OTHERS = {f"other-{seed}": page(seed) for seed in range(2, 9)}


def test_copies_have_one_original() -> None:
    assert copies(cleaned(COPIES | OTHERS)) == {name: "a" for name in COPIES if name != "a"}


def test_the_first_by_date_is_the_original() -> None:
    dated = {name: text.replace("\n", f"\nCập nhật: 0{at}/05/2019\n", 1) for at, (name, text) in
             zip((9, 8, 7, 2, 8), COPIES.items(), strict=True)}  # fmt: skip
    assert copies(cleaned(dated)) == {name: "edited" for name in COPIES if name != "edited"}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_changes_no_copy(seed: int) -> None:
    names = [*COPIES, *OTHERS]
    random.Random(seed).shuffle(names)
    shuffled = cleaned({name: (COPIES | OTHERS)[name] for name in names})
    pd.testing.assert_frame_equal(shuffled["articles"], cleaned(COPIES | OTHERS)["articles"])


@pytest.mark.parametrize(("similar", "found"), [(0, {}), (1, {"another-title": "a"})])
def test_how_similar_copies_are(similar: float, found: dict[str, str]) -> None:
    assert copies(cleaned(COPIES, similar=similar)) == found


@pytest.mark.parametrize("options", [{"similar": 1.5}, {"similar": -1}, {"least_relevance": 2}])
def test_a_share_that_is_none(options: dict[str, float]) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        cleaned(COPIES, **options)


def test_a_part_of_a_longer_article_is_told() -> None:
    long = "\n".join([*article(20, 10), *BODY[:4]])
    found = cleaned({"long": long, "short": "\n".join([TITLE, *BODY[:4]]), **OTHERS})["articles"]
    rows = found.set_index("source_file")
    assert rows["duplicate_of"].isna().all()
    assert rows["contained_in"].dropna().to_dict() == {"short": "long#1"}
    assert rows.loc["short", "containment"] == 1.0


def test_half_of_an_article_in_another() -> None:
    other = "\n".join([*article(20, 10), *BODY[:4]])
    rows = cleaned({"long": other, "short": "\n".join([TITLE, *BODY])})["articles"].set_index("source_file")
    assert rows["contained_in"].dropna().to_dict() == {"short": "long#1"}
    assert 0.5 <= rows.loc["short", "containment"] <= 0.7


def test_words_of_a_copy_count_once() -> None:
    once, twice = (cleaned(COPIES, similar=similar)["articles"] for similar in (0.7, 0))
    counts = [terms(table).query("group == 'all'").set_index("term")["frequency"] for table in (once, twice)]
    assert counts[1]["sắp xếp"] > 3 * counts[0]["sắp xếp"]


# --- A site's own lines ----------------------------------------------------------------------------


def labels(found: dict[str, pd.DataFrame], text: str) -> set[str]:
    return set(found["lines"].loc[found["lines"]["text"] == text, "label"])


@pytest.mark.parametrize("line", [PROMISE, SLOGAN, PROMISE.upper()])
@pytest.mark.parametrize("url", ["https://a.vn/{}", ""])
def test_a_line_on_many_pages_of_a_site_is_furniture(line: str, url: str) -> None:
    found = cleaned({f"{seed}": page(seed, line, *article(seed + 50)[2:5]) for seed in range(8)}, url)
    assert labels(found, line) == {"furniture"}
    assert not found["articles"]["text"].str.contains(line, regex=False).any()
    assert len(found["articles"]) == 8


@pytest.mark.parametrize("count", [1, 4])
def test_few_pages_prove_nothing(count: int) -> None:
    found = cleaned({f"{seed}": page(seed, PROMISE, *article(seed + 50)[2:5]) for seed in range(count)})
    assert labels(found, PROMISE) == {"body"}


def test_a_line_of_one_site_stays_on_another() -> None:
    """Six pages of one site have it, and one of forty of another, which quotes it."""
    one = {f"https://a.vn/{seed}": page(seed, PROMISE, *article(seed + 50)[2:5]) for seed in range(6)}
    other = {f"https://b.vn/{seed}": page(seed) for seed in range(100, 140)}
    other["https://b.vn/100"] += f"\n{PROMISE}\n{BODY[1]}"
    found = cleaned(one | other, "{}")
    lines = found["lines"][found["lines"]["text"] == PROMISE]
    assert dict(zip(lines["source_file"], lines["label"], strict=True)) == {
        name: "body" if "b.vn" in name else "furniture" for name in [*one, "https://b.vn/100"]
    }


def test_the_order_changes_no_furniture() -> None:
    pages = {f"{seed}": page(seed, PROMISE, *article(seed + 50)[2:5]) for seed in range(8)}
    straight, turned = (
        cleaned(dict(rows), "https://a.vn/{}") for rows in (pages.items(), [*pages.items()][::-1])
    )
    for name, table in straight.items():
        pd.testing.assert_frame_equal(table, turned[name])


def test_a_sites_copies_keep_their_text() -> None:
    """Six copies of one article among twenty of a site: what they share is the article."""
    pages = {f"{seed}": page(seed) for seed in range(14)} | {f"copy-{at}": COPIES["a"] for at in range(6)}
    found = cleaned(pages, "https://a.vn/{}")
    assert labels(found, BODY[3]) == {"body"}


def test_a_title_that_others_list_stays_a_title() -> None:
    pages = {f"{seed}": page(seed, "Lò An", "Tin liên quan", TITLE, article(99)[0]) for seed in range(2, 12)}
    found = cleaned(pages | {"own": COPIES["a"]}, "https://a.vn/{}")
    own = found["lines"][(found["lines"]["source_file"] == "own") & (found["lines"]["text"] == TITLE)]
    assert list(own["label"]) == ["title"]


def test_a_heading_that_some_articles_share_stays() -> None:
    heading = "Kết quả bước đầu"
    pages = {
        f"{seed}": page(seed, *([heading] if seed < 6 else []), *article(seed + 50)[2:7])
        for seed in range(20)
    }
    assert labels(cleaned(pages, "https://a.vn/{}"), heading) == {"body"}


def test_cleaning_the_output_of_a_site_changes_nothing() -> None:
    pages = {f"{seed}": page(seed, PROMISE, SLOGAN, *article(seed + 50)[2:5]) for seed in range(8)}
    once = cleaned(pages, "https://a.vn/{}")["articles"]
    again = cleaned(dict(zip(once["source_file"], once["text"], strict=True)))["articles"]
    assert list(again["text"]) == list(once["text"])


def test_tallies_of_nothing() -> None:
    assert sites.Tally().repeated() == {}


# --- Off the topic, in another language ------------------------------------------------------------

FOOTBALL = "\n".join(
    [
        "Đội bóng phố núi thắng trận mở màn",
        *(
            f"Phút {at}, tiền đạo đội khách sút bóng vào lưới trong tiếng reo của khán giả."
            for at in range(3, 9)
        ),
    ]
)


def test_articles_off_the_topic_are_left_out_on_request() -> None:
    pages = {"game": FOOTBALL, "own": COPIES["a"]}
    everything, kept = cleaned(pages), cleaned(pages, least_relevance=0.02)
    assert dict(zip(everything["pages"]["source_file"], everything["pages"]["status"], strict=True)) == {
        "game": "read", "own": "read",
    }  # fmt: skip
    relevance = everything["articles"].set_index("source_file")["relevance"]
    assert relevance["game"] < 0.02 < relevance["own"]
    row = kept["pages"].set_index("source_file").loc["game"]
    assert (row["status"], row["articles"]) == ("off_topic", 1)
    assert "Đội bóng phố núi" in row["reason"]
    assert list(kept["articles"]["source_file"]) == ["own"]
    assert kept["lines"].query("source_file == 'game'")["article"].isna().all()


def test_an_article_in_another_language_is_set_aside() -> None:
    english = "The province merged nine departments and cut its payroll by a tenth in only three years."
    found = cleaned(
        {"page": "\n".join(["A title of the page", *[f"{english[:-1]}, it says {n}." for n in range(4)]])}
    )
    assert found["articles"].empty
    row = found["pages"].iloc[0]
    assert (row["status"], row["articles"]) == ("not_vietnamese", 1)
