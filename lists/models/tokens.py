"""How common each search token is among the published rows."""

from django.db import models


class TokenFrequency(models.Model):
    """In how many published rows a token stands (refreshed by `manage.py refresh_search`)."""

    token = models.CharField("词", max_length=80, primary_key=True)
    # Without tones; only suggestions read it, for as an index it would find 不 under 部.
    pinyin = models.CharField("拼音", max_length=200, blank=True, db_index=True)
    items = models.PositiveIntegerField("事项数")

    class Meta:
        verbose_name = verbose_name_plural = "检索词频"

    def __str__(self) -> str:
        return f"{self.token}（{self.items}）"
