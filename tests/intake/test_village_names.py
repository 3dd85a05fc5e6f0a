"""The name of a village is a village's in every table, whatever its township is called."""

import datetime

import pytest

from intake.values import ValueProblem
from offices.documents import kinds_load
from offices.models import DivisionEra, OfficeDocument
from tests.intake.engine import Engine, codes, outcomes
from tests.intake.namesakes import with_namesakes
from tests.intake.test_units import book
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

HEADER = ["标题", "种类", "成文日期"]
PAPER = ["工作规章", "工作规章", "2025-01-31"]


@pytest.fixture
def named(world):
    return with_namesakes(world)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("敦厚村", "敦厚镇敦厚村委会"),
        ("敦厚村委会", "敦厚镇敦厚村委会"),
        ("敦厚村民委员会", "敦厚镇敦厚村委会"),
        ("敦厚村党支部", "敦厚镇敦厚村委会"),
        ("敦厚村党支部书记", "敦厚镇敦厚村委会"),
        ("敦厚镇敦厚村", "敦厚镇敦厚村委会"),
        ("吉安县敦厚镇敦厚村委会", "敦厚镇敦厚村委会"),
        ("永阳居委会", "永阳镇永阳居委会"),
        ("永阳社区", "永阳镇永阳居委会"),
        ("永阳社区党委", "永阳镇永阳居委会"),
        ("永阳社区居民委员会", "永阳镇永阳居委会"),
        ("永阳居委会党支部", "永阳镇永阳居委会"),
        ("永阳镇永阳居委会", "永阳镇永阳居委会"),
        ("马甫居委会", "高新街道马甫居委会"),
        ("高新街道马甫居委会", "高新街道马甫居委会"),
        ("马甫村", "敦厚镇马甫村委会"),
        ("金家居委会", "敦厚镇金家居委会"),
        ("金家村", "敦厚镇金家村委会"),
        ("高塘居委会", "永阳镇高塘居委会"),
        ("高塘村", "高塘村"),
        ("永阳镇河源村委会", "永阳镇河源村委会"),
        ("敦厚金家村", "敦厚镇金家村委会"),
        ("沙村村委会", "沙村镇沙村村委会"),
        ("城南", "城南社区"),
        ("敦厚镇", "敦厚镇"),
        ("敦厚", "敦厚镇"),
        ("敦厚民政所", "敦厚镇"),
        ("沙村镇", "沙村镇"),
        ("沙村民政所", "沙村镇"),
    ],
)
def test_a_unit_of_any_level_by_its_name(named, text, place):
    assert book(named).unit(text).division_id == named[place].pk


def test_every_unit_is_found_by_its_own_name_and_by_its_path(named):
    units = book(named)
    for unit in (*units.upper.units, *units.townships.units, *units.villages.units):
        assert units.unit(units.path_of(unit)) == unit
        if unit.name != "河源村委会":
            assert units.unit(unit.name) == unit


@pytest.mark.parametrize(
    ("text", "code", "options"),
    [
        ("敦厚社区", "unit_unknown", ["敦厚村委会"]),
        ("永阳村", "unit_unknown", ["永阳居委会"]),
        ("天河村", "unit_unknown", []),
        ("河源村委会", "unit_ambiguous", ["敦厚镇河源村委会", "永阳镇河源村委会"]),
        ("马甫", "unit_ambiguous", ["马甫村委会", "马甫居委会"]),
        ("沙村", "unit_ambiguous", ["沙村镇", "沙村村委会"]),
        ("永阳镇花桥", "unit_ambiguous", ["花桥社区居委会", "花桥村委会"]),
    ],
)
def test_what_is_no_village_or_several_is_asked_and_never_its_township(named, text, code, options):
    with pytest.raises(ValueProblem) as told:
        book(named).unit(text)
    assert (told.value.code, sorted(option.text for option in told.value.options)) == (code, sorted(options))
    assert "乡镇(街道)。是否" not in told.value.message


def test_each_option_that_is_offered_is_read_without_a_question(named):
    units = book(named)
    for text in ("敦厚社区", "河源村委会", "马甫", "沙村", "永阳镇花桥"):
        with pytest.raises(ValueProblem) as told:
            units.unit(text)
        assert len({units.unit(option.text) for option in told.value.options}) == len(told.value.options)


def test_of_two_villages_of_one_name_in_the_township_that_is_named_one_is_chosen(named):
    for text, within in (("永阳镇花桥", None), ("花桥", book(named).township("永阳镇"))):
        with pytest.raises(ValueProblem, match=r"“永阳镇”有2个村.居.叫这个名称：花桥社区居委会、花桥村委会") as told:
            book(named).village(text, within)
        assert "写明所在的乡镇" not in told.value.message


@pytest.mark.parametrize("text", ["敦厚村", "永阳居委会", "天河社区"])
def test_where_townships_are_asked_for_a_village_is_none(named, text):
    with pytest.raises(ValueProblem, match=r"这是村.居.的名称，请写明乡镇") as told:
        book(named).township(text)
    assert told.value.options == ()


def test_a_short_former_name_that_is_a_village_s_today_is_asked(named):
    days = {"valid_from": datetime.date(1990, 1, 1), "valid_to": datetime.date(2001, 1, 1)}
    DivisionEra.objects.create(division=named["永阳镇"], name="马甫乡", kind="乡", **days)
    units = book(named)
    assert units.unit("马甫乡").name == "永阳镇"
    with pytest.raises(ValueProblem) as told:
        units.unit("马甫")
    assert [option.text for option in told.value.options] == ["永阳镇", "马甫村委会", "马甫居委会"]


def test_two_cells_that_name_two_townships_are_told_at_the_township_s(named):
    units = book(named)
    with pytest.raises(ValueProblem, match=r"乡镇.街道.写的是“永阳镇”，村.居.写的是“敦厚镇”的，两处不一致") as told:
        units.village("敦厚镇金家村", units.township("永阳镇"))
    assert told.value.field == "unit"
    with pytest.raises(ValueProblem, match="“永阳镇”没有这个村"):
        units.village("金家村", units.township("永阳镇"))


# In whole tables.


@pytest.fixture
def engine(named):
    kinds_load()
    return Engine(named, division="吉安县")


def keeper(batch):
    row = batch.rows.exclude(outcome="ignored").get()
    return row.values["_unit"]["division_id"]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("敦厚镇敦厚村制度文件目录", "敦厚镇敦厚村委会"),
        ("敦厚村委会制度文件目录", "敦厚镇敦厚村委会"),
        ("2025年度敦厚村制度文件目录", "敦厚镇敦厚村委会"),
        ("吉安县永阳镇河源村制度文件目录", "永阳镇河源村委会"),
        ("永阳社区制度文件目录", "永阳镇永阳居委会"),
        ("填报单位：敦厚村委会", "敦厚镇敦厚村委会"),
        ("敦厚镇制度文件目录", "敦厚镇"),
        ("敦厚镇各村制度文件目录", "敦厚镇"),
        ("河源村制度文件目录", "吉安县"),
        ("下高塘村制度文件目录", "吉安县"),
    ],
)
def test_a_title_that_names_a_village(engine, named, tmp_path, title, place):
    batch = engine.preview(save(tmp_path / "a.xlsx", [[title], HEADER, PAPER]), "document")
    assert keeper(batch) == named[place].pk
    assert ("unit_from_outside" in codes(batch)) is (place == "吉安县")


@pytest.mark.parametrize(
    ("sheet", "place"),
    [("敦厚村", "敦厚镇敦厚村委会"), ("永阳居委会", "永阳镇永阳居委会"), ("永阳", "永阳镇"), ("敦厚镇", "敦厚镇")],
)
def test_a_sheet_called_by_a_village(engine, named, tmp_path, sheet, place):
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEADER, PAPER], sheet=sheet), "document")
    assert keeper(batch) == named[place].pk


def test_a_file_called_by_a_village_is_told(engine, named, tmp_path):
    batch = engine.preview(save(tmp_path / "敦厚村制度目录.xlsx", [HEADER, PAPER]), "document")
    assert (keeper(batch), codes(batch)) == (named["敦厚镇敦厚村委会"].pk, ["unit_from_outside"])


def test_headings_of_groups_head_what_they_say(engine, named, tmp_path):
    rows = [HEADER]
    for heading in ("敦厚村委会", "敦厚镇", "永阳社区"):
        rows += [[heading], PAPER]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "document")
    assert outcomes(batch) == ["new"] * 3
    engine.commit(batch)
    kept = set(OfficeDocument.objects.values_list("keeper__name", flat=True))
    assert kept == {"敦厚村委会", "敦厚镇", "永阳居委会"}


def test_a_name_in_short_that_a_village_shares_is_read_as_the_township_and_told(engine, tmp_path):
    rows = [["单位", *HEADER], ["敦厚", *PAPER], ["敦厚镇", *PAPER]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "document")
    assert codes(batch).count("unit_namesake") == 1
    first = batch.rows.exclude(outcome="ignored").order_by("number").first()
    assert [issue["message"] for issue in first.issues if issue["code"] == "unit_namesake"] == [
        "“敦厚”读作“敦厚镇”；那里还有“敦厚村委会”，请核对。"
    ]


def test_beside_a_column_of_villages_a_township_in_short_needs_no_word(engine, tmp_path):
    rows = [["乡镇", "村(社区)", "联络人", "担任日期"], ["敦厚", "", "郭小川", "2024-01-01"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "contact")
    assert (outcomes(batch), codes(batch)) == (["new"], [])


def test_contacts_in_one_column_are_of_the_village_that_is_named(engine, named, tmp_path):
    rows = [["单位", "联络人", "担任日期"], ["敦厚村委会", "郭小川", "2024-01-01"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "contact")
    assert keeper(batch) == named["敦厚镇敦厚村委会"].pk
