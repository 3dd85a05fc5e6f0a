"""The numbers of one's own roster, whole where the preview asks about them: they can be set beside the paper.

They are the account's own, read out of the file that it sent, so no reason is asked for; that they were shown is on
record once for each file, and counts as one look.
"""

from intake.models import ImportBatch
from intake.preview.uploader import is_uploader
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.limits import one_at_a_time, reached
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.roles import Capability
from staffing import number_limits

WHAT = "预览里需核对的号码"


def own_numbers_shown(actor: Acting, batch: ImportBatch) -> bool:
    """May whoever acts see them? To those without the right, and beyond the limit of looks, they stay masked."""
    if not (is_uploader(actor.scope, batch) and actor.scope.can(Capability.REVEAL_NUMBERS)):
        return False
    return _on_record(actor, batch) or _put_on_record(actor, batch)


def _put_on_record(actor: Acting, batch: ImportBatch) -> bool:
    with one_at_a_time(actor):
        if _on_record(actor, batch):
            return True
        if reached(actor, number_limits.looks(), Action.NUMBER_REVEALED):
            return False
        detail = {"内容": WHAT, "事由": "核对本人上传的花名册", "批次": batch.pk}
        trail.record(actor, Action.NUMBER_REVEALED, subject=batch, detail=detail)
        return True


def _on_record(actor: Acting, batch: ImportBatch) -> bool:
    entries = AuditEntry.objects.filter(actor_id=actor.scope.user_id, action=Action.NUMBER_REVEALED)
    return entries.filter(object_type=batch._meta.label, object_id=str(batch.pk)).exists()
