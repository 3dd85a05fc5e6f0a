"""A stray quotation mark swallows no line of a delimited text, and what was read as it stands is told."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.grid import read_workbook
from intake.grid.records import Records

HEAD = "姓名,身份证号,职务,备注\n"


def read(text, usual=3):
    records = Records(",", usual)
    return list(records.of(io.StringIO(text, newline=""))), records.literal


def lines(marked):
    """Six people, the second of whom carries a text with quotation marks."""
    names = ["王一民", "李二妹", "张三丰", "赵四海", "钱五福", "孙六顺"]
    return HEAD + "".join(
        f"{name},{number},干事,{marked if number == 2 else ''}\n" for number, name in enumerate(names, 1)
    )


@pytest.mark.parametrize("marked", ['"优秀', '"优秀"党员', '配发14"显示器', "“优秀”", '优"秀"'])
def test_no_person_disappears(marked):
    found, _ = read(lines(marked))
    assert [fields[0] for fields in found] == ["姓名", "王一民", "李二妹", "张三丰", "赵四海", "钱五福", "孙六顺"]
    assert {len(fields) for fields in found} == {4}


def test_a_mark_that_is_never_closed_is_text_of_its_own_line_and_told():
    found, literal = read(lines('"优秀'))
    assert found[2] == ["李二妹", "2", "干事", '"优秀']
    assert literal == [3]


def test_a_mark_that_the_next_one_would_close_rows_below_swallows_none():
    text = HEAD + '甲,1,干事,"优秀\n乙,2,干事,\n丙,3,干事,\n丁,4,干事,评为"先进"个人"\n'
    found, literal = read(text)
    assert [fields[0] for fields in found] == ["姓名", "甲", "乙", "丙", "丁"]
    assert literal == [2]


def test_a_cell_of_several_lines_stays_one():
    found, literal = read(HEAD + '甲,1,"所长\n(兼)","第一行, 有逗号\r\n第二行"\n乙,2,干事,\n')
    assert found[1] == ["甲", "1", "所长\n(兼)", "第一行, 有逗号\r\n第二行"]
    assert (found[2][0], literal) == ("乙", [])


@given(
    st.lists(
        st.lists(st.text(alphabet='ab甲",\n ', max_size=6), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_what_csv_writers_write_is_read_as_they_meant(rows):
    """Short texts hold fewer separators than a line of the table has."""
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    found, literal = read(target.getvalue(), usual=7)
    assert found == rows
    assert literal == []


@given(st.text(alphabet='ab甲",\n', max_size=80))
def test_every_line_is_accounted_for(text):
    """Each line break ends a record, or stands in a field of one."""
    found, _ = read(text)
    kept = sum(field.count("\n") for fields in found for field in fields)
    assert len(found) + kept == len(text.splitlines())


def saved(tmp_path, content: bytes):
    path = tmp_path / "名册.csv"
    path.write_bytes(content)
    return read_workbook(path, path.name)


def texts(book):
    return [[cell.text for cell in row] for row in book.sheets[0].rows]


def test_lines_read_as_they_stand_are_told(tmp_path):
    book = saved(tmp_path, lines('"优秀').encode("gb18030"))
    assert book.notes == ["第3行的引号不成对，按原样读取，请核对。"]


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8"])
def test_a_text_is_read_in_whatever_encoding_it_was_saved(tmp_path, name):
    assert texts(saved(tmp_path, lines("").encode(name)))[1][0] == "王一民"


@pytest.mark.parametrize(("name", "bad"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_a_byte_that_is_no_character_costs_its_line_and_no_other(tmp_path, name, bad):
    content = lines("").encode(name).replace("赵四海".encode(name), "赵四".encode(name) + bad)
    book = saved(tmp_path, content)
    found = texts(book)
    assert [row[0] for row in found][1:] == ["王一民", "李二妹", "张三丰", "赵四\ufffd", "钱五福", "孙六顺"]
    assert book.notes == ["第5行有无法识别的字节(显示为“\ufffd”)，请按原表改正。"]


def read_file(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    book = read_workbook(path, "a.csv")
    return [[cell.text for cell in row] for row in book.sheets[0].rows], book.notes


def test_a_blank_behind_the_separator_belongs_to_neither_value_nor_mark(tmp_path):
    rows, notes = read_file(tmp_path, '姓名, 单位, 备注\n张三, "敦厚镇, 二队", 党员\n李四, "两\n行", 评为"先进"\n')
    assert rows == [["姓名", "单位", "备注"], ["张三", "敦厚镇, 二队", "党员"], ["李四", "两\n行", '评为"先进"']]
    assert notes == ["分隔符“,”后面的空格没有读入。"]


@pytest.mark.parametrize("head", ["'姓名','单位','备注'", "姓名,单位,备注"])
def test_values_in_single_marks_are_read_without_them_and_told(tmp_path, head):
    rows, notes = read_file(tmp_path, f"{head}\n'张三','敦厚镇, 二队','it''s'\n'李四','永阳镇',''\n")
    assert rows == [["姓名", "单位", "备注"], ["张三", "敦厚镇, 二队", "it's"], ["李四", "永阳镇", ""]]
    assert notes == ["各值写在单引号里，引号没有读入。"]


def test_a_single_mark_that_is_never_closed_swallows_nobody(tmp_path):
    lines = "".join(f"'{name}','敦厚镇'\n" for name in ("张三", "李四", "王五"))
    rows, notes = read_file(tmp_path, f"姓名,单位\n{lines}'赵六,'敦厚镇'\n'钱七','永阳镇'\n")
    assert [row[0] for row in rows] == ["姓名", "张三", "李四", "王五", "'赵六", "钱七"]
    assert "第5行的引号不成对，按原样读取，请核对。" in notes


def test_numbers_alone_in_single_marks_lose_them_and_it_is_told(tmp_path):
    rows, notes = read_file(
        tmp_path, "姓名,号码,单位\n张三,'360821198503120016',敦厚镇\n李四,'360821198503120024,永阳镇\n"
    )
    assert [row[1] for row in rows] == ["号码", "360821198503120016", "'360821198503120024"]
    assert notes == ["有1格的值写在单引号里，引号没有读入。"]


def test_a_line_of_many_separators_before_a_stray_mark_is_not_gone_over_again_and_again():
    """Each of the sixty lines that may belong to the field once had the whole line walked over anew (4 s)."""
    started = time.process_time()
    lines = ("," * 15_000 + '"a\n' + "b\n" * 59) * 20
    assert len(list(Records(",", 1).of(io.StringIO(lines, newline="")))) > 20
    assert time.process_time() - started < 3
