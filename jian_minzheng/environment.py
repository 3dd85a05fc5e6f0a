"""Where an installation's settings come from: one file, read alike by systemd and by ``manage.py``.

On a machine with production's file, commands run on production, or not at all: a command typed without the file used to
fall back to the development settings and write, unnoticed, to a SQLite file. Without the file nothing changes for a
developer. Imports no Django, so that it can speak before any setting is needed.
"""

import os
import re
from collections.abc import Iterator, MutableMapping
from pathlib import Path

DEFAULT_FILE = "/etc/minzheng.env"
DEVELOPMENT = "jian_minzheng.settings.dev"
PRODUCTION = "jian_minzheng.settings.production"
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")

# The part of systemd.exec(5), EnvironmentFile=, in which a line means one thing. What systemd would join to the next
# line, cut short or drop with a line in its journal is refused instead. White space is ASCII's only, as there.
_COMMENT = re.compile(r"[ \t]*(?:[#;].*)?")
_ASSIGNMENT = re.compile(
    r"""
    [ \t]* (?P<name>[A-Za-z_][A-Za-z0-9_]*) [ \t]* = [ \t]*
    (?: '(?P<single>[^']*)' | "(?P<double>(?:[^"\\]|\\.)*)" | (?P<bare>[^ \t'"\\][^\\]*?)? )
    [ \t]*
    """,
    re.VERBOSE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class RefusedError(Exception):
    """The command must not run; the text says why and what to do, in Chinese."""


def prepare(environ: MutableMapping[str, str] = os.environ) -> None:
    """Complete ``environ`` from the installation's file and name the settings to use.

    What stands in the environment goes before the file. Whoever names other settings than the installation's, and their
    database with them, runs something else on this machine (a test, a demonstration) and is left alone.

    Raises:
        RefusedError: the file stands there but cannot be used, or lacks what production needs.
    """
    path = Path(environ.get("PORTAL_ENV_FILE") or DEFAULT_FILE)
    if not _stands(path):
        if environ.get("PORTAL_ENV_FILE"):
            raise RefusedError(f"环境变量 PORTAL_ENV_FILE 指定的文件 {path} 不存在。")
        environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
        return
    values = _values(path, environ)
    settings = values.get("DJANGO_SETTINGS_MODULE", PRODUCTION)
    if environ.get("DJANGO_SETTINGS_MODULE", settings) != settings:
        _must_name_its_database(path, environ)
        return
    for name, value in {"DJANGO_SETTINGS_MODULE": settings, **values}.items():
        environ.setdefault(name, value)
    missing = [name for name in REQUIRED if not environ.get(name)]
    if missing:
        raise RefusedError(f"{path} 里缺少 {'、'.join(missing)}，没有执行。请补上后再运行。")


def parse(text: str) -> dict[str, str]:
    """The assignments of a file.

    Raises:
        RefusedError: a line that systemd would read otherwise than it looks, by its number.
    """
    values: dict[str, str] = {}
    for number, name, value in _assignments(text):
        if name in values:
            raise RefusedError(f"第 {number} 行：{name} 写了两次。")
        values[name] = value
    return values


def _assignments(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found = _ASSIGNMENT.fullmatch(line)
        if _CONTROL.search(line) or (not found and (not _COMMENT.fullmatch(line) or line.endswith("\\"))):
            raise RefusedError(
                f"第 {number} 行读不懂。写法：名称=值；值里有反斜杠、首尾空格或以引号开头时，整个值用引号括起来。"
            )
        if found:
            yield number, found["name"], _value(found)


def _value(found: re.Match[str]) -> str:
    if found["double"] is not None:
        return re.sub(r'\\(["\\$`])', r"\1", found["double"])
    return found["single"] or found["bare"] or ""


def _stands(path: Path) -> bool:
    """Also a file in a folder that one may not look into stands there."""
    try:
        return path.exists()
    except PermissionError:
        return True


def _values(path: Path, environ: MutableMapping[str, str]) -> dict[str, str]:
    """The file's assignments; none where systemd has read it for a service that may not, and passed everything on."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except RefusedError as error:
        raise RefusedError(f"{path} {error}") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path} 不是 UTF-8 编码的文本。") from error
    except OSError as error:
        if all(environ.get(name) for name in REQUIRED):
            return {}
        raise RefusedError(
            f"这台机器装有正式环境，但当前用户读不了它的配置 {path}，没有执行。请用运行平台的用户执行，例如：\n"
            "  sudo -u minzheng .venv/bin/python manage.py …"
        ) from error


def _must_name_its_database(path: Path, environ: MutableMapping[str, str]) -> None:
    if not environ.get("DATABASE_URL"):
        raise RefusedError(
            f"这台机器装有正式环境({path})，没有执行。要在这里使用 {environ['DJANGO_SETTINGS_MODULE']}，"
            "请同时用环境变量 DATABASE_URL 写明另一个数据库。"
        )
