"""Findings of one division's subtree, within the reader's scope."""

from typing import Any

from assessments.models import Finding
from jian_minzheng.core.acting import Identity
from offices.models import Division


def findings_in(identity: Identity, division: Division) -> Any:
    """Visible findings below ``division``. The reader's own area is the scope itself and is not compared twice."""
    visible = Finding.objects.visible_to(identity)
    return visible if division.path == identity.path else visible.filter(division__path__under=division.path)
