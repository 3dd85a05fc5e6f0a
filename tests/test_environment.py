"""One environment file, one reading: systemd's for the services, ``manage.py``'s for the commands."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jian_minzheng.environment import DEFAULT_FILE, DEVELOPMENT, PRODUCTION, RefusedError, parse, prepare
from tests.portal import ROOT

VALUES = {
    "plain": "abc",
    "hash": "a#b #c",
    "leading hash": "#abc",
    "dollar": "$ecret$HOME${PATH}",
    "quotes inside": 'it\'s "quoted"',
    "spaces": "two  words and three",
    "equals": "a=b==",
    "percent": "a%20b%",
    "back-tick": "`id`",
    "semicolon": ";a;b&c|d>e",
    "chinese": "吉安市　民政所",
}
QUOTED = {
    "back-slash": ("'a\\b\\'", "a\\b\\"),
    "outer spaces": ("'  a '", "  a "),
    "leading quote": ("'\"a\" b'", '"a" b'),
    "both quotes": ('"\'a\\"b\\\\c\\$d\\`e\\f"', "'a\"b\\c$d`e\\f"),
    "empty": ("''", ""),
}


END, WHITE, ANY = "\n\r", " \t\n\r", ""
SYSTEMD = {
    "before name": (("#;", "comment", ""), (WHITE, "before name", ""), (ANY, "name", "name")),
    "name": ((END, "before name", "forget"), ("=", "before value", ""), (ANY, "name", "name")),
    "before value": (
        (END, "before name", "set"),
        ("'", "single", ""),
        ('"', "double", ""),
        ("\\", "escape", ""),
        (WHITE, "before value", ""),
        (ANY, "value", "add"),
    ),
    "value": ((END, "before name", "set"), ("\\", "escape", ""), (ANY, "value", "add")),
    "escape": ((END, "value", ""), (ANY, "value", "keep")),
    "single": (("'", "before value", ""), (ANY, "single", "keep")),
    "double": (('"', "before value", ""), ("\\", "double escape", ""), (ANY, "double", "keep")),
    "double escape": (('"\\`$', "double", "keep"), ("\n", "double", ""), (ANY, "double", "keep both")),
    "comment": (("\\", "comment escape", ""), (END, "before name", ""), (ANY, "comment", "")),
    "comment escape": ((ANY, "comment", ""),),
}
"""By state: which character leads to which state, and what is done with it. After systemd's ``parse_env_file`` (v252):

- Blank lines and lines that begin with ``#`` or ``;`` are skipped; a back-slash joins the next line to a comment
  (not any more since version 254).
- Name and value are parted by the first ``=``; white space around either is dropped.
- Without quotes a back-slash is dropped and what follows is taken as it is; at the end of a line it joins the next.
- Quotes count at the beginning of a value, and after a closed quotation. In single ones everything is literal; in
  double ones a back-slash is dropped before ``"``, a back-slash, a dollar, a back-tick and the end of the line.
- Nothing is expanded. A line without ``=`` is nothing. Of two values for one name the last holds.
"""


class Systemd:
    """What ``EnvironmentFile=`` makes of a file."""

    def __init__(self, text: str) -> None:
        self.values: dict[str, str] = {}
        self.name = self.kept = self.loose = ""
        state = "before name"
        for c in f"{text}\n":
            state, action = next((to, action) for these, to, action in SYSTEMD[state] if not these or c in these)
            self.do(action, c)

    def do(self, action: str, c: str) -> None:
        if action == "name":
            self.name += c
        elif action == "add":
            self.loose += c
        elif action in {"keep", "keep both"}:
            self.kept += self.loose + ("\\" if action == "keep both" else "") + c
            self.loose = ""
        elif action:
            if action == "set":
                self.values[self.name.rstrip(WHITE)] = self.kept + self.loose.rstrip(WHITE)
            self.name = self.kept = self.loose = ""


def systemd(text: str) -> dict[str, str]:
    return Systemd(text).values


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_is_read_as_it_stands_by_both(value: str) -> None:
    text = f"# 说明\nA={value}\nB=x\n"
    assert parse(text) == systemd(text) == {"A": value, "B": "x"}


@pytest.mark.parametrize(("written", "value"), QUOTED.values(), ids=QUOTED)
def test_a_quoted_value_is_read_alike_by_both(written: str, value: str) -> None:
    text = f"A={written}\r\nB=x"
    assert parse(text) == systemd(text) == {"A": value, "B": "x"}


@pytest.mark.parametrize(
    "line",
    ["A", "A=a\\b", "A='a", 'A="a', "A='a' b", 'A="a" # b', "A-B=c", "export A=b", "# a \\", "A=a\x00", "A=1\nA=2"],
)
def test_what_they_would_read_otherwise_than_it_looks_is_refused_by_its_line(line: str) -> None:
    with pytest.raises(RefusedError, match=r"第 [23] 行"):
        parse(f"B=x\n{line}\nC=y\n")


@given(st.text(st.sampled_from("AB= \t'\"\\#;$`x\r\né　"), max_size=24))
@example("A='x'\r\nB=\"\\$\"\n")
def test_whatever_is_accepted_is_read_alike_by_both(text: str) -> None:
    try:
        read = parse(text)
    except RefusedError:
        return
    assert read == systemd(text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "portal.env"
    path.write_text(
        "SECRET_KEY='$ecret # 1'\nALLOWED_HOSTS=a.example\nDATABASE_URL=postgres://u@h/d\n", encoding="utf-8"
    )
    return path


def test_where_the_file_stands_commands_run_on_production(file: Path) -> None:
    environ = {"PORTAL_ENV_FILE": str(file)}
    prepare(environ)
    assert environ["DJANGO_SETTINGS_MODULE"] == PRODUCTION
    assert environ["SECRET_KEY"] == "$ecret # 1"


def test_the_environment_goes_before_the_file(file: Path) -> None:
    environ = {"PORTAL_ENV_FILE": str(file), "DATABASE_URL": "postgres://u@other/d"}
    prepare(environ)
    assert environ["DATABASE_URL"] == "postgres://u@other/d"


def test_without_a_file_a_developer_has_the_development_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("jian_minzheng.environment.DEFAULT_FILE", str(tmp_path / "nowhere"))
    environ: dict[str, str] = {}
    prepare(environ)
    assert environ == {"DJANGO_SETTINGS_MODULE": DEVELOPMENT}


@pytest.mark.parametrize("text", ["", "DATABASE_URL=\nSECRET_KEY=a\nALLOWED_HOSTS=b\n", "SECRET_KEY=a\n"])
def test_a_file_that_lacks_the_database_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=r"缺少.*DATABASE_URL"):
        prepare({"PORTAL_ENV_FILE": str(file)})


def test_an_emptied_database_is_refused_too(file: Path) -> None:
    with pytest.raises(RefusedError, match="缺少 DATABASE_URL"):
        prepare({"PORTAL_ENV_FILE": str(file), "DATABASE_URL": ""})


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="读不了"):
        prepare({"PORTAL_ENV_FILE": str(tmp_path)})  # a folder: unreadable for root as well


def test_a_service_that_systemd_gave_everything_need_not_read_the_file(tmp_path: Path) -> None:
    given_ = {"SECRET_KEY": "a", "ALLOWED_HOSTS": "b", "DATABASE_URL": "postgres://u@h/d"}
    environ = {"PORTAL_ENV_FILE": str(tmp_path), **given_}
    prepare(environ)
    assert environ["DJANGO_SETTINGS_MODULE"] == PRODUCTION


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="不存在"):
        prepare({"PORTAL_ENV_FILE": str(tmp_path / "nowhere")})


def test_other_settings_beside_production_must_name_their_database(file: Path) -> None:
    environ = {"PORTAL_ENV_FILE": str(file), "DJANGO_SETTINGS_MODULE": DEVELOPMENT}
    with pytest.raises(RefusedError, match="DATABASE_URL"):
        prepare(environ)
    environ["DATABASE_URL"] = "sqlite:///x"
    prepare(environ)
    assert environ["DJANGO_SETTINGS_MODULE"] == DEVELOPMENT
    assert "SECRET_KEY" not in environ


def run(file: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    outside = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**outside, "PORTAL_ENV_FILE": str(file), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def databases() -> Iterator[Path]:
    yield from (ROOT / "var").glob("*.sqlite3")


def test_a_command_without_a_database_writes_nowhere(file: Path) -> None:
    file.write_text("SECRET_KEY=a\nALLOWED_HOSTS=b\n", encoding="utf-8")
    before = {path: path.stat().st_mtime for path in databases()}
    for command in (("manage.py", "migrate"), ("-m", "tools.demo_database"), ("-m", "tools.demo_database", "--reset")):
        refused = run(file, *command)
        assert refused.returncode
        assert "DATABASE_URL" in refused.stderr
    assert {path: path.stat().st_mtime for path in databases()} == before


def test_the_settings_get_the_values_as_they_were_written(file: Path) -> None:
    """Down to the database password, whose special characters its address spells with per cent signs."""
    key = "$ecret #1 \"a\" 'b' \\ = ;"
    written = '"' + key.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'
    file.write_text(
        f"SECRET_KEY={written}\nALLOWED_HOSTS=a.example,b.example\nDATABASE_URL=postgres://u:%24a%23%20%27%22%3D%25@h:5/d\n",
        encoding="utf-8",
    )
    told = "from django.conf import settings as s; d = s.DATABASES['default']; import json;"
    told += "print(json.dumps([s.SECRET_KEY, s.ALLOWED_HOSTS, d['PASSWORD'], d['HOST']]))"
    shown = run(file, "manage.py", "shell", "--no-imports", "-c", told)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == [key, ["a.example", "b.example"], "$a# '\"=%", "h"]


def test_the_demonstration_is_not_loaded_into_a_real_installation(file: Path) -> None:
    refused = run(file, "-m", "tools.demo_database")
    assert refused.returncode == 2
    assert "正式环境" in refused.stderr


def test_units_and_document_name_the_file_that_commands_read() -> None:
    for path in (ROOT / "deploy").glob("*.service"):
        assert f"EnvironmentFile={DEFAULT_FILE}\n" in path.read_text(encoding="utf-8")
    assert DEFAULT_FILE in (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
