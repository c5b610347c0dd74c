"""What stands in a sentence: figures, nouns, verbs, models, places, and the boundaries between them.

Nothing is decided here about what a figure means; the rooms above ask which word governs which, and of
`contexts` which small words stand next to it.
"""

from tinhgon.clauses.article import Article, read_article
from tinhgon.clauses.models import Model
from tinhgon.clauses.sentence import Sentence

__all__ = ["Article", "Model", "Sentence", "read_article"]
