"""What ``create_administrator`` and ``create_auditor`` share: ask until it is right, open, say what is next."""

import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from jian_minzheng.core.acting import SYSTEM
from offices.accounts import account_open, check_username, top_division
from offices.models import User
from offices.roles import Role


class OpenAccount(BaseCommand):
    """A password is never taken from the command line, where everybody on the machine could read it."""

    role: ClassVar[Role]
    next_step: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", help="用户名；不给则询问")
        parser.add_argument("--full-name", help="姓名；不给则询问")
        parser.add_argument("--password-file", metavar="PATH|-", help="从文件(- 表示标准输入)的第一行读取初始密码")
        parser.add_argument("--noinput", "--no-input", action="store_true", help="不询问；缺少的内容报错")
        parser.add_argument("--division", help="授权单位的名称；只有一个可授权的单位时不必写")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = self._open(options)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except (KeyboardInterrupt, EOFError) as error:
            raise CommandError("已取消，没有创建账号。") from error
        self.stdout.write(f"已创建账号 {user.username}，并授予“{self.role.label}”。")
        if user.must_change_password:
            self.stdout.write("首次登录时必须修改这个初始密码。")
        self.stdout.write(f"下一步：{self.next_step}")

    def _open(self, options: dict[str, Any]) -> User:
        division = top_division(self.role, options["division"] or "")
        silent = options["noinput"]

        def check_name(name: str) -> None:
            check_username(name, self.role, division)

        username = self._ask("用户名", given=options["username"], silent=silent, check=check_name)
        full_name = self._ask("姓名", given=options["full_name"], silent=silent, check=_check_full_name)
        owner = User(username=username, full_name=full_name)
        from_file = options["password_file"]
        password = read_password(from_file) if from_file else self._ask_password(owner, silent=silent)
        return account_open(
            SYSTEM,
            username=username,
            full_name=full_name,
            password=password,
            role=self.role,
            division=division,
            first_password=bool(from_file),
        )

    def _ask(self, label: str, *, given: str | None, silent: bool, check: Callable[[str], None]) -> str:
        """What the options say, else what the person answers, as often as it takes."""
        if given is not None or silent:
            if given is None:
                raise CommandError(f"使用 --noinput 时必须给出{label}。")
            check(given)
            return given
        self._must_be_asked()
        while True:
            answer = input(f"{label}：").strip()
            try:
                check(answer)
            except ValidationError as error:
                self._refuse(error)
            else:
                return answer

    def _ask_password(self, owner: User, *, silent: bool) -> str:
        if silent:
            raise CommandError("使用 --noinput 时必须用 --password-file 给出密码文件。")
        self._must_be_asked()
        while True:
            password = getpass.getpass("密码(输入时不显示)：")
            if password != getpass.getpass("再输一次："):
                self.stderr.write("两次输入的密码不一样，请重新输入。")
                continue
            try:
                validate_password(password, owner)
            except ValidationError as error:
                self._refuse(error)
            else:
                return password

    def _refuse(self, error: ValidationError) -> None:
        self.stderr.write("\n".join(error.messages))

    def _must_be_asked(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError("这里不能询问(不是终端)。请给出 --username、--full-name 和 --password-file。")


def read_password(source: str) -> str:
    """The first line of the file, or of the standard input for ``-``, without its line end.

    Raises:
        CommandError: it cannot be read, or is empty.
    """
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"读不了密码文件 {source}：{error}") from error
    password = text.partition("\n")[0].removesuffix("\r")
    if not password:
        raise CommandError("密码文件的第一行是空的。")
    return password


def _check_full_name(name: str) -> None:
    if not name.strip():
        raise ValidationError("姓名不能为空。")
    User._meta.get_field("full_name").clean(name, None)
