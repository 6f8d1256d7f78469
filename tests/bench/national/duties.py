"""The duties of the made-up wordings: who comes from whom is known here, and need not be guessed.

The portal's own build compares names, an hour's work for the country; here a text means the duty
of the text it comes from, but for some with another name, which begin a duty of their own.
"""

from dataclasses import dataclass, field
from random import Random

from lists.families.texts import DutyText
from lists.models import Wording
from tests.bench.national.copying import copy
from tests.bench.national.samples import Samples
from tests.bench.national.shares import Country

# So great a share of the texts with another name than the one they come from is another duty.
APART = 0.3
SURENESS = (0.84, 1.0)


@dataclass
class Families:
    """The duty of each text by its number, and the duties that are new: (id, name, sureness)."""

    of_text: list[int] = field(default_factory=list)
    new: list[tuple[int, str, float]] = field(default_factory=list)

    def save(self) -> None:
        """Save the new duties."""
        rows = ((pk, name, sure, 0, 0, 0, 0) for pk, name, sure in self.new)
        copy("lists_duty", "id, name, sureness, townships, basic, cooperation, revoked", rows)


def families(
    samples: Samples, country: Country, parents: list[int], next_id: int, seed: int
) -> Families:
    """Sort all texts into duties; those of the samples have theirs, by the portal's own build."""
    random, found = Random(seed), Families()
    known = dict(Wording.objects.values_list("pk", "duty"))
    # All wordings of a name mean one duty, as the portal has it.
    of_name: dict[str, int] = {}
    for number, text in enumerate(country.texts):
        if number < len(samples.rows):
            duty = known[samples.rows[number].wording]
        else:
            parent = parents[number]
            duty = found.of_text[parent]
            other = text.name != country.texts[parent].name and text.sample not in country.core
            if other and random.random() < APART:
                duty = None
        core = DutyText(text.name).core
        duty = of_name.get(core, duty)
        if duty is None:
            duty = next_id + len(found.new)
            found.new.append((duty, text.name, round(random.uniform(*SURENESS), 3)))
        found.of_text.append(of_name.setdefault(core, duty))
    return found
