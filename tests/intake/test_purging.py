"""What nobody came back to is put aside and forgotten; what was imported stays. And nobody sends without end."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from intake.models import ImportBatch, ImportJob
from intake.preview import preview
from intake.purging import imports_purge
from staffing.models import RosterNumbers
from tests.intake.engine import Engine
from tests.intake.steps import upload
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

pytestmark = pytest.mark.django_db
keep = preview.keep_file


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Other tests leave files behind."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def path(tmp_path):
    return save(tmp_path / "花名册.xlsx", [HEADERS, person(1, "张三"), person(2, "李四")])


@pytest.fixture
def engine(world):
    return Engine(world)


def later(settings, days=1):
    return timezone.now() + timedelta(days=settings.IMPORTS_WAIT_DAYS + days)


def test_an_abandoned_preview_is_given_up_and_forgotten(engine, path, settings, world):
    batch = engine.preview(path)
    name, storage, scope = batch.file.name, batch.file.storage, engine.identity
    ImportJob.objects.create(
        batch=batch, action="read", user=engine.user, role=scope.role, division_id=scope.division_id,
        options={"decisions": {"cells": {"2": {"name": "张山"}}}}, finished_at=timezone.now(),
    )  # fmt: skip
    assert imports_purge() == imports_purge(timezone.now() + timedelta(days=settings.IMPORTS_WAIT_DAYS - 1))
    assert batch.rows.exists()
    purged = imports_purge(later(settings))
    assert (purged.put_aside, purged.forgotten) == (1, 1)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DISCARDED
    assert not batch.rows.exists()
    assert not RosterNumbers.objects.filter(batch=batch).exists()
    assert not storage.exists(name)
    assert (batch.decisions, batch.columns, batch.jobs.get().options) == ({}, {}, {})
    page = world.client("county_jian").get(reverse("intake:detail", args=[batch.pk]))
    assert page.status_code == 200
    assert "已放弃" in page.content.decode()
    assert imports_purge(later(settings)).forgotten == 0


def test_what_was_touched_imported_or_is_at_work_stays(engine, path, settings):
    touched, imported, working = (engine.preview(path) for _ in range(3))
    engine.commit(imported)
    ImportBatch.objects.filter(pk=touched.pk).update(touched_at=later(settings, -1))
    scope = engine.identity
    ImportJob.objects.create(
        batch=working, action="commit", user=engine.user, role=scope.role, division_id=scope.division_id
    )
    assert imports_purge(later(settings)).put_aside == 0
    assert all(batch.rows.exists() for batch in (touched, imported, working))


def test_the_file_of_an_upload_that_was_cut_off_is_forgotten_too(engine, path, settings, monkeypatch):
    """What the transaction was to name is taken back with it, but not the file."""
    kept = engine.preview(path)
    with monkeypatch.context() as patch:
        patch.setattr(preview, "keep_file", lambda batch, path: (keep(batch, path), 1 / 0))
        with pytest.raises(ZeroDivisionError):
            engine.preview(path)
    storage = kept.file.storage
    folder = str(Path(kept.file.name).parent)
    assert len(storage.listdir(folder)[1]) == 2
    longest = timedelta(days=settings.IMPORTS_UNNAMED_DAYS)
    assert imports_purge(timezone.now() + longest - timedelta(minutes=1)).swept == 0
    assert imports_purge(timezone.now() + longest + timedelta(minutes=1)).swept == 1
    assert [f"{folder}/{name}" for name in storage.listdir(folder)[1]] == [kept.file.name]
    assert storage.exists(kept.file.name)


def test_a_database_without_any_import_deletes_no_file(engine, path, settings, capsys, caplog):
    """It is not the one that the files were sent to."""
    settings.IMPORTS_UNNAMED_DAYS = -1
    kept = engine.preview(path)
    kept.rows.all().delete()
    ImportBatch.objects.all().delete()
    call_command("purge_imports")
    assert kept.file.storage.exists(kept.file.name)
    assert "有1个文件，数据库里却没有任何导入记录，一个也没有删" in capsys.readouterr().err
    assert "1 files of imports were kept" in caplog.text
    engine.preview(path)
    assert imports_purge().swept == 1
    assert not kept.file.storage.exists(kept.file.name)


def test_the_nightly_command_says_what_it_did(capsys):
    call_command("purge_imports")
    assert capsys.readouterr().out == "放弃0份，清除0份。\n"


def test_whoever_has_many_previews_waiting_finishes_some_first(world, path, settings):
    settings.IMPORTS_WAITING = 1
    client = world.client("county_jian")
    upload(client, path, world["敦厚镇"])
    with path.open("rb") as content:
        sent = {"kind": "station_staff", "division": world["敦厚镇"].pk, "file": content}
        refused = client.post(reverse("intake:new"), sent)
    assert refused.status_code == 400
    assert "您有1份导入还在等待确认" in refused.content.decode()
    assert ImportBatch.objects.count() == 1
    client.post(reverse("intake:discard", args=[ImportBatch.objects.get().pk]))
    upload(client, path, world["敦厚镇"])
    assert ImportBatch.objects.count() == 2


def test_nobody_sends_more_in_a_day_than_the_quota(world, path, settings):
    settings.IMPORT_BYTES_PER_DAY = int(path.stat().st_size * 1.5)
    client = world.client("county_jian")
    upload(client, path, world["敦厚镇"])
    with path.open("rb") as content:
        sent = {"kind": "station_staff", "division": world["敦厚镇"].pk, "file": content}
        refused = client.post(reverse("intake:new"), sent)
    assert "一天之内上传的文件超过" in refused.content.decode()
    assert ImportBatch.objects.get().file_size == path.stat().st_size


@pytest.mark.parametrize("content", [b"PK rubbish", "今天天气很好\n".encode()])
def test_what_was_refused_at_once_counts_for_a_day(world, path, settings, content):
    settings.IMPORT_BYTES_PER_DAY = path.stat().st_size + len(content) - 1
    client, sent = world.client("county_jian"), {"kind": "station_staff", "division": world["敦厚镇"].pk}
    client.post(reverse("intake:new"), {**sent, "file": SimpleUploadedFile("张三.xlsx", content)})
    with path.open("rb") as file:
        refused = client.post(reverse("intake:new"), {**sent, "file": file})
    assert "一天之内上传的文件超过" in refused.content.decode()
    assert "张三" not in client.get(reverse("intake:list")).content.decode()
    imports_purge(timezone.now() + timedelta(hours=23))
    assert ImportBatch.objects.count() == 1
    imports_purge(timezone.now() + timedelta(hours=25))
    upload(client, path, world["敦厚镇"])
    assert ImportBatch.objects.get().file_name == "花名册.xlsx"
