"""The pages of duties, and the answers due to everyone: none tells of a duty of a draft alone."""

from urllib.parse import quote

from django.urls import reverse

from lists.models import Duty, Edition
from tests.pages.visit import Visit, hidden


def duty_visits(draft: Edition) -> dict[str, list[Visit]]:
    """The addresses of a duty that only the draft lists, of one that others list too, of both."""
    rows = Duty.internal.filter(wordings__items__edition=draft).distinct()
    alone, shared = rows.filter(townships=0).first(), rows.filter(townships__gt=0).first()
    county, place = draft.township.county, draft.township
    area = quote(county.prefecture)

    def page(name: str, *args) -> str:
        return reverse(name, args=args)

    decide = page("duty-decide", alone.pk)
    return {
        "duty": [
            hidden(page("duty", alone.pk), str(alone.pk)),
            Visit(page("duty", shared.pk)),
            Visit(f"{page('duty', shared.pk)}?county={county.slug}", hides=county.slug),
        ],
        "duty-decide": [
            Visit(decide, (405, 302), (405,)),
            # An office elsewhere is told what it is told of a duty that never was.
            Visit(decide, (302, 403, 404), (302, 403), data={"other": str(shared.pk), "note": ""}),
        ],
        "conflicts": [
            Visit("/conflicts/"),
            Visit(f"/conflicts/?county={county.slug}", hides=county.slug),
            Visit(f"/conflicts/?prefecture={area}", hides=area),
            Visit(f"/conflicts/?category={place.slug}", hides=place.slug),
        ],
    }
