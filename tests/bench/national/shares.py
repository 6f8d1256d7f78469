"""Which text each row of each township has: provinces, counties, townships, and what they share."""

from dataclasses import dataclass, field
from random import Random

from tests.bench.national.writing import Text, Writer

ROWS = 257  # of a township
TOWNSHIPS = (10, 20)  # of a county
PROVINCES, COUNTIES = 31, 8  # at most, at least in each
# The share of rows with the wider place's text: at least, at most.
OF_THE_COUNTY, OF_THE_PROVINCE, OF_THE_SAMPLE = (0.88, 1.0), (0.6, 0.9), (0.0, 0.35)


@dataclass
class County:
    """A county of a province (a number) and the texts of its townships, by their number."""

    province: int
    townships: list[list[int]] = field(default_factory=list)


@dataclass
class Country:
    """All texts, the first of them the samples' own, and the counties whose lists carry them."""

    texts: list[Text]
    counties: list[County] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many rows all lists have."""
        return sum(len(rows) for county in self.counties for rows in county.townships)


def plan(lists: list[list[int]], writer: Writer, items: int, random: Random) -> Country:
    """A country of about so many rows; `lists` are the sample lists as numbers of texts."""
    country = Country(writer.texts)
    missing = max(1, round(items / ROWS))
    average = sum(TOWNSHIPS) / 2
    provinces = min(PROVINCES, max(1, round(missing / average / COUNTIES)))
    bases = [own(whole(random.choice(lists), lists, random), OF_THE_SAMPLE, writer, random)
             for _ in range(provinces)]  # fmt: skip
    while missing:
        province = len(country.counties) % provinces
        texts = own(bases[province], OF_THE_PROVINCE, writer, random)
        number = min(missing, random.randint(*TOWNSHIPS))
        townships = [own(texts, OF_THE_COUNTY, writer, random) for _ in range(number)]
        country.counties.append(County(province, townships))
        missing -= number
    return country


def whole(rows: list[int], lists: list[list[int]], random: Random) -> list[int]:
    """A sample list cut or filled up from the others to ROWS rows."""
    rest = [text for other in lists for text in other if text not in set(rows)]
    return (rows + random.sample(rest, max(0, ROWS - len(rows))))[:ROWS]


def own(texts: list[int], shared: tuple[float, float], writer: Writer, random: Random) -> list[int]:
    """The texts of a narrower place: some of the wider place's, the others written anew."""
    share = random.uniform(*shared)
    return [text if random.random() < share else writer.reworded(text) for text in texts]
