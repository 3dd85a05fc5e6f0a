"""Putting a preview right on the screen: what its users read, and who may not."""

import re

import pytest
from django.urls import reverse

from intake.models import ImportBatch
from staffing.models import Appointment, Person
from tests.intake.rosters import upload
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

HTMX = {"HX-Request": "true"}


class Desk:
    """One official before one waiting roster."""

    def __init__(self, world, tmp_path, *lines, user="clerk_dunhou", division="敦厚镇"):
        path = save(tmp_path / "名册.xlsx", [HEADERS, *lines])
        self.client = world.client(user)
        form = {"kind": "station_staff", "division": world[division].pk, "file": upload(path)}
        self.client.post(reverse("intake:new"), form)
        self.batch = ImportBatch.objects.latest("pk")

    def url(self, name, *arguments):
        return reverse(f"intake:{name}", args=[self.batch.pk, *arguments])

    def page(self, name="detail", *arguments, **query):
        return self.client.get(self.url(name, *arguments), query).content.decode()

    def correct(self, row, key, text, rows=()):
        headers = {**HTMX, "X-Rows": ",".join(map(str, rows or (row,)))}
        return self.client.post(self.url("cell", row, key), {"text": text}, headers=headers).content.decode()

    def outcomes(self):
        return list(self.batch.rows.exclude(outcome="ignored").values_list("outcome", flat=True))


@pytest.fixture
def desk(world, tmp_path):
    def sit_down(*lines, **options):
        return Desk(world, tmp_path, *lines, **options)

    return sit_down


def test_a_wrong_cell_is_put_right_and_only_its_row_comes_back(desk):
    at = desk(person(1, "刘涛", 学历="读过书"), person(2, "王芳", sex=2))
    html = at.correct(2, "education", "大学专科", rows=(2, 3))
    assert at.outcomes() == ["new", "new"]
    assert 'id="row-2"' in html
    assert 'id="row-3"' not in html
    assert "原为：读过书" in html
    assert "没有要处理的行了" in html
    assert "确认导入 2 行" in html


def test_a_correction_that_is_wrong_too_says_what_is_wrong_with_it(desk):
    at = desk(person(1, "刘涛", 到岗时间="去年"))
    html = at.correct(2, "from_date", "2018-13")
    assert at.outcomes() == ["error"]
    assert "2018-13" in html
    assert "还有1行要处理" in html


def test_a_list_is_offered_as_a_list_and_the_present_value_is_chosen(desk):
    at = desk(person(1, "刘涛"))
    html = at.page("cell", 2, "education")
    assert "<option selected>大学专科</option>" in html
    assert "改正学历" in html, "without scripts the cell has a page of its own"


def test_a_colleagues_page_never_holds_a_personal_number(world, desk):
    """Nor that of the uploader, once nothing is asked about it; what is, see ``test_own_numbers``."""
    wrong = number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2")
    at = desk(person(1, "刘涛", 身份证号码=wrong))
    uploader, at.client = at.client, world.client("county_jian")
    box = at.client.get(at.url("cell", 2, "id_number"), headers=HTMX).content.decode()
    assert 'value=""' in box
    assert "3608*" in box
    after = at.correct(2, "id_number", number(1))
    pages = [box, after, at.page(), at.page("row", 2), at.page("cell", 2, "id_number"), at.page("cell", 2, "phone")]
    at.client = uploader
    pages += [at.page(), at.page("row", 2), at.page("cell", 2, "id_number")]
    for html in pages:
        assert not re.search(r"\d{17}[\dXx]|1\d{10}(?!\d)", html)
    assert "已改" in after


def test_a_question_offers_its_answers_as_buttons(desk):
    at = desk(person(1, "刘涛", 到岗时间=2018.1))
    html = at.page()
    assert "需确认 1 行" in html
    assert 'value="2018-10"' in html
    at.correct(2, "from_date", "2018-10")
    assert at.outcomes() == ["new"]


def test_both_doubles_come_back_when_one_is_left_out(desk):
    at = desk(person(1, "刘涛"), person(1, "刘涛"))
    headers = {**HTMX, "X-Rows": "2,3"}
    html = at.client.post(at.url("row_skip", 3), {"skip": "1"}, headers=headers).content.decode()
    assert at.outcomes() == ["new", "skipped"]
    assert shown(html) == [2, 3]
    assert "重新纳入" in html
    at.client.post(at.url("row_skip", 3), {"skip": "0"})
    assert at.outcomes() == ["error", "error"]


def test_a_correction_is_taken_back(desk):
    at = desk(person(1, "刘涛"))
    at.correct(2, "title", "所长")
    assert "原为：工作人员" in at.page()
    html = at.client.post(at.url("cell_restore", 2, "title"), follow=True).content.decode()
    assert "已恢复为文件里的写法" in html
    assert "原为" not in html


def test_one_answer_serves_all_rows_that_write_the_same(desk):
    lines = [person(serial, name, 学历="读过书") for serial, name in enumerate(("刘涛", "王军", "李强"), start=1)]
    at = desk(*lines)
    panel = at.page("values")
    assert "“读过书” 读作" in panel
    assert "应用到 3 行" in panel
    answer = {"field": "education", "written": "读过书", "text": "初中"}
    html = at.client.post(at.url("values"), answer, follow=True).content.decode()
    assert "“读过书”已按“初中”读取，共3行" in html
    assert at.outcomes() == ["new"] * 3
    assert "“读过书”读作“初中”" in at.page("values")
    at.client.post(at.url("values_restore"), {"field": "education", "written": "读过书"})
    assert at.outcomes() == ["error"] * 3


def test_an_answer_must_be_chosen(desk):
    at = desk(person(1, "刘涛", 学历="读过书"))
    response = at.client.post(at.url("values"), {"field": "education", "written": "读过书", "text": ""})
    assert response.status_code == 400
    assert "请选择或填写应读作什么" in response.content.decode()


def test_all_bad_rows_of_a_filter_are_left_out_at_once(desk):
    lines = person(1, "刘涛", 学历="读过书"), person(2, "王军", 到岗时间="去年"), person(3, "李强")
    at = desk(*lines)
    html = at.client.post(at.url("rows_skip"), {"show": "error", "code": "date_unreadable"}, follow=True)
    assert "已把1行设为不导入" in html.content.decode()
    assert at.outcomes() == ["error", "skipped", "new"]


def test_rows_are_found_by_kind_of_problem_by_name_and_by_number(desk):
    lines = person(1, "刘涛", 学历="读过书"), person(2, "王 军", 到岗时间="去年"), person(3, "李强")
    at = desk(*lines)
    assert shown(at.page(code="value_unknown")) == [2]
    assert shown(at.page(q="王军")) == [3]
    assert shown(at.page(q="4")) == [4]
    assert shown(at.page(row=3)) == [3, 4]
    assert shown(at.page(until=4)) == [2, 3]
    assert shown(at.page(show="todo")) == [2, 3]
    assert "没有符合条件的行" in at.page(q="查无此人")
    narrow = at.page(show="todo", narrow="1")
    assert 'data-field="education"' in narrow
    assert 'data-field="politics"' not in narrow


def test_the_next_row_to_do_comes_round_again(desk):
    at = desk(person(1, "刘涛", 学历="读过书"), person(2, "王军"), person(3, "李强", 学历="读过书"))
    assert at.client.get(at.url("next"), {"after": 2}).url.endswith("?show=todo&row=4#row-4")
    assert at.client.get(at.url("next"), {"after": 4}).url.endswith("#row-2")


def test_a_roster_that_is_written_is_not_corrected(desk):
    at = desk(person(1, "刘涛"))
    at.client.post(at.url("commit"))
    html = at.client.post(at.url("cell", 2, "name"), {"text": "刘海"}, follow=True).content.decode()
    assert "不能再改" in html
    answer = at.client.post(at.url("cell", 2, "name"), {"text": "刘海"}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == at.url("detail")
    for name, arguments in (
        ("row_skip", [2]),
        ("rows_skip", []),
        ("cell_restore", [2, "name"]),
        ("values_restore", []),
        ("columns", []),
        ("forget", []),
        ("sheets", []),
    ):
        assert "不能再改" in at.client.post(at.url(name, *arguments), follow=True).content.decode()
    assert Person.objects.get().name == "刘涛"


def test_what_was_put_right_is_what_is_written(desk):
    at = desk(person(1, "刘涛", 到岗时间=2018.1), person(2, "王军", 学历="读过书"), person(3, "李强"))
    at.correct(2, "from_date", "2018-10")
    at.correct(4, "name", "李小强")
    at.client.post(at.url("row_skip", 3), {"skip": "1"})
    at.client.post(at.url("commit"))
    assert sorted(Person.objects.values_list("name", flat=True)) == ["刘涛", "李小强"]
    assert str(Appointment.objects.get(person__name="刘涛").from_date) == "2018-10-01"


def test_rows_and_fields_that_do_not_exist_are_not_found(desk):
    at = desk(person(1, "刘涛"))
    for name, arguments in (("row", [99]), ("cell", [99, "name"]), ("cell", [2, "age"]), ("cell", [1, "name"])):
        assert at.client.get(at.url(name, *arguments)).status_code == 404


@pytest.mark.parametrize(("user", "status"), [("county_yongxin", 404), ("clerk_hechuan", 404), ("gov_dunhou", 403)])
def test_others_do_not_put_it_right(world, desk, user, status):
    at = desk(person(1, "刘涛"))
    stranger = world.client(user)
    for name, arguments in (("row", [2]), ("cell", [2, "name"]), ("values", []), ("next", [])):
        assert stranger.get(at.url(name, *arguments)).status_code == status
    for name, arguments in (
        ("cell", [2, "name"]),
        ("cell_restore", [2, "name"]),
        ("row_skip", [2]),
        ("rows_skip", []),
        ("values", []),
        ("values_restore", []),
    ):
        assert stranger.post(at.url(name, *arguments), {"text": "某人", "skip": "1"}).status_code == status
    assert at.outcomes() == ["new"]


def test_a_colleague_of_the_same_office_goes_on(world, desk):
    at = desk(person(1, "刘涛", 学历="读过书"))
    at.client = world.client("county_jian")
    at.correct(2, "education", "初中")
    assert at.outcomes() == ["new"]


def test_a_correction_takes_few_queries(desk, django_assert_max_num_queries):
    at = desk(person(1, "刘涛", 学历="读过书"), *(person(serial, f"王{serial}军") for serial in range(2, 40)))
    with django_assert_max_num_queries(28):
        at.correct(2, "education", "初中", rows=range(2, 41))


def shown(html: str) -> list[int]:
    return [int(row) for row in re.findall(r'<tr id="row-(\d+)"', html)]


def test_on_a_page_of_its_own_a_cell_is_saved_as_any_form_is(desk):
    """Outside of the table there is nothing that a script could bring up to date: saved, one is led to the row."""
    at = desk(person(1, "刘涛", 学历="读过书"))
    assert "hx-post" in at.client.get(at.url("cell", 2, "education"), headers=HTMX).content.decode()
    html = at.page("cell", 2, "education")
    assert "hx-post" not in html
    address = re.search(r'action="([^"]*/education/[^"]*)"', html).group(1)
    response = at.client.post(address, {"text": "大学专科"}, follow=True)
    assert "“学历”已改" in response.content.decode()
    assert response.redirect_chain[-1][0].endswith("?row=2#row-2")


def test_what_is_filled_in_for_a_field_without_a_column_stands_in_the_table(desk):
    at = desk(person(1, "刘涛"))
    assert "在岗方式" not in at.page()
    at.client.post(at.url("cell", 2, "working_mode"), {"text": "借出"})
    assert "在岗方式：未填 → 借出" in at.page()


def test_the_page_of_a_row_works_without_the_table(desk):
    at = desk(person(1, "刘涛", 学历="读过书"))
    html = at.page("row", 2)
    assert "不导入" in html
    assert "hx-post" not in html
