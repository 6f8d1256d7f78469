"""An address that is looked at as everyone, with the answers due."""

from dataclasses import dataclass

NOWHERE = "nirgendwo"  # an address word nothing has


@dataclass(frozen=True)
class Visit:
    """An address to look at, with the answers due; `data` makes it a POST.

    `hides` is the word in the address that outsiders must not learn exists.
    """

    address: str
    outsiders: tuple[int, ...] = (200,)
    insiders: tuple[int, ...] = (200,)
    hides: str = ""
    data: dict | None = None

    @property
    def elsewhere(self) -> str:
        """The same address with the word of a thing that never existed."""
        return self.address.replace(self.hides, NOWHERE)


def hidden(address: str, word: str) -> Visit:
    """A page that is not there for outsiders."""
    return Visit(address, hides=word, outsiders=(404,))
