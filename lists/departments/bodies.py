"""What a name of a list means: which body, of which system, of what kind."""

import re
from dataclasses import dataclass

from lists.departments.localities import Locality
from lists.departments.names import CATCH_ALL, canonical, without_open_end
from lists.departments.systems import system_of

SUB_UNIT = re.compile(r"(支队|大队|中队|发展中心|服务中心|执法队|监督所|管理站)$")


@dataclass(frozen=True)
class Body:
    """A name understood; canonical name and system are None where unknown.

    Kinds: department, department+catch-all (X局及其他…部门), catch-all, role (建设单位), sub-unit.
    """

    raw: str
    canonical: str | None
    system: str | None
    kind: str


def identify(raw: str, locality: Locality, leading: str = "") -> Body:
    """Say which body a name means in a county, its system, and its kind."""
    name = canonical(raw, locality, leading)
    system = system_of(name or raw)
    open_end = CATCH_ALL.search(raw) is not None
    if name is None:
        return Body(raw, None, None if open_end else system, kind_of_nobody(open_end, system))
    if open_end and without_open_end(raw):
        return Body(raw, name, system, "department+catch-all")
    return Body(raw, name, system, "sub-unit" if SUB_UNIT.search(name) else "department")


def kind_of_nobody(open_end: bool, system: str | None) -> str:
    """The kind of a name that is no single body."""
    if open_end:
        return "catch-all"
    return "department" if system else "role"
