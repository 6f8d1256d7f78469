"""The pages of the desk: of the list office, for one draft, for everyone with a role."""

from django.urls import reverse

from lists.models import County, Edition, ErrorReport, ThesaurusGroup
from tests import samples
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
        "review": [
            Visit(page("review"), HIDDEN),
            Visit(f"{page('review')}?show=rows&page=2", HIDDEN),
        ],
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


def office_visits() -> dict[str, list[Visit]]:
    """The pages of the list office: for it and administrators, each county by itself."""
    own = ThesaurusGroup.objects.get(county__name=samples.DRAFT_COUNTY)
    reviewed = ThesaurusGroup.objects.get(source="reviewed")
    county = County.internal.get(name=samples.DRAFT_COUNTY)
    report = ErrorReport.objects.get(edition__state="draft")
    asked, some = (200, 302, 403), (200, 403)
    # The office of another county learns no more than that it is not one of its groups.
    others = (302, 403, 404)

    def page(name: str, *args) -> str:
        return reverse(f"thesaurus{name}", args=args)

    return {
        "reports": [
            Visit("/desk/reports/", asked, some),
            Visit("/desk/reports/?status=received", asked, some),
            Visit(f"/desk/reports/?county={county.slug}", (*asked, 404), some, hides=county.slug),
            # The report on the row of the draft: no other office may answer it.
            Visit("/desk/reports/", others, (403, 422), data={"report": str(report.pk)}),
        ],
        "audit": [
            Visit("/desk/audit/", (302, 403), some),
            Visit("/desk/audit/?q=x", (302, 403), some),
        ],
        "audit-export": [
            Visit("/desk/audit/export/", (405,), (405,)),
            Visit("/desk/audit/export/", (302, 403), some, data={"format": "csv"}),
        ],
        "searches": [Visit(f"/desk/searches/?days={days}", asked, some) for days in (7, 30, 90)],
        "thesaurus": [
            Visit(page(""), asked, some),
            Visit(f"{page('')}?show=off", asked, some),
            Visit(f"{page('')}?q=牦牛", asked, some),
        ],
        "thesaurus-new": [Visit(f"{page('-new')}?example=牦牛", asked, some)],
        "thesaurus-group": [
            Visit(page("-group", own.pk), others, some),
            Visit(page("-group", reviewed.pk), asked, some),
        ],
        "thesaurus-switch": [
            Visit(page("-switch", own.pk), (405,), (405,)),
            Visit(page("-switch", own.pk), others, (302, 403), data={"on": "1"}),
        ],
        "thesaurus-delete": [Visit(page("-delete", own.pk), others, some)],
    }


def desk_visits(township: str) -> dict[str, list[Visit]]:
    """The own password, for everyone who logs in; what checks many tasks, for those with a role."""
    asked, unknown = (200, 302, 403), (302, 403, 422)
    task = {"township": township, "notice": "各乡镇要做好农村户厕改造。"}
    return {
        "password": [
            Visit("/desk/password/", (200, 302)),
            Visit("/desk/password/", (302, 422), (422,), data={"new_password1": "x"}),
        ],
        "tickets": [
            Visit("/desk/tickets/", asked),
            Visit(f"/desk/tickets/?township={township}", asked, hides=township),
            Visit("/desk/tickets/", unknown, (422,), data={"township": township}),
        ],
        "notice": [
            Visit("/desk/notice/", asked),
            Visit(f"/desk/notice/?township={township}", asked, hides=township),
            Visit("/desk/notice/", unknown, data=task),
        ],
    }
