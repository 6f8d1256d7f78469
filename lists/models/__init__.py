"""The model: places, bodies, documents, editions, items, wordings, reviews, accounts."""

from lists.models.accounts import Account
from lists.models.api import ApiToken, ApiUse
from lists.models.audit import AuditRecord
from lists.models.bodies import Category, Department, System
from lists.models.counts import PlaceCount
from lists.models.documents import Document, Intake
from lists.models.duties import Duty, DutyCount, DutyDecision, DutySystem
from lists.models.editions import Edition
from lists.models.items import Clause, CooperationItem, Involvement, Item, RevokedItem
from lists.models.places import County, Township
from lists.models.reports import ErrorReport
from lists.models.review import Acceptance, Correction
from lists.models.searches import SearchRecord
from lists.models.thesaurus import ThesaurusGroup
from lists.models.tokens import TokenFrequency
from lists.models.wordings import Meaning, Passage, Wording

__all__ = [
    "Acceptance",
    "Account",
    "ApiToken",
    "ApiUse",
    "AuditRecord",
    "Category",
    "Clause",
    "CooperationItem",
    "Correction",
    "County",
    "Department",
    "Document",
    "Duty",
    "DutyCount",
    "DutyDecision",
    "DutySystem",
    "Edition",
    "ErrorReport",
    "Intake",
    "Involvement",
    "Item",
    "Meaning",
    "Passage",
    "PlaceCount",
    "RevokedItem",
    "SearchRecord",
    "System",
    "ThesaurusGroup",
    "TokenFrequency",
    "Township",
    "Wording",
]
