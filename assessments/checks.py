"""Start-up checks: every standard has its rule, and every rule its parameters."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@register("assessments")
def standards_have_rules(**kwargs: Any) -> list[CheckMessage]:
    """E001: a row of standards.csv without a rule, a rule without a row, or the two naming different parameters."""
    from assessments.compliance.rules import rules_by_code
    from assessments.loading import definition_rows, standard_rows

    rows, rules = {row["code"]: row for row in standard_rows()}, rules_by_code()
    computed = {code for code, row in rows.items() if row["measure"] == "computed"}
    errors = [f"Standard {code} has no rule." for code in sorted(computed - rules.keys())]
    defined = {row["standard"] for row in definition_rows()}
    asking = rows.keys() - computed
    errors += [f"Standard {code} has no definition." for code in sorted(asking - defined)]
    errors += [
        f"Definition {code} has no row in standards.csv that is not computed." for code in sorted(defined - asking)
    ]
    errors += [f"Rule {code} has no row in standards.csv." for code in sorted(rules.keys() - rows.keys())]
    errors += [
        f"Rule {code} and its row in standards.csv name different parameters."
        for code in sorted(rows.keys() & rules.keys())
        if {*rules[code].needs, *rules[code].optional} != {*rows[code]["parameter_keys"]}
    ]
    return [Error(message, id="assessments.E001") for message in errors]


@register(Tags.database)
def rules_have_parameters(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """W001: a rule needs a parameter that is not in force today. Run with ``check --database default``."""
    from assessments.compliance.parameters import ParameterSet
    from assessments.compliance.rules import rules_by_code
    from assessments.models import Standard

    if "default" not in (databases or ()) or not _is_migrated():
        return []
    today = timezone.localdate()
    in_force, loaded = ParameterSet.load(today).of(None), {*Standard.objects.values_list("code", flat=True)}
    return [
        Warning(
            f"Rule {rule.code} has no usable parameter {key} on {today}.",
            hint="Run manage.py load_standards, or set the parameter.",
            id="assessments.W001",
        )
        for rule in rules_by_code().values()
        if rule.code in loaded
        for key in rule.needs
        if in_force.problem(key)
    ]


def _is_migrated() -> bool:
    """``migrate`` runs these checks as well: before its work is done the tables may not be what the models say."""
    executor = MigrationExecutor(connections["default"])
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "assessments"]
    return not executor.migration_plan(targets)
