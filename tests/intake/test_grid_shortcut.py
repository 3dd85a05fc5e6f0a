"""Rows in the everyday shape are read without the XML parser; what comes out is what the parser would have given."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.grid import UnreadableFile, read_workbook
from tests.intake import samples

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n &<>'\"_x0041_]]"), max_size=6)
_CELL = st.tuples(st.sampled_from(["n", "str", "inlineStr", "b", "e", "s"]), _TEXT | st.integers(0, 3).map(str))
_ROWS = st.lists(st.lists(st.none() | _CELL, max_size=5), max_size=5)


def row_xml(number, cells, *, hidden=False, prefix="", references=True):
    written = []
    for column, cell in enumerate(cells):
        reference = f' r="{"ABCDE"[column]}{number}"' if references else ""
        if cell is None:
            written += [] if references else ["<c/>"]
            continue
        kind, value = cell
        inside = f"<is><t>{escape(value)}</t></is>" if kind == "inlineStr" else f"<v>{escape(value)}</v>"
        if kind == "s":
            inside = f"<v>{len(value) % 2}</v>"
        written.append(f'<c{reference} t="{kind}">{inside}</c>')
    mark = ' hidden="1"' if hidden else ""
    return f'<row {prefix}r="{number}"{mark}>{"".join(written)}</row>'


def read(folder, rows, between=""):
    strings = b"<sst><si><t>\xe7\x94\xb2</t></si><si><t>\xe4\xb9\x99</t></si></sst>"
    path = samples.raw_xlsx(folder / "a.xlsx", samples.sheet_xml(between + "".join(rows)), strings=strings)
    try:
        sheet = read_workbook(path, "a.xlsx").sheets[0]
    except UnreadableFile as refused:
        return refused.code
    return sheet.rows, sheet.hidden_rows


@settings(max_examples=200, deadline=None)
@given(rows=_ROWS, hidden=st.booleans(), references=st.lists(st.booleans(), min_size=5, max_size=5))
def test_the_shortcut_changes_nothing(tmp_path_factory, rows, hidden, references):
    folder = tmp_path_factory.mktemp("shortcut")
    quick = [
        row_xml(number, cells, hidden=hidden, references=labelled)
        for number, (cells, labelled) in enumerate(zip(rows, references, strict=False), start=1)
    ]
    assert read(folder, quick) == read(folder, quick, between="<!-- the shortcut is off from here -->")


@pytest.mark.parametrize(
    "disguise",
    ["<!-- {} -->", "<![CDATA[{}]]>", "<?note {} ?>", "<extLst><ext>{}</ext></extLst>"],
)
def test_what_only_looks_like_a_row_is_none(tmp_path, disguise):
    real = row_xml(1, [("str", "姓名")])
    fake = disguise.format(row_xml(2, [("str", "假的")]))
    outside = samples.sheet_xml(real, after=fake)
    path = samples.raw_xlsx(tmp_path / "a.xlsx", outside)
    assert [[cell.text for cell in row] for row in read_workbook(path, "a.xlsx").sheets[0].rows] == [["姓名"]]
    if not disguise.startswith("<ext"):
        rows, _ = read(tmp_path, [real, fake, row_xml(3, [("str", "张三")])])
        assert [row[0].text for row in rows] == ["姓名", "", "张三"]


def test_prefixes_pretty_printing_formulas_and_missing_references(tmp_path):
    rows = (
        '\n  <row r="2">\n <c r="A2"><f>SUM(1,2)</f><v>3</v></c></row>\n'
        '<row spans="1:2"><c r="B3"><f t="shared" ref="B3:B9" si="0">A1&amp;"x"</f><v>4</v></c></row>'
        '<row><c><f t="shared" si="0"/><v>5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="6"><c r="A6"><f>A1</f><v></v></c><c r="B6" t="str"><f>A1</f><v/></c><c r="C6" t="n">'
        "<v>1E2</v></c></row>"
    )
    path = samples.raw_xlsx(tmp_path / "a.xlsx", samples.sheet_xml(rows))
    texts = [[cell.text for cell in row] for row in read_workbook(path, "a.xlsx").sheets[0].rows]
    assert texts == [["", "", ""], ["3", "", ""], ["", "4", ""], ["5", "#DIV/0!", ""], ["", "", ""], ["", "", "100"]]


def test_a_sheet_whose_elements_have_a_prefix(tmp_path):
    xml = samples.sheet_xml('<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>').replace(
        "<worksheet ", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    )
    path = samples.raw_xlsx(tmp_path / "a.xlsx", xml)
    assert read_workbook(path, "a.xlsx").sheets[0].rows[0][0].text == "7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_sheet_in_another_encoding(tmp_path, encoding):
    declared = "UTF-16" if encoding == "utf-16" else "UTF-8"
    xml = f'<?xml version="1.0" encoding="{declared}"?>\n' + samples.sheet_xml(row_xml(1, [("str", "姓名")]))
    path = samples.raw_xlsx(tmp_path / "a.xlsx", xml.encode(encoding))
    assert read_workbook(path, "a.xlsx").sheets[0].rows[0][0].text == "姓名"


def test_rows_out_of_order_and_cells_written_twice(tmp_path):
    rows = [row_xml(3, [("str", "丙")]), row_xml(1, [("str", "甲"), ("str", "乙")]), row_xml(3, [None, ("str", "丁")])]
    found, _ = read(tmp_path, rows)
    assert [[cell.text for cell in row] for row in found] == [["甲", "乙"], ["", ""], ["丙", "丁"]]


def test_a_text_that_is_not_in_the_table_of_texts_is_damage(tmp_path):
    assert read(tmp_path, ['<row r="1"><c r="A1" t="s"><v>99</v></c></row>']) == "unreadable_file"
    assert read(tmp_path, ['<row r="1"><c t="s"><v>99</v></c></row>']) == "unreadable_file"


def test_control_characters_and_halves_of_characters_do_not_reach_the_importer(tmp_path):
    rows, _ = read(tmp_path, [row_xml(1, [("str", "张_x0000_三_xD800_"), ("inlineStr", "_x005F_")])])
    assert [cell.text for cell in rows[0]] == ["张三", "_"]
