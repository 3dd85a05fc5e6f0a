"""What is typed on a preview into fields not made for numbers holds none, and is not repeated whole."""

import pytest

from intake.decisions import Decisions
from intake.models import ImportBatch, TableLayout
from tests.intake.test_uploader_decides import read_as, upload, url
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import save

NUMBER, PHONE = number(457), "13812345678"
HTMX = {"HX-Request": "true"}
REFUSED = "这里不能写身份证号和手机号码"


@pytest.fixture
def batch(world, tmp_path) -> ImportBatch:
    rows = [["姓名", "身份证号", "备注", "学历", "联系电话"], ["刘甲", number(3), "见附件", "读过书", ""]]
    return upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", rows), world["敦厚镇"])


@pytest.mark.parametrize("typed", [f"证件{NUMBER}", f"电话{PHONE}"])
@pytest.mark.parametrize("key", ["note", "title", "name", "education", "school"])
def test_a_cell_takes_none(world, batch, key, typed):
    client, before = world.client("county_jian"), batch.decisions
    answer = client.post(url("cell", batch.pk, 2, key), {"text": typed})
    assert (answer.status_code, REFUSED in answer.content.decode()) == (400, True)
    part = client.post(url("cell", batch.pk, 2, key), {"text": typed}, headers=HTMX)
    assert (part.status_code, part["HX-Retarget"], REFUSED in part.content.decode()) == (400, "#notices", True)
    batch.refresh_from_db()
    assert batch.decisions == before


@pytest.mark.parametrize(("key", "typed"), [("id_number", NUMBER), ("phone", PHONE)])
def test_cells_of_numbers_take_them(world, batch, key, typed):
    page = world.client("county_jian").post(url("cell", batch.pk, 2, key), {"text": typed}, follow=True)
    assert typed not in page.content.decode()
    assert batch.rows.get(number=2).values[key] == typed


@pytest.mark.parametrize(
    "sent",
    [
        {"field": "note", "written": "见附件", "text": f"证件{NUMBER}"},
        {"field": "education", "written": "读过书", "text": PHONE},
        {"field": "education", "written": f"见{NUMBER}", "text": "大专"},
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_a_text_reads_as_holds_none(world, batch, sent, headers):
    client, before = world.client("clerk_dunhou"), batch.decisions
    answer = client.post(url("values", batch.pk), sent, headers=headers)
    assert (answer.status_code, REFUSED in answer.content.decode()) == (400, True)
    batch.refresh_from_db()
    assert batch.decisions == before
    client.post(url("columns", batch.pk), read_as(batch))
    assert NUMBER not in str([*TableLayout.objects.values_list("decisions", flat=True)])


def test_what_was_decided_before_is_shown_masked_and_can_be_taken_back(world, batch):
    kept = Decisions().with_value("note", f"见{PHONE}", f"证件{NUMBER}")
    ImportBatch.objects.filter(pk=batch.pk).update(decisions=kept.to_json())
    for user in ("clerk_dunhou", "county_jian"):
        page = world.client(user).get(url("values", batch.pk)).content.decode()
        assert "证件3608" in page
        assert NUMBER not in page
        assert PHONE not in page
    sent = {"field": "note", "written": "见138****5678"}
    assert world.client("clerk_dunhou").post(url("values_restore", batch.pk), sent).status_code == 302
    batch.refresh_from_db()
    assert batch.decisions == {}
