"""One person: particulars with masked numbers, posts, history."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.editing import Change, history_of
from jian_minzheng.core.editing.history import as_last_written
from jian_minzheng.core.editing.values import human_value
from offices.models.divisions import Level
from offices.naming import as_told_to
from offices.places import Places
from offices.roles import Capability
from staffing.listing.people import PEOPLE
from staffing.models import Appointment, Person
from staffing.posts.lent import holder_beyond, wholly_within
from staffing.selectors import namesakes
from staffing.terms_shown import terms_shown

_FACTS = (
    "sex", "birth_date", "ethnic_group", "politics", "education", "school", "social_work_title", "work_start",
)  # fmt: skip


@require_GET
@needs(Capability.VIEW_PEOPLE)
def person_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """The person's page; a unit that somebody has left sees the posts it gave, and no particulars."""
    person = Person.objects.fetch_or_404(identity_of(request), pk=pk)
    return render(request, "staffing/person_detail.html", page_context(request, person))


def page_context(request: PortalRequest, person: Person) -> dict[str, Any]:
    """What the page shows."""
    identity = identity_of(request)
    kept = Person.objects.kept_by(identity).filter(pk=person.pk).exists()
    posts = list(
        as_last_written(Appointment.objects.visible_to(identity).filter(person=person))
        .select_related("work_division", "post_division", "home", "voided_by")
        .order_by("-from_date", "-pk")
    )
    places, terms = Places.of(post.work_division for post in posts), terms_shown(posts)
    for post in posts:
        post.person = person
    may_see_numbers = identity.can(Capability.REVEAL_NUMBERS) and kept
    return {
        "person": person,
        "way_back": PEOPLE.way_back(request.session),
        "kept": kept,
        "facts": _facts(person) if kept else [],
        "posts": [
            {
                "post": post,
                "place": _place(post, places),
                "terms": terms[post.pk],
                "ended": _ended(post),
                "on_loan": _on_loan(post),
                "may_move": holder_beyond(identity, post) is None,
                "may_void": wholly_within(identity, post),
            }
            for post in posts
        ],
        "namesakes": namesakes(person, scope=identity) if kept else [],
        "changes": _changes(person, posts, identity, numbers=may_see_numbers) if kept else [],
        "may_see_numbers": may_see_numbers,
        "may_edit": identity.can(Capability.EDIT_PEOPLE),
    }


def _facts(person: Person) -> list[tuple[str, str]]:
    labels = {field.name: str(field.verbose_name) for field in Person._meta.concrete_fields}
    return [(labels[name], human_value(Person, name, getattr(person, name))) for name in _FACTS]


def _place(post: Appointment, places: Places) -> str:
    names = [*places.names(post.work_division, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)]
    return "·".join([*names, str(post.home)] if post.home else names)


def _ended(post: Appointment) -> bool:
    return post.to_date is not None and post.to_date < timezone.localdate()


def _on_loan(post: Appointment) -> bool:
    return post.post_division_id is not None and post.post_division_id != post.work_division_id


def _changes(person: Person, posts: list[Appointment], identity: Identity, *, numbers: bool) -> list[Change]:
    """History of the person and of the posts in scope; of numbers only for those who may see them at all.

    People come from other counties with their history: who keyed it in there is not named.
    """
    hidden = {"人员"} if numbers else {"人员", "身份证号", "联系电话"}
    changes = [change for change in history_of(person, *posts) if change.label not in hidden]
    return as_told_to(identity, changes)
