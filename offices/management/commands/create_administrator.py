"""``manage.py create_administrator``: the first account, from which all others are opened on screen."""

from offices.management.commands._open_account import OpenAccount
from offices.roles import Role


class Command(OpenAccount):
    help = "创建一个系统管理员账号并授权。"
    role = Role.SYSTEM_ADMIN
    next_step = "用 create_auditor 创建安全审计员；再用这个账号登录平台，首页会列出接下来要做的事。"
