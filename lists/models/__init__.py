"""The model: places, bodies, editions, items, wordings, thesaurus, accounts."""

from lists.models.accounts import Account
from lists.models.bodies import Category, Department, System
from lists.models.editions import Edition
from lists.models.items import Clause, CooperationItem, Involvement, Item, RevokedItem
from lists.models.places import County, Township
from lists.models.searches import SearchRecord
from lists.models.thesaurus import ThesaurusGroup
from lists.models.tokens import TokenFrequency
from lists.models.wordings import Meaning, Passage, Wording

__all__ = [
    "Account",
    "Category",
    "Clause",
    "CooperationItem",
    "County",
    "Department",
    "Edition",
    "Involvement",
    "Item",
    "Meaning",
    "Passage",
    "RevokedItem",
    "SearchRecord",
    "System",
    "ThesaurusGroup",
    "TokenFrequency",
    "Township",
    "Wording",
]
