"""The model: places, bodies, editions, items, accounts."""

from lists.models.accounts import Account
from lists.models.bodies import Category, Department
from lists.models.editions import Edition
from lists.models.items import CooperationItem, Involvement, Item, RevokedItem
from lists.models.places import County, Township
from lists.models.tokens import TokenFrequency

__all__ = [
    "Account",
    "Category",
    "CooperationItem",
    "County",
    "Department",
    "Edition",
    "Involvement",
    "Item",
    "RevokedItem",
    "TokenFrequency",
    "Township",
]
