"""Lists name an office where a unit is meant: within the division imported to, it is the unit whose office it is."""

import pytest

from intake.values import ValueProblem
from offices.documents import kinds_load
from offices.models import Division, Exemplar, OfficeDocument
from tests.intake.engine import Engine, codes, outcomes
from tests.intake.test_units import book
from tests.staffing.rosters.staff_rosters import save


@pytest.mark.parametrize(
    "text",
    [
        "吉安县民政局",
        "吉安市吉安县民政局",
        "县民政局",
        "县局",
        "本局",
        "民政局",
        "吉安县民政局社会救助股",
        "吉安县人民政府",
        "吉安县人民政府办公室",
        "县政府办公室",
        "中共吉安县委办公室",
        "中共吉安县委宣传部",
        "吉安县文明办",
        "吉安县农业农村局",
        "吉安县民政局、吉安县财政局",
        "吉安县民政局 吉安县乡村振兴局",
    ],
)
def test_an_office_of_the_county_is_the_county(world, text):
    assert book(world).unit(text).division_id == world["吉安县"].pk


@pytest.mark.parametrize(
    "text",
    ["敦厚镇人民政府办公室", "敦厚镇民政所", "中共敦厚镇委员会", "敦厚镇党委", "敦厚镇党政办", "吉安县敦厚镇人民政府"],
)
def test_an_office_of_a_township_is_the_township(world, text):
    assert book(world).unit(text).division_id == world["敦厚镇"].pk


@pytest.mark.parametrize("text", ["镇政府", "镇人民政府", "本镇", "镇民政所", "我所"])
def test_in_a_table_of_one_township_its_offices_need_no_name(world, text):
    assert book(world, division="敦厚镇").unit(text).division_id == world["敦厚镇"].pk
    with pytest.raises(ValueProblem):
        book(world).unit(text)


@pytest.mark.parametrize("text", ["吉安市民政局", "市民政局", "江西省民政厅", "省民政厅", "中共吉安市委办公室"])
def test_an_office_above_stays_outside_and_is_named_as_such(world, text):
    with pytest.raises(ValueProblem, match="上级单位") as problem:
        book(world).unit(text)
    assert problem.value.code == "unit_out_of_scope"
    assert [option.text for option in problem.value.options] == ["吉安县"]


@pytest.mark.parametrize("text", ["永新县民政局", "永新县人民政府办公室", "吉安县甲乙镇财政局", "吉安县某某村委会"])
def test_an_office_elsewhere_or_of_an_unknown_lower_unit_is_no_county(world, text):
    with pytest.raises(ValueProblem) as problem:
        book(world).unit(text)
    assert problem.value.code == "unit_unknown"


def test_the_county_above_is_outside_of_a_township(world):
    with pytest.raises(ValueProblem) as problem:
        book(world, division="敦厚镇").unit("县民政局")
    assert problem.value.code == "unit_out_of_scope"


def test_the_city_knows_its_own_offices_and_those_of_each_county(world):
    city = book(world, "city_officer", "吉安市")
    for text in ("市民政局", "吉安市民政局", "吉安市人民政府办公室"):
        assert city.unit(text).division_id == world["吉安市"].pk
    assert city.unit("永新县民政局").division_id == world["永新县"].pk
    with pytest.raises(ValueProblem, match="县名"):
        city.unit("县民政局")


def test_a_city_below_a_city_is_asked_about_where_either_may_be_meant(world):
    Division.objects.filter(pk=world["吉安县"].pk).update(name="庐陵市")
    world["吉安县"].refresh_from_db()
    with pytest.raises(ValueProblem) as problem:
        book(world).unit("市民政局")
    assert [option.text for option in problem.value.options] == ["庐陵市"]
    assert book(world).unit("庐陵市民政局").division_id == world["吉安县"].pk


def test_a_table_of_townships_says_that_a_county_is_none(world):
    with pytest.raises(ValueProblem, match="请写明乡镇"):
        book(world).township("吉安县民政局")


def test_several_units_in_a_cell_are_asked_about(world):
    with pytest.raises(ValueProblem, match="几个单位") as problem:
        book(world).unit("敦厚镇人民政府、永阳镇人民政府")
    assert [option.text for option in problem.value.options] == ["敦厚镇", "永阳镇"]


def test_papers_of_the_county_come_in_under_the_body_that_issued_them(world, tmp_path):
    kinds_load()
    engine = Engine(world, division="吉安县")
    rows = [
        ["文件名称", "文号", "发文机关", "成文日期", "文件类别"],
        ["监督制度", "吉民字〔2023〕8号", "吉安县民政局", "2023年2月17日", "监督制度"],
        ["应急预案", "吉府办发〔2022〕9号", "吉安县人民政府办公室", "2022年4月20日", "自然灾害救助应急预案"],
        ["上级文件", "", "吉安市民政局", "2022年4月20日", "监督制度"],
    ]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "document")
    assert (outcomes(batch), codes(batch)) == (["new", "new", "error"], ["unit_office", "unit_out_of_scope"])
    engine.commit(batch, good_rows_only=True)
    assert set(OfficeDocument.objects.values_list("title", "keeper__name")) == {
        ("监督制度", "吉安县"),
        ("应急预案", "吉安县"),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("敦厚镇民政所所长", "敦厚镇"),
        ("吉安县民政局副局长", "吉安县"),
        ("吉安县民政局社会救助股股长", "吉安县"),
        ("敦厚镇副镇长", "敦厚镇"),
        ("敦厚镇高塘村党支部书记", "高塘村"),
        ("高塘村党支部", "高塘村"),
    ],
)
def test_a_post_behind_a_unit_hides_it_not(world, text, name):
    assert book(world).unit(text).division_id == world[name].pk


def test_an_example_is_of_the_unit_where_somebody_works_and_the_post_is_told(world, tmp_path):
    engine = Engine(world, division="吉安县")
    rows = [
        ["姓名", "工作单位及职务", "类别", "授予单位", "授予时间"],
        ["王军", "敦厚镇民政所所长", "岗位先锋", "吉安县民政局", "2022-12-01"],
    ]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "exemplar")
    assert (outcomes(batch), codes(batch)) == (["new"], ["unit_office"])
    engine.commit(batch)
    assert Exemplar.objects.get().division == world["敦厚镇"]


def test_who_keeps_a_paper_goes_before_who_issued_it(world, tmp_path):
    kinds_load()
    engine = Engine(world, division="吉安县")
    rows = [
        ["发文机关", "文件名称", "单位", "成文日期", "文件类别"],
        ["吉安市民政局", "监督制度", "敦厚镇", "2023年2月17日", "监督制度"],
    ]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "document")
    assert outcomes(batch) == ["new"]
    assert [issue["column"] for issue in batch.summary["issues"] if issue["code"] == "column_unread"] == ["A"]
    engine.commit(batch)
    assert OfficeDocument.objects.get().keeper == world["敦厚镇"]
