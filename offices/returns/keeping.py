"""Who fills in returns for units of which level, and what is 代填.

Every return that is filled in for a unit below is 代填, also where the county keeps the station's other records.
"""

from django.core.exceptions import PermissionDenied

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.history import FOR_ANOTHER
from jian_minzheng.core.registers import keeping
from offices.models import Division
from offices.models.divisions import Level
from offices.roles import Capability

KEPT_AT: keeping.KeptAt = {
    Level.CITY: Capability.KEEP_CITY,
    Level.COUNTY: Capability.FILL_RETURNS,
    Level.TOWNSHIP: Capability.FILL_RETURNS,
    Level.VILLAGE: Capability.FILL_RETURNS,
}


def admit(actor: Acting, division: Division) -> None:
    """Asked first: what is wrong with a sheet tells of what is stored there.

    Raises:
        OutOfScope: the unit is not within the writer's scope.
        PermissionDenied: whoever acts does not fill in for units of this level.
    """
    if actor.is_system:
        return
    Division.objects.require_visible(actor.scope, [division.pk])
    if not keeping.may_write(actor, KEPT_AT, division.level):
        raise PermissionDenied(f"您当前的身份“{actor.scope}”不填报{division.get_level_display()}一级的业务报表。")


def is_for_another(actor: Acting, division: Division) -> bool:
    return not actor.is_system and actor.scope.division_id != division.pk


def history_reason(actor: Acting, division: Division) -> str:
    """What history says of such a write: 代填 and by whom, or nothing."""
    return f"{FOR_ANOTHER}：{actor.scope}"[:100] if is_for_another(actor, division) else ""
