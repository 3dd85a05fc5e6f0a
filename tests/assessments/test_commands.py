"""``evaluate`` and ``explain`` on the command line."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from assessments.loading import standards_load
from assessments.models import Finding, Standard
from offices.documents import kinds_load
from offices.models import Division, DocumentKind, OfficeDocument, Station
from tests.assessments import facts_world as put
from tests.base import OPENED
from tests.standing import world_with

world = world_with(standards_load)


@pytest.fixture
def place(world):
    """敦厚镇 with 30,000 people and two of the three staff that it needs."""
    put.population(world, "敦厚镇", 30_000)
    put.staff(world, "敦厚镇", 2)
    return world


@pytest.fixture
def run(capsys):
    def call(*arguments):
        call_command(*arguments)
        return capsys.readouterr().out

    return call


@pytest.fixture
def evaluated(tmp_path, run):
    def call(*arguments):
        out = tmp_path / "out.json"
        run("evaluate", "--json", str(out), *arguments)
        return json.loads(out.read_text(encoding="utf-8"))

    return call


def row(content, code, subject):
    return next(one for one in content["findings"] if (one["standard"], one["subject"]) == (code, subject))


def test_the_whole_city_as_json(place, evaluated):
    content = evaluated()
    assert content["division"] == "吉安市"
    standard = next(one for one in content["standards"] if one["code"] == "三(三)2-1")
    assert {name: standard[name] for name in ("met", "unmet", "unknown", "not_applicable", "gap", "unit")} == {
        "met": 0, "unmet": 1, "unknown": 2, "not_applicable": 0, "gap": 1.0, "unit": "人",
    }  # fmt: skip
    assert sum(content["counts"].values()) == len(content["findings"])
    found = row(content, "三(三)2-1", "敦厚镇民政所")
    assert (found["outcome"], found["measured"], found["required"], found["gap"]) == ("unmet", 2.0, 3.0, 1.0)
    assert found["reason"].startswith("户籍人口 30,000 人（2025年）属 2万以上不足5万人档")
    assert found["since"] == "2025-12-31"
    assert [one["key"] for one in found["parameters"]] == ["staff_headcount_bands", "population_basis"]
    assert [one["code"] for one in content["standards"]] == list(Standard.objects.values_list("code", flat=True))


def test_one_unit_by_name_or_code(place, evaluated):
    by_name, by_code = evaluated("--division", "敦厚镇"), evaluated("--division", "360821100")
    assert by_name == by_code
    assert {one["subject"] for one in by_name["findings"]} == {
        "敦厚镇", "敦厚镇民政所", "敦厚镇敬老院", "高塘村", "城南社区",
    }  # fmt: skip


def test_another_day_is_judged_as_it_stood(place, evaluated):
    put.staff(place, "敦厚镇", 1, from_date=datetime.date(2026, 3, 1))
    before = evaluated("--division", "敦厚镇", "--on", "2026-02-28")
    after = evaluated("--division", "敦厚镇", "--on", "2026-03-01")
    assert before["on"] == "2026-02-28"
    assert row(before, "三(三)2-1", "敦厚镇民政所")["outcome"] == "unmet"
    assert row(after, "三(三)2-1", "敦厚镇民政所")["outcome"] == "met"


def test_before_the_policy_no_parameter_was_in_force(place, evaluated):
    Station.objects.update(opened_on=datetime.date(2010, 1, 1))
    Division.objects.update(valid_from=datetime.date(2010, 1, 1))
    found = row(evaluated("--on", "2016-12-31"), "三(三)2-1", "敦厚镇民政所")
    assert (found["outcome"], found["parameters"]) == ("unknown", [])
    assert found["missing"][0] == "参数“民政所在岗人数分档”在 2016-12-31 的有效取值"


def test_only_store_stores(place, run):
    assert "在岗人数：达标 0  未达标 1  未到期 0  数据缺失 2  不适用 0" in run("evaluate")
    assert not Finding.objects.exists()
    assert "已更新" in run("evaluate", "--store")
    assert Finding.objects.get(standard__code="三(三)2-1", subject_label="敦厚镇民政所").gap == 1


@pytest.mark.parametrize("extra", [["--on", "2026-01-01"], ["--division", "敦厚镇"]])
def test_what_is_stored_is_always_the_whole_city_today(place, extra):
    with pytest.raises(CommandError, match="全市、今天"):
        call_command("evaluate", "--store", *extra)


def test_explain_shows_clause_parameter_figures_gap_and_remedy(place, run):
    text = run("explain", "三(三)2-1", "敦厚镇民政所")
    for line in (
        "结果：未达标（自 2025年12月31日 起为此结果）",
        "条款：三(三)2 在岗工作人员不少于辖区人口所在档次的人数",
        "参数：民政所在岗人数分档 不足2万人 2 人；2万以上不足5万人 3 人；5万人以上 5 人（自 2017-01-01，吉安市《",
        "数据：户籍人口（2025年） 30000 人（人口数 ",
        "缺口：1 人",
        "措施：再配备工作人员 1 人。",
    ):
        assert line in text


def test_explain_says_what_is_missing_and_what_it_costs(place, run):
    assert "缺少：民政所情况（尚未填报）" in run("explain", "三(三)1-3", "敦厚镇民政所")
    put.specialist(place, "高塘村", "150")
    assert "每年约需：1 人 × 50 元 × 12 个月 = 600.00 元" in run("explain", "三(三)2-5", "高塘村")
    assert "每年约需：1 人 × 200 元 × 12 个月 = 2,400.00 元" in run("explain", "三（三）2-4", "敦厚镇/城南社区")


def test_explain_finds_a_station_by_its_township_and_a_county_s_own_standard(place, run):
    assert "敦厚镇民政所 · 三(三)2-1" in run("explain", "三(三)2-1", "360821100")
    assert "吉安县 · 三(三)2-6" in run("explain", "三(三)2-6", "吉安县")
    assert "敦厚镇敬老院 · 三(三)2-7" in run("explain", "三(三)2-7", "敦厚镇敬老院")


def test_an_ambiguous_name_lists_who_is_called_so(place, run):
    place["禾川镇"].refresh_from_db()
    Division.objects.add_child(
        place["禾川镇"], {"name": "高塘村", "level": "village", "kind": "村", "valid_from": OPENED}
    )
    with pytest.raises(CommandError) as error:
        call_command("explain", "三(三)2-4", "高塘村")
    assert "吉安市/吉安县/敦厚镇/高塘村" in str(error.value)
    assert "吉安市/永新县/禾川镇/高塘村" in str(error.value)
    assert "高塘村 · 三(三)2-4" in run("explain", "三(三)2-4", "永新县/高塘村")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "三(三)9-9", "敦厚镇"], "没有编号为"),
        (["explain", "三(三)2-1", "无此所"], "没有找到"),
        (["explain", "三(三)2-1", "敦厚镇民政所", "--on", "2000-01-01"], "不是"),
        (["explain", "三(三)2-1", "/"], "没有找到"),
        (["evaluate", "--division", "无此镇"], "没有找到"),
        (["evaluate", "--division", "吉安县/"], "没有找到"),
    ],
)
def test_what_cannot_be_answered_is_said(place, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command(*arguments)


def test_a_standard_in_parts_is_explained_part_by_part(place, run):
    kinds_load()
    county = Division.objects.get(name="吉安县")
    rules = OfficeDocument.objects.create(keeper=county, title="监督办法", dated=datetime.date(2024, 1, 1))
    rules.kinds.set(DocumentKind.objects.filter(code__in=["supervision_rules", "accountability_rules"]))
    text = run("explain", "三(二)4-4", "吉安县")
    assert "结果：未到期" in text
    assert "组成：监督和责任追究制度，达标：监督制度、责任追究制度都在册有效。" in text
    assert "组成：“四个坚决”活动，未到期：" in text
    assert f"期限：{timezone.localdate().year}-12-31（已完成 0%，时间已过 " in text
    assert f"{timezone.localdate().year - 1}年“四个坚决”活动：数据缺失）" in text


def test_a_name_that_a_standard_of_several_kinds_could_mean_twice_is_settled_by_the_place(place, run):
    assert "吉安县 · 四2-1" in run("explain", "四2-1", "吉安县")
    assert "吉安市 · 四2-1" in run("explain", "四2-1", "吉安市")
