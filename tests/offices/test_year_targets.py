"""年度目标: which values a target can have."""

from decimal import Decimal

import pytest
from django.urls import reverse

from offices.models import Indicator, YearTarget


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("count", "1.5", "目标应填整数"),
        ("persons", "0.01", "目标应填整数"),
        ("count", "2", ""),
        ("money", "1.5", ""),
        ("share", "82.5", ""),
        ("share", "120", "不超过100"),
    ],
)
def test_what_is_counted_has_no_target_in_parts(world, kind, value, told):
    common = {"keeper": world["吉安市"], "levels": ["county"]}
    some, all_of_them = (Indicator.objects.create(code=code, label=code, kind="count", **common) for code in "ab")
    shares = {"numerator": some, "denominator": all_of_them} if kind == "share" else {}
    indicator = Indicator.objects.create(code="x", label="某数", kind=kind, target="年度目标", **common, **shares)
    sent = {"division": world["吉安市"].pk, "indicator": indicator.pk, "year": 2026, "value": value, "paper": "3号"}
    answer = world.client("city_officer").post(reverse("offices:year_target_create"), sent)
    kept = list(YearTarget.objects.values_list("value", flat=True))
    if told:
        assert told in answer.content.decode()
        assert not kept
    else:
        assert kept == [Decimal(value)]
