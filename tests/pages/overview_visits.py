"""Visits to what is counted over townships: of a township that has only a draft nothing counts."""

from urllib.parse import quote

from django.urls import reverse

from lists.exports import FORMATS
from lists.models import Edition, System
from tests.pages.visit import Visit, hidden


def overview_visits(draft: Edition, open_edition: Edition) -> dict[str, list[Visit]]:
    """Overviews, gaps, comparisons and elastic wording, asked for the draft's places and others."""
    closed, other = draft.township, open_edition.township
    area = quote(closed.county.prefecture)

    def unpublished(address: str, word: str) -> Visit:
        """A page of published rows only: not there for anybody."""
        return Visit(address, (404,), (404,), hides=word)

    compare, elastic = reverse("compare-places"), reverse("elastic")
    rows, systems = reverse("overview-rows"), System.published.all()[:3]
    gaps, over = reverse("gaps", args=[other.slug]), f"/counties/{other.county.slug}"
    return {
        "overview": [
            Visit(reverse("overview")),
            Visit(f"{reverse('overview')}?province={quote(other.county.province)}"),
            unpublished(f"{reverse('overview')}?prefecture={area}", area),
            *(Visit(f"{reverse('overview')}?format={format}") for format in FORMATS),
        ],
        "county-overview": [
            unpublished(f"/counties/{closed.county.slug}/overview/", closed.county.slug),
            Visit(f"{over}/overview/"),
        ],
        "county-rows": [
            unpublished(f"/counties/{closed.county.slug}/rows/", closed.county.slug),
            Visit(f"{over}/rows/"),
            Visit(f"{over}/rows/?township={closed.slug}", hides=closed.slug),
            Visit(f"{over}/rows/?format=csv&kind=all"),
        ],
        "overview-rows": [
            *(Visit(f"{rows}?kind={kind}") for kind in ("", "basic", "cooperation", "revoked")),
            unpublished(f"{rows}?prefecture={area}", area),
            *(Visit(f"{rows}?system={one.slug}") for one in systems),
            *(Visit(f"{rows}?format={format}") for format in FORMATS),
        ],
        "gaps": [
            unpublished(f"/townships/{closed.slug}/gaps/", closed.slug),
            *(Visit(f"{gaps}?within={within}") for within in ("county", "prefecture", "nation")),
            *(Visit(f"{gaps}?within=nation&format={format}") for format in FORMATS),
        ],
        "compare-places": [
            Visit(compare),
            hidden(f"{compare}?t={closed.slug}", closed.slug),
            hidden(f"{compare}?t={other.slug}&t={closed.slug}&show=only-1", closed.slug),
            hidden(f"{compare}?t={closed.slug}@{draft.slug}", closed.slug),
            Visit(f"{compare}?t={other.slug}&county={closed.county.slug}"),
            *(
                hidden(f"{compare}?t={other.slug}&t={closed.slug}&format={format}", closed.slug)
                for format in FORMATS
            ),
        ],
        "elastic": [
            Visit(elastic),
            Visit(f"{elastic}?county={closed.county.slug}", hides=closed.county.slug),
            Visit(f"{elastic}?county={other.county.slug}&township={closed.slug}"),
            *(Visit(f"{elastic}?county={other.county.slug}&format={f}") for f in FORMATS),
        ],
    }
