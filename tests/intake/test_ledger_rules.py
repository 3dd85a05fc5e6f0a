"""What the form refuses, the table is told at its line: imports about units go through the rules of the registers."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from intake.writing.commit import CommitRefused
from jian_minzheng.core.registers import writes as register_writes
from offices.identity import acting_as
from offices.models import PopulationFigure, Station, StationProfile
from offices.registers.populations import POPULATIONS
from offices.registers.stations import STATIONS, StationForm
from offices.roles import Capability
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

MOBILE = "13812345678"
POPULATION = ["乡镇", "年份", "户籍人口", "数据来源"]
STATION = ["乡镇", "地址", "办公电话", "办公用房面积（㎡）"]


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def told(batch) -> list[tuple[str, str]]:
    """Field and message of every complaint, in the order of the lines."""
    return [(issue["field"], issue["message"]) for row in batch.rows.order_by("number") for issue in row.issues]


def preview(engine, tmp_path, kind, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", list(rows)), kind)


def test_a_year_that_the_form_refuses_is_told_at_its_line(engine, world, tmp_path):
    rows = [POPULATION, ["敦厚镇", 1949, 32105, "普查"], ["永阳镇", 2024, 12000, "普查"]]
    batch = preview(engine, tmp_path, "population", *rows)
    assert (outcomes(batch), codes(batch)) == (["error", "new"], ["refused_by_form"])
    (said,) = told(batch)
    assert said == ("year", "年份应在1950年到今年之间。")
    data = {"division": world["敦厚镇"].pk, "year": 1949, "basis": "registered", "persons": 32105}
    form = world.client("county_jian").post(reverse("offices:population_create"), data)
    assert said[1] in form.content.decode()
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    engine.commit(batch, good_rows_only=True)
    assert set(PopulationFigure.objects.values_list("division__name", "year")) == {("永阳镇", 2024)}


def test_a_personal_number_in_a_text_is_refused_as_on_the_form(engine, world, tmp_path):
    rows = [POPULATION, ["敦厚镇", 2024, 32105, f"张三 {MOBILE}"]]
    batch = preview(engine, tmp_path, "population", *rows)
    assert codes(batch) == ["refused_by_form"]
    assert told(batch)[0][0] == "source"
    assert "不能写身份证号和手机号码" in told(batch)[0][1]
    batch = preview(engine, tmp_path, "station_profile", STATION, ["敦厚镇", f"文化路1号 {MOBILE}", "", 80])
    assert [field for field, _ in told(batch)] == ["address"]
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    assert not Station.objects.filter(address__contains="文化路").exists()


def profile(world, **values) -> StationProfile:
    values = {"as_of": datetime.date(2024, 1, 1), "office_area": Decimal(80), **values}
    return StationProfile.objects.create(station=world.stations["敦厚镇"], **values)


@pytest.mark.parametrize(("area", "refused"), [(160, False), (161, True), (40, False), (39, True)])
def test_an_area_that_leaps_has_to_be_explained_on_the_page(engine, world, tmp_path, area, refused):
    profile(world)
    batch = preview(engine, tmp_path, "station_profile", STATION, ["敦厚镇", "", "", area])
    assert outcomes(batch) == (["error"] if refused else ["changed"])
    if refused:
        ((field, message),) = told(batch)
        assert field == "unit"
        assert f"㎡变为{area}㎡" in message
        assert "变化很大" in message
        assert "请在页面上登记" in message, "the table has no column for the reason"


def test_what_is_asked_of_values_together_is_asked_of_page_and_line_alike(engine, world, tmp_path):
    home = world.homes["敦厚镇"]
    header = ["乡镇", "敬老院名称", "供养对象人数", "其中失能人数"]
    batch = preview(engine, tmp_path, "nursing_home", header, ["敦厚镇", home.name, 3, 4])
    assert told(batch) == [("dependent", "失能人数(4)不能多于供养对象人数(3)。")]
    data = {"as_of": datetime.date(2026, 1, 8), "residents": 3, "dependent": 4}
    page = world.client("county_jian").post(reverse("offices:home_census", args=[home.pk]), data).content.decode()
    assert told(batch)[0][1] in page


def test_a_service_refuses_what_the_form_refuses(world):
    base, section = profile(world), STATIONS.sections[0]
    row = StationProfile(station=base.station, as_of=datetime.date(2025, 1, 1), office_area=Decimal(161))
    with pytest.raises(ValidationError) as refused:
        register_writes.section_save(
            acting_as(world.users["county_jian"]),
            register=STATIONS,
            section=section,
            record=base.station,
            row=row,
            base=base,
            opened_version=base.version,
        )
    assert refused.value.message_dict.keys() == {"note"}
    assert base.station.profiles.count() == 1


def test_an_older_row_keeps_no_later_one_from_being_right(engine, world, tmp_path):
    profile(world)
    profile(world, as_of=datetime.date(2025, 1, 1), office_area=Decimal(200), note="搬入新址")
    batch = preview(engine, tmp_path, "station_profile", STATION, ["敦厚镇", "", "", 210])
    assert outcomes(batch) == ["changed"]


def test_several_faults_of_one_line_are_each_told(engine, world, tmp_path):
    rows = [[*POPULATION[:3], "常住人口", "数据来源"], ["敦厚镇", 1949, 32105, 31000, MOBILE]]
    batch = preview(engine, tmp_path, "population", *rows)
    assert {field for field, _ in told(batch)} == {"year", "source"}


def test_a_line_put_right_in_place_is_judged_by_the_same_rules(engine, world, tmp_path):
    batch = preview(engine, tmp_path, "population", POPULATION, ["敦厚镇", 1949, 32105, "普查"])
    number = batch.rows.get(outcome="error").number
    address = reverse("intake:cell", args=[batch.pk, number, "year"])
    client = world.client("county_jian")
    client.post(address, {"text": "1948"})
    assert outcomes(batch) == ["error"]
    client.post(address, {"text": "2024"})
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    assert PopulationFigure.objects.get().year == 2024


def test_what_the_register_itself_checks_is_checked_here_too(engine, world, tmp_path):
    asked = []

    def check(actor, record):
        asked.append((actor.user, record.division.name, record.year, record.persons, record.basis))
        if record.persons > 30_000:
            raise ValidationError({"persons": "人数与上年相差太大。"})

    before = POPULATIONS.check
    object.__setattr__(POPULATIONS, "check", check)
    try:
        rows = [POPULATION, ["敦厚镇", 2024, 32105, ""], ["永阳镇", 2024, 12000, ""]]
        batch = preview(engine, tmp_path, "population", *rows)
    finally:
        object.__setattr__(POPULATIONS, "check", before)
    assert asked[0] == (engine.user, "敦厚镇", 2024, 32105, "registered")
    assert (outcomes(batch), told(batch)) == (["error", "new"], [("registered", "人数与上年相差太大。")])


def test_a_register_checks_its_own_records_and_no_rows_of_theirs(engine, world, tmp_path):
    asked = []
    before = STATIONS.check
    object.__setattr__(STATIONS, "check", lambda actor, record: asked.append(type(record)))
    try:
        preview(engine, tmp_path, "station_profile", ["乡镇", "地址", "电脑"], ["敦厚镇", "文化路1号", 3])
    finally:
        object.__setattr__(STATIONS, "check", before)
    assert asked == [Station]


def test_a_rule_that_came_since_the_preview_holds_at_the_commit(engine, world, tmp_path):
    batch = preview(engine, tmp_path, "population", POPULATION, ["敦厚镇", 2024, 32105, ""])

    def check(actor, record):
        raise ValidationError("本年数据已经定案。")

    before = POPULATIONS.check
    object.__setattr__(POPULATIONS, "check", check)
    try:
        with pytest.raises(CommitRefused):
            engine.commit(batch)
    finally:
        object.__setattr__(POPULATIONS, "check", before)
    assert not PopulationFigure.objects.exists()


@pytest.mark.parametrize(
    ("kind", "rows", "lacking"),
    [
        ("population", [POPULATION, ["敦厚镇", 2024, 32105, ""]], Capability.EDIT_OFFICES),
        ("station_profile", [STATION, ["敦厚镇", "", "", 80]], Capability.EDIT_OFFICES),
        ("station_staff", [["姓名", "单位"], ["张三", "敦厚镇"]], Capability.EDIT_PEOPLE),
    ],
)
def test_who_may_not_keep_such_records_neither_imports_them_nor_takes_them_back(
    engine, world, tmp_path, kind, rows, lacking
):
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), kind)
    may = engine.actor
    fewer = dataclasses.replace(may.scope, capabilities=may.scope.capabilities - {lacking})
    engine.actor = dataclasses.replace(may, identity=fewer)
    with pytest.raises(CommitRefused, match="不维护"):
        engine.commit(batch)
    engine.actor = may
    engine.commit(batch)
    engine.actor = dataclasses.replace(may, identity=fewer)
    with pytest.raises(CommitRefused, match="不维护"):
        engine.undo(batch)
    batch.refresh_from_db()
    assert batch.state == "committed"


def test_a_day_to_come_is_refused_as_on_the_form(engine, tmp_path):
    rows = [[*STATION, "情况截至日期"], ["敦厚镇", "", "", 80, "2999-01-01"]]
    batch = preview(engine, tmp_path, "station_profile", *rows)
    assert outcomes(batch) == ["error"]
    assert [field for field, _ in told(batch)] == ["as_of"]


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("phone", "0796-8412345", True),
        ("phone", MOBILE + "34567", False),
        ("address", f"文化路 {MOBILE}", False),
        ("address", "文化路1号", True),
        ("address", "长" * 121, False),
        ("opened_on", datetime.date(2999, 1, 1), False),
    ],
)
def test_a_form_is_asked_about_one_value_without_a_form(name, value, fits):
    if fits:
        StationForm.check_value(name, value)
    else:
        with pytest.raises(ValidationError):
            StationForm.check_value(name, value)
