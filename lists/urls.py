"""Addresses of the pages; permalinks name the township, the edition's date, list and number."""

from django.contrib.auth import views as auth
from django.urls import path

from lists import display
from lists.views import (
    basis,
    categories,
    check,
    compare,
    departments,
    desk,
    editions,
    home,
    items,
    load,
    notice,
    places,
    report_desk,
    reports,
    search,
    searches,
    suggest,
    thesaurus,
    tickets,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("suggest", suggest.suggest, name="suggest"),
    path("check/", check.check, name="check"),
    path("check/off-list/", basis.off_list, name="off_list"),
    path("counties/<slug:slug>/", places.county, name="county"),
    path("townships/<slug:township>/", editions.township, name="township"),
    path("townships/<slug:township>/compare/", compare.compare, name="compare"),
    path("townships/<slug:township>/<slug:edition>/", editions.edition, name="edition"),
    path(
        "townships/<slug:township>/<slug:edition>/<slug:kind>/<int:number>/",
        items.item,
        name="item",
    ),
    path(
        "townships/<slug:township>/<slug:edition>/<slug:kind>/<int:number>/basis/",
        basis.basis,
        name="basis",
    ),
    path(
        "townships/<slug:township>/<slug:edition>/<slug:kind>/<int:number>/report/",
        reports.report,
        name="report",
    ),
    path("departments/", departments.departments, name="departments"),
    path("departments/<slug:slug>/", departments.department, name="department"),
    path("systems/<slug:slug>/", departments.system, name="system"),
    path("counties/<slug:slug>/load/", load.load, name="load"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<slug:slug>/", categories.category, name="category"),
    path("help/", home.help_page, name="help"),
    path("desk/", desk.desk, name="desk"),
    path("desk/reports/", report_desk.reports, name="reports"),
    path("desk/searches/", searches.searches, name="searches"),
    path("desk/tickets/", tickets.tickets, name="tickets"),
    path("desk/notice/", notice.notice, name="notice"),
    path("desk/thesaurus/", thesaurus.thesaurus, name="thesaurus"),
    path("desk/thesaurus/new/", thesaurus.group, name="thesaurus-new"),
    path("desk/thesaurus/<int:pk>/", thesaurus.group, name="thesaurus-group"),
    path("desk/thesaurus/<int:pk>/switch/", thesaurus.switch, name="thesaurus-switch"),
    path("desk/thesaurus/<int:pk>/delete/", thesaurus.delete, name="thesaurus-delete"),
    path("display/", display.set_display, name="display"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
]
