"""Village specialists in post are proposed as the contacts of their villages (三(二)1-6)."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.masking import mask_text
from offices.contacts.candidates import Candidate
from offices.models import Division
from offices.roles import Capability
from staffing.models import Appointment
from staffing.selectors import posts_on
from staffing.vocabulary import AT_WORK, Kind

SOURCE = "在岗的村级民政专干"


def specialists_proposed(identity: Identity, units: Sequence[Division]) -> Iterator[tuple[int, Candidate]]:
    """Specialists at work today in these villages, for those who may see people."""
    if not identity.can(Capability.VIEW_PEOPLE):
        return
    posts = posts_on(timezone.localdate(), scope=identity).filter(
        kind=Kind.VILLAGE_SPECIALIST, working_mode__in=AT_WORK, work_division__in=units
    )
    for post in posts.order_by("from_date", "pk"):
        yield post.work_division_id, _candidate(post)


def _candidate(post: Appointment) -> Candidate:
    """Older titles may hold numbers, which no contact's takes on."""
    title = mask_text("、".join(filter(None, [post.title, "村级民政专干"]))[:60])
    return Candidate(str(post.pk), post.person.name, title, post.person.phone, SOURCE)
