"""A fresh installation: nobody can sign in to any purpose yet, so the sign-in page says what to run."""

from typing import Any

from offices.models import Division, DivisionGrant
from offices.roles import Role


def first_run() -> dict[str, Any]:
    """What the sign-in page shows of it; nothing once anybody but the auditor has been given a role.

    A portal in use whose only administrator was closed or lost the grant is not fresh: its visitors learn nothing.
    ``nobody_signs_in`` when the form would lead nowhere, ``first_commands`` as (command, purpose, done) in order.
    """
    if DivisionGrant.objects.exclude(permission__codename=Role.SECURITY_AUDITOR).exists():
        return {}
    return {
        "nobody_signs_in": not DivisionGrant.objects.exists(),
        "first_commands": [
            ("load_divisions", "载入行政区划", Division.objects.exists()),
            ("create_administrator", "创建系统管理员账号", False),
        ],
    }
