"""The auditor searches the trail, checks that it is whole and takes it along; nobody else sees it."""

import io

import openpyxl
from django.db import connection
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import guards, trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.identity import acting_as
from tests.base import World


def test_the_auditor_finds_an_entry_by_words_and_action(world: World) -> None:
    trail.record(acting_as(world.users["county_jian"]), Action.EXPORTED, label="民政所清单")
    client = world.client("auditor")
    assert "民政所清单" in client.get(reverse("audit"), {"q": "民政所清单"}).content.decode()
    assert "民政所清单" not in client.get(reverse("audit"), {"action": Action.SIGN_OUT}).content.decode()


def test_the_check_says_whole_and_names_what_was_tampered_with(world: World) -> None:
    client = world.client("auditor")
    assert "逐条校验通过" in client.post(reverse("audit_verify"), follow=True).content.decode()
    guards.remove(connection)
    AuditEntry.objects.filter(sequence=1).update(actor_name="别人")
    guards.install(connection)
    assert "校验未通过：序号 1" in client.post(reverse("audit_verify"), follow=True).content.decode()


def test_the_export_holds_what_is_shown_and_is_itself_on_record(world: World) -> None:
    trail.record(SYSTEM, Action.EXPORTED, label="=1+1")
    response = world.client("auditor").get(reverse("audit_export"), {"action": Action.EXPORTED})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cell = book.active["F2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert AuditEntry.objects.filter(object_label="审计日志").exists()
