"""App of the published lists and of how they are found."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "lists"
    verbose_name = "履职事项清单"
