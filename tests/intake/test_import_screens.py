"""The import wizard as its users meet it, and as those meet it who must not."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import Appointment, Person
from tests.intake import rosters

OTHERS = ("clerk_dunhou", "county_yongxin", "clerk_hechuan")
WITHOUT_THE_RIGHT = (
    "city_officer",
    "city_leader",
    "gov_dunhou",
    "village_gaotang",
    "sysadmin",
    "auditor",
    "finance_jian",
)


def start(
    world, tmp_path, *, user="county_jian", division="吉安县", rows=(rosters.GOOD, rosters.BAD), name="花名册.xlsx"
):
    """Upload a roster; returns the client and the batch that now waits."""
    client = world.client(user)
    path = rosters.roster(tmp_path, rows, name)
    form = {"kind": "station_staff", "division": world[division].pk, "file": rosters.upload(path)}
    response = client.post(reverse("intake:new"), form)
    batch = ImportBatch.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == reverse("intake:detail", args=[batch.pk])
    return client, batch


def url(name, batch):
    return reverse(f"intake:{name}", args=[batch.pk])


def page(client, name, batch, **query):
    return client.get(url(name, batch), query).content.decode()


def test_a_newcomer_is_told_what_to_do(world):
    html = world.client("county_jian").get(reverse("intake:list")).content.decode()
    assert "还没有导入过表格" in html
    assert reverse("intake:new") in html


def test_every_unit_within_the_scope_can_be_chosen_and_every_kind(world, tmp_path):
    client = world.client("county_jian")
    html = client.get(reverse("intake:new")).content.decode()
    offered = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]*)</option>', html))
    assert {"吉安县", "敦厚镇", "永阳镇"} <= set(offered.values())
    assert "station_staff" in offered
    assert "document" in offered
    town = next(value for value, label in offered.items() if label == "敦厚镇")
    form = {
        "kind": "station_staff",
        "division": town,
        "file": rosters.upload(rosters.roster(tmp_path, (rosters.GOOD,), "a.xlsx")),
    }
    assert client.post(reverse("intake:new"), form).status_code == 302
    assert ImportBatch.objects.latest("pk").division == world["敦厚镇"]


def test_the_wizard_says_what_it_understood_and_what_it_would_do(world, tmp_path):
    client, batch = start(world, tmp_path)
    understood = page(client, "columns", batch)
    assert "表头在第 2 行，共 2 行" in understood
    assert "合计行1行" in understood
    preview = page(client, "detail", batch)
    assert "跳过错误行并导入 1 行" in preview
    assert "原文：本科" in preview
    assert "“大学”分不清本科还是专科" in preview
    assert page(client, "detail", batch, show="error").count("王秀英") == 1
    assert "刘涛" not in page(client, "detail", batch, show="error")


def test_numbers_are_masked_on_every_page(world, tmp_path):
    client, batch = start(world, tmp_path)
    client.post(url("commit", batch), {"rows": "good"})
    for name in ("detail", "columns"):
        assert rosters.id_number() not in page(client, name, batch)
    assert "3608*" in page(client, "detail", batch)


def test_the_good_rows_go_in_and_a_second_click_is_told_who_was_first(world, tmp_path):
    client, batch = start(world, tmp_path)
    result = client.post(url("commit", batch), {"rows": "good"}, follow=True).content.decode()
    assert "导入完成：新增1行" in result
    assert "敦厚镇民政所" in result
    assert reverse("offices:station_detail", args=[world.stations["敦厚镇"].pk]) in result
    assert reverse("staffing:person_detail", args=[Person.objects.get().pk]) in result
    again = client.post(url("commit", batch), {"rows": "good"}, follow=True).content.decode()
    assert "已由county_jian于" in again
    assert Appointment.objects.count() == 1


def test_errors_are_not_skipped_unless_asked_for(world, tmp_path):
    client, batch = start(world, tmp_path)
    assert "还有1行有错误" in client.post(url("commit", batch), follow=True).content.decode()
    assert not Person.objects.exists()


def test_an_import_can_be_taken_back(world, tmp_path):
    client, batch = start(world, tmp_path, rows=[rosters.GOOD])
    client.post(url("commit", batch))
    assert "data-confirm" in page(client, "detail", batch)
    html = client.post(url("undo", batch), follow=True).content.decode()
    assert "作废任职1条" in html
    assert not Appointment.objects.live().exists()
    assert "已撤销" in client.get(reverse("intake:list")).content.decode()


def test_a_discarded_batch_writes_nothing(world, tmp_path):
    client, batch = start(world, tmp_path)
    client.post(url("discard", batch))
    client.post(url("commit", batch), {"rows": "good"})
    assert not Person.objects.exists()


def test_the_meaning_of_a_column_can_be_changed(world, tmp_path):
    client, batch = start(world, tmp_path)
    choices = {f"column-{column['index']}": column["field"] or "" for column in batch.columns["list"]}
    choices["column-5"] = ""
    response = client.post(url("columns", batch), choices)
    assert response.url == url("detail", batch)
    batch.refresh_from_db()
    assert batch.columns["list"][5]["field"] is None
    assert "“大学”分不清" not in page(client, "detail", batch)


def test_one_field_cannot_be_read_from_two_columns(world, tmp_path):
    client, batch = start(world, tmp_path)
    choices = {f"column-{column['index']}": column["field"] or "" for column in batch.columns["list"]}
    choices["column-8"] = "name"
    response = client.post(url("columns", batch), choices)
    assert response.status_code == 400
    assert "“姓名”选了2列(C、I列)" in response.content.decode()


def test_a_colleague_of_the_same_office_may_go_on(world, tmp_path):
    _, batch = start(world, tmp_path, user="clerk_dunhou", division="敦厚镇", rows=[rosters.GOOD])
    result = world.client("county_jian").post(url("commit", batch), follow=True).content.decode()
    assert "导入完成" in result


@pytest.mark.parametrize("user", OTHERS)
def test_the_batch_of_another_area_does_not_exist(world, tmp_path, user):
    _, batch = start(world, tmp_path)
    client = world.client(user)
    for name in ("detail", "columns", "workbook"):
        assert client.get(url(name, batch)).status_code == 404
    for name in ("commit", "undo", "discard", "columns"):
        assert client.post(url(name, batch)).status_code == 404
    assert batch.file_name not in client.get(reverse("intake:list")).content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


@pytest.mark.parametrize("user", WITHOUT_THE_RIGHT)
def test_roles_without_the_right_are_refused(world, tmp_path, user):
    _, batch = start(world, tmp_path)
    client = world.client(user)
    for address in (
        reverse("intake:list"),
        reverse("intake:new"),
        url("detail", batch),
        url("workbook", batch),
    ):
        assert client.get(address).status_code == 403
    assert client.post(url("commit", batch)).status_code == 403


@pytest.mark.parametrize("place", ["禾川镇", "永阳镇", "吉安县", "吉安市", "高塘村"])
def test_a_unit_out_of_scope_cannot_be_submitted(world, tmp_path, place):
    form = {"kind": "station_staff", "division": world[place].pk, "file": rosters.upload(rosters.roster(tmp_path))}
    response = world.client("clerk_dunhou").post(reverse("intake:new"), form)
    assert response.status_code == 400
    assert "请从列表中选择单位" in response.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04rubbish", "已损坏"),
        (b"%PDF-1.7", "PDF"),
        ("今天天气很好\n明天也不错\n".encode(), "没有找到表头"),
        (b"\r\n\r\n", "空"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_at_its_field(world, content, message):
    file = SimpleUploadedFile("花名册.xlsx", content)
    form = {"kind": "station_staff", "division": world["吉安县"].pk, "file": file}
    client = world.client("county_jian")
    response = client.post(reverse("intake:new"), form)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert "花名册.xlsx" not in client.get(reverse("intake:list")).content.decode()
    assert not ImportBatch.objects.exclude(summary__has_key="refused").exists()


def test_a_file_over_the_limit_is_refused(world, settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    file = SimpleUploadedFile("花名册.xlsx", b"PK" * 1024 * 1024)
    form = {"kind": "station_staff", "division": world["吉安县"].pk, "file": file}
    response = world.client("county_jian").post(reverse("intake:new"), form)
    assert "文件超过 1 MB" in response.content.decode()


def test_the_marked_workbook_comes_back_and_is_on_record(world, tmp_path):
    client, batch = start(world, tmp_path)
    response = client.get(url("workbook", batch))
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    assert book.sheetnames == ["花名册", "导入核对"]
    assert AuditEntry.objects.filter(action=Action.EXPORTED, object_id=str(batch.pk)).exists()


def test_a_file_that_is_gone_is_said_to_be_gone(world, tmp_path):
    client, batch = start(world, tmp_path)
    batch.file.storage.delete(batch.file.name)
    assert "原文件已不在服务器上" in client.get(url("workbook", batch), follow=True).content.decode()


def test_strokes_and_reminders_do_not_keep_a_row_out(world, tmp_path):
    client, batch = start(world, tmp_path, rows=[[1, "敦厚镇", "刘涛", "男", "/", "—", "", "无", ""]])
    assert batch.summary["error"] == 0
    html = page(client, "detail", batch, show="reminders")
    assert "刘涛" in html or "没有这一类的行" in html


def test_text_that_looks_like_markup_is_shown_as_text(world, tmp_path):
    client, batch = start(world, tmp_path, rows=[[1, "敦厚镇", "<script>x</script>", "男", "", "", "", "", ""]])
    assert "<script>x" not in page(client, "detail", batch)


def test_ten_thousand_rows_page_by_hundreds_in_a_small_page(world, tmp_path, django_assert_max_num_queries):
    client, batch = start(world, tmp_path)
    sample = batch.rows.get(outcome=ImportRow.Outcome.ERROR)
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch,
            number=number,
            outcome=sample.outcome,
            cells=sample.cells,
            values=sample.values,
            issues=sample.issues,
        )
        for number in range(100, 10_100)
    )
    with django_assert_max_num_queries(20):
        html = page(client, "detail", batch, show="error")
    assert len(html.encode()) < 300_000
    assert len(re.findall(r'class="import-row-error"', html)) == 100
    assert "本页第 4–198 行，每页 100 行" in html
    with django_assert_max_num_queries(20):
        last = page(client, "detail", batch, show="error", row=10_050)
    assert "本页第 10050–10099 行" in last
    assert "下一页</a>" not in last


@pytest.mark.parametrize("kind", ["station_staff", "village_specialist", "nursing_home_staff"])
def test_a_template_can_be_had_for_every_kind(world, kind):
    response = world.client("clerk_dunhou").get(reverse("intake:template", args=[kind]))
    assert response.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(response.getvalue())).sheetnames[0] == "花名册"
    assert world.client("clerk_dunhou").get(reverse("intake:template", args=["x"])).status_code == 404


def test_the_first_step_offers_blank_and_present_tables_of_every_kind(world):
    html = world.client("county_jian").get(reverse("intake:new")).content.decode()
    assert re.findall(r'<optgroup label="(.*?)">', html) == ["人员花名册", "单位情况表", "台账", "吉安县"]
    for title in ("敬老院工作人员花名册", "人口数表"):
        assert f"{title}模板" in html
        assert f"现有{title}" in html
    assert reverse("staffing:roster_current", args=["nursing_home_staff"]) in html
    assert reverse("intake:current", args=["population"]) in html


def test_an_import_that_was_taken_back_is_previewed_again_with_all_that_was_put_right(world, tmp_path):
    client, batch = start(world, tmp_path, rows=(rosters.GOOD, rosters.BAD))
    number = batch.rows.get(outcome="error").number
    client.post(reverse("intake:row_skip", args=[batch.pk, number]), {"skip": "1"})
    good = batch.rows.get(outcome="new").number
    client.post(reverse("intake:cell", args=[batch.pk, good, "note"]), {"text": "改过"})
    client.post(url("commit", batch))
    assert "用这份文件再核对一次" not in page(client, "detail", batch)
    client.post(url("undo", batch))
    assert "用这份文件再核对一次" in page(client, "detail", batch)
    told = client.post(url("again", batch), follow=True).content.decode()
    again = ImportBatch.objects.latest("pk")
    assert "已按原来的选择和更正重新核对" in told
    assert (again.pk != batch.pk, again.state) == (True, "previewed")
    assert again.rows.get(number=good).values["note"] == "改过"
    assert again.rows.get(number=number).outcome == "skipped"
    client.post(url("commit", again))
    assert Appointment.objects.filter(voided_at=None).count() == 1


def test_neither_a_waiting_file_nor_one_that_is_kept_no_more_is_previewed_again(world, tmp_path):
    client, batch = start(world, tmp_path)
    assert "已不再保存，请重新上传" in client.post(url("again", batch), follow=True).content.decode()
    client.post(url("discard", batch))
    batch.refresh_from_db()
    batch.file.delete(save=True)
    assert "已不再保存，请重新上传" in client.post(url("again", batch), follow=True).content.decode()
    assert "用这份文件再核对一次" not in page(client, "detail", batch)
    assert ImportBatch.objects.count() == 1


def test_a_large_file_is_read_again_by_the_worker_with_all_that_was_put_right(world, tmp_path, settings):
    client, batch = start(world, tmp_path, rows=(rosters.GOOD,))
    good = batch.rows.get(outcome="new").number
    client.post(reverse("intake:cell", args=[batch.pk, good, "note"]), {"text": "改过"})
    client.post(url("discard", batch))
    settings.IMPORT_BYTES_AT_ONCE = 0
    client.post(url("again", batch))
    again = ImportBatch.objects.latest("pk")
    assert (again.pk != batch.pk, again.state) == (True, "previewed")
    assert again.rows.get(number=good).values["note"] == "改过"
