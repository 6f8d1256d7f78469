"""Finds the rows of one edition again in another: by wording, never by number alone."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import product

from lists.compare.likeness import Likeness
from lists.compare.rows import Row

# Less alike rows are two duties. Within xindi and daquan no two rows are as alike as that, within
# tuokayi 12 of 248 (医疗救助待遇审批 and 医疗救助待遇给付). The least alike rewording between xindi
# and daquan (通信设施建设和保护, 通信设施建设保护) has 0.8.
ALIKE = 0.5
# Rows are compared each with each: 500 with 500 take 1.6 s. Lists have up to 300; of lists that
# have thousands, without a name in common, nothing more is said than what came and what went.
MOST_PAIRS = 400_000
# So many rows of one name are compared, more of them go together in their order.
MOST_NAMESAKES = 50

Match = tuple[Row, Row]
Pairing = list[Match]


def match(old: list[Row], new: list[Row]) -> Pairing:
    """Pairs of an old row and the new one it became, each row once at most.

    First rows of the same name in the same list, then of the same name in another, then those
    most alike. Comparing the other way round gives the same pairs.
    """
    likeness = Likeness([*old, *new])
    found: Pairing = []
    for same in (lambda row: (row.kind, row.plain_name), lambda row: row.plain_name):
        found += named_alike(*left_over(old, new, found), same, likeness)
    rest_old, rest_new = left_over(old, new, found)
    if len(rest_old) * len(rest_new) > MOST_PAIRS:
        return found
    return found + best_first(product(rest_old, rest_new), likeness, ALIKE)


def left_over(old: list[Row], new: list[Row], found: Pairing) -> tuple[list[Row], list[Row]]:
    """The rows that are in no pair yet."""
    taken = {row.place for row, _ in found}, {row.place for _, row in found}
    return tuple(
        [row for row in rows if row.place not in places]
        for rows, places in zip((old, new), taken, strict=True)
    )


def named_alike(
    old: list[Row], new: list[Row], same: Callable[[Row], Hashable], likeness: Likeness
) -> Pairing:
    """Pair rows of the same name; of several such rows those most alike."""
    groups: dict[Hashable, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old, new)):
        for row in rows:
            groups[same(row)][side].append(row)
    found: Pairing = []
    for before, after in groups.values():
        if len(before) == len(after) == 1 or max(len(before), len(after)) > MOST_NAMESAKES:
            found += zip(before, after, strict=False)
        elif before and after:
            found += best_first(product(before, after), likeness)
    return found


def best_first(candidates: Iterable[Match], likeness: Likeness, least: float = 0.0) -> Pairing:
    """Take the pair most alike, then the next whose rows are both free, down to `least`."""
    scored = [(likeness.of(*pair), pair) for pair in candidates]
    worthy = [(score, pair) for score, pair in scored if score >= least]
    found, taken_old, taken_new = [], set(), set()
    for _, (one, other) in sorted(worthy, key=order):
        if one.place not in taken_old and other.place not in taken_new:
            found.append((one, other))
            taken_old.add(one.place)
            taken_new.add(other.place)
    return found


def order(scored: tuple[float, Match]) -> tuple:
    """Most alike first; then same list, cells, category and bodies; the numbers decide last of all.

    The same for a pair and its mirror image.
    """
    score, (one, other) = scored
    return (
        -score,
        one.kind != other.kind,
        one.plain_cells != other.plain_cells,
        one.category != other.category,
        set(one.bodies) != set(other.bodies),
        abs(one.number - other.number),
        *sorted((one.place, other.place)),
    )
