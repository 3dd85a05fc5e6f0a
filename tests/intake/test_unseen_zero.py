"""A zero that its format does not show looks like a blank: in columns that count somebody has to say which it is."""

import openpyxl
import pytest

from intake.decisions import Decisions
from intake.grid import read_workbook
from intake.lines.meaning import UNSEEN_ZERO
from intake.preview.revise import cell_correct, value_map
from offices.models import Equipment
from tests.intake import samples
from tests.intake.engine import Engine, codes, outcomes

HEAD = ["乡镇", "办公用房面积（平方米）", "电脑（台）", "打印机"]


@pytest.fixture
def path(tmp_path):
    """敦厚镇 has a computer count of 0 in ``#``, and below prepared lines of which one sees nothing."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (HEAD, ["敦厚镇", 80, 0, 1], ["永阳镇", 60, 2, 0], [None, None, 0, 0], [None, None, 0, 0]):
        page.append(row)
    for column in "CD":
        for line in range(2, 6):
            page[f"{column}{line}"].number_format = "#" if line != 3 else "0"
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_it_is_kept_as_what_it_is_and_lines_of_nothing_else_are_none(path):
    sheet = read_workbook(path, "a.xlsx").sheets[0]
    assert [[cell.text for cell in row] for row in sheet.rows[1:]] == [
        ["敦厚镇", "80", "", "1"],
        ["永阳镇", "60", "2", "0"],
    ]
    assert [[cell.unseen for cell in row] for row in sheet.rows[1:]] == [[False, False, True, False], [False] * 4]


@pytest.mark.parametrize("code", ["#", "#,###", "0;-0;;@", "0;-0;"])
def test_in_every_format_that_shows_none(tmp_path, code):
    cell = (
        read_workbook(samples.xls(tmp_path / "a.xls", [["姓名", 0]], number_format=code), "a.xls").sheets[0].rows[0][1]
    )
    assert (cell.text, cell.unseen) == ("", True)


def test_in_an_open_document_and_a_page_as_well(tmp_path):
    number = '<table:table-cell office:value-type="float" office:value="0">{}</table:table-cell>'
    row = samples.ods_text("姓名").replace(
        "</table:table-row>", number.format("<text:p/>") + number.format("") + "</table:table-row>"
    )
    cells = read_workbook(samples.ods(tmp_path / "a.ods", samples.ods_table(row)), "a.ods").sheets[0].rows[0]
    assert [(cell.text, cell.unseen) for cell in cells[1:]] == [("", True), ("0", False)]
    page = samples.html(tmp_path / "a.xls", '<table><tr><td>姓名<td x:num="0"></td><td>1</table>')
    cells = read_workbook(page, "a.xls").sheets[0].rows[0]
    assert [(cell.text, cell.unseen) for cell in cells[1:]] == [("", True), ("1", False)]


@pytest.mark.django_db
class TestInATableAboutUnits:
    @pytest.fixture
    def engine(self, world):
        return Engine(world, division="吉安县")

    def test_it_is_asked_about_and_neither_zero_nor_missing_until_then(self, engine, path):
        batch = engine.preview(path, "station_profile")
        assert (outcomes(batch), codes(batch)) == (["ask", "new"], ["zero_unseen"])
        (row, _) = batch.rows.exclude(outcome="ignored").order_by("number")
        assert [option["label"] for option in row.issues[0]["options"]] == ["是0", "没有填"]

    @pytest.mark.parametrize(("answer", "counted"), [("0", [0]), ("—", [])])
    def test_either_answer_is_taken(self, engine, world, path, answer, counted):
        batch = engine.preview(path, "station_profile")
        (row, _) = batch.rows.exclude(outcome="ignored").order_by("number")
        cell_correct(engine.actor, batch=batch, number=row.number, key=row.issues[0]["field"], text=answer)
        engine.commit(batch)
        new = Equipment.objects.filter(station=world.stations["敦厚镇"], kind="computer", total=0)
        assert list(new.values_list("total", flat=True)) == counted

    def test_for_all_lines_that_write_so_at_once(self, engine, path):
        batch = engine.preview(path, "station_profile")
        key = batch.rows.get(outcome="ask").issues[0]["field"]
        again = engine.preview(path, "station_profile", decisions=Decisions(values={key: {UNSEEN_ZERO: "—"}}))
        assert codes(again) == []
        value_map(engine.actor, batch=batch, key=key, written=UNSEEN_ZERO, text="—")
        assert codes(batch) == []
