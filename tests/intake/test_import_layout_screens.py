"""Step 2 of the wizard: header, hidden parts, ticks and blanks; what was chosen is offered again the next time."""

import re

import pytest
from django.urls import reverse

from intake.grid import UnreadableFile
from intake.models import ImportBatch, TableLayout
from intake.views import changing
from staffing.models import Appointment
from tests.intake.rosters import upload
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

OTHER_WORDS = [*HEADERS[:7], "岗位情况说明", *HEADERS[8:]]


class Office:
    def __init__(self, world, tmp_path):
        self.world, self.folder = world, tmp_path
        self.client = world.client("clerk_dunhou")

    def send(self, *lines, headers=HEADERS, titles=(), division="敦厚镇"):
        path = save(self.folder / "名册.xlsx", [*titles, headers, *lines])
        form = {"kind": "station_staff", "division": self.world[division].pk, "file": upload(path)}
        self.client.post(reverse("intake:new"), form)
        return ImportBatch.objects.latest("pk")

    def page(self, batch):
        return self.client.get(reverse("intake:columns", args=[batch.pk])).content.decode()

    def choose(self, batch, **choices):
        """Send the form as it stands with ``choices`` in it."""
        columns = {}
        for column in batch.columns["list"]:
            tick = f"={column['tick']}" if column["tick"] else ""
            columns[f"column-{column['index']}"] = f"{column['field'] or ''}{tick}"
        answer = self.client.post(reverse("intake:columns", args=[batch.pk]), {**columns, **choices})
        batch.refresh_from_db()
        return answer


@pytest.fixture
def office(world, tmp_path):
    return Office(world, tmp_path)


def test_the_first_lines_are_shown_with_the_head_marked_and_numbers_masked(office):
    batch = office.send(person(1, "刘涛"), titles=[["花名册"]])
    html = office.page(batch)
    assert '<tr data-line="2" class="head">' in html
    assert "3608*" in html
    assert "13812345678" not in html


def test_the_official_says_where_the_head_is(office):
    batch = office.send(person(1, "刘涛"), person(2, "王军"), titles=[["花名册"]])
    answer = office.choose(batch, header_first="3", header_last="3")
    assert answer.url == reverse("intake:columns", args=[batch.pk]), "the columns are looked at again"
    assert batch.decisions["header"] == [3, 3]
    assert batch.header_row == 3


def test_a_head_that_ends_before_it_begins_is_refused(office):
    batch = office.send(person(1, "刘涛"))
    answer = office.choose(batch, header_first="3", header_last="2")
    assert answer.status_code == 400
    assert "表头的最后一行不能在第一行之前" in answer.content.decode()


def test_what_an_empty_cell_does_is_said_and_can_be_chosen(office):
    batch = office.send(person(1, "刘涛"))
    html = office.page(batch)
    assert "空格：保持原值" in html
    assert "空格：清空原值" in html
    assert "姓名的空格怎样处理" not in html
    office.choose(batch, **{"blank-phone": "clear"})
    assert batch.decisions["blanks"] == {"phone": "clear"}


def test_a_column_of_ticks_is_one_option_of_a_field(office):
    headers = [*HEADERS[:8], "行政编制", "事业编制", *HEADERS[9:]]
    line = person(1, "刘涛")
    batch = office.send([*line[:8], "√", "", *line[9:]], headers=headers)
    html = office.page(batch)
    assert "编制类型＝行政编制(打√)" in html
    assert office.choose(batch).status_code == 302, "two columns of ticks share their field"


def test_a_choice_is_remembered_for_the_next_file_that_looks_alike(office):
    first = office.send(person(1, "刘涛"), headers=OTHER_WORDS)
    assert first.columns["list"][7]["field"] is None
    office.choose(first, **{"column-7": "title"})
    second = office.send(person(2, "王军"), headers=OTHER_WORDS)
    assert second.columns["list"][7]["field"] == "title"
    html = office.page(second)
    assert re.search(r"已沿用 [\d-]+ 的选择：1列读作什么。", html)
    office.client.post(reverse("intake:forget", args=[second.pk]))
    second.refresh_from_db()
    assert second.columns["list"][7]["field"] is None
    assert "已沿用" not in office.page(second)


def remembered(office):
    """A file that is read as the one before it was told to be."""
    first = office.send(person(1, "刘涛"), headers=OTHER_WORDS)
    office.choose(first, **{"column-7": "title"})
    return office.send(person(2, "王军"), headers=OTHER_WORDS)


@pytest.mark.parametrize("rows_at_once", [2000, 0])
def test_forgetting_the_last_file_takes_nothing_back_that_was_put_right_in_this_one(office, settings, rows_at_once):
    second = remembered(office)
    cell = reverse("intake:cell", args=[second.pk, 2, "name"])
    office.client.post(cell, {"text": "王钧"})
    settings.IMPORT_ROWS_AT_ONCE = rows_at_once
    answer = office.client.post(reverse("intake:forget", args=[second.pk]), follow=True)
    assert "已不沿用上次的选择" in answer.content.decode()
    second.refresh_from_db()
    assert second.columns["list"][7]["field"] is None
    assert second.decisions == {"cells": {"2": {"name": "王钧"}}}
    assert "已沿用" not in office.page(second)


@pytest.mark.parametrize("error", [UnreadableFile("numbers_closed", "今天不再核对"), ImportBatch.DoesNotExist()])
def test_what_cannot_be_forgotten_is_not_said_to_be(office, monkeypatch, error):
    second = remembered(office)

    def fail(*_, **__):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(changing, "preview_rebuild", fail)
        told = office.client.post(reverse("intake:forget", args=[second.pk]), follow=True).content.decode()
    assert ("今天不再核对" if isinstance(error, UnreadableFile) else changing.TOO_LATE) in told
    assert "已沿用" in office.page(second)


def test_an_answer_for_all_rows_is_remembered_once_it_is_written(office):
    lines = [person(1, "刘涛", 学历="读过书")]
    first = office.send(*lines)
    answer = {"field": "education", "written": "读过书", "text": "初中"}
    office.client.post(reverse("intake:values", args=[first.pk]), answer)
    office.client.post(reverse("intake:commit", args=[first.pk]))
    second = office.send(person(2, "王军", 学历="读过书"))
    assert second.summary["error"] == 0
    assert second.columns["recalled"]["what"] == "1种写法读作什么"


def test_nobody_is_offered_the_choices_of_another_unit(office, world):
    first = office.send(person(1, "刘涛"), headers=OTHER_WORDS)
    office.choose(first, **{"column-7": "title"})
    assert TableLayout.objects.get().division == world["敦厚镇"]
    office.client = world.client("county_jian")
    other = office.send(person(2, "王军"), headers=OTHER_WORDS, division="永阳镇")
    assert other.columns["list"][7]["field"] is None


def test_nobody_is_offered_the_choices_of_another_account(office, world):
    """Neither the text that the county wrote, nor its reading of a column, nor who it was."""
    clerk, office.client = office.client, world.client("county_jian")
    lines = [person(1, "刘涛", 学历="永阳李四的学历")]
    first = office.send(*lines, headers=OTHER_WORDS)
    answer = {"field": "education", "written": "永阳李四的学历", "text": "大专"}
    office.client.post(reverse("intake:values", args=[first.pk]), answer)
    first.refresh_from_db()
    office.choose(first, **{"column-7": "title", "column-2": ""})
    office.client = clerk
    second = office.send(person(2, "王军"), headers=OTHER_WORDS)
    assert second.columns["recalled"] is None
    assert second.decisions == {}
    for name in ("columns", "values", "detail"):
        page = clerk.get(reverse(f"intake:{name}", args=[second.pk])).content.decode()
        assert "李四" not in page
        assert "county_jian" not in page
    office.choose(second, **{"column-7": "school"})
    assert {layout.used_by.username for layout in TableLayout.objects.all()} == {"county_jian", "clerk_dunhou"}
    office.client = world.client("county_jian")
    assert office.send(person(3, "陈明"), headers=OTHER_WORDS).columns["list"][7]["field"] == "title"


def test_the_list_names_who_worked_on_a_roster_last_and_puts_waiting_ones_first(office, world):
    waiting = office.send(person(1, "刘涛", 学历="读过书"))
    later = office.send(person(2, "王军"))
    office.client.post(reverse("intake:commit", args=[later.pk]))
    colleague = world.client("county_jian")
    colleague.post(reverse("intake:cell", args=[waiting.pk, 2, "education"]), {"text": "初中"})
    html = office.client.get(reverse("intake:list")).content.decode()
    assert "最近由county_jian于" in html
    assert html.index(f"/imports/{waiting.pk}/") < html.index(f"/imports/{later.pk}/")


def test_people_who_are_not_in_the_file_end_only_if_the_official_says_so(office):
    first = office.send(person(1, "刘涛"), person(2, "王军"))
    office.client.post(reverse("intake:commit", args=[first.pk]))
    second = office.send(person(1, "刘涛", 职务="所长"))
    address = reverse("staffing:roster_left", args=[second.pk])
    html = office.client.get(address).content.decode()
    assert "王军" in html
    assert "刘涛" not in html
    assert " checked" not in html
    post = Appointment.objects.get(person__name="王军")
    refused = office.client.post(address, {"left": post.pk})
    assert refused.status_code == 400
    assert "请填写离岗日期" in refused.content.decode()
    said = {"left": post.pk, f"on-{post.pk}": "2026-01-31", f"reason-{post.pk}": "resigned"}
    html = office.client.post(address, said, follow=True).content.decode()
    assert "另有 1 人将办理离岗" in html
    office.client.post(reverse("intake:commit", args=[second.pk]))
    post.refresh_from_db()
    assert str(post.to_date) == "2026-01-31"


def test_people_may_end_with_a_file_that_changes_nothing_else(office):
    first = office.send(person(1, "刘涛"), person(2, "王军"))
    office.client.post(reverse("intake:commit", args=[first.pk]))
    second = office.send(person(1, "刘涛"))
    preview = reverse("intake:detail", args=[second.pk])
    page = office.client.get(preview).content.decode()
    assert "不需要导入" in page
    assert "核对无误后即可导入" not in page
    post = Appointment.objects.get(person__name="王军")
    said = {"left": post.pk, f"on-{post.pk}": "2026-01-31", f"reason-{post.pk}": "resigned"}
    html = office.client.post(reverse("staffing:roster_left", args=[second.pk]), said, follow=True).content.decode()
    assert "确认办理离岗 1 人" in html
    html = office.client.post(reverse("intake:commit", args=[second.pk]), follow=True).content.decode()
    assert "办理离岗 1 人" in html
    post.refresh_from_db()
    assert str(post.to_date) == "2026-01-31"
