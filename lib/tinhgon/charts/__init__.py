"""What notebooks show: tables and figures with captions, descriptions and data, in both languages.

Every function takes tables and returns a `Display`. Words of the corpus are escaped wherever they are shown.
"""

from tinhgon.charts import prose
from tinhgon.charts.bars import bars, dots, moments, stacked
from tinhgon.charts.borders import since_2025
from tinhgon.charts.captions import Caption
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
from tinhgon.charts.extracted import (
    admissions,
    arithmetic,
    evidence,
    figures_by_object,
    ledger_shares,
    not_understood,
    references_cited,
    told_without_figure,
)
from tinhgon.charts.growing import growth, over_time
from tinhgon.charts.heat import coverage_heat
from tinhgon.charts.keywords import key_rows, key_words, most_different
from tinhgon.charts.lines import dispersion, lines_of, words_opened
from tinhgon.charts.maps import coverage_map, province_map, since_2025_map
from tinhgon.charts.matrix import adoption_matrix
from tinhgon.charts.pairs import network, strongest
from tinhgon.charts.provinces import (
    compared,
    coverage,
    cut_and_left,
    disagreements,
    findings,
    model_shares,
    not_comparable,
    reasons,
)
from tinhgon.charts.quality import confused, mistakes, rules_at_fault, score_table, scored
from tinhgon.charts.reported import values_of
from tinhgon.charts.robust import robust
from tinhgon.charts.scores import score_dots
from tinhgon.charts.settled import pasteable, queue, read_by_people, settled
from tinhgon.charts.side_by_side import counts, shares
from tinhgon.charts.tabular import table
from tinhgon.charts.targets import target_list
from tinhgon.charts.vocabulary import (
    company,
    digest_note,
    most_frequent,
    proposals,
    spread,
    term_heat,
    top_terms,
)

__all__ = [
    "Caption",
    "Display",
    "admissions",
    "adoption_matrix",
    "arithmetic",
    "attention",
    "bars",
    "company",
    "compared",
    "confused",
    "corpus_by",
    "counts",
    "coverage",
    "coverage_heat",
    "coverage_map",
    "cut_and_left",
    "digest_note",
    "disagreements",
    "dispersion",
    "dots",
    "evidence",
    "figures_by_object",
    "findings",
    "funnel",
    "growth",
    "key_rows",
    "key_words",
    "labelled_lines",
    "labels_of_lines",
    "ledger_shares",
    "lines_of",
    "losses",
    "mistakes",
    "model_shares",
    "moments",
    "most_different",
    "most_frequent",
    "network",
    "not_comparable",
    "not_understood",
    "over_time",
    "paragraph",
    "pasteable",
    "proposals",
    "prose",
    "province_map",
    "queue",
    "read_by_people",
    "reasons",
    "references_cited",
    "robust",
    "rules_at_fault",
    "score_dots",
    "score_table",
    "scored",
    "settled",
    "shares",
    "since_2025",
    "since_2025_map",
    "spread",
    "stack",
    "stacked",
    "strongest",
    "table",
    "target_list",
    "term_heat",
    "timeline",
    "told_without_figure",
    "top_terms",
    "use",
    "values_of",
    "words_opened",
]
