"""Whatever is done to a file, it is read or refused: ``python -m bench roster_fuzz`` at length, here in short."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzz.damage import damaged
from bench.fuzz.workbooks import workbooks
from intake.grid import UnreadableFile, read_workbook


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return workbooks(tmp_path_factory.mktemp("workbooks"))


def sheets_of(path):
    """The sheets, none of a file that is refused; anything else than a refusal of the file fails the test."""
    try:
        return read_workbook(path, path.name).sheets
    except UnreadableFile as refused:
        if refused.code == "reader_failed":
            raise
        return []


def test_every_undamaged_workbook_reads_alike(made, tmp_path):
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        sheet = read_workbook(tmp_path / name, name).sheets[0]
        assert sheet.rows[0][0].text == "敦厚镇民政所工作人员花名册", name
        assert [cell.text for cell in sheet.rows[2][:4]] == ["1", "敦厚镇", "张三", "女"], name


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_a_damaged_workbook_is_read_or_refused(made, tmp_path_factory, seed, data):
    name = data.draw(st.sampled_from(sorted(made)))
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(damaged(made[name], list(made.values()), random.Random(seed)))
    for sheet in sheets_of(path):
        assert len({len(row) for row in sheet.rows}) <= 1
        assert all(1 <= row <= len(sheet.rows) for row in sheet.hidden_rows)
        assert not any("\x00" in cell.text for row in sheet.rows for cell in row)


@given(
    content=st.binary(max_size=400), head=st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"<?xml ", b"\t\x08\x10\x00"])
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, head):
    path = tmp_path_factory.mktemp("bytes") / "a.xls"
    path.write_bytes(head + content)
    sheets_of(path)
