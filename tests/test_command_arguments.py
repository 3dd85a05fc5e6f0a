"""A slip in what a command is given costs a sentence at once, no traceback after an hour of work."""

import datetime
from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from assessments.management.commands.load_shipped import LISTS

APPS = ("jian_minzheng", "offices", "intake", "staffing", "funding", "training", "assessments")
OWN = sorted(name for name, app in get_commands().items() if str(app).startswith(APPS))
DEMONSTRATION = {"load_demo"}
SAYS_ITSELF = {("import_roster", "file"), ("import_roster", "answers")}
"""Refused with an exit status and a report of its own."""


def slips(tmp_path):
    gone = str(tmp_path / "none" / "out.json")
    return [
        (["evaluate", "--on", "abc"], "“abc”不是日期"),
        (["explain", "三(三)2-1", "敦厚镇", "--on", "2026-13-01"], "“2026-13-01”不是日期"),
        (["load_divisions", "--on", "昨天"], "“昨天”不是日期"),
        (["evaluate", "--json", gone], "没有文件夹"),
        (["evaluate", "--json", str(tmp_path)], "是文件夹"),
        (["import_roster", "a.xlsx", "--division", "吉安县", "--as", "x", "--json", gone], "没有文件夹"),
        (["import_returns", str(tmp_path / "none.csv"), "--as", "x"], "没有文件"),
        (["import_returns", str(tmp_path), "--as", "x"], "是文件夹"),
        (["load_urban_rural", "--file", str(tmp_path / "none.csv")], "没有文件"),
        (["load_divisions", "--file", str(tmp_path)], "是文件夹"),
    ]


@pytest.mark.parametrize("which", range(10))
def test_a_slip_is_told_before_any_work(tmp_path, which):
    arguments, told = slips(tmp_path)[which]
    with pytest.raises(CommandError, match=told):
        call_command(*arguments)


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("x", encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CommandError, match="无法读取"):
        call_command("import_returns", str(path), "--as", "x")


@pytest.mark.parametrize("name", OWN)
def test_no_command_takes_a_day_or_a_file_as_it_comes(name):
    parser = ArgumentParser()
    load_command_class(get_commands()[name], name).add_arguments(parser)
    bare = [one.dest for one in parser._actions if one.type in (Path, datetime.date.fromisoformat)]
    assert {(name, dest) for dest in bare} <= SAYS_ITSELF


def test_all_that_comes_with_the_portal_is_loaded_by_one_command():
    lists = [name for name in OWN if name.startswith("load_") and name not in DEMONSTRATION | {"load_shipped"}]
    assert sorted(LISTS) == lists
