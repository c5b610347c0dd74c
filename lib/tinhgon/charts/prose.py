"""Sentences made from the tables, so that a notebook says what its corpus shows and nothing typed in."""

from __future__ import annotations

import pandas as pd

from tinhgon.charts import wording
from tinhgon.charts.corpus import KEPT
from tinhgon.charts.display import Display, Language
from tinhgon.charts.wording import count, listing, number, percent
from tinhgon.frequency import ALL


def corpus(pages: pd.DataFrame, articles: pd.DataFrame) -> Display:
    """How many files gave how many articles, of when and of where."""
    years = sorted(articles["published"].dropna().str[:4].unique())
    provinces = sorted(articles["provinces"].dropna().str.split(";").explode().unique())
    dated, copies = int(articles["published"].notna().sum()), int(articles["duplicate_of"].notna().sum())
    skipped = int((pages["status"] != "read").sum())

    def write(language: Language) -> str:
        files = count(len(pages), language, "file", "tệp")
        found = count(len(articles), language, "article", "bài")
        span = "–".join(dict.fromkeys([years[0], years[-1]])) if years else ""
        if language == "en":
            lines = [
                f"<strong>{files} gave {found}</strong>",
                f"{number(dated, language)} with a known date" + (f" ({span})" if span else ""),
                f"on {count(len(provinces), language, 'province', '')}",
            ]
            rest = f" {count(skipped, language, 'file', '')} gave none: see below." if skipped else ""
            rest += (
                f" {count(copies, language, 'article repeats', '', 'articles repeat')} another."
                if copies
                else ""
            )
        else:
            lines = [
                f"<strong>{files} cho {found}</strong>",
                f"{number(dated, language)} bài biết ngày đăng" + (f" ({span})" if span else ""),
                f"về {count(len(provinces), language, '', 'tỉnh')}",
            ]
            rest = (
                f" {count(skipped, language, '', 'tệp')} không cho bài nào: xem bên dưới." if skipped else ""
            )
            rest += f" {count(copies, language, '', 'bài')} trùng với bài khác." if copies else ""
        return f"<p>{', '.join(lines)}.{rest}</p>"

    return Display.of(write)


def cleaning(lines: pd.DataFrame) -> Display:
    """How much of the pages is the articles' own."""
    kept = lines["label"].isin(KEPT)
    letters = lines["text"].str.len()
    total = int(letters.sum())
    share = 100 * float(letters[kept].sum()) / total if total else 0.0
    by_label = lines.loc[~kept, "label"].value_counts().sort_index()

    def write(language: Language) -> str:
        gone = listing(
            [
                f"{wording.label('label', name, language)} {number(n, language)}"
                for name, n in by_label.items()
            ],
            language,
        )
        if language == "en":
            told = (
                f"Of {count(len(lines), language, 'line', '')}, {number(int(kept.sum()), language)} were kept"
            )
            told += f", {percent(share, language, 1)} of all characters."
            return f"<p>{told}" + (f" What was removed, in lines: {gone}.</p>" if gone else "</p>")
        told = (
            f"Trong {count(len(lines), language, '', 'dòng')}, {number(int(kept.sum()), language)} dòng được "
        )
        told += f"giữ lại, {percent(share, language, 1)} số ký tự."
        return f"<p>{told}" + (f" Số dòng đã bỏ: {gone}.</p>" if gone else "</p>")

    return Display.of(write)


def vocabulary(terms: pd.DataFrame) -> Display:
    """How many different words there are, and which leads in each group."""
    whole, parts = terms[terms["group"] == ALL], terms[terms["group"] != ALL]
    first = parts.sort_values(["frequency", "term"], ascending=[False, True]).drop_duplicates("group")
    leaders = first.sort_values("group").head(6)

    def write(language: Language) -> str:
        led = [
            f"{wording.escaped(group)}: <em>{wording.escaped(term)}</em> ({number(frequency, language)})"
            for group, term, frequency in leaders[["group", "term", "frequency"]].itertuples(index=False)
        ]
        if language == "en":
            start = f"{count(len(whole), language, 'different word', '')}, stopwords left out."
            return f"<p>{start}" + (f" The most frequent by group: {'; '.join(led)}.</p>" if led else "</p>")
        start = f"{count(len(whole), language, '', 'từ khác nhau')}, không kể từ dừng."
        return f"<p>{start}" + (f" Từ thường gặp nhất theo nhóm: {'; '.join(led)}.</p>" if led else "</p>")

    return Display.of(write)


def figures(statistics: pd.DataFrame, articles: pd.DataFrame) -> Display:
    """How many figures there are, in how many articles, of what."""
    told = int(articles["article_id"].isin(statistics["article_id"]).sum())
    placed = statistics["province"].dropna().nunique()
    leading = (
        statistics["object"].value_counts().sort_index().sort_values(ascending=False, kind="stable").head(3)
    )
    plans = int(statistics["target"].fillna(False).sum())

    def write(language: Language) -> str:
        objects = [
            f"{wording.escaped(wording.label('object', name, language))} ({number(n, language)})"
            for name, n in leading.items()
        ]
        if language == "en":
            text = f"<strong>{count(len(statistics), language, 'figure', '')}</strong>"
            text += f" in {number(told, language)}"
            text += f" of {count(len(articles), language, 'article', '')}, of "
            text += count(placed, language, "province", "") + "."
            text += f" Most often counted: {listing(objects, language)}." if objects else ""
            ahead = count(plans, language, "is a plan or target", "", "are plans or targets")
            return f"<p>{text} {ahead}.</p>" if plans else f"<p>{text}</p>"
        text = f"<strong>{count(len(statistics), language, '', 'số liệu')}</strong>"
        text += f" trong {number(told, language)}"
        text += (
            f" trên {count(len(articles), language, '', 'bài')}, về {count(placed, language, '', 'tỉnh')}."
        )
        text += f" Được đếm nhiều nhất: {listing(objects, language)}." if objects else ""
        ahead = f" {count(plans, language, '', 'số liệu')} là kế hoạch hoặc chỉ tiêu." if plans else ""
        return f"<p>{text}{ahead}</p>"

    return Display.of(write)


def digits(ledger: pd.DataFrame) -> Display:
    """What share of digits and number words the rules understand."""
    unknown = int((ledger["kind"] == "unknown").sum())
    share = 100 * unknown / len(ledger) if len(ledger) else 0.0

    def write(language: Language) -> str:
        runs, some = number(len(ledger), language), number(unknown, language)
        if language == "en":
            told = f"{runs} digit runs and number words; {some} of them"
            return f"<p>{told} ({percent(share, language)}) no rule understands.</p>"
        told = f"{runs} cụm chữ số và từ chỉ số; {some} cụm"
        return f"<p>{told} ({percent(share, language)}) chưa có quy tắc nào hiểu.</p>"

    return Display.of(write)


def audits(audits: pd.DataFrame, failed: frozenset[str]) -> Display:
    """How many checks of the pages' arithmetic were made, and how many have a verdict in `failed`."""
    bad = int(audits["verdict"].isin(failed).sum())

    def write(language: Language) -> str:
        made = count(len(audits), language, "check", "phép kiểm tra")
        if language == "en":
            return f"<p>{made} of the pages' own arithmetic, {number(bad, language)} failed.</p>"
        return f"<p>{made} đối với các phép tính của bài báo, {number(bad, language)} không đạt.</p>"

    return Display.of(write)


def comparison(rows: pd.DataFrame) -> Display:
    """How many reported values share an axis with another province's, and how many do not."""
    valued = rows[rows["status"].isin(["reported", "derived", "conflict"])]
    fit = int(valued["comparable"].fillna(False).sum())
    clashes = int((valued["status"] == "conflict").sum())

    def write(language: Language) -> str:
        values = count(len(valued), language, "value", "giá trị")
        provinces = count(valued["province"].nunique(), language, "province", "tỉnh")
        if language == "en":
            told = f"{values} of {provinces}: {number(fit, language)} can stand beside another province's"
            told += f", {number(len(valued) - fit, language)} cannot."
            return f"<p>{told}" + (
                f" In {number(clashes, language)} the sources disagree.</p>" if clashes else "</p>"
            )
        told = f"{values} của {provinces}: {number(fit, language)} có thể đặt cạnh giá trị của tỉnh khác"
        told += f", {number(len(valued) - fit, language)} thì không."
        clash = f" Ở {number(clashes, language)} giá trị, các nguồn mâu thuẫn nhau." if clashes else ""
        return f"<p>{told}{clash}</p>"

    return Display.of(write)


def province(name: str, statistics: pd.DataFrame, adoptions: pd.DataFrame, articles: pd.DataFrame) -> Display:
    """What the corpus holds on one province: figures, models, articles and their dates."""
    models = set(adoptions["predicate"].dropna())
    models |= set(statistics.loc[statistics["change"] == "adoption", "predicate"].dropna())
    dates = articles["published"].dropna()

    def write(language: Language) -> str:
        english = language == "en"
        parts = [
            count(len(statistics), language, "figure", "số liệu"),
            count(len(models), language, "model", "mô hình"),
            count(len(articles), language, "article", "bài báo"),
        ]
        text = f"<strong>{wording.escaped(name)}</strong>: {listing(parts, language)}."
        if len(dates):
            span = wording.date("/".join(dict.fromkeys([dates.min(), dates.max()])), language)
            text += f" Published: {span}." if english else f" Đăng: {span}."
        if len(articles) == 1:
            text += " One article alone stands behind it." if english else " Tất cả chỉ dựa trên một bài báo."
        return f"<p>{text}</p>"

    return Display.of(write)
