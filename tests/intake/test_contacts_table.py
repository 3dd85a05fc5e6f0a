"""四级联络人名单: villages beside their township, one principal of a unit in a file, telephones that are masked."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.kinds import KINDS
from intake.lines.books import book_of
from intake.preview.revise import cell_correct
from intake.records.book import RecordsBook
from intake.workbooks.export import current_workbook
from offices.models import Contact
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

HEADER = ["乡镇", "村(社区)", "联络人", "职务", "联系电话"]
MOBILE = "13812345678"
ROWS = [
    ["敦厚镇", "", "郭小川", "民政所所长", "0796-8412345"],
    ["敦厚镇", "高塘村", "胡春兰", "村委委员", MOBILE],
    ["永阳镇", "江边村", "康有福", "", ""],
]


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, *rows, header=HEADER):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), "contact")


def contact(world, place="高塘村", **values):
    day = datetime.date(2024, 1, 1)
    return Contact.objects.create(division=world[place], **{"name": "胡春兰", "from_date": day, **values})


def test_a_list_names_townships_and_their_villages(engine, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    assert (outcomes(batch), codes(batch)) == (["new"] * 3, [])
    engine.commit(batch)
    stored = Contact.objects.values_list("division__name", "name", "role", "title", "phone")
    assert set(stored) == {
        ("敦厚镇", "郭小川", "principal", "民政所所长", "0796-8412345"),
        ("高塘村", "胡春兰", "principal", "村委委员", MOBILE),
        ("江边村", "康有福", "principal", "", ""),
    }


def test_a_village_that_is_unknown_is_told_at_its_own_cell(engine, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "无名村", "胡春兰", "", ""])
    assert [(issue["code"], issue["field"]) for issue in batch.rows.get().issues] == [("unit_unknown", "village")]


def test_a_day_that_the_list_does_not_write_is_to_be_confirmed(engine, tmp_path):
    engine.commit(preview(engine, tmp_path, ROWS[1]))
    one = Contact.objects.get()
    assert (one.from_date, one.from_date_known) == (timezone.localdate(), False)
    engine.commit(preview(engine, tmp_path, [*ROWS[1], "2024-03-01"], header=[*HEADER, "担任日期"]))
    one.refresh_from_db()
    assert (one.from_date, one.from_date_known) == (datetime.date(2024, 3, 1), True)


def test_two_principals_of_a_unit_in_one_file_are_told_and_put_right_at_one_of_them(engine, tmp_path):
    batch = preview(engine, tmp_path, ROWS[1], ["敦厚镇", "高塘村", "刘大山", "", ""], header=HEADER)
    assert outcomes(batch) == ["error", "error"]
    assert "同为“高塘村”的联络人" in batch.rows.first().issues[0]["message"]
    cell_correct(engine.actor, batch=batch, number=3, key="contact_role", text="副联络人")
    assert outcomes(batch) == ["new", "new"]
    engine.commit(batch)
    assert dict(Contact.objects.values_list("name", "role")) == {"胡春兰": "principal", "刘大山": "deputy"}


def test_a_second_principal_beside_the_one_on_record_is_refused(world, engine, tmp_path):
    contact(world, name="郭小川")
    batch = preview(engine, tmp_path, ROWS[1])
    assert outcomes(batch) == ["error"]
    assert "同时只能有一名" in batch.rows.get().issues[0]["message"]


def test_of_somebody_who_is_said_to_have_left_it_is_asked(engine, tmp_path):
    batch = preview(engine, tmp_path, [*ROWS[1], "已离任"], header=[*HEADER, "备注"])
    assert codes(batch) == ["record_over"]


def test_the_preview_shows_no_mobile_number_and_the_land_line_of_an_office(world, engine, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    page = world.client("county_jian").get(f"/imports/{batch.pk}/", follow=True).content.decode()
    assert "0796-8412345" in page
    assert MOBILE not in page


def test_what_is_on_record_comes_out_as_a_table_that_changes_nothing(world, engine, tmp_path):
    contact(world, phone=MOBILE), contact(world, "敦厚镇", phone="0796-8412345", from_date_known=False)
    contact(world, "吉安县", name="肖家旺", role="deputy")
    path = tmp_path / "b.xlsx"
    path.write_bytes(current_workbook(KINDS["contact"], world["吉安县"]).read())
    batch = engine.preview(path, "contact")
    assert outcomes(batch) == ["same"] * 3, (codes(batch), list(batch.rows.values_list("changes", flat=True)))


def test_a_number_is_put_right_in_its_cell(world, engine, tmp_path):
    """The telephone is shown as every text is, and is a field of numbers all the same."""
    batch = preview(engine, tmp_path, ["敦厚镇", "高塘村", "胡春兰", "", "1380000111"])
    assert codes(batch)[0] == "phone_unreadable"
    number = batch.rows.exclude(outcome="ignored").get().number
    address = reverse("intake:cell", args=[batch.pk, number, "contact_phone"])
    assert world.client("county_jian").post(address, {"text": MOBILE}).status_code in (200, 302)
    row = batch.rows.get(number=number)
    assert (row.outcome, row.values["contact_phone"]) == ("new", MOBILE)


@pytest.mark.parametrize("digits", ["0000", "1234"])
def test_hidden_digits_of_a_recorded_telephone_are_told_as_those_of_one(world, engine, tmp_path, digits):
    """Alike whether they are the same or not: what nobody is shown is not told to whoever guesses."""
    contact(world, phone="13800005678")
    batch = preview(engine, tmp_path, ["敦厚镇", "高塘村", "胡春兰", "", f"138{digits}5678"])
    assert (outcomes(batch), codes(batch)) == (["same"], ["phone_kept"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if isinstance(book_of(kind), RecordsBook)])
def test_every_declared_telephone_holds_numbers(kind):
    for column in book_of(kind).table.columns:
        assert kind.fields[column.key].holds_numbers >= (column.reads == "phone")


def test_a_masked_number_becomes_nobodys(engine, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "高塘村", "胡春兰", "", "138****5678"])
    assert outcomes(batch) == ["error"]
    assert "请填写完整的号码" in batch.rows.get().issues[0]["message"]


def test_what_an_import_made_is_taken_back(engine, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    engine.commit(batch)
    assert engine.undo(batch).kept == []
    assert not Contact.objects.exists()
