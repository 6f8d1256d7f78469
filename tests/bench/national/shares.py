"""Which text each row of each township has: provinces, counties, townships, and what they share."""

from dataclasses import dataclass, field
from random import Random

from tests.bench.national.writing import Text, Writer

ROWS = 257  # of a township
TOWNSHIPS = (10, 20)  # of a county
PROVINCES, COUNTIES = 31, 8  # at most, at least in each
# Where lists are cut short so that there are many: so many duties that every list has, and so
# many of which each lacks a few; the others are its own.
CORE, USUAL, LACKED = 6, 12, 3
# The share of rows with the wider place's text: at least, at most.
OF_THE_COUNTY, OF_THE_PROVINCE, OF_THE_SAMPLE = (0.88, 1.0), (0.6, 0.9), (0.0, 0.35)


@dataclass
class County:
    """A county of a province (a number) and the texts of its townships, by their number."""

    province: int
    townships: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True)
class Short:
    """Lists cut to so many rows, but for those of so many counties, which stay whole."""

    rows: int
    whole_counties: int


@dataclass
class Country:
    """All texts, the first of them the samples' own, and the counties whose lists carry them.

    `core` are the samples' texts of which every list has one, or one that comes from it.
    """

    texts: list[Text]
    counties: list[County] = field(default_factory=list)
    core: frozenset[int] = frozenset()

    @property
    def items(self) -> int:
        """How many rows all lists have."""
        return sum(len(rows) for county in self.counties for rows in county.townships)


def plan(
    lists: list[list[int]],
    writer: Writer,
    items: int,
    random: Random,
    short: Short | None = None,
) -> Country:
    """A country of about so many rows; `lists` are the sample lists as numbers of texts."""
    common = spread(lists[0], CORE + USUAL) if short else []
    country = Country(writer.texts, core=frozenset(common[:CORE]))
    missing = max(1, round(items / (short.rows if short else ROWS)))
    average = sum(TOWNSHIPS) / 2
    provinces = min(PROVINCES, max(1, round(missing / average / COUNTIES)))
    bases = [own(based(common, lists, random), OF_THE_SAMPLE, writer, random)
             for _ in range(provinces)]  # fmt: skip
    while missing:
        province = len(country.counties) % provinces
        texts = bases[province]
        if short and len(country.counties) >= short.whole_counties:
            texts = cut_short(texts, short.rows, random)
        texts = own(texts, OF_THE_PROVINCE, writer, random)
        number = min(missing, random.randint(*TOWNSHIPS))
        townships = [own(texts, OF_THE_COUNTY, writer, random) for _ in range(number)]
        country.counties.append(County(province, townships))
        missing -= number
    return country


def spread(texts: list[int], number: int) -> list[int]:
    """So many of some texts, evenly over them, so that all three lists are among them."""
    return [texts[len(texts) * at // number] for at in range(number)]


def based(common: list[int], lists: list[list[int]], random: Random) -> list[int]:
    """A list to begin a province with: one of the samples, behind what all lists share."""
    rows = whole(random.choice(lists), lists, random)
    return (common + [text for text in rows if text not in set(common)])[:ROWS]


def cut_short(texts: list[int], rows: int, random: Random) -> list[int]:
    """Some rows of a list that begins with what all lists share: of that nearly all."""
    usual = random.sample(texts[CORE : CORE + USUAL], USUAL - LACKED)
    rest = random.sample(texts[CORE + USUAL :], rows - CORE - len(usual))
    return texts[:CORE] + usual + rest


def whole(rows: list[int], lists: list[list[int]], random: Random) -> list[int]:
    """A sample list cut or filled up from the others to ROWS rows."""
    rest = [text for other in lists for text in other if text not in set(rows)]
    return (rows + random.sample(rest, max(0, ROWS - len(rows))))[:ROWS]


def own(texts: list[int], shared: tuple[float, float], writer: Writer, random: Random) -> list[int]:
    """The texts of a narrower place: some of the wider place's, the others written anew."""
    share = random.uniform(*shared)
    return [text if random.random() < share else writer.reworded(text) for text in texts]
