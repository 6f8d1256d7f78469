"""The rooms' directions: what a module may import, kept true over the import graph."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "lists", "portal")


def module_of(path: Path) -> str:
    """The dotted name of a file: ingest/parse/__init__.py -> ingest.parse."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """The modules a file imports anywhere in it, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            # `from lists import access` imports the module lists.access.
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


GRAPH = {
    module_of(path): imports_of(path) for room in ROOMS for path in (ROOT / room).rglob("*.py")
}


def within(name: str, *rooms: str) -> bool:
    """Whether a module is one of these or lies in one of them."""
    return any(name == room or name.startswith(room + ".") for room in rooms)


def offences(modules: tuple[str, ...], forbidden: tuple[str, ...], but: tuple[str, ...] = ()):
    """Imports from `modules` (but for some) into what is forbidden to them."""
    return sorted(
        f"{module} imports {name}"
        for module, names in GRAPH.items()
        if within(module, *modules) and not within(module, *but)
        for name in names
        if within(name, *forbidden)
    )


# The parts of ingest that know the database, the web or the command line.
WITH_DJANGO = ("ingest.save", "ingest.tasks", "ingest.desk", "ingest.management", "ingest.apps")


def test_the_graph_is_that_of_the_project():
    assert {"ingest.parse.tables", "ingest.save", "lists.models.items", "lists.urls"} <= set(GRAPH)
    assert "ingest.parse.titles" in GRAPH["ingest.parse.tables"]


def test_reading_and_parsing_know_no_django():
    assert offences(("ingest",), ("django", "portal"), but=WITH_DJANGO) == []


# Pure rules and reviewed data of `lists` that ingest reads, too.
PURE = ("lists.departments", "lists.secrecy", "lists.slips")


def test_reading_and_parsing_know_of_lists_only_what_is_pure():
    found = offences(("ingest",), ("lists",), but=WITH_DJANGO)
    assert [line for line in found if not line.split(" imports ")[1].startswith(PURE)] == []


def test_what_ingest_reads_of_lists_is_pure():
    found = offences(PURE, ("django", "lists", "ingest", "portal"))
    assert [line for line in found if not line.split(" imports ")[1].startswith(PURE)] == []


def test_comparing_editions_knows_no_database():
    within_itself = ("lists.compare", "lists.search.tokens")
    found = offences(("lists.compare",), ("django", "lists"))
    pure = [line for line in found if line.split(" imports ")[1].startswith(within_itself)]
    assert found == pure != []


def test_lists_never_import_ingest():
    assert offences(("lists",), ("ingest",)) == []


@pytest.mark.parametrize(
    ("room", "above"),
    [
        (
            "lists.models",
            ("access", "filters", "search", "verdict", "views", "urls", "admin", "evaluation"),
        ),
        ("lists.access", ("filters", "search", "verdict", "views", "urls", "admin")),
        ("lists.filters", ("search", "verdict", "views", "urls", "admin")),
        ("lists.search", ("verdict", "views", "urls", "admin", "evaluation", "filters")),
        ("lists.verdict", ("views", "urls", "admin", "evaluation")),
        ("lists.evaluation", ("views", "urls", "admin")),
        ("lists.views", ("api", "urls", "admin", "evaluation", "management")),
        ("lists.api", ("urls", "admin", "evaluation", "management")),
    ],
)
def test_a_room_imports_nothing_above_it(room, above):
    assert offences((room,), tuple(f"lists.{name}" for name in above)) == []


def test_views_never_reach_past_the_portal_s_front():
    assert offences(("lists.views",), ("ingest", "portal", "django.db.connection")) == []


def test_only_urls_and_settings_join_the_rooms():
    joined = offences(("portal",), ("ingest", "lists"))
    assert {line.split()[0] for line in joined} <= {
        "portal.urls",
        "portal.gunicorn",
        "portal.health",
    }
