"""Every write about nursing homes: one transaction, ended at the one door."""

from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import dated_row_save
from jian_minzheng.core.editing.dated import DatedSave
from offices.models import HomeCensus, NursingHome


@transaction.atomic
def home_create(actor: Acting, *, home: NursingHome) -> NursingHome:
    """Register a home.

    Raises:
        ValidationError: the township has an open home of that name.
        OutOfScope: the township is not within the writer's scope.
    """
    home.full_clean()
    home.save()
    writes.finish(actor, Action.RECORDED, home)
    return home


@transaction.atomic
def home_update(actor: Acting, *, home: NursingHome, opened_version: int) -> NursingHome:
    """Change a home's own data, its end included: an end date closes it, an empty one reopens it.

    Raises:
        EditConflict: somebody saved it since it was opened.
        ValidationError: a constraint is broken.
        OutOfScope: it is not within the writer's scope.
    """
    home.claim(opened_version)
    home.full_clean()
    home.save()
    writes.finish(actor, Action.EDITED, home)
    return home


@transaction.atomic
def census_save(
    actor: Acting, *, home: NursingHome, row: HomeCensus, base: HomeCensus | None, opened_version: int
) -> DatedSave:
    """Correct the census of that day, or add one that holds from it on. Errors as in ``dated_row_save``."""
    saved = dated_row_save(row=row, base=base, opened_version=opened_version, owner={"home": home})
    writes.finish(actor, saved.action, saved.row)
    return saved
