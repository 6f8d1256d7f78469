"""Saves what rows refer to: categories, departments and their systems."""

from ingest.checks.reviewed import categories
from ingest.shapes import DutyList
from lists.departments import system_of
from lists.models import Category, County, Department, System


def save_categories(duty_list: DutyList) -> dict[str, int]:
    """Find or make the categories; gives the id for every spelling in the list."""
    standard = categories()
    order = list(dict.fromkeys(standard.values()))
    ids = {}
    for spelling in {item.category for item in duty_list.items}:
        name = standard.get(spelling, spelling)
        position = order.index(name) if name in order else len(order)
        category, _ = Category.internal.get_or_create(name=name, defaults={"position": position})
        if spelling != name and spelling not in category.aliases:
            category.aliases = sorted([*category.aliases, spelling])
            category.save(update_fields=["aliases"])
        ids[spelling] = category.pk
    return ids


class Departments:
    """The departments of a county by canonical name, found or made as a list needs them.

    A name without a body stays as printed, unless the list office has noted it among the
    spellings (aliases) of one of the county's departments.
    """

    def __init__(self, duty_list: DutyList, county: County):
        self.county = county
        known = list(Department.internal.filter(county=county))
        self.by_name = {department.name: department for department in known}
        self.by_spelling = {word: department for department in known for word in department.aliases}
        self.systems: dict[str, System] = {}
        for name, spellings in self.spellings(duty_list).items():
            self.note(name, spellings)

    def get(self, printed: str, name: str | None) -> Department:
        """The department a row means by a printed name; `name` is its canonical name if known."""
        if name is None:
            return self.by_spelling.get(printed) or self.by_name[printed]
        return self.by_name[name]

    def spellings(self, duty_list: DutyList) -> dict[str, set[str]]:
        """All names of a list with the ways it writes them."""
        found: dict[str, set[str]] = {}
        for item in duty_list.items:
            for printed, name in zip(item.departments_as_printed, item.departments, strict=True):
                if name or printed not in self.by_spelling:
                    found.setdefault(name or printed, set()).add(printed)
            for clause in item.clauses:
                for name in clause.departments:
                    found.setdefault(name, set())
        return found

    def note(self, name: str, spellings: set[str]) -> None:
        """Find or make a department and keep how it was written."""
        department = self.by_name.get(name) or Department(county=self.county, name=name)
        new_spellings = spellings - {name} - set(department.aliases)
        if department.pk is None or new_spellings:
            department.aliases = sorted(new_spellings.union(department.aliases))
            department.system = department.system or self.system(name)
            department.save()
        self.by_name[name] = department

    def system(self, name: str) -> System | None:
        """The system of a body, made when it is the first of it; None when no rule knows it."""
        system = system_of(name)
        if system and system not in self.systems:
            self.systems[system], _ = System.internal.get_or_create(name=system)
        return self.systems.get(system)
