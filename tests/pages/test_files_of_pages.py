"""Every page over townships: its file holds as many rows as the page says, under its conditions."""

import json

import pytest
from django.urls import reverse

from lists.models import Duty, Edition
from lists.models.items import Kind

pytestmark = pytest.mark.django_db


def pages() -> list[tuple[str, dict]]:
    """Addresses with what they ask."""
    place = Edition.published.get(township__name="新地乡").township
    duty = Duty.published.order_by("-townships").first()
    gaps, elastic = reverse("gaps", args=[place.slug]), reverse("elastic")
    county = place.county.slug
    return [
        (gaps, {"within": "nation"}),
        (gaps, {"within": "nation", "kind": "cooperation"}),
        (elastic, {"county": county}),
        (elastic, {"county": county, "rule": "related"}),
        (reverse("compare", args=[place.slug]), {}),
        (reverse("compare", args=[place.slug]), {"change": "renumbered"}),
        (reverse("compare-places"), {"t": [place.slug, "daquantataerzuxiang"], "show": "all"}),
        (reverse("overview-rows"), {"prefecture": place.county.prefecture, "kind": "revoked"}),
        (duty.get_absolute_url(), {}),
    ]


def counted(context) -> int:
    """How many rows a page has, on all its pages."""
    return context["page"].paginator.count


def test_a_file_has_the_rows_the_page_counts(client):
    for address, asked in pages():
        page = client.get(address, asked)
        expected = counted(page.context)
        answer = client.get(address, {**asked, "format": "jsonl"})
        lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        assert len(lines) == expected > 0, (address, asked)
        for format in ("xlsx", "csv", "jsonl"):
            assert f"format={format}" in page.content.decode(), address


def test_the_file_of_a_county_is_that_of_its_page(client):
    address = reverse("county-rows", args=["qitaixian"])
    for asked in ({}, *({"kind": kind} for kind in Kind.values)):
        listing = client.get(address, asked).context["listing"]
        answer = client.get(address, {**asked, "format": "jsonl"})
        found = b"".join(answer.streaming_content).splitlines()
        assert len(found) == listing.page.paginator.count > 0
