"""A record that the intake has never heard of comes in by its declaration alone, through every screen.

The model belongs to an app above the intake and lives for one test; its table is undone with the test's transaction.
"""

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from intake.kinds import KINDS
from intake.lines import books
from intake.models import ImportBatch
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.listing import Listing
from jian_minzheng.core.registers.tables import PARTS, TABLES, RegisterTable, TableColumn, TablePart, add_table
from offices.listing.filters import PlacedFilter
from offices.models import Division
from offices.models.divisions import Level
from offices.registers.placed import KEPT_AT, real_units
from offices.roles import Capability
from tests.intake.steps import read_as, upload
from tests.staffing.rosters.staff_rosters import save

APP = "assessments"
HEADER = ["乡镇", "会议名称", "会议日期", "到会人数", "形式"]


def _model() -> Any:
    class JointMeeting(Versioned, Voidable):
        class Form(models.TextChoices):
            IN_PERSON = "in_person", "现场"
            REMOTE = "remote", "视频"

        division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="单位")
        title = models.CharField("会议名称", max_length=40)
        held_on = models.DateField("会议日期")
        present = models.PositiveSmallIntegerField("到会人数", null=True, blank=True)
        form = models.CharField("形式", max_length=10, choices=Form.choices)

        objects: Any = VoidableQuerySet.as_manager()
        history = HistoricalRecords(excluded_fields=["version"])
        scope_path = "division__path"

        class Meta:
            app_label = APP
            verbose_name = "联席会议"

        def __str__(self) -> str:
            return self.title

    return JointMeeting


def _create(model: Any) -> None:
    editor = connection.schema_editor()
    editor.deferred_sql = []
    with connection.cursor() as cursor:
        for table in (model, model.history.model):
            sql, params = editor.table_sql(table)
            cursor.execute(sql, params or None)


@pytest.fixture
def meetings(world) -> Iterator[Any]:
    """The model, with its register and its table declared as an app would declare them."""
    model = _model()
    _create(model)

    asked = ["title", "held_on", "present", "form"]
    meta = type("Meta", (), {"model": model, "fields": asked})
    form: Any = type("MeetingForm", (EditForm,), {"Meta": meta})
    register = Register(
        model=model,
        name="meeting",
        slug="meetings",
        app=APP,
        title="联席会议",
        view=Capability.VIEW_OFFICES,
        kept_at=KEPT_AT,
        units=real_units,
        listing=Listing(
            name="meetings",
            title="联席会议",
            rows=lambda identity, values: model.objects.visible_to(identity),
            columns=[],
            filters=PlacedFilter,
            order=("pk",),
        ),
        form=form,
    )
    fields = {name: model._meta.get_field(name) for name in asked}
    table = add_table(
        RegisterTable(
            key="meeting",
            label="联席会议",
            group="台账",
            levels=(Level.COUNTY, Level.TOWNSHIP),
            named_by="meeting_title",
            synonyms={"unit": ["乡镇", "单位"]},
            columns=[
                TableColumn(key="meeting_title", label="会议名称", column=fields["title"]),
                TableColumn(key="held_on", label="会议日期", reads="date", column=fields["held_on"]),
                TableColumn(key="present", label="到会人数", reads="count", column=fields["present"]),
                TableColumn(key="meeting_form", label="形式", reads="choice", column=fields["form"]),
            ],
            parts=[
                TablePart(
                    key="meeting",
                    register=register,
                    attributes={"meeting_title": "title", "present": "present", "meeting_form": "form"},
                    identified_by={"meeting_title": "title", "held_on": "held_on"},
                )
            ],
        )
    )
    yield model
    TABLES.remove(table)
    del PARTS["meeting"], KINDS["meeting"], books._BOOKS["meeting"]
    for made in (model, model.history.model):
        del apps.all_models[APP][made._meta.model_name]
    apps.clear_cache()


def cells(content: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(content.streaming_content)))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_a_record_of_another_app_goes_through_every_screen(meetings, world, tmp_path):
    client = world.client("county_jian")
    assert "联席会议" in client.get(reverse("intake:new")).content.decode()
    template = cells(client.get(reverse("intake:template", args=["meeting"])))
    assert template[2] == ["序号", "所在单位", "会议名称", "会议日期", "到会人数", "形式"]

    rows = [
        HEADER,
        ["敦厚镇", "第一次会议", "2025-03-01", 12, "现场"],
        ["永阳镇", "第一次会议", "2025-03-02", 8, "网上"],
    ]
    batch = upload(client, save(tmp_path / "a.xlsx", rows), world["吉安县"], "meeting")
    page = client.get(reverse("intake:columns", args=[batch.pk])).content.decode()
    assert "到会人数" in page
    client.post(reverse("intake:columns", args=[batch.pk]), read_as(batch))
    batch.refresh_from_db()
    page = client.get(reverse("intake:detail", args=[batch.pk])).content.decode()
    assert "不在可填的内容里" in page
    assert (batch.summary["new"], batch.summary["error"]) == (1, 1)

    number = batch.rows.get(outcome="error").number
    client.post(reverse("intake:cell", args=[batch.pk, number, "meeting_form"]), {"text": "视频"})
    client.post(reverse("intake:commit", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.COMMITTED
    found = meetings.objects.order_by("held_on").values_list("division__name", "title", "present", "form")
    assert list(found) == [("敦厚镇", "第一次会议", 12, "in_person"), ("永阳镇", "第一次会议", 8, "remote")]
    assert meetings.history.count() == 2

    current = cells(client.post(reverse("intake:current", args=["meeting"])))
    assert [row[1:] for row in current[3:]] == [
        ["敦厚镇", "第一次会议", "2025-03-01", "12", "现场"],
        ["永阳镇", "第一次会议", "2025-03-02", "8", "视频"],
    ]
    client.post(reverse("intake:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.UNDONE
    assert not meetings.objects.exists()


def test_what_its_form_demands_is_asked_and_its_list_of_answers_known(meetings, world, tmp_path):
    client = world.client("county_jian")
    rows = [HEADER[:4], ["敦厚镇", "第一次会议", "2025-03-01", 12]]
    batch = upload(client, save(tmp_path / "a.xlsx", rows), world["吉安县"], "meeting")
    (issue,) = batch.rows.get(outcome="error").issues
    assert (issue["field"], issue["code"]) == ("meeting_form", "refused_by_form")


def test_no_two_parts_of_tables_bear_one_name():
    """What is stored of a row names its parts: undo would take back the records of another table."""
    taken = TABLES[0]
    with pytest.raises(ValueError, match=taken.parts[0].key):
        add_table(dataclasses.replace(taken, key="another"))
    assert [table.key for table in TABLES].count("another") == 0
