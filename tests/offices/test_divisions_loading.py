"""The division tree from its files: whole at the first load, only differences from then on, nothing ever deleted."""

import csv
import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jian_minzheng.core.acting import SYSTEM
from offices.divisions import files, services
from offices.divisions.loader import load_units
from offices.divisions.spelling import spell
from offices.models import Division, PopulationFigure

DAY = datetime.date(2026, 5, 1)


def load(*arguments):
    out = StringIO()
    call_command("load_divisions", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def rows():
    """Two counties and the functional areas: enough to see every kind of change, and quick."""
    kept = ("360800", "360821", "360824", "GN")
    return [row for row in files.read_units(files.DIVISIONS, files.FUNCTIONAL_AREAS) if row.key.startswith(kept)]


@pytest.fixture
def loaded(db, rows):
    return load_units(rows, on=DAY, source="区划代码表")


def test_the_whole_tree_arrives_and_a_second_load_changes_nothing(db):
    assert "新增 3236 个单位" in load()
    assert load().splitlines() == ["新增 0 个单位", "变更 0 个单位", "撤销 0 个单位", "新增 0 条公开人口数"]
    real = Division.objects.real()
    assert real.filter(level="county").count() == 13 + 3
    assert real.filter(level="township").count() == 224
    assert real.filter(level="village").count() == 2914
    assert Division.objects.filter(virtual=True).count() == 28 + 53
    for name in ("麦㙦镇", "蔴源垦殖场"):
        assert Division.objects.search(name[:2]).filter(name=name).exists()
        assert Division.objects.search(spell(name)[1]).filter(name=name).exists()
    figure = PopulationFigure.objects.get(division__name="峡江县", year=2020)
    assert (figure.persons, figure.basis) == (149954, "resident")
    assert "可信度：高" in figure.source


def test_what_exists_at_the_first_load_has_always_existed(loaded, rows):
    assert not any(Division.objects.find_problems())
    assert len(loaded.added) == len(rows)
    assert Division.objects.on(datetime.date(2000, 1, 1)).count() == len(rows)


def test_the_two_official_codes_stay_apart_and_functional_areas_have_neither(loaded):
    area = Division.objects.get(name="井冈山管理局")
    assert (area.stats_code, area.civil_affairs_code, area.own_code) == ("", "", "GN01")
    codes = Division.objects.filter(level="township", virtual=False).values_list("stats_code", "civil_affairs_code")
    assert any(stats[:9] != civil for stats, civil in codes)


@pytest.mark.parametrize("text", ["敦厚镇", "敦厚", "dhz", "dunhou", "360821100"])
def test_a_unit_is_found_by_name_pinyin_and_code(loaded, text):
    assert "敦厚镇" in Division.objects.search(text).values_list("name", flat=True)


def test_a_renamed_a_moved_and_a_vanished_unit(loaded, rows):
    changed = [
        replaced(row, name="敦厚新镇")
        if row.name == "敦厚镇"
        else replaced(row, parent="360824000000")
        if row.name == "永阳镇"
        else row
        for row in rows
        if row.name != "梨山居委会"
    ]
    report = load_units(changed, on=DAY, source="2026年区划代码")
    assert (report.added, sorted(report.changed), report.closed) == ([], ["敦厚新镇", "永阳镇"], ["梨山居委会"])
    renamed = Division.objects.get(stats_code="360821100000")
    assert [era.name for era in renamed.eras.all()] == ["敦厚镇", "敦厚新镇"]
    moved = Division.objects.get(name="永阳镇")
    assert Division.objects.get_parent(moved).name == "新干县"
    assert Division.objects.get_children(moved).exists()
    assert Division.objects.get(name="梨山居委会").valid_to == datetime.date(2026, 4, 30)
    assert not any(Division.objects.find_problems())


def test_a_unit_that_comes_back_is_reopened_with_its_history(loaded, rows):
    load_units([row for row in rows if row.name != "梨山居委会"], on=DAY, source="旧")
    report = load_units(rows, on=datetime.date(2026, 6, 1), source="新")
    assert report.changed == ["梨山居委会"]
    back = Division.objects.get(name="梨山居委会")
    assert back.valid_to is None
    assert back.eras.count() == 2


def test_the_same_list_again_undoes_nothing_that_was_changed_in_the_portal(loaded, rows):
    units = {unit.name: unit for unit in Division.objects.all()}
    said = {"actor": SYSTEM, "on": DAY, "source": "赣府字〔2026〕1号"}
    services.division_rename(division=units["敦厚镇"], name="敦厚街道", kind="街道", **said)
    services.division_move(division=units["永阳镇"], parent=units["新干县"], **said)
    services.division_close(division=units["梨山居委会"], **said)
    report = load_units(rows, on=datetime.date(2026, 6, 1), source="2025.csv")
    assert (report.added, report.changed, report.closed) == ([], [], [])
    assert Division.objects.get(pk=units["敦厚镇"].pk).name == "敦厚街道"


def test_new_units_are_placed_behind_their_neighbours(loaded, rows):
    new = [replaced(rows[-1], key="360821100999", stats_code="360821100999", name="新村", parent="360821100000")]
    load_units([*rows, *new], on=DAY, source="新")
    unit = Division.objects.get(name="新村")
    assert Division.objects.get_parent(unit).name == "敦厚镇"
    assert unit.valid_from == DAY
    assert not any(Division.objects.find_problems())


def test_a_unit_whose_parent_is_not_listed_is_refused_and_nothing_is_written(db, tmp_path):
    path = tmp_path / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["stats_code", "civil_affairs_code", "level", "name", "kind", "parent_stats_code", "virtual"])
        writer.writerow(["360800000000", "360800", "city", "吉安市", "设区市", "", ""])
        writer.writerow(["360821100000", "", "township", "敦厚镇", "镇", "360821000000", ""])
    with pytest.raises(CommandError, match="敦厚镇"):
        load("--file", str(path))
    assert not Division.objects.exists()


def test_a_file_without_the_columns_says_which_are_missing(db, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="缺少列"):
        load("--file", str(path))


def replaced(row, **values):
    return files.UnitRow(**{name: values.get(name, getattr(row, name)) for name in files.UnitRow.__slots__})
