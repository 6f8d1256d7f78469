"""What a page tells programs of itself: its one address, and its facts in words of schema.org."""

import json

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from lists.models import Edition, Item
from lists.models.items import Kind
from lists.templatetags.addresses import encoded

register = template.Library()

# The pages that are worth an address of their own, with the parameters that make another page.
OWN = {
    "home": (),
    "county": (),
    "township": ("kind", "page"),
    "edition": ("kind", "page"),
    "item": (),
    "departments": ("county",),
    "department": ("kind", "page"),
    "system": ("kind", "page"),
    "load": (),
    "categories": (),
    "category": ("kind", "page"),
    "help": (),
    "embed-help": (),
}
# In a script element these could end it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def canonical(context) -> str:
    """The one address of the page shown; '' for pages that are answers to what somebody typed.

    The page of an edition in force is that of its township.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name not in OWN:
        return ""
    path, shown = request.path, context.get("edition")
    if match.url_name == "edition" and shown and shown.state == Edition.State.PUBLISHED:
        path = shown.township.get_absolute_url()
    kept = [(name, request.GET.get(name)) for name in OWN[match.url_name]]
    words = "&".join(f"{name}={encoded(value)}" for name, value in kept if value)
    return f"{base(request)}{path}" + (f"?{words}" if words else "")


@register.simple_tag(takes_context=True)
def item_facts(context, item: Item) -> SafeString:
    """A row as a GovernmentService of schema.org; nothing for a row that is not public."""
    edition = item.edition
    if not edition.is_public:
        return mark_safe("")
    place = edition.township
    own = {"@type": "GovernmentOrganization", "name": f"{place.county.name}{place.name}"}
    bodies = [
        {"@type": "GovernmentOrganization", "name": part.department.name}
        for part in item.involvements.all()
        if part.in_column
    ]
    # Who leads provides the service: of a basic duty the township, of all others the bodies.
    start = base(context["request"])
    return data_block(
        {
            "@type": "GovernmentService",
            "@id": start + item.get_absolute_url(),
            "url": start + item.get_absolute_url(),
            "name": item.name,
            "serviceType": item.get_kind_display(),
            "category": item.category.name,
            "provider": own if item.kind == Kind.BASIC or not bodies else bodies,
            "areaServed": area(edition),
            "inLanguage": "zh-Hans",
            "subjectOf": {
                "@type": "Dataset",
                "@id": start + edition.get_absolute_url(),
                "name": list_name(edition),
            },
        }
    )


@register.simple_tag(takes_context=True)
def list_facts(context, edition: Edition) -> SafeString:
    """A list as a Dataset of schema.org with its files; nothing for one that is not public."""
    if not edition.is_public:
        return mark_safe("")
    start, place = base(context["request"]), edition.township
    facts = {
        "@type": "Dataset",
        "@id": start + edition.get_absolute_url(),
        "url": start + edition.get_absolute_url(),
        "name": list_name(edition),
        "description": f"{place.county.name}{place.name}的基本履职、配合履职和上级收回事项，"
        f"按来源文件《{edition.source_name}》照录。",
        "version": edition.date_label,
        "datePublished": localdate(edition.published_at).isoformat(),
        "temporalCoverage": f"{edition.effective_on.isoformat()}/..",
        "spatialCoverage": area(edition),
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
    }
    if edition.state == Edition.State.PUBLISHED:
        data = start + reverse("embed-json", args=[place.slug])
        feed = start + reverse("township-feed", args=[place.slug])
        facts["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
            for kind, address in (("application/json", data), ("application/atom+xml", feed))
        ]
    else:
        del facts["temporalCoverage"]  # until when it was in force another edition says
    return data_block(facts)


def list_name(edition: Edition) -> str:
    """The full name of a list."""
    place = edition.township
    return f"{place.county.name}{place.name}履职事项清单（{edition.date_label}）"


def area(edition: Edition) -> dict:
    """The place of a list with the places it lies in."""
    place = edition.township
    found = None
    for name in [*place.county.path_names, place.name]:
        within = {"containedInPlace": found} if found else {}
        found = {"@type": "AdministrativeArea", "name": name, **within}
    return found


def base(request) -> str:
    """The address of the portal without a slash at its end."""
    return f"{request.scheme}://{request.get_host()}"


def data_block(facts: dict) -> SafeString:
    """Facts as a block of JSON-LD: data, which no browser runs, so that the CSP allows it."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False)
    safe = text.translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')
