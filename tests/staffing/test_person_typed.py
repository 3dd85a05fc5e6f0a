"""One person is one person, whether typed into a form, imported or looked for: forms read as the importer does."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intake.grid.number_text import text_cell
from intake.preview.row_filter import RowFilter
from intake.values import Several, ValueProblem, WithNote
from staffing.forms import PersonForm
from staffing.models import Person
from staffing.values.persons import parse_name
from tests.intake.engine import Engine
from tests.staffing.people import employ, number
from tests.staffing.rosters.staff_rosters import save
from tests.staffing.test_person_particulars import correct, wrong_at


@pytest.fixture
def clerk(world):
    return world.client("clerk_dunhou")


@pytest.fixture
def liu(world):
    return employ(world, "刘一").person


def plain(found):
    while isinstance(found, WithNote | Several):
        found = found.value
    return found


WAYS = [
    ("阿不都•热合曼", "阿不都·热合曼"),
    ("阿不都. 热合曼", "阿不都·热合曼"),
    ("王\u200b建军", "王建军"),
    ("王 建 军", "王建军"),
    ("\u202a王建军\u202c", "王建军"),
    ("⻢⻰", "马龙"),
    ("1.王建军", "王建军"),
    ("John  Smith", "John Smith"),
]


@pytest.mark.parametrize(("typed", "name"), WAYS)
def test_a_name_is_stored_as_it_is_imported(clerk, liu, typed, name):
    correct(clerk, liu, name=typed)
    liu.refresh_from_db()
    assert liu.name == name == plain(parse_name(text_cell(typed)))


@pytest.mark.parametrize(("typed", "name"), WAYS[:6])
def test_whoever_is_looked_for_is_found_by_every_way_of_writing(world, typed, name):
    post = employ(world, name)
    found = world.client("county_jian").get(reverse("staffing:person_list"), {"q": typed})
    assert [row for row, _ in found.context["rows"]] == [post]


def test_a_row_of_an_import_is_found_by_every_way_of_writing(world, tmp_path):
    table = [["姓名", "身份证号"], ["阿不都•热合曼", number(101)], ["王建军", number(103)]]
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", table))
    for typed in ("阿不都•热", "阿不都. 热合曼", "阿不都·"):
        (row,) = RowFilter.from_query({"q": typed}).rows(batch)
        assert row.values["name"] == "阿不都·热合曼"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("阿不都•热合曼", "“姓名”：已按“阿不都·热合曼”读取。"),
        ("1、王建军", "“姓名”：已按“王建军”读取。"),
        ("王\u200b建军", "“姓名”：已去掉看不见的符号。"),
        ("王建军*", "“姓名”：姓名旁的标记符号没有读入；它的含义请写到备注栏"),
        ("王建军A", "姓名里有字母“A”"),
    ],
)
def test_what_became_of_a_name_is_told_after_saving(clerk, liu, typed, said):
    assert said in correct(clerk, liu, name=typed).content.decode()


def test_a_name_that_was_left_as_it_is_says_nothing(world, clerk):
    person = employ(world, "王建军1").person
    page = correct(clerk, person, school="江西师范大学")
    person.refresh_from_db()
    assert (person.name, person.school) == ("王建军1", "江西师范大学")
    assert "读取" not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("王建军1", "姓名里的“1”不是姓名"),
        ("张三（借调）", "“借调”不是姓名"),
        ("张三（借调至县民政局）", "“借调至县民政局”不是姓名"),
        ("张三（小）", "“小”不是姓名"),
        ("张三所长", "“所长”不是姓名"),
        ("张三（已退休）", "“已退休”不是姓名"),
        ("张三、李四", "像是写了两个人"),
        ("张三 外派", "分不清空格后面"),
        ("空缺", "这里只写一个人的姓名"),
        ("13812345678", "这里只写一个人的姓名"),
    ],
)
def test_what_is_no_name_is_shown_and_nothing_is_lost(clerk, liu, typed, said):
    page = correct(clerk, liu, name=typed)
    assert list(wrong_at(page)) == ["name"]
    assert said in wrong_at(page)["name"]
    assert page.context["forms"][0]["name"].value() == typed
    liu.refresh_from_db()
    assert liu.name == "刘一"


@given(
    st.text(alphabet="张三李四欧阳借调女兼所长()（）、 •.1A*\u200b⻢", min_size=1, max_size=10)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
)
def test_the_form_takes_what_the_import_takes_as_a_name_alone(typed):
    form = PersonForm({"name": typed, "sex": "", "social_work_title": ""}, instance=Person(name="赵六"), scope=None)
    taken = form.is_valid()
    try:
        found = parse_name(text_cell(typed))
    except ValueProblem:
        assert not taken
        return
    alone = found.value if isinstance(found, WithNote) else found
    assert taken is not isinstance(alone, Several)
    if taken:
        assert form.cleaned_data["name"] == alone


@pytest.mark.parametrize("dress", ["{}", "身份证号：{}", "{}。", "‘{}", "{} ", "\u200b{}\u202c"])
def test_an_identity_number_is_typed_as_tables_hold_it(clerk, liu, dress):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    correct(clerk, liu, id_number_typed=dress.format(number(233).translate(wide)))
    liu.refresh_from_db()
    assert liu.id_number == number(233)


def test_an_old_number_is_told_to_have_become_a_long_one(clerk, liu):
    whole = number(233)
    page = correct(clerk, liu, id_number_typed=whole[:6] + whole[8:17]).content.decode()
    liu.refresh_from_db()
    assert liu.id_number == whole
    assert "“身份证号”：15位旧号码已换算成18位，请与证件核对。" in page


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("手机：13812345678", "13812345678", ""),
        ("办公室 0796-8888888　１３８１２３４５６７８", "0796-8888888、13812345678", ""),
        ("13812345678（短号661234）", "13812345678", "“联系电话”：短号没有读入，只登记了能直接拨打的号码。"),
    ],
)
def test_a_telephone_is_typed_as_tables_hold_it(clerk, liu, typed, stored, said):
    page = correct(clerk, liu, phone_typed=typed).content.decode()
    liu.refresh_from_db()
    assert liu.phone == stored
    assert said in page


def test_words_beside_a_telephone_are_shown_and_not_lost(clerk, liu):
    page = correct(clerk, liu, phone_typed="13812345678（儿子）")
    assert "儿子" in wrong_at(page)["phone_typed"]
    assert "13812345678" not in wrong_at(page)["phone_typed"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2018.3", datetime.date(2018, 3, 1)),
        ("２０１８．３．５", datetime.date(2018, 3, 5)),
        ("2018年3月", datetime.date(2018, 3, 1)),
        ("二〇一八年三月五日", datetime.date(2018, 3, 5)),
        ("20180305", datetime.date(2018, 3, 5)),
        ("2018/3/5", datetime.date(2018, 3, 5)),
        ("2018\u200b-03-05", datetime.date(2018, 3, 5)),
    ],
)
def test_a_day_is_typed_as_tables_hold_it_and_told_as_it_was_read(clerk, liu, typed, day):
    page = correct(clerk, liu, work_start=typed).content.decode()
    liu.refresh_from_db()
    assert liu.work_start == day
    told = f"已按{day.year}年{day.month}月{day.day}日读取" in page
    assert told is ("\u200b" not in typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("85.3", "年份只有两位"),
        ("2018", "只有年份，缺少月份"),
        ("2018-02-30", "2018年2月没有30日"),
        ("2018.3（补）", "括号里的话没有读入"),
        ("不记得", "不是有效的日期，请写成 2025-01-31 这样的年月日。"),
        ("2999.1", "日期晚于今天"),
        ("2999-01-01", "不能填将来的日期"),
        ("1899-12-31", "不能早于1949年10月1日"),
    ],
)
def test_what_is_no_day_is_explained_at_its_field(clerk, liu, typed, said):
    page = correct(clerk, liu, work_start=typed)
    assert list(wrong_at(page)) == ["work_start"]
    assert said in wrong_at(page)["work_start"]
