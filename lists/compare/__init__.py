"""Compares two editions of a list: rows -> matching -> differences, and the words that changed."""

from lists.compare.differences import Change, Comparison, Difference, compare
from lists.compare.rows import Row

__all__ = ["Change", "Comparison", "Difference", "Row", "compare"]
