"""Whoever edits what holds from a day on says whether the entry was wrong or the thing has changed since."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from jian_minzheng.core.editing import CorrectionOrChange, forms
from offices.models import NursingHome

HELD_SINCE = datetime.date(2020, 1, 1)
TODAY = timezone.localdate()


class HomeForm(CorrectionOrChange):
    dated_fields = ("name",)

    class Meta:
        model = NursingHome
        fields = ["name", "address"]

    def held_since(self, name: str) -> datetime.date | None:
        return HELD_SINCE


@pytest.fixture(autouse=True)
def _no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "newest_history_id", lambda record: 1)
    monkeypatch.setattr(NursingHome, "validate_constraints", lambda *args, **kwargs: None)


def edited(name: str = "新院", *, was: str = "老院", **sent: Any) -> HomeForm:
    home = NursingHome(pk=1, name=was, address="一号", opened_on=HELD_SINCE, version=3)
    home._state.adding = False
    return HomeForm({"name": name, "address": "二号", "version": 3, "seen": 1, **sent}, instance=home)


def test_nothing_is_asked_where_no_dated_field_changed_or_none_had_a_value() -> None:
    for form in (edited("老院"), edited("老院", how="changes", changes_on=TODAY), edited(was="")):
        assert form.is_valid(), form.errors
        assert form.instance.holds_from is None


def test_a_new_name_is_not_taken_without_an_answer() -> None:
    form = edited()
    assert not form.is_valid()
    assert set(form.errors) == {"how"}
    assert "名称" in form.errors["how"][0]


def test_a_correction_has_no_day_and_a_change_its_own() -> None:
    corrected = edited(how="corrects", changes_on=TODAY)
    changed = edited(how="changes", changes_on="2024年5月1日")
    assert corrected.is_valid()
    assert changed.is_valid(), changed.errors
    assert (corrected.changed_fields, corrected.instance.holds_from) == (("name",), None)
    assert (changed.changed_fields, changed.instance.holds_from) == (("name",), datetime.date(2024, 5, 1))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "自哪一天起"),
        (HELD_SINCE, "2020年1月1日起"),
        (TODAY + datetime.timedelta(days=1), "将来"),
        ("上个月", "有效的日期"),
    ],
)
def test_a_change_holds_from_a_day_that_has_come_after_what_stands(day: Any, said: str) -> None:
    form = edited(how="changes", changes_on=day)
    assert set(form.errors) == {"changes_on"}
    assert said in form.errors["changes_on"][0]


def test_a_form_opened_before_somebody_elses_edit_is_a_conflict_first() -> None:
    assert edited(version=2).is_valid()


def test_a_new_record_is_asked_nothing() -> None:
    assert {"how", "changes_on"}.isdisjoint(HomeForm(instance=NursingHome()).fields)


def test_the_page_knows_when_to_show_the_question() -> None:
    shown = str(edited()["how"])
    assert "老院" in shown
    assert "data-asked-when" in shown
