"""Where rows end whose text stands in the middle, when nothing is drawn between them."""

from statistics import mean


def centred_edges(
    centres: list[float], edges: list[float], at_top: bool, beyond: float | None = 0.0
) -> tuple[list[float], float]:
    """Choose from possible edges those that have the centres in their middles, and how well.

    Gives the edges chosen, from the upper one of the first row to the lower one of the last,
    and the mean distance from where they should be. With `at_top` the first row begins at
    the first edge; else every edge above the first centre is tried. The last row may go on
    below the last edge, which counts as a miss of `beyond`; with None it may not.
    """
    starts = [edge for edge in edges if edge < centres[0]]
    best: tuple[list[float], float] = ([], float("inf"))
    for start in starts[:1] if at_top else starts:
        chosen, misses = [start], []
        for n, centre in enumerate(centres):
            wanted = 2 * centre - chosen[-1]
            limit = centres[n + 1] if n + 1 < len(centres) else float("inf")
            below = [edge for edge in edges if centre < edge < limit]
            if not below:
                break
            nearest = min(below, key=lambda edge: abs(edge - wanted))
            over = n + 1 == len(centres) and wanted > edges[-1] and beyond is not None
            misses.append(min(beyond or 0.0, wanted - edges[-1]) if over else abs(nearest - wanted))
            chosen.append(nearest)
        else:
            miss = mean(misses)
            if miss < best[1] - 0.01:
                best = (chosen, miss)
    return best
