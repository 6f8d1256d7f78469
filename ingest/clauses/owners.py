"""Whose a clause is: its grammatical subject, its block, or all departments of the column."""

import re
from dataclasses import dataclass

from ingest.clauses.structure import Piece
from lists.departments import Locality, canonical, spellings, split_names

JOINER = re.compile(r"、|以及|和|与|及|或者?|，(?=县|市|州|师市)")
# A clause part may begin with a time or a ground before its subject: "接到线索后，县公安局…".
ADVERBIAL = re.compile(
    r"[^，；。]{1,60}(后|时|前|中|的)，"
    r"|(如|若|凡|根据|按照|依据|依照|接到|收到|发生|针对|对于|对|在|经|为|涉及|发现|遇)[^，；。]{1,60}，"
)
BY = re.compile(r"由")
PART = re.compile(r"(?<=[，；。])")
# What follows departments that are no subject there. At the very beginning of a clause a list
# may go on with others ("县住房和城乡建设局、新地乡分别…"); later it is an object.
NO_SUBJECT_AT_START = re.compile(r"的|[；。]|$")
NO_SUBJECT_LATER = re.compile(r"的|、|，|；|。|$")
# The open end of a block heading: "县应急管理局、县水利局等其他负有…职责的部门：".
OPEN_END = re.compile(r"(等|及|和|以及)?(其他)?.{0,30}(部门|单位)|等")
STEM = re.compile(r"(?:县|市|州|师市)?([\u4e00-\u9fff]{2,6}?)(?=、|和|及|等)")


@dataclass(frozen=True)
class Group:
    """Departments named together at one place, and where their names end."""

    names: tuple[str, ...]
    end: int


class Column:
    """The departments of a row, and how the text of the row may write them."""

    def __init__(self, printed: list[str], names: list[str | None], locality: Locality):
        self.locality = locality
        self.names = tuple(dict.fromkeys(name for name in names if name))
        self.leading = printed[0] if printed else ""
        pairs = [(p, name) for p, name in zip(printed, names, strict=True) if name]
        spelled = {
            spelling: name
            for printed_name, name in pairs
            for spelling in (printed_name, *spellings(name, locality))
        }
        self.spelled = dict(sorted(spelled.items(), key=lambda pair: -len(pair[0])))

    def block(self, words: str) -> tuple[str, ...]:
        """The departments a heading names: all of it must be names of bodies."""
        group = self.group(words, 0)
        if group and (group.end == len(words) or OPEN_END.fullmatch(words, group.end)):
            return tuple(dict.fromkeys(group.names))
        names = []
        for name in split_names(words):
            known = self.spelled.get(name)
            if known is None and self.has_place(name):
                known = canonical(name, self.locality, self.leading)
            if known is None:
                return ()
            names.append(known)
        return tuple(dict.fromkeys(names))

    def has_place(self, name: str) -> bool:
        """Whether a name begins with a place, as an outsider's must to be taken for a body."""
        return any(name.startswith(place) for place in self.locality.spelled_places)

    def owners(self, piece: Piece) -> tuple[tuple[str, ...], bool]:
        """Whose a piece is, and whether that is assumed because the text does not say.

        A column of one department owns everything that stands in no other's block.
        """
        if piece.block:
            return piece.block, False
        if len(self.names) <= 1:
            return self.names, False
        subjects = self.subjects(piece.text)
        return (subjects, False) if subjects else (self.names, True)

    def subjects(self, text: str) -> tuple[str, ...]:
        """The departments that are subject of the clause or of one of its later parts."""
        start = 0
        while match := ADVERBIAL.match(text, start):
            if self.group(text, start):
                break
            start = match.end()
        first = self.subject_at(text, start, NO_SUBJECT_AT_START)
        if first is None:
            return ()
        names, at = list(first.names), first.end
        for part in PART.finditer(text, at):
            other = self.subject_at(text, part.start(), NO_SUBJECT_LATER)
            if other:
                names += other.names
        return tuple(dict.fromkeys(names))

    def subject_at(self, text: str, start: int, no_subject: re.Pattern) -> Group | None:
        """The group that is subject of what begins at a place, None when something else does."""
        by = BY.match(text, start)
        group = self.group(text, by.end() if by else start)
        if group is None or no_subject.match(text, group.end):
            return None
        return group

    def group(self, text: str, start: int) -> Group | None:
        """The departments named one after the other from a place in the text."""
        names, at = [], start
        while found := self.name_at(text, at):
            name, at = found
            names.append(name)
            joiner = JOINER.match(text, at)
            if not joiner or not self.name_at(text, joiner.end()):
                break
            at = joiner.end()
        return Group(tuple(names), at) if names else None

    def name_at(self, text: str, at: int) -> tuple[str, int] | None:
        """The department written at a place: in a known spelling, or shortened in a list."""
        for spelling, name in self.spelled.items():
            if text.startswith(spelling, at):
                return name, at + len(spelling)
        stem = STEM.match(text, at)
        if stem and (name := self.only_one_with(stem[1])):
            return name, stem.end()
        return None

    def only_one_with(self, stem: str) -> str | None:
        """The one department whose name holds all signs of a stem in order: 工信, 住建."""
        fitting = [name for name in self.names if in_order(stem, name)]
        return fitting[0] if len(fitting) == 1 else None


def in_order(signs: str, name: str) -> bool:
    """Whether all signs stand in a name, in this order."""
    rest = iter(name)
    return all(sign in rest for sign in signs)
