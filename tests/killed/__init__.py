"""kill -9 in the middle of intake and publication: afterwards all is done, or not begun."""
