"""What is typed comes in in one form, whichever form it is typed into; and whoever typed it is told what changed."""

import importlib
import pkgutil

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intake.preview.row_filter import RowFilter
from jian_minzheng.core.audit.models import AuditEntry
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.one_form import TypedInOneForm
from jian_minzheng.core.texts import clean, is_altered
from offices.models import Station, User

APPS = ("jian_minzheng", "offices", "intake", "staffing", "funding", "training", "assessments")
AT_THE_GATE = {"SignInForm", "OwnPasswordForm"}
"""They store nothing: what is typed there is compared, sign for sign, with what an account was given."""


class WithNote(PortalWidgets, forms.Form):
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    several = forms.MultipleChoiceField(label="几种", choices=[("民政", "民政")], required=False)
    secret = forms.CharField(label="口令", required=False, strip=False, widget=forms.PasswordInput)


def every_form():
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not any(part in module.name for part in ("migrations", "settings", "wsgi")):
                importlib.import_module(module.name)
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting.extend(below)
        found.update(one for one in below if one.__module__.split(".")[0] in APPS)
    return sorted(found, key=lambda one: one.__qualname__)


def takes_texts(form):
    typed = [one for one in form.base_fields.values() if not isinstance(one.widget, forms.PasswordInput)]
    return any(isinstance(one, forms.CharField) for one in typed)


def test_every_form_of_the_portal_that_takes_texts_reads_them_in_one_form():
    found = [form for form in every_form() if takes_texts(form) and form.__name__ not in AT_THE_GATE]
    assert len(found) > 25, "the walk finds the forms"
    assert [form.__qualname__ for form in found if not issubclass(form, TypedInOneForm)] == []


@given(st.text(alphabet="王建军⻓⺠\u200b\ufeff\u202e\u00a0\ue000 ab１（\n", max_size=12))
def test_a_text_is_cleaned_and_told_exactly_when_it_was_altered(typed):
    form = WithNote(QueryDict(mutable=True) | {"note": typed})
    assert form.is_valid()
    assert form.cleaned_data["note"] == clean(typed).strip()
    assert bool(form.also_said) is is_altered(typed)
    assert bool(form["note"].help_text) is is_altered(typed)


def test_what_became_of_a_text_is_said_in_words():
    form = WithNote({"note": "所⻓\u200b在⺠政所"})
    assert form.is_valid()
    assert form.also_said == "“说明”：已去掉看不见的符号，已把部首字或兼容字“⻓⺠”换成通用字“长民”。"


def test_choices_are_read_and_passwords_are_left_alone():
    sent = QueryDict(mutable=True)
    sent.setlist("several", ["民\u200b政"])
    sent["secret"] = "a\u200bb\u3000"
    form = WithNote(sent)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["several"], form.cleaned_data["secret"]) == (["民政"], "a\u200bb\u3000")


def test_a_form_with_another_fault_shows_the_text_as_it_will_be_stored(world):
    page = world.client("clerk_dunhou").post(
        reverse("offices:home_edit", args=[world.homes["敦厚镇"].pk]), {"name": "", "address": "文\u200b山路⻓街"}
    )
    assert "文山路长街" in page.content.decode()
    assert "已去掉看不见的符号，已把部首字或兼容字“⻓”换成通用字“长”。" in page.context["form"]["address"].help_text


def test_a_reason_is_on_record_without_what_nobody_sees(world):
    home = world.homes["敦厚镇"]
    page = world.client("clerk_dunhou").post(
        reverse("offices:home_void", args=[home.pk]), {"reason": "重\u200b复登记"}, follow=True
    )
    home.refresh_from_db()
    assert home.void_reason == "重复登记"
    assert "“作废原因”：已去掉看不见的符号。" in page.content.decode()
    assert not any("\u200b" in str(entry.detail) for entry in AuditEntry.objects.all())


def test_stations_set_up_together_are_named_in_one_form(world):
    Station.objects.all().delete()
    client, place = world.client("county_jian"), world["敦厚镇"]
    sent = {
        "township": place.pk,
        f"name_{place.pk}": "敦厚镇⺠政\u200b所",
        "opened_on": "2020-05-01",
        "founded_by": "批\u200b复",
    }
    preview = client.post(reverse("offices:station_setup"), {**sent, "step": "preview"}).content.decode()
    assert "“敦厚镇民政所”：已去掉看不见的符号" in preview
    page = client.post(reverse("offices:station_setup"), {**sent, "step": "save"}, follow=True)
    station = Station.objects.get()
    assert (station.name, station.founded_by) == ("敦厚镇民政所", "批复")
    assert "“设立依据”：已去掉看不见的符号。" in page.content.decode()


def test_the_seven_haves_are_noted_in_one_form(world):
    station, client = world.stations["敦厚镇"], world.client("clerk_dunhou")
    address = reverse("offices:station_equipment", args=[station.pk])
    opened = [bound for line in client.get(address).context["grid"].lines for bound in line]
    sent = {bound.html_name: "" if bound.value() is None else bound.value() for bound in opened}
    sent |= {"as_of": "2026-01-08", "computer-total": "2", "computer-usable": "2", "computer-note": "新\u200b购"}
    page = client.post(address, sent, follow=True)
    assert station.equipment.get().note == "新购"
    assert "“说明”：已去掉看不见的符号。" in page.content.decode()


def test_an_account_is_named_in_one_form(world):
    sent = {
        "username": "wang",
        "full_name": "王\u200b建军",
        "phone": "",
        "password1": "Long-enough-2026",
        "password2": "Long-enough-2026",
    }
    page = world.client("sysadmin").post(reverse("admin:offices_user_add"), sent, follow=True)
    assert User.objects.get(username="wang").full_name == "王建军"
    assert "已去掉看不见的符号" in page.content.decode()


@pytest.mark.parametrize("typed", ["敦\u200b厚", "\ufeff敦厚"])
@pytest.mark.parametrize("name", ["offices:home_list", "offices:station_list", "audit"])
def test_a_list_looks_for_the_words_that_are_seen(world, name, typed):
    client = world.client("auditor" if name == "audit" else "county_jian")
    page = client.get(reverse(name), {"q": typed})
    assert page.context["filter"].values["q"] == "敦厚"
    assert "“查找”：已去掉看不见的符号。" in page.content.decode()


def test_units_and_rows_of_an_import_are_looked_for_by_what_is_seen(world):
    page = world.client("county_jian").get(reverse("offices:division_list"), {"q": "敦\u200b厚"})
    assert "敦厚镇" in [line.unit.name for line, _ in page.context["hits"]]
    assert RowFilter.from_query({"q": "王\u200b建军"}).search == "王建军"
