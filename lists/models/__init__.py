"""The model: places, bodies, editions, items, accounts."""

from lists.models.accounts import Account
from lists.models.bodies import Category, Department, System
from lists.models.editions import Edition
from lists.models.items import Clause, CooperationItem, Involvement, Item, RevokedItem
from lists.models.places import County, Township
from lists.models.tokens import TokenFrequency

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
    "RevokedItem",
    "System",
    "TokenFrequency",
    "Township",
]
