"""What a file may cost is counted over all of its sheets, and what takes too long is refused, whatever it is."""

import openpyxl
import pytest

from intake.grid import UnreadableFile, budget, read_workbook
from intake.grid.budget import What
from tests.intake import samples

ROW = samples.ods_text("姓名")
HIDDEN = (
    '<table:table-row table:number-rows-repeated="{}" table:visibility="collapse"><table:table-cell/></table:table-row>'
)
WIDE = '<table:table-cell table:number-columns-spanned="4" table:number-rows-spanned="200"/>'


def xlsx(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number in range(sheets):
        page = book.create_sheet(f"表{number}")
        page.append(["姓名"] * 500)
    book.save(path)
    return path


def ods(rows):
    return lambda path, sheets: samples.ods(
        path, "".join(samples.ods_table(rows, name=f"表{n}") for n in range(sheets))
    )


def xml_2003(path, sheets):
    rows = '<Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell></Row></Table>'
    return samples.xml_2003(path, "".join(f'<Worksheet ss:Name="表{n}">{rows}</Worksheet>' for n in range(sheets)))


def html(path, sheets):
    return samples.html(path, "<table><tr><td>姓名</td></tr></table>" * sheets)


def refused(path):
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, path.name)
    assert caught.value.code == "too_large"
    return caught.value.message


@pytest.mark.parametrize(
    ("what", "most", "build", "told"),
    [
        (What.SHEETS, 1, xlsx, "超过 1 个的上限"),
        (What.SHEETS, 1, ods(ROW), "超过 1 个的上限"),
        (What.SHEETS, 1, xml_2003, "超过 1 个的上限"),
        (What.SHEETS, 1, html, "超过 1 个的上限"),
        (What.CELLS, 500, xlsx, "超过 500 个的上限"),
        (What.EXAMINED, 800, xlsx, "带格式的空白单元格"),
        (What.HIDDEN, 600, ods(HIDDEN.format(500) + ROW), "隐藏的行或列"),
        (What.AREA, 60_000, ods(HIDDEN.format(5_000) + ROW), "铺开得过大"),
        (What.MERGES, 2, ods(f"<table:table-row>{WIDE * 2}</table:table-row>{ROW}"), "合并单元格过多"),
        (What.REPEATED, 250, ods(f"<table:table-row>{WIDE}</table:table-row>{HIDDEN.format(300)}{ROW}"), "铺得过大"),
    ],
)
def test_several_sheets_together_bring_no_more_than_one_may(tmp_path, monkeypatch, what, most, build, told):
    monkeypatch.setitem(budget.ALLOWED, what, most)
    assert len(read_workbook(build(tmp_path / "a", 1), "a").sheets) == 1
    assert told in refused(build(tmp_path / "b", 2))


def test_small_tables_that_arrange_the_words_of_a_cell_are_no_sheets(tmp_path, monkeypatch):
    monkeypatch.setitem(budget.ALLOWED, What.SHEETS, 2)
    small = "<tr><td><table><tr><td>张三</td></tr></table></td><td>干事</td></tr>"
    path = samples.html(tmp_path / "a.xls", f"<table><tr><td>姓名</td><td>职务</td></tr>{small * 20}</table>")
    assert [len(sheet.rows) for sheet in read_workbook(path, path.name).sheets] == [21]


def test_all_that_is_hidden_below_the_tables_costs_nothing(tmp_path):
    """So people hide what they do not use, on each of their sheets."""
    path = ods(ROW + HIDDEN.format(1_048_575))(tmp_path / "a.ods", 30)
    assert {sheet.hidden_rows for sheet in read_workbook(path, path.name).sheets} == {frozenset()}


def _plain(path, _):
    path.write_text("姓名,职务\n张三,干事\n" * 6_000, encoding="utf-8")
    return path


def _old(path, _):
    return samples.xls(path, [["姓名"], ["张三"]])


@pytest.mark.parametrize("build", [xlsx, ods(ROW), xml_2003, html, _plain, _old])
def test_what_is_not_read_in_its_time_is_refused(tmp_path, settings, build):
    path = build(tmp_path / "a.xlsx", 1)
    settings.IMPORT_SECONDS_AT_ONCE = 0
    assert "用了0秒还没有读完，已停止" in refused(path)
    settings.IMPORT_BYTES_AT_ONCE = 0
    assert read_workbook(path, path.name).sheets


def test_marks_that_nothing_closes_are_not_looked_for_without_end(tmp_path, monkeypatch):
    """Each line opened a field anew, for which sixty further ones were read."""
    monkeypatch.setitem(budget.ALLOWED, What.AHEAD, 20_000)
    head = "姓名,身份证号,职务\n"
    stray, path = 'x","y' * 20 + "\n", tmp_path / "a.csv"
    path.write_text(f'{head}{stray}李四,2,"所长\n(兼)"\n' + "张三,1,干事\n" * 400, encoding="utf-8")
    assert [row[0].text for row in read_workbook(path, path.name).sheets[0].rows[2:4]] == ["李四", "张三"]
    path.write_text(head + stray * 400, encoding="utf-8")
    assert "不成对的引号过多" in refused(path)
