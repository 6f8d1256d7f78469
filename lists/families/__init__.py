"""Wordings that mean the same duty are one family: texts -> candidates -> likeness -> linking."""
