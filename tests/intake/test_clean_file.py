"""A file whose columns are all understood goes straight to the preview; any other is looked at column by column."""

import pytest
from django.urls import reverse

from intake.models import ImportBatch
from tests.intake.rosters import upload as sent
from tests.staffing.rosters.staff_rosters import HEADERS, book, person, save

pytestmark = pytest.mark.django_db

CLEAN = [HEADERS, person(1, "刘涛"), person(2, "王军", 学历="读过书")]


def url(name, batch):
    return reverse(f"intake:{name}", args=[batch.pk])


@pytest.fixture
def client(world):
    return world.client("clerk_dunhou")


@pytest.fixture
def upload(world, client):
    """Send a file; returns where the browser is sent, and the batch."""

    def send(path):
        form = {"kind": "station_staff", "division": world["敦厚镇"].pk, "file": sent(path)}
        answer = client.post(reverse("intake:new"), form)
        return answer.url, ImportBatch.objects.latest("pk")

    return send


def test_it_is_told_and_the_columns_are_one_click_away(client, upload, tmp_path):
    where, batch = upload(save(tmp_path / "a.xlsx", CLEAN))
    assert where == url("detail", batch)
    page = client.get(where).content.decode()
    assert "11 列全部认出。" in page
    assert f'href="{url("columns", batch)}">看看各列读作什么' in page
    assert client.get(url("columns", batch)).status_code == 200
    client.post(url("commit", batch), {"rows": "good"})
    assert "列全部认出" not in client.get(where).content.decode()


def test_columns_that_nobody_records_are_named(client, upload, tmp_path):
    lines = [[*line, more] for line, more in zip(CLEAN, ("年龄", 40, 41), strict=True)]
    where, batch = upload(save(tmp_path / "a.xlsx", lines))
    assert where == url("detail", batch)
    assert "12 列全部认出，其中“年龄”不登记。" in client.get(where).content.decode()


@pytest.mark.parametrize("more", ["宿舍号", "第一学历", "村(居)", ""])
def test_a_column_that_is_not_understood_for_sure_is_looked_at(upload, tmp_path, more):
    """Unknown, near to something, recorded by another kind of table only, without a name."""
    lines = [[*line, text] for line, text in zip(CLEAN, (more, "高塘村", "高塘村"), strict=True)]
    where, batch = upload(save(tmp_path / "a.xlsx", lines))
    assert where == url("columns", batch)


def test_several_sheets_are_looked_at(upload, tmp_path):
    where, batch = upload(book(tmp_path / "a.xlsx", 甲=CLEAN, 乙=[HEADERS, person(3, "李强")]))
    assert where == url("columns", batch)


def test_choices_that_are_applied_again_are_looked_at(client, upload, tmp_path):
    path = save(tmp_path / "a.xlsx", [[*line, text] for line, text in zip(CLEAN, ("去处", "甲", "乙"), strict=True)])
    _, batch = upload(path)
    told = {f"column-{column['index']}": column["field"] or "note" for column in batch.columns["list"]}
    client.post(url("columns", batch), {"header_first": 1, "header_last": 1, **told})
    where, again = upload(path)
    assert again.columns["recalled"]
    assert where == url("columns", again)


def test_a_large_file_read_by_the_worker_goes_on_likewise(client, upload, tmp_path, settings):
    settings.IMPORT_BYTES_AT_ONCE = 0
    where, batch = upload(save(tmp_path / "a.xlsx", CLEAN))
    assert where == url("progress", batch)
    assert client.get(where).url == url("detail", batch)
    where, batch = upload(save(tmp_path / "b.xlsx", [[*line, "甲"] for line in CLEAN]))
    assert client.get(where).url == url("columns", batch)
