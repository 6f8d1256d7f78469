"""The admin: every model, in Chinese, for administrators."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from tests import samples

HAN = re.compile(r"[\u4e00-\u9fff]")
MODELS = [*apps.get_app_config("lists").get_models(), *apps.get_app_config("auth").get_models()]
# Made by machine from what stands in the others.
MADE = {"Permission", "Meaning", "Passage", "Wording"}
REGISTERED = [model for model in MODELS if model.__name__ not in MADE]


def changelist(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_model_is_there_in_chinese(client_of, model):
    assert model in admin.site._registry
    assert HAN.search(str(model._meta.verbose_name))
    answer = client_of("administrator").get(changelist(model))
    html = answer.content.decode()
    assert answer.status_code == 200
    headings = re.findall(r'<div class="text">\s*<(?:a|span)[^>]*>([^<]+)<', html)
    assert [text for text in headings if not HAN.search(text)] == []


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_field_has_a_chinese_name(model):
    names = [
        str(field.verbose_name)
        for field in model._meta.get_fields()
        if getattr(field, "verbose_name", None) and not field.primary_key
        if not getattr(field.remote_field, "parent_link", False)
    ]
    assert [name for name in names if not HAN.search(name)] == []


@pytest.mark.parametrize(
    "role", ["public", *(one for one in samples.PEOPLE if one != "administrator")]
)
def test_nobody_else_gets_in(client_of, role):
    client = client_of(role)
    for model in REGISTERED:
        answer = client.get(changelist(model))
        assert answer.status_code == 302 and answer.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_searching_and_filtering_a_list_works(client_of, model):
    client = client_of("administrator")
    assert client.get(changelist(model), {"q": "农业"}).status_code == 200
    one = model._base_manager.last()
    if one:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        assert client.get(reverse(stem, args=[one.pk])).status_code == 200
