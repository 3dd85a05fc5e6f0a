"""Every service that writes facts, called on records of 吉安县 by somebody who may not write them."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from intake.writing.commit import CommitRefused
from jian_minzheng.core.scope import OutOfScope
from offices.identity import acting_as
from staffing.posts.keeping import KEPT_ELSEWHERE
from tests.portal import APPS
from tests.scope.services import imports, offices, posts, records
from tests.scope.services.case import Case, Preparation
from tests.scope.subjects import Subjects

SERVICES: dict[str, Case] = {**records.SERVICES, **offices.SERVICES, **posts.SERVICES, **imports.SERVICES}
PREPARED: dict[str, Preparation] = {**offices.PREPARED, **posts.PREPARED, **imports.PREPARED}
"""What has to be so before the service is called."""

ENDING_AT_THE_TRAIL = {"offices.grants", "offices.accounts"}
"""Modules of services tried above whose writes are no facts of units (``NO_FACTS``)."""

PORTAL = tuple(f"{app}." for app in APPS)


def stored() -> dict[str, Any]:
    """Every row of every table of the portal."""
    models = [model for model in apps.get_models() if model.__module__.startswith(PORTAL)]
    return {model._meta.label: sorted(map(str, model._default_manager.values_list())) for model in models}


def problems_of(subjects: Subjects, name: str) -> list[str]:
    """What is wrong when somebody from elsewhere calls the service: it must refuse and leave every row as it is."""
    told, who = [], name.rpartition(" by ")[2] if " by " in name else "county_yongxin"
    with transaction.atomic():
        if name in PREPARED:
            PREPARED[name](subjects)
        before = stored()
        try:
            SERVICES[name](acting_as(subjects.world.users[who]), subjects)
        except (OutOfScope, Http404, PermissionDenied):
            told += [] if stored() == before else ["refused, and something is written"]
        except ValidationError as error:
            of_the_moved = "moved" in name and error.messages == [KEPT_ELSEWHERE]
            told += [] if of_the_moved and stored() == before else [f"ValidationError: {error}"]
        except CommitRefused as refusal:
            of_others = "what others keep" in name and "不维护" in refusal.message
            told += [] if of_others and stored() == before else [f"CommitRefused: {refusal.message}"]
        except Exception as error:
            told.append(f"{type(error).__name__}: {error}")
        else:
            told.append("not refused")
        transaction.set_rollback(True)
    return told
