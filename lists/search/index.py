"""The search column of a row, and tokens as PostgreSQL's tsvector and tsquery text."""

from lists.search.tokens import index_tokens

# tsvector keeps at most 255 positions a token, none above 16383.
MOST_POSITIONS = 255
LAST_POSITION = 16383


def quoted(token: str) -> str:
    """Quote a token for tsvector and tsquery text; nothing in it can act as an operator."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def search_vector(name: str, category: str, departments: str, ours: str, theirs: str) -> str:
    """Give the tsvector text of a row: A name, B category and departments, C ours, D theirs.

    `ours` is what the township does (or how a revoked duty is handled), `theirs` what the
    leading department does.
    """
    fields = (("A", name), ("B", f"{category} {departments}"), ("C", ours), ("D", theirs))
    positions: dict[str, list[str]] = {}
    at = 0
    for weight, text in fields:
        for token in index_tokens(text):
            at = min(at + 1, LAST_POSITION)
            known = positions.setdefault(token, [])
            if len(known) < MOST_POSITIONS:
                known.append(f"{at}{weight}")
    return " ".join(f"{quoted(token)}:{','.join(known)}" for token, known in positions.items())
