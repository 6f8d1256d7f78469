"""App that reads documents into lists; it has no models of its own."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "ingest"
    verbose_name = "清单导入"
