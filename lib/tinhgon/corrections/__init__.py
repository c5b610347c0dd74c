"""What a person settled, applied after extraction: figures set right, added, dropped and confirmed."""

from tinhgon.corrections.applying import apply
from tinhgon.corrections.entries import COLUMNS, read
from tinhgon.corrections.queue import review

__all__ = ["COLUMNS", "apply", "read", "review"]
