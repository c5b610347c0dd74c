"""What notebooks show: tables and figures with captions, descriptions and data, in both languages.

Every function takes tables and returns a `Display`. Words of the corpus are escaped wherever they are shown.
"""

from tinhgon.charts import prose
from tinhgon.charts.bars import bars, dots, moments, stacked
from tinhgon.charts.corpus import (
    attention,
    corpus_by,
    funnel,
    labelled_lines,
    labels_of_lines,
    losses,
    timeline,
)
from tinhgon.charts.display import Display, paragraph, stack, use
from tinhgon.charts.drawing import Caption
from tinhgon.charts.extracted import (
    arithmetic,
    evidence,
    figures_by_object,
    ledger_shares,
    not_understood,
    references_cited,
)
from tinhgon.charts.provinces import (
    adoption_matrix,
    compared,
    coverage,
    cut_and_left,
    disagreements,
    model_shares,
    not_comparable,
    shares,
)
from tinhgon.charts.tabular import table
from tinhgon.charts.vocabulary import digest_note, term_heat, top_terms

__all__ = [
    "Caption",
    "Display",
    "adoption_matrix",
    "arithmetic",
    "attention",
    "bars",
    "compared",
    "corpus_by",
    "coverage",
    "cut_and_left",
    "digest_note",
    "disagreements",
    "dots",
    "evidence",
    "figures_by_object",
    "funnel",
    "labelled_lines",
    "labels_of_lines",
    "ledger_shares",
    "losses",
    "model_shares",
    "moments",
    "not_comparable",
    "not_understood",
    "paragraph",
    "prose",
    "references_cited",
    "shares",
    "stack",
    "stacked",
    "table",
    "term_heat",
    "timeline",
    "top_terms",
    "use",
]
