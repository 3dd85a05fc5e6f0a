"""备案: village specialists are filed with the county bureau (三(三)4-4), many at a time."""

import datetime
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_update_with_history

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.seen import require_unchanged
from jian_minzheng.core.registers import keeping
from staffing.models import Appointment
from staffing.posts.keeping import posts_told
from staffing.posts.rules import LEVELS
from staffing.vocabulary import Kind


@transaction.atomic
def appointments_file(
    actor: Acting, *, appointment_ids: Iterable[int], on: datetime.date, seen: Mapping[int, int] | None = None
) -> int:
    """Set the filing date of these specialists' posts; returns how many changed.

    Args:
        seen: what the page showed of the posts, see ``core.editing.seen``.

    Raises:
        ChangedMeanwhile: others changed one of the posts since; then none is filed.
        OutOfScope: one of them is out of the actor's reach; then none is changed.
        ValidationError: one of them is not a specialist's live post, or begins after the filing day of a future date.
    """
    ids = set(appointment_ids)
    Appointment.objects.require_visible(actor.scope, ids)
    posts = list(Appointment.objects.all().live().filter(pk__in=ids, kind=Kind.VILLAGE_SPECIALIST).select_for_update())
    if len(posts) != len(ids):
        raise ValidationError("所选人员中有人已不是村级民政专干，请刷新页面后重新选择。")
    changed = [post for post in posts if post.filed_on != on]
    require_unchanged(changed, seen or {}, scope=actor.scope)
    for post in changed:
        post.filed_on = on
        keeping.mark(actor, LEVELS[post.kind], post)
    bulk_update_with_history(changed, Appointment, ["filed_on"], default_user=actor.user, batch_size=500)
    Appointment.objects.filter(pk__in=[post.pk for post in changed]).update(version=F("version") + 1)
    rows = {Appointment: [post.pk for post in changed]}
    detail = {"备案日期": on, "人数": len(changed), **posts_told(actor, *changed)}
    units = writes.units_of(*changed)
    writes.finish_many(actor, Action.EDITED, rows, units=units, label="村级民政专干备案", detail=detail)
    return len(changed)
