"""Large rosters are handed to a worker: what the official sees meanwhile, and what becomes of each way it can end."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intake.models import ImportBatch, ImportJob
from intake.preview.revise import cell_correct
from intake.work import job_actions, jobs, tasks
from jian_minzheng.core import progress
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import DivisionGrant
from staffing.models import Appointment, Person
from tests.intake import rosters
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

NOW = timezone.now


@pytest.fixture
def queue(settings):
    """Tasks wait for a worker, and everything counts as large."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.IMPORT_BYTES_AT_ONCE = settings.IMPORT_ROWS_AT_ONCE = 0
    return settings


@pytest.fixture
def county(world):
    return world.client("county_jian")


@pytest.fixture
def batch(world, tmp_path):
    """Two good rows, previewed."""
    path = save(tmp_path / "花名册.xlsx", [HEADERS, person(1, "张三"), person(2, "李四")])
    return Engine(world).preview(path)


def url(name, batch):
    return reverse(f"intake:{name}", args=[batch.pk])


def seen(client, batch, **headers):
    return client.get(url("progress", batch), headers=headers).content.decode()


def ask(client, batch, action="commit"):
    """Press the button; returns the job that now waits."""
    response = client.post(url(action, batch))
    assert response.url == url("progress", batch)
    return ImportJob.objects.latest("pk")


def work(job):
    """What the worker does when it fetches the job's task."""
    tasks.import_job_run.call(job.pk)
    job.refresh_from_db()


def upload(client, world, path):
    form = {"kind": "station_staff", "division": world["敦厚镇"].pk, "file": rosters.upload(path)}
    response = client.post(reverse("intake:new"), form)
    batch = ImportBatch.objects.latest("pk")
    assert response.url == url("progress", batch)
    return batch


def aged(job, *, requested=0, started=None):
    """Move the job's times that many seconds into the past."""
    job.requested_at = NOW() - timedelta(seconds=requested)
    job.started_at = None if started is None else NOW() - timedelta(seconds=started)
    job.save()


def test_a_large_file_is_read_by_the_worker(queue, world, county, tmp_path):
    batch = upload(county, world, rosters.roster(tmp_path))
    assert batch.state == ImportBatch.State.READ
    assert "正在等待后台程序" in seen(county, batch)
    assert county.get(url("detail", batch)).url == url("progress", batch)
    work(batch.jobs.get())
    assert county.get(url("progress", batch)).url == url("detail", batch)
    assert "共 2 行" in county.get(url("columns", batch)).content.decode()


@pytest.mark.parametrize(
    ("content", "reason"), [(b"PK\x03\x04rubbish", "已损坏"), ("今天天气很好\n明天也不错\n".encode(), "没有找到表头")]
)
def test_a_large_file_that_cannot_be_read_is_explained(queue, world, county, tmp_path, content, reason):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    batch = upload(county, world, path)
    work(batch.jobs.get())
    html = seen(county, batch)
    assert reason in html
    assert "重新上传" in html
    county.post(url("discard", batch))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DISCARDED
    assert county.get(url("detail", batch)).status_code == 200


def test_a_large_import_is_written_by_the_worker_in_the_name_of_who_asked(queue, county, batch):
    job = ask(county, batch)
    assert not Person.objects.exists()
    work(job)
    response = county.get(url("progress", batch), follow=True)
    assert response.redirect_chain == [(url("detail", batch), 302)]
    assert "导入完成：新增2行" in response.content.decode()
    entry = AuditEntry.objects.get(action=Action.IMPORT_COMMITTED)
    assert (entry.actor_name, entry.role, entry.address) == ("county_jian", "吉安县·县局业务员", "127.0.0.1")


def test_a_large_import_is_taken_back_by_the_worker(queue, county, batch):
    work(ask(county, batch))
    work(ask(county, batch, "undo"))
    assert "已撤销：作废任职2条" in county.get(url("progress", batch), follow=True).content.decode()
    assert not Appointment.objects.live().exists()


def test_other_columns_of_a_large_roster_are_read_by_the_worker(queue, county, batch):
    choices = {f"column-{column['index']}": column["field"] or "" for column in batch.columns["list"]}
    response = county.post(url("columns", batch), {**choices, "column-5": ""})
    assert response.url == url("progress", batch)
    work(batch.jobs.get())
    assert county.get(url("progress", batch)).url == url("detail", batch)
    batch.refresh_from_db()
    assert batch.columns["list"][5]["field"] is None


def test_a_job_is_done_once(queue, county, batch):
    job = ask(county, batch)
    work(job)
    work(job)
    assert Person.objects.count() == 2
    assert AuditEntry.objects.filter(action=Action.IMPORT_COMMITTED).count() == 1


def test_whoever_comes_back_finds_the_progress(queue, world, county, batch):
    job = ask(county, batch)
    aged(job, requested=3, started=2)
    progress.report(job.progress_key, 3000, 10000, "已写入 3,000/10,000 行")
    assert "处理中" in county.get(reverse("intake:list")).content.decode()
    html = world.client("county_jian").get(url("detail", batch), follow=True).content.decode()
    assert "已写入 3,000/10,000 行" in html
    assert 'value="30"' in html


def test_the_page_asks_for_its_changing_part_only(queue, county, batch):
    job = ask(county, batch)
    part = seen(county, batch, **{"HX-Request": "true", "X-Poll": "1"})
    assert "<html" not in part
    assert "正在等待后台程序" in part
    work(job)
    for _ in range(2):  # a poll may be answered twice; the outcome is told once
        over = county.get(url("progress", batch), headers={"HX-Request": "true", "X-Poll": "1"})
        assert "every 1s" not in over.content.decode()
        assert 'hx-trigger="load"' in over.content.decode()
    answer = county.get(url("progress", batch), {"end": "1"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == url("detail", batch)
    assert county.get(url("detail", batch)).content.decode().count("导入完成") == 1


def test_a_page_that_asks_by_itself_does_not_keep_the_session_alive(queue, county, batch, settings):
    ask(county, batch)
    session = county.session
    session["last_seen"] -= 120
    session.save()
    seen(county, batch, **{"HX-Request": "true", "X-Poll": "1"})
    assert county.session["last_seen"] == session["last_seen"]
    seen(county, batch)
    assert county.session["last_seen"] > session["last_seen"]


def test_without_a_worker_the_page_says_so(queue, county, batch):
    aged(ask(county, batch), requested=60)
    html = seen(county, batch)
    assert "后台程序未运行，请联系管理员" in html
    assert "不用重新上传" in html


def test_behind_another_roster_the_page_says_so(queue, world, county, batch, tmp_path):
    other = Engine(world).preview(save(tmp_path / "乙.xlsx", [HEADERS, person(3, "王五")]))
    busy = ask(county, other)
    aged(busy, started=30)
    aged(ask(county, batch), requested=60)
    with progress.pulse(busy.progress_key):
        assert "正在处理另一份表格" in seen(county, batch)


def test_a_job_whose_process_died_is_begun_again_with_one_click(queue, county, batch):
    aged(ask(county, batch), requested=90, started=60)
    assert "重新开始" in seen(county, batch)
    assert county.post(url("restart", batch)).url == url("progress", batch)
    work(batch.jobs.latest("pk"))
    assert Person.objects.count() == 2


def test_a_job_at_work_is_not_begun_again(queue, county, batch):
    job = ask(county, batch)
    aged(job, started=60)
    with progress.pulse(job.progress_key):
        assert "正在处理" in county.post(url("restart", batch), follow=True).content.decode()
    assert batch.jobs.count() == 1


def test_a_second_click_leads_to_the_first_ones_progress(queue, county, batch):
    ask(county, batch)
    assert "正在处理，请等它完成" in county.post(url("commit", batch), follow=True).content.decode()
    assert batch.jobs.count() == 1


def test_what_is_asked_for_is_what_was_seen(queue, world, county, batch):
    """While a commit waits, neither a cell nor a column of the preview can be changed."""
    ask(county, batch)
    with pytest.raises(ImportBatch.DoesNotExist):
        cell_correct(Engine(world).actor, batch=batch, number=2, key="education", text="本科")
    assert county.get(url("columns", batch), follow=True).redirect_chain[-1][0] == url("progress", batch)


def test_a_waiting_job_can_be_given_up_and_then_does_nothing(queue, county, batch):
    job = ask(county, batch)
    county.post(url("discard", batch))
    work(job)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DISCARDED
    assert not Person.objects.exists()


def test_a_job_at_work_cannot_be_given_up(queue, county, batch):
    aged(ask(county, batch), started=1)
    assert "正在处理" in county.post(url("discard", batch), follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_a_grant_taken_back_meanwhile_writes_nothing(queue, world, county, batch):
    job = ask(county, batch)
    DivisionGrant.objects.filter(user=world.users["county_jian"]).delete()
    work(job)
    assert (job.failed, "授权已经变更" in job.message) == (True, True)
    assert not Person.objects.exists()


def test_a_refusal_is_told_with_its_rows(queue, county, batch, world, tmp_path):
    job = ask(county, batch)
    Engine(world).take_in(save(tmp_path / "乙.xlsx", [HEADERS, person(1, "张三")]))
    work(job)
    html = county.get(url("progress", batch), follow=True).content.decode()
    assert "预览之后有1行对应的记录已被修改" in html
    assert "第2行" in html
    assert "确认导入" in html


def test_an_unexpected_error_writes_nothing_can_be_retried_and_names_no_numbers(
    queue, county, batch, monkeypatch, caplog
):
    job = ask(county, batch)

    def fail(*_, **__):
        raise ValueError(f"Key (id_number)=({rosters.id_number()}) already exists")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(job_actions, "batch_commit", fail)
        work(job)
    assert "ValueError" in caplog.text
    assert rosters.id_number() not in caplog.text
    html = county.get(url("progress", batch), follow=True).content.decode()
    assert "意外错误，没有写入任何内容" in html
    work(ask(county, batch))
    assert Person.objects.count() == 2


def test_the_rights_of_others_end_at_their_area(queue, world, county, batch):
    ask(county, batch)
    for username, status in (("county_yongxin", 404), ("clerk_hechuan", 404), ("city_leader", 403)):
        client = world.client(username)
        assert client.get(url("progress", batch)).status_code == status
        assert client.post(url("restart", batch)).status_code == status


def test_the_progress_takes_few_queries(queue, county, batch, django_assert_max_num_queries):
    ask(county, batch)
    seen(county, batch)
    with django_assert_max_num_queries(12):
        seen(county, batch, **{"HX-Request": "true", "X-Poll": "1"})


def waiting_for(job, monkeypatch):
    """Nobody has fetched the job for longer than anybody is patient."""
    monkeypatch.setattr(jobs, "PATIENCE", timedelta(0))
    return jobs.standing(job)


def test_what_a_page_was_about_to_do_at_once_is_taken_up_by_the_worker(county, batch, queue, monkeypatch):
    """The web process ends between storing what is asked for and beginning it."""
    queue.IMPORT_ROWS_AT_ONCE = 100
    monkeypatch.setattr(type(tasks.import_job_run), "call", lambda task, *arguments: None)
    job = ask(county, batch)
    assert (job.started_at, batch.rows.count()) == (None, 2)
    (queued,) = DBTaskResult.objects.all()
    assert queued.args_kwargs["args"] == [job.pk]
    monkeypatch.undo()
    queued.task.call(*queued.args_kwargs["args"])
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.COMMITTED


def test_an_undo_for_which_no_worker_comes_can_be_given_up_or_begun_again(county, batch, queue, monkeypatch):
    work(ask(county, batch))
    job = ask(county, batch, "undo")
    assert waiting_for(job, monkeypatch).phase == "no_worker"
    html = seen(county, batch)
    assert "不再等待" in html
    assert "重新开始" in html
    answer = county.post(url("give_up", batch), follow=True)
    assert "已停止等待" in answer.content.decode()
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.failed, batch.state) == (True, ImportBatch.State.COMMITTED)
    work(job)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.COMMITTED
    work(ask(county, batch, "undo"))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.UNDONE


def test_giving_up_a_commit_keeps_what_was_put_right(county, batch, queue, monkeypatch, world):
    cell_correct(Engine(world).actor, batch=batch, number=2, key="name", text="张山")
    job = ask(county, batch)
    assert waiting_for(job, monkeypatch).may_give_up
    county.post(url("give_up", batch))
    batch.refresh_from_db()
    assert batch.decisions["cells"] == {"2": {"name": "张山"}}
    assert "张山" in county.get(url("detail", batch)).content.decode()


def test_a_file_is_not_kept_without_being_asked_to_be_read(queue, world, county, tmp_path, monkeypatch):
    """The web process ends in between: nobody would ever read it, and its page led nowhere."""

    def fail(*_, **__):
        raise OperationalError("the database is gone")

    monkeypatch.setattr(jobs, "job_start", fail)
    with pytest.raises(OperationalError):
        upload(county, world, rosters.roster(tmp_path))
    assert not ImportBatch.objects.exists()


def asked_to_read(county, batch):
    """Leave out the sixth column of a large table: the worker is to read it so."""
    choices = {f"column-{column['index']}": column["field"] or "" for column in batch.columns["list"]}
    county.post(url("columns", batch), {**choices, "column-5": ""})
    return batch.jobs.latest("pk")


def test_a_reading_anew_for_which_no_worker_comes_is_given_up_and_nothing_put_right_is_lost(
    county, batch, queue, monkeypatch, world
):
    cell_correct(Engine(world).actor, batch=batch, number=2, key="name", text="张山")
    job = asked_to_read(county, batch)
    assert waiting_for(job, monkeypatch).may_give_up
    assert "已停止等待" in county.post(url("give_up", batch), follow=True).content.decode()
    work(job)
    batch.refresh_from_db()
    assert (batch.state, batch.decisions["cells"]) == ("previewed", {"2": {"name": "张山"}})
    assert batch.columns["list"][5]["field"] is not None


def test_a_reading_begun_again_takes_back_nothing_that_was_put_right_meanwhile(
    county, batch, queue, monkeypatch, world
):
    job = asked_to_read(county, batch)
    with monkeypatch.context() as patch:
        patch.setattr(job_actions, "preview_rebuild", lambda *_, **__: 1 / 0)
        work(job)
    assert job.retryable
    cell_correct(Engine(world).actor, batch=batch, number=2, key="name", text="张山")
    county.post(url("restart", batch))
    again = batch.jobs.latest("pk")
    assert again != job
    work(again)
    assert "又有人改过这份表格" in county.get(url("progress", batch), follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.decisions["cells"] == {"2": {"name": "张山"}}
    work(asked_to_read(county, batch))
    batch.refresh_from_db()
    assert batch.decisions["cells"] == {"2": {"name": "张山"}}
    assert batch.columns["list"][5]["field"] is None


def test_a_restart_that_is_cut_off_leaves_what_it_was_to_begin_again(county, queue, world, tmp_path, monkeypatch):
    batch = upload(county, world, rosters.roster(tmp_path))
    aged(batch.jobs.get(), requested=90, started=60)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "job_start", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            county.post(url("restart", batch))
    assert "重新开始" in seen(county, batch)
    county.post(url("restart", batch))
    work(batch.jobs.latest("pk"))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_a_file_of_few_rows_and_many_bytes_is_read_anew_by_the_worker(county, batch, queue):
    queue.IMPORT_ROWS_AT_ONCE = 2000
    job = asked_to_read(county, batch)
    assert (job.action, job.finished_at) == ("read", None)


def test_what_was_given_up_is_not_written_after_all(county, batch, queue, monkeypatch):
    """A worker that showed no sign of life, and lives: whoever gave up was told that nothing was written."""
    job, real = ask(county, batch), tasks._actor

    def given_up_meanwhile(working):
        ImportJob.objects.filter(pk=working.pk).update(finished_at=timezone.now(), message=jobs.GIVEN_UP, failed=True)
        return real(working)

    monkeypatch.setattr(tasks, "_actor", given_up_meanwhile)
    work(job)
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.message, job.failed, batch.state) == (jobs.GIVEN_UP, True, ImportBatch.State.PREVIEWED)
    assert not Person.objects.exists()


def test_a_job_at_work_is_not_given_up(county, batch, queue):
    job = ask(county, batch)
    assert job.claim()
    assert county.post(url("give_up", batch)).url == url("progress", batch)
    job.refresh_from_db()
    assert job.finished_at is None
