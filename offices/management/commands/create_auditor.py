"""``manage.py create_auditor``: the account that watches the administrators, and holds no other power."""

from offices.management.commands._open_account import OpenAccount
from offices.roles import Role


class Command(OpenAccount):
    help = "创建一个安全审计员账号并授权。"
    role = Role.SECURITY_AUDITOR
    next_step = "用这个账号登录平台，在“审计日志”里查看登录、授权和导出记录。"
