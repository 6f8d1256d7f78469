"""What the search box offers while one types: duties, bodies, categories and places by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_

from django.db.models import Expression, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from lists.departments import short_forms
from lists.models import (
    Category,
    County,
    Department,
    Involvement,
    Item,
    TokenFrequency,
    Township,
    Wording,
)
from lists.models.occurring import Occurs
from lists.search.candidates import Matches
from lists.search.frequencies import Rarity
from lists.search.heard import from_pinyin
from lists.search.index import quoted
from lists.search.query import plain_text
from lists.search.suggest import PINYIN
from lists.search.suspects import REVIEWED
from lists.search.tokens import characters, cutter, fragments, words

# So many are offered; of bodies, categories and places together at most half as long as there
# are duties enough.
MOST, MOST_NAMED = 8, 4
# What goes on after this is no beginning of a name.
LONGEST_TYPED = 40
# Many wordings carry the same name: so many are read for the first distinct ones.
MOST_READ = 300
# Where more rows hold what was typed, names are looked for among so many of the most-listed.
MOST_HOLDING, MOST_LISTED = 20_000, 10_000
# So many names are looked at before the shortest are chosen.
MOST_NAMES = 60
# So many words that begin with the letters typed are looked for.
MOST_WORDS = 3
# Two letters are the shortest beginning of a word in pinyin.
SHORTEST_PINYIN = 2


@dataclass(frozen=True)
class Suggestion:
    """A name to choose, what it names, and the address it leads to."""

    text: str
    kind: str
    url: str


class NameQuery(Expression):
    """A tsquery of quoted tokens that must all stand in the name; `open_end` may go on."""

    def __init__(self, tokens: Iterable[str], open_end: str = ""):
        super().__init__()
        parts = [f"{quoted(token)}:A" for token in tokens]
        parts += [f"{quoted(open_end)}:*A"] if open_end else []
        self.text = " & ".join(parts)

    def as_sql(self, compiler, connection):
        return "%s::tsquery", [self.text]


def complete(typed: str) -> list[Suggestion]:
    """The names that fit what was typed so far, best first; published ones only."""
    text = plain_text(" ".join(typed[:LONGEST_TYPED].replace("\x00", " ").split()))
    if not characters(text) and not words(text):
        return []
    letters = "".join(filter(str.isalpha, text)) if PINYIN.fullmatch(text) else ""
    named = list(islice(names(text, letters), MOST))
    duties = list(islice(duty_names(text, letters), MOST))
    room = max(MOST_NAMED, MOST - len(duties))
    first = [one for one in named[:room] if begins(one.text, text) or letters]
    later = [one for one in named[:room] if one not in first]
    return [*first, *duties[: MOST - len(named[:room])], *later]


def begins(name: str, text: str) -> bool:
    """Whether a name begins with what was typed."""
    return plain_text(name).startswith(text)


def duty_names(text: str, letters: str) -> Iterator[Suggestion]:
    """Distinct names of published duties: those that begin so, those that hold it."""
    wordings = Wording.objects.filter(published__gt=0)
    if letters:
        readings = words_in_pinyin(letters)
        found = [holding(reading) for reading in readings if reading]
    elif is_common(text):
        # In the order of the index `wording_most_listed`: the rest of them nobody would reach.
        first = wordings.order_by("-published", "pk").values("pk")[:MOST_LISTED]
        wordings = Wording.objects.filter(pk__in=first)
        parts = (Q(name__icontains=piece) for piece in text.split())
        found = [Q(name__istartswith=text), reduce(and_, parts)]
    else:
        found = [
            holding(text) & Q(name__istartswith=text),
            reduce(and_, map(holding, text.split())),
        ]
    seen: set[str] = set()
    for condition in found:
        ordered = wordings.filter(condition).order_by("-published", "pk")
        for name in ordered.values_list("name", flat=True)[:MOST_READ]:
            if name not in seen:
                seen.add(name)
                yield Suggestion(name, "事项", f"{reverse('search')}?{urlencode({'q': name})}")
            if len(seen) == MOST:
                return


def is_common(text: str) -> bool:
    """Whether all tokens of a text stand in very many rows: the index would give them all."""
    tokens = set(fragments(text) or characters(text))
    counts = Rarity(tokens).counts
    return min((counts.get(token, 0) for token in tokens), default=0) > MOST_HOLDING


def holding(text: str) -> Q:
    """Names that hold a text; the index of words finds them where the text is rare."""
    tokens = list(dict.fromkeys(fragments(text) or characters(text)))
    latin = [word for word in words(text) if not characters(word)]
    match = Matches(F("search"), NameQuery(tokens, latin[-1] if latin else ""))
    return Q(match) & Q(name__icontains=text)


def words_in_pinyin(letters: str) -> list[str]:
    """Words of the lists that begin with these letters, or the words all letters make up."""
    if len(letters) < SHORTEST_PINYIN:
        return []
    begun = TokenFrequency.objects.filter(pinyin__startswith=letters, items__gt=0)
    likely = begun.order_by("-items", "token").values_list("token", flat=True)[:MOST_NAMES]
    found = sorted(likely, key=standing, reverse=True)
    best = [word for word in found if standing(word) == standing(found[0])]
    return best[:MOST_WORDS] or [from_pinyin(letters) or ""]


def standing(word: str) -> int:
    """Whether a word is an official term (2), any word (1) or two characters side by side (0)."""
    if word in REVIEWED.read().terms:
        return 2
    return int(len(word) > 2 or cutter().FREQ.get(word, 0) > 0)


def names(text: str, letters: str) -> Iterator[Suggestion]:
    """Categories, bodies and places, the best fitting of each in turn by how they fit."""
    found = [
        *named(Category.published.all(), "类别", text, letters, categories(text)),
        *named(Department.internal.filter(in_force__gt=0), "部门", text, letters, bodies(text)),
        *named(County.published.all(), "地方", text, letters),
        *named(Township.published.all(), "地方", text, letters),
    ]
    # The sort keeps categories before bodies and bodies before places where they fit alike.
    return iter(sorted(found, key=lambda one: (not begins(one.text, text), len(one.text))))


def named(
    things: QuerySet, kind: str, text: str, letters: str, otherwise: Q | None = None
) -> list[Suggestion]:
    """Things whose name holds the text, or whose address begins with the letters."""
    if letters and len(letters) < SHORTEST_PINYIN:
        return []
    condition = Q(slug__startswith=letters) if letters else Q(name__icontains=text)
    if otherwise and not letters:
        condition |= otherwise
    found = things.filter(condition).order_by()[:MOST_NAMES]
    ordered = sorted(found, key=lambda thing: (len(thing.name), thing.name))
    return [Suggestion(thing.name, kind, thing.get_absolute_url()) for thing in ordered[:MOST]]


def bodies(text: str) -> Q:
    """Bodies by a short name, whole or begun (残 -> 残疾人联合会), or as lists in force write."""
    spelled = [
        text.replace(short, full)
        for short, full in short_forms().items()
        if short in text and full not in text
    ]
    spelled += [
        full for short, full in short_forms().items() if len(text) > 1 and short.startswith(text)
    ]
    printed = Involvement.objects.filter(
        item__in=Item.published.all(), department=OuterRef("pk"), as_printed=text
    )
    # The spellings that are kept come from drafts, too: those tell nobody what a draft says.
    known = Q(aliases__contains=[text]) & Q(Occurs(printed))
    return reduce(or_, (Q(name__contains=name) for name in spelled), known)


def categories(text: str) -> Q:
    """Categories as lists in force write them."""
    printed = Item.published.filter(category=OuterRef("pk"), category_as_printed=text)
    return Q(aliases__contains=[text]) & Q(Occurs(printed))
