"""Accounts are named to those whom they concern: of what was changed elsewhere is told what and when."""

from collections.abc import Collection
from dataclasses import replace

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.history import Change
from offices.models import DivisionGrant

NOT_NAMED = "不在您管理范围内的账号"


def as_told_to(identity: Identity | None, changes: list[Change]) -> list[Change]:
    """The same changes; accounts are named that hold a grant above, at or below the place of ``identity``."""
    accounts = {change.account for change in changes if change.account is not None}
    if identity and accounts <= {identity.user_id}:
        return changes
    named = {None, *(_known_to(identity, accounts) if identity else ())}
    return [change if change.account in named else replace(change, who=NOT_NAMED) for change in changes]


def _known_to(identity: Identity, accounts: Collection[int]) -> set[int]:
    grants = DivisionGrant.objects.filter(user_id__in=accounts).values_list("user_id", "content_object__path")
    own = identity.path
    return {user for user, path in grants if path.startswith(own) or own.startswith(path)} | {identity.user_id}
