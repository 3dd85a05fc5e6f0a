"""The user's own workbook comes back with its errors where they stand; templates read back as what they say."""

import io
import zipfile

import openpyxl
import PIL.Image
import pytest
from django.core.files.base import ContentFile
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.datavalidation import DataValidation

from intake.grid import read_workbook
from intake.kinds import KINDS
from intake.layout.columns import choose_sheet, read_layout
from intake.models import ImportBatch, ImportRow
from intake.preview.preview import preview_build
from intake.workbooks.annotate import annotated_workbook
from intake.workbooks.template import blank_template
from offices.identity import acting_as
from tests.intake import rosters


def preview(world, path, kind="station_staff"):
    user = world.users["county_jian"]
    return preview_build(acting_as(user), path=path, file_name=path.name, kind=kind, division=world["吉安县"])


def annotated(batch):
    return openpyxl.load_workbook(io.BytesIO(annotated_workbook(batch)))


def texts(page):
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_wrong_cells_are_coloured_and_say_what_to_do(world, tmp_path):
    book = annotated(preview(world, rosters.roster(tmp_path)))
    page = book["花名册"]
    assert page["E4"].fill.start_color.rgb == "FFFFC7CE"
    assert "18位" in page["E4"].comment.text
    assert page["E3"].comment is None


def test_the_layout_stays_as_it_was(world, tmp_path):
    path = rosters.roster(tmp_path)
    own = openpyxl.load_workbook(path)
    own["花名册"].column_dimensions["B"].width = 33
    own.save(path)
    page = annotated(preview(world, path))["花名册"]
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A1:I1"]
    assert page.column_dimensions["B"].width == 33


def test_the_summary_counts_and_lists_every_problem_with_numbers_masked(world, tmp_path):
    summary = texts(annotated(preview(world, rosters.roster(tmp_path)))["导入核对"])
    assert "错误1行" in summary[0]
    assert any("“大学”分不清" in str(text) for text in summary)
    assert not any("36082119900307" in str(text) for text in summary)


def test_formulas_become_text_or_values(world, tmp_path):
    path = tmp_path / "花名册.csv"
    lines = [",".join(map(str, row)) for row in (rosters.HEADER, rosters.GOOD, rosters.BAD)]
    path.write_text("\n".join(lines), encoding="gb18030")
    book = annotated(preview(world, path))
    formula_like = [c for row in book["花名册"].iter_rows() for c in row if str(c.value).startswith("=")]
    assert formula_like
    assert all(cell.data_type == "s" for cell in formula_like)


def test_an_issue_on_a_merged_cell_is_marked_at_its_origin(world, tmp_path):
    rows = [
        [1, "没有的乡", "刘涛", "男", rosters.id_number(), "", "", "", ""],
        [2, None, "王强", "男", "", "", "", "", ""],
    ]
    path = rosters.roster(tmp_path, rows)
    own = openpyxl.load_workbook(path)
    own["花名册"].merge_cells("B3:B4")
    own.save(path)
    assert annotated(preview(world, path))["花名册"]["B3"].comment


@pytest.fixture
def furnished(tmp_path):
    """A workbook with all that offices put into theirs; the number in E4 is wrong."""
    path = rosters.roster(tmp_path)
    own = openpyxl.load_workbook(path)
    page = own["花名册"]
    page.title = "敦厚镇'24"
    choices = own.create_sheet("选项")
    choices.append(["群众"])
    page["J2"], page["J3"], page["K2"], page["K3"] = (
        "备注",
        '=IF(D3="男","先生","女士")',
        "查",
        '=HYPERLINK("http://x","y")',
    )
    page.add_data_validation(DataValidation(type="list", formula1="选项!$A$1:$A$1", sqref="F3:F9"))
    page.freeze_panes = "C3"
    page.protection.sheet = True
    page["E4"].comment = Comment("请问本人", "老王")
    page["B9"] = "制表人：老王"
    picture = io.BytesIO()
    PIL.Image.new("RGB", (2, 2)).save(picture, "PNG")
    page.add_image(Image(picture), "L3")
    own.save(path)
    return path


def test_whatever_offices_put_into_their_workbook_is_still_there(world, furnished):
    book = annotated(preview(world, furnished))
    page = book["敦厚镇'24"]
    assert page.freeze_panes == "C3"
    assert page["J3"].value.startswith("=IF("), "it computes on with the corrected number"
    assert [(str(rule.sqref), rule.formula1) for rule in page.data_validations.dataValidation] == [
        ("F3:F9", "选项!$A$1:$A$1")
    ]
    assert len(page._images) == 1
    assert page.protection.sheet
    assert "撤销工作表保护" in " ".join(texts(book["导入核对"])[:3])
    assert page["E4"].comment.text.startswith("请问本人\n")
    assert "18位" in page["E4"].comment.text


def test_a_picture_that_would_take_a_gigabyte_to_be_written_anew_is_left_out_and_told(world, furnished):
    large = io.BytesIO()
    PIL.Image.new("RGB", (8000, 3700)).save(large, "WEBP", lossless=True, quality=0, method=0)
    with zipfile.ZipFile(furnished) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(furnished, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, large.getvalue() if name.startswith("xl/media/") else content)
    book = annotated(preview(world, furnished))
    assert book["敦厚镇'24"]._images == []
    assert "过大的图片，没有带过来" in " ".join(texts(book["导入核对"])[:4])


def test_a_formula_that_reaches_out_becomes_what_it_was(world, furnished):
    assert annotated(preview(world, furnished))["敦厚镇'24"]["K3"].data_type != "f"


def test_macros_stay_behind_and_it_is_said(world, tmp_path):
    path, with_macros = rosters.roster(tmp_path), tmp_path / "宏.xlsm"
    plain, enabled = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(with_macros, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"openxmlformats-officedocument." + plain, enabled))
        target.writestr("xl/vbaProject.bin", b"Sub")
    batch = preview(world, with_macros)
    with zipfile.ZipFile(io.BytesIO(annotated_workbook(batch))) as archive:
        assert not any("vba" in name for name in archive.namelist())
        assert plain in archive.read("[Content_Types].xml")
    assert "宏没有带过来" in " ".join(texts(annotated(batch)["导入核对"])[:3])


def test_choices_that_newer_excel_keeps_in_an_extension_come_along(world, tmp_path):
    path = rosters.roster(tmp_path)
    extended = tmp_path / "新.xlsx"
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/'
        'spreadsheetml/2009/9/main"><x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/'
        '2006/main"><x14:dataValidation type="list"><x14:formula1><xm:f>选项!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>F3:F9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(extended, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</worksheet>", extension.encode())
            target.writestr(name, content)
    page = annotated(preview(world, extended))["花名册"]
    rules = page.data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [("F3:F9", "选项!$A$1:$A$3")]


def test_the_answers_to_a_question_stand_beside_it(world, tmp_path):
    page = annotated(preview(world, rosters.roster(tmp_path)))["花名册"]
    assert "可选：" in next(cell.comment.text for row in page.iter_rows() for cell in row if is_question(cell))


def is_question(cell):
    return bool(cell.comment) and cell.fill.start_color.rgb == "FFFCD5B4"


def test_a_clean_roster_says_so(world, tmp_path):
    assert "没有发现问题。" in texts(annotated(preview(world, rosters.roster(tmp_path, [rosters.GOOD])))["导入核对"])


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_template_is_understood_whole_and_its_sample_is_left_out(world, tmp_path, kind):
    path = tmp_path / "模板.xlsx"
    path.write_bytes(blank_template(kind).read())
    book = read_workbook(path, "模板.xlsx")
    layout = read_layout(choose_sheet(book, kind.lexicon), kind.lexicon)
    assert set(kind.keys) == set(layout.by_field) - {"sequence"}
    batch = preview(world, path, kind.key)
    assert batch.state == ImportBatch.State.PREVIEWED
    assert [row.changes["left_out"] for row in batch.rows.all()] == ["示例行"]
    assert not batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).exists()


def test_a_workbook_merged_over_a_whole_sheet_is_given_back_without_its_layout(world, tmp_path):
    path = rosters.roster(tmp_path)
    batch = preview(world, path)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'ref="A1:I1"', b'ref="A1:XFD1048576"', 1))
    batch.file.save("bomb.xlsx", ContentFile(bomb.read_bytes()))
    assert "导入核对" in annotated(batch).sheetnames
