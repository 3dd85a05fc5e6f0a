"""The largest gap of each standard. Gaps of different standards have different units and are never compared."""

from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from assessments.dashboards.area import findings_in
from assessments.dashboards.choice import Choice
from assessments.models import Finding
from assessments.vocabulary import Outcome
from jian_minzheng.core.acting import Identity
from offices.models import Division


def worst_findings(identity: Identity, division: Division, choice: Choice) -> list[Any]:
    """Per chosen standard the unmet finding with the largest gap, in the order of the standards. Two queries."""
    place = Window(
        RowNumber(),
        partition_by=F("standard_id"),
        order_by=[F("gap").desc(nulls_last=True), F("since").asc(nulls_last=True), F("pk")],
    )
    largest = (
        findings_in(identity, division)
        .filter(outcome=Outcome.UNMET, standard__in=[standard.pk for standard in choice.selected])
        .annotate(place=place)
        .filter(place=1)
        .order_by()
    )
    # Numbering narrow rows and fetching the few that won is several times faster than carrying whole rows along.
    found = Finding.objects.filter(pk__in=[pk for pk, _ in largest.values_list("pk", "place")])
    return list(found.select_related("standard").defer("explanation").order_by("standard__order"))
