"""Names of departments: a cell becomes names, a name becomes the body of its county, in a system.

Pure rules and reviewed data (`fixtures/departments/`); used by ingest and by search.
"""

from lists.departments.bodies import Body, identify
from lists.departments.localities import Locality, short_place
from lists.departments.names import (
    canonical,
    is_body,
    short_forms,
    spellings,
    split_names,
    split_place,
    unify,
    without_bracket,
)
from lists.departments.systems import system_of

__all__ = [
    "Body",
    "Locality",
    "canonical",
    "identify",
    "is_body",
    "short_forms",
    "short_place",
    "spellings",
    "split_names",
    "split_place",
    "system_of",
    "unify",
    "without_bracket",
]
