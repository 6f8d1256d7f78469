"""Places and bodies of the made-up country that pages are asked about."""

from django.db.models import Count

from lists.models import County, Department, Township

# Asked in all lists: a common word, two words, a complaint.
TYPED = {
    "word": "安全",
    "words": "秸秆 焚烧",
    "complaint": "邻居家半夜杀猪卖肉，没有检疫，味道很大",
}


def whole_county() -> County:
    """A county whose lists have their full length."""
    return County.internal.get(slug=f"county-{first_made()}")


def first_made() -> int:
    """The id of the first made-up county."""
    return County.internal.filter(slug__startswith="county-").order_by("pk").first().pk


def townships() -> list[Township]:
    """Two townships of a county of whole lists, one of another, one whose list is cut short."""
    here = list(Township.internal.filter(county=whole_county()).order_by("pk")[:2])
    next_one = Township.internal.filter(county=first_made() + 1).order_by("pk").first()
    return [*here, next_one, Township.internal.order_by("pk").last()]


def reference() -> str:
    """The page of one township."""
    return townships()[0].get_absolute_url()


def leading() -> Department:
    """A department with a part in rows of every township of its county."""
    bodies = Department.internal.filter(county=whole_county())
    return bodies.annotate(rows=Count("involvements")).order_by("-rows", "pk").first()
