"""The pages of the list office's desk for one draft, and the answers due to everyone."""

from django.urls import reverse

from lists.models import Edition
from tests.pages.visit import Visit

# Not there for whoever may not look; who is not logged in is sent to log in.
HIDDEN = (302, 404)
# Those who may look but not act, and forms that lack what they need.
ACT = (302, 403, 404, 422)


def review_visits(draft: Edition) -> dict[str, list[Visit]]:
    """Every address under which the document of a draft is looked at or changed."""
    document, row = draft.document_id, draft.items.first()

    def page(name: str, *args) -> str:
        return reverse(name, args=[document, *args])

    def act(name: str, *args, **data) -> Visit:
        return Visit(page(name, *args), HIDDEN, ACT, data=data)

    return {
        "intake": [
            Visit("/desk/intake/", (200, 302, 403), (200, 403)),
            Visit("/desk/intake/?part=progress", (200, 302, 403), (200, 403)),
        ],
        "intake-again": [Visit("/desk/intake/1/again/", (302, 403, 404), (403, 404), data={})],
        "review": [Visit(page("review"), HIDDEN)],
        "review-row": [Visit(f"{page('review-row')}?place={row.place}", HIDDEN)],
        "correct": [act("correct", place=row.place, column="name", seen="", new="x", note="x")],
        "undo-correction": [act("undo-correction", 1)],
        "accept": [act("accept", "0" * 64, note="x")],
        "unaccept": [act("unaccept", "0" * 64)],
        "move": [
            act("move", name, note="x") for name in ("publish", "restore", "withdraw", "return")
        ],
        "source": [Visit(page("source"), HIDDEN)],
        "page-picture": [Visit(page("page-picture", 1), HIDDEN, (404,))],
    }
