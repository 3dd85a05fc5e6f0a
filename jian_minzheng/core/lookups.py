"""Lookups of ours that hold for every model."""

from typing import Any

from django.db import models
from django.db.models.lookups import In

from jian_minzheng.core.look_alikes import GROUPS


@models.IntegerField.register_lookup
class InWithinRange(In):
    """``pk__in``: numbers that no row can hold match nothing, as with ``pk``; Django hands them to the database, which
    raises. So a choice of several records (forms, filters, the administration's actions) answers with a form's error.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value():
            least, most = connection.ops.integer_field_range(self.lhs.output_field.get_internal_type())
            self.rhs = [number for number in self.rhs if _within(number, least, most)]
        return super().process_rhs(compiler, connection)


def _within(number: Any, least: int | None, most: int | None) -> bool:
    if not isinstance(number, int):
        return True
    return (least is None or number >= least) and (most is None or number <= most)


@models.CharField.register_lookup
@models.TextField.register_lookup
class Folded(models.Transform):
    """``name__folded``: with one character in place of those that people write for one another, see ``look_alikes``."""

    lookup_name = "folded"

    def as_sql(self, compiler: Any, connection: Any, *words: Any, **extra: Any) -> Any:
        sql, params = compiler.compile(self.lhs)
        for group in GROUPS:
            for each in group[:-1]:
                sql, params = f"REPLACE({sql}, %s, %s)", (*params, each, group[-1])
        return sql, params
