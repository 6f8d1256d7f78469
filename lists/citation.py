"""How a row is cited: the document, its date, the list, the number, the name, and where it stands.

The form follows that of electronic sources in GB/T 7714: with an address and the day it was read.
"""

import datetime
from dataclasses import dataclass

from lists.models import Edition, Item, Township
from lists.models.items import Kind

# As documents head their tables.
LIST_NAMES = {
    Kind.BASIC: "基本履职事项清单",
    Kind.COOPERATION: "配合履职事项清单",
    Kind.REVOKED: "上级部门收回事项清单",
}
# What must not be taken for the list in force.
STANDING = {
    Edition.State.DRAFT: "，草稿，未公布",
    Edition.State.SUBMITTED: "，草稿，未公布",
    Edition.State.WITHDRAWN: "，已撤回",
    Edition.State.SUPERSEDED: "，已被新版替代",
}


@dataclass(frozen=True)
class Citation:
    """A citation in its parts; as text it is all of them in one sentence."""

    row: str
    address: str
    read_on: str

    def __str__(self) -> str:
        return f"{self.row}，网址{self.address}，{self.read_on}查阅。"


def full_name(township: Township) -> str:
    """A township as documents name it in titles: 昌吉州奇台县大泉塔塔尔族乡."""
    county = township.county
    return f"{county.prefecture}{county.name}{township.name}"


def list_title(edition: Edition, kind: str) -> str:
    """The title of one list of an edition: 昌吉州奇台县大泉塔塔尔族乡配合履职事项清单."""
    return f"{full_name(edition.township)}{LIST_NAMES[Kind(kind)]}"


def citation(item: Item, edition: Edition, address: str, day: datetime.date) -> Citation:
    """The citation of a row of an edition, read on a day under a full address."""
    dated = f"（{edition.date_label}{STANDING.get(edition.state, '')}）"
    row = f"《{list_title(edition, item.kind)}》{dated}第{item.number}项“{item.name}”"
    return Citation(row, address, f"{day.year}年{day.month}月{day.day}日")
