"""Files for which a second reader is asked: read, and told what it does not see, or refused as ever."""

import logging
import signal
import subprocess
import sys

import pytest

from intake.grid import UnreadableFile, read_workbook, second_reader, second_reader_child, xls
from tests.intake import samples

ROWS = [
    ["姓名", "身份证号", "到岗日期"],
    ["张三", 360821198503120016, "2018-03-01"],
    ["李四", "360821198503120024", 1985.1],
]


def texts(sheet):
    return [[cell.text for cell in row] for row in sheet.rows]


def refused(path):
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, path.name)
    return caught.value


def test_a_binary_workbook_is_read_where_its_cells_stand(tmp_path):
    path = samples.xlsb(tmp_path / "a.xlsb", {1: ["", "姓名", "年龄"], 3: [None, "张三", 40, 3.5]})
    book = read_workbook(path, "a.xlsb")
    assert (book.format, [sheet.name for sheet in book.sheets]) == ("xlsb", ["花名册"])
    assert texts(book.sheets[0]) == [
        ["", "", "", ""],
        ["", "姓名", "年龄", ""],
        ["", "", "", ""],
        ["", "张三", "40", "3.5"],
    ]


def test_what_the_second_reader_does_not_see_is_told(tmp_path):
    path = samples.xlsb(tmp_path / "a.xlsb", {0: ["姓名"]}, extra={"xl/vbaProject.bin": b"Sub"})
    notes = read_workbook(path, "a.xlsb").notes
    assert any("隐藏的行和列" in note and "合并的单元格读不到" in note for note in notes)
    assert any("宏未运行" in note for note in notes)


def test_a_number_that_lost_its_digits_is_damaged_there_as_well(tmp_path):
    path = samples.xlsb(tmp_path / "a.xlsb", {0: ["身份证号", 360821198503120016]})
    assert [cell.damaged for cell in read_workbook(path, "a.xlsb").sheets[0].rows[0]] == [False, True]


def test_an_old_workbook_that_the_first_reader_refuses_is_read_and_told(tmp_path):
    book = read_workbook(samples.xls_refused(tmp_path / "a.xls", ROWS), "a.xls")
    assert [row[0] for row in texts(book.sheets[0])] == ["姓名", "张三", "李四"]
    assert book.sheets[0].rows[1][1].damaged
    assert [note for note in book.notes if "打不开，由备用程序读取" in note and "合并的单元格读不到" not in note]


def test_where_the_second_one_falls_as_well_the_file_is_refused_as_ever(tmp_path):
    error = refused(samples.xls_refused(tmp_path / "a.xls", ROWS, record=0x18))
    assert (error.code, "已损坏" in error.message) == ("unreadable_file", True)


def test_a_password_is_still_a_password(tmp_path, monkeypatch):
    monkeypatch.setattr(xls, "read_second", lambda *_: pytest.fail("asked for an encrypted file"))
    assert refused(samples.encrypted_xlsx(tmp_path / "a.xls")).code == "encrypted"


def test_a_child_that_asks_for_too_much_is_a_refusal(tmp_path):
    """One cell far out: the reader takes room for all that lies between, here some gigabytes."""
    path = samples.xlsb(tmp_path / "a.xlsb", {0: ["姓名"], 100_000: [None] * 1_000 + ["远"]})
    assert path.stat().st_size < 100_000
    error = refused(path)
    assert (error.code, "另存为" in error.message) == ("unreadable_file", True)


def test_a_child_that_does_not_end_is_ended(tmp_path, monkeypatch):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass", encoding="utf-8")
    monkeypatch.setattr(second_reader_child, "__file__", str(endless))
    monkeypatch.setattr(second_reader, "_PATIENCE", 0.5)
    assert refused(samples.xls_refused(tmp_path / "a.xls", ROWS)).code == "unreadable_file"


def test_a_child_is_not_waited_for_where_what_it_told_is_refused(tmp_path, monkeypatch):
    """It would have worked on for as long as it may."""
    talking = tmp_path / "talking.py"
    talking.write_text(
        """print('{"sheet": "a", "hidden": false, "merges": []}\\n{"row": 0, "cells": [[20000000, "text", "远"]]}', """
        "flush=True)\nfor _ in range(10**8): pass",
        encoding="utf-8",
    )
    monkeypatch.setattr(second_reader_child, "__file__", str(talking))
    children = []
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *given, **named: children.append(start(*given, **named)) or children[-1]
    )
    assert refused(samples.xls_refused(tmp_path / "a.xls", ROWS)).code == "too_large"
    assert children[0].returncode == -signal.SIGKILL


def test_half_a_line_of_a_child_that_was_ended_is_nothing(tmp_path, monkeypatch):
    broken = tmp_path / "broken.py"
    broken.write_text("""print('{"sheet": "a", "hidden": false, "merges": []}\\\\n{"row": 0, "ce')""", encoding="utf-8")
    monkeypatch.setattr(second_reader_child, "__file__", str(broken))
    assert refused(samples.xls_refused(tmp_path / "a.xls", ROWS)).code == "unreadable_file"


def test_the_child_knows_nothing_of_the_portal():
    program = f"import runpy, sys; runpy.run_path({second_reader_child.__file__!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert not {"intake", "django"} & set(done.stdout.split())


@pytest.mark.parametrize("kind", [AttributeError, IndexError, ValueError, KeyError])
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.ods"])
def test_a_fault_of_ours_is_not_called_a_damaged_file(tmp_path, monkeypatch, caplog, kind, name):
    def fails(*_args, **_options):
        raise kind(ROWS[1][0])

    if name == "a.xls":
        path = samples.xls(tmp_path / name, ROWS)
    elif name == "a.xlsx":
        path = samples.xlsx(tmp_path / name, ROWS)
    else:
        path = samples.ods(tmp_path / name, samples.ods_table(samples.ods_text("姓名", "张三")))
    monkeypatch.setattr("intake.grid.layout.Lines.put", fails)
    monkeypatch.setattr("intake.grid.layout.Lines.add", fails)
    with caplog.at_level(logging.ERROR):
        error = refused(path)
    assert (error.code, "已损坏" in error.message) == ("reader_failed", False)
    assert kind.__name__ in caplog.text
    assert "张三" not in caplog.text


def test_a_file_too_large_for_the_memory_is_called_so(tmp_path, monkeypatch):
    def fails(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr("intake.grid.layout.Lines.add", fails)
    monkeypatch.setattr("intake.grid.layout.Lines.put", fails)
    assert refused(samples.xlsx(tmp_path / "a.xlsx", ROWS)).code == "too_large"
