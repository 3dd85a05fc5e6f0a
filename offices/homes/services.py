"""Every write about nursing homes: one transaction, scope re-checked inside it, findings woken at its end."""

from django.db import transaction

from jian_minzheng.core.editing import dated_row_save
from jian_minzheng.core.editing.dated import DatedSave
from jian_minzheng.core.hooks import facts_changed
from offices.identity import Identity
from offices.models import HomeCensus, NursingHome


@transaction.atomic
def home_create(*, identity: Identity, home: NursingHome) -> NursingHome:
    """Register a home.

    Raises:
        ValidationError: the township has an open home of that name.
        OutOfScope: the township is not within the writer's scope.
    """
    home.full_clean()
    home.save()
    return _stored(identity, home)


@transaction.atomic
def home_update(*, identity: Identity, home: NursingHome, opened_version: int) -> NursingHome:
    """Change a home's own data, its end included: an end date closes it, an empty one reopens it.

    Raises:
        EditConflict: somebody saved it since it was opened.
        ValidationError: a constraint is broken.
        OutOfScope: it is not within the writer's scope.
    """
    home.claim(opened_version)
    home.full_clean()
    home.save()
    return _stored(identity, home)


@transaction.atomic
def census_save(
    *, identity: Identity, home: NursingHome, row: HomeCensus, base: HomeCensus | None, opened_version: int
) -> DatedSave:
    """Correct the census of that day, or add one that holds from it on. Errors as in ``dated_row_save``."""
    saved = dated_row_save(row=row, base=base, opened_version=opened_version, owner={"home": home})
    HomeCensus.objects.require_visible(identity, [saved.row.pk])
    facts_changed({home.township_id})
    return saved


def _stored(identity: Identity, home: NursingHome) -> NursingHome:
    NursingHome.objects.require_visible(identity, [home.pk])
    facts_changed({home.township_id})
    return home
