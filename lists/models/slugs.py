"""Address words for Chinese names: pinyin without tones."""

import re

from django.db import models
from pypinyin import lazy_pinyin


def slug_of(name: str) -> str:
    """Give the pinyin of a name as an address word: 新地乡 -> xindixiang."""
    return re.sub(r"[^a-z0-9]+", "-", "".join(lazy_pinyin(name)).lower()).strip("-") or "x"


def unique_slug(siblings: models.QuerySet, name: str, wider: str = "") -> str:
    """Give a slug no sibling has: the name's, then with the wider place before it, then numbered.

    `siblings` are the rows among which the slug must be unique; two 鼓楼区 become
    gulouqu and nanjingshi-gulouqu.
    """
    # A name may be longer than its address word may; room stays for a number.
    longest = siblings.model._meta.get_field("slug").max_length - 6
    plain = slug_of(name)[:longest]
    candidates = [plain] + ([f"{slug_of(wider)}-{plain}"[:longest]] if wider else [])
    taken = set(siblings.filter(slug__contains=plain).values_list("slug", flat=True))
    for candidate in candidates:
        if candidate not in taken:
            return candidate
    number = 2
    while f"{plain}-{number}" in taken:
        number += 1
    return f"{plain}-{number}"
