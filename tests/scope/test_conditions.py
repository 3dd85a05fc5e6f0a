"""No condition of a list widens it: one that is unreadable, unknown, said twice or out of reach finds nothing."""

import pytest
from django import forms
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.listing.filters import OUT_OF_REACH
from offices.models import Division
from tests.registers.test_listing import LISTS, each_list
from tests.scope.subjects import Subjects

pytestmark = pytest.mark.django_db


def nonsense_for(field: forms.Field) -> str:
    """What a field cannot read; empty for those that read everything."""
    if isinstance(field, forms.ModelChoiceField):
        return "999999"
    if isinstance(field, forms.DateField):
        return "2025-13-45"
    return "nonsense" if isinstance(field, forms.ChoiceField | forms.IntegerField) else ""


@each_list
def test_a_filter_that_cannot_be_read_says_so_and_finds_nothing(subjects: Subjects, name: str) -> None:
    world = subjects.world
    user, export = LISTS[name]
    client = world.client(user)
    fields = client.get(reverse(name)).context["filter"].form.fields
    asked = {field: nonsense_for(fields[field]) for field in fields if nonsense_for(fields[field])}
    for field, value in asked.items():
        page = client.get(reverse(name), {field: value})
        assert page.status_code == 200
        assert page.context["rows"] == [], field
        assert f'id="id_{field}_error"' in page.content.decode()
        if export:
            assert client.get(reverse(export), {field: value}).status_code == 400, field
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


@each_list
def test_a_condition_that_a_list_does_not_know_shows_and_exports_nothing(subjects: Subjects, name: str) -> None:
    world = subjects.world
    user, export = LISTS[name]
    client = world.client(user)
    page = client.get(reverse(name), {"towship": "1"})
    assert (page.status_code, page.context["rows"]) == (200, [])
    assert "不认识的条件：towship" in page.content.decode()
    if export:
        assert client.get(reverse(export), {"towship": "1"}).status_code == 400


@each_list
def test_a_condition_of_one_value_that_is_said_twice_is_none(subjects: Subjects, name: str) -> None:
    """``?township=43&township=`` showed everything: the last, empty one won."""
    world = subjects.world
    user, export = LISTS[name]
    client = world.client(user)
    fields = client.get(reverse(name)).context["filter"].form.fields
    single = [field for field, of in fields.items() if not getattr(of.widget, "allow_multiple_selected", False)]
    assert "q" in single
    for field in single:
        query = {field: ["1", ""]}
        page = client.get(reverse(name), query)
        assert (page.status_code, page.context["rows"]) == (200, []), field
        assert f'id="id_{field}_error"' in page.content.decode()
        if export:
            assert client.get(reverse(export), query).status_code == 400, field
    assert client.get(reverse(name), {"q": ["吉", "吉"]}).context["readable"]
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


@each_list
def test_a_unit_out_of_scope_and_one_that_does_not_exist_get_the_same_words(subjects: Subjects, name: str) -> None:
    world = subjects.world
    user, _export = LISTS[name]
    if user not in {"county_jian", "clerk_dunhou"}:
        return  # whoever sees the whole city has no unit out of scope
    client = world.client(user)
    form = client.get(reverse(name)).context["filter"].form
    units = [
        field
        for field, of in form.fields.items()
        if isinstance(of, forms.ModelChoiceField) and of.queryset is not None and of.queryset.model is Division
    ]
    for field in units:
        for elsewhere in ("永新县", "禾川镇"):
            pages = [client.get(reverse(name), {field: pk}) for pk in (world[elsewhere].pk, 999_999)]
            errors = [page.context["filter"].form.errors[field] for page in pages]
            assert errors[0] == errors[1] == [OUT_OF_REACH]
            assert elsewhere not in pages[0].content.decode()
