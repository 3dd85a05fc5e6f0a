"""The newest census of each home, in the query that reads the homes."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from offices.models import HomeCensus


def with_census(homes: Any) -> Any:
    """Add ``beds``, ``residents``, ``dependent``, ``county_funded`` and ``census_on`` (``None``: never reported)."""
    newest = HomeCensus.objects.filter(home=OuterRef("pk"), as_of__lte=timezone.localdate()).order_by("-as_of")
    return homes.annotate(
        beds=Subquery(newest.values("beds")[:1]),
        residents=Subquery(newest.values("residents")[:1]),
        dependent=Subquery(newest.values("dependent")[:1]),
        county_funded=Subquery(newest.values("county_funded")[:1]),
        census_on=Subquery(newest.values("as_of")[:1]),
    )
