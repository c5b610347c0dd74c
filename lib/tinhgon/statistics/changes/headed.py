"""Items under a heading that ends in a colon: what the heading says happened, happened to each of them.

`Số biên chế cắt giảm tại các đơn vị:` and below it, line by line, `- Sở Nội vụ: 5 biên chế`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.clauses import Article, Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.models.adopting import merger
from tinhgon.statistics.record import UNRULED, Statistic
from tinhgon.text import lines

BULLETS = "-+*•–·"  # marks that begin an item
SHORT = 120  # characters that an item without a bullet has at most
PAYROLL = "payroll"
KINDS_OF_POSTS = ("civil_servants", "public_employees")


def inherit(article: Article, figures: list[Statistic], rulebook: Rulebook) -> None:
    """Give the figures of items, where no verb of theirs governs them, the verb of their heading."""
    heading_of = dict(_items(article))
    for figure in figures:
        heading = heading_of.get(figure.sentence.line)
        if heading is None:
            continue
        _narrow(figure, heading)
        verb = _verb(heading)
        if verb is not None and figure.change == "level" and figure.rule in UNRULED and figure.role != "to":
            _tell(figure, verb, rulebook)


def _tell(figure: Statistic, verb: Mention, rulebook: Rulebook) -> None:
    if verb.concern == "standards":
        figure.tell("share", verb.id, "headed")
    else:
        figure.tell(verb.id, merger(figure, rulebook) if verb.id == "adoption" else "", "headed")


def _items(article: Article) -> Iterator[tuple[int, Sentence]]:
    """The lines that are items of a list, each with the heading of the list."""
    last = {sentence.line: sentence for sentence in article.sentences}
    heading: Sentence | None = None
    for number, span in enumerate(lines(article.text)):
        line = article.text[span.start : span.end].strip()
        if line.endswith(":"):
            heading = last.get(number)
        elif heading is not None and (line[:1] in BULLETS or len(line) <= SHORT):
            yield number, heading
        elif line:
            heading = None


def _verb(heading: Sentence) -> Mention | None:
    """The last verb of a change in the heading; none where the last verb counts what there is."""
    verbs = [m for m in heading.verbs if m.form == "phrases"]
    verb = max(verbs, key=lambda mention: mention.end, default=None)
    return verb if verb is not None and verb.id != "level" and not heading.numerals else None


def _narrow(figure: Statistic, heading: Sentence) -> None:
    """`Biên chế công chức giao cho các sở:` says of which kind the posts of the items are."""
    if figure.object == PAYROLL and (named := heading.said("objects", *KINDS_OF_POSTS, form="phrases")):
        figure.object = named[-1].id
