"""Which wordings come into question: those with the words, with official terms, near in meaning."""

from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Least

from lists.models import Item, Meaning, Passage, Wording
from lists.search.embed import embedder
from lists.search.expand import Expansion
from lists.search.frequencies import Rarity
from lists.search.index import quoted
from lists.search.nearness import Distance
from lists.search.query import Query
from lists.search.scope import Ground

# Tokens in more rows than this are no reason to list a row; they still weigh in the rank.
COMMON_SHARE = 0.2
# Over all lists so many wordings are looked at, the most-listed first: the rest of a common word
# changes 3 % of the score and costs ten times the time (design.md, measured).
MOST_READ = 2000
# So many of them are weighed in full.
MOST_WEIGHED = 300
# So many are added because their meaning is near, whatever their words.
NEAREST = 60
# With fewer wordings than this the characters alone are tried, too.
ENOUGH = 20
# So many tokens are read at most, the telling ones first.
MOST_TOKENS = 60


class Matches(Func):
    """Whether a tsvector matches a tsquery text made of quoted tokens."""

    function = ""
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class TsQuery(Expression):
    """A tsquery from groups of quoted tokens: any group, of which every token.

    Cast directly: no parser touches the tokens.
    """

    def __init__(self, groups):
        super().__init__()
        self.text = " | ".join(
            "(" + " & ".join(quoted(token) for token in group) + ")" for group in groups if group
        )

    def as_sql(self, compiler, connection):
        return "%s::tsquery", [self.text]


def all_of(tokens) -> Matches:
    """Rows in which every token stands."""
    return Matches(F("search"), TsQuery([tokens]))


def any_of(tokens) -> Matches:
    """Rows in which at least one token stands."""
    return Matches(F("search"), TsQuery([[token] for token in tokens]))


def any_group(groups) -> Matches:
    """Rows in which every token of at least one group stands."""
    return Matches(F("search"), TsQuery(groups))


class RankOf(Func):
    """ts_rank of a wording for any of some tokens: the first, rough order."""

    def __init__(self, tokens):
        super().__init__(F("search"), TsQuery([[token] for token in tokens]), function="ts_rank")


@dataclass(frozen=True)
class Candidates:
    """The wordings in question: `worded` for their words or official terms, `near` for meaning.

    `matching` are all rows with a reason to be listed, `count` of them, `exact` with every
    word: more than those of `worded` where the words are common, which `capped` tells.
    `by_meaning` tells whether `near` are near in meaning, or share characters only. Over all lists
    `wordings` are those of `matching`, and `drafts` those of its rows that are not in force.
    """

    worded: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    matching: QuerySet[Item] | None = None
    count: int = 0
    exact: int = 0
    capped: bool = False
    by_meaning: bool = False
    wordings: QuerySet[Wording] | None = None
    drafts: QuerySet[Item] | None = None

    @property
    def ids(self) -> list[int]:
        """All wordings to weigh."""
        return [*self.worded, *self.near]


def candidates(
    ground: Ground, query: Query, more: Expansion, rarity: Rarity, vectors: list[list[float]]
) -> Candidates:
    """Choose among the wordings of a ground those the query may mean."""
    tokens = telling(query, rarity)
    every_word = all_of(query.words)
    # One question to the index instead of two.
    groups = [*([token] for token in tokens), *(term.words for term in more.terms), query.words]
    reason = Q(any_group(groups))
    counts = counted(ground, reason, every_word)
    found = worded(ground, reason, every_word, tokens)
    near = nearest(ground, [*vectors, *(vector for vector, _ in more.meanings)])
    by_meaning = bool(near)
    if not near and counts["worded"] < ENOUGH:
        near = look_alikes(ground, query, ENOUGH - counts["worded"])
    return Candidates(
        tuple(found),
        tuple(pk for pk in dict.fromkeys(near) if pk not in set(found)),
        matching(ground, reason),
        counts["worded"],
        counts["exact"],
        len(found) >= MOST_WEIGHED,
        by_meaning,
        *over_all_lists(ground, reason),
    )


def over_all_lists(
    ground: Ground, reason: Q
) -> tuple[QuerySet[Wording] | None, QuerySet[Item] | None]:
    """The wordings with a reason to be listed, and the drafts that carry one of them."""
    if not ground.scope.is_whole:
        return None, None
    wordings = ground.wordings.filter(reason)
    if ground.drafts is None:
        return wordings, None
    return wordings, ground.drafts.filter(wording__in=wordings.values("pk"))


def matching(ground: Ground, reason: Q) -> QuerySet[Item]:
    """All rows with a reason to be listed, in no order."""
    if ground.scope.is_whole:
        return ground.items.filter(wording__in=ground.wordings.filter(reason).values("pk"))
    return ground.items.filter(reason)


def telling(query: Query, rarity: Rarity) -> list[str]:
    """The tokens that are a reason to list a row: words and pairs that are not common."""
    longer = [token for token in query.weights if len(token) > 1]
    rare = [token for token in longer if rarity.share(token) <= COMMON_SHARE]
    return strongest(rare or longer or query.weights, query.weights)


def strongest(tokens, weights: dict[str, float]) -> list[str]:
    """The tokens that weigh most, at most MOST_TOKENS, in a fixed order."""
    return sorted(tokens, key=lambda token: (-weights[token], token))[:MOST_TOKENS]


def counted(ground: Ground, reason: Q, every_word: Matches) -> dict[str, int]:
    """How many rows have a reason to be listed, and how many have every word.

    Two counts from the index in one query: a filter inside one count would unpack the search
    column of every row that has a reason.
    """
    whole = ground.scope.is_whole
    rows, total = (ground.wordings, Sum("published")) if whole else (ground.items, Count("pk"))
    parts = {"worded": reason, "exact": every_word}
    worded, exact = (
        rows.filter(which).order_by().values_list(Value(name, CharField())).annotate(rows=total)
        for name, which in parts.items()
    )
    listed = {name: count or 0 for name, count in worded.union(exact, all=True)}
    listed = dict.fromkeys(parts, 0) | listed
    return listed if ground.drafts is None else with_drafts(ground, reason, every_word, listed)


def with_drafts(ground: Ground, reason: Q, every_word: Matches, listed: dict) -> dict[str, int]:
    """Add the drafts a person may read, which the wordings do not count."""
    wordings = ground.wordings.filter(reason)
    drafts = ground.drafts.filter(wording__in=wordings.values("pk"))
    exact = drafts.filter(wording__in=wordings.filter(every_word).values("pk"))
    return {
        "worded": listed["worded"] + drafts.count(),
        "exact": listed["exact"] + exact.count(),
    }


def worded(ground: Ground, reason: Q, every_word: Matches, tokens: list[str]) -> list[int]:
    """The wordings with a reason to be listed, best first by a rough order."""
    if ground.scope.is_whole:
        # The sum keeps the planner from walking down `wording_most_listed` and unpacking every
        # search column on its way (p50 / p95 at a million rows: 227 / 2,280 ms, sorted 45 / 193;
        # two runs on a busy machine).
        most_listed = (F("published") + Value(0)).desc()
        first = ground.wordings.filter(reason).order_by(most_listed, "pk")[:MOST_READ]
        wordings = Wording.objects.filter(pk__in=first.values("pk"))
        # Asked of the index: unpacking 2,000 search columns once, for the rank, is enough.
        complete = Q(pk__in=ground.wordings.filter(every_word).values("pk"))
        every = ExpressionWrapper(complete, BooleanField())
    else:
        rows = ground.items.filter(reason)
        wordings = Wording.objects.filter(pk__in=rows.values("wording"))
        every = every_word
    ordered = wordings.annotate(every=every, rank=RankOf(tokens))
    return list(
        ordered.order_by("-every", "-rank", "pk").values_list("pk", flat=True)[:MOST_WEIGHED]
    )


def nearest(ground: Ground, vectors: list[list[float]]) -> list[int]:
    """The wordings whose name or whole comes nearest to any of some vectors in meaning."""
    if not vectors:
        return []
    model = embedder().model
    if ground.scope.is_whole:
        texts = Meaning.objects.filter(model=model)
        near = Q()
        for vector in vectors:
            first = texts.order_by(Distance("vector", vector)).values("pk")[: 2 * NEAREST]
            near |= Q(meaning__in=first)
        passages = Passage.objects.filter(near).exclude(part=Passage.Part.CLAUSE)
        found = ground.wordings.filter(pk__in=passages.values("wording"))
        return list(found.values_list("pk", flat=True)[: NEAREST * len(vectors)])
    passages = Passage.objects.filter(
        wording__in=ground.items.values("wording"), meaning__model=model
    ).exclude(part=Passage.Part.CLAUSE)
    distances = [Distance("meaning__vector", vector) for vector in vectors]
    distance = Min(Least(*distances) if len(distances) > 1 else distances[0])
    ordered = passages.values("wording").annotate(distance=distance).order_by("distance")
    return list(ordered.values_list("wording", flat=True)[: NEAREST * len(vectors)])


def look_alikes(ground: Ground, query: Query, missing: int) -> list[int]:
    """Wordings that share only characters, where few share a word and meaning is not to be had.

    Never more than make ENOUGH: a single shared character says little.
    """
    characters = [token for token in query.weights if len(token) == 1]
    if not characters:
        return []
    shared = strongest(characters, query.weights)
    rest = ground.wordings.filter(any_of(shared)).annotate(rank=RankOf(shared))
    return list(rest.order_by("-rank", "pk").values_list("pk", flat=True)[:missing])
