"""The pages and files that readers take answers from, and the answers due to everyone."""

from django.urls import reverse

from lists.models import Department, Edition, Item
from lists.views.metadata import SECTIONS
from tests.pages.visit import Visit, hidden


def hidden_from_all(address: str, word: str) -> list[Visit]:
    """A page for the public alone: what it must not show is not there for anybody."""
    return [Visit(address, (404,), (404,), hides=word)]


def outward_visits(township: str, county: str, body: Department) -> dict[str, list[Visit]]:
    """What readers, other sites and programs take with them: nobody gets a draft there."""
    embed, parts = "/embed/townships/", [*SECTIONS, "pages"]
    return {
        "township-feed": hidden_from_all(f"/townships/{township}/feed/", township),
        "department-feed": hidden_from_all(f"{body.get_absolute_url()}feed/", body.slug),
        "pack": hidden_from_all(f"/counties/{county}/pack/", county),
        "embed": hidden_from_all(f"{embed}{township}/", township),
        "embed-json": hidden_from_all(f"{embed}{township}.json", township),
        "embed-help": [
            Visit("/help/embed/"),
            Visit(f"/help/embed/?township={township}", hides=township),
        ],
        "robots": [Visit("/robots.txt")],
        "sitemap": [Visit("/sitemap.xml")],
        "sitemap-part": [Visit(f"/sitemap-{name}-0.xml") for name in parts],
    }


def answer_visits(draft: Edition, open_edition: Edition, words: list[str]):
    """The answers to “is it ours?”, of the draft's township and of another, and the sheets."""
    closed, other = draft.township.slug, open_edition.township.slug
    asked = {name: reverse(name) for name in ("check", "off_list")}
    rows = [draft.items.filter(kind=kind).first() for kind, _ in Item.kind.field.choices]
    return {
        **{
            name: [
                Visit(address),
                Visit(f"{address}?township={closed}", hides=closed),
                Visit(f"{address}?township={closed}&q={rows[0].name}", hides=closed),
                Visit(f"{address}?township={closed}&q=高铁票退票", hides=closed),
                *(Visit(f"{address}?township={other}&q={word}") for word in words),
            ]
            for name, address in asked.items()
        },
        "basis": [hidden(f"{row.get_absolute_url()}basis/?q=低保", closed) for row in rows],
    }


def report_visits(row: Item, open_edition: Edition) -> list[Visit]:
    """The form for errors: nobody finds one for a row of the draft, everyone for a public one."""
    address, closed = f"{row.get_absolute_url()}report/", row.edition.township.slug
    words = {"text": "部门写错了", "stamp": "x"}
    public = f"{open_edition.items.first().get_absolute_url()}report/"
    return [
        Visit(address, (404,), (404,), hides=closed),
        Visit(f"{address}?sent=1", (404,), (404,), hides=closed),
        Visit(address, (404,), (404,), data=words),
        Visit(public),
        Visit(public, (422,), (422,), data=words),
    ]
