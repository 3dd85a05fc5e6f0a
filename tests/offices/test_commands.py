"""What the commands of an installation say when something is not as they need it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from offices.divisions import files
from offices.divisions.loader import load_units
from offices.models import Division, PopulationFigure
from tests.offices.changes import DAY


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", ["层级,名称\n镇,敦厚镇\n".encode("gbk"), b"level,name\x00\n"], ids=["GBK", "binary"]
)
def test_a_list_that_is_no_utf8_is_refused_in_words(db, tmp_path, content):
    path = tmp_path / "units.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"units\.csv"):
        run("load_divisions", "--file", str(path))


HEAD = "stats_code,civil_affairs_code,level,name,kind,parent_stats_code,virtual\n360800000000,,city,吉安市,设区市,,\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("360800000000,,county,吉安县,县,360800000000,", "360800000000 重复出现"),
        (",,county,吉安县,县,360800000000,", "第3行"),
        ("360821000000,,county,,县,360800000000,", "第3行"),
        ("360821000000,,country,吉安县,县,360800000000,", "层级须为"),
        ("360821000000,,county,吉安县,县,,", "上级 \\(空\\) 不在文件中"),
    ],
    ids=["a code twice", "no code", "no name", "no such level", "no parent"],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_loaded(db, tmp_path, line, words):
    path = tmp_path / "units.csv"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        run("load_divisions", "--file", str(path))
    assert not Division.objects.exists()


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv"):
        run("load_divisions", "--file", str(tmp_path / "none.csv"))


def test_a_list_that_marks_a_unit_for_statistics_only_owes_it_nothing_any_more(db, tmp_path):
    path = tmp_path / "units.csv"
    for virtual, code in (("", ""), ("1", "360821")):
        path.write_text(HEAD + f"360821000000,{code},county,吉安县,县,360800000000,{virtual}\n", encoding="utf-8")
        report = load_units(files.read_units(path), on=DAY, source="units.csv")
    unit = Division.objects.get(name="吉安县")
    assert (report.changed, unit.virtual, unit.civil_affairs_code) == (["吉安县"], True, "360821")
    assert unit.eras.count() == 1


def test_the_public_figures_come_with_the_tree_and_say_how_sure_they_are(db, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(HEAD, encoding="utf-8")
    assert "条公开人口数" in run("load_divisions", "--file", str(path))
    figures = PopulationFigure.objects.filter(division__name="吉安市")
    assert all("可信度" in figure.source for figure in figures)


@pytest.mark.parametrize("command", ["load_document_kinds", "load_activity_kinds"])
def test_kinds_need_a_city_first(db, command):
    with pytest.raises(CommandError, match="请先运行 load_divisions"):
        run(command)


def test_the_accounts_of_the_demonstration_are_listed_in_it_and_nowhere_else(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="只在演示环境可用"):
        run("demo_accounts")
    settings.DEMO = True
    assert "请先执行 load_demo" in run("demo_accounts")
