"""What a change of the tree would touch, told before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from offices.models import Division, DivisionGrant, NursingHome, Station


@dataclass(frozen=True, slots=True)
class Impact:
    """Counts over the subtrees: open units (themselves included), stations, homes, and grants of accounts."""

    units: int
    stations: int
    homes: int
    grants: int


def impact_of(units: Iterable[Division]) -> Impact:
    """Count what lies in the subtrees of ``units``."""
    paths = [unit.path for unit in units]
    return Impact(
        units=Division.objects.filter(_within("path", paths), valid_to__isnull=True).count(),
        stations=Station.objects.filter(_within("township__path", paths), closed_on__isnull=True).live().count(),
        homes=NursingHome.objects.filter(_within("township__path", paths), closed_on__isnull=True).live().count(),
        grants=DivisionGrant.objects.filter(_within("content_object__path", paths)).count(),
    )


def _within(field: str, paths: list[str]) -> Q:
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(**{f"{field}__startswith": path})
    return inside
