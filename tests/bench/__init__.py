"""Measures how fast the portal is: `make bench`. Prints tables; judges nothing."""
