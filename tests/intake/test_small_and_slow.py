"""Small files that cost a minute: refused, or read in seconds of the processor, whatever is repeated in them."""

import re
import time
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.urls import reverse

from intake.grid import UnreadableFile, read_workbook
from intake.layout.header_rows import MAX_COLUMNS
from intake.models import ImportBatch
from tests.intake import samples
from tests.intake.engine import Engine
from tests.intake.rosters import upload
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

SECONDS = 10
ROWS = '<row><c t="inlineStr"><is><t>姓名</t></is></c></row>'


def _hidden_columns(path):
    """170 MB of it in 45 kB."""
    columns = '<col min="1" max="16384" hidden="1"/>' * 400_000
    return samples.raw_xlsx(path, samples.sheet_xml(ROWS).replace("<sheetData>", f"<cols>{columns}</cols><sheetData>"))


def _hidden_rows(path):
    row = '<Row ss:Index="1" ss:Span="1000000" ss:Hidden="1"/>'
    filled = '<Row ss:Index="{}"><Cell><Data ss:Type="String">姓名</Data></Cell></Row>'
    rows = filled.format(1) + row * 10_000
    return samples.xml_2003(path, f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>')


def _hidden_rows_among_lines(path):
    row = '<Row ss:Index="1" ss:Span="1000000" ss:Hidden="1"/>' * 10_000
    last = '<Row ss:Index="1000000"><Cell><Data ss:Type="String">姓名</Data></Cell></Row>'
    return samples.xml_2003(path, f'<Worksheet ss:Name="a"><Table>{row}{last}</Table></Worksheet>')


def _merges(path):
    after = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:B2"/>' * 250_000)
    return samples.raw_xlsx(path, samples.sheet_xml(ROWS, after=after))


def _formats(path):
    return samples.raw_xlsx(path, samples.sheet_xml(ROWS), formats=['"a"@;' + str(n) for n in range(20_000)])


def _pages_of_text(path):
    text = "3 6 0 8 2 1 1 9 8 5 0 3 1 2 " * 1_100
    cells = f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>' * 100
    return samples.raw_xlsx(path, samples.sheet_xml(cells))


def _rows_without_end(path):
    return samples.raw_xlsx(path, samples.sheet_xml('<row r="1"/>' * 1_100_000))


@pytest.mark.parametrize("build", [_hidden_rows_among_lines, _merges, _formats, _pages_of_text, _rows_without_end])
def test_what_is_repeated_without_end_is_refused_in_seconds(tmp_path, build):
    path = build(tmp_path / "a.xlsx")
    assert path.stat().st_size < 1024 * 1024
    started = time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(path, path.name)
    assert refused.value.code == "too_large"
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("build", [_hidden_columns, _hidden_rows])
def test_what_is_hidden_beyond_the_cells_is_read_in_seconds_however_often(tmp_path, build):
    path = build(tmp_path / "a.xlsx")
    started = time.process_time()
    (sheet,) = read_workbook(path, path.name).sheets
    assert sheet.hidden_rows or sheet.hidden_columns
    assert time.process_time() - started < SECONDS


def test_blanks_of_a_cell_are_counted_however_many_paragraphs_hold_them(tmp_path):
    """Of 3 kB came 200 million blanks."""
    paragraphs = '<text:p><text:s text:c="9999"/></text:p>' * 20_000
    row = f'<table:table-row><table:table-cell office:value-type="string"><text:p>姓名</text:p>{paragraphs}'
    path = samples.ods(tmp_path / "a.ods", samples.ods_table(row + "</table:table-cell></table:table-row>"))
    started = time.process_time()
    assert read_workbook(path, path.name).sheets[0].rows[0][0].text.strip() == "姓名"
    assert time.process_time() - started < SECONDS


PATTERNS = [
    (f"{module}.{name}", pattern)
    for package in (
        "intake",
        "staffing.rosters",
        "staffing.values",
        "jian_minzheng.core.masking",
        "jian_minzheng.core.values",
    )
    for module in (found.name for found in walk_packages(import_module(package).__path__, f"{package}."))
    if "migrations" not in module and "management" not in module
    for name, value in vars(import_module(module)).items()
    for pattern in (value if isinstance(value, tuple | list) else [value])
    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str)
]
REPEATED = (
    "(",
    "（",
    "[",
    "1",
    "1 ",
    "一",
    "年",
    "镇",
    "民政",
    "、",
    " ",
    "\u3000",
    "*",
    "\n",
    '"',
    "<",
    "号",
    "-",
    "1985.",
    "a=",
)


def test_no_pattern_walks_over_a_text_again_and_again():
    """Among the longest texts that are held against them, one that fails at its end; two took more than six seconds."""
    slow = []
    for name, pattern in PATTERNS:
        for repeated in REPEATED:
            text = (repeated * 1_000)[:1_000] + "\x00"
            started = time.process_time()
            pattern.search(text)
            if time.process_time() - started > 0.5:
                slow.append((name, repeated))
    assert len(PATTERNS) > 200
    assert slow == []


@pytest.mark.django_db
class TestWhatIsTooLongOrTooWide:
    def preview(self, world, tmp_path, rows):
        return Engine(world, division="吉安县").preview(save(tmp_path / "a.xlsx", rows))

    def test_a_page_of_text_in_a_field_is_told_to_be_too_long(self, world, tmp_path):
        batch = self.preview(world, tmp_path, [["姓名", "到岗日期"], ["张三", "2018年" + " " * 400 + "3月"]])
        (row,) = batch.rows.all()
        assert "text_too_long" in [issue["code"] for issue in row.issues]

    def test_columns_beyond_those_of_a_table_are_told_and_not_kept(self, world, tmp_path):
        line = ["张三", number(1), "敦厚镇", *([None] * (MAX_COLUMNS - 3)), "远"]
        batch = self.preview(world, tmp_path, [["姓名", "身份证号", "所在单位"], line])
        assert "IW列和它右边的各列有内容但没有读取" in str(batch.summary["issues"])
        assert "远" not in batch.rows.get().cells.values()


def test_a_small_file_with_many_lines_is_left_to_the_worker(world, tmp_path, settings):
    """Nobody waits for a page while every line of it is judged, whatever its bytes are."""
    settings.IMPORT_LINES_AT_ONCE = 3
    client, rows = (
        world.client("clerk_dunhou"),
        [HEADERS, *(person(serial, f"王{'甲乙丙'[serial]}") for serial in range(3))],
    )
    for lines, page in ((rows[:3], "detail"), (rows, "progress")):
        form = {
            "kind": "station_staff",
            "division": world["敦厚镇"].pk,
            "file": upload(save(tmp_path / "a.xlsx", lines)),
        }
        answer = client.post(reverse("intake:new"), form)
        batch = ImportBatch.objects.latest("pk")
        assert answer.url == reverse(f"intake:{page}", args=[batch.pk])
        assert batch.summary["rows"] == len(lines) - 1


def test_more_lines_than_any_county_has_are_refused(world, tmp_path, settings):
    settings.IMPORT_MAX_LINES = 2
    with pytest.raises(UnreadableFile, match="超过 2 行的上限"):
        Engine(world).preview(save(tmp_path / "a.xlsx", [HEADERS, person(1, "王一"), person(2, "王二")]))
    assert not ImportBatch.objects.exists()
