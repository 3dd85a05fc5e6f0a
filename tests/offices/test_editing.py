"""The editing core: nobody's work is overwritten unseen, and every change can be read back in words."""

import datetime

import pytest
from django import forms

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing import DatedEditForm, EditForm, dated_row_save, history_of, save_or_explain
from jian_minzheng.core.editing.values import human_value
from offices.models import Station, StationProfile
from staffing.models import Person
from tests.staffing.people import identity

DAY = datetime.date(2026, 1, 8)


class NameForm(EditForm):
    class Meta:
        model = Station
        fields = ["name", "address"]


class ProfileForm(DatedEditForm):
    class Meta:
        model = StationProfile
        fields = ["as_of", "sign_hung", "office_area"]


def opened(form: forms.ModelForm) -> dict:
    """What a browser would send back for a form that nobody touched."""
    sent = {}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = "" if value is None else str(value)
    return sent


def save(form: EditForm, scope: Identity | None = None) -> bool:
    def write():
        form.instance.claim(form.opened_version)
        form.instance.save()

    assert form.is_valid(), form.errors
    return save_or_explain(form, write, scope=scope)


@pytest.fixture
def station(world):
    return world.stations["敦厚镇"]


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_the_second_editor_is_told_who_changed_what_and_keeps_the_own_input(world, station):
    sent = opened(NameForm(instance=fresh(station)))
    other = fresh(station)
    other.address = "文山路1号"
    other._history_user = world.users["county_jian"]
    other.claim(other.version)
    other.save()

    form = NameForm({**sent, "name": "敦厚民政所"}, instance=fresh(station))
    assert not save(form, identity(world, "clerk_dunhou"))
    (change,) = form.conflict.changes
    assert (change.who, change.label, change.old, change.new) == ("county_jian", "地址", "未填", "文山路1号")
    assert form["name"].value() == "敦厚民政所"
    assert fresh(station).name == "敦厚镇民政所"

    again = NameForm(opened(form), instance=fresh(station))
    assert save(again)
    assert (fresh(station).name, fresh(station).address) == ("敦厚民政所", "文山路1号")


def test_a_field_that_both_changed_is_named_and_keeps_what_the_second_typed(world, station):
    sent = opened(NameForm(instance=fresh(station)))
    other = fresh(station)
    other.name = "敦厚镇民政办"
    other.claim(other.version)
    other.save()

    form = NameForm({**sent, "name": "敦厚民政所"}, instance=fresh(station))
    assert not save(form, identity(world, "clerk_dunhou"))
    assert form.conflict.kept == ["名称"]
    assert form["name"].value() == "敦厚民政所"


def test_history_reads_in_words(world, station):
    profile = StationProfile.objects.create(station=station, as_of=DAY, sign_hung=None, office_area="30.00")
    profile.sign_hung, profile.office_area = True, "42.50"
    profile.save()
    lines = {(c.label, c.old, c.new) for c in history_of(profile)}
    assert ("统一标识牌已悬挂", "未填", "是") in lines
    assert ("办公用房面积(㎡)", "30", "42.5") in lines
    assert history_of(profile)[0].record == "民政所情况(2026年1月8日起)"


def test_a_new_dated_row_is_compared_with_the_row_before_it(world, station):
    first = StationProfile.objects.create(station=station, as_of=DAY, sign_hung=False, office_area=30)
    second = StationProfile.objects.create(
        station=station, as_of=datetime.date(2026, 3, 1), sign_hung=True, office_area=30
    )
    newest = [c for c in history_of(first, second) if "3月1日" in c.record]
    assert [(c.label, c.old, c.new) for c in newest] == [("统一标识牌已悬挂", "否", "是")]


def test_voiding_and_restoring_are_events_of_the_history(world, station):
    station.void(by=world.users["county_jian"], reason="重复登记")
    station.restore()
    assert [(c.label, c.new) for c in history_of(station) if c.label in {"作废", "恢复"}] == [
        ("恢复", ""),
        ("作废", "重复登记"),
    ]


def test_an_identity_number_is_never_written_out():
    assert human_value(Person, "id_number", "110105194912310021") == "1101**************"


def profile_form(station, base, **changes):
    owner = {"station": station}
    sent = opened(ProfileForm(base=base, owner=owner))
    return ProfileForm({**sent, **changes}, base=base, owner=owner)


def save_row(form):
    assert form.is_valid(), form.errors
    return save_or_explain(
        form,
        lambda: dated_row_save(row=form.instance, base=form.base, opened_version=form.opened_version, owner=form.owner),
        scope=None,
    )


def test_the_same_day_corrects_a_later_day_adds_and_an_earlier_day_is_filled_in(world, station):
    base = StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area=30)
    assert save_row(profile_form(station, fresh(base), as_of="2026-01-08", office_area="31"))
    assert [str(p.office_area) for p in station.profiles.all()] == ["31.00"]
    assert save_row(profile_form(station, fresh(base), as_of="2026-02-01", office_area="40"))
    assert save_row(profile_form(station, station.profiles.first(), as_of="2025-06-01", office_area="20"))
    rows = [(p.as_of.isoformat(), str(p.office_area), p.sign_hung) for p in station.profiles.order_by("as_of")]
    assert rows == [("2025-06-01", "20.00", True), ("2026-01-08", "31.00", True), ("2026-02-01", "40.00", True)]


def test_a_row_that_somebody_added_meanwhile_is_a_conflict(world, station):
    base = StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area=30)
    form = profile_form(station, fresh(base), as_of="2026-02-02", office_area="40")
    StationProfile.objects.create(station=station, as_of=datetime.date(2026, 2, 1), sign_hung=False, office_area=30)
    assert not save_row(form)
    assert form["sign_hung"].value() == "False"
    assert form["office_area"].value() == "40"
    assert station.profiles.count() == 2


def test_a_future_day_is_refused(world, station):
    form = profile_form(station, None, as_of="2999-01-01")
    assert not form.is_valid()
    assert "将来" in form.errors["as_of"][0]
