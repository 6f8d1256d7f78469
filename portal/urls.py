"""All addresses: the list office's desk, the lists, the admin, health."""

from django.contrib import admin
from django.urls import include, path

from portal import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("ingest.desk.urls")),
    path("", include("lists.urls")),
]

handler400 = "lists.views.errors.bad_request"
handler403 = "lists.views.errors.permission_denied"
handler404 = "lists.views.errors.page_not_found"
handler500 = "lists.views.errors.server_error"
