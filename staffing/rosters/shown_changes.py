"""What an import changes about people on record, in words and masked: kept with each row, shown before and after."""

from typing import Any

from intake.models import ImportRow
from staffing.rosters.arrivals import place_of
from staffing.rosters.differences import Changes
from staffing.rosters.lexicon import PEOPLE
from staffing.rosters.matching import Plan


def shown_changes(plan: Plan) -> dict[str, Any]:
    """Field key → label, old and new as people read them.

    Nothing of people new to the importer; of those who come from elsewhere within the scope, or return, their
    particulars and the post that ends (``former_post``) or that they once held (``past_posts``).
    """
    if plan.outcome == ImportRow.Outcome.CHANGED:
        return _fields(plan.person_changes | plan.post_changes) | _post_unit(plan)
    if plan.outcome != ImportRow.Outcome.NEW or not plan.met_in_scope:
        return {}
    return _fields(plan.person_changes) | _former(plan)


def _fields(changes: Changes) -> dict[str, Any]:
    shown = {}
    for key, (old, new) in changes.items():
        if key in PEOPLE.fields:
            declared = PEOPLE.fields[key]
            shown[key] = {"label": declared.label, "old": declared.show(old), "new": declared.show(new)}
    return shown


def _post_unit(plan: Plan) -> dict[str, Any]:
    if "post_division_id" not in plan.post_changes or not plan.post or "post_unit" not in plan.row.further:
        return {}
    old = plan.post.post_division
    return {
        "post_unit": {
            "label": PEOPLE.fields["post_unit"].label,
            "old": old.name if old else "",
            "new": plan.row.further["post_unit"][1],
        }
    }


def _former(plan: Plan) -> dict[str, Any]:
    end, past = plan.arrival.ends, plan.arrival.past
    if end:
        old, new = f"{place_of(end.post)}，{end.post.from_date}起", f"至{end.on}({end.reason.label})"
        return {"former_post": {"label": "原任职", "old": old, "new": new}}
    if past:
        told = "、".join(f"{place_of(post)}，{post.from_date}至{post.to_date}" for post in past)
        return {"past_posts": {"label": "曾任职", "old": told, "new": "重新到岗"}}
    return {}
